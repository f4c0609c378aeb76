"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, None if none is much like it."""
    from difflib import get_close_matches  # only a mistake needs it, and start-up would pay for it

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)
