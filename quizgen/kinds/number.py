"""`number`: an answer in figures, typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quizgen.items import Quantity, Write
from quizgen.kinds.fields import DECIMAL, WORDING, alone
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import fail, fault, read_decimal
from quizgen.text.phrases import N_


def _answer(value: Any) -> Decimal:
    """A decimal, also written as `{number: …}`."""
    if isinstance(value, dict) and set(value) == {"number"}:
        value = value["number"]
    return read_decimal(value)


class NumberQuestion(Question):
    """`answer`, how far off is still right, and the unit shown beside it."""

    answer = required(alone(_answer, {"type": "number"}), N_("the number, with a decimal point"))
    tolerance = optional(DECIMAL, N_("how far off, up or down, is still right"), Decimal(0))
    unit = optional(WORDING, N_("shown beside the answer, not typed"))

    def form(self) -> Write:
        """Write a quantity."""
        if self.tolerance < 0:
            fail(fault("Q222", "tolerance"))
        return Write(Quantity(self.answer, self.tolerance, self.unit))
