"""What is written down of a learner's study: append-only rows, which merge by id and from which all else follows.

A row is never changed. To take an answer back is a row, to judge it otherwise is a row; so two machines'
rows make one history by union, in whatever order they meet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple, assert_never, get_args

from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed
from quizgen.study.schedule import RETENTION_BOUNDS, Rated

What = Literal["answer", "rate", "undo", "flag", "rename", "retention"]


class Row(NamedTuple):
    """One thing that happened. (A tuple, since a hundred thousand of them are read for a chart.)

    `at_ms`: UTC, since 1970. `session` and `seq`: in which sitting, and as the how-manyeth thing there.
    `target`: of a rate or an undo, the row that it speaks of; of a rename, the question's new id.
    `answer`: a response as JSON. `score`: a fraction, as "3/4"; of a retention (which is of no question), the wanted
    one. `rating`: 1 to 4, none where nothing is scheduled.
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


COLUMNS = Row._fields
_WHOLE = ("at_ms", "seq", "duration_ms", "rating")
_REQUIRED = ("id", "at_ms", "what", "item")
_LATEST_MS = 221_845_392_000_000  # the year 9000: a due date, up to a century later, is still a date
_SCORE = re.compile(r"[0-9]{1,6}(/[0-9]{1,6})?")


class Junk(ValueError):
    """A line that is no row; says why in plain words of our own (a code for `cli` to word)."""


_UNSAFE = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"  # what would steer a terminal, were it to show the line


def to_line(row: Row) -> str:
    """The row as a line of JSON, without what is empty; always the same for the same row."""
    kept = {name: value for name, value in row._asdict().items() if value not in (None, "") or name in _REQUIRED}
    line = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", line)


def from_line(line: str) -> Row:
    """The row of a line. Raises Junk for anything that `to_line` could not have written."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise Junk("not JSON") from None
    if not isinstance(data, dict) or not set(data) <= set(COLUMNS):
        raise Junk("not a row")
    if any(name not in data for name in _REQUIRED):
        raise Junk("incomplete")
    for name, value in data.items():
        if name in _WHOLE:
            if type(value) is not int or not 0 <= value <= _LATEST_MS:
                raise Junk(name)
        elif not isinstance(value, str) or "\0" in value or not _encodes(value):
            raise Junk(name)
    if data["what"] not in get_args(What) or not data["id"] or (not data["item"]) != (data["what"] == "retention"):
        raise Junk("what")
    if data.get("rating", 1) not in (1, 2, 3, 4):
        raise Junk("rating")
    if data["what"] in ("rate", "undo", "rename") and not data.get("target"):
        raise Junk("target")
    if "score" in data:
        _check_score(data["score"], RETENTION_BOUNDS if data["what"] == "retention" else (0, 1))
    elif data["what"] in ("answer", "retention"):
        raise Junk("score")
    return Row(**data)


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return True


def _check_score(text: str, bounds: tuple[float, float]) -> None:
    """A fraction within these bounds in lowest terms, so that "1" alone means right."""
    try:
        score = Fraction(text) if _SCORE.fullmatch(text) else None
    except ZeroDivisionError:
        score = None
    if score is None or not bounds[0] <= float(score) <= bounds[1] or str(score) != text:
        raise Junk("score")


# ---------------------------------------------------------------------------------------------------------------
# Responses

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
    """What the learner answered, raw: enough to judge it again."""
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
    """What the learner answered; None where it can't be told any more (a row from elsewhere may hold anything)."""
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
# What the rows come to


class Effective(NamedTuple):
    """An answer that stands, with the score and the rating it counts for in the end."""

    row: Row
    score: str
    rating: int | None


def effective(rows: Iterable[Row]) -> list[Effective]:
    """The answers that stand, by time: those taken back are gone, and the learner's last word on each counts."""
    told = list(rows)
    undone = {row.target for row in told if row.what == "undo"}
    rates: dict[str, list[Row]] = {}
    for row in told:
        if row.what == "rate" and row.id not in undone and row.target:
            rates.setdefault(row.target, []).append(row)
    found = []
    for row in told:
        if row.what != "answer" or row.id in undone:
            continue
        mine = rates.get(row.id, [])
        if len(mine) > 1:
            mine.sort(key=lambda rate: (rate.seq, rate.at_ms, rate.id))
        word = mine[-1] if mine else row
        rating = word.rating if row.rating is not None else None
        found.append(Effective(row, word.score or row.score or "0", rating))
    found.sort(key=lambda each: (each[0][1], each[0][0]))  # by time, then by id
    return found


Told = tuple[int, str, str, int | None, int | None]
"""An answer that stands, bare: at_ms, the question's id of today, score ("1" is right), rating, duration_ms; score and
rating as the learner's last word has them."""


@dataclass(slots=True)
class Day:
    """What was done on one day. `reviewed`, `remembered`: of what had been learnt on a day before."""

    answers: int = 0
    right: int = 0
    ms: int = 0
    reviewed: int = 0
    remembered: int = 0


def rated(answers: Sequence[Effective]) -> list[Rated]:
    """The scheduled reviews among the answers."""
    return [Rated(each.row.at_ms, each.rating) for each in answers if each.rating is not None]


def renames(rows: Iterable[Row]) -> dict[str, str]:
    """Former id → the id that the question goes by now, through any number of renames, even back to an old id."""
    step: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.at_ms, row.id)):
        if row.what != "rename" or not row.target or row.target == row.item:
            continue
        step.pop(row.item, None)
        if _last(row.target, step) == row.item:
            del step[row.target]  # it would go round in a circle: the last rename is what holds
        step[row.item] = row.target
    return {former: _last(former, step) for former in step}


def _last(id: str, step: Mapping[str, str]) -> str:
    while id in step:
        id = step[id]
    return id
