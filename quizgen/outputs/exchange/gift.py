"""GIFT, Moodle's format of plain text, as Moodle and gift-pegjs both read it. What it has no form for is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from quizgen.items import (
    Choose,
    Collection,
    Enumerate,
    Fill,
    Item,
    Match,
    Moment,
    Option,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Truth,
    Write,
    passage_source,
    plain,
)
from quizgen.outputs import Made
from quizgen.outputs.exchange import losses
from quizgen.outputs.exchange.losses import Losses
from quizgen.outputs.exchange.moodle import fraction
from quizgen.outputs.exchange.texts import blocks_html, dates, lead, on_one_line, spellings, to_html, told
from quizgen.text.markup import GAP, parse

_SPECIAL = re.compile(r"[\\~=#{}:]")


def make(collection: Collection, items: Sequence[Item], language: str) -> Made:
    """One file: a category a bank, its questions in their order."""
    lost = Losses("GIFT")
    parts: list[str] = []
    titles = {bank.id: plain(bank.title, language) for bank in collection.banks}
    bank = None
    for item in items:
        asked = _asked(item, language, lost)
        if asked is None:
            lost.leave_out(item)
            continue
        if item.bank != bank:
            bank = item.bank
            names = (plain(collection.title, language), titles[bank])
            parts.append("$CATEGORY: $course$/top/" + "/".join(name.replace("/", "//") for name in names))
        if any(item.images):
            lost.lose(losses.PICTURES, item)
        if item.hint is not None:
            lost.lose(losses.HINTS, item)
        if item.points != 1:
            lost.lose(losses.POINTS, item)
        tags = "".join([f" [tag:{tag}]" for tag in item.tags])
        parts.append(f"// [id:{item.id}.{language}]{tags}\n::{escaped(item.name)}::[html]{asked}")
    return Made("".join([f"{part}\n\n" for part in parts]).encode(), tuple(lost.problems()))


def escaped(shown: str) -> str:
    r"""A text in which nothing is a mark of GIFT's. A line end is written `\n`, since an empty line ends a question."""
    return _SPECIAL.sub(r"\\\g<0>", shown).replace("\n", "\\n")


def _asked(item: Item, language: str, lost: Losses) -> str | None:
    """The question and its answers between braces; None if GIFT has no such question."""
    before = escaped("".join(lead(item, language)))
    after = "".join(told(item, language))
    explained = f"\n\t####[html]{escaped(after)}" if after else ""
    match item.form:
        case Choose(options) if all(isinstance(option.text, Truth) for option in options):
            return f"{before}{{{_truth(item.form, language)}{explained}\n}}"
        case Choose():
            return f"{before}{{\n{_options(item.form, item, language, lost)}{explained}\n}}"
        case Write(expected):
            answers = _typed_answer(expected, item, language, lost)
            unit = expected.unit if isinstance(expected, Quantity) else None
            shown = "" if unit is None else escaped(f" ({to_html(unit, language)})")
            return answers and f"{before}{shown}{{{answers}{explained}\n}}"
        case Match():
            pairs = _pairs(item.form, language)
            return pairs and f"{before}{{\n{pairs}{explained}\n}}"
        case Fill() if len(item.form.gaps(language)) == 1:
            lost.lose(losses.EXACT, item)
            (gap,) = item.form.gaps(language)
            answers = _spelled(spellings(gap.spelling(language), language), gap.reject)
            start, _, end = blocks_html(parse(passage_source(item.form.passages[language]))).partition(GAP)
            blank = "" if end else "_____"  # Moodle draws one only where something follows
            return answers and f"{before}{escaped(start)}{blank} {{\n{answers}{explained}\n}} {escaped(end)}".rstrip()
        case Reveal():
            lost.lose(losses.CARDS, item)
            answer = escaped(to_html(item.form.answer, language))
            return f"{before}{{\n\t####[html]{answer}{escaped(f'<hr/>{after}') if after else ''}\n}}"
        case Enumerate() | Order() | Fill():
            return None
        case _:
            assert_never(item.form)


def _typed_answer(expected: Spelling | Quantity | Moment, item: Item, language: str, lost: Losses) -> str | None:
    match expected:
        case Spelling():
            lost.lose(losses.EXACT, item)
            answers = _spelled(spellings(expected, language), expected.reject.get(language, ()))
            return answers and f"\n{answers}"
        case Moment(date, given):
            lost.lose(losses.DATES, item)
            return f"\n{_spelled(dates(date, language, year_given=given is not None))}"
        case Quantity(value, tolerance):
            return f"#{value:f}:{tolerance:f}"
        case _:
            assert_never(expected)


def _truth(form: Choose, language: str) -> str:
    """Moodle's own true or false; what is told to whoever is wrong comes first."""
    right, wrong = sorted(form.options, key=lambda option: not option.right)
    because = [to_html(option.because, language) if option.because is not None else "" for option in (wrong, right)]
    told_after = "".join([f"#{_html(escaped(each))}" for each in because]) if any(because) else ""
    assert isinstance(right.text, Truth)
    return f"{str(right.text.value).upper()}{told_after}"


def _options(form: Choose, item: Item, language: str, lost: Losses) -> str:
    count = sum(option.right for option in form.options)
    share = fraction(count)
    many = form.many and count > 1  # GIFT has no several of which one is right
    if form.many and (not many or abs(float(share) - 100 / count) > 0.001):
        lost.lose(losses.WEIGHTS, item)
    if form.fixed or any(option.last for option in form.options):
        lost.lose(losses.SHUFFLED, item)

    def mark(option: Option) -> str:
        if many:
            return f"~%{share}%" if option.right else f"~%-{share}%"
        return "=" if option.right else "~"

    rows = []
    for option in form.options:
        because = "" if option.because is None else f"#{_html(escaped(to_html(option.because, language)))}"
        rows.append(f"\t{mark(option)}{_html(escaped(to_html(option.text, language)))}{because}")
    return "\n".join(rows)


def _spelled(right: Sequence[str], wrong: Sequence[str] = ()) -> str | None:
    """The spellings of a short answer; none if one holds an arrow, which would make pairs of them."""
    rows = [f"\t={_typed(each)}" for each in right] + [f"\t=%0%{_typed(each)}" for each in wrong]
    return None if any("->" in each for each in (*right, *wrong)) else "\n".join(rows)


def _typed(answer: str) -> str:
    """An answer as it is typed. Stars stand for anything there; signs at its start would be taken for marks."""
    shown = escaped(answer.replace("*", "\\*"))
    return f"[plain]{shown}" if shown[:1] in ("%", "[") else shown


def _pairs(form: Match, language: str) -> str | None:
    """The pairs; none if a text holds the arrow that parts them."""
    rows = [(to_html(pair.left, language), on_one_line(pair.right, language)) for pair in form.pairs]
    rows += [("", on_one_line(each, language)) for each in form.extra]
    if any("->" in right for _, right in rows):
        return None
    return "\n".join([f"\t={_html(escaped(left))} -> {escaped(right)}" for left, right in rows])


def _html(shown: str) -> str:
    """A text that GIFT takes as it is: signs at its start would be taken for marks."""
    return f"[html]{shown}" if shown[:1] in ("%", "[") else shown
