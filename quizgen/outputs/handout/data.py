"""A worksheet and its key as the template is given them: dataclasses, written as JSON in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, assert_never

from quizgen.items import Choose, Citation, Enumerate, Fill, Item, Number, Reveal, Spelling, Write
from quizgen.outputs.handout import answers, forms, glyphs
from quizgen.outputs.handout.forms import AnswerSpace, RoomSpace
from quizgen.outputs.handout.frames import Frame, Frames, Head, Section, above, named, section_title, terms, totals
from quizgen.outputs.handout.marking import Grid, grid
from quizgen.outputs.handout.pictures import Picture, Pictures, picture
from quizgen.outputs.handout.sheet import Question, Sheet, Version
from quizgen.outputs.handout.speech import Bullets, Code, Speaker, Texts, length
from quizgen.outputs.handout.style import PAPERS, Paper, Preset, Style
from quizgen.outputs.handout.wordlist import ListRow, WordList, word_list

Part = Literal["sheet", "key", "grid", "versions", "list"]
"""A pupil's sheet; the same with the answers in place; the short grid for marking; which question is which where.

The grid of several versions has that table too. A list to learn from.
"""

_TALL_LETTERS = 700  # a question of fewer letters, few rows and no picture is lower than half a page in every preset
_TALL_ROWS = 8
_SPLIT_ROWS = 8  # more lines than these may go on overleaf
_LONG_LETTERS = 240  # about three lines
_SHORT_LETTERS = 36  # what two lines of half the space beside a short answer hold
_SHORT_ANSWER_MM = 70


# ---------------------------------------------------------------------------------------------------------------
# What the template is given


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """One question: what the sheet shows, and what the key adds.

    `image` is on both, `key_image` on the key alone. `tall`: it may be higher than a page; `splits`: its lines may go
    on overleaf; `coded`: it shows code; `long`: what is asked takes more than a few lines. `short`: it and its answer,
    a word or two each, fit beside each other on one line. `room`: what the author leaves to answer in, `instead` of
    the space for the answer or with it.
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
    splits: bool
    coded: bool
    long: bool
    short: bool
    explanation: Texts
    sources: tuple[Texts, ...]
    space: AnswerSpace
    room: RoomSpace | None
    instead: bool


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
class Questions(Section):
    """A pupil's sheet or its key. `lead_letters`: how long the lead is; `summary`: how many questions and points."""

    lead: tuple[Lead, ...]
    lead_letters: int
    instructions: tuple[Instruction, ...]
    summary: Texts
    questions: tuple[QuestionBlock, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A document of sheets, keys and grids."""

    title: str
    paper: Paper
    frames: tuple[Frame, ...]
    parts: tuple[Questions | Grid | WordList, ...]

    @property
    def pieces(self) -> tuple[QuestionBlock | ListRow, ...]:
        """All its questions, once a sheet, key or list."""
        found: list[QuestionBlock | ListRow] = []
        for part in self.parts:
            found += part.questions if isinstance(part, Questions) else part.rows if isinstance(part, WordList) else ()
        return tuple(found)


# ---------------------------------------------------------------------------------------------------------------
# Documents


def document(
    sheet: Sheet, parts: Sequence[tuple[Part, Sequence[Version]]], head: Head, style: Style, pictures: Pictures
) -> Worksheet:
    """A document of these parts, one after the other.

    What the teacher reads is in standard size, whatever the pupil's; what explains the answers stands in the key of
    the first version alone.
    """
    frames = Frames()
    made: list[Questions | Grid | WordList] = []
    for part, versions in parts:
        own = style if part in ("sheet", "list") else style.for_marking()
        writer = _Writer(sheet, head, own.sizes, frames.place(own), Speaker.of(own.languages), pictures)
        match part:
            case "sheet":
                made += [writer.questions(version, key=False) for version in versions]
            case "key":
                made += [writer.questions(version, key=True, told=at == 0) for at, version in enumerate(versions)]
            case "grid":
                made.append(grid(sheet, versions, head, writer.frame, writer.speaker))
            case "versions":
                made.append(grid(sheet, (), head, writer.frame, writer.speaker))
            case "list":
                made += [word_list(version, head, writer.frame, writer.speaker, pictures) for version in versions]
            case _:
                assert_never(part)
    title = " · ".join(dict.fromkeys(map(section_title, made)))
    return Worksheet(title, PAPERS[style.paper], frames.made, tuple(made))


# ---------------------------------------------------------------------------------------------------------------
# Sheets and keys


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all sheets and keys of one style share."""

    sheet: Sheet
    head: Head
    preset: Preset
    frame: int
    speaker: Speaker
    pictures: Pictures

    def questions(self, version: Version, *, key: bool, told: bool = True) -> Questions:
        """A version's sheet, or its key. `told`: the key gives explanations, sources and what else is right."""
        sheet, speaker = self.sheet, self.speaker
        lead = self._lead()
        total, out_of = totals(sheet, speaker)
        blocks = [question(each, speaker, self.pictures, self.preset, key=key) for each in version.questions]
        if key and not told:
            blocks = [_untold(block) for block in blocks]
        if not sheet.pointed:
            blocks = [replace(block, points=()) for block in blocks]
        return Questions(
            kind="key" if key else "sheet",
            frame=self.frame,
            title=speaker.text(self.head.title),
            what=speaker.say("Answer key") if key else (),
            above=above(self.head, speaker),
            terms=terms(self.head, speaker),
            version=named(version, sheet, speaker),
            id=version.id,
            total=total,
            out_of=out_of,
            lead=lead,
            lead_letters=sum(length(each.text) for each in lead) * len(speaker.languages),
            instructions=_instructions(version.questions, speaker),
            summary=_summary(len(version.questions), sheet.total if sheet.pointed else None, speaker),
            questions=tuple(blocks),
        )

    def _lead(self) -> tuple[Lead, ...]:
        speaker = self.speaker
        lead = [Lead(speaker.text(title), speaker.text(text)) for title, text in self.head.lead]
        if self.head.instructions is not None:
            lead.insert(0, Lead(speaker.say("Instructions"), speaker.text(self.head.instructions)))
        return tuple(lead)


def _untold(block: QuestionBlock) -> QuestionBlock:
    """The answer alone: the key of the first version says the rest."""
    return replace(block, explanation=(), sources=(), space=forms.untold(block.space))


def _summary(count: int, total: Decimal | None, speaker: Speaker) -> Texts:
    asked = speaker.plural("{n} question", "{n} questions", count)
    if total is None:
        return asked
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


def question(asked: Question, speaker: Speaker, pictures: Pictures, preset: Preset, *, key: bool) -> QuestionBlock:
    """One question of a sheet or of its key."""
    item = asked.item
    speaker = speaker.for_item(item)
    space = forms.answer_space(asked, speaker, pictures, preset)
    prompt = speaker.text(item.prompt)
    on_key = item.image is not None and item.image.side == "answer"
    shown = picture(item.image, speaker, pictures) if item.image and (key or not on_key) else None
    room = forms.room(item.room, space, preset)
    coded = _has(prompt, Code)
    rows = max(forms.rows(space), 0 if room is None else room.height_mm / preset.writing_mm)
    letters = length(prompt) * len(prompt) + _letters(space) + (_letters(speaker.text(item.explanation)) if key else 0)
    instead = room is not None and _is_text(item)
    return QuestionBlock(
        id=item.id,
        number=asked.number,
        points=speaker.number(asked.points),
        context=speaker.text(item.context),
        prompt=prompt,
        task=answers.task(item, speaker),
        image=None if on_key else shown,
        key_image=shown if on_key else None,
        tall=letters > _TALL_LETTERS or rows > _TALL_ROWS or coded or shown is not None,
        splits=_splits(item, room, instead=instead) and shown is None,
        coded=coded,
        long=coded or _has(prompt, Bullets) or _asked_letters(item, prompt, space) > _LONG_LETTERS,
        short=_is_short(item, prompt, space),
        explanation=speaker.text(item.explanation) if key else (),
        sources=tuple(_source(citation, speaker) for citation in item.citations) if key else (),
        space=space,
        room=room,
        instead=instead,
    )


def _is_text(item: Item) -> bool:
    """Whether its answer is a text, rather than a number or a date: then there is no line for a result."""
    return isinstance(item.form, Reveal) or (isinstance(item.form, Write) and isinstance(item.form.expected, Spelling))


def _splits(item: Item, room: RoomSpace | None, *, instead: bool) -> bool:
    if isinstance(item.form, Enumerate):
        return item.form.needed > _SPLIT_ROWS and room is None
    return instead and room is not None and room.paper == "lines" and room.lines > _SPLIT_ROWS


def _has(texts: Texts, what: type[Code] | type[Bullets]) -> bool:
    return any(isinstance(run, what) for text in texts for run in text)


def _asked_letters(item: Item, prompt: Texts, space: AnswerSpace) -> int:
    if isinstance(item.form, Fill) and not prompt:
        return _letters(space)
    return length(prompt) * len(prompt)


def _is_short(item: Item, prompt: Texts, space: AnswerSpace) -> bool:
    match item.form, space:
        case Write(Spelling()), forms.Lines(width, 1):
            alone = item.context is None and item.image is None and item.room is None and len(prompt) == 1
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
