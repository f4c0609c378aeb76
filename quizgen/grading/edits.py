"""The edits that lead from one string to another, by optimal string alignment, if they are two or fewer.

Swapping two neighbours is one edit. With so small a budget it is quickest to try every edit at the first difference.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

EditKind = Literal["swapped", "missing", "extra", "wrong"]

_EDITS: tuple[tuple[EditKind, int, int], ...] = (("swapped", 2, 2), ("missing", 0, 1), ("extra", 1, 0), ("wrong", 1, 1))
"""In the order in which they are tried: the edit, how many letters of what was typed it replaces, and by how many."""


class Change(NamedTuple):
    """`typed[start:end]` ought to be `expected[from_:to]`."""

    kind: EditKind
    start: int
    end: int
    from_: int
    to: int


def changes(typed: str, expected: str, budget: int) -> tuple[Change, ...] | None:
    """The fewest changes that make one string the other; None if there are more of them than `budget`, 0 to 2."""
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
    """How many characters `a` from `i` on and `b` from `j` on begin with alike, by bisection of slices."""
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
    for kind, taken, given in _EDITS:
        k, n = i + taken, j + given
        if k > len(typed) or n > len(expected) or (kind == "swapped" and typed[i:k] != expected[j:n][::-1]):
            continue
        rest = _search(typed, k, expected, n, budget - 1)
        if rest is not None:
            return (Change(kind, i, k, j, n), *rest)
    return None
