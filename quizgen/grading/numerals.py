"""Figures inside words: Roman numerals, ordinals and number words, all in one notation to compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quizgen import languages
from quizgen.text.folding import without_accents

_ROMAN = r"(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_ALONE = "ivx"  # l, c, d and m alone are letters, or what an apostrophe left


def numbered(loose: str, language: str) -> str:
    """A loosely folded text with each Roman numeral, ordinal and number word in Arabic figures: louis 14, 19 siecle.

    Words that look like a numeral (mix) are changed too: compare such texts with one another only.
    """
    return _pattern(language).sub(lambda found: _arabic(found, language), loose)


def figures_in(text: str) -> tuple[str, ...]:
    """The figures in a text as it is shown: digits, and Roman numerals in capitals."""
    plain = without_accents(unicodedata.normalize("NFKC", text))  # XIXᵉ, XIXème
    return tuple(found[0] for found in _figures().finditer(plain))


def _arabic(found: re.Match[str], language: str) -> str:
    word, digits, roman = found.group("word", "digits", "roman")
    if word:
        return str(_words(language)[word])
    if digits:
        return digits
    if not roman or (len(roman) == 1 and roman not in _ALONE):
        return found[0]
    values = [_VALUES[letter] for letter in roman]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


@lru_cache(maxsize=1)
def _figures() -> re.Pattern[str]:
    return re.compile(rf"\d+|\b(?:[IVXLCDM]{{2,}}|[IVX])(?=(?:{_endings()})?(?:\W|$))")


@lru_cache(maxsize=1)
def _endings() -> str:
    """What may follow a figure that counts: e, er, th."""
    endings = {ending for known in languages.every() for ending in known.ordinals}
    return "|".join(sorted(endings, key=len, reverse=True))


@lru_cache(maxsize=64)
def _words(language: str) -> dict[str, int]:
    known = languages.of(language)
    return {
        word: number
        for word, number in (*known.number_words.items(), *known.ordinal_words.items())
        if number or word not in known.number_words
    }


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(_words(language), key=len, reverse=True)
    ending = f"(?:{_endings()})?"
    the = f"(?:(?:{'|'.join(languages.of(language).articles)}) (?=(?:{'|'.join(words)})\\b))?" if words else ""
    return re.compile(
        rf"\b{the}(?:(?P<word>{'|'.join(words) or '(?!)'})|(?P<digits>\d+){ending}|(?P<roman>{_ROMAN}){ending})\b"
    )
