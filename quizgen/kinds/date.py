"""`date`: a year, a month or a day, typed; asked to the precision written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from quizgen.items import Moment, Write
from quizgen.kinds.fields import DateField
from quizgen.kinds.question import Question
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class DateQuestion(Question):
    """`answer` as an ISO date; `given: year` where the prompt states the year."""

    answer: DateField = Field(description=N_("2022, 2022-06 or 2022-06-29: asked to the precision written"))
    given: Literal["year"] | None = Field(None, description=N_("year, where the prompt states it"))

    def form(self) -> Write:
        """Write a moment."""
        if self.given == "year" and self.answer.precision == "year":
            fail(fault("Q223", "given"))
        return Write(Moment(self.answer, self.given))
