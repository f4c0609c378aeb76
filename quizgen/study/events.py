"""What is written down of a learner's study: append-only events, which merge by id and from which all else follows.

An event is never changed. Taking an answer back is a new event, and so is judging it otherwise; so the events of two
machines make one history by union, in whatever order they meet. Each is a row of the database and a line of an export.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple, assert_never, get_args

from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed
from quizgen.study.schedule import RETENTION_BOUNDS, Rated

What = Literal["answer", "rate", "undo", "flag", "suspend", "bury", "rename", "retention"]


class Event(NamedTuple):
    """One thing that happened. It is a tuple, since a hundred thousand of them are read for a chart.

    The fields are the columns of the database and the keys of an export's lines: none may change, but one may be added
    at the end.

    `at_ms`: milliseconds since 1970, UTC. `item`: the id that the question had then; "" for a retention.
    `session`: the id of the session. `seq`: the event's position in it, from 0.
    `target`: of a rate or an undo, the id of the event that it is about; of a rename, the question's new id.
    `answer`: the response as JSON. `score`: a fraction in lowest terms, such as "3/4"; of a retention, the share that
    the learner means to remember. `rating`: 1 (again) to 4 (easy); None where nothing is scheduled.
    `offset`: how far the learner's clock was ahead of UTC, in minutes; None in rows of before it was written down.
    """

    id: str
    at_ms: int
    what: What
    item: str
    session: str = ""
    seq: int = 0
    target: str | None = None
    mode: str | None = None
    language: str | None = None
    answer: str | None = None
    score: str | None = None
    duration_ms: int | None = None
    rating: int | None = None
    note: str | None = None
    offset: int | None = None


COLUMNS = Event._fields

# ---------------------------------------------------------------------------------------------------------------
# Events as lines of JSON

_INTEGERS = ("at_ms", "seq", "duration_ms", "rating")
_REQUIRED = ("id", "at_ms", "what", "item")
FARTHEST = 1_440
"""Minutes between a clock and UTC: no place is a whole day away."""

LATEST_MS = 221_845_392_000_000  # the year 9000: a due date, up to a century later, is still a date
LONGEST_MS = 86_400_000
"""An answer counts for a day at most: the program may have been left open, and rows from elsewhere say anything."""

_SCORE = re.compile(r"[0-9]{1,6}(/[0-9]{1,6})?")
_UNSAFE = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"  # what would steer a terminal, were it to show the line


class BadLine(ValueError):
    """A line that is no event. Its text is "not JSON", "not a row", "incomplete", or the name of the field at fault."""


def to_line(event: Event) -> str:
    """The event as a line of JSON without its empty fields: always the same line for the same event."""
    filled = {name: value for name, value in event._asdict().items() if value not in (None, "") or name in _REQUIRED}
    line = json.dumps(filled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", line)


def from_line(line: str) -> Event:
    """The event that a line holds. Raises BadLine for anything that `to_line` could not have written."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(data, dict) or not set(data) <= set(COLUMNS):
        raise BadLine("not a row")
    if any(name not in data for name in _REQUIRED):
        raise BadLine("incomplete")
    _check_types(data)
    _check_meaning(data)
    return Event(**data)


def _check_types(data: Mapping[str, Any]) -> None:
    for name, value in data.items():
        if name == "offset":
            sound = type(value) is int and -FARTHEST <= value <= FARTHEST
        else:
            sound = _is_integer(value) if name in _INTEGERS else _is_text(value)
        if not sound:
            raise BadLine(name)


def _is_integer(value: object) -> bool:
    return type(value) is int and 0 <= value <= LATEST_MS  # True is an int, but not of this type


def _is_text(value: object) -> bool:
    """Whether this is a string that SQLite can store: without U+0000, and without half a surrogate pair."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_meaning(data: Mapping[str, Any]) -> None:
    what = data["what"]
    about_no_question = what == "retention"
    if what not in get_args(What) or not data["id"] or bool(data["item"]) == about_no_question:
        raise BadLine("what")
    if data.get("rating", 1) not in (1, 2, 3, 4):
        raise BadLine("rating")
    if what in ("rate", "undo", "rename") and not data.get("target"):
        raise BadLine("target")
    if "score" in data:
        _check_score(data["score"], RETENTION_BOUNDS if what == "retention" else (0, 1))
    elif what in ("answer", "retention"):
        raise BadLine("score")


def _check_score(text: str, bounds: tuple[float, float]) -> None:
    """Refuse all but a fraction within these bounds, in lowest terms so that "1" alone means right."""
    try:
        score = Fraction(text) if _SCORE.fullmatch(text) else None
    except ZeroDivisionError:
        score = None
    if score is None or not bounds[0] <= float(score) <= bounds[1] or str(score) != text:
        raise BadLine("score")


# ---------------------------------------------------------------------------------------------------------------
# Responses as JSON

_TAGS: dict[type[Response], str] = {
    Picked: "picked",
    Typed: "typed",
    Named: "named",
    Arranged: "arranged",
    Paired: "paired",
    Filled: "filled",
    Recalled: "recalled",
}


def response_to_json(response: Response) -> str:
    """What the learner answered, as it was given: enough to judge it again."""
    value: Any
    match response:
        case Picked(options):
            value = sorted(options)
        case Typed(text):
            value = text
        case Named(texts) | Filled(texts):
            value = list(texts)
        case Arranged(steps):
            value = list(steps)
        case Paired(targets):
            value = list(targets)
        case Recalled(right):
            value = right
        case _:
            assert_never(response)
    return json.dumps({_TAGS[type(response)]: value}, ensure_ascii=False)


def response_from_json(text: str) -> Response | None:
    """What the learner answered; None where it can't be read: an event from elsewhere may hold anything."""
    try:
        ((tag, value),) = json.loads(text).items()
        match tag, value:
            case "picked", list():
                return Picked(frozenset(map(int, value)))
            case "typed", str():
                return Typed(value)
            case "named", list():
                return Named(tuple(map(str, value)))
            case "filled", list():
                return Filled(tuple(map(str, value)))
            case "arranged", list():
                return Arranged(tuple(map(int, value)))
            case "paired", list():
                return Paired(tuple(None if each is None else int(each) for each in value))
            case "recalled", bool():
                return Recalled(value)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    return None


# ---------------------------------------------------------------------------------------------------------------
# What follows from events


class Effective(NamedTuple):
    """An answer that was not taken back, with the score and the rating that count for it in the end."""

    event: Event
    score: str
    rating: int | None


def effective(events: Iterable[Event]) -> list[Effective]:
    """The answers that were not taken back, by time; the learner's last rating of each counts for it."""
    all_events = list(events)
    undone = {event.target for event in all_events if event.what == "undo"}
    last_rates: dict[str, Event] = {}  # by the answer's id
    for event in all_events:
        if event.what == "rate" and event.id not in undone and event.target:
            earlier = last_rates.get(event.target)
            if earlier is None or _position(earlier) <= _position(event):
                last_rates[event.target] = event
    answers = []
    for event in all_events:
        if event.what == "answer" and event.id not in undone:
            last = last_rates.get(event.id, event)
            rating = last.rating if event.rating is not None else None
            answers.append(Effective(event, last.score or event.score or "0", rating))
    answers.sort(key=lambda answer: (answer[0][1], answer[0][0]))  # by time, then by id
    return _with_ankis(answers, all_events) if any(is_ankis(answer[0]) for answer in answers) else answers


# ---------------------------------------------------------------------------------------------------------------
# Answers given in Anki

ANKI = "anki:"
"""What the ids of answers begin with that were given in Anki; the id in its log follows, which is the moment."""

ECHO_MS = 1_000
"""An answer of Anki's within a second after one of ours to the same question is ours, which a deck took there."""


def is_ankis(event: Event) -> bool:
    """Whether this answer was given in Anki."""
    return event.id.startswith(ANKI)


def fact(number: int, ease: int, of: int) -> str:
    """What an answer to one card of a list or a text with gaps tells: its number, the button, how many there are."""
    return json.dumps({"anki": [number, ease, of]})


def fact_of(event: Event) -> tuple[int, int, int] | None:
    """The number, the button and the count that such an answer tells; None for every other."""
    if event.answer is None or '"anki"' not in event.answer:
        return None
    try:
        number, ease, of = json.loads(event.answer)["anki"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    sound = type(number) is int and type(of) is int and ease in (1, 2, 3, 4)
    return (number, int(ease), of) if sound else None


def _with_ankis(answers: Iterable[Effective], all_events: Iterable[Event]) -> list[Effective]:
    """The answers without echoes of ours, and the rounds that facts make.

    A list has a card for each entry in Anki, and is one question here: it was asked once all its numbers were
    answered. The lowest of their first answers counts. Whatever order facts come here in, they make the same rounds.
    """
    ours = sorted(event.at_ms for event in all_events if event.what == "answer" and not is_ankis(event))
    kept: list[Effective] = []
    round_: dict[int, int] = {}
    for answer in answers:
        event = answer.event
        if is_ankis(event):
            place = bisect_right(ours, event.at_ms)
            if place and event.at_ms - ours[place - 1] < ECHO_MS:
                continue
            told = fact_of(event) if event.rating is None else None
            if told is not None:
                number, ease, of = told
                round_.setdefault(number, ease)
                if len(round_) >= of:
                    right = Fraction(sum(each > 1 for each in round_.values()), len(round_))
                    answer = Effective(event, str(right), min(round_.values()))
                    round_ = {}
        kept.append(answer)
    return kept


def _position(event: Event) -> tuple[int, int, str]:
    return event.seq, event.at_ms, event.id


def rated(answers: Sequence[Effective]) -> list[Rated]:
    """The scheduled reviews among the answers."""
    return [Rated(each.event.at_ms, each.rating, each.event.offset) for each in answers if each.rating is not None]


class AnswerRow(NamedTuple):
    """An effective answer as the database keeps it. `item`: the question's id of today. `score`: "1" is right."""

    at_ms: int
    item: str
    score: str
    rating: int | None
    duration_ms: int | None


@dataclass(slots=True)
class Day:
    """What was done on one of the learner's days. `ms`: time spent answering.

    `reviewed`: how many of the answers were the first of the day to a question learnt on an earlier day; `remembered`:
    how many of those the learner still knew.
    """

    answers: int = 0
    right: int = 0
    ms: int = 0
    reviewed: int = 0
    remembered: int = 0


MOST_RENAMES = 100
"""How many renames one may lead through, so that no file makes looking them up slow: nobody renames a question more."""


def renames(events: Iterable[Event]) -> dict[str, str]:
    """Former id → the id that the question goes by now, through renames upon renames, even back to an old id.

    A rename to an id that itself leads on through more than MOST_RENAMES counts for nothing.
    """
    next_id: dict[str, str] = {}
    for event in sorted(events, key=lambda event: (event.at_ms, event.id)):
        if event.what != "rename" or not event.target or event.target == event.item:
            continue
        before = next_id.pop(event.item, None)
        last = _last_id(event.target, next_id)
        if last is None:
            if before is not None:
                next_id[event.item] = before
            continue
        if last == event.item:
            del next_id[event.target]  # it would go round in a circle: the last rename is the one that holds
        next_id[event.item] = event.target
    return _followed(next_id)


def _last_id(id: str, next_id: Mapping[str, str]) -> str | None:
    for _ in range(MOST_RENAMES + 1):
        if id not in next_id:
            return id
        id = next_id[id]
    return None


def _followed(next_id: Mapping[str, str]) -> dict[str, str]:
    """Each id with the last one that it leads to; each link is followed once."""
    last: dict[str, str] = {}
    for former in next_id:
        way = []
        id = former
        while id in next_id and id not in last:
            way.append(id)
            id = next_id[id]
        last.update(dict.fromkeys(way, last.get(id, id)))
    return {former: last[former] for former in next_id}
