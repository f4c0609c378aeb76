"""What every part of a document says of itself: its languages, its sizes, its labels, its head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizgen.items import Text
from quizgen.outputs.handout.sheet import Sheet, Version
from quizgen.outputs.handout.speech import Speaker, Texts, first_words, rightwards
from quizgen.outputs.handout.style import Preset, Style
from quizgen.text.phrases import N_


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions. `lead`: paragraphs to read first, each under a title if it has one.

    `school`, `teacher` stand above the title, `terms` below it: how long, with what, how much it counts.
    """

    title: Text
    lead: tuple[tuple[Text | None, Text], ...] = ()
    school: Text | None = None
    teacher: Text | None = None
    minutes: int | None = None
    calculator: bool | None = None
    coefficient: Text | None = None
    instructions: Text | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """How a copy looks. `languages`: as Typst knows them, without a region; `rightwards`: which of them run so.

    `words`: the labels.
    """

    languages: tuple[str, ...]
    rightwards: tuple[bool, ...]
    preset: Preset
    words: Mapping[str, Texts]


@dataclass(slots=True)
class Frames:
    """The frames of a document, each once; parts name theirs by its place."""

    found: dict[Style, int] = field(default_factory=dict)

    def place(self, style: Style) -> int:
        """Where the style's frame stands."""
        return self.found.setdefault(style, len(self.found))

    @property
    def made(self) -> tuple[Frame, ...]:
        """In their order."""
        return tuple(frame(style, style.sizes) for style in self.found)


def frame(style: Style, preset: Preset) -> Frame:
    """The frame of copies in a style, with the sizes of this preset."""
    speaker = Speaker.of(style.languages)
    return Frame(
        languages=tuple(re.split("[-_]", language)[0].lower() for language in style.languages),
        rightwards=tuple(rightwards(language) for language in style.languages),
        preset=preset,
        words={name: speaker.say(message) for name, message in _WORDS.items()},
    )


_WORDS = {
    "surname": N_("Surname"),
    "first_name": N_("First name"),
    "class": N_("Class"),
    "date": N_("Date"),
    "mark": N_("Mark"),
    "remarks": N_("Remarks"),
    "number": N_("No."),
    "question": N_("Question"),
    "answer": N_("Answer"),
    "points": N_("Points"),
    "total": N_("Total:"),
    "versions": N_("The versions side by side"),
    "rules": N_("Marks in part"),
    "conversion": N_("Marks converted"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """What starts on a page of its own, under a head. `frame`: its place among the document's.

    `what`: which part it is, unless a sheet; `above`: school and teacher; `terms`: duration, calculator, coefficient;
    `total`: of points, () where none are shown; `out_of`: what it is converted to, () if to nothing.
    """

    kind: Literal["sheet", "key", "grid", "list"]
    frame: int
    title: Texts
    what: Texts
    above: tuple[Texts, ...]
    terms: tuple[Texts, ...]
    version: Texts
    id: str
    total: Texts
    out_of: Texts


def section_title(section: Section) -> str:
    """What a section is called in the document's title."""
    return " – ".join(first_words(each) for each in (section.title, section.what, section.version) if each)


def named(version: Version, sheet: Sheet, speaker: Speaker) -> Texts:
    """`Version B`, where there are several."""
    return speaker.say("Version {letter}", letter=version.letter) if sheet.lettered else ()


def totals(sheet: Sheet, speaker: Speaker) -> tuple[Texts, Texts]:
    """What the points add up to, and what that is converted to; () for what isn't shown."""
    if not sheet.pointed:
        return (), ()
    return speaker.number(sheet.total), () if sheet.out_of is None else speaker.number(sheet.out_of)


def above(head: Head, speaker: Speaker) -> tuple[Texts, ...]:
    """School and teacher."""
    if head.school is None and head.teacher is None:
        return ()
    return (speaker.text(head.school), speaker.text(head.teacher))


def terms(head: Head, speaker: Speaker) -> tuple[Texts, ...]:
    """How long the test is, with what, how much it counts."""
    found: list[Texts] = []
    if head.minutes is not None:
        hours, minutes = divmod(head.minutes, 60)
        if not hours:
            found.append(speaker.say("Duration: {minutes} min", minutes=minutes))
        elif not minutes:
            found.append(speaker.say("Duration: {hours} h", hours=hours))
        else:
            found.append(speaker.say("Duration: {hours} h {minutes} min", hours=hours, minutes=f"{minutes:02}"))
    if head.calculator is not None:
        allowed = N_("Calculator allowed") if head.calculator else N_("No calculator")
        found.append(speaker.say(allowed))
    if head.coefficient is not None:
        found.append(speaker.say("Coefficient: {number}", number=head.coefficient))
    return tuple(found)
