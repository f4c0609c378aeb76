"""Problems as values: what is wrong, where, and how to mend it. All of them are collected; none stops at the first.

A `Code` is declared in the file that raises it, with its words. Its id is stable, so that a script or an editor may
rely on it. Q0xx: the file and its YAML. Q1xx: the shape of what is written. Q2xx: what a question means. Q3xx: how
questions and files stand together. Q4xx: pictures and citations. Q5xx to Q8xx are warnings. Q9xx: an output can't
express a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn

Path = tuple[str | int, ...]
"""Keys, and positions in lists from 0, that lead from the root of a file's data to one of its values."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: a file and the path through its data; line and column, once they were looked up.

    Without a path, it is the file as a whole. Lines and columns count from 1; line 0 was not looked up yet. `length`
    is how many characters the caret underlines, `source` the line itself, without its end. `in_key`: the path leads
    to a key rather than to its value. `question`: the id of the question that it stands in, once that was looked up.
    """

    file: str = ""
    path: Path | None = None
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = ""
    in_key: bool = False
    question: str = ""

    def below(self, *path: str | int) -> Place:
        """The place that a path from here leads to."""
        return Place(self.file, (*(self.path or ()), *path))


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of problem and its words, as msgids; `{placeholders}` are filled from the problem's values.

    Errors keep a bank from being played or exported; warnings don't. An empty hint is none. `caret` says what is
    underlined: the `value`, the `key` before it, or, where something is missing inside (`gap`), the value even if it
    begins on a line below its key.
    """

    id: str
    severity: Severity
    message: str
    hint: str = ""
    caret: Literal["value", "key", "gap"] = "value"

    def at(self, place: Place, /, *path: str | int, **values: str | int) -> Problem:
        """The problem at a place, or at a path below it."""
        return Problem(self, place.below(*path) if path else place, values)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `values` fill the placeholders of the code's message and hint.

    A value named `nearest`, the known word that was probably meant, replaces the hint by a suggestion. `also` is a
    second place, for what stands twice: where the first one stands.
    """

    code: Code
    place: Place
    values: Mapping[str, str | int] = field(default_factory=dict)
    also: Place | None = None

    @property
    def severity(self) -> Severity:
        """Errors keep a bank from being played or exported; warnings don't."""
        return self.code.severity

    def text(self, language: str = "en") -> str:
        """Place, code, message, the line itself and the hint, as `quizgen check` tells them where it has 80 columns."""
        from quizgen.problems import report  # words need the catalogs, which a problem as a value does not
        from quizgen.text.phrases import Phrases

        return "\n".join(report.as_text(self, Phrases(language), width=80))

    def __str__(self) -> str:
        return self.text()


class Invalid(Exception):
    """What was read makes no sense, for all these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def refuse(*problems: Problem) -> NoReturn:
    """Raise Invalid, with these problems."""
    raise Invalid(problems)


def nearest(word: str, known: Iterable[str]) -> dict[str, str | int]:
    """The known word that was probably meant, as the value `nearest`; nothing if none is near."""
    from difflib import get_close_matches  # rarely needed, and start-up would pay for it

    from quizgen.text.lookalikes import plain_word

    close = get_close_matches(plain_word(word).lower(), known, n=1)
    return {"nearest": close[0]} if close else {}
