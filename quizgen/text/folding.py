"""Folding: what doesn't matter when two short texts are compared.

`fold` levels case, spaces, dashes, apostrophes, quotes, outer punctuation of any script, digit grouping, the points
that Hebrew and Arabic are seldom typed with, and the several ways in which Unicode writes one letter. `fold_loosely`
also drops accents and the article at the start (and "in the", "au": people answer "where" that way). `fold_strictly`
keeps spelling, accents and all but the first letter's case. `trace` tells where each letter that is left stood.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quizgen import languages

# NFKC makes a space and an accent of these, so they are levelled before it.
_ACUTE = str.maketrans(dict.fromkeys("´΄", "'"))
# NFKC turns the no-break hyphen U+2011 into U+2010, so dashes are levelled after it.
_SIGNS = (
    dict.fromkeys("‐‑‒–—―−﹣-", "-")
    | dict.fromkeys("’‘‛ʼʹ′`´＇", "'")
    | dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c", "")
    | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "")
)
_STRICT_LEVEL = str.maketrans(_SIGNS)
# Hebrew points and accents, Arabic vowels and the stroke that only lengthens a word; the letters that Persian keyboards
# write otherwise than Arabic ones.
_POINTS = [*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, *range(0x064B, 0x0653), 0x0670]
_LEVEL = str.maketrans(
    _SIGNS
    | {chr(point): "" for point in (*_POINTS, *range(0x0656, 0x0660), *range(0x06D6, 0x06DD), 0x0640)}
    | {"ي": "ی", "ى": "ی", "ك": "ک", "־": "-", "״": '"', "׳": "'"}
)
_ASCII = str.maketrans("\t\n\v\f\r\x1c\x1d\x1e\x1f`", " " * 9 + "'")  # the same, where there is nothing but ASCII
_LETTER_HYPHEN = re.compile(r"(?<=[^\W\d_]) ?- ?(?=[^\W\d_])")
_DIGIT_HYPHEN = re.compile(r"(?<=\d) ?- ?(?=\d)")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
_DIGIT = re.compile(r"\d")
# The accents of Latin, Greek and Cyrillic, and Arabic's hamza and madda; other scripts' marks are letters.
_ACCENTS = re.compile("[\u0300-\u036f\u0653-\u0655]+")
_BULLET = re.compile(r"[-*+•‣◦▪●·・]+ +(?=[^\W\d])")  # what a list is typed with, not a minus
_BETWEEN_IDEOGRAPHS = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])")
_SPACED_APOSTROPHE = re.compile(r"' +(?=\w)")
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_OUTER = " \t.,;:…\"'()[]!?¿¡。、「」『』《》〈〉【】〔〕।॥،؛؟۔・"
_FINAL_FACTORIAL = re.compile(r"\d!$")
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"} | {"ٱ": "ا", "ة": "ه"}
)


def fold(text: str, language: str) -> str:
    """A typed answer without what a keyboard or a habit adds. Accents, articles and the spelling stay."""
    small = languages.of(language).small_letters
    if small:
        text = unicodedata.normalize("NFC", text).translate(small)
    if text.isascii():
        levelled = text.lower().replace("`", "'")
    else:
        levelled = unicodedata.normalize("NFKC", text.translate(_ACUTE)).translate(_LEVEL).casefold()
        levelled = unicodedata.normalize("NFKC", levelled)  # casefolding may take a letter apart (İ)
    levelled = " ".join(levelled.split())
    if not levelled.isascii():
        levelled = _BETWEEN_IDEOGRAPHS.sub("", levelled)
    while bullet := _BULLET.match(levelled):
        levelled = levelled[bullet.end() :]
    if "-" in levelled:
        levelled = _DIGIT_HYPHEN.sub("-", _LETTER_HYPHEN.sub(" ", levelled))
    if "." in levelled:
        levelled = _INITIALS.sub("", levelled)
    if "' " in levelled:
        levelled = _SPACED_APOSTROPHE.sub("'", levelled)
    if " & " in levelled:
        levelled = levelled.replace(" & ", f" {languages.of(language).and_ or '&'} ")
    if _DIGIT.search(levelled):
        levelled = _GROUPED.sub("", levelled)
        if _FINAL_FACTORIAL.search(levelled):
            return levelled.lstrip(_OUTER)
    return levelled.strip(_OUTER) or levelled


def fold_loosely(text: str, language: str) -> str:
    """A typed answer without accents and without the article at its start, too."""
    return without_accents(without_article(fold(text, language), language))


def without_article(folded: str, language: str) -> str:
    """A folded text without the article or preposition that it starts with."""
    return _article(language).sub("", folded, count=1)


def with_preposition(folded: str, language: str) -> str:
    """A folded text with the accent of the preposition that it starts with, where a keyboard left that out: à Paris."""
    first, space, rest = folded.partition(" ")
    return f"{_accented_prepositions(language).get(first, first)}{space}{rest}"


@lru_cache(maxsize=64)
def _article(language: str) -> re.Pattern[str]:
    """Finds a preposition, an article, both or neither at the start of a text, as long as something follows.

    Where an apostrophe belongs after an article, a space will do.
    """
    known = languages.of(language)
    longest_first = sorted(known.articles, key=len, reverse=True)
    articles = [rf"{word[:-1]}['\ ](?=[^\W\d])" if word.endswith("'") else f"{word} " for word in longest_first]
    prepositions = [f"{word} " for word in sorted(known.prepositions, key=len, reverse=True)]
    return re.compile(f"(?:{'|'.join(prepositions)})?(?:{'|'.join(articles)})?(?=.)")


@lru_cache(maxsize=64)
def _accented_prepositions(language: str) -> dict[str, str]:
    prepositions = languages.of(language).prepositions
    return {without_accents(word): word for word in prepositions if not word.isascii()}


def fold_strictly(text: str, language: str) -> str:
    """An answer whose spelling counts: spaces, quotes, dashes and the first letter's case are levelled."""
    levelled = unicodedata.normalize("NFKC", text.translate(_ACUTE)).translate(_STRICT_LEVEL)
    levelled = " ".join(levelled.split())
    return levelled[:1].translate(languages.of(language).small_letters).casefold() + levelled[1:]


def without_accents(text: str) -> str:
    """The text in base letters: é is e, œ is oe."""
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).translate(_LIGATURES)


def trace(text: str, loose: str) -> tuple[tuple[int, int], ...] | None:
    """For each character of a text's loose folding, from where to where in the text it comes.

    None where folding moves letters around too much to tell (some scripts compose across characters).
    """
    clusters = [(i, i + 1) for i in range(len(text))]
    if text.isascii():
        start = (spread := text.lower().translate(_ASCII)).rfind(loose)
        return tuple(clusters[start : start + len(loose)]) if start >= 0 else _pick(spread, clusters, loose)
    if not unicodedata.is_normalized("NFC", text):
        clusters = []
        for i, char in enumerate(text):
            if clusters and unicodedata.combining(char):
                clusters[-1] = (clusters[-1][0], i + 1)
            else:
                clusters.append((i, i + 1))
    letters = [_letters(text[start:end]) for start, end in clusters]
    spread = "".join(letters)
    places = [place for place, some in zip(clusters, letters, strict=True) for _ in some]
    start = spread.rfind(loose)
    return tuple(places[start : start + len(loose)]) if start >= 0 else _pick(spread, places, loose)


@lru_cache(maxsize=4096)
def _letters(cluster: str) -> str:
    """What a letter with its accents becomes, by itself."""
    levelled = unicodedata.normalize("NFKC", cluster.translate(_ACUTE)).translate(_LEVEL).casefold()
    return without_accents(levelled) if not levelled.isspace() else " "


def _pick(letters: str, places: list[tuple[int, int]], target: str) -> tuple[tuple[int, int], ...] | None:
    """The places of the letters that folding left: those of the target, as the last run that reads so.

    Folding drops from the start (an article, outer marks), the end, and spaces; so letters are matched from
    the end of the text, where only outer marks can stand in the way.
    """
    kept: list[tuple[int, int]] = []
    at = len(letters) - 1
    for char in reversed(target):
        while at >= 0 and letters[at] != char and not (char == " " and letters[at] in "-\t"):
            if letters[at].isalnum():
                return None
            at -= 1
        if at < 0:
            return None
        kept.append(places[at])
        at -= 1
    return tuple(reversed(kept))
