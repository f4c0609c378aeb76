"""What a learner's rows say: what is known, what was done, what will fall due. Pure."""

from __future__ import annotations

import datetime as calendar
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.items import Item
from quizgen.study.rows import Row, Told
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


@dataclass(slots=True)
class Day:
    """What was done on one day. `reviewed`, `remembered`: of what had been learnt on a day before."""

    answers: int = 0
    right: int = 0
    ms: int = 0
    reviewed: int = 0
    remembered: int = 0


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
    """Days are the learner's, in order; only those with an answer. `banks` go by `collection/bank`.

    `forecast` starts with today, which holds what is overdue. `vanished`: questions with a history that are in none
    of the banks read; they are kept. `flags`: question and note, the latest last.
    """

    today: calendar.date
    banks: Mapping[str, Share]
    tags: Mapping[str, Share]
    days: Mapping[calendar.date, Day]
    reviews: int
    seconds: float
    recall: Recall
    recall_30_days: Recall
    wanted: float
    forecast: tuple[int, ...]
    hardest: tuple[Hard, ...]
    flags: tuple[tuple[str, str], ...]
    vanished: int


def statistics(
    items: Sequence[Item],
    answers: Iterable[Told],
    memories: Mapping[str, Memory],
    flags: Iterable[Row],
    *,
    name: Callable[[str], str],
    now_ms: int,
    zone: calendar.tzinfo | None,
    retention: float,
) -> Statistics:
    """All of it. `answers` come by time; `memories` follow from them; `name` gives a question's id of today."""
    today = day_of(now_ms, zone)
    living = {item.id for item in items}
    days, touched = _days(answers, name, zone)
    month_ago = today - calendar.timedelta(days=30)
    return Statistics(
        today=today,
        banks=_shares(((f"{item.id.split('/')[0]}/{item.bank}", item) for item in items), memories),
        tags=_shares(((tag, item) for item in items for tag in item.tags), memories),
        days=days,
        reviews=sum(day.answers for day in days.values()),
        seconds=sum(day.ms for day in days.values()) / 1000,
        recall=_recall(days.values()),
        recall_30_days=_recall(day for date, day in days.items() if date > month_ago),
        wanted=retention,
        forecast=_forecast(memories, living, today, zone),
        hardest=_hardest(memories, living),
        flags=tuple((name(row.item), row.note or "") for row in flags),
        vanished=len(touched - living),
    )


def _days(
    answers: Iterable[Told], name: Callable[[str], str], zone: calendar.tzinfo | None
) -> tuple[dict[calendar.date, Day], set[str]]:
    """What was done on each of the learner's days, and the questions that were answered.

    The first scheduled review of a question on a day tells of memory if there was one on a day before.
    """
    days: dict[calendar.date, Day] = {}
    last: dict[str, int] = {}  # the day, as a number, of a question's last scheduled review
    practised: set[str] = set()
    ends = -1
    day, ordinal = Day(), 0
    for at_ms, item, score, rating, duration_ms in answers:
        if at_ms >= ends:  # answers come by time, so a day's end serves many of them
            date = day_of(at_ms, zone)
            day, ordinal, ends = days.setdefault(date, Day()), date.toordinal(), end_of(date, zone)
        day.answers += 1
        day.right += score == "1"
        day.ms += duration_ms or 0
        if rating is None:
            practised.add(item)
            continue
        item = name(item)
        before = last.get(item)
        if before != ordinal:
            last[item] = ordinal
            if before is not None:
                day.reviewed += 1
                day.remembered += rating != AGAIN
    return days, set(last) | {name(item) for item in practised}


def _recall(days: Iterable[Day]) -> Recall:
    remembered = reviewed = 0
    for day in days:
        remembered += day.remembered
        reviewed += day.reviewed
    return Recall(remembered, reviewed)


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
            counts[bisect_right(ends, memory.due_ms)] += 1
    return tuple(counts)


def _hardest(memories: Mapping[str, Memory], living: set[str]) -> tuple[Hard, ...]:
    failed = [
        Hard(item, memory.lapses, memory.reviews, memory.difficulty)
        for item, memory in memories.items()
        if item in living and memory.lapses
    ]
    failed.sort(key=lambda hard: (-hard.lapses, -hard.difficulty, hard.item))
    return tuple(failed[:HARDEST])
