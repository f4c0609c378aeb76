"""SOURCE_DATE_EPOCH is read once for all outputs."""

from __future__ import annotations

import pytest

from quizgen.outputs.epoch import source_date_epoch


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1700000000", 1_700_000_000),
        ("1", 1),
        (str((1 << 32) - 1), (1 << 32) - 1),
        *((wrong, None) for wrong in ("", "0", "-1", "1.5", "now", " 1", str(1 << 32), "9" * 5000)),
    ],
)
def test_a_time_that_every_output_can_hold(written: str, seconds: int | None) -> None:
    assert source_date_epoch({"SOURCE_DATE_EPOCH": written}) == seconds


def test_none_where_it_is_not_set() -> None:
    assert source_date_epoch({}) is None
