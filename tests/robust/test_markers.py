"""Signs that quizgen uses as markers are an author's like any others: no output takes them for its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import quizgen
from quizgen.cli.main import main
from quizgen.items import Collection
from quizgen.outputs import anki
from quizgen.outputs.handout import data, glyphs, sheet
from quizgen.outputs.handout.forms import Blank, Blanks
from quizgen.outputs.handout.pictures import Pictures
from quizgen.outputs.handout.style import Style
from quizgen.text.phrases import Phrases

BOX = "\N{REPLACEMENT CHARACTER}"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def markers() -> str:
    """The private-use signs that stand in the code, and some that may come to stand there."""
    strings = (
        node.value
        for path in Path(quizgen.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    found = {sign for string in strings for sign in PRIVATE.findall(string)}
    return "".join(sorted(found | {"\ue000", "\ue001", "\ue002", "\uf8ff", "\U000f0000"}))


SIGNS = markers()
BOXES = BOX * len(SIGNS)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "square.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8")
    path = tmp_path / "signs.yaml"
    path.write_text(
        f"""\
format: 1
id: signs
title: Signs {SIGNS}
languages: [en]
sources:
  atlas: {{label: an atlas {SIGNS}}}
questions:
  - id: prompt
    kind: choice
    prompt: Which {SIGNS} one?
    answer: This {SIGNS} one
    distractors: [Another]
    explanation: Because {SIGNS} of it.
    source: {{article: atlas, paragraph: 1}}
  - id: passage
    kind: cloze
    text: >-
      A {SIGNS} and {{{{c1::one {SIGNS}|un {SIGNS}::hint {SIGNS}}}}} b{SIGNS}{{{{c2::two}}}},
      *{SIGNS} {{{{c3::three}}}}*
  - id: spelling
    kind: text
    prompt: What?
    answer: One {SIGNS}
    accept: [Un {SIGNS}]
    reject: [Two {SIGNS}]
    image: {{file: square.svg, alt: A square {SIGNS}.}}
""",
        "utf-8",
    )
    return path


@pytest.fixture
def collection(bank: Path) -> Collection:
    (found,) = quizgen.load(bank)
    return found


def test_a_sheet_and_its_key_have_boxes_for_them(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "handout", str(bank), "-o", str(tmp_path / "x.pdf"), "--key", "end", "--lang", "en"]) == 0
    assert main(["export", "handout", str(bank), "-o", str(tmp_path / "y.pdf"), "--layout", "cards"]) == 0
    assert re.findall(r"Q551 +signs/(\w+): .*U\+FFFD", capsys.readouterr().err) == ["prompt", "passage", "spelling"] * 2


def test_no_text_of_a_sheet_is_lost_beside_them(collection: Collection) -> None:
    made = sheet.compose(tuple(collection.items()), seed=1)
    head, style, pictures = data.Head(collection.title), Style(("en",)), Pictures()
    document = data.document(made, [("key", made.versions)], head, style, pictures)
    assert not [string for string in glyphs.strings(document) if PRIVATE.search(string)]
    asked, filled, _ = document.pieces
    assert asked.prompt == ((f"Which {BOXES} one?",),)
    assert isinstance(filled.space, Blanks)
    ((*passage,),) = filled.space.passages
    texts = [part if isinstance(part, str) else part.kind if isinstance(part, Blank) else part.text for part in passage]
    assert texts == [f"A {BOXES} and ", "gap", f" b{BOXES}", "gap", ", ", f"{BOXES} ", "gap"]
    blanks = [part for part in passage if isinstance(part, Blank)]
    assert [blank.answer for blank in blanks] == [(f"one {BOXES}",), ("two",), ("three",)]
    assert blanks[0].hint == (f"hint {BOXES}",)


def test_a_card_of_anki_shows_them(collection: Collection) -> None:
    items = list(collection.items())
    plan = anki.build(collection, "en", items, previous=None, stamp=1, say=Phrases("en"))
    assert isinstance(plan, anki.Plan)
    asked, filled, written = plan.package.notes
    assert asked.fields[0] == f"Which {SIGNS} one?"
    assert f"Source: an atlas {SIGNS}, §\N{NO-BREAK SPACE}1" in asked.fields
    assert f"Un {SIGNS}" in written.fields
    assert filled.fields[0] == (
        f'A {SIGNS} and {{{{c1::one {SIGNS} <span class="qz-variants">(un {SIGNS})</span>::hint {SIGNS}}}}} '
        f"b{SIGNS}{{{{c2::two}}}}, <em>{SIGNS} {{{{c3::three}}}}</em>"
    )
