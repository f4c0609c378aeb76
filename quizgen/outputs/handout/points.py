"""What each question is worth on a sheet: as the bank says, or rescaled to a total that teachers mark out of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Order, Reveal, Write

# Marks are given in halves, quarters, tenths; a finer step is taken only where a coarser one would be unfair.
_STEPS = [Fraction(step) for step in ("1", "0.5", "0.25", "0.1", "0.05")]
_UNFAIR = Fraction(1, 8)  # of a question's exact share


def shares(items: Sequence[Item], out_of: Decimal | None) -> Mapping[str, Decimal]:
    """Points by item id. They add up to `out_of` to the last digit.

    The exact shares are rounded to the coarsest step that changes none of them by more than an eighth; what is then
    left over goes, step by step, to those who lost most, and among equals to those that take more work.
    """
    total = sum((item.points for item in items), Decimal(0))
    if out_of is None or out_of == total:
        return {item.id: item.points for item in items}
    exact = [Fraction(item.points) * Fraction(out_of) / Fraction(total) for item in items]
    step = _STEPS[-1]
    for step in (*_STEPS, *(Fraction(1, 10**digits) for digits in range(2, 30))):
        found = _rounded(items, exact, step, Fraction(out_of))
        if found and all(abs(got - want) <= _UNFAIR * want for got, want in zip(found, exact, strict=True)):
            break
    return {item.id: _decimal(share) for item, share in zip(items, found, strict=True)}


def _rounded(items: Sequence[Item], exact: Sequence[Fraction], step: Fraction, total: Fraction) -> list[Fraction]:
    """The shares in whole steps, by largest remainder; empty where the total is not a whole number of steps."""
    if (total / step).denominator != 1:
        return []
    counts = [floor(share / step) for share in exact]
    left = int(total / step) - sum(counts)
    order = sorted(range(len(items)), key=lambda at: (counts[at] - exact[at] / step, -_work(items[at].form), at))
    for at in order[:left]:
        counts[at] += 1
    return [count * step for count in counts]


def _work(form: Form) -> int:
    """How much there is to find or write."""
    match form:
        case Choose(many=many):
            return 2 if many else 1
        case Write() | Reveal():
            return 3
        case Enumerate(needed=needed):
            return 3 * needed
        case Order(steps):
            return len(steps)
        case Match(pairs):
            return len(pairs)
        case Fill(passages):
            return 2 * max(sum(not isinstance(part, str) for part in parts) for parts in passages.values())
        case _:
            assert_never(form)


def _decimal(value: Fraction) -> Decimal:
    """Exact: only steps that end in decimals come here. Without needless zeros."""
    found = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral() else found
