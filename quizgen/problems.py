"""Problems as values: what is wrong in a bank, and where. All of them are collected; `cli` words them.

Codes are stable, so that a script or an editor may rely on them. Q0xx: the file and its YAML. Q1xx: the shape
of what is written. Q2xx: what a question means. Q3xx: how questions and files stand together. Q4xx: images,
citations. Q5xx and up are warnings, except Q9xx: an output can't express a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file. Lines and columns count from 1; line 0 is the file as a whole.

    `length` is how many characters the caret underlines, `source` the line itself, without its end.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `values` fill the placeholders of the code's message and hint.

    A value named `nearest` (the known word that was probably meant) replaces the hint by a suggestion.
    `also` is a second place, for a duplicate: where the first one stands.
    """

    code: str
    where: Where
    values: Mapping[str, str | int] = field(default_factory=dict)
    also: Where | None = None

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Errors keep a bank from being played or exported; warnings don't."""
        return "warning" if self.code[1] in "5678" else "error"
