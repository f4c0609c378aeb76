"""Proving citations against the articles themselves: the file is the one meant, and the terms stand where cited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.faults import Fault, Loc
from quizgen.bank.lower import Entry
from quizgen.items import Citation, Source
from quizgen.text.folding import fold, without_accents


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
            data = (folder / source.file).read_bytes()
        except OSError:
            continue
        lines = data.decode("utf-8", "replace").splitlines()
        level = tuple(_level(line, source.language or "") for line in lines if line.strip())
        found[id] = Article(source, level, hashlib.sha256(data).hexdigest())
    return found


def _level(text: str, language: str) -> str:
    """Case, accents, apostrophes and spaces don't matter when a term is looked for."""
    return without_accents(fold(text, language))


def check_sources(sources: Mapping[str, Source], texts: Mapping[str, Article], file: Path) -> Iterator[Fault]:
    """Every source's file is there, and is the one that was read when the questions were written."""
    for id, source in sources.items():
        if source.file is None:
            yield Fault(file, ("sources", id), "Q512", {"article": id})
        elif id not in texts:
            yield Fault(file, ("sources", id, "file"), "Q410", {"file": source.file})
        elif source.sha256 is not None and source.sha256 != texts[id].sha256:
            yield Fault(file, ("sources", id, "sha256"), "Q411", {"file": source.file})


def check_citations(entries: Sequence[Entry], texts: Mapping[str, Article]) -> Iterator[Fault]:
    """Every paragraph cited exists, and every term of evidence stands in one of those cited with it."""
    for entry in entries:
        several = len(entry.item.citations) > 1
        for index, citation in enumerate(entry.item.citations):
            article = texts.get(citation.source.id)
            if article is not None:
                here: Loc = (*entry.loc, "source", index) if several else (*entry.loc, "source")
                yield from _check(citation, article, entry.file, here)


def _check(citation: Citation, article: Article, file: Path, loc: Loc) -> Iterator[Fault]:
    count = len(article.paragraphs)
    beyond = [number for number in citation.paragraphs if number > count]
    for number in beyond:
        yield Fault(file, (*loc, "paragraph"), "Q412", {"value": number, "n": count})
    if beyond:
        return
    cited = citation.paragraphs or range(1, count + 1)
    for index, term in enumerate(citation.evidence):
        level = _level(term, article.source.language or "")
        word = re.compile(rf"(?<!\w){re.escape(level)}(?!\w)")
        if any(word.search(article.paragraphs[number - 1]) for number in cited):
            continue
        elsewhere = [n for n, text in enumerate(article.paragraphs, start=1) if word.search(text)]
        values: dict[str, str | int] = {"term": term[:80]}
        if elsewhere:
            yield Fault(
                file, (*loc, "evidence", index), "Q414", {**values, "paragraphs": ", ".join(map(str, elsewhere))}
            )
        else:
            yield Fault(file, (*loc, "evidence", index), "Q413", values)


def coverage(entries: Sequence[Entry], texts: Mapping[str, Article]) -> tuple[Coverage, ...]:
    """For each article, the paragraphs that no question cites. Withdrawn questions cite nothing."""
    cited: dict[str, set[int]] = {id: set() for id in texts}
    for entry in entries:
        if entry.item.withdrawn:
            continue
        for citation in entry.item.citations:
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
