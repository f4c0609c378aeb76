"""`choice`: pick the right option, or all the right ones."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.items import Choose, Option, Text
from quizgen.kinds.fields import TEXT, WORDING, listed
from quizgen.kinds.parts import Part, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated, says
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_


class OptionPart(Part):
    """An option and why picking it is a mistake."""

    text = required(WORDING, N_("what the option says"))
    because = optional(TEXT, N_("told to who picked it: what the mistake was"))


_OPTION = part_or_text(OptionPart, "text")


class ChoiceQuestion(Question):
    """`answer` or `answers` with `distractors`, or with `options`: all of them, in this order."""

    answer = optional(WORDING, N_("the right option"))
    answers = optional(listed(WORDING), N_("the right options, where several are right"))
    distractors = optional(listed(_OPTION), N_("the wrong options"))
    options = optional(listed(_OPTION), N_("all the options, shown in this order"))

    def form(self) -> Choose:
        """Choose; shuffled unless the author gave all the options in their order."""
        right, key = self._right()
        if self.options is not None:
            if self.distractors is not None:
                fail(fault("Q206", "distractors"))
            return self._in_order(right, key)
        if not self.distractors:
            fail(fault("Q213", *(() if self.distractors is None else ("distractors",))))
        texts = [*right, *(each.text for each in self.distractors)]
        faults = []
        for index, earlier in repeated(texts):
            if index < len(right):
                faults.append(fault("Q212", *self._place(key, index)))
            else:
                code = "Q210" if earlier < len(right) else "Q212"
                faults.append(fault(code, "distractors", index - len(right)))
        if faults:
            fail(*faults)
        return Choose(
            (
                *(Option(text, right=True) for text in right),
                *(Option(each.text, right=False, because=each.because) for each in self.distractors),
            ),
            many=self.answers is not None,
        )

    def _right(self) -> tuple[Sequence[Text], str]:
        if self.answer is not None:
            if self.answers is not None:
                fail(fault("Q205", "answers"))
            return [self.answer], "answer"
        if self.answers is None:
            fail(fault("Q102", key="answer"))
        if not self.answers:
            fail(fault("Q204", "answers"))
        return self.answers, "answers"

    def _place(self, key: str, index: int) -> tuple[str | int, ...]:
        return (key,) if key == "answer" else (key, index)

    def _in_order(self, right: Sequence[Text], key: str) -> Choose:
        options = self.options or ()
        faults = [fault("Q212", "options", index) for index, _ in repeated(each.text for each in options)]
        faults.extend(fault("Q212", key, index) for index, _ in repeated(right))
        faults.extend(
            fault("Q211", *self._place(key, index))
            for index, text in enumerate(right)
            if not any(says(text, each.text) for each in options)
        )
        if not faults and len(right) >= len(options):
            faults.append(fault("Q213", "options"))
        if faults:
            fail(*faults)
        return Choose(
            tuple(Option(each.text, any(says(text, each.text) for text in right), each.because) for each in options),
            many=self.answers is not None,
            fixed=True,
        )
