"""Who called: the reader, on which terminal, in which folder, with which clock and data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from quizgen.app.reader import Reader
from quizgen.mode import Mode

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from quizgen.app.learner import Learner
    from quizgen.app.selection import Folders
    from quizgen.problems import Problem


class Caller(Reader):
    """A reader at a command line.

    `environ` is the environment; `settings_file` holds what the reader chose for good, if anything may; `open_file`
    shows a picture with whatever the system shows pictures with; `page` shows a long text screen by screen; `mode`
    holds the terminal's; `explained` tells of an error and gives its exit code, or None if nobody foresaw it.
    """

    __slots__ = ("environ", "explained", "mode", "open_file", "page", "settings_file")

    def __init__(
        self,
        wanted: str | None = None,
        preferred: Sequence[str] = (),
        *,
        explicit: bool = False,
        environ: Mapping[str, str],
        settings_file: str | None = None,
        open_file: Callable[[Path], None] = lambda _path: None,
        page: Callable[[str], None] = print,
        mode: Mode | None = None,
        explained: Callable[[Caller, Exception], int | None] = lambda _caller, _error: None,
    ) -> None:
        super().__init__(wanted, preferred, explicit=explicit)
        self.environ = environ
        self.settings_file = settings_file
        self.open_file = open_file
        self.page = page
        self.mode = mode or Mode(None)
        self.explained = explained

    @property
    def folders(self) -> Folders:
        """Where banks are looked for: here, and among those that come along."""
        from quizgen.app.selection import HERE, Folders, bundled  # help needs none of them, and must come at once

        return Folders(HERE, bundled())

    @property
    def learner(self) -> Learner:
        """Whose answers are stored on this machine, and the clock that they are stored by."""
        from quizgen.app.learner import of_this_machine

        return of_this_machine()

    def columns(self, stream: TextIO | None = None) -> int:
        """How wide the terminal is; 80 where there is none."""
        given = self.environ.get("COLUMNS", "")
        if given.isdecimal() and len(given) < 5 and int(given):
            return int(given)
        try:
            return os.get_terminal_size((stream or sys.stdout).fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    def choose_language(self, language: str) -> None:
        """Speak it from now on, and when the program is started again."""
        from quizgen.app import settings

        self.speak(language)
        if self.settings_file is not None:
            settings.keep_language(self.settings_file, language)

    def tell(self, message: str) -> None:
        """Print a message; on a terminal, with its lines broken between words."""
        if sys.stdout.isatty():
            from quizgen.text.cells import paragraph

            message = "\n".join(paragraph(message, self.columns()))
        print(message)

    def read_out(self, text: str, first: str = "") -> None:
        """Print a text of whole lines; on a terminal that it is too long for, its `first` lines, and it by screens."""
        if sys.stdin.isatty() and sys.stdout.isatty() and self.environ.get("TERM") != "dumb":
            try:
                rows = os.get_terminal_size(sys.stdout.fileno()).lines
            except (OSError, ValueError):
                rows = 24
            if text.count("\n") >= rows:
                sys.stdout.write(first)
                sys.stdout.flush()
                self.page(text.removesuffix("\n"))
                return
        sys.stdout.write(text)
        sys.stdout.flush()

    def color(self, stream: TextIO) -> bool:
        """Whether to colour: on a terminal that can, unless NO_COLOR says no."""
        return stream.isatty() and not self.environ.get("NO_COLOR") and self.environ.get("TERM") != "dumb"

    def remark(self, message: str) -> None:
        """Tell something beside what was asked for, on standard error."""
        print(message, file=sys.stderr)

    def show(self, problems: Iterable[Problem]) -> None:
        """Problems as text, with the lines that they are about, on standard error."""
        from quizgen.problems import report
        from quizgen.yaml.places import located

        width, color = self.columns(sys.stderr), self.color(sys.stderr)
        for _, lines in report.listed(located(list(problems)), self.say, width=width, color=color):
            print("\n".join(lines), end="\n\n", file=sys.stderr)
