"""What can go wrong, as exceptions named after it. The command gives each its exit code; scripts catch them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.outputs.anki import Plan
    from quizgen.problems import Problem


class WrongUsage(Exception):
    """What was asked for makes no sense; the message says why, in the reader's language."""


class ProgressUnusable(Exception):
    """The learner's data can't be opened, read or written; the message says why, in the reader's language."""


class FileUnusable(Exception):
    """A file can't be read as what it should be; the message says why, in the reader's language."""


class NotGoneOn(Exception):
    """The answers can't be stored, which was told, and the learner stops for it."""


class Error(Exception):
    """What was asked for can't be done. `str()` says why, in English; `text` in any language of the interface.

    `problems` are the reasons as values.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """The reasons, worded as `quizgen check` words them."""
        return in_words(self.problems, language)


class NotFound(Error):
    """A place holds no bank: there is nothing by that name, or a folder without any."""


class BanksInvalid(Error):
    """Banks have errors. `unreadable`: a file could not be read at all, so that what is told isn't all."""

    def __init__(self, problems: Iterable[Problem], *, unreadable: bool = False) -> None:
        super().__init__(problems)
        self.unreadable = unreadable


class Inexpressible(Error):
    """An output can't hold some of the questions."""


class WrongDeck(Error):
    """An earlier deck can't be built over. `unreadable`: it is no deck of quizgen's, or damaged."""

    def __init__(self, problems: Iterable[Problem], *, unreadable: bool) -> None:
        super().__init__(problems)
        self.unreadable = unreadable


class WouldLose(Error):
    """A deck would lose questions that learners have. `plan.vanished` names them."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan

    def text(self, language: str) -> str:
        """What would change, and the questions that would be lost."""
        from quizgen.outputs.anki import diff  # whoever made the plan has loaded it
        from quizgen.text.phrases import Phrases

        say = Phrases(language)
        vanished = [line for line in diff.lines(self.plan, say) if line.startswith("  ?")]
        return "\n".join((diff.counts(self.plan, say), *vanished))


def in_words(problems: Iterable[Problem], language: str = "en") -> str:
    """Problems as `quizgen check` tells them: place, code, message, the line itself, a hint."""
    from quizgen.yaml.places import located

    return "\n\n".join(problem.text(language) for problem in located(list(problems)))
