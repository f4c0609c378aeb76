"""`list`: name them all, or enough of them, in any order."""

from __future__ import annotations

from quizgen.items import Entry, Enumerate, Spelling
from quizgen.kinds.fields import COUNT, LITERAL, NO_VARIANTS, SLUG, VARIANTS, listed
from quizgen.kinds.parts import Part, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

TOO_FEW = Code("Q230", "error", N_("a list needs two answers at least"), N_('for one answer, write "kind: text"'))
TWICE = Code("Q231", "error", N_("this answer stands in the list twice"), N_("change one, or take it away"))
ID_TWICE = Code("Q232", "error", N_('the id "{id}" stands in the list twice'), N_("give each answer an id of its own"))
TOO_MANY_NEEDED = Code(
    "Q233",
    "error",
    N_("{needed} answers are needed, but only {n} are given"),
    N_('add answers, or write a lower number after "needed:"'),
)


class EntryPart(Part):
    """One answer of the list; its id keeps its history when the text changes."""

    id = optional(SLUG, N_("unique in the list, never changes"))
    answer = required(LITERAL, N_("the answer, as it is shown"))
    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)


_ENTRY = part_or_text(EntryPart, "answer")


class ListQuestion(Question):
    """`answers`, and how many are `needed` if fewer than all will do."""

    answers = required(listed(_ENTRY), N_("the answers, in any order"))
    needed = optional(COUNT, N_("how many will do, if fewer than all"))

    def form(self) -> Enumerate:
        """Enumerate the entries."""
        if len(self.answers) < 2:
            refuse(TOO_FEW.at(self.place, "answers"))
        problems = [
            TWICE.at(self.place, "answers", index) for index, _ in repeated(each.answer for each in self.answers)
        ]
        ids = [each.id for each in self.answers]
        problems.extend(
            ID_TWICE.at(self.place, "answers", index, "id", id=str(id))
            for index, id in enumerate(ids)
            if id is not None and id in ids[:index]
        )
        needed = self.needed or len(self.answers)
        if needed > len(self.answers):
            problems.append(TOO_MANY_NEEDED.at(self.place, "needed", needed=needed, n=len(self.answers)))
        if problems:
            refuse(*problems)
        return Enumerate(tuple(Entry(Spelling(each.answer, each.accept), each.id) for each in self.answers), needed)
