"""Letters that name places in a list."""

from __future__ import annotations

from string import ascii_uppercase


def letter(place: int) -> str:
    """A, B … Z, then AA, AB …: the name of a place, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name
