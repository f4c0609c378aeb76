"""Which words a language has: lists in files of their own, beside which README.md says where they come from.

A list takes some hundredths of a second to read, and is read only when something typed may be another word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quizgen import languages
from quizgen.text.folding import without_accents

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language in small letters, and apart from them those that are names alone.

    `bare`: the words without their accents, for what is typed without; `bare_names`: the names likewise.
    """

    words: frozenset[str]
    names: frozenset[str]
    bare: frozenset[str]
    bare_names: frozenset[str]


@lru_cache(maxsize=8)
def of(language: str) -> Lexicon:
    """The words of a language; none for a language without a list."""
    code = languages.base(language).lower()
    path = _HERE / f"{code}.xz"
    if code not in languages.KNOWN or not path.exists():
        return Lexicon(frozenset(), frozenset(), frozenset(), frozenset())
    import lzma  # here, for the sake of starting quickly

    listed: list[str] = []
    word = ""
    for line in lzma.decompress(path.read_bytes()).decode().split("\n"):
        word = word[: ord(line[0]) - ord("0")] + line[1:]
        listed.append(word)
    names = frozenset(word.lower() for word in listed if word[0].isupper())
    words = frozenset(listed) - {word for word in listed if word[0].isupper()}
    return Lexicon(words, names, _bare(words), _bare(names) - _bare(words))


def _bare(words: frozenset[str]) -> frozenset[str]:
    accented = " ".join(word for word in words if not word.isascii())
    bare = str.maketrans({letter: without_accents(letter) for letter in set(accented)})
    return words.difference(accented.split()).union(accented.translate(bare).split())
