"""A table of questions in CSV: with the headers that Anki knows, and as Excel opens it at once.

One row a question; where a cell holds several texts, each has a line of its own. What authors wrote stays as they
wrote it, marks and all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from quizgen.items import (
    Choose,
    Collection,
    Enumerate,
    Fill,
    Form,
    Gap,
    Item,
    Match,
    Moment,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Write,
)
from quizgen.outputs import Made
from quizgen.outputs.exchange import losses
from quizgen.outputs.exchange.losses import Losses
from quizgen.outputs.exchange.texts import dates, spellings, written
from quizgen.text.values import number

COLUMNS = ("question", "answer", "wrong", "accept", "reject", "hint", "explanation", "context", "kind", "tags", "id")
"""The first two are what Anki takes for front and back."""
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it, Excel takes the file for another encoding
_FORMULA = ("=", "+", "-", "@")


def make(_collection: Collection, items: Sequence[Item], language: str) -> Made:
    """One table."""
    lost = Losses("CSV")
    # Where a comma stands in numbers, Excel parts columns by semicolons.
    separator = ";" if number(Decimal("1.5"), language) == "1,5" else ","
    table = io.StringIO()
    rows = csv.writer(table, delimiter=separator, lineterminator="\r\n")
    named = "Semicolon" if separator == ";" else "Comma"
    for header in (
        f"separator:{named}",
        "html:false",
        f"tags column:{len(COLUMNS) - 1}",
        f"guid column:{len(COLUMNS)}",
    ):
        table.write(f"#{header}\r\n")
    table.write(f"#columns:{separator.join(COLUMNS)}\r\n")
    for item in items:
        if any(item.images):
            lost.lose(losses.PICTURES, item)
        if item.points != 1:
            lost.lose(losses.POINTS, item)
        rows.writerow([_harmless(cell) for cell in _row(item, language)])
    return Made((_BOM + table.getvalue()).encode(), tuple(lost.problems()))


def _row(item: Item, language: str) -> list[str]:
    def words(text: Text | None) -> str:
        return "" if text is None else written(text, language)

    answer, wrong, accept, reject = (_lines(each) for each in _answers(item.form, language))
    prompt = words(item.prompt)
    if isinstance(item.form, Fill):
        passage = _passage(item.form, language)
        prompt = f"{prompt}\n{passage}" if prompt else passage
    tags = " ".join(item.tags)
    notes = (words(item.hint), words(item.explanation), words(item.context), item.kind, tags)
    return [prompt, answer, wrong, accept, reject, *notes, item.id]


_Texts = Sequence[str]


def _answers(form: Form, language: str) -> tuple[_Texts, _Texts, _Texts, _Texts]:
    """What is right, what is wrong, what is right too, what is wrong though it looks right."""
    match form:
        case Choose(options):
            right = [written(option.text, language) for option in options if option.right]
            return right, [written(option.text, language) for option in options if not option.right], (), ()
        case Write(expected):
            return _typed(expected, language)
        case Enumerate(entries):
            return [" / ".join(spellings(entry.spelling, language)) for entry in entries], (), (), ()
        case Order(steps):
            return [written(step.text, language) for step in steps], (), (), ()
        case Match(pairs, extra):
            paired = [f"{written(pair.left, language)} -> {written(pair.right, language)}" for pair in pairs]
            return paired, [written(each, language) for each in extra], (), ()
        case Fill():
            return [gap.answer for gap in form.gaps(language)], (), (), ()
        case Reveal(answer):
            return (written(answer, language),), (), (), ()
        case _:
            assert_never(form)


def _typed(expected: Spelling | Quantity | Moment, language: str) -> tuple[_Texts, _Texts, _Texts, _Texts]:
    match expected:
        case Spelling():
            first, *others = spellings(expected, language)
            return (first,), (), others, expected.reject.get(language, ())
        case Quantity(value, tolerance, unit):
            shown = f"{value:f}" + (f" ± {tolerance:f}" if tolerance else "")
            return (shown if unit is None else f"{shown} {written(unit, language)}",), (), (), ()
        case Moment(date, given):
            first, *others = dates(date, language, year_given=given is not None)
            return (first,), (), others, ()
        case _:
            assert_never(expected)


def _passage(form: Fill, language: str) -> str:
    """The passage with its gaps as Anki and we write them."""

    def shown(part: str | Gap) -> str:
        if isinstance(part, str):
            return part
        hint = "" if part.hint is None else f"::{part.hint}"
        return f"{{{{c{part.number}::{'|'.join((part.answer, *part.accept))}{hint}}}}}"

    return "".join(map(shown, form.passages[language]))


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def _harmless(cell: str) -> str:
    """A cell that Excel doesn't take for a formula, which it would work out."""
    return f" {cell}" if cell.startswith(_FORMULA) and not cell[1:].replace(".", "").isdigit() else cell
