"""What the tests of handouts share: printing a bank, and reading the PDF by programs that know nothing of Typst."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from quizgen import items
from quizgen.cli.main import main
from quizgen.items import Fill, Gap, Item, Text

CASES = Path(__file__).parents[2] / "cases" / "handout"
POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True)
class Printed:
    code: int
    out: str
    err: str


def export(*arguments: object) -> Printed:
    """Run `quizgen export handout` in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["export", "handout", *map(str, arguments)])
    return Printed(code, out.getvalue(), err.getvalue())


def printed(target: Path, *arguments: object) -> Path:
    """The PDF; the run must be fine."""
    run = export(*arguments, "-o", target)
    assert run.code == 0, run.err
    return target


def tool(name: str, *arguments: object) -> str:
    """What a program of the machine says. Where it is missing, the test is skipped, but not in CI."""
    if shutil.which(name) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def text_of(pdf: Path, *options: str) -> str:
    """The text layer, as poppler reads it."""
    return tool("pdftotext", *options, pdf, "-")


def plain_text(pdf: Path) -> str:
    """The text layer, as pypdf reads it: unlike poppler it keeps U+00A0 and U+202F, but knows no ActualText."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def squeezed(text: str) -> str:
    """Without white space and marks of direction: where lines break is the page's business."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


@dataclass(frozen=True)
class Piece:
    """Text drawn in one go: where it starts, from the lower left corner in points, its size and its font."""

    page: int
    text: str
    x: float
    y: float
    size: float
    font: str
    turned: bool


def pieces(pdf: Path) -> Iterator[Piece]:
    """All text with its place, as pypdf reads it."""
    found: list[Piece] = []
    for number, page in enumerate(pypdf.PdfReader(pdf).pages):

        def visit(
            text: str,
            cm: list[float],
            tm: list[float],
            font: dict[str, object] | None,
            size: float,
            number: int = number,
        ) -> None:
            if text.strip():
                a, _b, c, d, e, f = _product(tm, cm)
                name = str((font or {}).get("/BaseFont", ""))
                scale = abs(d) if abs(d) > 1e-6 else abs(c)
                found.append(Piece(number, text.strip(), e, f, size * scale, name, a < 0))

        page.extract_text(visitor_text=visit)
    yield from found


def _product(m: list[float], n: list[float]) -> tuple[float, ...]:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def all_texts(item: Item) -> Iterator[Text]:
    """Every text that a sheet with its key shows."""
    found: list[object] = [item]
    while found:
        each = found.pop()
        if isinstance(each, items.Source):
            yield each.label
        elif isinstance(each, Text):
            yield each
        elif isinstance(each, tuple):
            found += each
        elif isinstance(each, Fill):
            yield from (items.Name(part) for part in each.passages["en"] if isinstance(part, str) and part.strip("., "))
        elif hasattr(each, "__slots__") and not isinstance(each, Gap | Decimal | Path):
            hidden = ("hint",) if isinstance(each, Item) else ()
            found += [getattr(each, name) for name in each.__slots__ if name not in hidden]
