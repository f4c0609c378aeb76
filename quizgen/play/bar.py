"""How paragraphs are laid out on a terminal, and the bar of notes and keys below a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizgen.play.styled import Line, Run, cells, flow, plain, run
from quizgen.play.view import Row

MARGIN = " "
READABLE = 100  # wider lines are hard to read


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
        room, used = min(width, READABLE) - 1 - len(MARGIN), 0
        for key, label in self.keys:
            entry = (run(f"[{key}]", "accent"), run(f" {label}", "dim"))
            size = cells(plain(entry))
            if used and used + 3 + size > room:
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
