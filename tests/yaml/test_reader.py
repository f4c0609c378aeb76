"""The guarded reader: what it gives, and what it refuses, where."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from quizgen.files import MAX_BANK
from quizgen.problems import Problem
from quizgen.yaml import reader
from quizgen.yaml.events import MAX_DEPTH
from quizgen.yaml.reader import TOO_DEEP, read

CASES = sorted((Path(__file__).parent.parent / "cases" / "yaml").glob("*.yaml"))
EXPECTED = re.compile(rb"#\^ (Q\d{3}) (\d+):(\d+)\+(\d+)(?: (\d+):(\d+)\+(\d+))?")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_case_is_told_as_its_first_lines_say(path):
    """`#^ CODE line:column+length`, and for a duplicate the place of the first; or `#^ fine`."""
    data = path.read_bytes()
    expected = []
    for match in EXPECTED.finditer(data):
        line, column, length = (int(match[n]) for n in (2, 3, 4))
        also = tuple(int(match[n]) for n in (5, 6, 7)) if match[5] else None
        expected.append((match[1].decode(), line, column, length, also))
    assert expected or data.startswith(b"#^ fine"), "a case says what it expects"
    document = read(data)
    assert [_told(problem) for problem in document.problems] == expected


def _told(problem: Problem) -> tuple[str, int, int, int, tuple[int, int, int] | None]:
    place, also = problem.place, problem.also
    second = None if also is None else (also.line, also.column, also.length)
    return problem.code.id, place.line, place.column, place.length, second


def only(data: bytes) -> Problem:
    (problem,) = read(data).problems
    return problem


def place(data: bytes) -> tuple[str, int, int]:
    problem = only(data)
    return problem.code.id, problem.place.line, problem.place.column


# What is read ---------------------------------------------------------------------------------------------------


def test_every_scalar_is_a_string():
    document = read(b"a: no\nb: 12:30\nc: 1.10\nd: 2024-02-30\ne: ~\nf:\ng: [true, 010]\non: x\n")
    assert document.tree == {
        "a": "no", "b": "12:30", "c": "1.10", "d": "2024-02-30", "e": "~", "f": "", "g": ["true", "010"], "on": "x",
    }  # fmt: skip
    assert document.problems == ()


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"---\n", b"\xef\xbb\xbf", b"\n\n"])
def test_an_empty_file_has_no_tree_and_no_problem(data):
    document = read(data)
    assert (document.tree, document.problems, document.source.text) == (None, (), data.decode("utf-8-sig"))


def test_a_byte_order_mark_moves_no_column():
    document = read(b"\xef\xbb\xbfa: b: c\n")
    assert document.source.text == "a: b: c\n"
    assert place(b"\xef\xbb\xbfa: b: c\n") == ("Q021", 1, 5)


def test_an_alias_shares_what_it_stands_for():
    document = read(b"x: &x [1, {a: b}]\ny: *x\nz: &z t\nw: *z\n")
    assert isinstance(document.tree, dict)
    assert document.tree["y"] is document.tree["x"]
    assert document.tree["w"] == "t"


def test_what_follows_a_refused_value_is_still_read():
    document = read(b"a: *none\nb: !t c\nd: {{c1::x}}\ne: 1\ne: 2\nf: last\n")
    assert [t.code.id for t in document.problems] == ["Q010", "Q007", "Q024", "Q006"]
    assert document.tree == {"a": "", "b": "c", "d": {}, "e": "2", "f": "last"}


def test_the_collector_is_left_as_it_was():
    import gc

    for switch, state in ((gc.disable, False), (gc.enable, True)):
        switch()
        read(b"a: b")
        assert gc.isenabled() is state


# Encodings and characters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_other_unicode_encodings_are_named(encoding):
    problem = only("a: é\n".encode(encoding))
    assert (problem.code.id, problem.values["encoding"]) == ("Q002", encoding.upper()[:6])


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        ("a: b\r\nc: é\n".encode("latin-1"), 2, 4, "0xE9"),
        ("a: 😀é".encode() + b"\xff", 1, 6, "0xFF"),
        (b"\xef\xbb\xbfa: \x80", 1, 4, "0x80"),
        (b'a: "\xed\xa0\x80"', 1, 5, "0xED"),  # half of a pair
        (b"a: b\rc: \xc3", 2, 4, "0xC3"),
    ],
)
def test_bytes_that_are_not_utf8_are_placed(data, line, column, byte):
    document = read(data)
    assert document.tree is None
    (problem,) = document.problems
    assert (*_told(problem), problem.values) == ("Q001", line, column, 1, None, {"byte": byte})


@pytest.mark.parametrize(
    "character",
    [
        *(chr(n) for n in (*range(9), 11, 12, *range(14, 32), *range(127, 160))),
        *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\uffff",
    ],
)
def test_a_forbidden_character_is_refused_raw_and_escaped(character):
    name = f"U+{ord(character):04X}"
    raw = only(f'a: b\nc: "😀{character}d"\n'.encode())
    assert (*_told(raw), raw.values) == ("Q004", 2, 6, 1, None, {"character": name})
    escaped = only(f'a: b\nc: "😀\\U{ord(character):08x}d"\n'.encode())
    assert (*_told(escaped), escaped.values) == ("Q004", 2, 6, 10, None, {"character": name})


@pytest.mark.parametrize("escape", list("0abvfeNLP"))
def test_the_short_escapes_are_seen_through(escape):
    assert place(f'a: "x\\\\\\{escape}"'.encode()) == ("Q004", 1, 8)


def test_letters_marks_and_spaces_of_all_scripts_pass():
    text = "«\u00a0é\u202f»\u2011\u200f\u200dא漢😀"
    assert read(f'a: {text}\nb: "\\t\\n\\_\\u202f"\n'.encode()).tree == {"a": text, "b": "\t\n\xa0\u202f"}


def test_a_binary_file_is_not_told_byte_by_byte():
    assert len(read(b"\0" * 10_000).problems) <= 100


# Limits ---------------------------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read():
    filling = b"# " + b"x" * 97 + b"\n"
    data = b"a: b\n" + filling * (MAX_BANK // len(filling) - 1)
    data += b"#" * (MAX_BANK - len(data))
    assert read(data).tree == {"a": "b"}
    document = read(data + b"\n")
    assert (document.tree, [_told(problem) for problem in document.problems]) == (None, [("Q003", 0, 0, 1, None)])
    assert only(data + b"\n").code.id == "Q003"


NESTINGS = {
    "lists": (lambda n: "[" * n + "]" * n, lambda n: n),
    "mappings": (lambda n: "{a: " * n + "b" + "}" * n, lambda n: 4 * n - 3),
    "items": (lambda n: "- " * n + "b", lambda n: 2 * n - 1),
}


@pytest.mark.parametrize("shape", NESTINGS)
def test_nesting_is_refused_past_the_limit_and_read_up_to_it(shape):
    nest, column = NESTINGS[shape]
    assert read(nest(MAX_DEPTH).encode()).problems == ()
    assert place(nest(MAX_DEPTH + 1).encode()) == ("Q005", 1, column(MAX_DEPTH + 1))
    assert read(nest(MAX_DEPTH + 1).encode()).tree is None


def test_aliases_count_towards_nesting():
    deep = "x: &a " + "[" * 20 + "]" * 20 + "\n"
    assert read((deep + "y: " + "[" * 9 + "*a" + "]" * 9).encode()).problems == ()
    assert place((deep + "y: " + "[" * 10 + "*a" + "]" * 10).encode()) == ("Q005", 2, 14)


@pytest.mark.parametrize("lead", ["", "a: ", "a:\n- x\n- ", "a: [1, ", "- "])
@pytest.mark.parametrize("nested", ["[", "{", "[{", "{[", "[ ", "[\n", '{"a":', "{a: ", "&b ["])
def test_too_deep_is_told_at_the_first_level_too_many_whatever_the_parser_bears(lead, nested):
    """libyaml 0.2.6 stops by itself at 1,000 brackets on a line, before it has told of the first."""
    levels = [31, 64, 999, 1_001, 1_200, 5_000]
    found = [[_told(p) for p in read((lead + nested * n).encode()).problems if p.code is TOO_DEEP] for n in levels]
    assert found == [found[0]] * len(levels)
    assert len(found[0]) == 1


def test_brackets_in_a_quote_that_never_closes_are_not_deep():
    assert place(b'a: "' + b"[" * 1_200) == ("Q025", 1, 4)


def test_a_hundred_thousand_levels_neither_crash_nor_stall():
    """In a process of its own: the parser's own loader dies of this."""
    script = (
        "from quizgen.yaml.reader import read\n"
        "for text in ('[', '{a: ', '- ', '? ', '[{', '&a [', '!x ['):\n"
        "    problems = read((text * 100_000).encode()).problems\n"
        "    print(*[problem.code.id for problem in problems if problem.code.id == 'Q005'])\n"
    )
    root = Path(reader.__file__).parent.parent.parent
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=60, cwd=root, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [b"Q005"] * 7


def bomb(width: int, levels: int) -> bytes:
    lines = [f"x0: &x0 [{', '.join('a' * width)}]"]
    for n in range(1, levels):
        lines.append(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * width)}]")
    return "\n".join(lines).encode()


def test_an_alias_bomb_is_refused_before_it_is_walked():
    document = read(bomb(9, 9))
    (problem,) = document.problems
    assert (problem.code.id, document.tree) == ("Q012", None)
    assert problem.place.line == 7  # where the millionth node is passed: 9 + 9² + … + 9⁷


def test_many_aliases_of_an_ordinary_size_are_read():
    data = b"x: &x [a, b, c]\nq:\n" + b"  - *x\n" * 20_000
    assert read(data).problems == ()


def test_a_text_repeated_by_aliases_is_counted_too(monkeypatch):
    monkeypatch.setattr(reader, "MAX_ALIASED", 3)
    assert read(b"[&x a, *x, *x, *x]").problems == ()
    assert place(b"[&x a, *x, *x, *x, *x]") == ("Q012", 1, 20)


# Anything -------------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).filter(
    lambda text: not re.search("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", text)
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_tree_written_as_yaml_comes_back(tree, flow, line_break):
    written = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, line_break=line_break)
    document = read(written.encode())
    # Whoever writes "-a" below a key gets it quoted by nobody, and is warned: that is Q028 at work.
    assert [t for t in document.problems if t.code.id != "Q028"] == []
    assert document.tree == tree


SOURCE = b"".join(path.read_bytes() for path in CASES if b"#^ fine" in path.read_bytes())


@given(st.binary(max_size=60) | st.text("ab:-?[]{},&*!|>'\"%@`#\t\n \\<=é😀", max_size=40).map(str.encode))
@example(b"? ")
@example(b"%YAML 9.9\n---\n")
@example(b"...")
@example(b"&a")
@example(b'"\\')
@example(b"[? ")
@example(b"[\n<<: ")
@example(b"{a: b!t >-@\t: }a: b{")
def test_nothing_makes_it_raise_and_every_place_lies_in_the_text(data):
    document = read(data)
    lines = re.split(r"\r\n|\r|\n", document.source.text)
    for problem in document.problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.place.column + problem.place.length <= len(lines[problem.place.line - 1]) + 2
    if document.tree is None and not document.problems:
        # Only nothing is silently nothing.
        assert not document.source.text or yaml.load(document.source.text, yaml.CBaseLoader) in (None, "", [], {})


@given(st.data())
def test_a_good_file_with_slips_is_read_or_told_about(data):
    text = bytearray(SOURCE)
    at = data.draw(st.integers(0, len(text)))
    text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.sampled_from([b"", *b":-[]{}'\"\t \n#&*!?,|".split()]))
    document = read(bytes(text))
    assert document.tree is not None or document.problems
