r"""`cloze`: a text with gaps, in Anki's own notation: `{{c1::answer|variant::hint}}`.

A backslash makes `\{{`, `\}}`, `\:` and `\|` mean themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from quizgen.items import Fill, Gap, Passage, passage_source, with_gaps
from quizgen.kinds.fields import FLAG, NO_VARIANTS, PASSAGES, PHRASE, TEXT, VARIANTS, Field, by_key
from quizgen.kinds.parts import Part, optional, part, required
from quizgen.kinds.question import Question
from quizgen.kinds.reading import Reading, read_passages
from quizgen.kinds.text import both_ways
from quizgen.problems import Code, Invalid, Path, Problem, refuse
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
NO_SUCH_GAP = Code("Q266", "error", N_("the text has no gap {number}"), N_("its gaps are {numbers}"), caret="key")
LONG_HINT = Code(
    "Q520",
    "warning",
    N_('the gap "{excerpt}" has :: twice: what follows the first is a hint'),
    N_("if one belongs to the answer, write \\:: there"),
)
SPACED_BAR = Code(
    "Q521",
    "warning",
    N_('the gap "{excerpt}" has a | with spaces around: it parts two answers'),
    N_("if it belongs to the answer, write \\|; if not, leave the spaces out"),
)
LEFT_BRACES = Code(
    "Q522",
    "warning",
    N_('braces are left over: "{excerpt}"'),
    N_("a gap ends at the first }}}}: inside its answer, write \\}}}} for two braces, and a space after one"),
)
SINGLE_BRACES = Code(
    "Q523", "warning", N_('"{excerpt}" is no gap'), N_("write a gap with two braces: {{{{c1::answer}}}}")
)

_NUMBER = re.compile(r"c([1-9][0-9]{0,2})::")
_BRACES = re.compile(r"\\?(?:\{\{|\}\})")
_HINT = re.compile(r"(?<!\\)::")
_VARIANT = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(\{\{|\}\}|[:|])")
_SINGLE = re.compile(r"(?<![{\\])\{c[0-9]+::[^{}]*\}(?!\})")
_EXCERPT = 30  # characters that a message shows of what it speaks of


@dataclass(frozen=True, slots=True)
class BadGap(Exception):
    """A gap that can't be read. `excerpt` is the start of it, as written."""

    code: Code
    excerpt: str


def parse(text: str) -> Passage:
    """The passage's words and gaps in reading order. Raises BadGap."""
    parts: list[str | Gap] = []
    words = ""
    here = 0
    while braces := _BRACES.search(text, here):
        words += text[here : braces.start()]
        here = braces.end()
        if braces[0] != "{{":
            words += braces[0].removeprefix("\\")
            continue
        gap, here = _gap(text, here)
        if words:
            parts.append(words)
            words = ""
        parts.append(gap)
    words += text[here:]
    if words:
        parts.append(words)
    return tuple(parts)


def _gap(text: str, start: int) -> tuple[Gap, int]:
    """The gap that opens before `start`, and where the text goes on behind it."""
    excerpt = text[start - 2 : start + _EXCERPT]
    end = _find("}}", text, start)
    nested = _find("{{", text, start)
    if end < 0:
        raise BadGap(NOT_CLOSED, excerpt)
    if 0 <= nested < end:
        # One gap inside another if two closings follow each other; else this one was left open.
        closing, opening = _find("}}", text, end + 2), _find("{{", text, end + 2)
        inside = closing >= 0 and (opening < 0 or closing < opening)
        raise BadGap(GAP_INSIDE if inside else NOT_CLOSED, excerpt)
    number = _NUMBER.match(text, start, end)
    if number is None:
        raise BadGap(NO_NUMBER, text[start - 2 : min(end + 2, start - 2 + _EXCERPT)])
    answers, *hints = _HINT.split(text[number.end() : end], maxsplit=1)
    variants = tuple(_literal(each) for each in _VARIANT.split(answers))
    if not all(variants):
        raise BadGap(EMPTY_ANSWER, excerpt)
    hint = _literal(hints[0]) if hints else ""
    return Gap(int(number[1]), variants[0], variants[1:], hint=hint or None), end + 2


def _find(braces: str, text: str, start: int) -> int:
    """Where such braces stand without a backslash; -1 if nowhere."""
    return next((found.start() for found in _BRACES.finditer(text, start) if found[0] == braces), -1)


def _literal(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()


def doubts(text: str) -> Iterator[tuple[Code, str]]:
    """What is probably misread in a text that can be parsed: the codes, and an excerpt of what each speaks of."""
    for single in _SINGLE.finditer(text):
        yield SINGLE_BRACES, single[0][:_EXCERPT]
    end = 0
    while braces := _BRACES.search(text, end):
        start, end = braces.span()
        if braces[0] == "}}":
            yield LEFT_BRACES, text[max(0, end - _EXCERPT) : end]
        if braces[0] == "{{":
            closing = _find("}}", text, end)
            excerpt = text[start : end + _EXCERPT]
            answers, *hints = _HINT.split(text[end:closing].partition("::")[2], maxsplit=1)
            if " | " in answers:
                yield SPACED_BAR, excerpt
            if hints and _HINT.search(hints[0]):
                yield LONG_HINT, excerpt
            end = closing + 2
            if text.startswith("}", end) and not text.startswith("}}", end):
                yield LEFT_BRACES, excerpt


class Gapped(NamedTuple):
    """A text with gaps, as written and as read."""

    source: str
    passage: Passage


def _read_gapped(value: Any, reading: Reading, at: Path) -> dict[str, Gapped]:
    found: dict[str, Gapped] = {}
    problems: list[Problem] = []
    for language, source in read_passages(value, reading, at).items():
        here = (*at, language)
        try:
            found[language] = Gapped(source, _shown(parse(source), reading, here))
        except BadGap as error:
            problems.append(error.code.at(reading.place(here), excerpt=error.excerpt))
        except Invalid as error:
            problems += error.problems
    if problems:
        refuse(*problems)
    return found


def _shown(passage: Passage, reading: Reading, at: Path) -> Passage:
    """The passage with its formulas ready, those of its hints too."""
    gaps = [part for part in passage if isinstance(part, Gap)]
    if any(gap.hint for gap in gaps):
        gaps = [replace(gap, hint=gap.hint and reading.shown(gap.hint, at)) for gap in gaps]
    return with_gaps(reading.shown(passage_source(passage), at), iter(gaps))


_GAPPED = Field(_read_gapped, PASSAGES.schema)


class GapPart(Part):
    """More of the gaps with one number than their text can hold."""

    accept = optional(VARIANTS, N_("other answers that are right"), NO_VARIANTS)
    reject = optional(VARIANTS, N_("answers that are near, but wrong"), NO_VARIANTS)
    strict = optional(FLAG, N_("true where accents and spelling count, false where they don't"))


class ClozeQuestion(Question):
    """`text` with gaps; the same gap numbers in every language."""

    prompt = optional(TEXT, N_("what is asked, if the text does not say it"))  # type: ignore[assignment]  # only here: the text is a prompt
    text = required(_GAPPED, N_("the text, with gaps such as {{{{c1::answer|variant::hint}}}}"))
    gaps = optional(by_key(PHRASE, part(GapPart)), N_("more about a gap, by its number"), {})
    strict = optional(FLAG, N_("true where accents and spelling count"), False)

    def form(self) -> Fill:
        """Fill the gaps."""
        numbers = {
            language: {part.number for part in gapped.passage if isinstance(part, Gap)}
            for language, gapped in self.text.items()
        }
        problems = [NO_GAP.at(self.place, "text", language) for language, found in numbers.items() if not found]
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
        if not problems:
            problems += self._wrong_gaps(numbers[first])
        if problems:
            refuse(*problems)
        passages = {language: self._told(gapped.passage, language) for language, gapped in self.text.items()}
        return Fill(passages, (*self.at, "text"))

    def _wrong_gaps(self, numbers: set[int]) -> Iterator[Problem]:
        """What is wrong below `gaps:`."""
        for key, gap in self.gaps.items():
            if key not in map(str, numbers):
                yield NO_SUCH_GAP.at(self.place, "gaps", key, number=key[:_EXCERPT], numbers=_listed(numbers))
            yield from both_ways(gap.accept, gap.reject, gap.place.below("reject"))

    def _told(self, passage: Passage, language: str) -> Passage:
        """The passage, with what the other keys tell of its gaps."""
        return tuple(part if isinstance(part, str) else self._with(part, language) for part in passage)

    def _with(self, gap: Gap, language: str) -> Gap:
        told = self.gaps.get(str(gap.number))
        if told is None:
            return replace(gap, strict=True) if self.strict else gap
        accept = (*gap.accept, *told.accept.get(language, ()))
        strict = self.strict if told.strict is None else told.strict
        return replace(gap, accept=accept, reject=told.reject.get(language, ()), strict=strict)

    def doubts(self) -> Iterator[Problem]:
        """Signs that are read as a gap's own, and may not be meant so."""
        for language, gapped in self.text.items():
            for code, excerpt in doubts(gapped.source):
                yield code.at(self.place, "text", language, excerpt=excerpt)


def _listed(numbers: set[int]) -> str:
    return ", ".join(f"c{number}" for number in sorted(numbers))
