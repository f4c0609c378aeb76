"""Faults: problems that know their place as a path through the data, until someone asks for line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

Loc = tuple[str | int, ...]

# Faults in a key itself; every other one stands at the value.
_AT_KEY = frozenset({"Q104", "Q105", "Q133"})
_PYDANTIC_KEY = "[key]"  # how pydantic ends the place of a fault in a key that the author chose


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


def faults_of(error: ValidationError, file: Path, *loc: str | int) -> list[Fault]:
    """What pydantic found, as faults below a place."""
    found = []
    for each in error.errors(include_url=False, include_input=False):
        place, in_key = each["loc"], False
        if place and place[-1] == _PYDANTIC_KEY:
            place, in_key = place[:-1], True
        found.append(Fault(file, (*loc, *place), each["type"], each.get("ctx", {}), None, in_key))
    return found
