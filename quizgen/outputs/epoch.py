"""The time that made files bear, where the environment sets it."""

from __future__ import annotations

from collections.abc import Mapping

_MOST_DIGITS = 10
_END_S = 1 << 32
"""The first time that an Anki package can't hold."""


def source_date_epoch(environ: Mapping[str, str]) -> int | None:
    """What SOURCE_DATE_EPOCH says, in seconds since 1970; None if it is not set or no time after 1970 and before 2106.

    https://reproducible-builds.org/specs/source-date-epoch/ says what it is for: the same bytes from the same input.
    """
    written = environ.get("SOURCE_DATE_EPOCH", "")
    if not written.isdecimal() or len(written) > _MOST_DIGITS:
        return None
    seconds = int(written)
    return seconds if 0 < seconds < _END_S else None
