"""Times and marks as people read them."""

from __future__ import annotations

from decimal import Decimal

from quizgen.text import values
from quizgen.text.phrases import Phrases


def duration(seconds: float, say: Phrases) -> str:
    """A duration to the second, or from an hour on to the minute: `5 min 12 s`, `1 h 05 min`."""
    whole = int(seconds + 0.5)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return say("{minutes} min {seconds} s", minutes=minutes, seconds=f"{rest:02}")
    hours, minutes = divmod(minutes, 60)
    return say("{hours} h {minutes} min", hours=hours, minutes=f"{minutes:02}")


def rounded(mark: Decimal, language: str) -> str:
    """A mark, rounded to a tenth, without a needless zero."""
    tenth = mark.quantize(Decimal("0.1"))
    return values.number(tenth.quantize(Decimal(1)) if tenth == tenth.to_integral() else tenth, language)
