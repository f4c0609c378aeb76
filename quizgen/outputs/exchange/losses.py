"""What a format can't carry: each question left out is named, each nearest equivalent is told once, with its count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quizgen.items import Item
from quizgen.problems import Code, Problem
from quizgen.text.phrases import N_

LEFT_OUT = Code(
    "Q860",
    "warning",
    N_("{question} is left out: {format} has no such question"),
    N_("Moodle XML has them all"),
)
DATES = Code(
    "Q861", "warning", N_("dates are asked as short answers: {questions}"), N_("their usual spellings are right")
)
LISTS = Code(
    "Q862", "warning", N_("lists are asked as gaps: {questions}"), N_("whoever writes one answer twice is right twice")
)
ORDERS = Code(
    "Q863", "warning", N_("what is to be ordered is matched with places: {questions}"), N_("check the points")
)
CARDS = Code(
    "Q864", "warning", N_("cards are asked as open questions: {questions}"), N_("a person has to mark the answers")
)
PICTURES = Code("Q865", "warning", N_("pictures are left out: {questions}"), N_("Moodle XML carries them"))
EXACT = Code(
    "Q866",
    "warning",
    N_("typed answers are compared letter by letter: {questions}"),
    N_("slips and missing accents are wrong there, unless accept holds them"),
)
WEIGHTS = Code(
    "Q867",
    "warning",
    N_("the points of so many right options can't be written exactly: {questions}"),
    N_("the nearest that Moodle knows is written"),
)
HINTS = Code("Q868", "warning", N_("hints are left out: {questions}"), N_("Moodle XML carries them"))
OPEN = Code(
    "Q869", "warning", N_("typed answers are open questions: {questions}"), N_("a person has to mark the answers")
)
POINTS = Code("Q870", "warning", N_("points are left out: {questions}"), N_("set them there, or use Moodle XML"))
SHUFFLED = Code("Q871", "warning", N_("the order of the options is not kept: {questions}"), N_("Moodle XML keeps it"))
TOLD_AFTER = Code("Q872", "warning", N_("explanations are left out: {questions}"), N_("Moodle XML carries them"))
SEVERAL = Code(
    "Q873",
    "warning",
    N_("several right options are marked in AMC's own way: {questions}"),
    N_("see its manual for other ways"),
)

_NAMED = 3
"""Questions that a message names."""


@dataclass(slots=True)
class Losses:
    """Gathers what is lost while a file is made."""

    format: str
    _whole: list[Problem] = field(default_factory=list)
    _by_code: dict[Code, list[Item]] = field(default_factory=dict)

    def leave_out(self, item: Item) -> None:
        """The format has no such question."""
        self._whole.append(LEFT_OUT.at(item.where, question=item.id, format=self.format))

    def lose(self, code: Code, item: Item) -> None:
        """Something of the question isn't carried, or not quite."""
        found = self._by_code.setdefault(code, [])
        if item not in found[-1:]:
            found.append(item)

    def problems(self) -> Iterator[Problem]:
        """The questions left out, then each nearest equivalent, once."""
        yield from self._whole
        for code, found in self._by_code.items():
            names = ", ".join(item.name for item in found[:_NAMED])
            if len(found) > _NAMED:
                names += f" … ({len(found)})"
            yield code.at(found[0].where, questions=names)
