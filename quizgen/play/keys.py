"""The keys that differ by language: yes and no.

The others are the same in every language: j overrides the verdict, z takes the answer back, ! flags the question, v
opens its picture, q stops, and ? shows help and the hint.
"""

from __future__ import annotations

from quizgen import languages

# The words and letters of any language will do, for no language's yes is another one's no.
YES = frozenset(word for language in languages.every() for word in language.yes)
NO = frozenset(word for language in languages.every() for word in language.no)
YES_KEYS = frozenset(letter for word in YES if len(word) == 1 for letter in (word, word.upper()))
NO_KEYS = frozenset(letter for word in NO if len(word) == 1 for letter in (word, word.upper()))


def yes_no(language: str) -> tuple[str, str]:
    """The letters for yes and no to show in a language."""
    known = languages.of(language)
    return known.yes[-1], known.no[-1]
