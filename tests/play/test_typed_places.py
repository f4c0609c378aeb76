"""Letters and numbers, and reading them back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.play.typed_places import ordering, pairing, places


@pytest.mark.parametrize(
    ("line", "found"),
    [("b", (1,)), ("B.", (1,)), ("a c", (0, 2)), ("ac", (0, 2)), ("a,c", (0, 2)), ("c a a", (2, 0)), ("", ()),
     ("e", None), ("1", None), ("a x", None), ("é", None)],
)  # fmt: skip
def test_places(line: str, found: tuple[int, ...] | None) -> None:
    assert places(line, 4) == found


def test_places_with_two_letters() -> None:
    assert places("ab a b", 30) == (27, 0, 1)


@pytest.mark.parametrize(
    ("line", "found"),
    [("3 1 2", (2, 0, 1)), ("312", (2, 0, 1)), ("3,1,2", (2, 0, 1)), ("3 > 1 > 2", (2, 0, 1)), ("3 1", None),
     ("1 1 2", None), ("a", None), ("", None), ("0 1 2", None), ("-1 2 3", (0, 1, 2)), ("² 1 3", None)],
)  # fmt: skip
def test_ordering(line: str, found: tuple[int, ...] | None) -> None:
    assert ordering(line, 3) == found


def test_ordering_of_ten_or_more_needs_spaces() -> None:
    assert ordering(" ".join(map(str, range(12, 0, -1))), 12) == tuple(range(11, -1, -1))
    assert ordering("".join(map(str, range(1, 13))), 12) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [("1b 2a", {0: 1, 1: 0}), ("1-b, 2=a", {0: 1, 1: 0}), ("1b2a3c", {0: 1, 1: 0, 2: 2}), ("2 c", {1: 2}),
     ("1d", None), ("4a", None), ("b", None), ("1", None), ("", None)],
)  # fmt: skip
def test_pairing(line: str, found: dict[int, int] | None) -> None:
    assert pairing(line, 3, 3) == found


@given(st.text(max_size=20), st.integers(1, 60))
def test_any_line_is_read_or_refused(line: str, count: int) -> None:
    for found in (places(line, count), ordering(line, count)):
        assert found is None or all(0 <= place < count for place in found)
    given_pairs = pairing(line, count, count)
    assert given_pairs is None or all(0 <= place < count for pair in given_pairs.items() for place in pair)
