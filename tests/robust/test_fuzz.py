"""A little of what `fuzz.py` does without end: banks made worse, through the reader and every command."""

from __future__ import annotations

import pytest
from fuzz import fuzz


@pytest.mark.parametrize(
    ("count", "every", "press_every"),
    [(80, 40, 1000), pytest.param(3000, 100, 1000, marks=pytest.mark.slow)],
    ids=["few", "many"],
)
def test_nothing_escapes_hangs_or_swells(count: int, every: int, press_every: int) -> None:
    done = fuzz(count, seed=count, every=every, press_every=press_every)
    assert done.faults == []
    assert done.sound > count / 20, "many trees are sound, or little of the house is seen"
