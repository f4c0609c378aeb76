"""The few edits that lead from one string to another: optimal string alignment, up to two edits.

Swapping two neighbours is one edit. With so small a budget it is quickest to branch at the first difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Change:
    """`typed[start:end]` ought to be `expected[from_:to]`."""

    kind: Literal["missing", "extra", "wrong", "swapped"]
    start: int
    end: int
    from_: int
    to: int


def changes(typed: str, expected: str, budget: int) -> tuple[Change, ...] | None:
    """The fewest changes that make one string the other; None if they are more than the budget (0 to 2)."""
    if abs(len(typed) - len(expected)) > budget:
        return None
    if typed == expected:
        return ()
    if budget and within_one(typed, expected):
        return _search(typed, 0, expected, 0, 1)
    if budget < 2 or len(set(typed) ^ set(expected)) > 4:  # an edit takes one letter and brings another at most
        return None
    return _search(typed, 0, expected, 0, 2)


def within_one(a: str, b: str) -> bool:
    """Whether one edit or none leads from one string to the other."""
    shared = _shared(a, 0, b, 0)
    left, right = a[shared:], b[shared:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _shared(a: str, i: int, b: str, j: int) -> int:
    """How many characters both have in common from there on: by halves, since comparing slices is quick."""
    same, differ = 0, min(len(a) - i, len(b) - j) + 1
    while differ - same > 1:
        middle = (same + differ) // 2
        if a[i + same : i + middle] == b[j + same : j + middle]:
            same = middle
        else:
            differ = middle
    return same


def _search(typed: str, i: int, expected: str, j: int, budget: int) -> tuple[Change, ...] | None:
    if not budget:
        return () if typed[i:] == expected[j:] else None
    if abs((len(typed) - i) - (len(expected) - j)) > budget:
        return None
    shared = _shared(typed, i, expected, j)
    i, j = i + shared, j + shared
    if i == len(typed) and j == len(expected):
        return ()
    options: list[Change] = []
    if typed[i : i + 2] == expected[j : j + 2][::-1]:  # of two each: one at an end would have been shared
        options.append(Change("swapped", i, i + 2, j, j + 2))
    if j < len(expected):
        options.append(Change("missing", i, i, j, j + 1))
    if i < len(typed):
        options.append(Change("extra", i, i + 1, j, j))
        if j < len(expected):
            options.append(Change("wrong", i, i + 1, j, j + 1))
    for change in options:
        rest = _search(typed, change.end, expected, change.to, budget - 1)
        if rest is not None:
            return (change, *rest)
    return None
