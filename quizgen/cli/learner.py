"""The learner's own data: where it lies, opening it, and what to say when it can't be used."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.study.progress import Progress, ProgressError
from quizgen.text.phrases import N_, Phrases
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.items import Item

NEW_A_DAY = 10
"""New questions a day unless told: each comes back about seven times in its first months, which ten minutes bear."""

SECONDS_A_QUESTION = 20
"""What a question takes, with reading its explanation; for the estimate in the menu alone."""

_TROUBLES = {
    "newer": N_("your progress was written by a newer quizgen: {path}. Update quizgen to go on with it"),
    "corrupt": N_("your progress is damaged: {path} ({detail}). Put a copy in its place, or move it away"),
    "foreign": N_("this file is not quizgen's: {path}. Move it away"),
    "read-only": N_("your progress can't be written: {path} is read-only"),
    "full": N_("your progress can't be written: the disk is full ({path})"),
    "busy": N_("your progress is in use by another program: {path}"),
    "unreachable": N_("your progress can't be reached: {path} ({detail})"),
}


def path() -> Path:
    """The database, in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("quizgen", appauthor=False) / "progress.db"


def open_progress(*, reading: bool = False) -> Progress:
    """Open it, making it if it isn't there. `reading`: where nothing can be written, to read alone.

    Raises ProgressError.
    """
    try:
        return Progress(path())
    except ProgressError as error:
        if not (reading and error.kind in ("read-only", "full") and path().is_file()):
            raise
    return Progress(path(), read_only=True)


def told(error: ProgressError, say: Phrases) -> str:
    """What is wrong with it, in the reader's language."""
    return say(_TROUBLES[error.kind], path=visible(str(error.path)), detail=visible(error.detail))


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """An id that no machine gave before: the time, so that ids sort, and 80 random bits."""
    return f"{now_ms():012x}-{os.urandom(10).hex()}"


def adopt(progress: Progress, items: Sequence[Item]) -> None:
    """Questions with a former id go on with its history, and so does one that took its old id again."""
    if progress.read_only:
        return
    living = {item.id for item in items}
    former = {name: id for id in living if (name := progress.name(id)) not in living}
    former |= {old: item.id for item in items for old in item.was}
    if former:
        progress.adopt(former, now_ms())
