"""The tables of answers: tests/cases/grading/answers.*.txt. What they hold is told at the head of the English one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from marking import CASES

from quizgen.grading import Filled, Named, Response, Typed, Unreadable, judge
from quizgen.items import (
    Country,
    Date,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Moment,
    Name,
    Quantity,
    Spelling,
    Write,
)

LANGUAGES = ("en", "fr")
VERDICTS = {"=": "right", "~": "slip", "?": "asked again", "-": "wrong"}


@dataclass(frozen=True)
class Answer:
    """An answer to a question, and the verdict that a fair teacher gives."""

    language: str
    kind: str
    section: str
    question: str
    form: Form
    response: Response
    typed: str
    others: frozenset[str]
    verdict: str

    def __str__(self) -> str:
        return f"[{self.kind}] {self.question}: {self.typed}"


def answers(language: str) -> Iterator[Answer]:
    """Every answer of a language's table."""
    section = ""
    text = (CASES / f"answers.{language}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("["):
            kind, question = re.fullmatch(r"\[(\w+)\] (.+)", line).groups()  # type: ignore[union-attr]
            said = dict(each.partition(": ")[::2] for each in re.findall(r"\{([a-z]{3,}[^}]*)\}", question))
            question = re.sub(r" \{[a-z]{3,}[^}]*\}", "", question)
            form = form_of(kind, question, said, language)
        elif line[:1] in VERDICTS:
            for typed in re.split(r" ; ", line[2:].replace("\\u0301", "\u0301")):
                response = response_of(kind, typed)
                others = frozenset(filter(None, said.get("others", "").split("; ")))
                yield Answer(language, kind, section, question, form, response, typed, others, VERDICTS[line[0]])


def form_of(kind: str, question: str, said: dict[str, str], language: str) -> Form:
    """The form of a question of the table."""
    accept = {language: tuple(filter(None, said.get("accept", "").split("; ")))}
    match kind:
        case "text":
            return Write(Spelling(text_of(question), accept))
        case "gap":
            return Fill({language: ("… ", Gap(1, question, accept[language]))})
        case "number":
            unit = Name(said["unit"]) if "unit" in said else None
            return Write(Quantity(Decimal(question), Decimal(said.get("tolerance", "0")), unit))
        case "date":
            sign = -1 if question.startswith("-") else 1
            year, *rest = map(int, question.lstrip("-").split("-"))
            return Write(Moment(Date(sign * year, *rest), "year" if "given" in said else None))
        case "list":
            entries = tuple(Entry(Spelling(text_of(each))) for each in question.split(" | "))
            return Enumerate(entries, len(entries))
    raise ValueError(kind)


def text_of(text: str) -> Country | Name:
    return Country(text[1:3]) if text.startswith("{") else Name(text)


def response_of(kind: str, typed: str) -> Response:
    match kind:
        case "gap":
            return Filled((typed,))
        case "list":
            return Named(tuple(typed.split(" | ")))
    return Typed(typed)


def judged(answer: Answer) -> str:
    """The verdict that the judge gives, in the table's words."""
    found = judge(answer.response, answer.form, answer.language, answer.others)
    if isinstance(found, Unreadable):
        return "asked again"
    if not found.right:
        return "wrong"
    return "slip" if found.slips else "right"
