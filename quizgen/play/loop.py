"""The loop behind both frontends: ask, judge, show the feedback, until the session ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from quizgen.grading import Response
from quizgen.items import Bank, Item, Reveal
from quizgen.play import NotSaved, feedback, measures, view
from quizgen.play.ask_again import ask_again
from quizgen.play.styled import Run, run
from quizgen.play.view import BLANK, Row, Voice
from quizgen.study.schedule import HARD
from quizgen.study.session import (
    Action,
    Answer,
    Answered,
    Continue,
    Flag,
    Others,
    Override,
    Places,
    PutAside,
    Rate,
    Session,
    Skip,
    Stop,
    TimeUp,
    Undo,
    again,
    missed,
    step,
)
from quizgen.text.phrases import N_, Phrases

How = Literal["finished", "stopped", "input ended", "interrupted"]


@dataclass(frozen=True, slots=True)
class Ended:
    """The session as it was left, and how it was left; an exam whose time ran out is finished.

    `more`: whether the learner wants to go on with more of what today holds.
    """

    session: Session
    how: How
    more: bool = False


class TimeExpired(Exception):  # it isn't an error
    """The time limit passed while a frontend was asking; `response`: what stood on the page, None for nothing."""

    def __init__(self, response: Response | None = None) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class Expired:
    """What a prompt gives when the time limit passed: what stood there."""

    standing: Any


@dataclass(frozen=True, slots=True)
class Clock:
    """The time left of an exam. `ends`: when it is over, by `now`; `warns_s`: the seconds that are told as the last."""

    ends: float
    now: Callable[[], float]
    say: Phrases
    warns_s: float = 60.0

    def left(self) -> float:
        """Seconds until the end."""
        return self.ends - self.now()

    def words(self) -> str:
        """The time left, as words; from some moment on, as a warning."""
        left = max(self.left(), 0)
        time = measures.duration(math.ceil(left), self.say)
        return self.say("Only {time} left!", time=time) if left <= self.warns_s else self.say("{time} left", time=time)

    def row(self) -> Row:
        """The same, as a paragraph."""
        return Row((run(self.words(), "bad" if self.left() <= self.warns_s else "dim"),))


class QuestionLeft(Exception):  # it isn't an error
    """The learner left the question without an answer, by this action."""

    def __init__(self, action: Undo | Skip | Stop) -> None:
        super().__init__()
        self.action = action


After = Continue | Override | Rate | Undo | Flag | PutAside | Stop


class Frontend(Protocol):
    """What the loop needs of a frontend. Any method that reads may raise EOFError or KeyboardInterrupt."""

    @property
    def width(self) -> int:
        """The columns of the screen, as of now."""

    def tell(self, rows: Iterable[Row]) -> None:
        """Show paragraphs."""

    def picture(self, item: Item, side: Literal["question", "answer"]) -> None:
        """Show the item's picture, if it has one on this side, as well as the screen can."""

    def pause(self) -> None:
        """Wait until the learner has read what is on screen, if what comes next would push it away."""

    def ask(self, asking: Asking) -> Response | Undo | Skip | Stop:
        """Ask the question once. Returns the response, or what the learner did instead. May raise TimeExpired."""

    def after(self, item: Item, answered: Answered, scheduled: bool) -> After:
        """What to do after the feedback. `scheduled`: a right answer may be rated hard or easy."""

    def yes(self, question: str, *, default: bool = False) -> bool:
        """Ask a question of yes or no. `default`: what Enter means."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question for a frontend to ask.

    `places`: the order in which its options, steps or targets are shown. `exam`: without hints and verdicts.
    `others`: gives the answers of other questions, to judge the names of a list as they are typed. `flag`: flags the
    question, with a note; `put_aside`: suspends or buries it. `clock`: tells when the exam ends, None for no limit.
    `can_undo`: whether there is an earlier answer to take back. `can_skip`: whether one can be asked first.
    `scheduled`: a card may be rated.
    """

    item: Item
    places: Places
    exam: bool
    others: Callable[[], frozenset[str]]
    flag: Callable[[str], None]
    put_aside: Callable[[Literal["suspend", "bury"]], None]
    clock: Clock | None = None
    can_undo: bool = False
    can_skip: bool = False
    scheduled: bool = False


Record = Callable[[Session, Action, Session], None]
"""Stores what an action changed, given the session before, the action and the session after. May raise NotSaved."""


@dataclass(slots=True)
class Loop:
    """Runs a session through a frontend.

    `session`: as it stands now. `banks`: by id, for their titles and intros. `others`: what `step` needs.
    `clock`: gives seconds from any moment on. `record`: stores each change, None for none. `outlook`: says at the end
    when to come back; "" for nothing. `introduced`: the banks whose intro was shown before, by id.
    `left`: how many questions today still holds.
    """

    session: Session
    frontend: Frontend
    voice: Voice
    banks: Mapping[str, Bank]
    others: Others
    clock: Callable[[], float]
    record: Record | None = None
    outlook: Callable[[Session], str] | None = None
    introduced: Collection[str] = ()
    left: Callable[[Session], int] | None = None

    def run(self) -> Ended:
        """Ask until the session or the input ends; show the result, and perhaps ask the missed questions again."""
        while True:
            how = self._questions()
            try:
                self._end(how)
                if how != "finished" or self.session.settings.mode == "exam":
                    return Ended(self.session, how)
                if not missed(self.session) or not self.frontend.yes(self._again(len(missed(self.session)))):
                    return Ended(self.session, how, self._wants_more())
            except EOFError:
                return Ended(self.session, how)
            except KeyboardInterrupt:
                return Ended(self.session, "interrupted")
            self.session = again(self.session)
            self.record = None  # asking the same questions a minute later tells nothing of memory

    def _again(self, count: int) -> str:
        return self.voice.say.plural("Try the one you missed again?", "Try the {n} you missed again?", count)

    def _wants_more(self) -> bool:
        """Whether to go on with what is left today; there is nothing to ask where nothing is."""
        left = self.left(self.session) if self.left is not None else 0
        if not left:
            return False
        question = self.voice.say.plural("{n} left today. Go on?", "{n} left today. Go on?", left)
        return self.frontend.yes(question, default=True)

    def _questions(self) -> How:
        """Ask the questions from the current one on."""
        began = self.clock() - self.session.seconds
        introduced = set(self.introduced)
        on_screen: str | None = None  # the id of the question that can be asked without showing it again
        try:
            while not self.session.ended:
                item = self.session.current
                assert item is not None
                if self.session.showing_feedback:
                    self._after(item)
                    on_screen = None
                    continue
                if item.bank not in introduced:
                    introduced.add(item.bank)
                    self._introduce(item.bank)
                clock = self._clock(began)
                if on_screen != item.id:
                    self._show(item, clock)
                    on_screen = item.id
                if not self._ask(item, clock):
                    on_screen = None
        except EOFError:
            return "input ended"
        except KeyboardInterrupt:
            return "interrupted"
        return "stopped" if self.session.ended == "stopped" else "finished"

    def _step(self, action: Action) -> None:
        """Change the session, and store the change. Where it can't be stored, ask whether to go on."""
        before = self.session
        self.session = step(before, action, self.others)
        if self.record is None or self.session == before:
            return
        try:
            self.record(before, action, self.session)
        except NotSaved as error:
            self.record = None
            self.frontend.tell([BLANK, self.voice.row("Not saved: {reason}", "bad", reason=str(error))])
            if not self.frontend.yes(self.voice.say("Go on without saving?")):
                self.session = step(self.session, Stop(), self.others)

    def _clock(self, began: float) -> Clock | None:
        """The time left; None without a limit. `began`: when the clock would have shown 0 seconds spent."""
        limit = self.session.settings.time_limit_s
        if limit is None:
            return None
        return Clock(began + limit, self.clock, self.voice.say, warns_s=min(60.0, limit / 5))

    def _introduce(self, bank_id: str) -> None:
        """Show a bank's intro before the first of its questions."""
        bank = self.banks.get(bank_id)
        if bank is None or bank.intro is None or self.session.settings.mode == "exam":
            return
        title = Row(self.voice.text(bank.title, "bold"))
        self.frontend.tell([BLANK, title, Row(self.voice.text(bank.intro))])
        self.frontend.pause()

    def _show(self, item: Item, clock: Clock | None) -> None:
        time = clock.words() if clock is not None and self.voice.plain else None  # on a terminal it moves in the bar
        blank = [BLANK] if self.voice.plain else [BLANK, BLANK]
        self.frontend.tell([*blank, view.header(self.session, self.banks, self.voice, time)])
        self.frontend.tell([*([] if self.voice.plain else [BLANK]), *view.question(item, self.voice)])
        self.frontend.picture(item, "question")
        if self.voice.plain:
            self.frontend.tell(view.listing(item, self._places, self.voice))

    def _ask(self, item: Item, clock: Clock | None) -> bool:
        """Ask once. Returns whether the question on screen is the one to ask next: an answer could not be read."""
        session = self.session
        language, exam = session.settings.language, session.settings.mode == "exam"
        asking = Asking(
            item,
            self._places,
            exam=exam,
            others=lambda: self.others(item, language),
            flag=lambda note: self._step(Flag(note)),
            put_aside=lambda how: self._step(PutAside(how)),
            clock=clock,
            can_undo=bool(session.answers),
            can_skip=exam and session.at < len(session.items) - 1,
            scheduled=session.settings.mode == "study",
        )
        started = self.clock()
        try:
            given = self._given(asking)
        except TimeExpired as expired:
            response = None if expired.response is None or feedback.gave_up(expired.response) else expired.response
            self._step(TimeUp(self.clock() - started, response))
            return False
        if isinstance(given, Undo | Skip | Stop):
            self._step(given)
            if isinstance(given, Undo) and self.session.showing_feedback:
                self._show_earlier()
            return False
        self._step(Answer(given, self.clock() - started))
        if self.session.unreadable:
            self.frontend.tell([ask_again(self.session.unreadable, item, self.voice)])
            return True
        if self.session.showing_feedback:
            self._feedback(item)
        return False

    def _given(self, asking: Asking) -> Response | Undo | Skip | Stop:
        if asking.clock is not None and asking.clock.left() <= 0:
            raise TimeExpired
        return self.frontend.ask(asking)

    @property
    def _places(self) -> Places:
        """The order in which the current question's list is shown."""
        return self.session.places[self.session.at]

    def _feedback(self, item: Item) -> None:
        assert self.session.last is not None
        rows = feedback.after_answer(item, self.session.last, self._places, self.voice)
        self.frontend.tell([*([] if self.voice.plain else [BLANK]), *rows])
        if self.voice.plain or not isinstance(item.form, Reveal):
            self.frontend.picture(item, "answer")

    def _show_earlier(self) -> None:
        """Show the question before, whose override was taken back, and its feedback."""
        item = self.session.current
        assert item is not None
        self._show(item, None)
        self._feedback(item)

    def _after(self, item: Item) -> None:
        """Let the learner react to the feedback, and confirm what was done."""
        last = self.session.last
        assert last is not None
        action = self.frontend.after(item, last, self.session.settings.mode == "study")
        self._step(action)
        if isinstance(action, Override) and self.session.last:
            self.frontend.tell([feedback.overridden(self.session.last, self.voice)])
        elif isinstance(action, Rate):
            noted = N_("Noted: it was hard.") if action.rating == HARD else N_("Noted: it was easy.")
            self.frontend.tell([self.voice.row(noted, "dim")])
            self._step(Continue())
        elif isinstance(action, Flag):
            self.frontend.tell([self.voice.row(N_("Flagged. Thank you."), "dim")])
        elif isinstance(action, PutAside):
            self.frontend.tell([view.put_aside(action.how, self.voice)])
        elif isinstance(action, Undo) and self.session.showing_feedback and self.session.last:
            self.frontend.tell([self.voice.row(N_("Your own verdict is taken back."), "dim")])

    def _end(self, how: How) -> None:
        ended = "time up" if self.session.ended == "time up" else how
        self.frontend.tell([BLANK, *feedback.ending(self.session, ended, self.banks, self.voice, self.frontend.width)])
        outlook = self.outlook(self.session) if self.outlook is not None else ""
        if outlook:
            self.frontend.tell([BLANK, Row((Run(outlook),))])


def opener(item: Item, language: str, open_file: Callable[[Path], None] | None) -> Callable[[], None] | None:
    """What opens the question's picture; None if there is none, or nothing to open it with."""
    path = file_of(item, language)
    if open_file is None:
        return None
    return None if path is None else lambda: open_file(path)


def file_of(item: Item, language: str) -> Path | None:
    """The file of the item's picture in that language; None if it has none."""
    if item.image is None:
        return None
    return item.image.files.get(language) or next(iter(item.image.files.values()), None)
