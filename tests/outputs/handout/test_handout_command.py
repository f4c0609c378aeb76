"""`quizgen export handout`: which files it makes, what it refuses, and that it leaves nothing half done."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from printing import CASES, export, plain_text, printed, squeezed, text_of

from quizgen.outputs.files import write
from quizgen.outputs.handout import typeset

TOKENS = CASES / "tokens.yaml"
PICTURES = CASES / "pictures"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _no_language_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUIZGEN_LANG", "LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")


def bank(folder: Path, questions: str, languages: str = "[en]", title: str = "Bank") -> Path:
    path = folder / "bank.yaml"
    path.write_text(f"format: 1\nid: bank\ntitle: {title}\nlanguages: {languages}\nquestions:\n{questions}", "utf-8")
    return path


# ---------------------------------------------------------------------------------------------------------------
# Files


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), ["tokens.en.pdf", "tokens.fr.pdf", "tokens-key.en.pdf", "tokens-key.fr.pdf"]),
        (("--lang", "fr,en"), ["tokens.fr-en.pdf", "tokens-key.fr-en.pdf"]),
        (("--lang", "en", "--key", "none"), ["tokens.en.pdf"]),
        (
            ("--lang", "en", "--variants", "2", "--preset", "large"),
            ["tokens-large-A.en.pdf", "tokens-large-B.en.pdf", "tokens-large-key.en.pdf"],
        ),
        (
            ("--lang", "en", "--variants", "2", "--key", "end"),
            ["tokens-A.en.pdf", "tokens-B.en.pdf", "tokens-versions.en.pdf"],
        ),
        (("--lang", "en", "--layout", "cards"), ["tokens-cards.en.pdf"]),
    ],
)
def test_names_in_a_folder(options: tuple[str, ...], names: list[str], tmp_path: Path) -> None:
    run = export(TOKENS, "-o", tmp_path / "new" / "folder", *options)
    assert run.code == 0, run.err
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(names)
    assert all(name in run.out for name in names)


def test_one_file_holds_everything_and_a_separate_key_stands_beside_it(tmp_path: Path) -> None:
    printed(tmp_path / "a.pdf", TOKENS, "--variants", 2, "--key", "end", "--lang", "en")
    printed(tmp_path / "b.pdf", TOKENS, "--variants", 2, "--lang", "en")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b-key.pdf", "b.pdf"]
    assert "Answer key" in text_of(tmp_path / "a.pdf")
    assert "Answer key" not in text_of(tmp_path / "b.pdf")
    assert "Answer key" in text_of(tmp_path / "b-key.pdf")


def test_without_output_one_language_lands_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(PICTURES, "--key", "none").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["pictures-shapes.fr.pdf"]


def test_title_and_lead(tmp_path: Path) -> None:
    layer = plain_text(
        printed(tmp_path / "x.pdf", TOKENS, "--lang", "fr", "--title", "Contrôle : Asie", "--intro", "Lisez *bien* !")
    )
    assert "Contrôle\u00a0: Asie" in layer
    assert "Lisez bien\u202f!" in layer


def test_the_banks_own_lead(tmp_path: Path) -> None:
    path = bank(tmp_path, "  - {id: a, kind: text, prompt: Who?, answer: me}\nintro: Read me first.\n")
    assert "Read me first." in text_of(printed(tmp_path / "x.pdf", path, "--intro", "bank"))
    assert "Read me first." not in text_of(printed(tmp_path / "y.pdf", path))


def test_when_the_sources_end_stands_on_the_sheet_in_its_languages(tmp_path: Path) -> None:
    question = "  - {id: a, kind: text, prompt: {fr: Qui ?, en: Who?}, answer: {fr: moi, en: me}}\nas_of: 2023-07\n"
    path = bank(tmp_path, question, "[fr, en]", "{fr: Banque, en: Bank}")
    layer = plain_text(printed(tmp_path / "x.pdf", path, "--lang", "fr,en"))
    assert "État des sources\u00a0: juillet 2023" in layer
    assert "Sources as of July 2023" in layer


def test_languages_with_a_region_and_without_a_catalog(tmp_path: Path) -> None:
    question = "  - {id: a, kind: number, prompt: {pt-BR: Quanto?, de: Wie viel?}, answer: 1.5}\n"
    path = bank(tmp_path, question, "[pt-BR, de]", "{pt-BR: Banco, de: Bank}")
    pdf = printed(tmp_path / "x.pdf", path, "--lang", "pt-BR,de", "--key", "end")
    assert "Wie viel?" in text_of(pdf)
    assert "1,5" in text_of(pdf)


def test_a_form_id_prints_that_version_again(tmp_path: Path) -> None:
    common = (TOKENS, "--lang", "en", "--key", "none", "--count", 6)
    run = export(*common, "--variants", 3, "--seed", 99, "-o", tmp_path / "all")
    (ids,) = [line for line in run.out.splitlines() if "Form ids" in line]
    form_id = ids.split(", ")[1]
    assert form_id.startswith("99-B-")
    printed(tmp_path / "again.pdf", *common, "--seed", form_id)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "all" / "tokens-B.en.pdf").read_bytes()


def test_a_form_id_of_another_sheet_is_refused(tmp_path: Path) -> None:
    run = export(TOKENS, "--lang", "en", "--seed", "99-B-0000", "-o", tmp_path / "x.pdf")
    assert run.code == 2
    assert "99-B-0000" in run.err
    assert not (tmp_path / "x.pdf").exists()


def test_points_are_multiplied_where_they_stay_whole_or_half(tmp_path: Path) -> None:
    arguments = (TOKENS, "--lang", "en", "--points", 1, "--key", "none", "--except", "match1")
    layer = plain_text(printed(tmp_path / "x.pdf", *arguments, "--out-of", 16))
    assert "match1en" not in layer
    assert "8 questions · 16 points" in layer
    assert "→" not in layer
    layer = plain_text(printed(tmp_path / "x.pdf", *arguments, "--out-of", 10.5))
    assert "8 questions · 8 points" in layer
    assert "→" in layer, "the total is converted instead"


def test_an_exercise_shows_no_points(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--no-points", "--key", "end")
    layer = plain_text(pdf)
    assert "9 questions" in layer
    for word in ("point", "Points", "Mark", "/\u00a0"):
        assert word not in layer
    run = export(TOKENS, "-o", pdf, "--lang", "en", "--no-points", "--points", 1)
    assert (run.code, "--points and --no-points" in run.err) == (2, True)


def test_a_question_without_the_language_is_left_out_and_told_of(tmp_path: Path) -> None:
    path = bank(
        tmp_path,
        "  - {id: a, kind: text, prompt: {fr: Qui ?, en: Who?}, answer: x}\n"
        "  - {id: b, kind: text, languages: [en], prompt: {en: Where?}, answer: x}\n",
        "[fr, en]",
        "{fr: Banque, en: Bank}",
    )
    run = export(path, "-o", tmp_path / "out", "--key", "none")
    assert run.code == 0
    assert "Q553" in run.err
    assert "bank/b" in run.err
    assert "Where?" not in text_of(tmp_path / "out" / "bank.en.pdf")
    run = export(path, "-o", tmp_path / "both.pdf", "--lang", "fr,en", "--key", "none")
    assert "Q553" not in run.err
    assert "Where?" in text_of(tmp_path / "both.pdf")


# ---------------------------------------------------------------------------------------------------------------
# Bad input


@pytest.mark.parametrize(
    "options",
    [
        ("--variants", "0"),
        ("--variants", "27"),
        ("--variants", "-1"),
        ("--variants", "two"),
        ("--count", "0"),
        ("--count", "10"),  # there are nine
        ("--out-of", "0"),
        ("--out-of", "-5"),
        ("--out-of", "twenty"),
        ("--seed", "B-4821"),
        ("--lang", "de"),
        ("--lang", "fr,de"),
        ("--preset", "huge"),
        ("--paper", "a5"),
        ("--flip", "long"),  # cards only
        ("--layout", "cards", "--key", "end"),
        ("--layout", "cards", "--variants", "2"),
        ("--tag", "nothing-has-it"),
        ("--question", "nobody"),
        ("-o", "sheet.odt"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = export(TOKENS, *options)
    assert run.code == 2
    assert run.err.startswith(("Error:", "Erreur"))
    assert not list(tmp_path.iterdir())


def test_a_bank_with_nothing_printable(tmp_path: Path) -> None:
    path = bank(tmp_path, "  - {id: a, kind: text, prompt: Who?, answer: me, withdrawn: true}\n")
    assert export(path, "-o", tmp_path / "x.pdf").code == 2
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.png", None, "Q402"),
        ("../outside.png", PNG, "Q403"),
        ("text.png", b"this is no picture", "Q405"),
        ("corrupt.png", PNG + b"\0" * 64, "Q422"),
        ("corrupt.jpg", b"\xff\xd8\xff" + b"\0" * 64, "Q422"),
        ("corrupt.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path", "Q422"),
    ],
)
@pytest.mark.parametrize("layout", ["worksheet", "cards"])
def test_a_bad_picture_is_named(name: str, content: bytes | None, code: str, layout: str, tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    if content is not None:
        (folder / name).write_bytes(content)
    path = bank(folder, f"  - {{id: a, kind: text, prompt: Who?, answer: me, image: {{file: {name}, alt: x}}}}\n")
    run = export(path, "-o", tmp_path / "x.pdf", "--layout", layout)
    assert run.code == 1
    assert code in run.err
    assert name in run.err
    assert not (tmp_path / "x.pdf").exists()


@dataclass(frozen=True)
class Files:
    files: tuple[str, ...]


def test_a_picture_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    links = "".join(
        f"<image width='9' height='9' {attribute}='{target}'/>"
        for attribute in ("href", "xlink:href")
        for target in (secret, f"file://{secret}", "../secret.png", "secret.png", "http://127.0.0.1:9/x.png")
    )
    (tmp_path / "links.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='20'>"
        f"{links}<rect width='5' height='5'/></svg>"
    )
    path = bank(tmp_path, "  - {id: a, kind: text, prompt: Who?, answer: me, image: {file: links.svg, alt: x}}\n")
    run = export(path, "-o", tmp_path / "x.pdf", "--key", "none")
    assert (run.code, "Q423" in run.err) == (1, True)
    assert not (tmp_path / "x.pdf").exists()
    with typeset.Typesetter() as typesetter:  # and were it asked all the same
        name = {tmp_path / "links.svg": "/pictures/0.svg"}
        try:
            drawn = typesetter.pdf("picture.typ", Files(tuple(name.values())), name)
        except typeset.BadPicture:
            return
    assert not any(page.images for page in pypdf.PdfReader(io.BytesIO(drawn)).pages)


@pytest.mark.parametrize("target", ["file/x.pdf", "file/folder"])
def test_where_nothing_can_be_written(target: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = export(TOKENS, "-o", tmp_path / target, "--lang", "en")
    assert run.code == 3
    assert "file" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.pdf"
    target.write_bytes(b"what was there before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(target, b"new")
    assert target.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_written_unless_all_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "corrupt.png").write_bytes(PNG + b"\0" * 64)
    path = bank(
        tmp_path,
        "  - {id: a, kind: text, prompt: Who?, answer: me}\n"
        "  - {id: b, kind: text, prompt: Who else?, answer: you, image: {file: corrupt.png, alt: x, side: answer}}\n",
    )
    assert export(path, "-o", tmp_path / "out").code == 1  # the sheet alone could be made, its key can't
    assert not (tmp_path / "out").exists()


def test_a_broken_bank_is_refused_with_its_errors(tmp_path: Path) -> None:
    path = bank(tmp_path, "  - {id: a, kind: text, prompt: Who?, anwser: me}\n")
    run = export(path, "-o", tmp_path / "x.pdf")
    assert run.code == 1
    assert "Q104" in run.err


def test_everything_asked_for_stands_on_the_sheet(tmp_path: Path) -> None:
    layer = squeezed(text_of(printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--variants", 2)))
    for word in (
        "Surname",
        "Firstname",
        "Class",
        "Date",
        "Mark",
        "Remarks",
        "9questions",
        "VersionA",
        "Severalanswersmayberight.",
    ):
        assert word in layer


def test_what_takes_more_than_printing_may_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "SECONDS", 0)
    ran = export(TOKENS, "-o", tmp_path / "x.pdf", "--lang", "en")
    assert (ran.code, "Q953" in ran.err) == (1, True)
    assert not (tmp_path / "x.pdf").exists()


# ---------------------------------------------------------------------------------------------------------------
# Lists of words


def test_sixty_words_stand_on_two_pages_each_asked_one_way(tmp_path: Path) -> None:
    words = [f"  - {{id: w-{n}, kind: pair, front: un mot {n}, back: a word {n}}}\n" for n in range(60)]
    done = export(bank(tmp_path, "".join(words)), "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    sheet, key = (pypdf.PdfReader(tmp_path / "out" / name) for name in ("bank.en.pdf", "bank-key.en.pdf"))
    assert len(sheet.pages) == 2
    asked = " ".join(page.extract_text() for page in sheet.pages)
    told = " ".join(page.extract_text() for page in key.pages)
    ways = {len(re.findall(rf"\b(un mot|a word)\s{n}\b", asked)) for n in range(60)}
    assert ways == {1}
    assert all(f"un mot {n}" in told and f"a word {n}" in told for n in range(60))
    assert "un mot" in asked
    assert "a word" in asked
