"""Worksheets and keys, read back from the PDF by programs that know nothing of how they were made."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from printing import CASES, all_texts, export, pieces, plain_text, printed, squeezed, text_of, tool

from quizgen import items
from quizgen.bank import find, load

ROOT = Path(__file__).parents[3]
HOSTILE = CASES / "hostile.yaml"
LONG = "longword" * 1250


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("hostile") / "all.pdf", HOSTILE, "--key", "end", "--lang", "en")


def test_every_text_of_the_bank_stands_verbatim_in_the_text_layer(hostile: Path) -> None:
    (collection,) = load(find.find(str(HOSTILE), Path(), ())).collections
    layer = squeezed(text_of(hostile))
    for item in collection.items():
        for text in all_texts(item):
            for span in items.spans(text, "en"):
                if span.maths:
                    continue  # set in two dimensions; its words are its alternative text
                if "עולם" not in span.text and "שלום" not in span.text:  # a line that runs both ways comes in pieces
                    assert squeezed(span.text) in layer, (item.id, span.text)
    for word in ("שלום", "עולם", "عليكم"):
        assert word in layer


def test_words_of_ten_thousand_letters_are_broken_not_lost(tmp_path: Path) -> None:
    bank = tmp_path / "long.yaml"
    bank.write_text(
        "format: 1\nid: long\ntitle: Long\nlanguages: [en]\nquestions:\n"
        f"  - {{id: a, kind: choice, prompt: 'Say {LONG} now', answer: '{LONG}', distractors: [b]}}\n",
        "utf-8",
    )
    pdf = printed(tmp_path / "long.pdf", bank, "--key", "none")
    told = re.compile(r"1-A-|^Surname|^First name|^/ 1$")  # in the foot and the head of each page
    lines = [line for line in text_of(pdf, "-raw").splitlines() if not told.search(line.strip())]
    layer = squeezed("".join(lines))
    assert f"Say{LONG}now" in layer
    assert layer.count(LONG) == 2
    width = float(pypdf.PdfReader(pdf).pages[0].mediabox.width)
    boxes = re.findall(r'xMax="([\d.]+)"', tool("pdftotext", "-bbox", pdf, "-"))
    assert max(map(float, boxes)) <= width - 40


def test_what_no_font_has_is_printed_as_a_box_and_told_of(hostile: Path, tmp_path: Path) -> None:
    run = export(HOSTILE, "-o", tmp_path / "x.pdf", "--lang", "en")
    assert run.code == 0
    told = run.err.split("\n\n")
    assert any("Q551" in each and "hostile/letters-missing" in each and "東 (U+6771)" in each for each in told)
    assert any("Q551" in each and "hostile/emoji" in each for each in told)
    assert not any("hostile/mathematics" in each or "hostile/right-to-left" in each for each in told)
    assert "QuizgenUnknown" in tool("pdffonts", hostile)


def test_a_character_that_no_pdf_may_hold_is_made_visible(tmp_path: Path) -> None:
    bank = tmp_path / "private.yaml"
    bank.write_text(
        "format: 1\nid: private\ntitle: Private\nlanguages: [en]\n"
        "questions: [{id: a, kind: text, prompt: 'Which \ue123 letter?', answer: b}]\n",
        "utf-8",
    )
    run = export(bank, "-o", tmp_path / "x.pdf", "--lang", "en")
    assert run.code == 0
    assert "U+FFFD" in run.err
    assert "Which\N{REPLACEMENT CHARACTER}letter?" in squeezed(text_of(tmp_path / "x.pdf"))


def test_nothing_of_a_bank_is_run_read_or_fetched(hostile: Path) -> None:
    layer = text_of(hostile)
    assert "root:" not in layer
    assert squeezed("#import “@preview/cetz:0.3.0”") in squeezed(layer)


# ---------------------------------------------------------------------------------------------------------------
# The file


def test_the_file_is_sound_and_holds_its_fonts(hostile: Path) -> None:
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", hostile)
    rows = tool("pdffonts", hostile).splitlines()[2:]
    assert rows
    for row in rows:
        embedded, subset, unicode_ = row.split()[-5:-2]
        assert (embedded, subset, unicode_) == ("yes", "yes", "yes"), row


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "fr", "--title", "Contrôle n° 1 : l'Asie")
    reader = pypdf.PdfReader(pdf)
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "fr"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Contrôle n°\u00a01\u00a0: l’Asie"
    xmp = catalog["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[^0-9]*1", xmp)
    assert re.search(r"pdfaid:part[^0-9]*2", xmp)
    assert re.search(r"pdfaid:conformance[^A-Z]*A", xmp)


def test_pictures_have_words_for_those_who_cannot_see_them(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "pictures", "--lang", "en", "--key", "none")
    alts = [str(node["/Alt"]) for node in _structure(pypdf.PdfReader(pdf)) if "/Alt" in node]
    assert "A black square." in alts


def _structure(reader: pypdf.PdfReader) -> Iterator[dict[str, object]]:
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pypdf.generic.IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            if "/K" in node:
                waiting.append(node["/K"])


def test_tables_have_header_cells(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "en", "--variants", 2, "--key", "end")
    kinds = [node.get("/S") for node in _structure(pypdf.PdfReader(pdf))]
    assert kinds.count("/Table") >= 5  # two halves a version, and the versions side by side
    assert kinds.count("/TH") >= kinds.count("/Table") * 2


@pytest.mark.slow
def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "LANG": "C"}
        environ.pop("SOURCE_DATE_EPOCH", None)
        arguments = ["export", "handout", CASES / "tokens.yaml", CASES / "pictures", "--variants", "2", "-o", folder]
        subprocess.run([sys.executable, "-m", "quizgen", *map(str, arguments)], env=environ, check=True, timeout=60)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 6


def test_the_date_is_the_one_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    reader = pypdf.PdfReader(printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "en"))
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2023


# ---------------------------------------------------------------------------------------------------------------
# The key against the sheet


@pytest.fixture(scope="module", params=["standard", pytest.param("eco", marks=pytest.mark.slow)])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions in both languages, and their keys."""
    target = tmp_path_factory.mktemp(request.param)
    run = export(CASES / "tokens.yaml", "--variants", 3, "--preset", request.param, "-o", target, "--seed", 7)
    assert run.code == 0, run.err
    return target


ASKED = re.compile(r"(choice|order|match)\d(fr|en)")
TOKEN = re.compile(r"[cor]\d[a-z](fr|en)")  # not the left sides of matches: nothing stands before them
Sheet = dict[str, tuple[int, dict[str, str]]]


def sheet_of(folder: Path, version: str, language: str) -> Sheet:
    """By question: its number, and what stands before each token; for an order, in which place the token stands."""
    (path,) = folder.glob(f"*-{version}.{language}.pdf")
    words = [word for word in re.split(r"[\s?]+", text_of(path, "-raw")) if word]
    starts = [at for at, word in enumerate(words) if ASKED.fullmatch(word)]
    found: Sheet = {}
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        number = next(words[at] for at in range(start - 1, 0, -1) if words[at].isdecimal())
        tokens = {
            word: before
            for before, word in zip(words[start:end], words[start + 1 : end], strict=False)
            if TOKEN.fullmatch(word)
        }
        if words[start].startswith("order"):
            tokens = {token: str(place) for place, token in enumerate(tokens, 1)}
        found[words[start]] = (int(number), tokens)
    return found


def without_language(sheet: Sheet) -> Sheet:
    """The same with French and English tokens named alike."""
    return {
        name[:-2]: (number, {token[:-2]: mark for token, mark in tokens.items()})
        for name, (number, tokens) in sheet.items()
    }


def keys_of(folder: Path, language: str) -> list[dict[int, str]]:
    """For each version, the answers of the marking grid by number."""
    (path,) = folder.glob(f"*-key.{language}.pdf")
    found: list[dict[int, str]] = []
    letters = r"[A-F](?:, ?[A-F])*"
    ranks = r"[A-F\d](?: ?– ?[A-F\d])+"
    for line in text_of(path, "-layout").splitlines():
        if re.match(r"\s*Version [A-C]\s+7-", line):
            found.append({})
        elif found and len(found[-1]) < 9:
            for number, answer in re.findall(
                rf"(?:^|\s)(\d{{1,2}})\s+({letters}|{ranks})\s+\d(?:[.,]\d)?(?=\s|$)", line
            ):
                found[-1][int(number)] = answer
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_key_leads_to_the_right_options_of_every_version(folder: Path, language: str) -> None:
    keys = keys_of(folder, language)
    assert len(keys) == 3
    for version, key in zip("ABC", keys, strict=True):
        sheet = sheet_of(folder, version, language)
        assert len(sheet) == len(key) == 9
        for name, (number, tokens) in sheet.items():
            mark = key[number]
            marks = re.split(r" ?[,–] ?", mark)
            if name.startswith("choice"):  # those with an odd figure are right
                assert set(marks) == {before for token, before in tokens.items() if int(token[1]) % 2}
            elif name.startswith("order"):  # the figures are the ranks
                assert marks == [token[1] for token in tokens]
            else:  # l1 goes with r1
                beside = {token[1]: before for token, before in tokens.items() if token[0] == "r"}
                assert marks == [beside[figure] for figure in "1234"]


def test_letters_and_numbers_are_the_same_in_both_languages(folder: Path) -> None:
    for version in "ABC":
        french, english = (sheet_of(folder, version, language) for language in ("fr", "en"))
        assert without_language(french) == without_language(english)


def test_versions_differ(folder: Path) -> None:
    sheets = [sheet_of(folder, version, "en") for version in "ABC"]
    assert sheets[0] != sheets[1] != sheets[2] != sheets[0]


def test_the_versions_table_leads_to_the_same_question(folder: Path) -> None:
    (path,) = folder.glob("*-key*.en.pdf")
    table = text_of(path, "-layout").split("The versions side by side")[1].split("Answer key")[0]
    cells = [
        cell
        for line in table.splitlines()[1:]
        if not line.strip().startswith("Asia")
        for cell in re.findall(r"(\d+) ?(?:[A-F\d]+(?:(?:, |–)[A-F\d]+)*)?(?=\s|$)", line)
    ]
    rows = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    assert len(rows) == 9
    sheets = [sheet_of(folder, version, "en") for version in "ABC"]
    for row in rows:
        asked = {
            name for sheet, number in zip(sheets, row, strict=True) for name in sheet if sheet[name][0] == int(number)
        }
        assert len(asked) == 1, row


def test_version_form_id_and_page_stand_on_every_page(folder: Path) -> None:
    for version in "ABC":
        (path,) = folder.glob(f"*-{version}.fr.pdf")
        pages = text_of(path).split("\f")[:-1]
        ids = {re.findall(rf"7-{version}-[0-9A-F]{{4}}", page)[-1] for page in pages}
        assert len(ids) == 1
        for number, page in enumerate(pages, 1):
            assert re.search(rf"{number} ?/ ?{len(pages)}\s*$", page)
            assert f"Version {version}" in page


# ---------------------------------------------------------------------------------------------------------------
# Presets and papers


def test_each_preset_has_the_sizes_that_it_promises(tmp_path: Path) -> None:
    least = {}
    for preset in ("standard", "large", "dyslexia", "eco"):
        pdf = printed(
            tmp_path / f"{preset}.pdf", CASES / "tokens.yaml", "--lang", "fr,en", "--preset", preset, "--key", "none"
        )
        foot = 60
        sizes = [piece.size for piece in pieces(pdf) if piece.y > foot]
        least[preset] = min(sizes)
    assert least["large"] >= 18 - 0.01
    assert least["dyslexia"] >= 12 - 0.01
    assert least["standard"] >= 7.5 - 0.01
    assert least["eco"] >= 6.5 - 0.01


def prompts(pdf: Path) -> list[float]:
    """Baselines of the lines of a long paragraph, downwards, on the first page."""
    return sorted(
        {round(piece.y, 1) for piece in pieces(pdf) if piece.page == 0 and "word" in piece.text}, reverse=True
    )


def test_lines_lie_as_far_apart_as_promised(tmp_path: Path) -> None:
    intro = "word " * 120
    for preset, size, pitch in (("standard", 10.5, 1.36), ("dyslexia", 13, 1.5), ("large", 18, 1.4), ("eco", 9, 1.28)):
        pdf = printed(
            tmp_path / f"{preset}.pdf", CASES / "tokens.yaml", "--lang", "en", "--preset", preset, "--intro", intro
        )
        lines = prompts(pdf)
        gaps = {round(above - below, 1) for above, below in itertools.pairwise(lines)}
        assert all(gap == pytest.approx(size * pitch, abs=0.11) for gap in gaps), (preset, gaps)


def test_dyslexia_spaces_letters_and_words_and_has_neither_italics_nor_columns(tmp_path: Path) -> None:
    widths = {}
    for preset, size in (("standard", 10.5), ("dyslexia", 13)):
        pdf = printed(tmp_path / f"{preset}.pdf", CASES / "tokens.yaml", "--lang", "en", "--preset", preset)
        found = re.findall(
            r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>choice1en\?', tool("pdftotext", "-bbox", pdf, "-")
        )
        widths[preset] = [(float(end) - float(start)) / size for start, end in found]
        fonts = tool("pdffonts", pdf)
        assert ("Italic" in fonts) == (preset == "standard")
    assert widths["dyslexia"][0] > widths["standard"][0] + 0.2
    options = [piece for piece in pieces(tmp_path / "dyslexia.pdf") if re.match(r"[ca]\d[a-z]en", piece.text)]
    assert len({round(piece.x) for piece in options}) == 1


def test_eco_has_two_columns_and_fewer_pages(tmp_path: Path) -> None:
    pages = {}
    for preset in ("standard", "eco"):
        pdf = printed(
            tmp_path / f"{preset}.pdf", CASES / "tokens.yaml", "--lang", "en", "--preset", preset, "--key", "none"
        )
        pages[preset] = len(pypdf.PdfReader(pdf).pages)
    assert pages["eco"] <= pages["standard"]
    middle = 210 / 2 * 72 / 25.4
    sides = {
        piece.x > middle
        for piece in pieces(tmp_path / "eco.pdf")
        if piece.text.startswith(("choice", "order", "match"))
    }
    assert sides == {True, False}


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.3, 841.9)), ("letter", (612, 792))])
def test_paper(paper: str, size: tuple[float, float], tmp_path: Path) -> None:
    for layout in ("worksheet", "cards"):
        pdf = printed(
            tmp_path / f"{layout}.pdf", CASES / "tokens.yaml", "--paper", paper, "--layout", layout, "--lang", "en"
        )
        for page in pypdf.PdfReader(pdf).pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.1)


def test_french_is_set_as_french_and_english_as_english_on_one_sheet(tmp_path: Path) -> None:
    bank = tmp_path / "both.yaml"
    bank.write_text(
        "format: 1\nid: both\ntitle: {fr: 'Deux : \"langues\"', en: 'Two: \"languages\"'}\n"
        "languages: [fr, en]\nquestions:\n"
        "  - {id: a, kind: date, prompt: {fr: 'Quand est-ce ?', en: When was it?}, answer: 2023-05-01}\n"
        "  - {id: b, kind: number, prompt: {fr: Combien !, en: How many!}, answer: 1234.5}\n"
        "  - {id: c, kind: text, prompt: {fr: Où ?, en: Where?}, answer: {country: KW}}\n",
        "utf-8",
    )
    layer = plain_text(printed(tmp_path / "x.pdf", bank, "--lang", "fr,en", "--key", "end"))
    for text in (
        "Deux\u00a0: «\u00a0langues\u00a0»", "Two: “languages”", "Quand est-ce\u202f?", "When was it?",
        "1er mai 2023", "1 May 2023", "1\u202f234,5", "1,234.5", "Koweït", "Kuwait",
    ):  # fmt: skip
        assert text in layer, text


def test_questions_are_not_split_across_pages(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "en", "--preset", "large", "--key", "none")
    for page in text_of(pdf, "-raw").split("\f")[:-1]:
        for name in re.findall(r"\d ?(choice\d|order\d|match\d)en\?", page):
            tokens = set(re.findall(rf"\b[carlmo]\d[{'abcdefx'}]en\b", page))
            assert tokens, name


def test_the_points_printed_add_up(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", CASES / "tokens.yaml", "--lang", "fr", "--key", "none", "--out-of", "20")
    layer = plain_text(pdf)
    worth = [Decimal(each.replace(",", ".")) for each in re.findall(r"/\u00a0(\d+(?:,\d+)?)", layer)]
    total, out_of, *each = worth
    assert (total, out_of) == (Decimal("12.5"), 20), "12.5 points, converted"
    assert sum(each) == total
