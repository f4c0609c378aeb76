"""The catalogs are whole, and no phrase reaches the reader past them."""

from __future__ import annotations

import ast
import io
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from running import Ran

from quizgen.cli.progress_command import ENTRIES
from quizgen.cli.root import COMMANDS
from quizgen.kinds import KINDS
from quizgen.outputs import OUTPUTS
from quizgen.text import phrases

Run = Callable[..., Ran]

LOCALES = Path(phrases.LOCALES)
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if (path / "LC_MESSAGES").is_dir())
script = runpy.run_path(str(LOCALES / "phrases.py"))


def catalog(language: str) -> Catalog:
    path = LOCALES / language / "LC_MESSAGES/quizgen.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def spoken(message: Message) -> list[str]:
    """The message's own wordings, one or, with a plural, two."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translated(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalog(language) if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_complete_and_nothing_in_it_fuzzy(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy or not all(translated(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    for message in messages(language):
        # A singular may leave its number out: "one question".
        for wording in translated(message):
            assert fields(wording) <= fields(spoken(message)[-1]), message.id
        assert fields(translated(message)[-1]) == fields(spoken(message)[-1]), message.id


PACKAGE = LOCALES.parent


@pytest.fixture(scope="module")
def extracted() -> set[tuple[str, ...]]:
    """The phrases that Babel finds in the code."""
    found: set[tuple[str, ...]] = script["spoken"](PACKAGE)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_holds_the_phrases_of_the_code_and_no_others(language: str, extracted: set[tuple[str, ...]]) -> None:
    held = {tuple(spoken(message)) for message in messages(language)}
    assert extracted - held == set(), "run quizgen/locales/phrases.py, and translate what is new"
    assert held - extracted == set(), "run quizgen/locales/phrases.py"
    assert not catalog(language).obsolete


def test_babel_finds_every_phrase(extracted: set[tuple[str, ...]]) -> None:
    """It looks neither into f-strings nor at a call nested in one with several arguments."""
    found = {message[0] for message in extracted}
    missed = [
        (path.relative_to(PACKAGE).as_posix(), phrase)
        for path in sorted(PACKAGE.rglob("*.py"))
        for phrase in phrases_in(ast.parse(path.read_text("utf-8")))
        if phrase not in found
    ]
    assert missed == []


def phrases_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name) | ast.Call(func=ast.Name(id=name)),
                args=[ast.Constant(value=str(phrase)), *_],
            ) if name.removeprefix("_") in script["SPEAKERS"] or name == "N_":
                yield phrase


def test_a_singular_has_one_plural(extracted: set[tuple[str, ...]]) -> None:
    """Catalogs know a phrase by its singular alone."""
    plurals: dict[str, set[str]] = {}
    for singular, *rest in extracted:
        plurals.setdefault(singular, set()).update(rest)
    assert {singular: told for singular, told in plurals.items() if len(told) > 1} == {}


def test_french_is_typed_with_an_ordinary_keyboard() -> None:
    """Typography sets the rest; a no-break space is typed only where it can't know, after a placeholder or §."""
    typeset = re.compile(r"[’«»“”\u202f]|(?<![}§])\u00a0|\.\.\.")
    tight = re.compile(r"[^\s(\[{}`:;?]:(?= |$)|[\w}][;!?](?=\s|$)")
    for message in messages("fr"):
        for wording in translated(message):
            typed = re.sub("`[^`]*`", "", wording)
            assert not typeset.search(typed), wording
            assert not tight.search(typed), wording


# ---------------------------------------------------------------------------------------------------------------
# A catalog in which each phrase stands in ⟦brackets⟧, and questions in Greek: any Latin word outside brackets, if
# it isn't a word of the command line or of the format, is a phrase that escaped translation. Hence a bank of its own,
# and not the one in cases/every-kind.

BANK = """\
format: 1
id: "1"
title: {el: Δοκιμή}
intro: {el: Αρχή.}
languages: [el]
tags: {"7": {el: τόποι}}
sources:
  "8": {label: {el: βιβλίο}}
questions:
  - {id: "1", kind: choice, prompt: Πού;, answer: Εδώ, distractors: [{text: Εκεί, because: Όχι.}, Αλλού], hint: Κοντά.,
     explanation: Ναι., source: {article: "8", paragraph: 2}, tags: ["7"]}
  - {id: "2", kind: choice, prompt: Πού;, answers: [Εδώ, Εκεί], distractors: [Αλλού]}
  - {id: "3", kind: true-false, prompt: Ναι;, answer: true}
  - {id: "4", kind: text, prompt: Τι;, answer: {country: GR}, accept: [Ελλάς], reject: [Ιταλία]}
  - {id: "5", kind: number, prompt: Πόσα;, answer: 1500, tolerance: 10, unit: μέτρα}
  - {id: "6", kind: date, prompt: Πότε;, answer: 1945-06-26}
  - {id: "7", kind: list, prompt: Ποια;, answers: [Άλφα, Βήτα, Γάμμα], needed: 2}
  - {id: "8", kind: order, prompt: Σειρά;, items: [{text: Ένα, note: πρώτο}, Δύο, Τρία], first: αρχή, last: τέλος}
  - {id: "9", kind: match, prompt: Ζεύγη;, pairs: [{left: Α1, right: Β1}, {left: Α2, right: Β2}, {left: Α3, right: Β3}],
     extra: [Β4]}
  - {id: "10", kind: cloze, text: "Το {{c1::μπλε::χρώμα}} και το {{c2::λευκό}}."}
  - {id: "11", kind: card, prompt: Τι;, answer: Αυτό, withdrawn: false}
"""

TECHNICAL = {
    *("quizgen", "bash", "zsh", "fish", "json", "github", "text", "practice", "exam", "eval", "config", "completions"),
    *("fr", "en", "el", "yaml", "content", "schema", "bank", "nato", "tokyo", "offices", "gulf", "office", "capitals"),
    *("my", "questions", "error", "warning", "file", "line", "col", "endColumn", "title"),
    *("decks", "sheets", "cards", "fold", "large", "apkg", "pdf", "format"),  # in examples
    *("True", "False"),  # a bank's language decides, and Greek has no catalog
    *COMMANDS,
    *OUTPUTS,
    *ENTRIES,
    *(word for kind in KINDS for word in kind.split("-")),
}


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """English as a catalog of bracketed phrases, made from the phrases that the French catalog knows."""
    pseudo = Catalog(locale="en")
    for message in messages("fr"):
        marked = tuple(f"⟦{wording}⟧" for wording in spoken(message))
        pseudo.add(message.id, marked if len(marked) > 1 else marked[0])
    folder = tmp_path_factory.mktemp("locales") / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "quizgen.mo").open("wb") as file:
        write_mo(file, pseudo)
    return folder.parents[1]


@pytest.fixture
def bracketed(here: Path, locales: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bank in Greek, and an interface in brackets."""
    monkeypatch.setattr(phrases, "LOCALES", locales)
    (here / "1.yaml").write_text(BANK, "utf-8")
    return here


def escaped(printed: str) -> list[str]:
    """The words of two letters and more that stand outside brackets and are none of the technical ones."""
    source_lines = re.compile(r"^ +\d* ?\| .*$", re.MULTILINE)
    paths_and_options = re.compile(r"\S+\.(?:yaml|json|fish|po)\S*|--?[a-z][a-z-]*|\bQ\d{3}\b|[~$]\S+|\S+/\S+")
    depth, outside = 0, ""
    for character in source_lines.sub("", printed):
        depth += (character == "⟦") - (character == "⟧")
        outside += character if depth == 0 and character != "⟧" else " "
    assert depth == 0
    return [word for word in re.findall("[A-Za-z]{2,}", paths_and_options.sub(" ", outside)) if word not in TECHNICAL]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        *([command, "--help"] for command in COMMANDS),
        *(["export", output, "--help"] for output in OUTPUTS),
        *(["progress", entry, "--help"] for entry in ENTRIES),
        ["list", "1.yaml"],
        *(["show", str(number), "1.yaml"] for number in range(1, 12)),
        ["check", "1.yaml"],
        ["new", "2"],
        ["chekc"],
        ["frobnicate"],
        ["--colour"],
        ["show"],
        ["show", "12", "1.yaml"],
        ["show", "1", "2", "--nope"],
        ["new", "a", "b"],
        ["new", "1"],
        ["new", "3", "--languages", "xx"],
        ["play", "--count", "0"],
        ["play", "--count"],
        ["play", "--plain=1"],
        ["play", "--mode", "exam", "--time-limit", "0"],
        ["play", "--time-limit", "9m"],
        ["play", "1.yaml", "--tag", "9"],
        ["play", "1.yaml", "--kind", "text", "--tag", "7"],
        ["play", "1.yaml", "--lang", "de"],
        ["play", "9.yaml"],
    ],
    ids=" ".join,
)
def test_no_phrase_escapes(quizgen: Run, bracketed: Path, arguments: list[str]) -> None:
    ran = quizgen(*arguments)
    assert ran.code in (0, 2, 3)
    assert "⟦" in ran.out + ran.err
    assert escaped(ran.out + ran.err) == []


def test_the_text_of_a_new_bank_is_translated(quizgen: Run, bracketed: Path) -> None:
    assert quizgen("new", "2", "--languages", "en").code == 0
    for line in (bracketed / "2.yaml").read_text("utf-8").splitlines():
        if "#" in line or re.match(r" *(- )?(title|prompt|explanation|because|text|unit): ", line):
            assert "⟦" in line


@pytest.mark.parametrize("format", ["text", "github"])
def test_no_problem_escapes(quizgen: Run, bracketed: Path, format: str) -> None:
    """Every bad bank there is."""
    cases = Path(__file__).parents[1] / "cases/banks"
    ran = quizgen("check", str(cases), "--format", format)
    assert ran.code in (1, 3)
    for line in ran.out.splitlines():
        if " error Q" in line or line.startswith(("::", "   hint")):
            assert "⟦" in line


ANSWERS = {
    1: ["?", "", "", "c"],
    2: ["x", "A", "a b"],
    3: ["AB", "b", "a"],
    4: ["?", ":!", "x", "Ιταλία", "Ελάδα", ":z"],
    5: ["abc", "1,500", "12"],
    6: ["06/07/2022", "1945", "26/06/1945"],
    7: ["Άλφα", "Άλφα", "Δέλτα", ""],
    8: ["9", "3 1 2", "", ""],
    9: ["z", "1a 2b", "c"],
    10: ["?", "μπλε", "x"],
    11: ["?", "", "maybe", "n"],
}
AFTERWARDS = ["?", "j", "!", "", "z", "k", ""]


@pytest.mark.parametrize("number", range(1, 12))
@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_no_phrase_of_a_session_escapes(
    quizgen: Run, bracketed: Path, monkeypatch: pytest.MonkeyPatch, number: int, mode: str
) -> None:
    # Each answer, then everything that may follow one; whatever a line is not good for, it is refused with words.
    lines = [line for answer in ANSWERS[number] for line in (answer, *AFTERWARDS)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    ran = quizgen("play", "1.yaml", "--plain", "--mode", mode, "--question", str(number))
    assert ran.code == 0, ran.err
    typed = {word for line in lines for word in re.findall("[A-Za-z]{2,}", line)}
    assert [word for word in escaped(ran.out) if word not in typed] == []
