"""What is made of questions, besides playing them: one file or folder each, and one line in this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quizgen.items import Collection, Item
from quizgen.problems import Code, Problem
from quizgen.text.phrases import N_

NOT_TRANSLATED = Code(
    "Q553",
    "warning",
    N_("{question} has no {language_name} and is left out"),
    N_("translate it, or name it by --except"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What an output makes of questions: the file's bytes, and a problem for each question that it can't express."""

    content: bytes
    problems: Sequence[Problem] = ()


Make = Callable[[Collection, Sequence[Item], str], Made]
"""Makes one file of some of a collection's items, all of which exist in the language given."""


@dataclass(frozen=True, slots=True)
class Output:
    """Something that is made of questions.

    `about`: what it makes, as a msgid. `module` holds `make`, a `Make`, and is loaded when it is called; without a
    module, the command line has a page of its own for it. `suffix`: how its files end.
    """

    about: str
    module: str | None = None
    suffix: str = ""


OUTPUTS = {
    "anki": Output(N_("Make Anki decks that update without losing anything.")),
    "handout": Output(N_("Print worksheets, keys and cards for a class, as PDF.")),
    "moodle": Output(N_("Write Moodle XML, pictures inside."), "quizgen.outputs.exchange.moodle", ".xml"),
    "gift": Output(N_("Write GIFT, Moodle's format of plain text."), "quizgen.outputs.exchange.gift", ".gift"),
    "qti": Output(N_("Write a QTI 2.2 package."), "quizgen.outputs.exchange.qti", ".zip"),
    "csv": Output(N_("Write a table for spreadsheets and Anki."), "quizgen.outputs.exchange.table", ".csv"),
    "amc": Output(N_("Write AMC-TXT, for Auto Multiple Choice."), "quizgen.outputs.exchange.amc", ".txt"),
}
"""What `quizgen export` offers, by name."""


def in_language(items: Iterable[Item], language: str) -> tuple[list[Item], list[Problem]]:
    """The items that exist in a language, and a problem for each other one."""
    kept: list[Item] = []
    problems: list[Problem] = []
    for item in items:
        if language in item.languages:
            kept.append(item)
        else:
            problems.append(NOT_TRANSLATED.at(item.where, question=item.id, language=language))
    return kept, problems
