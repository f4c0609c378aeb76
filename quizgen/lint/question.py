"""A question as lints see it: its words in a language, and the texts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeGuard, assert_never

from quizgen.grading import accepted
from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Item,
    Match,
    Moment,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Truth,
    Words,
    Write,
    language_of,
    marked,
    wording,
)
from quizgen.problems import Code, Path, Place, Problem
from quizgen.text import markup

GAP = " xgapx "
"""Stands for a gap where words are compared: a word that no one asks, so that no phrase runs across it."""


def of_bank(item: Item, code: Code, **values: str | int) -> Problem:
    """Something to tell about the whole bank that a question stands in."""
    return code.at(item.place((item.where.path or ())[:1]), **values)


def list_around(at: Path, item: Item) -> Path:
    """The path to the list that a part of a question stands in; to the question, where there is none."""
    question = item.where.path or ()
    for length in range(len(at) - 1, len(question), -1):
        if isinstance(at[length], int):
            return at[:length]
    return question


def said(text: Text, language: str) -> str:
    """The text as an author reads it: without markup, with the spaces and quotes that were typed."""
    source = wording(text, language)
    return _unmarked(source) if marked(text, language) else source


@lru_cache(maxsize=1 << 16)  # many lints ask for the same texts
def _unmarked(source: str) -> str:
    return markup.plain(markup.spans(source))


def holds_code(text: Text, language: str) -> bool:
    """Whether some of it is code, in which each mark counts."""
    source = wording(text, language)
    return "`" in source and any(span.code for span in markup.spans(source))


def is_technical(item: Item, language: str) -> bool:
    """Whether formulas or code stand in what is asked or answered: there, words and marks follow other rules."""
    form = item.form
    told = [item.prompt, *(options(form) if is_choice(form) else ())]
    return any(text is not None and _technical(wording(text, language)) for text in told)


@lru_cache(maxsize=1 << 16)
def _technical(source: str) -> bool:
    if not ("`" in source or "$" in source or "\\" in source):
        return False
    return "```" in source or any(span.code or span.maths for span in markup.spans(source))


def is_translation(item: Item) -> bool:
    """Whether a word is asked for in another language than it is given in."""
    match item.form:
        case Write(Spelling(answer)) | Reveal(answer) if item.prompt is not None:
            return language_of(answer, "") != language_of(item.prompt, "")
        case _:
            return False


def is_truth(form: Form) -> bool:
    """Whether it is a statement to call true or false."""
    return isinstance(form, Choose) and all(isinstance(option.text, Truth) for option in form.options)


def is_choice(form: Form) -> TypeGuard[Choose]:
    """Whether there are options that an author wrote."""
    return isinstance(form, Choose) and not is_truth(form)


def options(form: Choose) -> list[Text]:
    """What each option says, in the form's own order."""
    return [option.text for option in form.options]


def side_by_side(form: Form) -> list[Text]:
    """The texts that a learner must be able to tell apart: options, entries, steps, targets."""
    match form:
        case Choose():
            return options(form) if is_choice(form) else []
        case Enumerate(entries):
            return [entry.spelling.text for entry in entries]
        case Order(steps):
            return [step.text for step in steps]
        case Match(pairs, extra):
            return [*(pair.left for pair in pairs), *extra]
        case Write() | Fill() | Reveal():
            return []
        case _:
            assert_never(form)


def texts(item: Item) -> Iterator[Text]:
    """All that a question says in words, except its context, which may be the bank's; a passage reads filled in."""
    yield from (text for text in (item.prompt, item.explanation, item.hint) if text is not None)
    form = item.form
    yield from side_by_side(form)
    match form:
        case Choose():
            if is_choice(form):
                yield from (option.because for option in form.options if option.because is not None)
        case Match(pairs):
            yield from (pair.right for pair in pairs)
        case Fill(passages):
            yield Words({language: passage(form, language, filled=True) for language in passages}, form.at)
        case Reveal(answer) | Write(Spelling(answer)):
            yield answer
        case Write() | Enumerate() | Order():
            pass
        case _:
            assert_never(form)


def place_of_stem(item: Item) -> Place:
    """Where it stands what is asked: the prompt, or the text with gaps."""
    if item.prompt is not None:
        return item.place(item.prompt.at)
    return item.place(item.form.at) if isinstance(item.form, Fill) else item.where


def passage(form: Fill, language: str, *, filled: bool) -> str:
    """A cloze text without markup, with its answers in place or with `GAP` for each."""
    parts = form.passages[language]
    return _unmarked("".join(part if isinstance(part, str) else part.answer if filled else GAP for part in parts))


def stem(item: Item, language: str) -> str:
    """What is asked, without its context: the prompt, and the text with its gaps open."""
    form = item.form
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
            return [accepted(gap.spelling(language), language) for gap in form.gaps(language)]
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
