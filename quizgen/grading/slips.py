"""Whether a small difference may be a slip of the hand, or makes another word.

Two texts a letter or two apart are compared word by word. What somebody typed that is itself a word of the language
is that word, not a slip of another; a name in place of another is asked for again, since names are what people
misspell; so is one common word in a longer answer of which all the rest is right. Opposites and negations are never
slips. What only ends otherwise (a plural, an agreement), or is spelt as elsewhere (organisation, organization), is.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import takewhile

from quizgen import languages
from quizgen.grading.edits import changes, within_one
from quizgen.text import lexicon
from quizgen.text.folding import without_accents

_SHORTEST_STEM = 3  # letters of a word that may have a plural's ending
_LONG_BEGINNING = 3  # letters: a shorter beginning (im, e) makes a word only by chance


class Kind(IntEnum):
    """What a difference is; of several, the worst counts."""

    SLIP = 0
    PERHAPS = 1
    """Another word if its accents were only not typed, or if an agreement (port, porte) is none."""
    DOUBTFUL = 2
    ANOTHER = 3


def kind_of(typed: str, expected: str, language: str) -> Kind:
    """What the difference between two folded texts with their accents is: a slip, doubtful, or another word."""
    here, there = _words(typed), _words(expected)
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    rest = min(len(here), len(there)) - first
    last = sum(
        1
        for _ in takewhile(
            lambda pair: pair[0] == pair[1], zip(reversed(here[first:]), reversed(there[first:]), strict=False)
        )
    )
    last = min(last, rest)
    mine, right = here[first : len(here) - last], there[first : len(there) - last]
    if _negated(mine) != _negated(right):
        return Kind.ANOTHER
    found = max((_word(*pair, language) for pair in _pairs(mine, right)), default=Kind.SLIP)
    rest_is_right = len(there) > 1 and 2 * len("".join(right)) <= len("".join(there))
    if found is Kind.PERHAPS:
        return Kind.SLIP if rest_is_right else Kind.DOUBTFUL
    if found is Kind.ANOTHER and rest_is_right and not _contrary(mine, right, language):
        return Kind.DOUBTFUL
    return found


def _pairs(mine: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with the one that it stands for; two written as one, or one as two, are taken together."""
    mine, right = mine[:], right[:]
    while mine and right:
        one, other = mine.pop(0), right.pop(0)
        if one == other:
            continue
        if len(right) > len(mine) and _alike(one, other + right[0]):
            other += right.pop(0)
        elif len(mine) > len(right) and _alike(one + mine[0], other):
            one += mine.pop(0)
        yield one, other
    if mine or right:
        yield "".join(mine), "".join(right)


def _alike(one: str, other: str) -> bool:
    return changes(without_accents(one), without_accents(other), 2) is not None


def _words(folded: str) -> list[str]:
    return folded.replace("n't", "nt").replace("'", " ").replace("-", " ").replace(",", " ").split()


def _negated(words: list[str]) -> bool:
    return any(word in _negations() for word in words)


def _contrary(mine: list[str], right: list[str], language: str) -> bool:
    """Whether one of the words that differ says the opposite."""
    pairs = zip(mine, right, strict=False)
    return len(mine) == len(right) and any(_opposed(a, b, language) is Kind.ANOTHER for a, b in pairs)


def _word(typed: str, expected: str, language: str) -> Kind:
    """What the difference between two words is."""
    if without_accents(typed) == without_accents(expected):
        other = not typed.isascii() and typed != expected and typed in lexicon.of(language).words
        return Kind.ANOTHER if other else Kind.SLIP
    known = languages.of(_language_of(expected, language))
    if any({typed, expected} <= set(spoken.joining) for spoken in (languages.of(language), known)):
        return Kind.SLIP
    opposed = _opposed(typed, expected, language)
    if opposed is not Kind.SLIP:
        return opposed
    if _level(typed, known) == _level(expected, known):
        return Kind.SLIP
    ending = _ending(typed, expected, known)
    if ending in known.plurals:
        return Kind.SLIP
    found = _is_another(typed, known.code)
    return min(found, Kind.PERHAPS) if ending in known.agreements else found


def _is_another(typed: str, language: str) -> Kind:
    """What typing this word, which isn't the one expected, is."""
    words = lexicon.of(language)
    if typed in words.words:
        return Kind.ANOTHER
    if typed in words.names or typed in words.bare_names:
        return Kind.DOUBTFUL
    return Kind.PERHAPS if typed in words.bare else Kind.SLIP


@lru_cache(maxsize=1024)
def _language_of(expected: str, language: str) -> str:
    """The language of a word: that of the question if it has the word, or if no other has it."""
    for code in (language, *languages.KNOWN):
        known = lexicon.of(code)
        if expected in known.words or expected in known.names or expected in known.bare or expected in known.bare_names:
            return code
    return language


def _ending(typed: str, expected: str, known: languages.Language) -> str:
    """What one of two words has more than the other at its end; "" if that isn't the difference."""
    shorter, longer = sorted((typed, expected), key=len)
    stem, ending = longer[: len(shorter)], longer[len(shorter) :]
    if len(shorter) < _SHORTEST_STEM or without_accents(stem) != without_accents(shorter):
        return ""
    return ending if stem == shorter or (typed.isascii() and typed not in lexicon.of(known.code).words) else ""


def _level(word: str, known: languages.Language) -> str:
    for one, other in known.same_spelling:
        word = word.replace(one, other)
    return word


def _opposed(typed: str, expected: str, language: str) -> Kind:
    """Whether a word has an opposite beginning, a negating one too many or too few, or "n't"; or is near to that."""
    bare, right = without_accents(typed), without_accents(expected)
    if bare != right and (_negating(bare, right) or _negating(right, bare)):
        return Kind.ANOTHER
    for opposite, sure in _opposites(right):
        if bare == opposite:
            return Kind.ANOTHER
        if (sure or _is_another(opposite, language) is not Kind.SLIP) and within_one(bare, opposite):
            if not within_one(bare, right):
                return Kind.ANOTHER
            return Kind.SLIP if sounds_alike(bare, right) else Kind.DOUBTFUL
    return Kind.SLIP


def _negating(longer: str, shorter: str) -> bool:
    if longer.endswith(shorter) and longer[: -len(shorter)] in _beginnings():
        return True
    return len(shorter) > 1 and (longer == shorter + "nt" or (shorter.endswith("n") and longer == shorter + "t"))


@lru_cache(maxsize=4096)
def _opposites(word: str) -> tuple[tuple[str, bool], ...]:
    """What a word would be with an opposite beginning; and whether that is long enough to be one by no chance."""
    return tuple(
        (other + word[len(beginning) :], min(len(beginning), len(other)) >= _LONG_BEGINNING)
        for language in languages.every()
        for group in language.opposites
        for beginning in group
        if word.startswith(beginning) and not any(word.startswith(more) for more in group if len(more) > len(beginning))
        for other in group
        if other != beginning
    )


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(beginning.strip() for language in languages.every() for beginning in language.negating)


@lru_cache(maxsize=1)
def _negations() -> frozenset[str]:
    return frozenset(word for language in languages.every() for word in language.negations)


_ALIKE = (("ph", "f"), ("qu", "k"), ("q", "k"), ("ck", "k"), ("c", "k"), ("th", "t"), ("h", ""), ("z", "s"), ("y", "i"))


def sounds_alike(typed: str, expected: str) -> bool:
    """Whether two words differ only in letters that sound alike: Irak, Iraq."""
    return _sound(typed) == _sound(expected)


def _sound(word: str) -> str:
    for letters, sound in _ALIKE:
        word = word.replace(letters, sound)
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)
