"""A session as rows: what each event adds to them, and the session that they make when it is taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import assert_never

from quizgen import grading
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, Verdict
from quizgen.items import Choose, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.study.progress import Plan
from quizgen.study.rows import Row, response_from_json, response_to_json
from quizgen.study.session import Answered, Event, Flag, Others, Session, Settings

Append = Callable[[Row], None]


@dataclass(slots=True)
class Recorder:
    """Writes a session down as it goes: call it with the session before an event, the event, and the session after.

    `append` makes one row durable. `now_ms` is UTC since 1970; `new_id` gives an id that no machine gave before.
    `stack`: for each answer that stands, the id of its row and of the ratings added to it.
    """

    session: str
    append: Append
    now_ms: Callable[[], int]
    new_id: Callable[[], str]
    stack: list[list[str]] = field(default_factory=list)
    seq: int = 0

    def __call__(self, before: Session, event: Event, after: Session) -> None:
        """Write down what changed: an answer, a rating, a thing taken back, a flag."""
        if isinstance(event, Flag):
            if before.current is not None:
                self._write("flag", before.current.id, after.settings, note=event.note or None)
            return
        if len(after.answers) > len(before.answers):
            self._answer(after.answers[-1], after.settings)
        elif len(after.answers) < len(before.answers):
            *_, last = self.stack.pop()
            self._write("undo", before.answers[-1].item, after.settings, target=last)
        elif after.answers and len(after.answers[-1].words) > len(before.answers[-1].words):
            self._rate(after.answers[-1], after.settings)
        elif after.answers and len(after.answers[-1].words) < len(before.answers[-1].words):
            self._write("undo", after.answers[-1].item, after.settings, target=self.stack[-1].pop())

    def _answer(self, answered: Answered, settings: Settings) -> None:
        row = self._write(
            "answer",
            answered.item,
            settings,
            answer=response_to_json(answered.response),
            score=str(answered.verdict.score),
            duration_ms=max(0, round(answered.seconds * 1000)),
            rating=answered.rating if settings.mode == "study" else None,
        )
        self.stack.append([row])

    def _rate(self, answered: Answered, settings: Settings) -> None:
        row = self._write(
            "rate",
            answered.item,
            settings,
            target=self.stack[-1][0],
            rating=answered.rating,
            score=str(answered.score),
        )
        self.stack[-1].append(row)

    def _write(self, what: str, item: str, settings: Settings, **values: str | int | None) -> str:
        row = Row(
            id=self.new_id(),
            at_ms=self.now_ms(),
            what=what,  # type: ignore[arg-type]  # the callers above name them
            item=item,
            session=self.session,
            seq=self.seq,
            mode=settings.mode,
            language=settings.language,
            **values,  # type: ignore[arg-type]  # by name, each of its column's type
        )
        self.append(row)
        self.seq += 1
        return row.id


def plan(id: str, at_ms: int, session: Session) -> Plan:
    """What is stored of a session at its start, so that it can be taken up again."""
    data = {"settings": asdict(session.settings), "items": [item.id for item in session.items]}
    return Plan(id, at_ms, json.dumps(data), ended=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """A session as it stood when it was left, and what a Recorder needs to go on with it.

    `gone`: how many of its questions can't be asked any more; they are left out, answered or not.
    """

    session: Session
    stack: list[list[str]]
    seq: int
    gone: int


def restore(
    plan: Plan,
    rows: Sequence[Row],
    items: Mapping[str, Item],
    name: Callable[[str], str],
    others: Others = lambda _item, _language: frozenset(),
) -> Restored | None:
    """Take a session up again; None if its plan is none of ours.

    `rows` are the session's, in order; `items` what may be asked today, by id; `name` gives an id's present form;
    `others` is what `step` was given.
    """
    try:
        data = json.loads(plan.plan)
        settings = Settings(**data["settings"])
        asked = list(dict.fromkeys(name(id) for id in data["items"]))
    except (ValueError, TypeError, KeyError):
        return None
    left = tuple(items[id] for id in asked if id in items and settings.language in items[id].languages)
    standing = _standing(rows, name)
    answers: list[Answered] = []
    stack: list[list[str]] = []
    for item in left:
        if item.id not in standing:
            break
        row, rates = standing[item.id]
        answers.append(_answered(row, rates, item, settings, others))
        stack.append([row.id, *(rate.id for rate in rates)])
    session = Session(
        left,
        settings,
        tuple(answers),
        flags=tuple((name(row.item), row.note or "") for row in rows if row.what == "flag"),
        seconds=sum(row.duration_ms or 0 for row in rows if row.what == "answer") / 1000,
        ended="finished" if len(answers) == len(left) else None,
    )
    return Restored(session, stack, max((row.seq for row in rows), default=-1) + 1, len(asked) - len(left))


def _standing(rows: Sequence[Row], name: Callable[[str], str]) -> dict[str, tuple[Row, list[Row]]]:
    """By question, the answer that stands and the ratings added to it.

    By what each row speaks of, not by its place: two quizzes may have gone on with one session.
    """
    found: dict[str, tuple[Row, list[Row]]] = {}
    rated: dict[str, str] = {}  # the answer that a rating speaks of
    for row in rows:
        target = row.target or ""
        match row.what:
            case "answer":
                found[row.id] = (row, [])
            case "rate" if target in found and row.rating:
                found[target][1].append(row)
                rated[row.id] = target
            case "undo" if rated.get(target) in found:
                answer, rates = found[rated[target]]
                found[answer.id] = (answer, [rate for rate in rates if rate.id != target])
            case "undo":
                found.pop(target, None)
    return {name(row.item): (row, rates) for row, rates in found.values()}


def _answered(row: Row, rates: Sequence[Row], item: Item, settings: Settings, others: Others) -> Answered:
    """The answer as it was marked then. What was typed is judged again only to show how its parts fared."""
    response = response_from_json(row.answer or "") or _nothing(item, settings.language)
    try:
        verdict = grading.judge(response, item.form, settings.language, others(item, settings.language))
    except (TypeError, ValueError, IndexError):  # the question has another form by now, or fewer options
        response = _nothing(item, settings.language)
        verdict = grading.judge(response, item.form, settings.language)
    marks = verdict.marks if isinstance(verdict, Verdict) else ()
    words = tuple(rate.rating for rate in rates if rate.rating)
    return Answered(item.id, response, Verdict(Fraction(row.score or 0), marks), (row.duration_ms or 0) / 1000, words)


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
