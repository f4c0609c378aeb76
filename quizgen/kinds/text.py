"""`text`: an answer in words, typed."""

from __future__ import annotations

from quizgen.items import Date, Interval, Number, Spelling, Write
from quizgen.kinds.fields import FLAG, NO_VARIANTS, VARIANTS, WORDING
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class TextQuestion(Question):
    """`answer`, with further spellings that count and others that don't."""

    answer = required(WORDING, N_("the answer, as it is shown"))
    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)
    reject = optional(VARIANTS, N_("answers that are near, but wrong"), NO_VARIANTS)
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def form(self) -> Write:
        """Write a spelling."""
        match self.answer:
            case Number():
                fail(fault("Q220", "answer", kind="number"))
            case Date() | Interval():
                fail(fault("Q220", "answer", kind="date"))
        faults = [
            fault("Q221", "reject", value=each)
            for language, words in self.reject.items()
            for each in words
            if each in self.accept.get(language, ())
        ]
        if faults:
            fail(*faults)
        return Write(Spelling(self.answer, self.accept, self.reject, self.strict))
