"""Worksheets for Word, read back by programs that know nothing of how they were made."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from printing import CASES, all_texts, squeezed

from quizgen import items
from quizgen.bank import Target, load
from quizgen.cli.main import main
from quizgen.items import Collection
from quizgen.text import maths

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BANKS = {"every-kind": sample.FOLDER, "hostile": CASES / "hostile.yaml", "blocks": CASES / "blocks.yaml"}


def written(path: Path, bank: Path, *arguments: str) -> zipfile.ZipFile:
    """The file that the command makes of a bank."""
    assert main(["export", "handout", str(bank), "-o", str(path), "--key", "end", "--lang", "en", *arguments]) in (0, 1)
    return zipfile.ZipFile(path)


def body(package: zipfile.ZipFile) -> ElementTree.Element:
    return ElementTree.fromstring(package.read("word/document.xml"))


def layer(package: zipfile.ZipFile) -> str:
    """All that is to be read, without spaces."""
    return squeezed("".join([each.text or "" for each in body(package).iter() if each.tag in (f"{W}t", f"{M}t")]))


def collection(bank: Path) -> Collection:
    return load([Target(bank)]).collections[0]


@pytest.mark.parametrize("name", BANKS)
def test_every_text_stands_in_the_key(name: str, tmp_path: Path) -> None:
    there = layer(written(tmp_path / "key.docx", BANKS[name]))
    for item in collection(BANKS[name]).items():
        if "en" not in item.languages or item.question.endswith("words"):  # a pair is asked one way
            continue
        unread = [image.alt for image in item.images]
        for text in all_texts(item):
            spans = () if text in unread else items.spans(text, "en")
            lines = [line for span in spans if not span.maths for line in span.text.split("\n")]
            assert [line for line in lines if squeezed(re.sub(r"^(?:- |\d+\. )", "", line)) not in there] == [], item.id


@pytest.mark.parametrize("name", BANKS)
def test_all_that_is_referred_to_is_there(name: str, tmp_path: Path) -> None:
    package = written(tmp_path / "sheet.docx", BANKS[name], "--variants", "2")
    for part in package.namelist():
        if part.endswith((".xml", ".rels")):
            ElementTree.fromstring(package.read(part))
    root = body(package)
    styles = ElementTree.fromstring(package.read("word/styles.xml"))
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    assert {each.get(f"{W}val") for each in root.iter(f"{W}pStyle")} <= known
    relations = ElementTree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {each.get("Id"): each for each in relations}
    used = {value for each in root.iter() for key, value in each.attrib.items() if key.startswith(R)}
    assert used <= set(targets)
    for each in relations:
        if each.get("TargetMode") == "External":
            assert str(each.get("Target")).startswith(("http://", "https://", "mailto:"))
        else:
            assert f"word/{each.get('Target')}" in package.namelist()
    for cell in root.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p", "Word takes a cell without a paragraph at its end for damage"


def test_the_same_questions_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / f"{name}.docx", sample.FOLDER).close()
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_pictures_have_their_words_and_formulas_are_equations(tmp_path: Path) -> None:
    package = written(tmp_path / "sheet.docx", sample.FOLDER)
    described = {each.get("descr") for each in body(package).iter() if each.tag.endswith("}docPr")}
    shown = [image for item in sample.collection().items() if "en" in item.languages for image in item.images]
    assert {items.plain(image.alt, "en") for image in shown} <= described
    equations = written(tmp_path / "blocks.docx", CASES / "blocks.yaml")
    assert len(list(body(equations).iter(f"{M}oMath"))) >= 3


def test_python_docx_opens_it(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    written(tmp_path / "sheet.docx", sample.FOLDER, "--lang", "fr,en").close()
    found = docx.Document(str(tmp_path / "sheet.docx"))
    assert any(paragraph.style.name == "Question" for paragraph in found.paragraphs)
    assert found.inline_shapes


def test_the_name_tells_the_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["export", "handout", str(sample.FOLDER), "-o", f"{tmp_path}/", "--format", "docx", "--lang", "en"]) == 0
    )
    assert {path.suffix for path in tmp_path.iterdir()} == {".docx"}
    assert main(["export", "handout", str(sample.FOLDER), "-o", str(tmp_path / "x.pdf"), "--format", "docx"]) == 2
    assert main(["export", "handout", str(sample.FOLDER), "--format", "docx", "--layout", "cards"]) == 2
    assert "cards" in capsys.readouterr().err


FORMULAS = [
    line.split("\t")[0]
    for line in (Path(__file__).parents[2] / "text" / "formulas.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("tex", [tex for tex in FORMULAS if tex and not tex.startswith("#")])
def test_a_formula_is_an_equation_with_all_its_signs(tex: str) -> None:
    equation = ElementTree.fromstring(f'<m:oMath xmlns:m="{M[1:-1]}">{maths.to_word(tex)}</m:oMath>')
    said = re.findall(r"[a-zA-Z0-9]{2,}", maths.linear(tex))
    shown = "".join([each.text or "" for each in equation.iter(f"{M}t")])
    assert [word for word in said if word.isdigit() and word not in shown] == []


@given(st.text())
def test_any_text_is_well_formed(words: str) -> None:
    from quizgen.outputs.handout.docx_parts import text

    ElementTree.fromstring(f"<a>{text(words.encode('utf-8', 'ignore').decode())}</a>")
