"""Figures inside words: Roman numerals, ordinals and number words, all in one notation to compare."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen import languages

_ROMAN = r"(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_ALONE = "ivx"  # l, c, d and m alone are letters, or what an apostrophe left


def numbered(loose: str, language: str) -> str:
    """A loosely folded text with each Roman numeral, ordinal and number word in Arabic figures: louis 14, 19 siecle.

    Words that look like a numeral (mix) are changed too: compare such texts with one another only.
    """
    return _pattern(language).sub(lambda found: _arabic(found, language), loose)


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
    endings = sorted({ending for known in languages.every() for ending in known.ordinals}, key=len, reverse=True)
    words = sorted(_words(language), key=len, reverse=True)
    ending = f"(?:{'|'.join(endings)})?"
    the = f"(?:(?:{'|'.join(languages.of(language).articles)}) (?=(?:{'|'.join(words)})\\b))?" if words else ""
    return re.compile(
        rf"\b{the}(?:(?P<word>{'|'.join(words) or '(?!)'})|(?P<digits>\d+){ending}|(?P<roman>{_ROMAN}){ending})\b"
    )
