"""`choice`: pick the right option, or all the right ones."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.items import Choose, Option, Text
from quizgen.kinds.fields import TEXT, WORDING, listed
from quizgen.kinds.parts import MISSING, Part, optional, part_or_text, required
from quizgen.kinds.question import Question, repeated, says
from quizgen.problems import Code, Path, refuse
from quizgen.text.phrases import N_

NONE_RIGHT = Code("Q204", "error", N_("no right answer is given"), N_('list at least one below "answers:"'))
TWO_ANSWERS = Code(
    "Q205",
    "error",
    N_('both "answer:" and "answers:" are given'),
    N_('keep "answer:" for one right answer, "answers:" for several'),
)
TWO_LISTS = Code(
    "Q206",
    "error",
    N_('both "options:" and "distractors:" are given'),
    N_('"options:" holds all of them, in their order; "distractors:" only the wrong ones'),
)
WRONG_IS_RIGHT = Code("Q210", "error", N_("this wrong option is the right answer"), N_("change it, or take it away"))
NOT_AMONG_THEM = Code(
    "Q211", "error", N_("the right answer is not among the options"), N_("write it exactly as it stands there")
)
TWICE = Code("Q212", "error", N_("this option stands there twice"), N_("change one, or take it away"))
NONE_WRONG = Code("Q213", "error", N_("there is no wrong option to choose"), N_('add some below "distractors:"'))


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
                refuse(TWO_LISTS.at(self.place, "distractors"))
            return self._in_order(right, key)
        if not self.distractors:
            refuse(NONE_WRONG.at(self.place, *(() if self.distractors is None else ("distractors",))))
        texts = [*right, *(each.text for each in self.distractors)]
        problems = []
        for index, earlier in repeated(texts):
            if index < len(right):
                problems.append(TWICE.at(self.place, *_path(key, index)))
            else:
                code = WRONG_IS_RIGHT if earlier < len(right) else TWICE
                problems.append(code.at(self.place, "distractors", index - len(right)))
        if problems:
            refuse(*problems)
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
                refuse(TWO_ANSWERS.at(self.place, "answers"))
            return [self.answer], "answer"
        if self.answers is None:
            refuse(MISSING.at(self.place, key="answer"))
        if not self.answers:
            refuse(NONE_RIGHT.at(self.place, "answers"))
        return self.answers, "answers"

    def _in_order(self, right: Sequence[Text], key: str) -> Choose:
        options = self.options or ()
        problems = [TWICE.at(self.place, "options", index) for index, _ in repeated(each.text for each in options)]
        problems.extend(TWICE.at(self.place, key, index) for index, _ in repeated(right))
        problems.extend(
            NOT_AMONG_THEM.at(self.place, *_path(key, index))
            for index, text in enumerate(right)
            if not any(says(text, each.text) for each in options)
        )
        if not problems and len(right) >= len(options):
            problems.append(NONE_WRONG.at(self.place, "options"))
        if problems:
            refuse(*problems)
        return Choose(
            tuple(Option(each.text, any(says(text, each.text) for text in right), each.because) for each in options),
            many=self.answers is not None,
            fixed=True,
        )


def _path(key: str, index: int) -> Path:
    """Where a right option stands below the question."""
    return (key,) if key == "answer" else (key, index)
