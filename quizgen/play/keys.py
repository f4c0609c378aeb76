"""The keys that differ by language: yes and no. The others are the same letters everywhere.

j overrides the verdict, z takes back, ! flags, v opens the picture, q stops; ? is for help and the hint.
"""

from __future__ import annotations

_YES_NO = {"fr": ("o", "n"), "en": ("y", "n")}

# Either language's word will do: none of them is a no in the other.
YES = frozenset(("y", "yes", "o", "oui"))
NO = frozenset(("n", "no", "non"))


def yes_no(language: str) -> tuple[str, str]:
    """The letters for yes and no to show in a language."""
    return _YES_NO.get(language[:2], _YES_NO["en"])
