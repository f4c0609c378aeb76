"""A session as stored events: what each action adds to them, and the session that they make when taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import tzinfo
from fractions import Fraction
from itertools import takewhile
from typing import assert_never

from quizgen import grading
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, Verdict
from quizgen.items import Choose, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.study.events import LONGEST_MS, Event, response_from_json, response_to_json
from quizgen.study.progress import StoredSession
from quizgen.study.schedule import offset_of
from quizgen.study.session import Action, Answered, Flag, Others, PutAside, Session, Settings, unanswered

Append = Callable[[Event], None]


@dataclass(slots=True)
class Recorder:
    """Writes a session down as it goes: call it with the session before an action, the action, and the session after.

    `session`: the id it is stored by. `append`: makes one event durable. `now_ms`: gives the milliseconds since 1970,
    UTC. `new_id`: gives an id that no machine gave before. `zone`: where the learner is; None for the machine's own.
    `event_ids`: for each answer that was not taken back, the
    id of its event, then those of its ratings. `seq`: the position of the next event in the session.
    """

    session: str
    append: Append
    now_ms: Callable[[], int]
    new_id: Callable[[], str]
    zone: tzinfo | None
    event_ids: list[list[str]] = field(default_factory=list)
    seq: int = 0

    def __call__(self, before: Session, action: Action, after: Session) -> None:
        """Write down what changed: an answer, a rating, one of these undone, a flag, or a question put aside."""
        if isinstance(action, Flag):
            if before.current is not None:
                self._write("flag", before.current.id, after.settings, note=action.note or None)
            return
        if isinstance(action, PutAside):
            if before.current is not None:
                self._write(action.how, before.current.id, after.settings)
            return
        if len(after.answers) > len(before.answers):
            self._answer(after.answers[-1], after.settings)
        elif len(after.answers) < len(before.answers):
            *_, last = self.event_ids.pop()
            self._write("undo", before.answers[-1].item, after.settings, target=last)
        elif after.answers and len(after.answers[-1].ratings) > len(before.answers[-1].ratings):
            self._rate(after.answers[-1], after.settings)
        elif after.answers and len(after.answers[-1].ratings) < len(before.answers[-1].ratings):
            self._write("undo", after.answers[-1].item, after.settings, target=self.event_ids[-1].pop())

    def _answer(self, answered: Answered, settings: Settings) -> None:
        id = self._write(
            "answer",
            answered.item,
            settings,
            answer=response_to_json(answered.response),
            score=str(answered.verdict.score),
            duration_ms=min(max(0, round(answered.seconds * 1000)), LONGEST_MS),
            rating=answered.rating if settings.mode == "study" else None,
        )
        self.event_ids.append([id])

    def _rate(self, answered: Answered, settings: Settings) -> None:
        id = self._write(
            "rate",
            answered.item,
            settings,
            target=self.event_ids[-1][0],
            rating=answered.rating,
            score=str(answered.score),
        )
        self.event_ids[-1].append(id)

    def _write(self, what: str, item: str, settings: Settings, **values: str | int | None) -> str:
        at_ms = self.now_ms()
        event = Event(
            id=self.new_id(),
            at_ms=at_ms,
            what=what,  # type: ignore[arg-type]  # the callers above name them
            item=item,
            session=self.session,
            seq=self.seq,
            mode=settings.mode,
            language=settings.language,
            offset=offset_of(at_ms, self.zone),
            **values,  # type: ignore[arg-type]  # by name, each of its column's type
        )
        self.append(event)
        self.seq += 1
        return event.id


def to_store(id: str, at_ms: int, session: Session) -> StoredSession:
    """What is stored of a session at its start, so that it can be taken up again.

    The orders in which lists are shown follow from the seed among its settings.
    """
    plan = {"settings": asdict(session.settings), "items": [item.id for item in session.items]}
    return StoredSession(id, at_ms, json.dumps(plan), ended=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """A session as it was left, and what a Recorder needs to go on with it: `event_ids` and `seq`.

    `gone`: how many of its questions can't be asked any more; they are left out, whether answered or not.
    """

    session: Session
    event_ids: list[list[str]]
    seq: int
    gone: int


def restore(
    stored: StoredSession,
    events: Sequence[Event],
    items: Mapping[str, Item],
    name: Callable[[str], str],
    others: Others = lambda _item, _language: frozenset(),
) -> Restored | None:
    """Take a session up again; None if its plan can't be read.

    `events`: the session's own, in order. `items`: what may be asked today, by id. `name`: gives a question's id of
    today. `others`: what `step` was given.
    """
    plan = _plan(stored, name)
    if plan is None:
        return None
    settings, ids = plan
    askable = [items[id] for id in ids if id in items and settings.language in items[id].languages]
    by_item = _answer_events(events, name)
    if settings.mode == "exam":  # questions may have been left for later
        place = {id: number for number, id in enumerate(by_item)}
        askable.sort(key=lambda item: place.get(item.id, len(place)))
    answered = [(item, *by_item[item.id]) for item in takewhile(lambda item: item.id in by_item, askable)]
    session = replace(
        unanswered(askable, settings),
        answers=tuple(_answered(answer, rates, item, settings, others) for item, answer, rates in answered),
        flags=tuple((name(event.item), event.note or "") for event in events if event.what == "flag"),
        seconds=sum(event.duration_ms or 0 for event in events if event.what == "answer") / 1000,
        ended="finished" if len(answered) == len(askable) else None,
    )
    event_ids = [[answer.id, *(rate.id for rate in rates)] for _, answer, rates in answered]
    next_seq = max((event.seq for event in events), default=-1) + 1
    return Restored(session, event_ids, next_seq, len(ids) - len(askable))


def _plan(stored: StoredSession, name: Callable[[str], str]) -> tuple[Settings, list[str]] | None:
    """The settings, and the questions by their ids of today; None if `to_store` didn't write them."""
    try:
        plan = json.loads(stored.plan)
        return Settings(**plan["settings"]), list(dict.fromkeys(map(name, plan["items"])))
    except (ValueError, TypeError, KeyError):
        return None


def _answer_events(events: Sequence[Event], name: Callable[[str], str]) -> dict[str, tuple[Event, list[Event]]]:
    """By question, the answer that was not taken back, and its ratings.

    What an event is about decides, not its position: two processes may have gone on with one session.
    """
    answers: dict[str, tuple[Event, list[Event]]] = {}  # by the answer's id
    answer_of: dict[str, str] = {}  # by a rating's id, the answer's
    for event in events:
        target = event.target or ""
        match event.what:
            case "answer":
                answers[event.id] = (event, [])
            case "rate" if target in answers and event.rating:
                answers[target][1].append(event)
                answer_of[event.id] = target
            case "undo" if answer_of.get(target) in answers:
                answer, rates = answers[answer_of[target]]
                answers[answer.id] = (answer, [rate for rate in rates if rate.id != target])
            case "undo":
                answers.pop(target, None)
    return {name(answer.item): (answer, rates) for answer, rates in answers.values()}


def _answered(answer: Event, rates: Sequence[Event], item: Item, settings: Settings, others: Others) -> Answered:
    """The answer with the score that it got then. It is judged again only to show how its parts fared."""
    response = response_from_json(answer.answer or "") or _nothing(item, settings.language)
    try:
        verdict = grading.judge(response, item.form, settings.language, others(item, settings.language))
    except (TypeError, ValueError, IndexError):  # the question has another form by now, or fewer options
        response = _nothing(item, settings.language)
        verdict = grading.judge(response, item.form, settings.language)
    parts = verdict.parts if isinstance(verdict, Verdict) else ()
    return Answered(
        item.id,
        response,
        Verdict(Fraction(answer.score or 0), parts),
        (answer.duration_ms or 0) / 1000,
        tuple(rate.rating for rate in rates if rate.rating),
    )


def _nothing(item: Item, language: str) -> Response:
    """A response of the item's form that says nothing."""
    match item.form:
        case Choose():
            return Picked(frozenset())
        case Write():
            return Typed("")
        case Enumerate():
            return Named(())
        case Order():
            return Arranged(())
        case Match(pairs):
            return Paired((None,) * len(pairs))
        case Fill():
            return Filled(("",) * len(item.form.gaps(language)))
        case Reveal():
            return Recalled(False)
        case _:
            assert_never(item.form)
