"""The keys that differ by language: yes and no. The others are the same letters everywhere.

j overrides the verdict, z takes back, ! flags, v opens the picture, q stops; ? is for help and the hint.
"""

from __future__ import annotations

from quizgen import languages

# Any language's word or letter will do: none of them is a no in another.
YES = frozenset(word for language in languages.every() for word in language.yes)
NO = frozenset(word for language in languages.every() for word in language.no)
YES_KEYS = frozenset(letter for word in YES if len(word) == 1 for letter in (word, word.upper()))
NO_KEYS = frozenset(letter for word in NO if len(word) == 1 for letter in (word, word.upper()))


def yes_no(language: str) -> tuple[str, str]:
    """The letters for yes and no to show in a language."""
    known = languages.of(language)
    return known.yes[-1], known.no[-1]
