r"""What an author may not mean: marks that go from a text to no purpose, and marks that look as if they were to be one.

Nothing is said of what an author must mean: `\*stars\*` that would have been an emphasis, `\$`, *an emphasis* of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from quizgen.text import markup
from quizgen.text.markup import Span


class Doubt(StrEnum):
    """What may be misread."""

    BACKSLASH = "backslash"
    """A backslash goes, though the character after it would have been itself without it: `C:\\\\temp`, `a\\*b`."""
    STAR = "star"
    """Stars go that emphasise no words: `COUNT(*), SUM(*)`."""
    FENCE = "fence"
    """Three backquotes open a block of code that nothing closes, and are text."""
    FORMULA = "formula"
    r"""A dollar, `\(` or `\[` seems to open a formula, but nothing closes it, or there is a gap in it; it is text."""


class Vanishing(NamedTuple):
    """A doubt, and the few characters of the text, as typed, that gave rise to it."""

    doubt: Doubt
    excerpt: str


_AROUND = 12  # characters of an excerpt before and after
_BEFORE_EMPHASIS = frozenset(" \t\n([{«“„‚\"'‘’—–-¿¡:…\N{NO-BREAK SPACE}")
_AFTER_EMPHASIS = frozenset(" \t\n.,;:!?)]}»”“\"'’—–-…\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_NOT_FIRST, _NOT_LAST = frozenset(".,;:!?)]}/+=<>|"), frozenset("([{/+=<>|,;")
_FENCE = r"(?m)^ {0,3}```.*"
# A dollar before something like TeX, or two with spaces inside and something that only TeX has; \( and \[.
_FORMULA = r"\$(?=[A-Za-z\\{(])|\$(?=\s[^$\\^_{}]*+[\\^_{}][^$]*+\$)|\\\(|\\\["


def vanishing(source: str) -> tuple[Vanishing, ...]:
    """All doubts about a text with markup, in its order within a paragraph. Any text can be read.

    A gap stands as `markup.GAP`.
    """
    if not ("\\" in source or "*" in source or "$" in source or "```" in source):
        return ()
    texts = [text for chunk in markup.chunks(source.split("\n")) for text in chunk.texts]
    return tuple(each for text in texts for each in _within(text))


def _within(text: str) -> Iterator[Vanishing]:
    bare = _without_verbatim(text)
    if "```" in bare:
        yield from (Vanishing(Doubt.FENCE, found[0].strip()[:40]) for found in re.finditer(_FENCE, bare))
    formulas = list(_formulas(text, bare)) if "$" in bare or "\\" in bare else []
    yield from formulas
    if "\\" in bare and not formulas:  # in what should have been one, they are no author's slip of their own
        yield from _backslashes(text, bare)
    if "*" in bare:
        yield from _stars(text)


def _without_verbatim(text: str) -> str:
    """The text with a character of no meaning in the place of each one of code and formulas."""
    parts: list[str] = []
    at = 0
    for start, found in markup.verbatims(text).items():
        parts += (text[at:start], "\0" * (found.end - start))
        at = found.end
    return "".join([*parts, text[at:]])


def _formulas(text: str, bare: str) -> Iterator[Vanishing]:
    escaped = {place + 1 for place in _escapes(bare)}
    link = bare.rfind("](")
    for found in re.finditer(_FORMULA, bare):
        if found.start() not in escaped and not (found[0] == "\\[" and found.start() < link):
            yield Vanishing(Doubt.FORMULA, _excerpt(text, found.start(), found.end()))


def _escapes(bare: str) -> list[int]:
    """The places of the backslashes that take a mark's meaning away."""
    found = []
    at = bare.find("\\")
    while at >= 0:
        if markup.escapes(bare, at):
            found.append(at)
            at += 1
        at = bare.find("\\", at + 1)
    return found


def _backslashes(text: str, bare: str) -> Iterator[Vanishing]:
    by_mark: dict[str, list[int]] = {}
    for at in _escapes(bare):
        mark = bare[at + 1]
        if mark in "\\`<]" or (mark == "*" and bare[at - 1 : at].isalnum() and bare[at + 2 : at + 3].isalnum()):
            by_mark.setdefault(mark, []).append(at)
    for places in by_mark.values():
        parts = [text[start + 1 : end] for start, end in zip([-1, *places], [*places, None], strict=True)]
        if markup.spans("".join(parts)) == markup.spans(text):  # all the same without them
            yield Vanishing(Doubt.BACKSLASH, _excerpt(text, places[0], places[0] + 2))


def _stars(text: str) -> Iterator[Vanishing]:
    spans = [Span("\n"), *markup.spans(text), Span("\n")]
    at = 1
    while at < len(spans) - 1:
        end = at
        while _emphasised(spans[end]):
            end += 1
        if end > at:
            before, after = spans[at - 1], spans[end]
            first, last = spans[at].text[0], spans[end - 1].text[-1]
            ordinary = (
                (before.code or before.maths or before.text[-1] in _BEFORE_EMPHASIS or _wide(first))
                and (after.code or after.maths or after.text[0] in _AFTER_EMPHASIS or _wide(last))
                and (spans[at].code or spans[at].maths or first not in _NOT_FIRST)
                and (spans[end - 1].code or spans[end - 1].maths or last not in _NOT_LAST)
            )
            if not ordinary:
                stars = "**" if spans[at].strong else "*"
                inside = stars + "".join(span.text for span in spans[at:end]) + stars
                shown = before.text[-_AROUND:] + inside[: 3 * _AROUND] + after.text[:_AROUND]
                yield Vanishing(Doubt.STAR, shown.replace("\n", " ").strip())
        at = end + 1


def _emphasised(span: Span) -> bool:
    return span.strong or span.emphasis


def _wide(char: str) -> bool:
    """Whether it is a letter of a script that puts no spaces between words."""
    return char.isalpha() and char >= "\u0e00" and not "\u1e00" <= char < "\u2000"


def _excerpt(text: str, start: int, end: int) -> str:
    return " ".join(text[max(start - _AROUND, 0) : end + _AROUND].split())
