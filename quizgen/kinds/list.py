"""`list`: name them all, or enough of them, in any order."""

from __future__ import annotations

from quizgen.items import Entry, Enumerate, Spelling
from quizgen.kinds.fields import COUNT, NO_VARIANTS, SLUG, VARIANTS, WORDING, listed
from quizgen.kinds.parts import Part, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class EntryPart(Part):
    """One answer of the list; its id keeps its history when the text changes."""

    id = optional(SLUG, N_("unique in the list, never changes"))
    answer = required(WORDING, N_("the answer, as it is shown"))
    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)


_ENTRY = part_or_text(EntryPart, "answer")


class ListQuestion(Question):
    """`answers`, and how many are `needed` if fewer than all will do."""

    answers = required(listed(_ENTRY), N_("the answers, in any order"))
    needed = optional(COUNT, N_("how many will do, if fewer than all"))

    def form(self) -> Enumerate:
        """Enumerate the entries."""
        if len(self.answers) < 2:
            fail(fault("Q230", "answers"))
        faults = [fault("Q231", "answers", index) for index, _ in repeated(each.answer for each in self.answers)]
        ids = [each.id for each in self.answers]
        faults.extend(
            fault("Q232", "answers", index, "id", id=str(id))
            for index, id in enumerate(ids)
            if id is not None and id in ids[:index]
        )
        needed = self.needed or len(self.answers)
        if needed > len(self.answers):
            faults.append(fault("Q233", "needed", needed=needed, n=len(self.answers)))
        if faults:
            fail(*faults)
        return Enumerate(tuple(Entry(Spelling(each.answer, each.accept), each.id) for each in self.answers), needed)
