"""`order`: put these in order."""

from __future__ import annotations

from quizgen.items import Order, Step
from quizgen.kinds.fields import TEXT, WORDING, listed
from quizgen.kinds.parts import Part, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class StepPart(Part):
    """A thing to put in its place, and a note told afterwards."""

    text = required(WORDING, N_("what is to be put in order"))
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
            fail(fault("Q240", "items", n=len(self.items)))
        faults = [fault("Q241", "items", index) for index, _ in repeated(each.text for each in self.items)]
        if faults:
            fail(*faults)
        return Order(tuple(Step(each.text, each.note) for each in self.items), self.first, self.last)
