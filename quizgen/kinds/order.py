"""`order`: put these in order."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from quizgen.items import Order, Step
from quizgen.kinds.fields import ReadIn, TextField, Wording, shared
from quizgen.kinds.question import Part, Question, repeated
from quizgen.kinds.reading import Reading, fail, fault, read_text
from quizgen.text.phrases import N_


class StepPart(Part):
    """A thing to put in its place, and a note told afterwards."""

    text: Wording = Field(description=N_("what is to be put in order"))
    note: Wording | None = Field(None, description=N_("told afterwards: its date, say"))


def _step(value: Any, reading: Reading) -> StepPart:
    if isinstance(value, dict) and "text" in value:
        return StepPart.model_validate(value, context=reading)
    return StepPart.model_construct(text=read_text(value, reading, plain=True), note=None)


StepField = Annotated[
    StepPart,
    ReadIn(_step, {"anyOf": [shared("Step"), shared("Wording")]}),
]


class OrderQuestion(Question):
    """`items` in the right order; `first` and `last` label the two ends."""

    items: list[StepField] = Field(description=N_("at least three, in the right order"))
    first: TextField | None = Field(None, description=N_("label of the first end, such as: the earliest"))
    last: TextField | None = Field(None, description=N_("label of the last end, such as: the latest"))

    def form(self) -> Order:
        """Order the steps."""
        if len(self.items) < 3:
            fail(fault("Q240", "items", n=len(self.items)))
        faults = [fault("Q241", "items", index) for index, _ in repeated(each.text for each in self.items)]
        if faults:
            fail(*faults)
        return Order(tuple(Step(each.text, each.note) for each in self.items), self.first, self.last)
