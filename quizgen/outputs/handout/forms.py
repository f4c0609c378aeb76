"""Each answer form laid out for pen and paper: what is printed below the prompt, and the answer in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, assert_never

from quizgen import items
from quizgen.items import (
    Choose,
    Date,
    Entry,
    Enumerate,
    Fill,
    Gap,
    Match,
    Moment,
    Name,
    Order,
    Quantity,
    Reveal,
    Room,
    Spelling,
    Write,
)
from quizgen.outputs.handout.answers import accepted, quantity, rejected, written
from quizgen.outputs.handout.pictures import Picture, Pictures, picture
from quizgen.outputs.handout.sheet import Question
from quizgen.outputs.handout.speech import Run, Runs, Speaker, Texts, clean, length, printed, run
from quizgen.outputs.handout.style import Preset
from quizgen.text.phrases import N_

# Handwriting takes 2.6 to 3.2 mm a letter. Lines come in few widths, so that they don't give the length away.
_LETTER_MM = 3.4
_WIDTHS_MM = (46, 70, 104)
_GAPS_MM = (22, 34, 48, 66)
_WIDEST_GAP_MM = 150
_WIDEST_LIST_MM = 150
_FULL_LINE_LETTERS = 42
_ROW_MM = 60  # about what a narrow column holds beside the words around a gap
_MOST_LINES = 8
_LEAST_ROOM_LINES = 4  # of paper whose height the author leaves open
_LONG_ANSWER = 24  # letters of a gap's answer that may be wider than the line it stands in
_NUMBER_MM = 34
_PICTURE_LETTERS = 24  # an option with a picture is about as wide as one of so many letters


# ---------------------------------------------------------------------------------------------------------------
# What the template is given. `kind` is its name for a sort of space. Widths are in mm, 0 for the whole column;
# `letters` is about how long a text is.


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick. `name`: the letter before it, "" for none; `because`: why it is right or wrong.

    `text` is empty where the picture says it all.
    """

    name: str
    text: Texts
    letters: int
    right: bool
    because: Texts
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick: one of them, or `many`."""

    many: bool
    options: tuple[Tick, ...]
    kind: Literal["choose"] = "choose"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write one answer on. `accept`, `reject`: what else to count as right, and what not to."""

    width: int
    lines: int
    unit: Texts = ()
    answer: Texts = ()
    accept: Texts = ()
    reject: Texts = ()
    kind: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class DateField:
    """A line for one part of a date."""

    label: Texts
    width: int


@dataclass(frozen=True, slots=True)
class DateFields:
    """Lines for the day, the month, the year."""

    fields: tuple[DateField, ...]
    answer: Texts
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """One answer of a list, with what else to count as right, and what not to."""

    text: Texts
    letters: int
    accept: Texts
    reject: Texts


@dataclass(frozen=True, slots=True)
class NumberedLines:
    """`count` lines to write the answers of a list on."""

    count: int
    width: int
    answers: tuple[ListedAnswer, ...]
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class RankBox:
    """A step, after a box for its rank."""

    text: Texts
    rank: str
    note: Texts


@dataclass(frozen=True, slots=True)
class RankBoxes:
    """Steps to number."""

    steps: tuple[RankBox, ...]
    kind: Literal["order"] = "order"


@dataclass(frozen=True, slots=True)
class LetterBox:
    """The left side of a pair, after a box for the name of its target."""

    text: Texts
    mark: str


@dataclass(frozen=True, slots=True)
class MatchTarget:
    """The right side of pairs, after its name."""

    name: str
    text: Texts


@dataclass(frozen=True, slots=True)
class LetterBoxes:
    """Pairs to find. `letters`: of the longest left side; `target_letters`: of the longest right one."""

    letters: int
    target_letters: int
    lefts: tuple[LetterBox, ...]
    targets: tuple[MatchTarget, ...]
    kind: Literal["match"] = "match"


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap in a passage. `accept`: what else to count as right, on one line. `long`: its answer may take two lines."""

    width: int
    hint: Runs
    answer: Runs
    accept: str
    long: bool
    kind: Literal["gap"] = "gap"


Passage = tuple[Run | Blank, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """The passage in each language, with gaps to fill."""

    passages: tuple[Passage, ...]
    kind: Literal["fill"] = "fill"


@dataclass(frozen=True, slots=True)
class RoomSpace:
    """What the author leaves to answer in: so many lines, or so high a blank or squared space."""

    paper: Literal["lines", "squares", "blank"]
    lines: int
    height_mm: float


AnswerSpace = Ticks | Lines | DateFields | NumberedLines | RankBoxes | LetterBoxes | Blanks


# ---------------------------------------------------------------------------------------------------------------
# The space for an answer


def answer_space(question: Question, speaker: Speaker, pictures: Pictures, preset: Preset) -> AnswerSpace:
    """What stands below the prompt."""
    form = question.item.form
    match form:
        case Choose():
            return _ticks(form, question, speaker, pictures)
        case Write(expected):
            return _write(expected, speaker, preset)
        case Enumerate(entries, needed):
            longest = max(_longest(entry.spelling, speaker) for entry in entries)
            width = _wide(longest, _WIDTHS_MM) or _WIDEST_LIST_MM
            return NumberedLines(needed, width, tuple(_listed(entry, speaker) for entry in entries))
        case Order(steps):
            shown = [steps[place] for place in question.places]
            ranked = zip(shown, question.marks(), strict=True)
            return RankBoxes(
                tuple(RankBox(speaker.text(each.text), rank, speaker.text(each.note)) for each, rank in ranked)
            )
        case Match(pairs):
            lefts = [speaker.text(pair.left) for pair in pairs]
            rights = [speaker.text(target) for target in form.targets]
            named = zip(question.names, question.places, strict=True)
            return LetterBoxes(
                max(map(length, lefts)),
                max(map(length, rights)),
                tuple(LetterBox(left, mark) for left, mark in zip(lefts, question.marks(), strict=True)),
                tuple(MatchTarget(name, rights[place]) for name, place in named),
            )
        case Fill():
            return Blanks(passages(form, speaker))
        case Reveal(answer):
            text = speaker.text(answer)
            width, lines = _lines_for(length(text), preset)
            return Lines(width, lines, answer=text)
        case _:
            assert_never(form)


def _ticks(form: Choose, question: Question, speaker: Speaker, pictures: Pictures) -> Ticks:
    ticks = []
    for name, place in zip(question.names, question.places, strict=True):
        option = form.options[place]
        shown = None if option.image is None else picture(option.image, speaker, pictures)
        text = () if option.is_picture else speaker.text(option.text)
        name = "" if question.bare else name
        letters = max(length(text), 0 if shown is None else _PICTURE_LETTERS)
        ticks.append(Tick(name, text, letters, option.right, speaker.text(option.because), shown))
    return Ticks(form.many, tuple(ticks))


def _write(expected: Spelling | Quantity | Moment, speaker: Speaker, preset: Preset) -> Lines | DateFields:
    match expected:
        case Moment(date, given):
            return DateFields(_date_fields(date, given, speaker), written(expected, speaker))
        case Quantity(value, tolerance, unit):
            figures = quantity(Quantity(value, tolerance), speaker)
            return Lines(_NUMBER_MM, 1, unit=speaker.text(unit), answer=figures)
        case Spelling(text):
            width, lines = _lines_for(_longest(expected, speaker), preset)
            return Lines(
                width,
                lines,
                answer=speaker.text(text),
                accept=accepted(expected, speaker),
                reject=rejected(expected, speaker),
            )
        case _:
            assert_never(expected)


def _date_fields(date: Date, given: str | None, speaker: Speaker) -> tuple[DateField, ...]:
    fields: list[DateField] = []
    if date.day is not None:
        fields.append(DateField(speaker.say(N_("day")), 16))
    if date.month is not None:
        fields.append(DateField(speaker.say(N_("month")), 36))
    if given is None or not fields:
        fields.append(DateField(speaker.say(N_("year")), 24))
    return tuple(fields)


def _listed(entry: Entry, speaker: Speaker) -> ListedAnswer:
    text, spelling = speaker.text(entry.spelling.text), entry.spelling
    return ListedAnswer(text, length(text), accepted(spelling, speaker), rejected(spelling, speaker))


def _longest(spelling: Spelling, speaker: Speaker) -> int:
    """How many letters the longest answer takes that is right."""
    further = [len(each) for language in speaker.languages for each in spelling.accept.get(language, ())]
    return max([length(speaker.text(spelling.text)), *further])


def _lines_for(letters: int, preset: Preset) -> tuple[int, int]:
    """The width of the lines for so many letters, and how many lines."""
    if width := _wide(letters, _WIDTHS_MM):
        return width, 1
    return 0, ceil(min(_MOST_LINES, -(-letters // _FULL_LINE_LETTERS)) * preset.lines_share)


def room(wanted: Room | None, space: AnswerSpace, preset: Preset) -> RoomSpace | None:
    """What the author leaves to answer in; where its size is left open, the answer's own, but some lines at least."""
    if wanted is None:
        return None
    if wanted.height_mm is not None:
        return RoomSpace(wanted.paper, max(1, int(wanted.height_mm / preset.writing_mm)), wanted.height_mm)
    own = space.lines if isinstance(space, Lines) else 0
    lines = wanted.lines or max(_LEAST_ROOM_LINES, own)
    return RoomSpace(wanted.paper, lines, lines * preset.writing_mm)


def rows(space: AnswerSpace) -> int:
    """How many rows it takes at most, of one line each."""
    match space:
        case Ticks(_, options):
            return len(options) + sum(option.image is not None for option in options) * 4
        case Lines(_, lines):
            return lines
        case NumberedLines(count, _, answers):
            return max(count, len(answers))
        case RankBoxes(steps):
            return len(steps)
        case LetterBoxes(_, _, lefts, targets):
            return max(len(lefts), len(targets))
        case Blanks(found):
            gaps = [part.width for passage in found for part in passage if isinstance(part, Blank)]
            return ceil(sum(gaps) / _ROW_MM)
        case DateFields():
            return 1
        case _:
            assert_never(space)


def untold(space: AnswerSpace) -> AnswerSpace:
    """The same without what is told of an answer beside itself."""
    match space:
        case Ticks(_, options):
            return replace(space, options=tuple(replace(option, because=()) for option in options))
        case Lines():
            return replace(space, accept=(), reject=())
        case NumberedLines(answers=answers):
            return replace(space, answers=tuple(replace(each, accept=(), reject=()) for each in answers))
        case RankBoxes(steps):
            return replace(space, steps=tuple(replace(step, note=()) for step in steps))
        case Blanks() | DateFields() | LetterBoxes():
            return space
        case _:
            assert_never(space)


def _wide(letters: int, widths: tuple[int, ...]) -> int:
    """The first of the widths that so many letters fit in; 0 if none does."""
    return next((width for width in widths if letters * _LETTER_MM <= width), 0)


def passages(form: Fill, speaker: Speaker) -> tuple[Passage, ...]:
    """The passage in each language, with its gaps; languages that say the same share one."""
    return tuple(dict.fromkeys(_passage(form, language, speaker) for language in speaker.languages))


def _passage(form: Fill, language: str, speaker: Speaker) -> Passage:
    styled = items.passage(form, language)
    after = [*(span.href for span, _ in styled[1:]), None]
    found: list[Run | Blank] = []
    for (span, parts), following in zip(styled, after, strict=True):
        last = max((at for at, part in enumerate(parts) if isinstance(part, str)), default=-1)
        for at, part in enumerate(parts):
            if isinstance(part, Gap):
                found.append(_blank(part, form, language, speaker))
            else:
                found.append(run(span, part, following if at == last else span.href))
    return tuple(found)


def _blank(gap: Gap, form: Fill, language: str, speaker: Speaker) -> Blank:
    longest = max(
        len(each)
        for spoken in speaker.languages
        for other in form.gaps(spoken)
        if other.number == gap.number
        for each in (other.answer, *other.accept)
    )
    return Blank(
        width=_wide(longest, _GAPS_MM) or min(int(longest * _LETTER_MM), _WIDEST_GAP_MM),
        hint=_runs(gap.hint, language) if gap.hint else (),
        answer=printed(gap.text, language),
        accept=clean(", ".join(gap.accept)),
        long=longest > _LONG_ANSWER,
    )


def _runs(words: str, language: str) -> Runs:
    return printed(Name(words), language)
