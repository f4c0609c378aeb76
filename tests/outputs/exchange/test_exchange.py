"""What other programs get, read back by programs that know nothing of how it was written.

Moodle's own readers took the golden files of this version letter for letter, gift-pegjs and AMC's filter took theirs,
and the QTI items are valid by the official schema; CONTRIBUTING tells how to ask them again.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from quizgen.bank import Target, load
from quizgen.cli.main import main
from quizgen.items import Choose, Collection, Fill, Item, Name, Spelling, Write
from quizgen.outputs import OUTPUTS, Made
from quizgen.outputs.exchange import amc, gift, moodle, qti, table
from quizgen.outputs.exchange.texts import to_html

CASES = Path(__file__).parents[2] / "cases"
GOLDEN = Path(__file__).parents[2] / "golden" / "exchange"
MAKERS = {"moodle": moodle.make, "gift": gift.make, "amc": amc.make, "qti": qti.make, "csv": table.make}


def hostile() -> Collection:
    """The bank of texts that might be taken for orders."""
    return load([Target(CASES / "hostile")]).collections[0]


def made(name: str, collection: Collection, language: str = "en") -> Made:
    return MAKERS[name](collection, [item for item in collection.items() if language in item.languages], language)


# ---------------------------------------------------------------------------------------------------------------
# All formats


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", MAKERS)
def test_the_files_of_every_kind(name: str, language: str, golden: Callable[[Path, str], None]) -> None:
    found = made(name, sample.collection(), language)
    content = found.content
    if name == "qti":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [
                f"== {each}\n{package.read(each).decode()}" for each in package.namelist() if each.endswith(".xml")
            ]
        content = "".join(parts).encode()
    text = re.sub(r'encoding="base64">[^<]*<', 'encoding="base64">…<', content.decode("utf-8-sig"))
    golden(GOLDEN / f"{name}.{language}.txt", text.replace("\r\n", "\n"))


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_questions_make_the_same_bytes(name: str) -> None:
    assert made(name, sample.collection()).content == made(name, sample.collection()).content


@pytest.mark.parametrize("name", MAKERS)
def test_every_question_is_there_or_named_as_left_out(name: str) -> None:
    collection = sample.collection()
    found = made(name, collection, "en")
    left_out = {str(each.values["question"]) for each in found.problems if each.code.id == "Q860"}
    text = found.content.decode("utf-8", "replace")
    if name == "qti":
        with zipfile.ZipFile(io.BytesIO(found.content)) as package:
            text = " ".join(package.namelist())
    text = text.replace("~", "-")
    for item in collection.items():
        if "en" in item.languages:
            named = re.escape(item.name.replace("~", "-"))
            there = re.search(rf"(?<![\w-]){named}(?![\w-])", text) is not None
            assert there != (item.id in left_out), item.id
    assert name == "gift" or not left_out


@pytest.mark.parametrize("name", MAKERS)
def test_the_command_writes_a_file_a_language(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", name, str(sample.FOLDER), "-o", f"{tmp_path}/"]) == 0
    suffix = OUTPUTS[name].suffix
    assert {path.suffix for path in tmp_path.iterdir()} == {suffix}
    assert {path.name.split(".")[1] for path in tmp_path.iterdir()} >= {"fr", "en"}
    assert "warning" in capsys.readouterr().err
    assert main(["export", name, str(sample.FOLDER), "-o", f"{tmp_path}/", "--strict"]) == 1


# ---------------------------------------------------------------------------------------------------------------
# Moodle XML


def asked(collection: Collection) -> Iterator[tuple[Item, ElementTree.Element]]:
    root = ElementTree.fromstring(made("moodle", collection).content)
    questions = [each for each in root if each.get("type") != "category"]
    yield from zip(collection.items(), questions, strict=True)


@pytest.mark.parametrize("collection", [sample.collection(), hostile()], ids=["sample", "hostile"])
def test_moodle_gets_what_is_right(collection: Collection) -> None:
    for item, question in asked(collection):
        fractions = [float(each.get("fraction", "")) for each in question.findall("answer")]
        if isinstance(item.form, Choose):
            rights = [option.right for option in item.form.options]
            if question.get("type") == "multichoice":
                assert [share > 0 for share in fractions] == rights
                assert sum(share for share in fractions if share > 0) == pytest.approx(100, abs=0.01)
                texts = [each.findtext("text") for each in question.findall("answer")]
                assert texts[0] == "" or to_html(item.form.options[0].text, "en") in str(texts[0])
        if isinstance(item.form, Write) and isinstance(item.form.expected, Spelling):
            assert max(fractions) == 100
        assert question.findtext("idnumber/text", "") or question.findtext("idnumber") == f"{item.id}.en"


def test_no_answer_has_a_share_that_moodle_refuses() -> None:
    for count in range(1, 25):
        assert moodle.fraction(count) in moodle.FRACTIONS
    assert [moodle.fraction(count) for count in (1, 3, 6, 7, 9)] == [
        "100",
        "33.33333",
        "16.66667",
        "14.28571",
        "11.11111",
    ]


def test_pictures_lie_inside_and_are_named_in_the_text() -> None:
    for item, question in asked(sample.collection()):
        files = {each.get("name"): base64.b64decode(each.text or "") for each in question.iter("file")}
        wanted = {image.files["en"].read_bytes() for image in item.images}
        assert set(files.values()) == wanted
        text = ElementTree.tostring(question, encoding="unicode")
        for name in files:
            assert f"@@PLUGINFILE@@/{name}" in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_survives_the_xml(words: str) -> None:
    assert (ElementTree.fromstring(f"<a>{moodle.cdata(words)}</a>").text or "") == words


def gap_answers(text: str) -> list[str]:
    """The answers of a gap, by the pattern with which Moodle reads it (question/type/multianswer/questiontype.php)."""
    inside = re.fullmatch(r"\{1:SHORTANSWER(?:_C)?:(.*)\}", text, re.DOTALL)
    assert inside is not None
    found = re.findall(r"=?(.+?)(?<!\\|&)(?=[~#}]|$)~?", inside[1])
    return [html.unescape(each) for each in found]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"], exclude_characters="*"), min_size=1), min_size=1
    )
)
def test_a_gap_holds_its_answers_letter_for_letter(answers: list[str]) -> None:
    answers = [each for each in answers if not each.startswith("=")]
    if answers:
        assert gap_answers(moodle.gap(answers)) == answers


# ---------------------------------------------------------------------------------------------------------------
# GIFT


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_gift_unescapes_what_was_escaped(words: str) -> None:
    shown = gift.escaped(words)
    assert "\n" not in shown
    read = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], shown)
    assert read == words


def test_a_question_that_gift_lacks_is_named() -> None:
    found = made("gift", sample.collection())
    left_out = [each for each in found.problems if each.code.id == "Q860"]
    kinds = {
        item.kind
        for item in sample.collection().items()
        if any(item.id == each.values["question"] for each in left_out)
    }
    assert {"order", "list"} <= kinds <= {"order", "list", "cloze"}


def test_no_text_opens_or_ends_a_question() -> None:
    """Each has one opening and one closing brace that no backslash takes the meaning of."""
    blocks = made("gift", hostile()).content.decode().split("\n\n")
    for block in blocks:
        bare = re.sub(r"\\.", "", block)
        if block.startswith("//"):
            assert (bare.count("{"), bare.count("}")) == (1, 1), block


# ---------------------------------------------------------------------------------------------------------------
# The others


def test_each_qti_item_and_picture_is_in_the_manifest() -> None:
    with zipfile.ZipFile(io.BytesIO(made("qti", sample.collection()).content)) as package:
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        listed = {each.get("href") for each in manifest.iter() if each.tag.endswith("}file")}
        assert listed == set(package.namelist()) - {"imsmanifest.xml"}
        names = [each.get("identifier") for each in manifest.iter() if each.tag.endswith("}resource")]
        assert len(set(names)) == len(names)
        for each in package.namelist():
            if each.endswith(".xml"):
                ElementTree.fromstring(package.read(each))


def test_the_table_is_read_back_cell_by_cell() -> None:
    collection = hostile()
    text = made("csv", collection).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    headers = [line for line in lines if line[0].startswith("#")]
    rows = [dict(zip(table.COLUMNS, line, strict=True)) for line in lines[len(headers) :]]
    assert [row["id"] for row in rows] == [item.id for item in collection.items()]
    for row, item in zip(rows, collection.items(), strict=True):
        if item.prompt is not None and not isinstance(item.form, Fill):
            assert (
                row["question"].strip() == item.prompt.by_language["en"].strip()
                if hasattr(item.prompt, "by_language")
                else True
            )
        assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())


def test_anki_reads_the_table(tmp_path: Path) -> None:
    collection_module = pytest.importorskip("anki.collection")
    path = tmp_path / "questions.csv"
    path.write_bytes(made("csv", sample.collection(), "fr").content)
    anki = collection_module.Collection(str(tmp_path / "c.anki2"))
    metadata = anki.get_csv_metadata(str(path), None)
    log = anki.import_csv(collection_module.ImportCsvRequest(path=str(path), metadata=metadata)).log
    items = [item for item in sample.collection().items() if "fr" in item.languages]
    assert len(log.new) == len(items)
    assert {anki.get_note(id_).guid for id_ in anki.find_notes("")} == {item.id for item in items}
    anki.close()


def test_amc_finds_each_question_and_its_options() -> None:
    """By the patterns of its own reader (AMC/Filter/plain.pm)."""
    collection = hostile()
    questions: list[str] = []
    answers = 0
    verbatim = False
    for line in made("amc", collection).content.decode().split("\n"):
        if verbatim:
            verbatim = "[/verbatim]" not in line
        elif line == "[verbatim]":
            verbatim = True
        elif found := re.match(r"\s*(\*{1,2})(?!\()(?!\))(?:<[^>]*>)?\[id=([^],]*)[^]]*\](?:\{[^}]*\})?\s*(.*)", line):
            questions.append(found[2])
        elif re.match(r"[+-](?:\[[^]]*\])?(?:\{[^}]*\})?\s*(.*)", line):
            answers += 1
        else:
            assert line == "" or re.match(r"PaperSize:|Lang:|Title:|\*[()]|\[\[\{\}\]\]", line), line
    assert questions == [item.name.replace("~", "-") for item in collection.items()]
    options = sum(len(item.form.options) if isinstance(item.form, Choose) else 2 for item in collection.items())
    assert answers == options


def test_a_text_of_two_lines_is_html_in_one_piece() -> None:
    assert to_html(Name("a\nb *c* `<d>` $x<y$"), "en") == "a<br/>b <em>c</em> <code>&lt;d&gt;</code> \\(x&lt;y\\)"
    assert to_html(Name("one\n\n- a\n- b"), "en") == "<p>one</p><ul><li>a</li><li>b</li></ul>"
    assert "\\(" not in to_html(Name("\\\\(x\\\\)"), "en")
