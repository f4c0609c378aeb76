"""Proving citations against the articles themselves: the file is the one meant, and the terms stand where cited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen import files
from quizgen.items import Citation, Item, Source
from quizgen.problems import Code, Place, Problem
from quizgen.text.folding import fold, without_accents
from quizgen.text.phrases import N_

NO_ARTICLE = Code(
    "Q410", "error", N_('the article "{file}" is not in the folder'), N_("name the folder that holds the articles")
)
OTHER_ARTICLE = Code(
    "Q411", "error", N_('"{file}" is not the text whose checksum stands here'), N_("compare the two, then correct one")
)
NO_PARAGRAPH = Code(
    "Q412", "error", N_("there is no paragraph {value}; the article has {n}"), N_("non-empty lines are counted, from 1")
)
NOT_IN_ARTICLE = Code(
    "Q413", "error", N_('"{term}" does not stand in the article'), N_("cite a term as it stands there")
)
NOT_IN_PARAGRAPH = Code(
    "Q414", "error", N_('"{term}" does not stand in the paragraph cited'), N_("it stands in paragraph {paragraphs}")
)
NO_FILE = Code(
    "Q512",
    "warning",
    N_('the source "{article}" names no file'),
    N_('name one by "file:", so that citations can be proved'),
)


@dataclass(frozen=True, slots=True)
class Article:
    """A source's text: its non-empty lines are its paragraphs, counted from 1, folded for the search."""

    source: Source
    paragraphs: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the questions cite a source: its paragraphs, and those that no question cites."""

    source: Source
    paragraphs: int
    uncited: tuple[int, ...]


def articles(sources: Mapping[str, Source], folder: Path) -> dict[str, Article]:
    """The texts, by the id of the source, of all that name a file which the folder holds."""
    found = {}
    for id, source in sources.items():
        if source.file is None or Path(source.file).name != source.file:
            continue
        try:
            data = files.read(folder / source.file, files.MAX_BANK)
        except files.Refused:
            continue
        lines = data.decode("utf-8", "replace").splitlines()
        level = tuple(_level(line, source.language or "") for line in lines if line.strip())
        found[id] = Article(source, level, hashlib.sha256(data).hexdigest())
    return found


def _level(text: str, language: str) -> str:
    """Case, accents, apostrophes and spaces don't matter when a term is looked for."""
    return without_accents(fold(text, language))


def check_sources(
    sources: Mapping[str, Source], items: Sequence[Item], texts: Mapping[str, Article], file: str
) -> Iterator[Problem]:
    """Every source's file is there, and is the one that was read when the questions were written.

    A source that no question cites by paragraph or evidence has nothing to prove, and needs no file.
    """
    cited = (citation for item in items for citation in item.citations)
    to_prove = {citation.source.id for citation in cited if citation.paragraphs or citation.evidence}
    for id, source in sources.items():
        place = Place(file).below("sources", id)
        if source.file is None:
            if id in to_prove:
                yield NO_FILE.at(place, article=id)
        elif id not in texts:
            yield NO_ARTICLE.at(place, "file", file=source.file)
        elif source.sha256 is not None and source.sha256 != texts[id].sha256:
            yield OTHER_ARTICLE.at(place, "sha256", file=source.file)


def check_citations(items: Sequence[Item], texts: Mapping[str, Article]) -> Iterator[Problem]:
    """Every paragraph cited exists, and every term of evidence stands in one of those cited with it."""
    for item in items:
        for citation in item.citations:
            article = texts.get(citation.source.id)
            if article is not None:
                yield from _check(citation, article, item.place(citation.at))


def _check(citation: Citation, article: Article, place: Place) -> Iterator[Problem]:
    count = len(article.paragraphs)
    beyond = [number for number in citation.paragraphs if number > count]
    for number in beyond:
        yield NO_PARAGRAPH.at(place, "paragraph", value=number, n=count)
    if beyond:
        return
    cited = citation.paragraphs or range(1, count + 1)
    for index, term in enumerate(citation.evidence):
        level = _level(term, article.source.language or "")
        word = re.compile(rf"(?<!\w){re.escape(level)}(?!\w)")
        if any(word.search(article.paragraphs[number - 1]) for number in cited):
            continue
        elsewhere = [n for n, text in enumerate(article.paragraphs, start=1) if word.search(text)]
        here = place.below("evidence", index)
        if elsewhere:
            yield NOT_IN_PARAGRAPH.at(here, term=term[:80], paragraphs=", ".join(map(str, elsewhere)))
        else:
            yield NOT_IN_ARTICLE.at(here, term=term[:80])


def coverage(items: Sequence[Item], texts: Mapping[str, Article]) -> tuple[Coverage, ...]:
    """For each article, the paragraphs that no question cites. Withdrawn questions cite nothing."""
    cited: dict[str, set[int]] = {id: set() for id in texts}
    for item in items:
        if item.withdrawn:
            continue
        for citation in item.citations:
            if citation.source.id in cited:
                cited[citation.source.id].update(citation.paragraphs)
    return tuple(
        Coverage(
            article.source,
            len(article.paragraphs),
            tuple(n for n in range(1, len(article.paragraphs) + 1) if n not in cited[id]),
        )
        for id, article in texts.items()
    )
