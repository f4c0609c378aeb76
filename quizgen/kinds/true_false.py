"""`true-false`: is the statement true?"""

from __future__ import annotations

from quizgen.items import Choose, Option, Truth
from quizgen.kinds.fields import FLAG
from quizgen.kinds.parts import required
from quizgen.kinds.question import Question
from quizgen.text.phrases import N_


class TrueFalseQuestion(Question):
    """`answer: true` or `answer: false`."""

    answer = required(FLAG, N_("whether the statement is true"))

    def form(self) -> Choose:
        """Choose between true and false, always in that order."""
        at = (*self.at, "answer")
        return Choose(tuple(Option(Truth(value, at), value == self.answer) for value in (True, False)), fixed=True)
