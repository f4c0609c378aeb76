"""A question as lints see it: its words in a language, its parts and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard, assert_never

from quizgen.bank.faults import Fault, Loc
from quizgen.bank.lower import Entry
from quizgen.grading import accepted
from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Gap,
    Item,
    Match,
    Moment,
    Name,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Truth,
    Words,
    Write,
    wording,
)
from quizgen.text import markup

Placed = tuple[Loc, Text]

GAP = " xgapx "
"""Stands for a gap where words are compared: a word that no one asks, so that no phrase runs across it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that may be asked. `sourced`: its collection has sources, so that it should name one."""

    entry: Entry
    sourced: bool

    @property
    def item(self) -> Item:
        """The question itself."""
        return self.entry.item

    @property
    def form(self) -> Form:
        """Its answer form."""
        return self.entry.item.form

    def loc(self, *path: str | int) -> Loc:
        """A place in its file, from a path below the question."""
        return (*self.entry.loc, *path)

    def fault(self, code: str, *path: str | int, **values: str | int) -> Fault:
        """Something to tell about a place below the question."""
        return Fault(self.entry.file, self.loc(*path), code, values)


def bank_fault(asked: Asked, code: str, **values: str | int) -> Fault:
    """Something to tell about the whole bank that a question stands in."""
    return Fault(asked.entry.file, ("questions",), code, values)


def said(text: Text, language: str) -> str:
    """The text as an author reads it: without markup, with the spaces and quotes that were typed."""
    return _unmarked(wording(text, language))


@lru_cache(maxsize=1 << 16)  # many lints ask for the same texts
def _unmarked(source: str) -> str:
    return markup.plain(markup.parse(source))


def is_truth(form: Form) -> bool:
    """Whether it is a statement to call true or false."""
    return isinstance(form, Choose) and all(isinstance(option.text, Truth) for option in form.options)


def is_choice(form: Form) -> TypeGuard[Choose]:
    """Whether there are options that an author wrote."""
    return isinstance(form, Choose) and not is_truth(form)


def options(form: Choose) -> list[Placed]:
    """Each option with its place, in the form's own order."""
    if form.fixed:
        return [(("options", index), option.text) for index, option in enumerate(form.options)]
    rights = sum(option.right for option in form.options)
    places: list[Loc] = [("answers", index) for index in range(rights)] if form.many else [("answer",)]
    places += [("distractors", index) for index in range(len(form.options) - rights)]
    return [(place, option.text) for place, option in zip(places, form.options, strict=True)]


def side_by_side(form: Form) -> list[Placed]:
    """The texts that a learner must be able to tell apart: options, entries, steps, targets."""
    match form:
        case Choose():
            return options(form) if is_choice(form) else []
        case Enumerate(entries):
            return [(("answers", index), entry.spelling.text) for index, entry in enumerate(entries)]
        case Order(steps):
            return [(("items", index), step.text) for index, step in enumerate(steps)]
        case Match(pairs, extra):
            lefts: list[Placed] = [(("pairs", index, "left"), pair.left) for index, pair in enumerate(pairs)]
            return lefts + [(("extra", index), text) for index, text in enumerate(extra)]
        case Write() | Fill() | Reveal():
            return []
        case _:
            assert_never(form)


def texts(asked: Asked) -> Iterator[Placed]:
    """All that a question says in words, except its context, which may be the bank's; a passage reads filled in."""
    item, form = asked.item, asked.form
    for key, text in (("prompt", item.prompt), ("explanation", item.explanation), ("hint", item.hint)):
        if text is not None:
            yield (key,), text
    yield from side_by_side(form)
    match form:
        case Choose():
            for (place, _), option in zip(options(form) if is_choice(form) else (), form.options, strict=False):
                if option.because is not None:
                    yield (*place, "because"), option.because
        case Match(pairs):
            yield from ((("pairs", index, "right"), pair.right) for index, pair in enumerate(pairs))
        case Fill(passages):
            yield ("text",), Words({language: passage(form, language, filled=True) for language in passages})
        case Reveal(answer) | Write(Spelling(answer)):
            yield ("answer",), answer
        case Write() | Enumerate() | Order():
            pass
        case _:
            assert_never(form)


def passage(form: Fill, language: str, *, filled: bool) -> str:
    """A cloze text without markup, with its answers in place or with `GAP` for each."""
    parts = form.passages[language]
    return _unmarked("".join(part if isinstance(part, str) else part.answer if filled else GAP for part in parts))


def stem(asked: Asked, language: str) -> str:
    """What is asked, without its context: the prompt, and the text with its gaps open."""
    item, form = asked.item, asked.form
    prompt = said(item.prompt, language) if item.prompt is not None else ""
    return f"{prompt}{GAP}{passage(form, language, filled=False)}" if isinstance(form, Fill) else prompt


def answers(form: Form, language: str) -> list[tuple[str, ...]]:
    """Each right answer that can be put in words, with all the spellings that count; none for order and match."""
    match form:
        case Choose():
            return [(said(option.text, language),) for option in form.options if option.right and is_choice(form)]
        case Write(expected):
            return [_expected(expected, language)]
        case Enumerate(entries):
            return [accepted(entry.spelling, language) for entry in entries]
        case Fill():
            return [accepted(_spelling(gap, language), language) for gap in form.gaps(language)]
        case Reveal(answer):
            return [(said(answer, language),)]
        case Order() | Match():
            return []
        case _:
            assert_never(form)


def _expected(expected: Spelling | Quantity | Moment, language: str) -> tuple[str, ...]:
    match expected:
        case Spelling():
            return accepted(expected, language)
        case Quantity(value):
            return (f"{value:f}",)
        case Moment(date, given):
            shown = wording(date, language)
            return (shown.replace(str(date.year), "").strip() if given == "year" else shown,)
        case _:
            assert_never(expected)


def _spelling(gap: Gap, language: str) -> Spelling:
    return Spelling(Name(gap.answer), accept={language: gap.accept}, strict=gap.strict)
