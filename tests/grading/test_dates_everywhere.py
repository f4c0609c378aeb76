"""Whatever form quizgen shows or asks for is read, in every language that CLDR knows."""

from __future__ import annotations

import datetime

import pytest
from babel import localedata
from babel.dates import format_date

from quizgen.grading.dates import judge_moment
from quizgen.items import Date, Moment
from quizgen.text import values

LANGUAGES = sorted({code.split("_")[0] for code in localedata.locale_identifiers()})
DATES = [
    *(Date(1989, 3, 9), Date(1947, 8, 15), Date(2023, 2, 1), Date(2023, 10, 30), Date(79, 8, 24), Date(800, 12, 25)),
    *(Date(2022, 5), Date(2022, 12), Date(1990), Date(800), Date(-43, 3, 15), Date(-99, 8), Date(-43), Date(0)),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_read_as_it_is_shown(language: str) -> None:
    for date in DATES:
        shown = values.date(date.year, date.month, date.day, language)
        assert judge_moment(shown, Moment(date), language) is True, shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_date_in_that_form_is_wrong_and_not_asked_again(language: str) -> None:
    right = Moment(Date(1989, 3, 9))
    assert judge_moment(values.date(1989, 3, 10, language), right, language) is False
    assert judge_moment(values.date(1988, 3, 9, language), right, language) is False
    assert judge_moment(values.date(1989, 4, 9, language), right, language) is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_read_with_its_weekday(language: str) -> None:
    for date in (datetime.date(1989, 3, 9), datetime.date(2023, 10, 30)):
        shown = format_date(date, "full", locale=language)
        assert judge_moment(shown, Moment(Date(date.year, date.month, date.day)), language) is True, shown
