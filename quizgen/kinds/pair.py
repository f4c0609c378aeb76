"""`pair`: a word and its translation, or any two things that tell each other, asked both ways."""

from __future__ import annotations

from typing import Literal

from quizgen.items import Date, Form, Interval, Moment, Number, Quantity, Reveal, Spelling, Write
from quizgen.kinds.fields import FLAG, NO_VARIANTS, VARIANTS, Field, one_of
from quizgen.kinds.parts import WordingPart, optional, part_or_text, required
from quizgen.kinds.question import Asked, Question
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

NOT_TYPED = Code("Q270", "error", N_("a span of time can't be typed"), N_('write "typed: false", and it is shown'))

_ASK: Field[Literal["both", "back"]] = one_of("both", "back")


class SidePart(WordingPart):
    """One side of a pair; its `accept` counts where this side is the answer."""

    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)


_SIDE = part_or_text(SidePart, "text")


class PairQuestion(Question):
    """`front` and `back`, each the other's answer: two items, unless only the back is asked for."""

    prompt = None  # type: ignore[assignment]  # one of the sides
    front = required(_SIDE, N_("what is shown first"))
    back = required(_SIDE, N_("what goes with it"))
    ask = optional(_ASK, N_("both ways, or only for the back"), "both")
    typed = optional(FLAG, N_("false: the answer is not typed, but thought of and shown"), True)
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def asked(self) -> tuple[Asked, ...]:
        """From front to back, and back."""
        there = Asked(self.front.wording(), self._answer(self.back))
        if self.ask == "back":
            return (there,)
        return there, Asked(self.back.wording(), self._answer(self.front), "~back")

    def _answer(self, side: SidePart) -> Form:
        text = side.wording()
        if not self.typed:
            return Reveal(text)
        match text:
            case Number(value):
                return Write(Quantity(value))
            case Date():
                return Write(Moment(text))
            case Interval():
                refuse(NOT_TYPED.at(side.place))
            case _:
                return Write(Spelling(text, side.accept, strict=self.strict))
