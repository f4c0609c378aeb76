"""`date`: a year, a month or a day, typed; asked to the precision written."""

from __future__ import annotations

from typing import Literal

from quizgen.items import Moment, Write
from quizgen.kinds.fields import DATE, Field, one_of
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

YEAR_IS_ALL = Code(
    "Q223", "error", N_("the year is given, but it is the whole answer"), N_("ask for a month or a day as well")
)

_YEAR: Field[Literal["year"]] = one_of("year")


class DateQuestion(Question):
    """`answer` as an ISO date; `given: year` where the prompt states the year."""

    answer = required(DATE, N_("2022, 2022-06 or 2022-06-29: asked to the precision written"))
    given = optional(_YEAR, N_("year, where the prompt states it"))

    def form(self) -> Write:
        """Write a moment."""
        if self.given == "year" and self.answer.precision == "year":
            refuse(YEAR_IS_ALL.at(self.place, "given"))
        return Write(Moment(self.answer, self.given))
