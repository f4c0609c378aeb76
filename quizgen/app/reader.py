"""For whom things are said: the languages that the reader wants or prefers."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.text.phrases import Phrases, available, best


class Reader:
    """Which language to speak, and to show questions in.

    `wanted` is the language asked for or preferred, None where nobody said; `explicit`, that it was asked for, so that
    a bank without it is a mistake; `preferred` are the languages that the reader's system prefers, best first; `say`
    words the interface, in the first of all these that has a catalog, else in English.
    """

    __slots__ = ("explicit", "preferred", "say", "wanted")

    def __init__(self, wanted: str | None, preferred: Sequence[str] = (), *, explicit: bool = False) -> None:
        self.wanted = wanted
        self.preferred = tuple(preferred)
        self.explicit = explicit
        self.say = self.phrases(None)

    def remark(self, message: str) -> None:
        """Tell something beside what was asked for. A reader without a screen is told nothing."""

    def speak(self, language: str) -> None:
        """From now on, this language is the one wanted."""
        self.wanted, self.explicit = language, False
        self.say = self.phrases(None)

    def phrases(self, content: str | None) -> Phrases:
        """The interface's phrases: in the language wanted, else a preferred one, else the content's, else English."""
        for candidate in (self.wanted, *self.preferred, content):
            if candidate is not None and (spoken := best(candidate, available())):
                return Phrases(spoken)
        return Phrases("en")

    def content(self, languages: Sequence[str]) -> str | None:
        """Which of a bank's languages to show; None where the one explicitly asked for is missing."""
        for candidate in (self.wanted, *(() if self.explicit else self.preferred)):
            if candidate is not None and (shown := best(candidate, languages)):
                return shown
        return None if self.explicit else languages[0]
