"""What a problem tells besides its code: the words that it marks, and the values that fill its message.

`cases/banks/told.txt` holds them for every case. QUIZGEN_UPDATE_GOLDEN=1 writes it anew; read the difference before
you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quizgen.bank import find, load
from quizgen.problems import Problem

CASES = Path(__file__).parent.parent / "cases" / "banks"
HOMES = sorted([*CASES.glob("*.yaml"), *(file.parent for file in CASES.glob("*/collection.yaml"))])
GOLDEN = CASES / "told.txt"


def told(problem: Problem) -> str:
    where = problem.place
    marked = where.source[where.column - 1 :][: where.length]
    values = "".join(f"\n    {name}: {value}" for name, value in sorted(problem.values.items()))
    return f"  {where.line} {problem.code.id} {marked!r}{values}"


def lines() -> Iterator[str]:
    for home in HOMES:
        file = ""
        for problem in load([find.Target(home)]).problems:
            if problem.place.file != file:
                file = problem.place.file
                yield Path(file).relative_to(CASES).as_posix()
            yield told(problem)


def test_what_is_told_of_every_case() -> None:
    found = "\n".join(lines()) + "\n"
    if os.environ.get("QUIZGEN_UPDATE_GOLDEN"):
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")
