"""What a command knows of the world around it: the language wanted, the terminal, the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizgen.cli import language
from quizgen.text.phrases import Phrases, available, best

if TYPE_CHECKING:
    from typing import TextIO


class App:
    """One run of the command.

    `wanted` is the language asked for or preferred, None where nobody said; `explicit`, that `--lang` said it;
    `preferred` are the languages that the environment prefers, best first; `say` words the interface, in the first
    of all these that has a catalog, else in English.
    """

    __slots__ = ("environ", "explicit", "preferred", "say", "wanted")

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        said = language.asked(arguments)
        self.environ = environ
        self.explicit = said is not None
        self.preferred = language.preferred(environ)
        self.wanted = language.tag(said) if said else next(iter(self.preferred), None)
        self.say = self.phrases(None)

    def speak(self, language: str) -> None:
        """From now on, this language is the one wanted."""
        self.wanted, self.explicit = language, False
        self.say = self.phrases(None)

    def phrases(self, content: str | None) -> Phrases:
        """The interface's phrases: in the language wanted, else a preferred one, else the content's, else English."""
        for candidate in (self.wanted, *self.preferred, content):
            if candidate is not None and (found := best(candidate, available())):
                return Phrases(found)
        return Phrases("en")

    def content(self, languages: Sequence[str]) -> str | None:
        """Which of a bank's languages to show; None where the one explicitly asked for is missing."""
        if self.wanted is not None and (found := best(self.wanted, languages)):
            return found
        return None if self.explicit else languages[0]

    def serves(self, language: str) -> bool:
        """Whether a language is the one wanted, or near to it."""
        return self.wanted is not None and best(self.wanted, [language]) is not None

    def columns(self, stream: TextIO | None = None) -> int:
        """How wide the terminal is; 80 where there is none."""
        told = self.environ.get("COLUMNS", "")
        if told.isdecimal() and len(told) < 5 and int(told):
            return int(told)
        try:
            return os.get_terminal_size((stream or sys.stdout).fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    def color(self, stream: TextIO) -> bool:
        """Whether to colour: on a terminal that can, unless NO_COLOR says no."""
        return stream.isatty() and not self.environ.get("NO_COLOR") and self.environ.get("TERM") != "dumb"
