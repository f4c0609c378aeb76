"""One session with some questions: a pure state machine, which the frontends in `play` show and send actions to.

Nothing here reads a clock or a source of randomness: the seconds come with the actions, the seed with the settings. A
session holds nothing but data, so that it can be stored, compared and replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Literal, assert_never

from quizgen import grading, languages
from quizgen.grading import Response, Unreadable, Verdict
from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Order, Reveal, Text, Write
from quizgen.study.schedule import AGAIN, GOOD, rating_of

Mode = Literal["study", "practice", "exam"]
Others = Callable[[Item, str], frozenset[str]]
"""For an item and a language, the answers of other questions, which are never typos (`grading.known_answers`)."""

Places = tuple[int, ...]
"""Which of a form's options, steps or targets is shown first, second…; empty for the forms that show no list."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to ask. `language`: of the questions. `seed`: decides all orders. `time_limit_s`: of an exam, in seconds."""

    mode: Mode
    language: str
    seed: int = 0
    time_limit_s: float | None = None


# ---------------------------------------------------------------------------------------------------------------
# Actions


@dataclass(frozen=True, slots=True)
class Answer:
    """The learner's response to the current question, and how long it took."""

    response: Response
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Override:
    """The learner overrides the verdict: the answer just judged counts as right, or as wrong."""

    right: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer was right, but hard (2) or easy (4): the question is to come back sooner, or later."""

    rating: Literal[2, 4]


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last answer, override or rating; done again and again, it leads back to the beginning."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something is wrong with the question itself; the note may say what."""

    note: str = ""


How = Literal["suspend", "bury"]
"""How a question is put aside: until that is lifted, or until tomorrow."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """Don't ask this question any more, or not today."""

    how: How


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on to the next question."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the session here."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the question of an exam for later: it comes after all those that are left."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The exam's time is over; the seconds are those spent on the last question.

    `response`: what stood on the page, to be marked; None for nothing.
    """

    seconds: float = 0.0
    response: Response | None = None


Action = Answer | Override | Rate | Undo | Flag | PutAside | Continue | Skip | Stop | TimeUp


# ---------------------------------------------------------------------------------------------------------------
# State


@dataclass(frozen=True, slots=True)
class Answered:
    """One question answered: the response, how it was judged, and how the learner rated it.

    `item`: the question's id. `seconds`: how long answering took. `ratings`: set by hand, 1 (again) to 4 (easy),
    oldest first; the last one counts.
    """

    item: str
    response: Response
    verdict: Verdict
    seconds: float = 0.0
    ratings: tuple[int, ...] = ()

    @property
    def score(self) -> Fraction:
        """The share of the points that counts in the end, from 0 to 1."""
        return Fraction(self.ratings[-1] != AGAIN) if self.ratings else self.verdict.score

    @property
    def rating(self) -> int:
        """The rating that FSRS is given, 1 to 4."""
        return self.ratings[-1] if self.ratings else rating_of(self.verdict.score)

    @property
    def right(self) -> bool:
        """Full credit; part of it counts as missed."""
        return self.score == 1


@dataclass(frozen=True, slots=True)
class Session:
    """Questions in the order asked, and what has happened so far.

    `places`: for each question, the order in which its options, steps or targets are shown. `showing_feedback`: the
    last verdict is on screen (never in an exam). `unreadable`: why the last response has to be given again; None if it
    could be read. `flags`: ids of questions, and notes. `aside`: ids of those put aside, and how.
    `seconds`: spent answering, with what was taken back.
    """

    items: tuple[Item, ...]
    places: tuple[Places, ...]
    settings: Settings
    answers: tuple[Answered, ...] = ()
    showing_feedback: bool = False
    unreadable: Unreadable | None = None
    flags: tuple[tuple[str, str], ...] = ()
    aside: tuple[tuple[str, How], ...] = ()
    seconds: float = 0.0
    ended: Literal["finished", "stopped", "time up"] | None = None

    @property
    def at(self) -> int:
        """The index of the current question; the number of questions once all are done."""
        return len(self.answers) - self.showing_feedback

    @property
    def current(self) -> Item | None:
        """The question that is being asked, or whose feedback is on screen; None after the last."""
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
    """A session with all these questions: to study, in the order given; else in an order drawn from the seed."""
    in_order = list(items)
    if settings.mode != "study":
        Random(str(settings.seed)).shuffle(in_order)
    return unanswered(in_order, settings)


def unanswered(items: Sequence[Item], settings: Settings) -> Session:
    """A session with these questions in this order, before the first answer."""
    places = tuple(presentation(item, settings.seed) for item in items)
    return Session(tuple(items), places, settings, ended=None if items else "finished")


def step(session: Session, action: Action, others: Others = lambda _item, _language: frozenset()) -> Session:
    """The session after an action. An action that makes no sense in this state changes nothing.

    Raises TypeError or ValueError for an answer that doesn't fit the current question's form, as `grading.judge` does.
    """
    if session.ended:
        return session
    match action:
        case Answer(response, seconds):
            return _answer(session, response, seconds, others)
        case Override(right):
            return _rated(session, GOOD if right else AGAIN) if session.showing_feedback else session
        case Rate(rating):
            ratable = session.settings.mode == "study" and session.showing_feedback and session.answers[-1].right
            return _rated(session, rating) if ratable else session
        case Undo():
            return _undo(session)
        case Flag(note):
            item = session.current
            return replace(session, flags=(*session.flags, (item.id, note))) if item else session
        case PutAside(how):
            item = session.current
            return replace(session, aside=(*session.aside, (item.id, how))) if item else session
        case Continue():
            gone_on = replace(session, showing_feedback=False)
            return _ended_if_done(gone_on) if session.showing_feedback else session
        case Stop():
            return replace(session, ended="stopped", unreadable=None)
        case Skip():
            return _skip(session)
        case TimeUp(seconds, response):
            marked = session if response is None else _answer(session, response, seconds, others)
            if marked.answers == session.answers:  # nothing stood there, or nothing that could be read
                marked = replace(session, seconds=session.seconds + seconds)
            return replace(marked, ended="time up", unreadable=None)
        case _:
            assert_never(action)


def _answer(session: Session, response: Response, seconds: float, others: Others) -> Session:
    item = session.current
    if item is None or session.showing_feedback:
        return session
    language = session.settings.language
    verdict = grading.judge(response, item.form, language, others(item, language))
    if isinstance(verdict, Unreadable):
        return replace(session, unreadable=verdict)
    answered = replace(
        session,
        answers=(*session.answers, Answered(item.id, response, verdict, seconds)),
        showing_feedback=session.settings.mode != "exam",
        unreadable=None,
        seconds=session.seconds + seconds,
    )
    return _ended_if_done(answered)


def _rated(session: Session, rating: int) -> Session:
    *before, last = session.answers
    return replace(session, answers=(*before, replace(last, ratings=(*last.ratings, rating))))


def _undo(session: Session) -> Session:
    if not session.answers:
        return session
    *before, last = session.answers
    if last.ratings:
        unrated = replace(last, ratings=last.ratings[:-1])
        return replace(session, answers=(*before, unrated), showing_feedback=True, unreadable=None)
    return replace(session, answers=tuple(before), showing_feedback=False, unreadable=None)


def _skip(session: Session) -> Session:
    if session.settings.mode != "exam" or session.at >= len(session.items) - 1:
        return session
    later, places = list(session.items), list(session.places)
    later.append(later.pop(session.at))
    places.append(places.pop(session.at))
    return replace(session, items=tuple(later), places=tuple(places), unreadable=None)


def _ended_if_done(session: Session) -> Session:
    return replace(session, ended="finished") if session.at == len(session.items) else session


# ---------------------------------------------------------------------------------------------------------------
# Presentation


def presentation(item: Item, seed: int) -> Places:
    """The order in which a question's options, steps or targets are shown.

    It depends on the seed and this question alone. Steps are never shown in the right order, nor targets in the order
    of their lefts.
    """
    form: Form = item.form
    draw = Random(f"{seed}:{item.id}")
    match form:
        case Choose(options, fixed=fixed):
            places = list(range(len(options)))
            if fixed:
                return tuple(places)
            draw.shuffle(places)
            return form.settled(places)
        case Order(steps):
            return _disordered([each.text for each in steps], draw)
        case Match():
            return _disordered(form.targets, draw)
        case Write() | Enumerate() | Fill() | Reveal():
            return ()
        case _:
            assert_never(form)


def _disordered(texts: Sequence[Text], draw: Random) -> Places:
    places = list(range(len(texts)))
    draw.shuffle(places)
    if all(texts[index] == text for index, text in zip(places, texts, strict=True)):
        places = places[1:] + places[:1]
    return tuple(places)


# ---------------------------------------------------------------------------------------------------------------
# Results


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one bank's questions got full credit, of how many that count."""

    bank: str
    right: int
    total: int


def tallies(session: Session) -> tuple[Tally, ...]:
    """The banks in the order of their first question. An exam counts the questions left unanswered too."""
    by_bank: dict[str, list[bool]] = {}
    for index, item in enumerate(session.items):
        if index < len(session.answers):
            by_bank.setdefault(item.bank, []).append(session.answers[index].right)
        elif session.settings.mode == "exam":
            by_bank.setdefault(item.bank, []).append(False)
    return tuple(Tally(bank, sum(rights), len(rights)) for bank, rights in by_bank.items())


def missed(session: Session) -> tuple[tuple[Item, Answered | None], ...]:
    """The questions without full credit, in the order asked; in an exam also those not answered (None)."""
    without_credit: list[tuple[Item, Answered | None]] = []
    for index, item in enumerate(session.items):
        answered = session.answers[index] if index < len(session.answers) else None
        if (answered and not answered.right) or (answered is None and session.settings.mode == "exam"):
            without_credit.append((item, answered))
    return tuple(without_credit)


def mark(session: Session, language: str) -> tuple[Fraction, int]:
    """The points won, on the scale that the language's readers are used to."""
    scale = languages.of(language).marked_out_of
    points = [Fraction(item.points) for item in session.items]
    scores = [answered.score for answered in session.answers]
    won = sum((each * score for each, score in zip(points, scores, strict=False)), Fraction(0))
    total = sum(points, Fraction(0))
    return (won / total * scale if total else Fraction(0)), scale


def again(session: Session) -> Session:
    """A new session, in practice mode, with the missed questions; their options are in another order."""
    settings = replace(session.settings, mode="practice", seed=session.settings.seed + 1, time_limit_s=None)
    return begin([item for item, _ in missed(session)], settings)
