"""A session as rows: what each event adds to them, and the session that they make when it is taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction

from quizgen import grading
from quizgen.grading import Picked, Response, Verdict
from quizgen.items import Item
from quizgen.study.progress import Plan
from quizgen.study.rows import Row, response_from_json, response_to_json
from quizgen.study.session import Answered, Event, Flag, Session, Settings

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


def restore(plan: Plan, rows: Sequence[Row], items: Mapping[str, Item], name: Callable[[str], str]) -> Session | None:
    """The session as it stood when it was left; None if it can't be told any more.

    `rows` are the session's, in order; `items` what may be asked today, by id; `name` gives an id's present form.
    Questions that are gone are left out, answered or not.
    """
    try:
        data = json.loads(plan.plan)
        settings = Settings(**data["settings"])
        asked = [name(id) for id in data["items"]]
    except (ValueError, TypeError, KeyError):
        return None
    answers: list[Answered] = []
    flags: list[tuple[str, str]] = []
    seconds = 0.0
    for row in rows:
        id = name(row.item)
        match row.what:
            case "answer":
                item = items.get(id)
                taken = (row.duration_ms or 0) / 1000
                seconds += taken
                answers.append(_answered(row, item, settings, taken) if item else _gone(id))
            case "rate" if answers and row.rating:
                answers[-1] = _with_words(answers[-1], (*answers[-1].words, row.rating))
            case "undo" if answers and answers[-1].words:
                answers[-1] = _with_words(answers[-1], answers[-1].words[:-1])
            case "undo" if answers:
                answers.pop()
            case "flag":
                flags.append((id, row.note or ""))
    kept = tuple(answered for answered in answers if answered.item in items)
    left = tuple(items[id] for id in asked if id in items)
    return Session(
        left,
        settings,
        kept,
        flags=tuple(flags),
        seconds=seconds,
        ended="finished" if len(kept) >= len(left) else None,
    )


def stack_of(rows: Sequence[Row], items: Mapping[str, Item], name: Callable[[str], str]) -> list[list[str]]:
    """The row ids of the answers that stand, as a Recorder that goes on needs them."""
    stack: list[tuple[str, list[str]]] = []
    for row in rows:
        match row.what:
            case "answer":
                stack.append((name(row.item), [row.id]))
            case "rate" if stack:
                stack[-1][1].append(row.id)
            case "undo" if stack and len(stack[-1][1]) > 1:
                stack[-1][1].pop()
            case "undo" if stack:
                stack.pop()
    return [ids for item, ids in stack if item in items]


def _answered(row: Row, item: Item, settings: Settings, seconds: float) -> Answered:
    """The answer as it was marked then. What was typed is judged again only to show how its parts fared."""
    response = response_from_json(row.answer or "") or Picked(frozenset())
    marks: Verdict | object = None
    try:
        marks = grading.judge(response, item.form, settings.language)
    except (TypeError, ValueError, KeyError, IndexError):
        response = _nothing(item)  # the question has another form by now
    score = Fraction(row.score or 0)
    parts = marks.marks if isinstance(marks, Verdict) else ()
    return Answered(item.id, response, Verdict(score, parts), seconds)


def _nothing(item: Item) -> Response:
    """A response of the item's form that says nothing."""
    from quizgen.grading import Arranged, Filled, Named, Paired, Recalled, Typed
    from quizgen.items import Choose, Enumerate, Fill, Match, Order, Write

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
        case Fill(passages):
            language = next(iter(passages))
            return Filled(("",) * len(item.form.gaps(language)))
        case _:
            return Recalled(False)


def _gone(id: str) -> Answered:
    return Answered(id, Picked(frozenset()), Verdict(Fraction(0)))


def _with_words(answered: Answered, words: tuple[int, ...]) -> Answered:
    return Answered(answered.item, answered.response, answered.verdict, answered.seconds, words)
