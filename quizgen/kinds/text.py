"""`text`: an answer in words, typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.items import Date, Interval, Number, Spelling, Write
from quizgen.kinds.fields import FLAG, LITERAL, NO_VARIANTS, SPELLINGS, VARIANTS, alone
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.problems import Code, Place, Problem, refuse
from quizgen.text.phrases import N_

KIND_OF_ITS_OWN = Code(
    "Q220",
    "error",
    N_("an answer that is a {kind} has a kind of its own"),
    N_('write "kind: {kind}", so that it is read in every notation'),
)
BOTH_WAYS = Code("Q221", "error", N_('"{value}" is both accepted and rejected'), N_("keep it in one of the two"))


def both_ways(
    accept: Mapping[str, tuple[str, ...]], reject: Mapping[str, tuple[str, ...]], place: Place
) -> Iterator[Problem]:
    """What is accepted and rejected at once, told where it is rejected."""
    for language, words in reject.items():
        for each in words:
            if each in accept.get(language, ()):
                yield BOTH_WAYS.at(place, value=each)


class TextQuestion(Question):
    """`answer`, with further spellings that count and others that don't."""

    answer = required(alone(LITERAL, SPELLINGS, "accept"), N_("the answer, as it is shown"))
    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)
    reject = optional(VARIANTS, N_("answers that are near, but wrong"), NO_VARIANTS)
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def form(self) -> Write:
        """Write a spelling."""
        match self.answer:
            case Number():
                refuse(KIND_OF_ITS_OWN.at(self.place, "answer", kind="number"))
            case Date() | Interval():
                refuse(KIND_OF_ITS_OWN.at(self.place, "answer", kind="date"))
        if both := list(both_ways(self.accept, self.reject, self.place.below("reject"))):
            refuse(*both)
        return Write(Spelling(self.answer, self.accept, self.reject, self.strict))
