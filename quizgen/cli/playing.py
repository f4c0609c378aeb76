"""Choosing questions and playing them: what `play` and the menu share."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

import click

from quizgen import grading
from quizgen.cli import banks, learner, studying
from quizgen.cli.app import App
from quizgen.cli.commands import Usage
from quizgen.cli.learner import NEW_A_DAY
from quizgen.play import NotSaved, agree, choose_plain, run, without_needed_images
from quizgen.study.progress import Progress, ProgressError
from quizgen.study.record import Recorder, to_store
from quizgen.study.session import Action, Mode, Session, Settings, begin, mark

if TYPE_CHECKING:
    from quizgen.items import Collection, Item
    from quizgen.text.phrases import Phrases

COUNT: dict[Mode, int] = {"study": 10, "practice": 10, "exam": 20}
"""How many questions a session has unless told: an exam in French is marked out of 20."""

FILES, INTERRUPTED = 3, 130


def out_of_twenty(language: str) -> bool:
    """Whether the language's readers are used to marks out of 20 rather than percent."""
    return mark(begin((), Settings("exam", language)), language)[1] == 20


def language_of(app: App, collections: Sequence[Collection]) -> str:
    """The one language of a session: the language wanted if any of the collections has it, else the first's first.

    The one asked for by --lang is in none: exit code 2.
    """
    for collection in collections:
        found = app.content(collection.languages)
        if found is not None and (app.wanted is None or app.serves(found)):
            return found
    return banks.language_of(app, collections[0])


def askable(items: Sequence[Item], language: str) -> tuple[tuple[Item, ...], int]:
    """The items that can be asked in a terminal in that language, and how many lack only their picture."""
    return without_needed_images(item for item in items if language in item.languages)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of a session.

    `new`: how many new questions a day; `missed`: only what was wrong lately; `banks`: as the command line named them.
    """

    mode: Mode
    count: int | None = None
    seed: int | None = None
    plain: bool = False
    time_limit_s: float | None = None
    new: int = NEW_A_DAY
    missed: bool = False
    banks: Sequence[str] = ()

    def command(self, *more: str) -> str:
        """How to play the same banks otherwise."""
        return shlex.join(("quizgen", "play", *self.banks, *more))


def play(app: App, collections: Sequence[Collection], items: Sequence[Item], wish: Wish) -> int:
    """Ask some of the items and tell how it went; 130 if it was interrupted, else 0."""
    language = language_of(app, collections)
    say = app.phrases(language)
    pool, left_out = askable(items, language)
    if not pool:
        raise Usage(say("none of these questions can be asked here, in this language"))
    seed = SystemRandom().randrange(10**6) if wish.seed is None else wish.seed
    stage = Stage(app, collections, pool, say, choose_plain(sys.stdin, sys.stdout, app.environ, wish.plain))
    with _progress(stage) as progress:
        try:
            begun = _begun(stage, progress, items, wish, seed)
        except ProgressError as error:  # it can be opened, yet not read or written all through
            if not _goes_on_unsaved(stage, error):
                return FILES
            begun = _begun(stage, None, items, wish, seed)
        if begun is None:
            return 0
        session, recorder, notes = begun
        if left_out:
            notes.append(
                say.plural(
                    "{n} question is left out here: it needs its picture.",
                    "{n} questions are left out here: they need their pictures.",
                    left_out,
                )
            )
        return _run(stage, session, progress if recorder else None, recorder, notes)


def _begun(
    stage: Stage, progress: Progress | None, items: Sequence[Item], wish: Wish, seed: int
) -> tuple[Session, Recorder | None, list[str]] | None:
    """The session, stored as it begins, what stores the rest, and what to tell before; None if there is nothing to do.

    Why there is nothing to do is told here. Raises ProgressError.
    """
    language = language_of(stage.app, stage.collections)
    notes: list[str] = []
    if progress is not None:
        learner.adopt(progress, items)
        notes += _unfinished(progress, items, wish, stage.say)
    chosen = _chosen(stage, progress, wish, seed, language)
    if not chosen:
        for note in notes:
            print(note)
        return None
    session = begin(chosen, Settings(wish.mode, language, seed, wish.time_limit_s))
    if progress is None:
        return session, None, notes
    id = learner.new_id()
    progress.begin(to_store(id, learner.now_ms(), session))
    return session, Recorder(id, progress.append, learner.now_ms, learner.new_id), notes


def resume(app: App, collections: Sequence[Collection], plain: bool = False) -> int:
    """Take up the session that was left: the same question, its options in the same order."""
    items = [item for collection in collections for item in collection.items()]
    stage = Stage(app, collections, items, app.say, choose_plain(sys.stdin, sys.stdout, app.environ, plain))
    with _progress(stage) as progress:
        try:
            left = studying.left(progress, items) if progress is not None else None
        except ProgressError as error:
            print(app.say("Error: {message}", message=learner.told(error, app.say)), file=sys.stderr)
            return FILES
        if progress is None or left is None:
            raise Usage(
                app.say("there is no unfinished session of these questions; if it was of other banks, name them")
            )
        plan, restored = left
        stage = replace(stage, say=app.phrases(restored.session.settings.language))
        if restored.gone:
            told = stage.say.plural(
                "{n} question of that session can't be asked any more.",
                "{n} questions of that session can't be asked any more.",
                restored.gone,
            )
            print(told)
        recorder = Recorder(plan.id, progress.append, learner.now_ms, learner.new_id, restored.event_ids, restored.seq)
        return _run(stage, restored.session, progress, recorder)


# ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a session is played: what may be asked, the interface's phrases, which face."""

    app: App
    collections: Sequence[Collection]
    pool: Sequence[Item]
    say: Phrases
    plain: bool


@contextmanager
def _progress(stage: Stage) -> Iterator[Progress | None]:
    """The learner's progress; None if it can't be used and the learner goes on all the same."""
    try:
        progress = learner.open_progress()
    except ProgressError as error:
        if not _goes_on_unsaved(stage, error):
            raise click.exceptions.Exit(FILES) from error
        yield None
        return
    with progress:
        yield progress


def _goes_on_unsaved(stage: Stage, error: ProgressError) -> bool:
    print(stage.say("Error: {message}", message=learner.told(error, stage.say)), file=sys.stderr)
    return agree(
        stage.say("Go on without saving?"),
        say=stage.say,
        plain=stage.plain,
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=stage.app.color(sys.stdout),
    )


def _chosen(stage: Stage, progress: Progress | None, wish: Wish, seed: int, language: str) -> Sequence[Item]:
    """The questions to ask, in order; none, having told why, if there is nothing to do."""
    say, pool, now_ms = stage.say, stage.pool, learner.now_ms()
    if wish.missed:
        pool = studying.lately_missed(progress, pool, now_ms) if progress is not None else ()
        if not pool:
            print(say("Nothing was missed lately."))
            return ()
    count = wish.count or COUNT[wish.mode]
    if wish.mode != "study":
        return Random(seed).sample(pool, min(count, len(pool)))
    chosen = studying.chosen(studying.today(pool, progress, now_ms, wish.new), count, language)
    if not chosen and progress is not None:
        print(say("Nothing is due today.") + " " + studying.outlook(pool, progress, None, now_ms, say))
        command = wish.command("--mode", "practice")
        print(say("To go on all the same: {command}, or --new with a higher number.", command=command))
    return chosen


def _unfinished(progress: Progress, items: Sequence[Item], wish: Wish, say: Phrases) -> Iterator[str]:
    """That a session was left, if one was, and how to go on with it."""
    left = studying.left(progress, items)
    if left is not None and left[1].session.answers:
        yield say(
            "A session was left at {done} of {total}. To go on with it: {command}",
            done=len(left[1].session.answers),
            total=len(left[1].session.items),
            command=wish.command("--resume"),
        )


def _run(
    stage: Stage,
    session: Session,
    progress: Progress | None = None,
    recorder: Recorder | None = None,
    notes: Sequence[str] = (),
) -> int:
    app, say = stage.app, stage.say
    by_id = {item.id: item for item in session.items}
    language = session.settings.language
    known = [
        item for collection in stage.collections for item in collection.items() if language in item.languages
    ]  # whatever the filters leave: how an answer is judged doesn't hang on what else is asked

    @cache
    def others(item_id: str, language: str) -> frozenset[str]:
        return grading.known_answers(known, by_id[item_id], language)

    def record(before: Session, action: Action, after: Session) -> None:
        assert progress is not None
        assert recorder is not None
        try:
            recorder(before, action, after)
            if after.ended:
                progress.end(recorder.session)
        except ProgressError as error:
            raise NotSaved(learner.told(error, say)) from error

    def outlook(ended: Session) -> str:
        if progress is None or ended.settings.mode != "study" or not ended.answers:
            return ""  # only studying moves what falls due
        try:
            return studying.outlook(stage.pool, progress, ended, learner.now_ms(), say)
        except ProgressError:
            return ""  # that it can't be read was told when an answer could not be stored

    ended = run(
        session,
        say=say,
        banks={bank.id: bank for collection in stage.collections for bank in collection.banks},
        others=lambda item, language: others(item.id, language),
        plain=stage.plain,
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=app.color(sys.stdout),
        clock=time.monotonic,
        open_file=_open,
        notes=notes,
        record=record if recorder is not None else None,
        outlook=outlook,
    )
    return INTERRUPTED if ended.how == "interrupted" else 0


def _open(path: Path) -> None:
    """Show a picture with whatever the system shows pictures with."""
    click.launch(str(path))
