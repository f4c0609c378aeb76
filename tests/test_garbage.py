"""The search for garbage is paused, and goes on as before."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from quizgen.garbage import not_collected


@not_collected()
def paused() -> bool:
    return not gc.isenabled()


@not_collected()
def broken() -> None:
    raise KeyError


@pytest.mark.parametrize(("switch", "state"), [(gc.enable, True), (gc.disable, False)])
def test_a_pause_ends_with_what_was_before(switch: Callable[[], None], state: bool) -> None:
    try:
        switch()
        assert paused()
        assert gc.isenabled() is state
        with pytest.raises(KeyError):
            broken()
        assert gc.isenabled() is state
    finally:
        gc.enable()
