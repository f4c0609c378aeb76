"""Edits against the textbook table of distances, on strings a few edits apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking import distance

from quizgen.grading.edits import changes, within_one

LETTERS = st.sampled_from("abcdefgh")


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[str, str]:
    """Two strings, the second up to three edits away from the first."""
    typed = draw(st.text(LETTERS, max_size=7))
    other = typed
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(other)))
        here, rest = other[at : at + 1], other[at + 1 :]
        letter = draw(LETTERS)
        other = other[:at] + draw(
            st.sampled_from([rest, letter + rest, letter + here + rest, rest[:1] + here + rest[1:]])
        )
    return typed, other


@given(neighbours())
def test_changes_are_the_fewest_and_lead_there(pair: tuple[str, str]) -> None:
    typed, expected = pair
    fewest = distance(typed, expected)
    assert within_one(typed, expected) == (fewest <= 1)
    for budget in range(3):
        found = changes(typed, expected, budget)
        assert (None if found is None else len(found)) == (fewest if fewest <= budget else None)
        mended = typed
        for change in reversed(found or ()):
            mended = mended[: change.start] + expected[change.from_ : change.to] + mended[change.end :]
        assert mended == expected or found is None


@pytest.mark.parametrize(
    ("typed", "expected", "kinds"),
    [("ab", "ba", "swapped"), ("ab", "acb", "missing"), ("acb", "ab", "extra"), ("acb", "axb", "wrong"),
     ("xbcy", "abcd", "wrong wrong"), ("acbd", "abc", "swapped extra")],
)  # fmt: skip
def test_changes_tell_what_they_are(typed: str, expected: str, kinds: str) -> None:
    assert [change.kind for change in changes(typed, expected, 2) or ()] == kinds.split()
