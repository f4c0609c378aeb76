"""What the cases' own `#^ CODE` can't say of a problem: the words that it underlines, and the values in its message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from quizgen.bank import find, load
from quizgen.problems import Problem

CASES = Path(__file__).parent.parent / "cases" / "banks"
HOMES = sorted([*CASES.glob("*.yaml"), *(file.parent for file in CASES.glob("*/collection.yaml"))])


def told(problem: Problem) -> str:
    place = problem.place
    underlined = place.source[place.column - 1 :][: place.length]
    # All the kinds there are aren't this golden's to hold: a new one would change it.
    values = "".join(f"\n    {name}: {value}" for name, value in sorted(problem.values.items()) if name != "kinds")
    return f"  {underlined!r}{values}"


def lines() -> Iterator[str]:
    for home in HOMES:
        file = ""
        for problem in load([find.Target(home)]).problems:
            if problem.place.file != file:
                file = problem.place.file
                yield Path(file).relative_to(CASES).as_posix()
            yield told(problem)


def test_what_is_told_of_every_case(golden: Callable[[Path, str], None]) -> None:
    golden(CASES / "told.txt", "\n".join(lines()) + "\n")
