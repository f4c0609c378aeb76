"""`card`: a plain flashcard, which the learner grades."""

from __future__ import annotations

from pydantic import Field

from quizgen.items import Reveal
from quizgen.kinds.fields import Wording
from quizgen.kinds.question import Question
from quizgen.text.phrases import N_


class CardQuestion(Question):
    """A prompt and its `answer`."""

    answer: Wording = Field(description=N_("what stands on the back"))

    def form(self) -> Reveal:
        """Reveal the answer."""
        return Reveal(self.answer)
