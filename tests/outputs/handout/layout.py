"""What is wrong with how a PDF is laid out, read from its coordinates by programs that know nothing of Typst."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
from printing import tool
from pypdf.generic import ContentStream

MM = 72 / 25.4
THIN_PT = 2.5
PILED_PT = 1.5 * MM  # lines to write on that are nearer than this lie on each other


@dataclass(frozen=True)
class Word:
    """A word and its box, from the upper left corner of the page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def core(self) -> tuple[float, float]:
        """Top and bottom of its small letters, about: the box has the font's whole height."""
        high = self.bottom - self.top
        return self.top + 0.32 * high, self.bottom - 0.3 * high


@dataclass(frozen=True)
class Line:
    """A straight stroke."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.bottom - self.top < 0.1


@dataclass(frozen=True)
class Page:
    """What a page shows. `sizes`: of its pictures, width and height in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    lines: tuple[Line, ...]
    sizes: tuple[tuple[float, float], ...]


def pages(pdf: Path) -> Iterator[Page]:
    """Each page of a PDF."""
    boxes = tool("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    reader = pypdf.PdfReader(pdf)
    assert len(boxes) == len(reader.pages)
    for number, (box, page) in enumerate(zip(boxes, reader.pages, strict=True), 1):
        words = tuple(
            Word(html.unescape(text), *map(float, (left, top, right, bottom)))
            for left, top, right, bottom, text in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', box
            )
        )
        height = float(page.mediabox.height)
        lines, sizes = _drawn(page, reader, height)
        yield Page(number, float(page.mediabox.width), height, words, tuple(lines), tuple(sizes))


Size = tuple[float, float]


def _drawn(page: pypdf.PageObject, reader: pypdf.PdfReader, height: float) -> tuple[list[Line], list[Size]]:
    """The strokes of a page's own content, and the sizes of its pictures: of the objects that it draws."""
    lines: list[Line] = []
    sizes: list[Size] = []
    matrix, kept = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    path: list[tuple[float, float]] = []
    contents = page.get_contents()
    if contents is None:
        return lines, sizes
    for operands, operator in ContentStream(contents, reader).operations:
        name = operator.decode() if isinstance(operator, bytes) else operator
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = _product(tuple(map(float, operands)), matrix)
        elif name == "m":
            path = [_moved(matrix, *map(float, operands))]
        elif name == "l":
            path.append(_moved(matrix, *map(float, operands)))
        elif name == "re":
            x, y, wide, high = map(float, operands)
            corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
            path = [_moved(matrix, *corner) for corner in corners]
        elif name == "h" and path:
            path.append(path[0])
        elif name in ("S", "B"):
            for (x, y), (u, v) in itertools.pairwise(path):
                lines.append(Line(min(x, u), height - max(y, v), max(x, u), height - min(y, v)))
            path = []
        elif name in ("f", "f*") and path:  # the stroke of one side of a box is a thin area
            (left, right), (low, high) = ((min(side), max(side)) for side in zip(*path, strict=True))
            if high - low < THIN_PT:
                lines.append(Line(left, height - (high + low) / 2, right, height - (high + low) / 2))
            elif right - left < THIN_PT:
                lines.append(Line((left + right) / 2, height - high, (left + right) / 2, height - low))
            path = []
        elif name == "Do":
            sizes.append((abs(matrix[0]), abs(matrix[3])))
    return lines, sizes


def _product(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _moved(m: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def faults(pdf: Path, margin_mm: float, columns: int = 1) -> list[str]:
    """What leaves its page or its column, and what lies on something else."""
    found: list[str] = []
    for page in pages(pdf):
        margin = margin_mm * MM
        for fault in (*_outside(page, margin), *_overlaps(page), *_struck(page), *_piled(page)):
            found.append(f"page {page.number}: {fault}")
        if columns == 2:
            found += [f"page {page.number}: {fault}" for fault in _across(page, margin)]
    return found


def _outside(page: Page, margin: float) -> Iterator[str]:
    foot = page.height - margin - 7 * MM
    low = [word for word in page.words if word.core()[1] > foot + 1]
    footed = {word.text for word in low}
    for word in page.words:
        if word.left < margin - 1 or word.right > page.width - margin + 1 or word.top < 1:
            yield f"“{word.text}” leaves the page at the side or the top"
        if word in low and word.top < foot - 1:
            yield f"“{word.text}” runs into the foot"
    if page.words and not ({"/"} & footed and len(low) < 40):
        yield f"the foot is not a foot: {' '.join(word.text for word in low)}"
    if low and max(word.bottom for word in low) > page.height - 1:
        yield "the foot leaves the page"
    for line in page.lines:
        if line.left < margin - 2 or line.right > page.width - margin + 2 or line.bottom > page.height - margin / 2:
            yield f"a line leaves the page, from {line.left:.0f} to {line.right:.0f} at {line.top:.0f}"
        if line.level and foot + 1 < line.top and line.right - line.left < page.width - 2 * margin - 2:
            yield f"a line runs into the foot at {line.top:.0f}"


def _overlaps(page: Page) -> Iterator[str]:
    """Pairs of words whose small letters lie on each other."""
    words = sorted(page.words, key=lambda word: word.top)
    for at, word in enumerate(words):
        top, bottom = word.core()
        for other in words[at + 1 :]:
            if other.top > word.bottom:
                break
            high, low = other.core()
            across = min(word.right, other.right) - max(word.left, other.left)
            if across > 1 and min(bottom, low) - max(top, high) > 0.5:
                yield f"“{word.text}” and “{other.text}” lie on each other at {word.left:.0f}, {word.top:.0f}"


def _struck(page: Page) -> Iterator[str]:
    """Words that a line runs through."""
    for line in page.lines:
        if line.right - line.left < 6 and line.level:
            continue  # a box's or a letter's own
        for word in page.words:
            top, bottom = word.core()
            if line.level:
                across = min(word.right, line.right) - max(word.left, line.left)
                struck = across > 2 and top + 0.5 < line.top < bottom - 1
            else:
                inside = word.left + 2 < line.left < word.right - 2
                struck = inside and min(bottom, line.bottom) - max(top, line.top) > 1
            if struck:
                yield f"a line runs through “{word.text}” at {line.left:.0f}, {line.top:.0f}"


def _piled(page: Page) -> Iterator[str]:
    """Long lines that lie on each other, or nearly."""
    long = [line for line in page.lines if line.level and line.right - line.left > 15 * MM]
    level = sorted(long, key=lambda line: line.top)
    for at, line in enumerate(level):
        for other in level[at + 1 :]:
            if other.top - line.top > PILED_PT:
                break
            across = min(line.right, other.right) - max(line.left, other.left)
            if across > 5 * MM:
                yield f"lines lie on each other at {line.top:.0f}"


def _across(page: Page, margin: float) -> Iterator[str]:
    """What crosses the gutter, on the pages that have no head above both columns."""
    if page.number == 1 or not page.words:
        return
    middle = page.width / 2
    body = (margin, page.height - margin - 7 * MM)
    for word in page.words:
        if body[0] < word.top < body[1] and word.left < middle - 6 and word.right > middle + 6:
            yield f"“{word.text}” crosses the gutter"
    for line in page.lines:
        if line.level and body[0] < line.top < body[1] and line.left < middle - 6 < middle + 6 < line.right:
            yield f"a line crosses the gutter at {line.top:.0f}"


def pictures_apart(pdf: Path, token: str) -> list[int]:
    """The pages that hold more, or fewer, pictures than questions that have one."""
    apart = []
    for page in pages(pdf):
        asked = Counter(word.text for word in page.words)[token]
        if asked != len(page.sizes):
            apart.append(page.number)
    return apart
