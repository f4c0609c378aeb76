"""What is shown when an answer can't be read: why the question is asked again, and how to write the answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from quizgen.grading import Unreadable
from quizgen.items import Date, Form, Item, Moment, Number, Quantity, Spelling, Text, Write
from quizgen.play.styled import plain
from quizgen.play.view import SLOT, Row, Voice
from quizgen.text.phrases import N_

_NUMBERS = (Decimal(25), Decimal(140), Decimal(3000))  # the first one that is no right answer is the example


def ask_again(unreadable: Unreadable, item: Item, voice: Voice) -> Row:
    """Why the same question is asked again, and how to write the answer."""
    match unreadable.reason:
        case "number":
            message = N_("I can't read that as a number: try figures, like {example}.")
        case "date":
            message = N_("I can't read that as a date: try {example}.")
        case "spelling":
            return voice.row(N_("This may be something else: please check the spelling."), "accent")
        case "ambiguous":
            return _ambiguous(unreadable.readings, voice)
        case _:
            assert_never(unreadable.reason)
    return voice.row(message, "accent", example=plain(voice.text(_example(item.form))))


def _example(form: Form) -> Date | Number:
    """A number, or a date as precise as the one asked for, that tells nothing of the answer."""
    assert isinstance(form, Write)  # whatever is picked, arranged or typed as words can be read
    match form.expected:
        case Quantity(value, tolerance):
            return Number(next((far for far in _NUMBERS if abs(far - value) > tolerance), _NUMBERS[0]))
        case Moment(Date(year, month, day), given):
            return Date(
                year if given else 1998 if year == 1989 else 1989,  # the prompt states a year that is given
                month and (10 if month == 3 else 3),
                day and (15 if day == 9 else 9),
            )
        case Spelling():
            raise ValueError("any spelling can be read")
        case _:
            assert_never(form.expected)


def _ambiguous(readings: Sequence[Text], voice: Voice) -> Row:
    """The two readings, and how to write either so that it can't be taken for the other."""
    if len(readings) < 2:
        return voice.row(N_("This can be read in two ways; please write it in another one."), "accent")
    if isinstance(readings[0], Number):
        message = N_("This may mean {first} or {second}; please write it without a thousands separator.")
    else:
        message = N_("This may mean {first} or {second}; please write the month as a word.")
    phrase = voice.say(message, first=SLOT, second=SLOT)
    return Row(voice.around(phrase, *(voice.text(each, "bold") for each in readings[:2]), style="accent"))
