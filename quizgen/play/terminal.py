"""A terminal's screen: paragraphs printed in colours and weights.

Nothing here needs prompt_toolkit, so that the first question can be read while that is still being loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from quizgen.play.bar import MARGIN, laid_out
from quizgen.play.styled import Line, Run, Style
from quizgen.play.view import Row

if TYPE_CHECKING:
    from quizgen.play.widgets import Widgets

# Parameters of Select Graphic Rendition (ECMA-48). Dim is faint, not grey: some colour schemes give bright black the
# background's colour.
_SGR: dict[Style, str] = {
    "bold": "1",
    "italic": "3",
    "dim": "2",
    "code": "33",
    "good": "1;32",
    "bad": "1;31",
    "accent": "36",
}


class Terminal:
    """Shows paragraphs, and holds the widgets that ask. `width`: for tests; None asks the terminal."""

    def __init__(self, stream: TextIO, *, color: bool, width: int | None = None) -> None:
        # Asking the terminal where its cursor is prints a warning on those that don't answer.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        self.stream, self.color, self._width = stream, color, width
        self._widgets: Widgets | None = None

    @property
    def width(self) -> int:
        """The terminal's columns, as of now."""
        if self._width:
            return self._width
        try:
            return max(os.get_terminal_size(self.stream.fileno()).columns, 2)
        except (OSError, ValueError):
            return 80

    def show(self, rows: Iterable[Row]) -> None:
        """Print paragraphs."""
        width = self.width
        self.draw(line for row in rows for line in laid_out(row, width))

    def room(self, options: int) -> tuple[int, int]:
        """The pixels that a picture may have, so that a question with so many options fits on the screen with it."""
        try:
            lines = os.get_terminal_size(self.stream.fileno()).lines
        except (OSError, ValueError):
            lines = 24
        rows = min(max(lines - options - 11, 6), 16)  # what is left of header, prompt, alternative text and bar
        return min(max(self.width - 4, 2), 3 * rows), 2 * rows

    def paint(self, lines: Iterable[str]) -> None:
        """Print a picture's lines, which are coloured already, below an empty one."""
        self.stream.write("\n" + "".join(f"{MARGIN}  {line}\n" for line in lines))
        self.stream.flush()

    def draw(self, lines: Iterable[Line]) -> None:
        """Print lines as they are."""
        for line in lines:
            self.stream.write("".join(map(self._painted, line)) + "\n")
        self.stream.flush()

    def _painted(self, part: Run) -> str:
        code = _SGR.get(part.style) if self.color else None
        return f"\x1b[0;{code}m{part.text}\x1b[0m" if code else part.text

    @property
    def widgets(self) -> Widgets:
        """The widgets, loaded when they are first needed, since they take longer to load than all the rest."""
        if self._widgets is None:
            from quizgen.play.widgets import Widgets

            self._widgets = Widgets(lambda: self.width, color=self.color)
        return self._widgets
