"""One sitting with some questions: a pure state machine. The faces in `play` show it and send it events.

Nothing here reads a clock or draws luck: seconds come with the events, the seed with the settings. A session
holds data alone, so that it can be stored, compared and replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Literal, assert_never

from quizgen import grading, languages
from quizgen.grading import Response, Unreadable, Verdict
from quizgen.items import Choose, Form, Item, Match, Order, Text
from quizgen.study.schedule import AGAIN, GOOD, rating_of

Mode = Literal["study", "practice", "exam"]
Others = Callable[[Item, str], frozenset[str]]
"""The known wrong answers to an item in a language (`grading.known_answers`)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for. `language` is the questions'; `time_limit_s` ends an exam."""

    mode: Mode
    language: str
    seed: int = 0
    time_limit_s: float | None = None


# ---------------------------------------------------------------------------------------------------------------
# Events


@dataclass(frozen=True, slots=True)
class Answer:
    """The learner's response to the current question, and how long it took."""

    response: Response
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Override:
    """The learner knows better: the answer just judged counts as right, or as wrong."""

    right: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer was right, but hard (2) or easy (4): it shall come back sooner, or later."""

    rating: Literal[2, 4]


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last answer, override or rating back; again and again, back to the beginning."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something is wrong with the question itself; the note may say what."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Continue:
    """On to the next question."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The learner has had enough."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The exam's time is over; the seconds are those spent on the question left unanswered."""

    seconds: float = 0.0


Event = Answer | Override | Rate | Undo | Flag | Continue | Stop | TimeUp


# ---------------------------------------------------------------------------------------------------------------
# State


@dataclass(frozen=True, slots=True)
class Answered:
    """One question answered: what was said, how it was judged, and what the learner made of that.

    `words`: the learner's own ratings, 1 (again) to 4 (easy), the last one last; it counts.
    """

    item: str
    response: Response
    verdict: Verdict
    seconds: float = 0.0
    words: tuple[int, ...] = ()

    @property
    def score(self) -> Fraction:
        """The share of the points that counts, from 0 to 1."""
        return Fraction(self.words[-1] != AGAIN) if self.words else self.verdict.score

    @property
    def rating(self) -> int:
        """How FSRS is to take it, 1 to 4."""
        return self.words[-1] if self.words else rating_of(self.verdict.score)

    @property
    def right(self) -> bool:
        """Full credit; part of it counts as missed."""
        return self.score == 1


@dataclass(frozen=True, slots=True)
class Session:
    """Questions in the order asked, and what has happened so far.

    `told`: the last answer's verdict is on show (practice only). `unread`: why the last response has to be
    given again. `flags`: item ids and notes. `seconds`: spent answering, what was taken back included.
    """

    items: tuple[Item, ...]
    settings: Settings
    answers: tuple[Answered, ...] = ()
    told: bool = False
    unread: Unreadable | None = None
    flags: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    ended: Literal["finished", "stopped", "time up"] | None = None

    @property
    def at(self) -> int:
        """The index of the current question; as many as there are questions once all are done."""
        return len(self.answers) - self.told

    @property
    def current(self) -> Item | None:
        """The question being asked or told about; None after the last."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def last(self) -> Answered | None:
        """The last answer given."""
        return self.answers[-1] if self.answers else None

    @property
    def right(self) -> int:
        """How many answers got full credit."""
        return sum(answered.right for answered in self.answers)


def begin(items: Sequence[Item], settings: Settings) -> Session:
    """A session with all these questions: as the schedule has put them, else in an order drawn from the seed."""
    asked = list(items)
    if settings.mode != "study":
        Random(str(settings.seed)).shuffle(asked)
    return Session(tuple(asked), settings, ended=None if asked else "finished")


def step(session: Session, event: Event, others: Others = lambda _item, _language: frozenset()) -> Session:
    """The session after an event. One that makes no sense in this state changes nothing."""
    if session.ended:
        return session
    match event:
        case Answer(response, seconds):
            return _answer(session, response, seconds, others)
        case Override(right):
            if not session.told:
                return session
            return _rated(session, GOOD if right else AGAIN)
        case Rate(rating):
            scheduled = session.settings.mode == "study"
            return _rated(session, rating) if session.told and scheduled and session.answers[-1].right else session
        case Undo():
            return _undo(session)
        case Flag(note):
            item = session.current
            return replace(session, flags=(*session.flags, (item.id, note))) if item else session
        case Continue():
            return _ended_if_done(replace(session, told=False)) if session.told else session
        case Stop():
            return replace(session, ended="stopped", unread=None)
        case TimeUp(seconds):
            return replace(session, ended="time up", unread=None, seconds=session.seconds + seconds)
        case _:
            assert_never(event)


def _answer(session: Session, response: Response, seconds: float, others: Others) -> Session:
    item = session.current
    if item is None or session.told:
        return session
    language = session.settings.language
    verdict = grading.judge(response, item.form, language, others(item, language))
    if isinstance(verdict, Unreadable):
        return replace(session, unread=verdict)
    answered = replace(
        session,
        answers=(*session.answers, Answered(item.id, response, verdict, seconds)),
        told=session.settings.mode != "exam",
        unread=None,
        seconds=session.seconds + seconds,
    )
    return _ended_if_done(answered)


def _rated(session: Session, rating: int) -> Session:
    *before, last = session.answers
    return replace(session, answers=(*before, replace(last, words=(*last.words, rating))))


def _undo(session: Session) -> Session:
    if not session.answers:
        return session
    *before, last = session.answers
    if last.words:
        mended = replace(last, words=last.words[:-1])
        return replace(session, answers=(*before, mended), told=True, unread=None)
    return replace(session, answers=tuple(before), told=False, unread=None)


def _ended_if_done(session: Session) -> Session:
    return replace(session, ended="finished") if session.at == len(session.items) else session


# ---------------------------------------------------------------------------------------------------------------
# Presentation


def presentation(item: Item, seed: int) -> tuple[int, ...]:
    """What stands at each place on the screen, as indices into the form: options, steps or targets.

    It hangs on the seed and this question alone. Steps never stand in the right order, nor targets beside
    their lefts. Empty for the forms that show no list.
    """
    form: Form = item.form
    draw = Random(f"{seed}:{item.id}")
    match form:
        case Choose(options, fixed=fixed):
            places = list(range(len(options)))
            if not fixed:
                draw.shuffle(places)
            return tuple(places)
        case Order(steps):
            return _disordered([each.text for each in steps], draw)
        case Match():
            return _disordered(form.targets, draw)
        case _:
            return ()


def _disordered(texts: Sequence[Text], draw: Random) -> tuple[int, ...]:
    places = list(range(len(texts)))
    draw.shuffle(places)
    if all(texts[place] == text for place, text in zip(places, texts, strict=True)):
        places = places[1:] + places[:1]
    return tuple(places)


# ---------------------------------------------------------------------------------------------------------------
# Results


@dataclass(frozen=True, slots=True)
class Tally:
    """How one bank went."""

    bank: str
    right: int
    asked: int


def tallies(session: Session) -> tuple[Tally, ...]:
    """By bank, in the order of their first question. An exam counts the questions left unanswered too."""
    by_bank: dict[str, list[bool]] = {}
    for index, item in enumerate(session.items):
        if index < len(session.answers):
            by_bank.setdefault(item.bank, []).append(session.answers[index].right)
        elif session.settings.mode == "exam":
            by_bank.setdefault(item.bank, []).append(False)
    return tuple(Tally(bank, sum(rights), len(rights)) for bank, rights in by_bank.items())


def missed(session: Session) -> tuple[tuple[Item, Answered | None], ...]:
    """The questions without full credit, in the order asked; in an exam also those not answered (None)."""
    found: list[tuple[Item, Answered | None]] = []
    for index, item in enumerate(session.items):
        answered = session.answers[index] if index < len(session.answers) else None
        if (answered and not answered.right) or (answered is None and session.settings.mode == "exam"):
            found.append((item, answered))
    return tuple(found)


def mark(session: Session, language: str) -> tuple[Fraction, int]:
    """The points won, on the scale that the language's readers are used to."""
    scale = languages.of(language).marked_out_of
    points = [Fraction(item.points) for item in session.items]
    scores = [answered.score for answered in session.answers]
    won = sum((each * score for each, score in zip(points, scores, strict=False)), Fraction(0))
    total = sum(points, Fraction(0))
    return (won / total * scale if total else Fraction(0)), scale


def again(session: Session) -> Session:
    """A new session, as practice, with the missed questions, their options standing elsewhere."""
    settings = replace(session.settings, mode="practice", seed=session.settings.seed + 1, time_limit_s=None)
    return begin([item for item, _ in missed(session)], settings)
