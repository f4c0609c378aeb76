"""What a learner's events say: what is known, what was done, what will fall due. Pure."""

from __future__ import annotations

import datetime as calendar
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from quizgen.items import Item
from quizgen.study.events import Day, Event
from quizgen.study.schedule import Memory, day_of, end_of

KNOWN_DAYS = 21.0
"""From this stability on, a question counts as known: Anki calls a card mature from three weeks on."""

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
    """True retention: of the reviews of what had been learnt on an earlier day, how many were remembered."""

    remembered: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A question that was forgotten, by its id; `difficulty` is from 1 to 10."""

    item: str
    lapses: int
    reviews: int
    difficulty: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that `stats` shows.

    `banks`: by `collection/bank`. `days`: the learner's days that have an answer, in order. `reviews`: the number of
    answers on them. `seconds`: spent answering. `wanted`: the share that the learner means to remember.
    `forecast`: how many questions fall due on each day from today on; today's count holds what is overdue.
    `hardest`: the most often forgotten ones, the worst first. `flags`: ids of questions, and notes, the latest last.
    `vanished`: how many questions with a history are in none of the banks read. `from_anki`: how many of the answers
    were given in Anki.
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
    from_anki: int = 0


def statistics(
    items: Sequence[Item],
    days: Mapping[calendar.date, Day],
    answered: Set[str],
    memories: Mapping[str, Memory],
    flags: Iterable[Event],
    *,
    name: Callable[[str], str],
    now_ms: int,
    zone: calendar.tzinfo | None,
    retention: float,
    from_anki: int = 0,
) -> Statistics:
    """Count it all.

    `items`: the questions of the banks read. `answered`: the ids of those that were ever answered. `flags`: the events
    that flag one. `name`: gives a question's id of today. `zone`: where the learner is; None for the machine's own.
    `retention`: the share that the learner means to remember. `from_anki`: how many answers were given in Anki.
    """
    today = day_of(now_ms, zone)
    living = {item.id for item in items}
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
        flags=tuple((name(event.item), event.note or "") for event in flags),
        vanished=len(answered - living),
        from_anki=from_anki,
    )


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
