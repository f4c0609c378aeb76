"""`choice`: pick the right option, or all the right ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quizgen.items import Choose, Option, Text
from quizgen.kinds.fields import FLAG, LISTED, TEXT, WORDING, alone, listed
from quizgen.kinds.parts import MISSING, WordingPart, optional, part, part_or_text
from quizgen.kinds.question import PicturePart, Question, as_written, repeated, says
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
NOT_AT_THE_END = Code(
    "Q214", "error", N_("this option is to stay last, but another one follows it"), N_("write it at the end")
)
SAID_ELSEWHERE = Code(
    "Q215",
    "error",
    N_('"{key}:" belongs to the option itself, not to the answer'),
    N_('move it to the option below "options:"'),
    caret="key",
)


class OptionPart(WordingPart):
    """An option: what it says, a picture of it, why it is wrong or right."""

    text = optional(WORDING, N_("what the option says; a picture may do without"))  # type: ignore[assignment]  # only here
    because = optional(TEXT, N_("told afterwards: what the mistake was, or why it is right"))
    image = optional(part(PicturePart), N_("a picture of what may be chosen"))
    last = optional(FLAG, N_("true: it stays at the end when the others are shuffled"), False)

    def wording(self) -> Text:
        """The text; of a picture alone, what it shows."""
        if self.text is not None:
            return super().wording()
        if self.image is None:
            refuse(MISSING.at(self.place, key="text"))
        return self.image.alt

    def option(self, *, right: bool = False) -> Option:
        """The option, as items have it."""
        image = None if self.image is None else self.image.image()
        return Option(self.wording(), right, self.because, image, self.last)


_OPTION = part_or_text(OptionPart, "text")


class ChoiceQuestion(Question):
    """`answer` or `answers` with `distractors`, or with `options`: all of them, in this order."""

    answer = optional(alone(_OPTION, LISTED, "answers"), N_("the right option"))
    answers = optional(listed(_OPTION), N_("the right options, where several are right"))
    distractors = optional(listed(_OPTION), N_("the wrong options"))
    options = optional(listed(_OPTION), N_("all the options, shown in this order"))

    def form(self) -> Choose:
        """Choose; shuffled unless the author gave all the options in their order."""
        right, key = self._right()
        if self.options is not None:
            if self.distractors is not None:
                refuse(TWO_LISTS.at(self.place, "distractors"))
            return self._in_order([each.option() for each in self.options], right, key)
        if not self.distractors:
            refuse(NONE_WRONG.at(self.place, *(() if self.distractors is None else ("distractors",))))
        options = (*(each.option(right=True) for each in right), *(each.option() for each in self.distractors))
        problems = []
        for index, earlier in repeated((option.text for option in options), as_written):
            if index < len(right):
                problems.append(TWICE.at(self.place, *_path(key, index)))
            else:
                code = WRONG_IS_RIGHT if earlier < len(right) else TWICE
                problems.append(code.at(self.place, "distractors", index - len(right)))
        if problems:
            refuse(*problems)
        return Choose(options, many=self.answers is not None)

    def _right(self) -> tuple[Sequence[OptionPart], str]:
        if self.answer is not None:
            if self.answers is not None:
                refuse(TWO_ANSWERS.at(self.place, "answers"))
            return [self.answer], "answer"
        if self.answers is None:
            refuse(MISSING.at(self.place, key="answer"))
        if not self.answers:
            refuse(NONE_RIGHT.at(self.place, "answers"))
        return self.answers, "answers"

    def _in_order(self, options: Sequence[Option], right: Sequence[OptionPart], key: str) -> Choose:
        """The options as they are listed, of which the right ones are named once more."""
        texts = [option.text for option in options]
        problems = [TWICE.at(self.place, "options", index) for index, _ in repeated(texts, as_written)]
        problems += [
            SAID_ELSEWHERE.at(each.place, word, key=word)
            for each in right
            for word in ("because", "image", "last")
            if word in vars(each)
        ]
        named: list[int] = []
        for index, each in enumerate(right):
            found = _named(each.wording(), texts)
            if found is None:
                problems.append(NOT_AMONG_THEM.at(self.place, *_path(key, index)))
            elif found in named:
                problems.append(TWICE.at(self.place, *_path(key, index)))
            else:
                named.append(found)
        problems += [
            NOT_AT_THE_END.at(self.place, "options", index)
            for index, (option, following) in enumerate(pairwise(options))
            if option.last and not following.last
        ]
        if not problems and len(options) < 2:
            problems.append(NONE_WRONG.at(self.place, "options"))
        if problems:
            refuse(*problems)
        marked = tuple(replace(option, right=index in named) for index, option in enumerate(options))
        return Choose(marked, many=self.answers is not None, fixed=True)


def _named(text: Text, options: Sequence[Text]) -> int | None:
    """Which option a text is: the one written so, else the only one that reads so."""
    for index, option in enumerate(options):
        if says(text, option, as_written):
            return index
    alike = [index for index, option in enumerate(options) if says(text, option)]
    return alike[0] if len(alike) == 1 else None


def _path(key: str, index: int) -> Path:
    """Where a right option stands below the question."""
    return (key,) if key == "answer" else (key, index)
