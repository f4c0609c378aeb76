"""Where things stand on the page: nothing leaves it, nothing lies on something else, what belongs together stays so.

The banks hold each form with short and with long contents, pictures of all shapes and space of the author's own.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
from layout import faults, pages, pictures_apart
from printing import CASES, export, pieces, printed, text_of

from quizgen.outputs.handout.style import PRESETS

BANKS = CASES / "layout"
LATIN, ARABIC = BANKS / "layout.yaml", BANKS / "rightwards.yaml"
PHOTO = "PHOTO"
"""Stands in the prompt of each question that has one picture, once a question."""

EVERYDAY = {("large", "letter", "fr,en"), ("eco", "a4", "fr"), ("standard", "a4", "ar")}
TRIED = [
    pytest.param(*each, marks=() if each in EVERYDAY else pytest.mark.slow)
    for preset in PRESETS
    for paper in ("a4", "letter")
    for each in ((preset, paper, language) for language in ("fr", "en", "fr,en", "ar"))
]


def bank(languages: str) -> Path:
    return ARABIC if languages == "ar" else LATIN


@pytest.mark.parametrize(("preset", "paper", "languages"), TRIED)
def test_nothing_leaves_its_place_on_a_sheet(preset: str, paper: str, languages: str, tmp_path: Path) -> None:
    arguments = (bank(languages), "--lang", languages, "--preset", preset, "--paper", paper)
    pdf = printed(tmp_path / "x.pdf", *arguments)
    sizes = PRESETS[preset]
    assert faults(pdf, sizes.margin_mm, sizes.columns) == []
    assert faults(tmp_path / "x-key.pdf", PRESETS["standard"].margin_mm) == []
    assert pictures_apart(pdf, "Photo" if languages == "en" else PHOTO) == []


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("flip", ["long", "short", "fold"])
@pytest.mark.parametrize("languages", ["fr", "fr,en"])
def test_nothing_lies_on_something_else_on_cards(preset: str, flip: str, languages: str, tmp_path: Path) -> None:
    too_long = (
        "--except",
        "match-long",
        "--except",
        "order-long",
        "--except",
        "photo-tall",
        "--except",
        "many-options",
    )
    if preset == "eco" and languages != "fr":  # a program of twelve lines, twice
        too_long += ("--except", "code")
    arguments = ("--lang", languages, "--preset", preset, "--layout", "cards", "--flip", flip, *too_long)
    pdf = printed(tmp_path / "x.pdf", LATIN, *arguments)
    assert [each for each in faults(pdf, 3) if "foot" not in each] == []


def test_the_reader_of_layouts_sees_what_is_wrong(tmp_path: Path) -> None:
    """A page on which each fault was made on purpose."""
    import typst

    source = tmp_path / "bad.typ"
    source.write_text(
        '#set page(paper: "a4", margin: 18mm, footer: [1 / 1])\n#set text(size: 12pt)\n'
        "#place(dx: 0mm, dy: 10mm)[alpha]#place(dx: 4mm, dy: 10.5mm)[beta]\n"
        "#place(dx: 0mm, dy: 30mm)[gamma]#place(dx: 0mm, dy: 31.5mm, line(length: 40mm))\n"
        "#place(dx: 0mm, dy: 50mm, line(length: 60mm))#place(dx: 0mm, dy: 51mm, line(length: 60mm))\n"
        "#place(dx: 165mm, dy: 60mm)[delta delta]#place(dx: 100mm, dy: 70mm, line(length: 90mm))\n",
        "utf-8",
    )
    pdf = tmp_path / "bad.pdf"
    pdf.write_bytes(typst.compile(str(source)))
    found = "\n".join(faults(pdf, 18))
    for told in (
        "“alpha” and “beta” lie on each other",
        "a line runs through “gamma”",
        "lines lie on each other",
        "“delta” leaves the page",
        "a line leaves the page",
    ):
        assert told in found
    assert pictures_apart(pdf, "alpha") == [1]


def test_each_part_starts_on_the_front_of_a_sheet_of_paper(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "en", "--variants", 3, "--key", "end")
    texts = text_of(pdf).split("\f")[:-1]
    starts = [number for number, text in enumerate(texts, 1) if re.search(r"\b1 ?/ ?\d+\s*$", text)]
    assert len(starts) == 3 + 1 + 3
    assert all(number % 2 == 1 for number in starts)
    reader = pypdf.PdfReader(pdf)
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    assert all(number % 2 == 0 for number in empty)
    assert len(reader.pages) == len(texts)


def test_an_icon_is_not_blown_up(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", LATIN, "--lang", "fr", "--key", "none", "--question", "photo-icon")
    (image,) = [image for page in pages(pdf) for image in page.sizes]
    assert image == pytest.approx((48 * 72 / 150, 48 * 72 / 150), abs=0.1), "150 dpi"


def test_a_list_shows_question_and_answer_on_either_side_of_the_fold(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", LATIN, "--lang", "fr", "--layout", "list", "--kind", "pair")
    (page,) = pages(pdf)
    for number in range(24):
        left = [word for word in page.words if word.text == str(number) and 60 < word.left < page.width / 2]
        right = [word for word in page.words if word.text == str(number) and word.left > page.width / 2]
        assert any(abs(one.top - other.top) < 1 for one in left for other in right), number
    assert faults(pdf, PRESETS["standard"].margin_mm) == []


def test_large_cards_are_fewer_a_page_rather_than_small(tmp_path: Path) -> None:
    arguments = ("nato-tokyo/partners", "--lang", "fr,en", "--layout", "cards", "--preset", "large")
    run = export(*arguments, "-o", tmp_path / "x.pdf")
    assert (run.code, run.err) == (0, ""), "no card is told to be printed small"
    asked = [piece for piece in pieces(tmp_path / "x.pdf") if "Bold" in piece.font and len(piece.text) > 8]
    assert min(piece.size for piece in asked) >= 14


def test_a_label_that_its_font_cannot_show_is_told(tmp_path: Path) -> None:
    shapes = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><text x="5" y="20">{}</text></svg>'
    (tmp_path / "star.svg").write_text(shapes.format("★ Paris"), "utf-8")
    (tmp_path / "plain.svg").write_text(shapes.format("Orléans é"), "utf-8")
    bank = tmp_path / "star.yaml"
    bank.write_text(
        "format: 1\nid: star\ntitle: Star\nlanguages: [en]\nquestions:\n"
        "  - {id: a, kind: text, prompt: Where?, answer: here, image: {file: star.svg, alt: A map.}}\n"
        "  - {id: b, kind: text, prompt: There?, answer: here, image: {file: plain.svg, alt: A map.}}\n",
        "utf-8",
    )
    run = export(bank, "-o", tmp_path / "x.pdf")
    assert run.code == 0
    assert run.err.count("Q554") == 1
    assert "star.svg" in run.err
    assert "★ (U+2605)" in run.err
