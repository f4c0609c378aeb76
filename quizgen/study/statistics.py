"""What a learner's rows say: what is known, what was done, what will fall due. Pure."""

from __future__ import annotations

import datetime as calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.items import Item
from quizgen.study.rows import Effective, Row, effective, renames
from quizgen.study.schedule import AGAIN, Memory, day_of, end_of

KNOWN_DAYS = 21.0
"""From this stability on a question counts as known: three weeks, the field's usual line between young and mature."""

FORECAST_DAYS = 30
HARDEST = 10


@dataclass(frozen=True, slots=True)
class Share:
    """How far a set of questions is known: `known` and `learning` of `total`; the rest is new."""

    known: int
    learning: int
    total: int

    @property
    def new(self) -> int:
        """Never asked yet."""
        return self.total - self.known - self.learning


@dataclass(frozen=True, slots=True)
class Recall:
    """True retention: of the reviews of what had been learnt before, how many were remembered."""

    remembered: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A question that was forgotten again and again."""

    item: str
    lapses: int
    reviews: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """Days are the learner's.

    `forecast` starts with today, which holds what is overdue. `vanished`: questions with a history that are in none
    of the banks read; they are kept. `flags`: question and note, the latest last.
    """

    today: calendar.date
    banks: Mapping[str, Share]
    tags: Mapping[str, Share]
    reviews: int
    seconds: float
    by_day: Mapping[calendar.date, int]
    right_by_day: Mapping[calendar.date, int]
    recall: Recall
    recall_30_days: Recall
    wanted: float
    forecast: tuple[int, ...]
    hardest: tuple[Hard, ...]
    flags: tuple[tuple[str, str], ...]
    vanished: int


def statistics(
    items: Sequence[Item],
    rows: Sequence[Row],
    memories: Mapping[str, Memory],
    *,
    now_ms: int,
    zone: calendar.tzinfo | None,
    retention: float,
) -> Statistics:
    """All of it. `memories` are those derived from the rows, by today's ids."""
    names = renames(rows)
    answers = effective(rows)
    today = day_of(now_ms, zone)
    living = {item.id for item in items}
    days = _days(answers, zone)
    by_day = Counter(days)
    right_by_day = Counter(day for day, answer in zip(days, answers, strict=True) if answer.right)
    month_ago = today - calendar.timedelta(days=30)
    learnt = _reviews_of_learnt(answers, days, names)
    touched = {names.get(each.row.item, each.row.item) for each in answers}
    return Statistics(
        today=today,
        banks=_shares(((item.bank, item) for item in items), memories),
        tags=_shares(((tag, item) for item in items for tag in item.tags), memories),
        reviews=len(answers),
        seconds=sum(each.row.duration_ms or 0 for each in answers) / 1000,
        by_day=dict(by_day),
        right_by_day=dict(right_by_day),
        recall=_recall(answer for _, answer in learnt),
        recall_30_days=_recall(answer for day, answer in learnt if day > month_ago),
        wanted=retention,
        forecast=_forecast(memories, living, today, zone),
        hardest=_hardest(memories, living),
        flags=tuple((names.get(row.item, row.item), row.note or "") for row in _flags(rows)),
        vanished=len(touched - living),
    )


def _days(answers: Sequence[Effective], zone: calendar.tzinfo | None) -> list[calendar.date]:
    """The learner's day of each answer. Answers come by time, so a day's end serves many of them."""
    found: list[calendar.date] = []
    ends = -1
    day = calendar.date.min
    for answer in answers:
        if answer.row.at_ms >= ends:
            day = day_of(answer.row.at_ms, zone)
            ends = end_of(day, zone)
        found.append(day)
    return found


def _reviews_of_learnt(
    answers: Sequence[Effective], days: Sequence[calendar.date], names: Mapping[str, str]
) -> list[tuple[calendar.date, Effective]]:
    """Scheduled reviews of questions that were reviewed on an earlier day, the first one of each day."""
    last: dict[str, calendar.date] = {}
    found = []
    for day, answer in zip(days, answers, strict=True):
        if answer.rating is None:
            continue
        name = names.get(answer.row.item, answer.row.item)
        if name in last and last[name] < day:
            found.append((day, answer))
        last[name] = day
    return found


def _recall(answers: Iterable[Effective]) -> Recall:
    ratings = [answer.rating for answer in answers]
    return Recall(sum(rating != AGAIN for rating in ratings), len(ratings))


def _shares(pairs: Iterable[tuple[str, Item]], memories: Mapping[str, Memory]) -> dict[str, Share]:
    known: Counter[str] = Counter()
    learning: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, item in pairs:
        total[name] += 1
        memory = memories.get(item.id)
        if memory is not None:
            (known if memory.stability >= KNOWN_DAYS else learning)[name] += 1
    return {name: Share(known[name], learning[name], total[name]) for name in total}


def _forecast(
    memories: Mapping[str, Memory], living: set[str], today: calendar.date, zone: calendar.tzinfo | None
) -> tuple[int, ...]:
    ends = [end_of(today + calendar.timedelta(days=n), zone) for n in range(FORECAST_DAYS)]
    counts = [0] * FORECAST_DAYS
    for item, memory in memories.items():
        if item in living and memory.due_ms < ends[-1]:
            counts[next(n for n, end in enumerate(ends) if memory.due_ms < end)] += 1
    return tuple(counts)


def _hardest(memories: Mapping[str, Memory], living: set[str]) -> tuple[Hard, ...]:
    failed = [
        Hard(item, memory.lapses, memory.reviews, memory.difficulty)
        for item, memory in memories.items()
        if item in living and memory.lapses
    ]
    failed.sort(key=lambda hard: (-hard.lapses, -hard.difficulty, hard.item))
    return tuple(failed[:HARDEST])


def _flags(rows: Sequence[Row]) -> list[Row]:
    undone = {row.target for row in rows if row.what == "undo"}
    return [row for row in rows if row.what == "flag" and row.id not in undone]
