"""`number`: an answer in figures, typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from quizgen.items import Quantity, Write
from quizgen.kinds.fields import DECIMAL, WORDING, Field
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import Reading, read_decimal
from quizgen.problems import Code, Path, refuse
from quizgen.text.phrases import N_

BELOW_ZERO = Code(
    "Q222", "error", N_("the tolerance is below zero"), N_("write how far off is still right, up or down")
)


def _answer(value: Any, reading: Reading, at: Path) -> Decimal:
    """A decimal, also written as `{number: …}`."""
    if isinstance(value, dict) and set(value) == {"number"}:
        value = value["number"]
    return read_decimal(value, reading, at)


class NumberQuestion(Question):
    """`answer`, how far off is still right, and the unit shown beside it."""

    answer = required(Field(_answer, {"type": "number"}), N_("the number, with a decimal point"))
    tolerance = optional(DECIMAL, N_("how far off, up or down, is still right"), Decimal(0))
    unit = optional(WORDING, N_("shown beside the answer, not typed"))

    def form(self) -> Write:
        """Write a quantity."""
        if self.tolerance < 0:
            refuse(BELOW_ZERO.at(self.place, "tolerance"))
        return Write(Quantity(self.answer, self.tolerance, self.unit))
