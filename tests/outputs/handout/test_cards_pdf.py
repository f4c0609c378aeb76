"""Cards: that backs lie behind their fronts is read from the PDF's own coordinates."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from printing import POINTS_A_MM, Piece, export, pieces, printed, tool

from quizgen.outputs.handout.cards import Grid, pages

MARGIN = 8 * POINTS_A_MM
SAFE = 6 * POINTS_A_MM
WIDTH, HEIGHT = 210 * POINTS_A_MM, 297 * POINTS_A_MM
CARDS = 11

Cell = tuple[int, int]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven cards, so that the last page is not full."""
    path = tmp_path_factory.mktemp("bank") / "cards.yaml"
    rows = [f"  - {{id: q{n}, kind: card, prompt: 'front-{n}', answer: 'back-{n}'}}" for n in range(1, CARDS + 1)]
    path.write_text("format: 1\nid: cards\ntitle: Cards\nlanguages: [en]\nquestions:\n" + "\n".join(rows), "utf-8")
    return path


def cell(x: float, y: float, columns: int, rows: int) -> Cell:
    """Row and column of a point on a page, from the upper left corner."""
    wide, high = (WIDTH - 2 * MARGIN) / columns, (HEIGHT - 2 * MARGIN) / rows
    return int((HEIGHT - MARGIN - y) // high), int((x - MARGIN) // wide)


def faces(pdf: Path, side: str) -> dict[int, Piece]:
    return {int(piece.text.split("-")[1]): piece for piece in pieces(pdf) if re.fullmatch(rf"{side}-\d+", piece.text)}


@pytest.mark.parametrize(("preset", "columns", "rows"), [("standard", 2, 4), ("eco", 2, 5), ("large", 2, 3)])
@pytest.mark.parametrize("flip", ["long", "short"])
def test_backs_lie_behind_their_fronts(
    bank: Path, tmp_path: Path, flip: str, preset: str, columns: int, rows: int
) -> None:
    pdf = printed(tmp_path / "x.pdf", bank, "--layout", "cards", "--flip", flip, "--preset", preset)
    fronts, backs = faces(pdf, "front"), faces(pdf, "back")
    assert len(fronts) == len(backs) == CARDS
    for number, front in fronts.items():
        back = backs[number]
        assert back.page == front.page + 1
        assert front.page % 2 == 0
        # Seen through the paper: turned over a long edge, left and right change places; over a short edge, top and
        # bottom do, and the back has to stand on its head to read upright.
        through = (WIDTH - back.x, back.y) if flip == "long" else (back.x, HEIGHT - back.y)
        assert cell(*through, columns, rows) == cell(front.x, front.y, columns, rows), number
        assert back.turned == (flip == "short")
        assert not front.turned


def test_to_fold_both_faces_stand_side_by_side_and_upright(bank: Path, tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", bank, "--layout", "cards", "--flip", "fold")
    fronts, backs = faces(pdf, "front"), faces(pdf, "back")
    assert len(fronts) == len(backs) == CARDS
    for number, front in fronts.items():
        back = backs[number]
        (row, column), (back_row, back_column) = cell(front.x, front.y, 2, 4), cell(back.x, back.y, 2, 4)
        assert (back.page, back_row, back_column) == (front.page, row, column + 1)
        assert column % 2 == 0
        assert not back.turned


@pytest.mark.parametrize("flip", ["long", "short"])
def test_cut_lines_stand_on_fronts_only(bank: Path, tmp_path: Path, flip: str) -> None:
    pdf = printed(tmp_path / "x.pdf", bank, "--layout", "cards", "--flip", flip)
    for number, page in enumerate(pypdf.PdfReader(pdf).pages):
        content = page.get_contents()
        assert content is not None
        strokes = [operator for _, operator in content.operations if operator in (b"S", b"s", b"B", b"b")]
        assert bool(strokes) == (number % 2 == 0)


def test_every_face_bears_its_number_and_nothing_comes_near_an_edge(bank: Path, tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", bank, "--layout", "cards")
    boxes = tool("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    for page_number, page in enumerate(boxes):
        numbers: dict[Cell, list[str]] = {}
        for found in re.finditer(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', page
        ):
            left, top, right, bottom = map(float, found.groups()[:4])
            here = cell(left, HEIGHT - (top + bottom) / 2, 2, 4)
            wide, high = (WIDTH - 2 * MARGIN) / 2, (HEIGHT - 2 * MARGIN) / 4
            x, y = MARGIN + here[1] * wide, MARGIN + here[0] * high
            assert left >= x + SAFE - 0.5
            assert right <= x + wide - SAFE + 0.5
            assert (top + bottom) / 2 >= y + SAFE
            assert (top + bottom) / 2 <= y + high - SAFE + 0.5
            if found[5].isdecimal():
                numbers.setdefault(here, []).append(found[5])
        first = page_number // 2 * 8 + 1
        expected = {str(number) for number in range(first, min(first + 8, CARDS + 1))}
        assert {one for (one,) in numbers.values()} == expected


def test_text_shrinks_to_fit_and_tells_when_it_becomes_small(tmp_path: Path) -> None:
    bank = tmp_path / "long.yaml"
    texts = {"short": "few", "long": "words and " * 50, "longer": "words and " * 130}
    rows = [f"  - {{id: {name}, kind: card, prompt: '{text}', answer: 'yes'}}" for name, text in texts.items()]
    bank.write_text("format: 1\nid: long\ntitle: Long\nlanguages: [en]\nquestions:\n" + "\n".join(rows), "utf-8")
    run = export(bank, "-o", tmp_path / "x.pdf", "--layout", "cards", "--lang", "en")
    assert run.code == 0
    assert "Q552" in run.err
    assert "long/longer" in run.err
    assert "long/long:" not in run.err
    sizes = {piece.size for piece in pieces(tmp_path / "x.pdf") if "words and" in piece.text}
    assert 4 <= min(sizes) < 8 <= max(sizes)


def test_what_no_card_can_hold_is_refused(tmp_path: Path) -> None:
    bank = tmp_path / "huge.yaml"
    bank.write_text(
        "format: 1\nid: huge\ntitle: Huge\nlanguages: [en]\n"
        f"questions: [{{id: a, kind: card, prompt: '{'word ' * 3000}', answer: 'yes'}}]\n",
        "utf-8",
    )
    run = export(bank, "-o", tmp_path / "x.pdf", "--layout", "cards", "--lang", "en")
    assert run.code == 1
    assert "Q952" in run.err
    assert "huge/a" in run.err
    assert not (tmp_path / "x.pdf").exists()


def test_all_forms_make_cards_in_both_languages(tmp_path: Path) -> None:
    run = export(sample.FOLDER, "-o", tmp_path, "--layout", "cards", "--preset", "dyslexia")
    assert run.code == 0, run.err
    assert {path.name for path in tmp_path.iterdir()} == {
        f"sample-dyslexia-cards.{language}.pdf" for language in sample.collection().languages
    }


@given(st.integers(1, 60), st.integers(1, 4), st.integers(1, 6), st.sampled_from(["long", "short", "fold"]))
def test_each_card_has_one_front_and_one_back(count: int, columns: int, rows: int, flip: str) -> None:
    found = [face for page in pages(range(count), Grid(columns, rows), flip) for face in page.faces]  # type: ignore[arg-type]
    assert sorted((face.card, face.side) for face in found) == [
        (card, side) for card in range(count) for side in ("back", "front")
    ]
    for page in pages(range(count), Grid(columns, rows), flip):  # type: ignore[arg-type]
        places = [(face.row, face.column) for face in page.faces]
        assert len(set(places)) == len(places)
