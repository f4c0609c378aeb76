"""The marking grid as the template is given it: answers by version, how versions compare, how marks are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Order
from quizgen.outputs.handout import answers
from quizgen.outputs.handout.frames import Head, Section, above, named, terms, totals
from quizgen.outputs.handout.points import conversion, parts_of
from quizgen.outputs.handout.sheet import Question, Sheet, Version
from quizgen.outputs.handout.speech import Speaker, Texts, length
from quizgen.text.phrases import N_

_LISTED_IDS = 4  # in the head of a grid of many versions
_LINE_LETTERS = 30  # about what a line of a grid's answers holds
_PAGE_LINES = 68  # half lines in a column, so that it fits on a page in standard size


@dataclass(frozen=True, slots=True)
class GridRow:
    """A question in the marking grid. `also`: what else is right."""

    number: int
    answer: Texts
    also: Texts
    points: Texts


@dataclass(frozen=True, slots=True)
class GridPiece:
    """Rows that stand on one page, in one or two columns. `long`: a row may be higher than a page by itself."""

    columns: tuple[tuple[GridRow, ...], ...]
    long: bool


@dataclass(frozen=True, slots=True)
class VersionAnswers:
    """One version in the marking grid."""

    name: Texts
    id: str
    pieces: tuple[GridPiece, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """Where a version asks a question, and what is to be ticked, numbered or matched there."""

    number: int
    mark: Texts


@dataclass(frozen=True, slots=True)
class Rule:
    """How an answer that is right in part is marked. `forms`: which questions it is about."""

    forms: Texts
    text: Texts


@dataclass(frozen=True, slots=True)
class Grid(Section):
    """For marking. `letters`: of the versions compared; `mapping`: a row a question, with a cell a version.

    `mark_letters`: of the longest mark in a cell; `conversion`: marks, and what they make of what is marked out of.
    """

    versions: tuple[VersionAnswers, ...]
    letters: tuple[str, ...]
    mark_letters: int
    mapping: tuple[tuple[GridCell, ...], ...]
    rules: tuple[Rule, ...]
    conversion: tuple[Texts, ...]


def grid(sheet: Sheet, versions: Sequence[Version], head: Head, frame: int, speaker: Speaker) -> Grid:
    """The answers of these versions; of several, or of none, also how all versions compare."""
    compared = len(versions) != 1 and sheet.lettered
    shown = versions or sheet.versions
    listed = shown if len(shown) <= _LISTED_IDS else shown[: _LISTED_IDS - 1]
    mapping = tuple(tuple(_cell(each, speaker) for each in row) for row in sheet.mapping()) if compared else ()
    total, out_of = totals(sheet, speaker)
    return Grid(
        kind="grid",
        frame=frame,
        title=speaker.text(head.title),
        what=speaker.say("For marking"),
        above=above(head, speaker),
        terms=terms(head, speaker),
        version=(),
        id=" · ".join(version.id for version in listed) + (" …" if len(shown) > len(listed) else ""),
        total=total,
        out_of=out_of,
        versions=tuple(_answers(version, sheet, speaker) for version in versions),
        letters=tuple(version.letter for version in sheet.versions) if compared else (),
        mark_letters=max((length(cell.mark) for row in mapping for cell in row), default=0),
        mapping=mapping,
        rules=tuple(_rules(sheet.items, speaker)) if versions and sheet.pointed else (),
        conversion=_conversion(sheet, speaker) if versions else (),
    )


def _answers(version: Version, sheet: Sheet, speaker: Speaker) -> VersionAnswers:
    rows = [_row(each, speaker.for_item(each.item), pointed=sheet.pointed) for each in version.questions]
    return VersionAnswers(named(version, sheet, speaker), version.id, tuple(_pieces(rows)))


def _row(asked: Question, speaker: Speaker, *, pointed: bool) -> GridRow:
    points = speaker.number(asked.points) if pointed else ()
    return GridRow(asked.number, answers.answer(asked, speaker), answers.also(asked.item, speaker), points)


def _height(row: GridRow) -> int:
    """In half lines, about."""
    also = 2 * -(-length(row.also) * len(row.also) // _LINE_LETTERS)
    return 1 + 2 * max(1, -(-length(row.answer) * len(row.answer) // _LINE_LETTERS)) + also


def _pieces(rows: Sequence[GridRow]) -> Iterator[GridPiece]:
    """The rows in two columns of about the same height, a page at most at a time."""
    start = 0
    while start < len(rows):
        end, taken = start, 0
        while end < len(rows) and (end == start or taken + _height(rows[end]) <= 2 * _PAGE_LINES - 6):
            taken += _height(rows[end])
            end += 1
        some = rows[start:end]
        heights = list(map(_height, some))
        cut = next((at for at in range(len(some)) if sum(heights[:at]) >= sum(heights[at:])), len(some))
        halves = tuple(tuple(half) for half in (some[:cut], some[cut:]) if half)
        yield GridPiece(halves, max(heights) > _PAGE_LINES // 2)
        start = end


def _cell(asked: Question, speaker: Speaker) -> GridCell:
    """What differs between versions is told: letters and ranks. Answers in words read the same in each."""
    marks = asked.marks()
    if isinstance(asked.item.form, Choose):
        return GridCell(asked.number, answers.answer(asked, speaker.for_item(asked.item)))
    return GridCell(asked.number, (("–".join(marks),),) if marks else ())


# ---------------------------------------------------------------------------------------------------------------
# Marks


def _rules(items: Sequence[Item], speaker: Speaker) -> Iterator[Rule]:
    """How answers are marked that are right in part, as the terminal and Anki do; only of the forms that are asked."""
    asked = [item.form for item in items]
    for applies, who, rule in _RULES:
        if any(applies(form) for form in asked):
            yield Rule(speaker.say(who), speaker.say(rule))


_RULES: tuple[tuple[Callable[[Form], bool], str, str], ...] = (
    (
        lambda form: isinstance(form, Choose) and form.many,
        N_("Several right answers"),
        N_("(right ticks − wrong ticks) ÷ right answers, of the points; never below 0."),
    ),
    (
        lambda form: isinstance(form, Enumerate) and parts_of(form) > 1,
        N_("Lists"),
        N_("(right answers − wrong ones) ÷ answers asked for, of the points; never below 0. No answer counts twice."),
    ),
    (
        lambda form: isinstance(form, Order),
        N_("Orders"),
        N_(
            "find the most steps that stand in the right order among themselves; "
            "(their number − 1) ÷ (all steps − 1), of the points."
        ),
    ),
    (
        lambda form: isinstance(form, Match),
        N_("Pairs to match"),
        N_("each pair earns the same share of the points."),
    ),
    (
        lambda form: isinstance(form, Fill) and parts_of(form) > 1,
        N_("Gaps"),
        N_("each gap earns the same share of the points."),
    ),
)


def _conversion(sheet: Sheet, speaker: Speaker) -> tuple[Texts, ...]:
    if sheet.out_of is None or not sheet.pointed:
        return ()
    found = []
    for mark, made in conversion(sheet.total, sheet.out_of):
        (first, *_), (second, *_) = speaker.number(mark), speaker.number(made)
        found.append(((*first, " → ", *second),))
    return tuple(found)
