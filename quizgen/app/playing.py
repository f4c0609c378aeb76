"""Choosing questions and playing them, on a terminal or line by line."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from quizgen import grading
from quizgen import play as terminal
from quizgen.app import selection, studying
from quizgen.app.caller import Caller
from quizgen.app.drawing import drawing
from quizgen.app.errors import NotGoneOn, ProgressUnusable, WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.learner import NEW_A_DAY, error_text
from quizgen.app.selection import NO_FILTERS, Filters
from quizgen.play import NotSaved, agree, choose_plain, pixels
from quizgen.study import schedule
from quizgen.study.progress import Progress, ProgressError
from quizgen.study.record import Recorder, to_store
from quizgen.study.session import Action, Mode, Session, Settings, begin, mark

if TYPE_CHECKING:
    from quizgen.items import Collection, Item
    from quizgen.play.loop import Ended
    from quizgen.text.phrases import Phrases

COUNT: dict[Mode, int] = {"study": 10, "practice": 10, "exam": 20}
"""How many questions a session has unless told: an exam in French is marked out of 20."""


def out_of_twenty(language: str) -> bool:
    """Whether the language's readers are used to marks out of 20 rather than percent."""
    return mark(begin((), Settings("exam", language)), language)[1] == 20


def language_of(caller: Caller, collections: Sequence[Collection]) -> str:
    """The one language of a session: the language wanted if any of the collections has it, else the first's first.

    Raises WrongUsage if the one asked for by --lang is in none.
    """
    every = [language for collection in collections for language in collection.languages]
    return caller.content(every) or selection.language_of(caller, collections[0])


def askable(items: Sequence[Item], language: str) -> tuple[Item, ...]:
    """The items that can be asked in that language."""
    return tuple(item for item in items if language in item.languages)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of a session; None for what was left open.

    `new`: how many new questions a day; `missed`: only what was wrong lately; `trial`: all of them, as the author wrote
    them, and nothing is stored; `banks`: as they were named.
    """

    mode: Mode | None = None
    count: int | None = None
    seed: int | None = None
    plain: bool = False
    time_limit: int | None = None
    new: int | None = None
    missed: bool = False
    resume: bool = False
    trial: bool = False
    banks: Sequence[str] = ()
    filters: Filters = NO_FILTERS

    @property
    def chosen_mode(self) -> Mode:
        """The mode: practice with what was missed, and study, unless told."""
        return self.mode or ("practice" if self.missed else "study")

    def given(self) -> list[str]:
        """The options that choose other questions than a session that was left."""
        given = {
            "--mode": self.mode,
            "--count": self.count,
            "--new": self.new,
            "--missed": self.missed or None,
            "--seed": self.seed,
            "--time-limit": self.time_limit,
            "--tag": self.filters.tags or None,
            "--kind": self.filters.kinds or None,
            "--question": self.filters.questions or None,
            "--except": self.filters.without or None,
        }
        return [name for name, value in given.items() if value is not None]

    def command(self, *more: str) -> str:
        """How to play the same banks otherwise."""
        return shlex.join(("quizgen", "play", *self.banks, *more))


def run(caller: Caller, wish: Wish) -> int:
    """Choose the questions, then play them. Raises WrongUsage for options that don't go together."""
    say, mode = caller.say, wish.chosen_mode
    if wish.resume and (given := wish.given()):
        options = ", ".join(given)
        raise WrongUsage(say("--resume goes on with a session as it was: leave out {options}", options=options))
    if wish.time_limit is not None and mode != "exam":
        raise WrongUsage(say("--time-limit is for exams: add --mode exam"))
    if wish.new is not None and mode != "study":
        raise WrongUsage(say("--new is for studying: leave out --mode {mode}", mode=mode))
    if wish.trial and (wish.resume or wish.missed):
        raise WrongUsage(say("--try knows nothing of earlier answers: leave out --resume and --missed"))
    with caller.mode.held() if not choose_plain(sys.stdin, sys.stdout, caller.environ, wish.plain) else nullcontext():
        if wish.resume:
            return resume(caller, selection.sound(caller, caller.folders, wish.banks), wish.plain)
        selected = selection.select(caller, caller.folders, wish.banks, wish.filters)
        return play(caller, selected.collections, selected.items, wish)


def play(caller: Caller, collections: Sequence[Collection], items: Sequence[Item], wish: Wish) -> int:
    """Ask some of the items and tell how it went.

    Raises WrongUsage, and NotGoneOn where the answers can't be stored and the learner stops for it.
    """
    language = language_of(caller, collections)
    say = caller.phrases(language)
    pool = askable(items, language)
    if not pool:
        raise WrongUsage(say("none of these questions is in this language"))
    seed = SystemRandom().randrange(10**6) if wish.seed is None else wish.seed
    stage = Stage(caller, collections, pool, say, choose_plain(sys.stdin, sys.stdout, caller.environ, wish.plain))
    with nullcontext() if wish.trial else _progress(stage) as progress:
        try:
            begun = _begun(stage, progress, items, wish, seed)
        except ProgressError as error:  # it can be opened, yet not read or written all through
            if not _goes_on_unsaved(stage, error):
                return Exit.FILES
            begun = _begun(stage, None, items, wish, seed)
        if begun is None:
            return Exit.FINE
        session, recorder, notes = begun
        new = NEW_A_DAY if wish.new is None else wish.new
        ended = _run(stage, session, progress if recorder else None, recorder, notes, new)
        while ended.more:
            begun = _begun(stage, progress, items, wish, ended.session.settings.seed + 1)
            if begun is None:
                break
            session, recorder, _ = begun
            ended = _run(stage, session, progress, recorder, new_a_day=new)
        return _exit(ended)


def _begun(
    stage: Stage, progress: Progress | None, items: Sequence[Item], wish: Wish, seed: int
) -> tuple[Session, Recorder | None, list[str]] | None:
    """The session, stored as it begins, what stores the rest, and what to tell before; None if there is nothing to do.

    Why there is nothing to do is told here. Raises ProgressError.
    """
    language = language_of(stage.caller, stage.collections)
    notes: list[str] = []
    if progress is not None:
        stage.caller.learner.adopt(progress, items)
        notes += _unfinished(stage, progress, items, wish)
    chosen = _chosen(stage, progress, wish, seed, language)
    if not chosen:
        for note in notes:
            stage.caller.tell(note)
        return None
    session = begin(chosen, Settings(wish.chosen_mode, language, seed, wish.time_limit))
    if wish.trial:
        notes.append(stage.say("Trying it out: nothing is saved."))
    if progress is None:
        return session, None, notes
    learner = stage.caller.learner
    id = learner.new_id()
    progress.begin(to_store(id, learner.now_ms(), session))
    return session, Recorder(id, progress.append, learner.now_ms, learner.new_id, None), notes


def resume(caller: Caller, collections: Sequence[Collection], plain: bool = False) -> int:
    """Take up the session that was left: the same question, its options in the same order."""
    items = [item for collection in collections for item in collection.items()]
    stage = Stage(caller, collections, items, caller.say, choose_plain(sys.stdin, sys.stdout, caller.environ, plain))
    with _progress(stage) as progress:
        try:
            left = studying.left(caller.learner, progress, items) if progress is not None else None
        except ProgressError as error:
            raise ProgressUnusable(error_text(error, caller.say)) from error
        if progress is None or left is None:
            raise WrongUsage(
                caller.say("there is no unfinished session of these questions; if it was of other banks, name them")
            )
        plan, restored = left
        stage = replace(stage, say=caller.phrases(restored.session.settings.language))
        if restored.gone:
            told = stage.say.plural(
                "{n} question of that session can't be asked any more.",
                "{n} questions of that session can't be asked any more.",
                restored.gone,
            )
            print(told)
        learner = caller.learner
        recorder = Recorder(
            plan.id, progress.append, learner.now_ms, learner.new_id, None, restored.event_ids, restored.seq
        )
        return _exit(_run(stage, restored.session, progress, recorder))


# ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a session is played: what may be asked, the interface's phrases, and whether line by line."""

    caller: Caller
    collections: Sequence[Collection]
    pool: Sequence[Item]
    say: Phrases
    plain: bool


@contextmanager
def _progress(stage: Stage) -> Iterator[Progress | None]:
    """The learner's progress; None if it can't be used and the learner goes on all the same."""
    try:
        progress = stage.caller.learner.open_progress()
    except ProgressError as error:
        if not _goes_on_unsaved(stage, error):
            raise NotGoneOn from error
        yield None
        return
    with progress:
        yield progress


def _goes_on_unsaved(stage: Stage, error: ProgressError) -> bool:
    print(stage.say("Error: {message}", message=error_text(error, stage.say)), file=sys.stderr)
    return agree(
        stage.say("Go on without saving?"),
        say=stage.say,
        plain=stage.plain,
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=stage.caller.color(sys.stdout),
    )


def _chosen(stage: Stage, progress: Progress | None, wish: Wish, seed: int, language: str) -> Sequence[Item]:
    """The questions to ask, in order; none, having told why, if there is nothing to do."""
    say, pool, now_ms = stage.say, stage.pool, stage.caller.learner.now_ms()
    if wish.missed:
        pool = studying.lately_missed(progress, pool, now_ms) if progress is not None else ()
        if not pool:
            print(say("Nothing was missed lately."))
            return ()
    if wish.trial:
        return pool[: wish.count]
    count = wish.count or COUNT[wish.chosen_mode]
    if wish.chosen_mode != "study":
        pool = schedule.one_way_each(pool, seed)
        return Random(seed).sample(pool, min(count, len(pool)))
    chosen = studying.chosen(
        studying.today(pool, progress, now_ms, NEW_A_DAY if wish.new is None else wish.new), count, language
    )
    if not chosen and progress is not None:
        stage.caller.tell(say("Nothing is due today.") + " " + studying.outlook(pool, progress, None, now_ms, say))
        command = wish.command("--mode", "practice")
        stage.caller.tell(say("To go on all the same: {command}, or --new with a higher number.", command=command))
    return chosen


def _unfinished(stage: Stage, progress: Progress, items: Sequence[Item], wish: Wish) -> Iterator[str]:
    """That a session was left, if one was, and how to go on with it."""
    left = studying.left(stage.caller.learner, progress, items)
    if left is not None and left[1].session.answers:
        yield stage.say(
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
    new_a_day: int = NEW_A_DAY,
) -> Ended:
    caller, say = stage.caller, stage.say
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
            raise NotSaved(error_text(error, say)) from error

    def outlook(ended: Session) -> str:
        if progress is None or ended.settings.mode != "study" or not ended.answers:
            return ""  # only studying moves what falls due
        try:
            return studying.outlook(stage.pool, progress, ended, caller.learner.now_ms(), say)
        except ProgressError:
            return ""  # that it can't be read was told when an answer could not be stored

    def left(ended: Session) -> int:
        if progress is None or ended.settings.mode != "study":
            return 0
        try:
            queue = studying.today(stage.pool, progress, caller.learner.now_ms(), new_a_day)
        except ProgressError:
            return 0
        return len(queue.due) + len(queue.new)

    with drawing() as draw:
        return terminal.run(
            session,
            say=say,
            banks={bank.id: bank for collection in stage.collections for bank in collection.banks},
            others=lambda item, language: others(item.id, language),
            plain=stage.plain,
            stdin=sys.stdin,
            stdout=sys.stdout,
            color=caller.color(sys.stdout),
            clock=time.monotonic,
            open_file=caller.open_file,
            notes=notes,
            record=record if recorder is not None else None,
            outlook=outlook,
            introduced=_introduced(stage, progress),
            draw=draw,
            colors=pixels.colors(caller.environ),
            left=left,
        )


def _exit(ended: Ended) -> int:
    return Exit.INTERRUPTED if ended.how == "interrupted" else Exit.FINE


def _introduced(stage: Stage, progress: Progress | None) -> frozenset[str]:
    """The banks of which a question was answered before: their intro was read then."""
    if progress is None:
        return frozenset()
    try:
        answered = progress.answered()
    except ProgressError:
        return frozenset()
    return frozenset(
        bank.id
        for collection in stage.collections
        for bank in collection.banks
        if any(item.id in answered for item in bank.items)
    )
