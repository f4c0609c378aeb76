"""`match`: give each left its right."""

from __future__ import annotations

from quizgen.items import Match, Pair
from quizgen.kinds.fields import WORDING, listed
from quizgen.kinds.parts import Part, optional, part, required
from quizgen.kinds.question import Question, repeated, says
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class PairPart(Part):
    """What goes with what."""

    left = required(WORDING, N_("what is given"))
    right = required(WORDING, N_("what goes with it"))


class MatchQuestion(Question):
    """`pairs` of `left` and `right`; `extra` right-hand texts that belong to no left."""

    pairs = required(listed(part(PairPart)), N_("at least three pairs"))
    extra = optional(listed(WORDING), N_("right-hand texts that belong to nothing"), ())

    def form(self) -> Match:
        """Match the pairs."""
        if len(self.pairs) < 3:
            fail(fault("Q250", "pairs", n=len(self.pairs)))
        faults = [fault("Q251", "pairs", index, "left") for index, _ in repeated(each.left for each in self.pairs)]
        faults.extend(
            fault("Q252", "extra", index)
            for index, text in enumerate(self.extra)
            if any(says(text, pair.right) for pair in self.pairs)
        )
        form = Match(tuple(Pair(each.left, each.right) for each in self.pairs), self.extra)
        if not faults and len(form.targets) < 2:
            faults.append(fault("Q253", "pairs"))
        if faults:
            fail(*faults)
        return form
