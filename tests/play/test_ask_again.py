"""An answer that can't be read is asked again with an example: one that can be read, and isn't the answer."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.grading import Typed, Unreadable, Verdict, judge
from quizgen.items import Date, Item, Moment, Name, Number, Quantity, Spelling, Write
from quizgen.play.ask_again import ask_again
from quizgen.play.styled import plain
from quizgen.play.view import Voice
from quizgen.text.phrases import Phrases

DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
DATES = st.builds(
    lambda day, parts: Date(*(day.year, day.month, day.day)[:parts]), DAYS, st.integers(1, 3)
)  # as precise as a year, a month or a day
NUMBERS = st.decimals(-5000, 5000, places=1)


def asked_again(expected: Moment | Quantity, language: str) -> str:
    """What is said of an answer that reads as nothing."""
    item = Item("c/q", "b", "text", ("en", "fr"), Write(expected), Name("?"))
    verdict = judge(Typed("eh"), item.form, language, frozenset())
    assert isinstance(verdict, Unreadable)
    return plain(ask_again(verdict, item, Voice(Phrases(language), language)).text)


def example(said: str, language: str) -> str:
    """What the phrase ends with."""
    between = {"fr": ("\N{NO-BREAK SPACE}: ", "par exemple "), "en": (" like ", ": try ")}[language]
    return next(said.partition(words)[2] for words in between if words in said).rstrip(".")


@pytest.mark.parametrize("language", ["fr", "en"])
@given(expected=st.one_of(st.builds(Moment, DATES), st.builds(Quantity, NUMBERS, st.decimals(0, 50, places=1))))
def test_the_example_reads_and_is_not_the_answer(expected: Moment | Quantity, language: str) -> None:
    typed = example(asked_again(expected, language), language)
    verdict = judge(Typed(typed), Write(expected), language, frozenset())
    assert isinstance(verdict, Verdict)
    assert not verdict.right


@given(DATES)
def test_the_example_is_as_precise_as_what_is_asked_and_shares_nothing_with_it(date: Date) -> None:
    words = example(asked_again(Moment(date), "en"), "en").split()
    assert len(words) == ["year", "month", "day"].index(date.precision) + 1
    assert str(date.year) not in words
    assert str(date.day) not in words


def test_a_year_that_is_given_stays() -> None:
    said = asked_again(Moment(Date(2024, 3), "year"), "en")
    assert said == "I can’t read that as a date: try October 2024."


def test_two_readings_say_how_to_tell_them_apart() -> None:
    item = Item("c/q", "b", "number", ("fr",), Write(Quantity(Decimal(1))), Name("?"))
    voice = Voice(Phrases("fr"), "fr")
    numbers = Unreadable("ambiguous", (Number(Decimal(1)), Number(Decimal(1000))))
    assert plain(ask_again(numbers, item, voice).text).endswith("écrivez-le sans séparateur de milliers.")
    dates = Unreadable("ambiguous", (Date(2022, 6, 7), Date(2022, 7, 6)))
    assert plain(ask_again(dates, item, voice).text).endswith("écrivez le mois en lettres.")


@pytest.mark.parametrize(("language", "said"), [("en", "check the spelling."), ("fr", "vérifiez l’orthographe.")])
def test_what_may_be_something_else_is_asked_again_without_telling_the_answer(language: str, said: str) -> None:
    item = Item("c/q", "b", "text", (language,), Write(Spelling(Name("Russia"))), Name("?"))
    verdict = judge(Typed("Prussia"), item.form, "en", frozenset())
    assert verdict == Unreadable("spelling")
    asked = plain(ask_again(verdict, item, Voice(Phrases(language), language)).text)
    assert asked.endswith(said)
    assert "Russia" not in asked
