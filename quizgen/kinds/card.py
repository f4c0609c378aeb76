"""`card`: a plain flashcard, which the learner grades."""

from __future__ import annotations

from quizgen.items import Reveal
from quizgen.kinds.fields import WORDING
from quizgen.kinds.parts import required
from quizgen.kinds.question import Question
from quizgen.text.phrases import N_


class CardQuestion(Question):
    """A prompt and its `answer`."""

    answer = required(WORDING, N_("what stands on the back"))

    def form(self) -> Reveal:
        """Reveal the answer."""
        return Reveal(self.answer)
