"""`match`: give each left its right."""

from __future__ import annotations

from quizgen.items import Match, Pair
from quizgen.kinds.fields import WORDING, listed
from quizgen.kinds.parts import Part, optional, part, required
from quizgen.kinds.question import Question, repeated, says
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

TOO_FEW = Code(
    "Q250",
    "error",
    N_("a match needs three pairs at least, not {n}"),
    N_('add some, or ask for each by itself with "kind: choice"'),
)
LEFT_TWICE = Code("Q251", "error", N_("this left-hand text stands there twice"), N_("each left has one right"))
EXTRA_IS_RIGHT = Code(
    "Q252", "error", N_("this extra text is the right answer of a pair"), N_("an extra belongs to no pair")
)
ONE_TARGET = Code("Q253", "error", N_("all pairs have the same right-hand text"), N_("nothing is left to choose"))


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
            refuse(TOO_FEW.at(self.place, "pairs", n=len(self.pairs)))
        lefts = repeated(each.left for each in self.pairs)
        problems = [LEFT_TWICE.at(self.place, "pairs", index, "left") for index, _ in lefts]
        problems.extend(
            EXTRA_IS_RIGHT.at(self.place, "extra", index)
            for index, text in enumerate(self.extra)
            if any(says(text, pair.right) for pair in self.pairs)
        )
        form = Match(tuple(Pair(each.left, each.right) for each in self.pairs), self.extra)
        if not problems and len(form.targets) < 2:
            problems.append(ONE_TARGET.at(self.place, "pairs"))
        if problems:
            refuse(*problems)
        return form
