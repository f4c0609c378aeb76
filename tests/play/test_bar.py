"""The bar of keys: within the terminal, and never broken inside what one key does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizgen.play.bar import Bar
from quizgen.play.styled import cells, plain

KEYS = st.lists(
    st.tuples(st.sampled_from(["?", "A–D", "Ctrl-D"]), st.sampled_from(["stop", "take it back"])), min_size=1
)


@given(KEYS, st.integers(23, 160))
def test_a_key_and_what_it_does_stay_together(keys: list[tuple[str, str]], width: int) -> None:
    lines = [plain(line).strip() for line in Bar(keys).lines(width)]
    assert [each for line in lines for each in line.split(" · ")] == [f"[{key}] {label}" for key, label in keys]
    assert all(cells(line) < width for line in lines)
