"""Driving a session through a face: ask, judge, tell, until it ends. The one loop behind both faces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from quizgen.grading import Response
from quizgen.items import Bank, Item
from quizgen.play import NotSaved, feedback, measures, view
from quizgen.play.styled import Run
from quizgen.play.unread import unreadable
from quizgen.play.view import BLANK, Row, Voice
from quizgen.study.session import (
    Answer,
    Answered,
    Continue,
    Event,
    Flag,
    Others,
    Override,
    Rate,
    Session,
    Stop,
    TimeUp,
    Undo,
    again,
    missed,
    step,
)
from quizgen.text.phrases import N_

How = Literal["finished", "stopped", "input ended", "interrupted"]


@dataclass(frozen=True, slots=True)
class Ended:
    """The session as it was left, and how it was left. An exam whose time ran out is finished."""

    session: Session
    how: How


class TimeExpired(Exception):  # it isn't an error
    """The time limit passed while a face was asking."""


After = Continue | Override | Rate | Undo | Flag | Stop


class Face(Protocol):
    """What the loop needs of a face. Any of these may raise EOFError or KeyboardInterrupt."""

    @property
    def width(self) -> int:
        """Columns to lay out for."""

    def tell(self, rows: Iterable[Row]) -> None:
        """Show paragraphs."""

    def pause(self) -> None:
        """Wait until the reader has read, where what comes next would push it away."""

    def ask(self, asking: Asking) -> Response | Undo | Stop:
        """Ask the current question once. May raise TimeExpired."""

    def after(self, item: Item, answered: Answered, scheduled: bool) -> After:
        """What to do after the verdict. `scheduled`: it may be called hard or easy."""

    def yes(self, words: str) -> bool:
        """Yes or no."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question to a face. `entry` tells how a list's names fare so far; `flag` takes a note at any time."""

    item: Item
    seed: int
    exam: bool
    others: Callable[[], frozenset[str]]
    flag: Callable[[str], None]
    left_s: float | None = None
    can_undo: bool = False


Record = Callable[[Session, Event, Session], None]
"""Stores what an event changed, from the session before to the one after. May raise NotSaved."""


@dataclass(slots=True)
class Drive:
    """The loop's surroundings, and the session as it goes. `outlook` says at the end when to come back."""

    session: Session
    face: Face
    voice: Voice
    themes: Mapping[str, Bank]
    others: Others
    clock: Callable[[], float]
    record: Record | None = None
    outlook: Callable[[Session], str] | None = None

    def run(self) -> Ended:
        """Until the session ends or the input does; then the result, and perhaps the missed ones again."""
        while True:
            how = self._questions()
            try:
                self._end(how)
                if how != "finished" or self.session.settings.mode == "exam" or not missed(self.session):
                    return Ended(self.session, how)
                if not self.face.yes(self._again(len(missed(self.session)))):
                    return Ended(self.session, how)
            except EOFError:
                return Ended(self.session, how)
            except KeyboardInterrupt:
                return Ended(self.session, "interrupted")
            self.session = again(self.session)
            self.record = None  # the same questions a minute later tell nothing of memory

    def _again(self, count: int) -> str:
        return self.voice.say.plural("Again with the question missed?", "Again with the {n} questions missed?", count)

    def _questions(self) -> How:
        began = self.clock() - self.session.seconds
        introduced: set[str] = set()
        shown: str | None = None
        try:
            while not self.session.ended:
                item = self.session.current
                assert item is not None
                if self.session.told:
                    self._after(item)
                    shown = None
                    continue
                if item.bank not in introduced:
                    introduced.add(item.bank)
                    self._introduce(item.bank)
                left = self._left(began)
                if shown != item.id:
                    self._show(item, left)
                    shown = item.id
                if not self._ask(item, left, began):
                    shown = None
        except EOFError:
            return "input ended"
        except KeyboardInterrupt:
            return "interrupted"
        return "stopped" if self.session.ended == "stopped" else "finished"

    def _step(self, event: Event) -> None:
        before = self.session
        self.session = step(before, event, self.others)
        if self.record is None or self.session == before:
            return
        try:
            self.record(before, event, self.session)
        except NotSaved as trouble:
            self.record = None
            self.face.tell([BLANK, self.voice.row("Not saved: {reason}", "bad", reason=str(trouble))])
            if not self.face.yes(self.voice.say("Go on without saving?")):
                self.session = step(self.session, Stop(), self.others)

    def _left(self, began: float) -> float | None:
        limit = self.session.settings.time_limit_s
        return None if limit is None else limit - (self.clock() - began)

    def _introduce(self, bank_id: str) -> None:
        bank = self.themes.get(bank_id)
        if bank is None or bank.intro is None or self.session.settings.mode == "exam":
            return
        title = Row(self.voice.text(bank.title, "bold"))
        self.face.tell([BLANK, title, Row(self.voice.text(bank.intro))])
        self.face.pause()

    def _show(self, item: Item, left: float | None) -> None:
        time = None if left is None else measures.duration(max(left, 0), self.voice.say)
        blank = [BLANK] if self.voice.plain else [BLANK, BLANK]
        self.face.tell([*blank, view.header(self.session, self.themes, self.voice, time)])
        self.face.tell([*([] if self.voice.plain else [BLANK]), *view.question(item, self.voice)])
        if self.voice.plain:
            self.face.tell(view.listing(item, self.session.settings.seed, self.voice))

    def _ask(self, item: Item, left: float | None, began: float) -> bool:
        """Ask once; False where the question shown isn't the one to ask next."""
        session = self.session
        language = session.settings.language
        asking = Asking(
            item,
            session.settings.seed,
            session.settings.mode == "exam",
            lambda: self.others(item, language),
            lambda note: self._step(Flag(note)),
            left,
            bool(session.answers),
        )
        started = self.clock()
        try:
            _check(left)
            said = self.face.ask(asking)
            _check(self._left(began))
        except TimeExpired:
            self._step(TimeUp(self.clock() - started))
            return False
        if isinstance(said, Undo | Stop):
            self._step(said)
            if isinstance(said, Undo) and self.session.told:
                self._tell_again()
            return False
        self._step(Answer(said, self.clock() - started))
        if self.session.unread:
            self.face.tell([unreadable(self.session.unread, item, self.voice)])
            return True
        if self.session.told:
            self._tell(item)
        return False

    def _tell(self, item: Item) -> None:
        assert self.session.last is not None
        told = feedback.told(item, self.session.last, self.session.settings.seed, self.voice)
        self.face.tell([*([] if self.voice.plain else [BLANK]), *told])

    def _tell_again(self) -> None:
        """The question before this one, whose override was taken back."""
        item = self.session.current
        assert item is not None
        self._show(item, None)
        self._tell(item)

    def _after(self, item: Item) -> None:
        last = self.session.last
        assert last is not None
        event = self.face.after(item, last, self.session.settings.mode == "study")
        self._step(event)
        if isinstance(event, Override) and self.session.last:
            self.face.tell([feedback.overridden(self.session.last, self.voice)])
        elif isinstance(event, Rate):
            self.face.tell(
                [self.voice.row(N_("Noted: it was hard.") if event.rating == 2 else N_("Noted: it was easy."), "dim")]
            )
        elif isinstance(event, Flag):
            self.face.tell([self.voice.row(N_("Flagged. Thank you."), "dim")])
        elif isinstance(event, Undo) and self.session.told and self.session.last:
            self.face.tell([self.voice.row(N_("Your own verdict is taken back."), "dim")])

    def _end(self, how: How) -> None:
        ended = "time up" if self.session.ended == "time up" else how
        self.face.tell([BLANK, *feedback.ending(self.session, ended, self.themes, self.voice, self.face.width)])
        outlook = self.outlook(self.session) if self.outlook is not None else ""
        if outlook:
            self.face.tell([BLANK, Row((Run(outlook),))])


def _check(left_s: float | None) -> None:
    if left_s is not None and left_s <= 0:
        raise TimeExpired


def opener(item: Item, language: str, open_file: Callable[[Path], None] | None) -> Callable[[], None] | None:
    """Opens the question's picture; None where there's none to open."""
    if open_file is None or item.image is None:
        return None
    path = item.image.files.get(language) or next(iter(item.image.files.values()), None)
    return None if path is None else lambda: open_file(path)
