r"""`cloze`: a text with gaps, in Anki's own notation: `{{c1::answer|variant::hint}}`; `\{{` is literal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.items import Fill, Gap, Passage
from quizgen.kinds.fields import FLAG, PASSAGES, TEXT
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_

OPENING = re.compile(r"\\\{\{|\{\{")
NUMBER = re.compile(r"c([1-9][0-9]{0,2})::")


@dataclass(frozen=True, slots=True)
class BadGap(Exception):
    """A gap that can't be read. `excerpt` is the start of it, as written."""

    code: str
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
        raise BadGap("Q261", excerpt)
    if 0 <= nested < end:
        # One gap inside another if two closings follow each other; else this one was left open.
        closing, opening = text.find("}}", end + 2), text.find("{{", end + 2)
        raise BadGap("Q262" if closing >= 0 and (opening < 0 or closing < opening) else "Q261", excerpt)
    number = NUMBER.match(text, start, end)
    if number is None:
        raise BadGap("Q263", excerpt)
    answers, _, hint = text[number.end() : end].partition("::")
    variants = tuple(each.strip() for each in answers.split("|"))
    if not all(variants):
        raise BadGap("Q264", excerpt)
    return Gap(int(number[1]), variants[0], variants[1:], hint.strip() or None, strict), end + 2


class ClozeQuestion(Question):
    """`text` with gaps; the same gap numbers in every language."""

    prompt = optional(TEXT, N_("what is asked, if the text does not say it"))  # type: ignore[assignment]  # only here: the text is a prompt
    text = required(PASSAGES, N_("the text, with gaps such as {{{{c1::answer|variant::hint}}}}"))
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def form(self) -> Fill:
        """Fill the gaps."""
        passages: dict[str, Passage] = {}
        faults = []
        for language, text in self.text.items():
            try:
                passages[language] = parse(text, self.strict)
            except BadGap as error:
                faults.append(fault(error.code, "text", language, excerpt=error.excerpt))
        if faults:
            fail(*faults)
        numbers = {
            language: {part.number for part in passage if isinstance(part, Gap)}
            for language, passage in passages.items()
        }
        for language, found in numbers.items():
            if not found:
                faults.append(fault("Q260", "text", language))
        first, *others = numbers
        for language in others:
            if numbers[language] and numbers[first] and numbers[language] != numbers[first]:
                faults.append(
                    fault(
                        "Q265",
                        "text",
                        language,
                        language=language,
                        other=first,
                        numbers=_listed(numbers[language]),
                        others=_listed(numbers[first]),
                    )
                )
        if faults:
            fail(*faults)
        return Fill(passages)


def _listed(numbers: set[int]) -> str:
    return ", ".join(f"c{number}" for number in sorted(numbers))
