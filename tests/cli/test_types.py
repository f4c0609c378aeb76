"""What the value of an option may be."""

from __future__ import annotations

import click
import pytest

from quizgen.app.caller import Caller
from quizgen.cli.types import Duration

SECONDS = {"20m": 1200, "20": 1200, "20 min": 1200, "90s": 90, "5s": 5, "25s": 25, "1h": 3600, "1h30": 5400}
SECONDS |= {"1h30m": 5400, "1H30": 5400, "2m30s": 150, "1h05m10s": 3910, "1h20s": 3620}


@pytest.mark.parametrize("told", SECONDS)
def test_a_time_in_seconds(told: str) -> None:
    assert Duration().convert(told, None, None) == SECONDS[told]


@pytest.mark.parametrize("told", ["", "0", "0s", "soon", "1.5h", "20x", "2030s40", "-5", "s"])
def test_what_is_no_time(told: str) -> None:
    context = click.Context(click.Command("play"), obj=Caller(environ={}))
    with pytest.raises(click.BadParameter, match="is not a time such as 20m, 1h30 or 90s"):
        Duration().convert(told, None, context)
