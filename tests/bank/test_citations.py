"""Citations against articles: made-up ones here, and ours where they are at hand."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from quizgen.bank import find, load

ROOT = Path(__file__).parent.parent.parent
ARTICLES = ROOT.parent / "shared" / "articles"

ARTICLE = "Le titre\n\nL’Otan ouvrira un bureau à Tôkyô.\n   \nLe Koweït en a un.\n"
HEAD = """\
format: 1
id: bank
title: Bank
languages: [en]
sources:
  press: {{label: the press, language: fr, file: a.txt, sha256: {sha256}}}
questions:
  - id: asked
    kind: card
    prompt: What?
    answer: That.
    source: {source}
"""


def codes(tmp_path: Path, source: str, *, sha256: str = "", article: str | None = ARTICLE) -> list[tuple[str, int]]:
    folder = tmp_path / "articles"
    folder.mkdir()
    if article is not None:
        (folder / "a.txt").write_text(article, encoding="utf-8")
    file = tmp_path / "bank.yaml"
    digest = sha256 or hashlib.sha256(ARTICLE.encode()).hexdigest()
    file.write_text(HEAD.format(sha256=digest, source=source), encoding="utf-8")
    loaded = load([find.Target(file)], folder)
    return [(problem.code.id, problem.place.column) for problem in loaded.problems]


@pytest.mark.parametrize(
    "source",
    [
        '{article: press, paragraph: 2, evidence: [Otan, "l\'OTAN", tokyo]}',
        "{article: press, paragraph: [1, 3], evidence: [koweit, titre]}",
        "{article: press, evidence: [Koweït]}",
        "{article: press, paragraph: 3}",
    ],
)
def test_what_stands_there_is_proved(tmp_path: Path, source: str) -> None:
    assert codes(tmp_path, source) == []


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("{article: press, paragraph: 4}", "Q412", 41),
        ("{article: press, paragraph: 2, evidence: [Koweït]}", "Q414", 55),
        ("{article: press, paragraph: 2, evidence: [Qatar]}", "Q413", 55),
        ("{article: press, paragraph: 2, evidence: [Oslo, bur]}", "Q413", 55),
    ],
)
def test_what_does_not_stand_there_is_told_where_it_is_written(
    tmp_path: Path, source: str, code: str, column: int
) -> None:
    assert codes(tmp_path, source)[0] == (code, column)


def test_another_text_is_told(tmp_path: Path) -> None:
    assert [code for code, _ in codes(tmp_path, "{article: press}", sha256="0" * 64)] == ["Q411"]


def test_a_missing_article_is_told(tmp_path: Path) -> None:
    assert [code for code, _ in codes(tmp_path, "{article: press}", article=None)] == ["Q410"]


@pytest.mark.parametrize(("source", "told"), [("{article: press, paragraph: 2}", ["Q512"]), ("{article: press}", [])])
def test_a_place_in_a_source_without_a_file_cannot_be_proved(tmp_path: Path, source: str, told: list[str]) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(re.sub(r", file.*", "}}", HEAD).format(source=source), encoding="utf-8")
    assert [p.code.id for p in load([find.Target(file)], tmp_path).problems] == told


def test_coverage_tells_what_no_question_cites(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(
        HEAD.format(sha256=hashlib.sha256(ARTICLE.encode()).hexdigest(), source="{article: press, paragraph: 2}"),
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (coverage,) = load([find.Target(file)], tmp_path).coverage
    assert (coverage.source.id, coverage.paragraphs, coverage.uncited) == ("press", 3, (1, 3))


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles are not published with the questions")
def test_our_own_citations_hold() -> None:
    loaded = load(find.find(str(ROOT / "content"), ROOT, []), ARTICLES)
    assert [(p.code.id, p.place.file, p.place.line) for p in loaded.problems] == []
    assert len(loaded.coverage) == 5
