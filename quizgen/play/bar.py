"""How paragraphs are laid out on a terminal, and the bar of notes and keys below a prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.play.styled import Line, Run, flow, plain, run
from quizgen.play.view import Row
from quizgen.text.cells import WIDEST, cells

MARGIN = " "

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What keys do in a prompt; what gives anything but None ends it with that.

    `alone`: those that do it only if no other letter is pressed at once, so that a word typed too early does no harm.
    """

    keys: Mapping[str, Do] = field(default_factory=dict)
    alone: Mapping[str, Do] = field(default_factory=dict)


@dataclass(slots=True)
class Bar:
    """What is shown below a prompt: notes, a status, the time left, a warning, and the keys that do something now.

    `keys`: pairs of a key and what it does. `time`: words the time left, as of now. `warning` is shown until the next
    key is pressed; then it becomes `warned`.
    """

    keys: Sequence[tuple[str, str]]
    notes: list[Row] = field(default_factory=list)
    status: Row | None = None
    time: Callable[[], Row] | None = None
    warning: Row | None = None
    warned: Row | None = None

    def warn(self, text: str) -> bool:
        """Show a warning. Returns whether the same one was on screen when the last key was pressed."""
        row = Row((run(text, "accent"),))
        self.warning = row
        return row == self.warned

    def key_pressed(self) -> None:
        """Take the warning off the screen, and remember it for `warn`."""
        self.warned, self.warning = self.warning, None

    def lines(self, width: int) -> list[Line]:
        """The notes, status and warning, an empty line, then the keys; a line is broken only between two keys."""
        notes = [*self.notes, self.status, self.time() if self.time else None, self.warning]
        rows = [line for note in notes if note for line in laid_out(note, width)]
        packed: list[list[Run]] = [[]]
        room, used = min(width, WIDEST) - 1 - len(MARGIN), 0
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
    return flow(row.text, min(width, WIDEST) - 1, (Run(MARGIN), *row.lead), row.hang + len(MARGIN), kept=row.kept)
