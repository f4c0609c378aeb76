"""`order`: put these in order."""

from __future__ import annotations

from quizgen.items import Order, Step
from quizgen.kinds.fields import TEXT, WORDING, listed
from quizgen.kinds.parts import WordingPart, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

TOO_FEW = Code(
    "Q240",
    "error",
    N_("an order needs three things at least, not {n}"),
    N_('add some, or ask with "kind: choice" which comes first'),
)
TWICE = Code("Q241", "error", N_("this thing stands in the order twice"), N_("change one, or take it away"))


class StepPart(WordingPart):
    """A thing to put in its place, and a note told afterwards."""

    note = optional(WORDING, N_("told afterwards: its date, say"))


_STEP = part_or_text(StepPart, "text")


class OrderQuestion(Question):
    """`items` in the right order; `first` and `last` label the two ends."""

    items = required(listed(_STEP), N_("at least three, in the right order"))
    first = optional(TEXT, N_("label of the first end, such as: the earliest"))
    last = optional(TEXT, N_("label of the last end, such as: the latest"))

    def form(self) -> Order:
        """Order the steps."""
        if len(self.items) < 3:
            refuse(TOO_FEW.at(self.place, "items", n=len(self.items)))
        steps = tuple(Step(each.wording(), each.note) for each in self.items)
        twice = [TWICE.at(self.place, "items", index) for index, _ in repeated(step.text for step in steps)]
        if twice:
            refuse(*twice)
        return Order(steps, self.first, self.last)
