"""Which words a language has: lists in files of their own, beside which README.md says where they come from.

A list takes some hundredths of a second to read, and is read only when something typed may be another word.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quizgen import languages
from quizgen.text.folding import without_accents

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language in small letters: common ones as they are spelt, then all names, then all words bare.

    `bare`: without accents, for what is typed without them.
    """

    words: frozenset[str]
    names: frozenset[str]
    bare: frozenset[str]
    bare_names: frozenset[str]


EMPTY = Lexicon(frozenset(), frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=8)
def of(language: str) -> Lexicon:
    """The words of a language; none for a language without a list."""
    path = _HERE / f"{languages.base(language).lower()}.xz"
    if languages.base(language).lower() not in languages.KNOWN or not path.exists():
        return EMPTY
    words: set[str] = set()
    names: set[str] = set()
    word = ""
    for line in lzma.decompress(path.read_bytes()).decode().split("\n"):
        word = word[: ord(line[0]) - ord("0")] + line[1:]
        if word[0].isupper():
            names.add(word.lower())
        else:
            words.add(word)
    bare = {without_accents(word) for word in words}
    return Lexicon(
        frozenset(words), frozenset(names), frozenset(bare), frozenset({without_accents(name) for name in names} - bare)
    )
