"""Which characters no font of ours can show: they are printed as boxes, and a warning names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from quizgen.outputs.handout.speech import UNKNOWN, Formula

_FONTS = Path(__file__).resolve().parent / "fonts"


@lru_cache(maxsize=2)
def _covered(by: str = "coverage.txt") -> frozenset[int]:
    found: set[int] = set(map(ord, "\n\t"))
    for line in (_FONTS / by).read_text("ascii").split():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found - {ord(UNKNOWN)})


def missing(piece: object) -> tuple[str, ...]:
    """The characters anywhere in a piece of a document that will be printed as boxes, in the order met."""
    found: dict[str, None] = {}
    for text in strings(piece):
        if not text.isascii():
            found.update((character, None) for character in text if ord(character) not in _covered())
    return tuple(found)


def missing_in_labels(svg: bytes) -> tuple[str, ...]:
    """The characters in the labels of a drawing that their font lacks: all letters of such a label become boxes."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError:  # of which others tell
        return ()
    texts = ("".join(each.itertext()) for each in root.iter() if each.tag.rpartition("}")[2] == "text")
    labels = "".join(text for text in texts if not text.isascii())
    return tuple(
        dict.fromkeys(each for each in labels if ord(each) not in _covered("labels.txt") and not each.isspace())
    )


def strings(piece: object) -> Iterator[str]:
    """Every string in a piece of a document, in the order of its fields."""
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, tuple):
        for each in piece:
            yield from strings(each)
    elif isinstance(piece, Formula):
        return  # set in a font of its own, which has all that a formula can hold
    elif is_dataclass(piece):
        for field in fields(piece):
            yield from strings(getattr(piece, field.name))


def named(character: str) -> str:
    """`東 (U+6771)`; the code point alone for what shows nothing by itself."""
    code = f"U+{ord(character):04X}"
    shown = character.isprintable() and unicodedata.category(character)[0] in "LNPS"
    return f"{character} ({code})" if shown else code
