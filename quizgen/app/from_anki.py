"""Answers that were given in Anki, from its files to the learner's data."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.app.errors import FileUnusable
from quizgen.outputs.anki import revlog
from quizgen.outputs.anki.revlog import Review, Unreadable
from quizgen.study.events import ANKI, ECHO_MS, Event, fact, is_ankis
from quizgen.study.progress import Progress
from quizgen.study.schedule import AGAIN, offset_of
from quizgen.text.phrases import N_, Phrases
from quizgen.text.visible import visible

_TROUBLES = {
    "no collection": N_("{path}: this is no file of Anki's, or a damaged one. Export the deck or the collection again"),
    "too large": N_("{path}: too large to be read. Export the deck alone, as an .apkg file, instead of the collection"),
    "later": N_(
        "{path}: from an Anki that is newer than this quizgen. Export with Support older Anki versions ticked, or "
        "update quizgen"
    ),
    "open": N_("{path}: Anki has it open. Close Anki first, or take its newest backup: quizgen progress import --anki"),
    "zstd": N_(
        "{path}: unpacking it needs one library more. Install it (pip install quizgen[anki]), or export with Support "
        "older Anki versions ticked"
    ),
}


@dataclass(frozen=True, slots=True)
class FromAnki:
    """The events that files of Anki's come to. `echoes`: how many answers were ours; `future`: how many aren't yet."""

    events: tuple[Event, ...]
    echoes: int = 0
    future: int = 0


def read(paths: Iterable[Path], progress: Progress, now_ms: int, say: Phrases) -> FromAnki:
    """The answers in these files. Raises FileUnusable for the first that can't be read, and OSError."""
    known = _known(progress)
    events: dict[str, Event] = {}
    echoes = future = 0
    for path in paths:
        try:
            log = revlog.read(path, now_ms)
        except Unreadable as error:
            raise FileUnusable(say(_TROUBLES[error.trouble], path=visible(str(path)))) from None
        future += log.future
        for review in log.reviews:
            if _is_echo(review.at_ms, known.times.get(progress.name(review.item), ())):
                echoes += 1
                continue
            event = _event(review)
            # Two profiles may each have an answer of the same millisecond.
            there = events.get(event.id) or known.ankis.get(event.id)
            if there is not None and progress.name(there.item) != progress.name(event.item):
                event = event._replace(id=f"{event.id}:{review.guid}")
            events[event.id] = event
    return FromAnki(tuple(events.values()), echoes, future)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is there already: when each question was answered here, and what came from Anki, by its id."""

    times: Mapping[str, Sequence[int]]
    ankis: Mapping[str, Event]


def _known(progress: Progress) -> _Known:
    times: dict[str, list[int]] = {}
    ankis: dict[str, Event] = {}
    for event in progress.each_event():
        if is_ankis(event):
            ankis[event.id] = event
        elif event.what == "answer":
            times.setdefault(progress.name(event.item), []).append(event.at_ms)
    return _Known(times, ankis)


def _is_echo(at_ms: int, times: Sequence[int]) -> bool:
    place = bisect_right(times, at_ms)
    return place > 0 and at_ms - times[place - 1] < ECHO_MS


def _event(review: Review) -> Event:
    """An answer as a row: of one card, a scheduled answer; of a list, the fact that one of its cards was answered."""
    whole = review.number is None or review.of is None
    return Event(
        f"{ANKI}{review.at_ms}",
        review.at_ms,
        "answer",
        review.item,
        "anki",
        mode="study",
        language=review.language,
        answer=None if review.number is None or review.of is None else fact(review.number, review.ease, review.of),
        score="0" if review.ease == AGAIN else "1",
        duration_ms=review.duration_ms,
        rating=review.ease if whole else None,
        offset=offset_of(review.at_ms, None),
    )


# ---------------------------------------------------------------------------------------------------------------
# Where Anki keeps its backups


@dataclass(frozen=True, slots=True)
class Profile:
    """One of a person's profiles in Anki. `backup`: the newest one; None if there is none yet."""

    name: str
    backup: Path | None


def homes(environ: Mapping[str, str], platform: str = sys.platform) -> tuple[Path, ...]:
    """The folders that Anki keeps its profiles in, on this system."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or "~").expanduser()
    if base := environ.get("ANKI_BASE"):
        return (Path(base),)
    if platform == "win32":
        return (Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / "Anki2",)
    if platform == "darwin":
        return (home / "Library" / "Application Support" / "Anki2",)
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return (data / "Anki2", home / ".var" / "app" / "net.ankiweb.Anki" / "data" / "Anki2")


def profiles(homes: Iterable[Path]) -> list[Profile]:
    """The profiles in these folders, by name. The open collection itself is never touched."""
    found = []
    for home in homes:
        try:
            folders = sorted(each for each in home.iterdir() if (each / "collection.anki2").is_file())
        except OSError:
            continue
        for folder in folders:
            # Anki names them backup-2026-11-27-21.30.05.colpkg: the last by name is the newest.
            backups = sorted((folder / "backups").glob("*.colpkg"), key=lambda path: path.name)
            found.append(Profile(folder.name, backups[-1] if backups else None))
    return found
