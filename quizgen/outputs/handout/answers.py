"""What is to be done, and the answers, in words: the same for every output on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Item,
    Match,
    Moment,
    Number,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Write,
)
from quizgen.outputs.handout.sheet import Question
from quizgen.outputs.handout.speech import Run, Runs, Speaker, Texts, clean, distinct, joined, length, printed
from quizgen.text.phrases import N_

_FEW_LETTERS = 44  # of what else is right, in the marking grid


def task(item: Item, speaker: Speaker) -> Texts:
    """What to do, where the page doesn't show it."""
    form = item.form
    match form:
        case Choose(many=True):
            return speaker.say("Several answers may be right.")
        case Order(steps, first, last):
            filled: dict[str, Text | str | int] = {"n": len(steps)}
            if first and last:
                return speaker.say("Number from 1 ({first}) to {n} ({last}).", first=first, last=last, **filled)
            if first:
                return speaker.say("Number from 1 ({first}) to {n}.", first=first, **filled)
            if last:
                return speaker.say("Number from 1 to {n} ({last}).", last=last, **filled)
            return speaker.say("Number from 1 to {n}.", **filled)
        case Match(pairs):
            if len(form.targets) > len(pairs):
                return speaker.say("Write in each box what goes with it; something is left over.")
            return speaker.say("Write in each box what goes with it.")
        case Enumerate(entries, needed) if needed < len(entries):
            return speaker.plural("{n} answer is enough.", "{n} answers are enough.", needed)
        case Choose() | Write() | Enumerate() | Fill() | Reveal():
            return ()
        case _:
            assert_never(form)


def answer(question: Question, speaker: Speaker) -> Texts:
    """The answer on one line, for the marking grid."""
    form = question.item.form
    match form:
        case Choose(options):
            if question.bare:
                return joined([speaker.text(option.text) for option in options if option.right], ", ")
            return ((", ".join(question.marks()),),)
        case Order():
            return ((" – ".join(question.marks()),),)
        case Match(pairs):
            lefts, marks = [speaker.text(pair.left) for pair in pairs], question.marks()
            if all(length(left) <= 2 for left in lefts):
                named = zip(lefts, marks, strict=True)
                return joined([joined([left, ((mark,),)], " → ") for left, mark in named], ", ")
            return ((" – ".join(marks),),)
        case Write(expected):
            return written(expected, speaker)
        case Enumerate(entries):
            return joined([speaker.text(entry.spelling.text) for entry in entries], ", ")
        case Fill():
            return filled_in(form, speaker)
        case Reveal(text):
            return speaker.text(text)
        case _:
            assert_never(form)


def also(item: Item, speaker: Speaker) -> Texts:
    """What else is right, the first of it, in a line or two for the marking grid; the key has all of it."""
    match item.form:
        case Write(Spelling() as expected):
            return _note(
                N_("Also right: {text}"), {each: _few(found) for each, found in expected.accept.items()}, speaker
            )
        case Enumerate(entries):
            listed = {
                say.language: tuple(
                    f"{entry.spelling.text.plain(say.language)} = {', '.join(_few(found))}"
                    for entry in entries
                    if (found := entry.spelling.accept.get(say.language))
                )
                for say in speaker.phrases
            }
            return _note(N_("Also right: {text}"), listed, speaker)
        case Fill() as form:
            listed = {
                say.language: tuple(
                    f"{gap.answer} = {', '.join(_few(gap.accept))}" for gap in form.gaps(say.language) if gap.accept
                )
                for say in speaker.phrases
            }
            return _note(N_("Also right: {text}"), listed, speaker)
        case _:
            return ()


def _few(spellings: tuple[str, ...]) -> tuple[str, ...]:
    """As many of them as a line holds, but one at least."""
    found, letters = spellings[:1], len("".join(spellings[:1]))
    for each in spellings[1:]:
        letters += len(each) + 2
        if letters > _FEW_LETTERS:
            return (*found, "…")
        found += (each,)
    return found


def written(expected: Spelling | Quantity | Moment, speaker: Speaker) -> Texts:
    """The one answer, on one line."""
    match expected:
        case Spelling(text):
            return speaker.text(text)
        case Moment(date):
            return speaker.text(date)
        case Quantity():
            return quantity(expected, speaker)
        case _:
            assert_never(expected)


def quantity(wanted: Quantity, speaker: Speaker) -> Texts:
    """`400 ± 5 km`."""
    numbers = [wanted.value, wanted.tolerance] if wanted.tolerance else [wanted.value]
    figures = joined([speaker.text(Number(number)) for number in numbers], " ± ")
    return joined([figures, speaker.text(wanted.unit)], "\N{NO-BREAK SPACE}") if wanted.unit else figures


def filled_in(form: Fill, speaker: Speaker) -> Texts:
    """What belongs in the gaps, on one line."""
    return distinct([_answers_of(form, language) for language in speaker.languages])


def _answers_of(form: Fill, language: str) -> Runs:
    found: list[Run] = []
    for number, gap in enumerate(form.gaps(language)):
        found += [", "] if number else []
        found += printed(gap.text, language)
    return tuple(found)


def accepted(spelling: Spelling, speaker: Speaker) -> Texts:
    """A line on what else counts as right."""
    return _note(N_("Also right: {text}"), spelling.accept, speaker)


def rejected(spelling: Spelling, speaker: Speaker) -> Texts:
    """A line on what doesn't count as right."""
    return _note(N_("Not accepted: {text}"), spelling.reject, speaker)


def _note(message: str, spellings: Mapping[str, tuple[str, ...]], speaker: Speaker) -> Texts:
    """A line on the spellings of each language that has any."""
    return distinct(
        [
            (say(message, text=clean(", ".join(spellings[say.language]))),)
            for say in speaker.phrases
            if spellings.get(say.language)
        ]
    )
