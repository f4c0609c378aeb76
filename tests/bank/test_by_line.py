"""The reader by line: what it reads is what libyaml reads, and it leaves alone whatever it isn't sure of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizgen.bank import by_line, reader

CONTENT = Path(__file__).parents[2] / "content"
MOST = 1_000_000


def by_libyaml(text: str) -> tuple[Any, bool]:
    """The tree, and whether there was nothing odd about it."""
    tree, troubles, odd = reader._build(text.encode(), text)
    return tree, not troubles and not odd


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: b", {"a": "b"}),
        ("a:   b c  \n\n# d\n", {"a": "b c"}),
        ("a: 'it''s'\nb: \"x: # y\"", {"a": "it's", "b": "x: # y"}),
        ("a: http://x.org/?y#z\n", {"a": "http://x.org/?y#z"}),
        ('a: {fr: l\'eau, en: "b, c"}\n', {"a": {"fr": "l'eau", "en": "b, c"}}),
        ("a: [b\"c\", d'e']\n", {"a": ['b"c"', "d'e'"]}),
        (
            "a: b\n" + "  c\n" * 20 + "d: 'e\n" + "  f\n" * 30 + " g'\n",
            {"a": "b" + " c" * 20, "d": "e" + " f" * 30 + " g"},
        ),
        ("a: [b, {c: [d,e]} , 'f']\n", {"a": ["b", {"c": ["d", "e"]}, "f"]}),
        ("a:\n  b:\n      c: d\n  e: f\n", {"a": {"b": {"c": "d"}, "e": "f"}}),
        ("a:\n- b\n- c: d\n  e:\n  - f\ng: h\n", {"a": ["b", {"c": "d", "e": ["f"]}], "g": "h"}),
        ("a:\n    - b: c\n    # d\n\n    - b: e\n", {"a": [{"b": "c"}, {"b": "e"}]}),
        ("a: >-\n  b: c\n  # d\n\n\ne: |-\n    f\n    g", {"a": "b: c # d", "e": "f\ng"}),
        ("a:\n  - b: >-\n      c\n    d: e\n  - b: f\n", {"a": [{"b": "c", "d": "e"}, {"b": "f"}]}),
        ("a:   b c  \n d e  \n  f\ng: h\n", {"a": "b c d e f", "g": "h"}),
        ("a:\n- b c\n d\n- e: f\n     g\n", {"a": ["b c d", {"e": "f g"}]}),
        ("a: 'it''s  \n    b'\nc:\n  - \"d: #\n e\"\n", {"a": "it's b", "c": ["d: # e"]}),
        ("a: &x {b: c}\nd: *x\ne:\n  - f: *x\n", {"a": {"b": "c"}, "d": {"b": "c"}, "e": [{"f": {"b": "c"}}]}),
    ],
)
def test_what_it_reads(text: str, tree: object) -> None:
    assert by_line.read(text, MOST) == tree
    assert by_libyaml(text) == (tree, True)
    events = sum(1 for _ in yaml.parse(text, yaml.CSafeLoader))
    assert by_line.read(text, events - 1) is None, "no more than libyaml would read"


def test_keys_stay_in_the_order_of_the_file() -> None:
    tree = by_line.read("b: >-\n  c\na: d\n", MOST)
    assert tree is not None
    assert list(tree) == ["b", "a"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "# a\n", "a\n", "- a\n", "--- \na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n"),
        *("a:\n", "a: ''\n", "a:\n  b:\nc: d\n", "a: b\na: c\n", "a: {b: c, b: d}\n", "a: []\n", "a: {}\n"),
        *("a: b: c\n", "a: b:\n", "a: b #c\n", "a: b # c\n", "a:b\n", "? a\n: b\n", "a b: c\n", '"a": b\n', "é: b\n"),
        *("a: - b\n", "a: -1\n", "a: ~\n", "a: !t b\n", "a: @b\n", "a: `b`\n", "a: %b\n", "<<: {a: b}\n"),
        *(
            'a: "b\\n"\n',
            "a: 'b\n\n  c'\n",
            "a: 'b\nc'\n",
            "a: 'b\n  c\n",
            'a: "b" c\n',
            "a: {b: c} d\n",
            "a: [b\n  c]\n",
        ),
        *("a: [b: c]\n", "a: {b}\n", "a: {b: }\n", "a: [b, ]\n", "a: [b}\n", "a: [[b]\n", "a: {b:c}\n", "a: [b:]\n"),
        *("a:\n b: c\n  d: e\n", "a:\n  b: c\n d: e\n", "a:\n  - b\n c: d\n", "a:\n  - b\n  c: d\n", "a: b\n  c: d\n"),
        *("a:\n  - - b\n", "a:\n  -  b\n", "a:\n  -\n", "a:\n  - b:\n  - c\n", "a: b\n- c\n", "a:\n  - b\n    c: d\n"),
        *(
            "a: b\n\n  c\n",
            "a: b\n# d\n  c\n",
            "a:\n  b: c\n  d\n",
            "a: &x b\n  c\n",
            "a: b\n  - c\n",
            "a: 'b\n  c' d\n",
        ),
        *("a: 'b'\n  c\n", "a: [b]\n  c\n", "a: 'b\n --- c\n---\n d'\n", "'a\n  b': c\n", "- 'a\n  b': c\n"),
        *("a: >-\n", "a: >-\nb: c\n", "a: >-\n\n  b\n", "a: >-\n  b\n\n  c\n", "a: >-\n  b\n    c\n", "a: >\n  b\n"),
        *("a: >-\n  b\n c\n", "a: >-\n  b\n   \n", "a: >2-\n   b\n", "a:\n  - >-\n    b\n"),
        *("a: *x\n", "a: &x\n", "a: &x b: c\n", "a:\n  - &x b: c\n", "a: &x *x\n", "a: &x b\nc: *x d\n", "&x a: b\n"),
        *(
            "a:\nb: c\n",
            "d: e\na: 'b\n  c",
            "a: [b #c]\n",
            "a:\n  - b: >-\n    c\n",
            "a:\n  - b: c\n    d\n",
            "a: b\n" + "  c\n" * 21,
        ),
        *("a:\tb\n", "a: b\r\n", "a: b\u2028c\n", "a: b\x85\n", "\ufeffa: b\n", "a: " + "[" * 12 + "b" + "]" * 12),
        "a:\n" + "".join("  " * n + "a:\n" for n in range(1, 12)) + "  " * 12 + "a: b\n",
    ],
    ids=lambda text: repr(text[:30]),
)
def test_what_it_leaves_to_libyaml(text: str) -> None:
    assert by_line.read(text, MOST) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n" + "\n" * 60,
        "".join(f"k{n}: b\n" for n in range(45)) + "c: [d, e, f, g, h, i]\n",
        "a: [" + "b," * 100 + "b]\n",
        "a: &x [b, c]\n" + "".join(f"k{n}: *x\n" for n in range(20)),
    ],
)
def test_a_file_of_too_many_parts_is_left_to_libyaml(text: str) -> None:
    assert by_line.read(text, 100) is None
    assert by_line.read(text, 1000) is not None


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.yaml")), ids=lambda path: path.stem)
def test_it_reads_all_that_is_bundled(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = by_line.read(text, MOST)
    assert tree is not None
    assert by_libyaml(text) == (tree, True)


KEYS = st.sampled_from(["a", "b", "fr", "en", "x-y", "Key_1"])
SOUND = st.sampled_from(
    [
        *(
            "a",
            "l'eau est",
            "É é",
            "(b) c",
            "«d»",
            "http://x.y/z",
            "1.5",
            "'y: z'",
            "'it''s'",
            '"a # b"',
            "a# b",
            "a,b",
        ),
        *("{fr: a, en: b c}", "[a, 'b' , [c]]", '{a: {b: "c"}, d: [e]}', "{a: http://b/c}", "[a# b, c]", "a  "),
    ]
)
ODD = st.sampled_from(
    [
        *("", "''", "a:", "a: b", "a #b", "#a", "- a", "-", "?", "? a", "*x", "*y", "&x a", "&y", "&x {a: b}", "&x *x"),
        *(">-", "|-", ">", "| a", ">- a", "!t a", "%a", "@a", "`a", "[a", "a]", "[a, ]", "[]", "{a}", "{a: b", "{a:b}"),
        *(
            "{a: b} c",
            "[a: b]",
            '"a',
            "'a",
            '"a" b',
            '"a\\n"',
            "---",
            "...",
            "a\tb",
            "\u00a0a",
            "😀",
            "~",
            "<<",
            "{a: *x}",
        ),
    ]
)
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "  ", "  ", "    ", " ", "   "]),
    st.sampled_from(["", "", "", "- ", "- ", "-", "- - "]),
    st.one_of(KEYS.map("{}: ".format), KEYS.map("{}:".format), st.just("")),
    st.one_of(SOUND, SOUND, ODD, st.sampled_from(["# a", "foo", ">-"])),
)
SEVERAL = st.lists(LINES, min_size=1, max_size=6).map("\n".join)


@settings(deadline=None, max_examples=250)
@given(SEVERAL)
@example("a: >-\n  b\n# c\n  d: e")
@example("a:\n  b: >-\n    c\n   d\n")
@example("a: &x [b]\nc: &x d\ne: *x\n")
def test_lines_of_any_sort(text: str) -> None:
    tree = by_line.read(text, MOST)
    if tree is not None:
        assert by_libyaml(text) == (tree, True)


BLOCKS = st.lists(st.sampled_from(["a", "b: c", "# d", '"e', "- f", "l'eau : g"]), min_size=1, max_size=3)
TREES = st.recursive(
    SOUND | st.tuples(st.sampled_from([">-", "|-"]), BLOCKS),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def written(tree: Any, column: int, inset: int) -> list[str]:
    """A mapping or a list of mappings and scalars, as an author might write it."""
    margin, found = " " * column, []
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(tree, list):
            inner = written(value if isinstance(value, dict) else {"a": value}, column + 2, inset)
            found += (
                [f"{margin}- {value}"] if isinstance(value, str) else [f"{margin}- {inner[0].lstrip()}", *inner[1:]]
            )
        elif isinstance(value, str):
            found.append(f"{margin}{key}: {value}")
        elif isinstance(value, tuple):
            found += [f"{margin}{key}: {value[0]}", *(f"{margin}  {line}" for line in value[1])]
        else:
            deeper = inset if isinstance(value, list) else 2 + inset
            found += [f"{margin}{key}:", *written(value, column + deeper, inset)]
    return found


SLIPS = st.sampled_from(["", " ", "  ", "\n", ":", ": ", "-", "- ", "#", " #", "'", '"', "[", "}", ",", "&x ", "*"])


@settings(deadline=None, max_examples=120)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=3), st.sampled_from([0, 2, 3]), st.data())
def test_sound_banks_and_slips_in_them(tree: dict[str, Any], inset: int, data: st.DataObject) -> None:
    text = "\n".join(written(tree, 0, inset))
    found = by_line.read(text, MOST)
    assert found is not None
    assert by_libyaml(text) == (found, True)
    for at in sorted(data.draw(st.lists(st.integers(0, len(text) - 1), max_size=3), "breaks"), reverse=True):
        if text[at] == " " and data.draw(st.booleans()):
            text = text[:at] + data.draw(st.sampled_from(["\n ", "\n      ", " \n    "])) + text[at + 1 :]
    at = data.draw(st.integers(0, len(text)), "at")
    cut = data.draw(st.integers(0, 2), "cut")
    put = data.draw(SLIPS, "put")
    slipped = text[:at] + put + text[at + cut :]
    found = by_line.read(slipped, MOST)
    if found is not None:
        assert by_libyaml(slipped) == (found, True)
