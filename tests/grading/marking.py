"""What the tests of grading share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from quizgen.grading import Response, Verdict, judge
from quizgen.items import Form

CASES = Path(__file__).parents[1] / "cases" / "grading"


def rows(name: str) -> Iterator[list[str]]:
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip(" ") for cell in line.split("|")]


def verdict(response: Response, form: Form, language: str = "fr", others: frozenset[str] = frozenset()) -> Verdict:
    found = judge(response, form, language, others)
    assert isinstance(found, Verdict)
    return found


def distance(a: str, b: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour: optimal string alignment."""
    rows = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, j in itertools.product(range(1, len(a) + 1), range(1, len(b) + 1)):
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
