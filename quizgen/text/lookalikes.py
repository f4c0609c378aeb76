"""Characters that look like those which a bank's keys and marks are made of, but are others.

A word processor sets curly quotes and no-break spaces, another keyboard types Cyrillic or full-width letters, a page
copied from the web brings invisible characters: the author sees nothing wrong, and must be told.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from quizgen.text.phrases import N_

_SAME_SHAPE = {
    "CYRILLIC": ("аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅ", "aeopcyxijshdqwABEKMHOPCTXYIJS"),
    "GREEK": ("αονριυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aovpiukABEZHIKMNOPTYX"),
    "LATIN": ("ı", "i"),
}
_LETTERS = {
    letter: plain for shapes, plains in _SAME_SHAPE.values() for letter, plain in zip(shapes, plains, strict=True)
}
_MARKS = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛ʼ′‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("﹕꞉∶ː", ":"),
    **dict.fromkeys("﹐、", ","),
}
_QUOTES = "\"'"


@lru_cache(maxsize=1024)
def plain_of(character: str) -> str | None:
    """What the character is taken for: nothing, for an invisible one; None where it is no look-alike."""
    if character.isascii():
        return None
    if (known := _LETTERS.get(character) or _MARKS.get(character)) is not None:
        return known
    match unicodedata.category(character):
        case "Zs":
            return " "
        case "Cf":
            return ""
    wide = unicodedata.normalize("NFKC", character)  # full-width forms, ligatures
    return wide if wide.isascii() else None


def plain(text: str, *, letters: bool = True) -> str:
    """The text with each look-alike as what it looks like; with or without the letters among them."""
    if text.isascii():
        return text
    return "".join(_plain(character, letters) for character in text)


def _plain(character: str, letters: bool) -> str:
    if not letters and character.isalpha():
        return character
    meant = plain_of(character)
    return character if meant is None else meant


def plain_word(text: str) -> str:
    """A word as it was meant: without look-alikes, and without quotes and spaces around it."""
    return plain(text).strip().strip(_QUOTES).strip()


def first(text: str) -> str | None:
    """The first look-alike in a text, if any."""
    return next((character for character in text if plain_of(character) is not None), None)


def sort(character: str) -> str:
    """What a look-alike is, as a msgid."""
    meant = plain_of(character)
    if meant == "":
        return N_("an invisible character")
    if meant == " ":
        return N_("a no-break space") if "NO-BREAK" in unicodedata.name(character) else N_("an unusual space")
    if character in _MARKS:
        return N_("a typographic quotation mark") if meant in ('"', "'") else N_("a typographic sign")
    name = unicodedata.name(character, "")
    if name.startswith("CYRILLIC"):
        return N_("a Cyrillic letter")
    if name.startswith("GREEK"):
        return N_("a Greek letter")
    return N_("a full-width character") if name.startswith("FULLWIDTH") else N_("an unusual character")


def code_point(character: str) -> str:
    """Name a character by its number: U+202E."""
    return f"U+{ord(character):04X}"
