"""A worksheet, its key and its marking grid as the template is given them: dataclasses, written as JSON in the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from quizgen.items import Choose, Citation, Item, Number, Spelling, Text, Write
from quizgen.outputs.handout import forms, glyphs
from quizgen.outputs.handout.forms import AnswerSpace
from quizgen.outputs.handout.pictures import Picture, Pictures, picture
from quizgen.outputs.handout.sheet import Question, Sheet, Version
from quizgen.outputs.handout.speech import Speaker, Texts, first_words, length
from quizgen.outputs.handout.style import PAPERS, Paper, Preset, Style
from quizgen.text.phrases import N_

Part = Literal["sheet", "key", "grid", "versions"]
"""A pupil's sheet; the same with the answers in place; the short grid for marking; which question is which where.

The grid of several versions has that table too.
"""

_TALL_LETTERS = 700  # a question of fewer letters and no picture is lower than half a page in every preset
_SHORT_LETTERS = 26  # what half the space beside a short answer holds
_SHORT_ANSWER_MM = 70
_LISTED_IDS = 4  # in the head of a grid of many versions
_GRID_LINE_LETTERS = 30  # about what a line of a grid's answers holds


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions. `lead`: paragraphs to read first, each under a title if it has one."""

    title: Text
    lead: tuple[tuple[Text | None, Text], ...] = ()


# ---------------------------------------------------------------------------------------------------------------
# What the template is given


@dataclass(frozen=True, slots=True)
class Frame:
    """What every document says of itself. `languages`: as Typst knows them, without a region; `words`: its labels."""

    languages: tuple[str, ...]
    paper: Paper
    preset: Preset
    words: Mapping[str, Texts]
    title: str


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """One question: what the sheet shows, and what the key adds.

    `image` is on both, `key_image` on the key alone. `tall`: it may be higher than a page. `short`: it and its answer,
    a word or two each, fit beside each other on one line.
    """

    id: str
    number: int
    points: Texts
    context: Texts
    prompt: Texts
    task: Texts
    image: Picture | None
    key_image: Picture | None
    tall: bool
    short: bool
    explanation: Texts
    sources: tuple[Texts, ...]
    space: AnswerSpace


@dataclass(frozen=True, slots=True)
class Lead:
    """A text to read first, under a title if it has one."""

    title: Texts
    text: Texts


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a box means: a round one for one right answer, a square one for several."""

    box: Literal["one", "many"]
    text: Texts


@dataclass(frozen=True, slots=True)
class Section:
    """What starts on a page of its own, under a head. `what`: which part it is, unless a sheet; `total`: of points."""

    kind: Literal["sheet", "key", "grid"]
    title: Texts
    what: Texts
    version: Texts
    id: str
    total: Texts


@dataclass(frozen=True, slots=True)
class Questions(Section):
    """A pupil's sheet or its key. `lead_letters`: how long the lead is; `summary`: how many questions and points."""

    lead: tuple[Lead, ...]
    lead_letters: int
    instructions: tuple[Instruction, ...]
    summary: Texts
    questions: tuple[QuestionBlock, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A question in the marking grid."""

    number: int
    answer: Texts
    points: Texts


@dataclass(frozen=True, slots=True)
class VersionAnswers:
    """One version in the marking grid; the rows in one or two columns."""

    name: Texts
    id: str
    rows: tuple[tuple[GridRow, ...], ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """Where a version asks a question, and what is to be ticked there."""

    number: int
    mark: Texts


@dataclass(frozen=True, slots=True)
class Grid(Section):
    """For marking. `letters`: of the versions compared; `mapping`: a row a question, with a cell a version."""

    versions: tuple[VersionAnswers, ...]
    letters: tuple[str, ...]
    mapping: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A document of sheets, keys and grids."""

    frame: Frame
    parts: tuple[Questions | Grid, ...]

    @property
    def pieces(self) -> tuple[QuestionBlock, ...]:
        """All its questions, once a sheet or key."""
        return tuple(each for part in self.parts if isinstance(part, Questions) for each in part.questions)


# ---------------------------------------------------------------------------------------------------------------
# Documents


def document(
    sheet: Sheet, parts: Sequence[tuple[Part, Sequence[Version]]], head: Head, style: Style, pictures: Pictures
) -> Worksheet:
    """A document of these parts, one after the other."""
    speaker = Speaker.of(style.languages)
    made: list[Questions | Grid] = []
    for part, versions in parts:
        match part:
            case "sheet" | "key":
                made += [_questions(part, version, sheet, head, speaker, pictures) for version in versions]
            case "grid":
                made.append(_grid(sheet, versions, head, speaker))
            case "versions":
                made.append(_grid(sheet, (), head, speaker))
            case _:
                assert_never(part)
    title = " · ".join(dict.fromkeys(map(_title, made)))
    return Worksheet(frame(style, style.sizes, title), tuple(made))


def frame(style: Style, preset: Preset, title: str) -> Frame:
    """The frame of a document in a style, with the sizes of this preset."""
    speaker = Speaker.of(style.languages)
    return Frame(
        languages=tuple(re.split("[-_]", language)[0].lower() for language in style.languages),
        paper=PAPERS[style.paper],
        preset=preset,
        words={name: speaker.say(message) for name, message in _WORDS.items()},
        title=title,
    )


_WORDS = {
    "name": N_("Name"),
    "first_name": N_("First name"),
    "class": N_("Class"),
    "date": N_("Date"),
    "mark": N_("Mark"),
    "remarks": N_("Remarks"),
    "number": N_("No."),
    "answer": N_("Answer"),
    "points": N_("Points"),
    "total": N_("Total:"),
    "key": N_("Answer key"),
    "marking": N_("For marking"),
    "question": N_("Question"),
    "versions": N_("The versions side by side"),
}


def _title(section: Section) -> str:
    return " – ".join(first_words(each) for each in (section.title, section.what, section.version) if each)


# ---------------------------------------------------------------------------------------------------------------
# Sheets and keys


def _questions(
    part: Literal["sheet", "key"], version: Version, sheet: Sheet, head: Head, speaker: Speaker, pictures: Pictures
) -> Questions:
    lead = tuple(Lead(speaker.text(title), speaker.text(text)) for title, text in head.lead)
    return Questions(
        kind=part,
        title=speaker.text(head.title),
        what=speaker.say("Answer key") if part == "key" else (),
        version=_named(version, sheet, speaker),
        id=version.id,
        total=speaker.number(sheet.total),
        lead=lead,
        lead_letters=sum(length(each.text) for each in lead) * len(speaker.languages),
        instructions=_instructions(version.questions, speaker),
        summary=_summary(len(version.questions), sheet.total, speaker),
        questions=tuple(question(each, speaker, pictures, key=part == "key") for each in version.questions),
    )


def _named(version: Version, sheet: Sheet, speaker: Speaker) -> Texts:
    return speaker.say("Version {letter}", letter=version.letter) if sheet.lettered else ()


def _summary(count: int, total: Decimal, speaker: Speaker) -> Texts:
    asked = speaker.plural("{n} question", "{n} questions", count)
    if total == total.to_integral():
        given = speaker.plural("{n} point", "{n} points", int(total))
    else:
        given = speaker.say("{points} points", points=Number(total))
    # Where one of them is the same in all languages, so is the other but for a decimal sign: one language is enough.
    return tuple((*ask, " · ", *give) for ask, give in zip(asked, given, strict=False))


def _instructions(questions: Sequence[Question], speaker: Speaker) -> tuple[Instruction, ...]:
    """What the boxes mean, as far as there are any."""
    chosen = {form.many for each in questions if isinstance(form := each.item.form, Choose)}
    found: list[Instruction] = []
    if False in chosen:
        found.append(Instruction("one", speaker.say("one right answer: tick it")))
    if True in chosen:
        found.append(Instruction("many", speaker.say("one or several right answers: tick them all")))
    return tuple(found)


def question(asked: Question, speaker: Speaker, pictures: Pictures, *, key: bool) -> QuestionBlock:
    """One question of a sheet or of its key."""
    item = asked.item
    speaker = speaker.for_item(item)
    space = forms.answer_space(asked, speaker, pictures)
    prompt = speaker.text(item.prompt)
    on_key = item.image is not None and item.image.side == "answer"
    shown = picture(item.image, speaker, pictures) if item.image and (key or not on_key) else None
    letters = length(prompt) * len(prompt) + _letters(space)
    return QuestionBlock(
        id=item.id,
        number=asked.number,
        points=speaker.number(asked.points),
        context=speaker.text(item.context),
        prompt=prompt,
        task=forms.task(item, speaker),
        image=None if on_key else shown,
        key_image=shown if on_key else None,
        tall=letters > _TALL_LETTERS or shown is not None,
        short=_is_short(item, prompt, space),
        explanation=speaker.text(item.explanation) if key else (),
        sources=tuple(_source(citation, speaker) for citation in item.citations) if key else (),
        space=space,
    )


def _is_short(item: Item, prompt: Texts, space: AnswerSpace) -> bool:
    match item.form, space:
        case Write(Spelling()), forms.Lines(width, 1):
            alone = item.context is None and item.image is None and len(prompt) == 1
            return alone and 0 < width <= _SHORT_ANSWER_MM and length(prompt) <= _SHORT_LETTERS
        case _:
            return False


def _letters(piece: object) -> int:
    """About how many letters a piece of a document holds."""
    return sum(map(len, glyphs.strings(piece)))


def _source(citation: Citation, speaker: Speaker) -> Texts:
    label = citation.source.label
    if not citation.paragraphs:
        return speaker.say("Source: {label}", label=label)
    numbers = ", ".join(map(str, citation.paragraphs))
    return speaker.say("Source: {label}, §\N{NO-BREAK SPACE}{numbers}", label=label, numbers=numbers)


# ---------------------------------------------------------------------------------------------------------------
# Marking


def _grid(sheet: Sheet, versions: Sequence[Version], head: Head, speaker: Speaker) -> Grid:
    """The answers of these versions; of several, or of none, also how all versions compare."""
    compared = len(versions) != 1 and sheet.lettered
    shown = versions or sheet.versions
    more = " …" if len(shown) > _LISTED_IDS else ""
    return Grid(
        kind="grid",
        title=speaker.text(head.title),
        what=speaker.say("For marking"),
        version=(),
        id=" · ".join(version.id for version in shown[:_LISTED_IDS]) + more,
        total=speaker.number(sheet.total),
        versions=tuple(_answers(version, sheet, speaker) for version in versions),
        letters=tuple(version.letter for version in sheet.versions) if compared else (),
        mapping=tuple(tuple(_cell(each, speaker) for each in row) for row in sheet.mapping()) if compared else (),
    )


def _answers(version: Version, sheet: Sheet, speaker: Speaker) -> VersionAnswers:
    rows = [
        GridRow(each.number, forms.answer(each, speaker.for_item(each.item)), speaker.number(each.points))
        for each in version.questions
    ]
    return VersionAnswers(_named(version, sheet, speaker), version.id, _halves(rows))


def _halves(rows: Sequence[GridRow]) -> tuple[tuple[GridRow, ...], ...]:
    """The rows in two columns of about the same height."""
    heights = [2 + _letters(row.answer) // _GRID_LINE_LETTERS for row in rows]
    cut = next((at for at in range(len(rows)) if sum(heights[:at]) >= sum(heights[at:])), len(rows))
    return tuple(tuple(half) for half in (rows[:cut], rows[cut:]) if half)


def _cell(asked: Question, speaker: Speaker) -> GridCell:
    """What to tick is told, for it differs between versions; other answers read the same in each."""
    ticked = isinstance(asked.item.form, Choose)
    return GridCell(asked.number, forms.answer(asked, speaker.for_item(asked.item)) if ticked else ())
