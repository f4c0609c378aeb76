"""Each answer form laid out for pen and paper, as data for the template: what is printed, and the answer in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from quizgen import items
from quizgen.items import (
    Choose,
    Date,
    Enumerate,
    Fill,
    Gap,
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
from quizgen.outputs.handout.voices import SLOT, Run, Runs, Texts, Voices, joined, once, runs, words
from quizgen.text.phrases import N_

Data = dict[str, Any]

# Handwriting takes 2.6 to 3.2 mm a letter. Lines come in few widths, so that they don't give the length away.
_LETTER_MM = 3.4
_WIDTHS_MM = (46, 70, 104)
_GAPS_MM = (22, 34, 48, 66)
_FULL_LINE_LETTERS = 42
_MOST_LINES = 8


def form(question: Question, voices: Voices) -> Data:
    """What stands below the prompt, under `form` its name in the template."""
    item = question.item
    match item.form:
        case Choose():
            return _choose(question, voices)
        case Write(expected):
            return _write(expected, voices)
        case Enumerate(entries, needed):
            longest = max(_longest(entry.spelling, voices) for entry in entries)
            return {
                "form": "list",
                "count": needed,
                "width": _wide(longest, _WIDTHS_MM) or 150,
                "answers": [
                    {
                        "text": voices.text(each.spelling.text),
                        "letters": words(voices.text(each.spelling.text)),
                        **_notes(each.spelling, voices),
                    }
                    for each in entries
                ],
            }
        case Order(steps):
            shown = [steps[place] for place in question.places]
            return {
                "form": "order",
                "steps": [
                    {"text": voices.text(step.text), "rank": rank, "note": voices.text(step.note) if step.note else []}
                    for step, rank in zip(shown, question.marks(), strict=True)
                ],
            }
        case Match(pairs) as match:
            return {
                "form": "match",
                "letters": max(words(voices.text(pair.left)) for pair in pairs),
                "lefts": [
                    {"text": voices.text(pair.left), "mark": mark}
                    for pair, mark in zip(pairs, question.marks(), strict=True)
                ],
                "targets": [
                    {"name": name, "text": voices.text(match.targets[place])}
                    for name, place in zip(question.names, question.places, strict=True)
                ],
            }
        case Fill() as fill:
            return {"form": "fill", "passages": passages(fill, voices)}
        case Reveal(answer):
            return {**_lines(words(voices.text(answer))), "answer": voices.text(answer)}
        case _:
            assert_never(item.form)


def task(item: Item, voices: Voices) -> Texts:
    """What to do, where the page doesn't show it."""
    match item.form:
        case Choose(many=True):
            return voices.say("Several answers may be right.")
        case Order(steps, first, last):
            filled: dict[str, Text | str | int] = {"n": len(steps)}
            if first and last:
                return voices.say("Number from 1 ({first}) to {n} ({last}).", first=first, last=last, **filled)
            if first:
                return voices.say("Number from 1 ({first}) to {n}.", first=first, **filled)
            if last:
                return voices.say("Number from 1 to {n} ({last}).", last=last, **filled)
            return voices.say("Number from 1 to {n}.", **filled)
        case Match() as match:
            if len(match.targets) > len(match.pairs):
                return voices.say("Write in each box what goes with it; something is left over.")
            return voices.say("Write in each box what goes with it.")
        case Enumerate(entries, needed) if needed < len(entries):
            return voices.plural("{n} answer is enough.", "{n} answers are enough.", needed)
        case Choose() | Write() | Enumerate() | Fill() | Reveal():
            return []
        case _:
            assert_never(item.form)


def answer(question: Question, voices: Voices) -> Texts:
    """The answer on one line, for the marking grid."""
    form = question.item.form
    match form:
        case Choose(options):
            if question.bare:
                return joined([voices.text(option.text) for option in options if option.right], ", ")
            return [[", ".join(question.marks())]]
        case Order():
            return [[" – ".join(question.marks())]]
        case Match(pairs):
            return (
                joined(
                    [
                        joined([voices.text(pair.left), [[mark]]], " → ")
                        for pair, mark in zip(pairs, question.marks(), strict=True)
                    ],
                    ", ",
                )
                if all(words(voices.text(pair.left)) <= 2 for pair in pairs)
                else [[" – ".join(question.marks())]]
            )
        case Write(expected):
            return written(expected, voices)
        case Enumerate(entries):
            return joined([voices.text(entry.spelling.text) for entry in entries], ", ")
        case Fill() as fill:
            return filled(fill, voices)
        case Reveal(text):
            return voices.text(text)
        case _:
            assert_never(form)


# ---------------------------------------------------------------------------------------------------------------
# One form each


def _choose(question: Question, voices: Voices) -> Data:
    form = question.item.form
    assert isinstance(form, Choose)
    shown = [form.options[place] for place in question.places]
    return {
        "form": "choose",
        "many": form.many,
        "options": [
            {
                "name": "" if question.bare else name,
                "text": voices.text(option.text),
                "letters": words(voices.text(option.text)),
                "right": option.right,
                "because": voices.text(option.because) if option.because else [],
            }
            for name, option in zip(question.names, shown, strict=True)
        ],
    }


def _write(expected: Spelling | Quantity | Moment, voices: Voices) -> Data:
    answer = written(expected, voices)
    match expected:
        case Moment(date, given):
            return {"form": "date", "fields": _date_fields(date, given, voices), "answer": answer}
        case Quantity(value, tolerance, unit):
            told = quantity(Quantity(value, tolerance), voices)
            return {"form": "line", "width": 34, "lines": 1, "unit": voices.text(unit) if unit else [], "answer": told}
        case Spelling():
            return {**_lines(_longest(expected, voices)), "answer": answer, **_notes(expected, voices)}
        case _:
            assert_never(expected)


def written(expected: Spelling | Quantity | Moment, voices: Voices) -> Texts:
    """The one answer, on one line."""
    match expected:
        case Spelling(text):
            return voices.text(text)
        case Moment(date):
            return voices.text(date)
        case Quantity():
            return quantity(expected, voices)
        case _:
            assert_never(expected)


def _date_fields(date: Date, given: str | None, voices: Voices) -> list[Data]:
    fields: list[Data] = []
    if date.day is not None:
        fields.append({"label": voices.say(N_("day")), "width": 16})
    if date.month is not None:
        fields.append({"label": voices.say(N_("month")), "width": 36})
    if given is None or not fields:
        fields.append({"label": voices.say(N_("year")), "width": 24})
    return fields


def _longest(spelling: Spelling, voices: Voices) -> int:
    found = [words(voices.text(spelling.text))]
    found += [len(each) for language in voices.languages for each in spelling.accept.get(language, ())]
    return max(found)


def _lines(letters: int) -> Data:
    """Lines to write so many letters on; width 0 is as wide as the column."""
    width = _wide(letters, _WIDTHS_MM)
    if width:
        return {"form": "line", "width": width, "lines": 1, "unit": []}
    lines = min(_MOST_LINES, -(-letters // _FULL_LINE_LETTERS))
    return {"form": "line", "width": 0, "lines": lines, "unit": []}


def _wide(letters: int, widths: tuple[int, ...]) -> int:
    return next((width for width in widths if letters * _LETTER_MM <= width), 0)


def _notes(spelling: Spelling, voices: Voices) -> Mapping[str, Texts]:
    """What else to count as right, and what not to."""
    found = {}
    for name, message, by_language in (
        ("accept", N_("Also right: {text}"), spelling.accept),
        ("reject", N_("Not accepted: {text}"), spelling.reject),
    ):
        told = [
            [say(message, text=", ".join(by_language[say.language]))]
            for say in voices.phrases
            if by_language.get(say.language)
        ]
        if told:
            found[name] = once([list(line) for line in told])
    return found


def passages(form: Fill, voices: Voices) -> list[list[Run | Data]]:
    """The passage in each language, with its gaps as data."""
    found: list[list[Run | Data]] = []
    for language in voices.languages:
        passage = _passage(form, language, voices)
        if passage not in found:
            found.append(passage)
    return found


def _passage(form: Fill, language: str, voices: Voices) -> list[Run | Data]:
    gaps = iter(form.gaps(language))
    source = "".join(SLOT if isinstance(part, Gap) else part.replace(SLOT, "") for part in form.passages[language])
    found: list[Run | Data] = []
    for run in runs(items.spans(items.Name(source), language)):
        text, style = (run, []) if isinstance(run, str) else (str(run[0]), run[1:])
        first, *rest = text.split(SLOT)
        pieces: list[str | Data] = [first]
        for after in rest:
            pieces += [_gap(next(gaps), form, language, voices), after]
        for piece in pieces:
            if isinstance(piece, dict):
                found.append(piece)
            elif piece:
                found.append([piece, *style] if style else piece)
    return found


def _gap(gap: Gap, form: Fill, language: str, voices: Voices) -> Data:
    longest = max(
        len(each)
        for spoken in voices.languages
        for other in form.gaps(spoken)
        if other.number == gap.number
        for each in (other.answer, *other.accept)
    )
    return {
        "gap": _wide(longest, _GAPS_MM) or min(int(longest * _LETTER_MM), 150),
        "hint": runs(items.spans(items.Name(gap.hint), language)) if gap.hint else [],
        "answer": runs(items.spans(items.Name(gap.answer), language)),
        "accept": ", ".join(gap.accept),
    }


def quantity(wanted: Quantity, voices: Voices) -> Texts:
    """`400 ± 5 km`."""
    parts = [voices.text(Number(wanted.value)), *([voices.text(Number(wanted.tolerance))] if wanted.tolerance else [])]
    told = joined(parts, " ± ")
    return joined([told, voices.text(wanted.unit)], "\N{NO-BREAK SPACE}") if wanted.unit else told


def filled(form: Fill, voices: Voices) -> Texts:
    """What belongs in the gaps, on one line."""
    return once([_gaps_of(form, language) for language in voices.languages])


def _gaps_of(form: Fill, language: str) -> Runs:
    found: Runs = []
    for number, gap in enumerate(form.gaps(language)):
        found += [", "] if number else []
        found += runs(items.spans(items.Name(gap.answer), language))
    return found
