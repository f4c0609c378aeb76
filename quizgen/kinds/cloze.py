r"""`cloze`: a text with gaps, in Anki's own notation: `{{c1::answer|variant::hint}}`; `\{{` is literal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.items import Fill, Gap, Passage
from quizgen.kinds.fields import FLAG, PASSAGES, TEXT
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.problems import Code, refuse
from quizgen.text.phrases import N_

NO_GAP = Code("Q260", "error", N_("this text has no gap"), N_("write a gap as {{{{c1::answer}}}}"))
NOT_CLOSED = Code("Q261", "error", N_('the gap "{excerpt}" is not closed'), N_("end it with }}}}"))
GAP_INSIDE = Code(
    "Q262", "error", N_('a gap stands inside the gap "{excerpt}"'), N_("close the first one before the second")
)
NO_NUMBER = Code(
    "Q263",
    "error",
    N_('the gap "{excerpt}" has no number'),
    N_("write a gap as {{{{c1::answer}}}}; literal braces as \\{{{{"),
)
EMPTY_ANSWER = Code(
    "Q264", "error", N_('the gap "{excerpt}" has an empty answer'), N_("write a gap as {{{{c1::answer}}}}")
)
OTHER_GAPS = Code(
    "Q265",
    "error",
    N_("other gaps than in {other_name}: {numbers} here, {others} there"),
    N_("number the gaps alike in every language"),
)

OPENING = re.compile(r"\\\{\{|\{\{")
NUMBER = re.compile(r"c([1-9][0-9]{0,2})::")


@dataclass(frozen=True, slots=True)
class BadGap(Exception):
    """A gap that can't be read. `excerpt` is the start of it, as written."""

    code: Code
    excerpt: str


def parse(text: str, strict: bool = False) -> Passage:
    """The passage's words and gaps in reading order. Raises BadGap."""
    parts: list[str | Gap] = []
    words = ""
    here = 0
    while opening := OPENING.search(text, here):
        words += text[here : opening.start()]
        if opening[0].startswith("\\"):
            words += "{{"
            here = opening.end()
            continue
        gap, here = _gap(text, opening.end(), strict)
        if words:
            parts.append(words)
            words = ""
        parts.append(gap)
    words += text[here:]
    if words:
        parts.append(words)
    return tuple(parts)


def _gap(text: str, start: int, strict: bool) -> tuple[Gap, int]:
    excerpt = text[start - 2 : start + 30]
    end = text.find("}}", start)
    nested = text.find("{{", start)
    if end < 0:
        raise BadGap(NOT_CLOSED, excerpt)
    if 0 <= nested < end:
        # One gap inside another if two closings follow each other; else this one was left open.
        closing, opening = text.find("}}", end + 2), text.find("{{", end + 2)
        inside = closing >= 0 and (opening < 0 or closing < opening)
        raise BadGap(GAP_INSIDE if inside else NOT_CLOSED, excerpt)
    number = NUMBER.match(text, start, end)
    if number is None:
        raise BadGap(NO_NUMBER, excerpt)
    answers, _, hint = text[number.end() : end].partition("::")
    variants = tuple(each.strip() for each in answers.split("|"))
    if not all(variants):
        raise BadGap(EMPTY_ANSWER, excerpt)
    return Gap(int(number[1]), variants[0], variants[1:], hint.strip() or None, strict), end + 2


class ClozeQuestion(Question):
    """`text` with gaps; the same gap numbers in every language."""

    prompt = optional(TEXT, N_("what is asked, if the text does not say it"))  # type: ignore[assignment]  # only here: the text is a prompt
    text = required(PASSAGES, N_("the text, with gaps such as {{{{c1::answer|variant::hint}}}}"))
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def form(self) -> Fill:
        """Fill the gaps."""
        passages: dict[str, Passage] = {}
        problems = []
        for language, text in self.text.items():
            try:
                passages[language] = parse(text, self.strict)
            except BadGap as error:
                problems.append(error.code.at(self.place, "text", language, excerpt=error.excerpt))
        if problems:
            refuse(*problems)
        numbers = {
            language: {part.number for part in passage if isinstance(part, Gap)}
            for language, passage in passages.items()
        }
        for language, found in numbers.items():
            if not found:
                problems.append(NO_GAP.at(self.place, "text", language))
        first, *others = numbers
        for language in others:
            if numbers[language] and numbers[first] and numbers[language] != numbers[first]:
                problems.append(
                    OTHER_GAPS.at(
                        self.place,
                        "text",
                        language,
                        language=language,
                        other=first,
                        numbers=_listed(numbers[language]),
                        others=_listed(numbers[first]),
                    )
                )
        if problems:
            refuse(*problems)
        return Fill(passages, (*self.at, "text"))


def _listed(numbers: set[int]) -> str:
    return ", ".join(f"c{number}" for number in sorted(numbers))
