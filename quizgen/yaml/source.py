"""A file's text, and places in it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from quizgen.problems import Place

LINE_END = re.compile(r"\r\n|\r|\n")


class Source:
    """The text of a file, by the name under which its problems are told."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def _lines(self) -> list[str]:
        return LINE_END.split(self.text)

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """The place of characters on one line, with that line. Lines and columns count from 1."""
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return Place(self.file, None, line, column, length, source)

    def between(self, mark: Any, end: int) -> Place:
        """The place of what stands between a mark of the parser's and an index, as far as it is on the first line."""
        broken = LINE_END.search(self.text, mark.index, end)  # not to the line's end: a file may be but one line
        taken = self.text[mark.index : broken.start() if broken else end].rstrip()
        return self.place(mark.line + 1, mark.column + 1, max(1, len(taken)))

    def of(self, event: Any) -> Place:
        """The place of what an event takes up of its first line."""
        return self.between(event.start_mark, event.end_mark.index)

    def line_end(self, index: int) -> int:
        """The index at which the line ends that an index stands in."""
        end = LINE_END.search(self.text, index)
        return end.start() if end else len(self.text)
