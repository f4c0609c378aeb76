"""A terminal's screen: paragraphs printed in style, and what stands below a prompt.

Nothing here needs prompt_toolkit, so that the first question can be read while that is still being loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from quizgen.play.styled import Line, Run, Style, cells, flow, plain, run
from quizgen.play.view import Row

if TYPE_CHECKING:
    from quizgen.play.widgets import Widgets

MARGIN = " "
READABLE = 100  # wider lines are hard to read

# Select Graphic Rendition. Faint, not grey: some themes give bright black the background's colour.
_SGR: dict[Style, str] = {
    "bold": "1",
    "italic": "3",
    "dim": "2",
    "code": "33",
    "good": "1;32",
    "bad": "1;31",
    "accent": "36",
}


@dataclass(slots=True)
class Bar:
    """What stands below a prompt: notes, and the keys that do something now, as (key, what it does).

    A warning goes with the next key; `warned` is the one that stood when that key was pressed.
    """

    keys: Sequence[tuple[str, str]]
    notes: list[Row] = field(default_factory=list)
    status: Row | None = None
    warning: Row | None = None
    warned: Row | None = None

    def warn(self, words: str) -> bool:
        """Whether this warning stands already; else it does now."""
        row = Row((run(words, "accent"),))
        self.warning = row
        return row == self.warned

    def key_pressed(self) -> None:
        """Let the warning go."""
        self.warned, self.warning = self.warning, None

    def lines(self, width: int) -> list[Line]:
        """The notes, then the keys, broken between two of them."""
        notes = [*self.notes, self.status, self.warning]
        rows = [line for note in notes if note for line in laid_out(note, width)]
        packed: list[list[Run]] = [[]]
        used = 0
        for key, label in self.keys:
            entry = (run(f"[{key}]", "accent"), run(f" {label}", "dim"))
            size = cells(plain(entry))
            if used and used + 3 + size > width - 1:
                packed.append([])
                used = 0
            packed[-1] += [*((Run(" · ", "dim"),) if used else ()), *entry]
            used += size + (3 if used else 0)
        return [
            *rows,
            *([()] if rows else []),
            *(line for each in packed for line in laid_out(Row(tuple(each)), width)),
        ]


def laid_out(row: Row, width: int) -> list[Line]:
    """A paragraph's lines, with the margin that keeps text off the terminal's edge."""
    return flow(row.text, min(width, READABLE) - 1, (Run(MARGIN), *row.lead), row.hang + len(MARGIN))


class Terminal:
    """Shows paragraphs, and lends the widgets that ask."""

    def __init__(self, stream: TextIO, *, color: bool, width: int | None = None) -> None:
        # Asking the terminal where its cursor is prints a warning on those that don't answer.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self.stream, self.color, self._width = stream, color, width
        self._widgets: Widgets | None = None

    @property
    def width(self) -> int:
        """Columns, as of now."""
        if self._width:
            return self._width
        try:
            return max(os.get_terminal_size(self.stream.fileno()).columns, 2)
        except (OSError, ValueError):
            return 80

    def show(self, rows: Iterable[Row]) -> None:
        """Print paragraphs."""
        width = self.width
        for row in rows:
            for line in laid_out(row, width):
                self.stream.write("".join(map(self._painted, line)) + "\n")
        self.stream.flush()

    def _painted(self, part: Run) -> str:
        code = _SGR.get(part.style) if self.color else None
        return f"\x1b[0;{code}m{part.text}\x1b[0m" if code else part.text

    @property
    def widgets(self) -> Widgets:
        """What asks; loaded when first needed, since it takes longer to load than all the rest."""
        if self._widgets is None:
            from quizgen.play.widgets import Widgets

            self._widgets = Widgets(lambda: self.width, color=self.color)
        return self._widgets
