"""Which characters no font of ours can show: they are printed as boxes, and told of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizgen.outputs.handout.voices import UNKNOWN

_COVERAGE = Path(__file__).resolve().parent / "fonts" / "coverage.txt"


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    found: set[int] = set(map(ord, "\n\t"))
    for line in _COVERAGE.read_text("ascii").split():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found - {ord(UNKNOWN)})


def missing(data: Any) -> tuple[str, ...]:
    """The characters anywhere in a piece of a document that will be printed as boxes, in the order met."""
    found: dict[str, None] = {}
    for text in _texts(data):
        if not text.isascii():
            found.update((character, None) for character in text if ord(character) not in _covered())
    return tuple(found)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, list | tuple):
        for each in data:
            yield from _texts(each)


def named(character: str) -> str:
    """`東 (U+6771)`; the code point alone for what shows nothing by itself."""
    code = f"U+{ord(character):04X}"
    shown = character.isprintable() and unicodedata.category(character)[0] in "LNPS"
    return f"{character} ({code})" if shown else code
