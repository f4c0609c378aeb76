"""Faults: problems that know their place as a path through the data, until someone asks for line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.kinds.reading import Refused

Loc = tuple[str | int, ...]

# Faults in a key itself; every other one stands at the value.
_AT_KEY = frozenset({"Q104", "Q105", "Q133"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at a place in a file's data; `also` is a second place, for what stands twice."""

    file: Path
    loc: Loc
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    also: tuple[Path, Loc] | None = None
    in_key: bool = False

    @property
    def at_key(self) -> bool:
        """Whether the caret belongs under the key rather than the value."""
        return self.in_key or self.code in _AT_KEY


def faults_of(error: Refused, file: Path, *loc: str | int) -> list[Fault]:
    """What was refused, as faults below a place."""
    return [Fault(file, flaw.loc, flaw.code, flaw.values, None, flaw.in_key) for flaw in error.below(*loc)]
