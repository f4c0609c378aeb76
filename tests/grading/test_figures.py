from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking import rows, verdict

from quizgen.grading import Typed, Unreadable, Verdict, judge
from quizgen.grading.dates import read_date
from quizgen.grading.figures import read_number
from quizgen.items import Date, Moment, Name, Number, Quantity, Write
from quizgen.text import values


@pytest.mark.parametrize(("typed", "meant"), list(rows("numbers")))
def test_what_is_typed_for_a_number(typed: str, meant: str) -> None:
    readings = read_number(typed, "pays", "fr")
    assert list(readings) == [Decimal(value) for value in meant.split(";") if value.strip()]
    found = judge(Typed(typed), Write(Quantity(Decimal(42), unit=Name("pays"))), "fr")
    if len(readings) == 1:
        assert isinstance(found, Verdict)
    elif readings:
        assert found == Unreadable("ambiguous", tuple(map(Number, readings)))
    else:
        assert found == Unreadable("number")


@pytest.mark.parametrize(("typed", "unit", "meant"), list(rows("units")))
def test_a_unit_may_be_typed_with_a_number(typed: str, unit: str, meant: str) -> None:
    assert read_number(typed, unit, "fr") == ((Decimal(meant),) if meant else ())


def test_readings_are_told_as_short_as_can_be() -> None:
    found = judge(Typed("1,000"), Write(Quantity(Decimal(3))), "en")
    assert isinstance(found, Unreadable)
    assert [str(reading.value) for reading in found.readings if isinstance(reading, Number)] == ["1", "1000"]


def test_the_longest_number_and_date_that_are_read() -> None:
    assert read_date(" " * 96 + "2022", "fr", None) == {Date(2022)}
    assert read_date(" " * 97 + "2022", "fr", None) == frozenset()
    assert read_number("0" * 99 + "5", "", "fr") == (Decimal(5),)
    assert read_number("0" * 100 + "5", "", "fr") == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_reads_as_it_is_written(value: Decimal) -> None:
    for language in ("fr", "en", "de"):
        assert value in read_number(values.number(value, language), "", language)


@pytest.mark.parametrize(("typed", "right"), [("3,3", True), ("3.7", True), ("3,71", False), ("3.29", False)])
def test_tolerance_includes_its_ends(typed: str, right: bool) -> None:
    form = Write(Quantity(Decimal("3.5"), Decimal("0.2")))
    assert verdict(Typed(typed), form).right is right


@pytest.mark.parametrize(("asked", "typed", "outcome"), list(rows("dates")))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_typed_for_a_date(asked: str, typed: str, outcome: str, language: str) -> None:
    date = Date(*map(int, asked.rstrip("?").split("-")))
    outcome = outcome.split(" / ")[-1 if language == "en" else 0]
    found = judge(Typed(typed), Write(Moment(date, "year" if asked.endswith("?") else None)), language)
    if isinstance(found, Verdict):
        assert ("right" if found.right else "wrong") == outcome
    elif found.reason == "date":
        assert outcome == "unreadable"
    else:
        assert found.reason == "ambiguous"
        assert found.readings == tuple(Date(*map(int, one.split("-"))) for one in outcome.split("; "))


@given(st.dates(min_value=datetime.date(100, 1, 1)), st.sampled_from(["fr", "en", "de", "es", "it", "pl", "ja"]))
def test_a_date_reads_as_it_is_written(day: datetime.date, language: str) -> None:
    for date in (Date(day.year, day.month, day.day), Date(day.year, day.month), Date(day.year)):
        written = values.date(date.year, date.month, date.day, language)
        assert verdict(Typed(written), Write(Moment(date)), language).right, written
