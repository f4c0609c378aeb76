"""`number`: an answer in figures, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizgen.items import Quantity, Write
from quizgen.kinds import meant
from quizgen.kinds.fields import WORDING, Field
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import NOT_A_NUMBER, Reading, read_decimal
from quizgen.problems import Code, Path, refuse
from quizgen.text.phrases import N_

BELOW_ZERO = Code(
    "Q222", "error", N_("the tolerance is below zero"), N_("write how far off is still right, up or down")
)


UNIT_INSIDE = Code(
    "Q136", "error", N_('"{unit}" is no part of the number'), N_('write {number}, and the unit below "unit:"')
)
_PERCENT = re.compile(r"([-+]?\d[\d.,]*)\s*(?:per ?cent|pct|pour ?-?cent)", re.IGNORECASE)
_MINUS = "\N{MINUS SIGN}"


def _decimal(value: Any, reading: Reading, at: Path) -> Decimal:
    """A decimal, with either minus."""
    return read_decimal(value.replace(_MINUS, "-") if isinstance(value, str) else value, reading, at)


def _answer(value: Any, reading: Reading, at: Path) -> Decimal:
    """A decimal, also written as `{number: …}`."""
    if isinstance(value, dict) and set(value) == {"number"}:
        value = value["number"]
    if isinstance(value, str) and (measured := meant.unit(value, reading.known)) is not None:
        refuse(UNIT_INSIDE.at(reading.place(at), number=measured[0], unit=measured[1]))
    return _decimal(value, reading, at)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off is still right: an amount, or a share of the answer (`5%`) in hundredths."""

    amount: Decimal
    relative: bool = False

    def of(self, answer: Decimal) -> Decimal:
        """The amount."""
        return abs(answer) * self.amount.scaleb(-2) if self.relative else self.amount


def _tolerance(value: Any, reading: Reading, at: Path) -> Tolerance:
    """A decimal, or one with a per cent sign."""
    if isinstance(value, str) and value.rstrip().endswith("%"):
        return Tolerance(_decimal(value.rstrip()[:-1].rstrip(), reading, at), relative=True)
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value.strip())):
        refuse(NOT_A_NUMBER.at(reading.place(at), value=value, written=f"{percent[1]}%"))
    return Tolerance(_decimal(value, reading, at))


class NumberQuestion(Question):
    """`answer`, how far off is still right, and the unit shown beside it."""

    answer = required(Field(_answer, {"type": "number"}), N_("the number, with a decimal point"))
    tolerance = optional(
        Field(_tolerance, {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)? ?%$"}]}),
        N_("how far off, up or down, is still right: 0.5, or 5% of the answer"),
        Tolerance(Decimal(0)),
    )
    unit = optional(WORDING, N_("shown beside the answer, not typed"))

    def form(self) -> Write:
        """Write a quantity."""
        if self.tolerance.amount < 0:
            refuse(BELOW_ZERO.at(self.place, "tolerance"))
        return Write(Quantity(self.answer, self.tolerance.of(self.answer), self.unit))
