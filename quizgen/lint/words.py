"""Words, folded: what lints compare."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen import languages
from quizgen.text.folding import fold, without_accents

SHORTEST_BASE = 3
"""Letters that stay where an ending is taken away, so that different short words don't become one."""

_WORD = re.compile(r"[^\W_]+")
_QUOTE = re.compile("[«“„\"'‘’]")
_QUOTED = re.compile(
    r"«[^»]*(?:»|$)|“[^”]*(?:”|$)|„[^“”]*[“”]|\"[^\"]*\"|(?<!\w)['‘’][^'‘’\n]{2,}(?:['’](?=\w)[^'‘’\n]+)*['’](?!\w)"
)


@lru_cache(maxsize=1 << 16)
def words(text: str, language: str) -> tuple[str, ...]:
    """The text's words without case, accents and marks: "L'OTAN, à Tokyo" is l, otan, a, tokyo."""
    return tuple(_WORD.findall(without_accents(fold(text, language))))


def content(text: str, language: str) -> list[str]:
    """The words that carry the meaning, in their order."""
    function_words = languages.of(language).function_words
    if not function_words:
        return [word for word in words(text, language) if carries_meaning(word, function_words)]
    return [word for word in words(text, language) if word not in function_words]


def carries_meaning(word: str, function_words: frozenset[str]) -> bool:
    """Whether it is none of a language's function words; where these aren't known, whether it is long enough."""
    return word not in function_words if function_words else len(word) > 3 or word.isdigit()


def root(word: str, language: str) -> str:
    """The word without what makes it plural, roughly."""
    return word.rstrip(languages.of(language).plural)


def base(word: str, language: str) -> str:
    """The word without its ending, so that its forms are equal, roughly: coopération, coopérer."""
    endings, longest = _endings(language)
    for length in range(min(longest, len(word) - SHORTEST_BASE), 0, -1):
        if word[-length:] in endings:
            return word[:-length]
    return word


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[frozenset[str], int]:
    """The endings of a language's words, and the length of the longest."""
    known = languages.of(language)
    endings = frozenset(known.endings or known.plural)
    return endings, max(map(len, endings), default=0)


def run_of(text: str, language: str) -> str:
    """The words as one string, a space around each, so that looking for " tokyo " finds the whole word alone."""
    return f" {' '.join(words(text, language))} "


def asking(text: str) -> str:
    """What a prompt asks in its own words: without what it quotes, and without the verses and examples around it."""
    plain = unquoted(text)
    lines = [line for line in plain.splitlines() if line.strip()]
    if len(lines) > VERSE:
        plain = next((line for line in reversed(lines) if line.rstrip().endswith("?")), lines[-1])
    before, colon, after = plain.partition(": ")
    if colon and after[:1].isupper():  # words that are cited, as lyrics are
        plain = after.rpartition(". ")[2] if "?" in after else before
    return plain


VERSE = 2
"""Lines from which a prompt holds more than a question: a poem, a program, a list."""


def unquoted(text: str) -> str:
    """The text without what it quotes: titles and sayings are not the author's own words."""
    return _QUOTED.sub(" ", text) if _QUOTE.search(text) else text
