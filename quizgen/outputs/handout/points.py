"""What each question is worth on a sheet, and how the total becomes the one that teachers mark out of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Order, Reveal, Write

_STEP = Fraction(1, 2)  # of a question's points: whole and half ones are added up in the head
_PART_STEP = Fraction(1, 4)  # of one gap's, pair's or answer's


@dataclass(frozen=True, slots=True)
class Worth:
    """Points by item id, and their total. `out_of`: what the total is converted to, if to anything."""

    points: Mapping[str, Decimal]
    total: Decimal
    out_of: Decimal | None = None


def worth(items: Sequence[Item], out_of: Decimal | None, each: Decimal | None = None) -> Worth:
    """The bank's points, or so many for `each` question; times the same number, where that makes them `out_of`.

    They are multiplied only where all stay whole or half points, and what one part of a question earns a quarter of a
    point; else they stay as they are, and the total is converted: nobody adds up 0.8, 0.9 and 1.7.
    """
    points = {item.id: item.points if each is None else each for item in items}
    total = sum(points.values(), Decimal(0))
    if out_of is None or out_of == total:
        return Worth(points, total)
    factor = Fraction(out_of) / Fraction(total)
    if all(_is_plain(item, Fraction(points[item.id]), factor) for item in items):
        return Worth({name: _decimal(Fraction(value) * factor) for name, value in points.items()}, out_of)
    return Worth(points, total, out_of)


def _is_plain(item: Item, points: Fraction, factor: Fraction) -> bool:
    """Whether the points can be multiplied so, without worse steps than they have."""
    parts = parts_of(item.form)
    whole = (points * factor / _STEP).denominator == 1
    in_parts = (points * factor / parts / _PART_STEP).denominator == 1
    return whole and (in_parts or (points / parts / _PART_STEP).denominator != 1)


def parts_of(form: Form) -> int:
    """Into how many parts a question's points are divided when it is marked."""
    match form:
        case Choose(options, many=True):
            return sum(option.right for option in options)
        case Choose() | Write() | Reveal():
            return 1
        case Enumerate(needed=needed):
            return needed
        case Order(steps):
            return len(steps) - 1
        case Match(pairs):
            return len(pairs)
        case Fill(passages):
            return max(sum(not isinstance(part, str) for part in parts) for parts in passages.values())
        case _:
            assert_never(form)


def _decimal(value: Fraction) -> Decimal:
    """Exact: only halves come here. Without needless zeros."""
    found = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral() else found


def conversion(total: Decimal, out_of: Decimal, most: int = 100) -> tuple[tuple[Decimal, Decimal], ...]:
    """Each whole mark out of `total`, highest first, and what it makes out of `out_of`, to a tenth.

    Empty where there would be more than `most`.
    """
    if total > most:
        return ()
    marks = [Decimal(mark) for mark in range(int(total), 0, -1)]
    return tuple(
        (mark, _decimal(Fraction(round(Fraction(mark * out_of) / Fraction(total) * 10), 10))) for mark in marks
    )
