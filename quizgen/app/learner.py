"""The learner's own data: opening it, carrying it to another machine, and what to say when it can't be used."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from quizgen.app.errors import ProgressUnusable, WrongUsage
from quizgen.app.reader import Reader
from quizgen.items import Item
from quizgen.study.events import BadLine, Event, from_line, to_line
from quizgen.study.progress import Batch, Progress, ProgressError
from quizgen.study.schedule import RETENTION_BOUNDS
from quizgen.text.phrases import N_, Phrases
from quizgen.text.visible import visible

NEW_A_DAY = 10
"""New questions a day unless told: each comes back about seven times in its first months, which ten minutes bear."""

SECONDS_A_QUESTION = 20
"""What a question takes, with reading its explanation; for the estimate in the menu alone."""

_ERRORS = {
    "newer": N_("your progress was written by a newer quizgen: {path}. Update quizgen to go on with it"),
    "corrupt": N_("your progress is damaged: {path} ({detail}). Put a copy in its place, or move it away"),
    "foreign": N_("this file is not quizgen's: {path}. Move it away"),
    "read-only": N_("your progress can't be written: {path} is read-only"),
    "full": N_("your progress can't be written: the disk is full ({path})"),
    "busy": N_("your progress is in use by another program: {path}"),
    "unreachable": N_("your progress can't be reached: {path} ({detail})"),
}

_BAD_FIELD = N_('"{field}" is not what it should be')
_BAD = {
    "not JSON": N_("it is not JSON"),
    "not a row": N_("it is no answer of quizgen's"),
    "incomplete": N_("something is missing"),
}


@dataclass(frozen=True, slots=True)
class Learner:
    """Who learns on this machine.

    `path`: the database of their answers; `now_ms`: milliseconds since 1970, UTC; `new_id`: an id that no machine gave
    before, and that sorts after those given earlier.
    """

    path: Path
    now_ms: Callable[[], int]
    new_id: Callable[[], str]

    def open_progress(self, *, or_read_only: bool = False) -> Progress:
        """Open the database, making it if it isn't there. `or_read_only`: fall back to reading if it can't be written.

        Raises ProgressError.
        """
        try:
            return Progress(self.path)
        except ProgressError as error:
            if not (or_read_only and error.kind in ("read-only", "full") and _is_file(self.path)):
                raise
        return Progress(self.path, read_only=True)

    @contextmanager
    def progress(self, say: Phrases, *, or_read_only: bool = False) -> Iterator[Progress]:
        """The database, to work with; raises ProgressUnusable if it can't be opened, read or written on the way."""
        try:
            with self.open_progress(or_read_only=or_read_only) as progress:
                yield progress
        except ProgressError as error:
            raise ProgressUnusable(error_text(error, say)) from error

    def adopt(self, progress: Progress, items: Iterable[Item]) -> None:
        """Questions with a former id go on with its history, and so does one that took its old id again."""
        if progress.read_only:
            return
        items = tuple(items)
        living = {item.id for item in items}
        former = {name: id for id in living if (name := progress.name(id)) not in living}
        former |= {old: item.id for item in items for old in item.was}
        if former:
            progress.adopt(former, self.now_ms())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except PermissionError:  # a folder that can't be entered holds none that can be read
        return False


def of_this_machine() -> Learner:
    """Whose answers lie in the user's data folder."""
    return Learner(path(), now_ms, new_id)


def path() -> Path:
    """The database, in the user's data folder."""
    import platformdirs  # only the learner's own commands need it

    return platformdirs.user_data_path("quizgen", appauthor=False) / "progress.db"


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """An id that no machine gave before: the time, so that ids sort, and 80 random bits."""
    return f"{now_ms():012x}-{os.urandom(10).hex()}"


def error_text(error: ProgressError, say: Phrases) -> str:
    """What is wrong with the database, in the reader's language."""
    return say(_ERRORS[error.kind], path=visible(str(error.path)), detail=visible(error.detail))


# ---------------------------------------------------------------------------------------------------------------
# Another machine's


def exported(learner: Learner, say: Phrases) -> Iterator[str]:
    """Every event of the learner's data as a line of JSON, one after the other. Raises ProgressUnusable."""
    with learner.progress(say, or_read_only=True) as progress:
        for event in progress.each_event():
            yield to_line(event) + "\n"


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read of exported lines: the events, and in words what is wrong with each line that is none."""

    events: tuple[Event, ...]
    bad: tuple[str, ...]


def read_lines(files: Iterable[tuple[str, BinaryIO]], say: Phrases) -> Lines:
    """Read what `exported` gave, from open files by their names."""
    events: list[Event] = []
    bad: list[str] = []
    for name, file in files:
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                events.append(from_line(line))
            except BadLine as reason:
                why = say(_BAD.get(str(reason), _BAD_FIELD), field=str(reason))
                bad.append(say("{place}: left out, since {reason}", place=f"{visible(name)}:{number}", reason=why))
    return Lines(tuple(events), tuple(bad))


MAX_LINE = 1_000_000
"""Bytes of a line: 1 MB, a hundred times as much as the longest answer that a quiz stores."""


def _lines(file: BinaryIO) -> Iterator[str]:
    """A file's lines. Of one that is too long, the beginning alone, which is no JSON any more."""
    first = True
    while line := file.readline(MAX_LINE):
        text = line.decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if first else text
        first = False
        while len(line) == MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)


def merge(learner: Learner, events: Sequence[Event], source: str, say: Phrases, *, backed_up: bool = False) -> int:
    """Add the events that the learner doesn't have yet; returns how many these are. Raises ProgressUnusable.

    `backed_up`: copy the database first, unless something of this name was imported before.
    """
    with learner.progress(say) as progress:
        if backed_up and all(batch.source != source for batch in progress.batches()):
            progress.back_up("before-import")
        return progress.bring(events, source, learner.now_ms(), lambda: time.sleep(_PAUSE_S))


_PAUSE_S = 0.11  # a quiz that waits for the database tries again ten times a second


def batches(learner: Learner, say: Phrases) -> list[Batch]:
    """What was imported and not taken back, the last one first. Raises ProgressUnusable."""
    with learner.progress(say) as progress:
        return progress.batches()


def take_back(learner: Learner, batch: int, say: Phrases) -> int:
    """Undo an import; returns how many rows went. Raises ProgressUnusable."""
    with learner.progress(say) as progress:
        return progress.take_back(batch)


# ---------------------------------------------------------------------------------------------------------------
# The schedule


def rebuild(learner: Learner, say: Phrases) -> int:
    """Derive the schedule anew from the answers; returns how many questions it holds. Raises ProgressUnusable."""
    with learner.progress(say) as progress:
        progress.rebuild()
        return len(progress.memories())


def retention(learner: Learner, reader: Reader, percent: str | None) -> float:
    """The share of what falls due that the learner wants to remember, having set it to `percent` if given.

    Raises WrongUsage for what is no such percentage, and ProgressUnusable.
    """
    with learner.progress(reader.say, or_read_only=percent is None) as progress:
        if percent is not None:
            progress.aim_for(_share(reader, percent), learner.now_ms())
        return progress.retention


def _share(reader: Reader, percent: str) -> float:
    low, high = (round(100 * bound) for bound in RETENTION_BOUNDS)
    given = percent.strip().rstrip("%").strip()
    if not (given.isascii() and given.isdecimal() and low <= int(given[:4]) <= high):
        raise WrongUsage(reader.say("give a whole number of percent from {low} to {high}", low=low, high=high))
    return int(given) / 100
