"""When to ask a question again: FSRS over its reviews, and the day's queue. Pure: times and zone are arguments.

Times are milliseconds since 1970 in UTC, as they are stored; a learner's day ends at 04:00 local time. Between two
reviews lie as many days as Anki counts: those of the calendar, of the place where each of them was done.
"""

from __future__ import annotations

import datetime as calendar
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from quizgen.items import Item
from quizgen.text.folding import fold, without_accents

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

# FSRS's four ratings
AGAIN: Final = 1
HARD: Final = 2
GOOD: Final = 3
EASY: Final = 4

RETENTION: Final = 0.9
"""The share of due questions that a learner means to remember: FSRS's own default."""

RETENTION_BOUNDS: Final = (0.7, 0.97)
"""Below, most reviews are failures; above, intervals shrink to days. FSRS's own guides advise this range."""

DAY_ENDS: Final = calendar.time(4)
"""Who studies after midnight counts it to the day before; Anki ends its days at the same hour."""

_EPOCH = calendar.datetime(1970, 1, 1, tzinfo=calendar.UTC)
_MS = calendar.timedelta(milliseconds=1)
_DAY = calendar.timedelta(days=1)
DAY_MS: Final = 86_400_000


class Rated(NamedTuple):
    """One scheduled review: when, how it was rated (1 to 4), and how many minutes the clock was ahead of UTC."""

    at_ms: int
    rating: int
    offset: int | None = None


class Memory(NamedTuple):
    """What is known of a learner's memory of a question, in the terms of FSRS.

    `due_ms`: when it is to be asked again. `stability`: in days. `difficulty`: from 1 to 10. `last_ms`: the last
    review. `lapses`: how often it was forgotten. `offset`: the last review's. It is a tuple, since those of ten
    thousand questions are read before the first is asked.
    """

    due_ms: int
    stability: float
    difficulty: float
    last_ms: int
    reviews: int
    lapses: int
    offset: int | None = None


def rating_of(score: Fraction) -> int:
    """Good for a right answer, Again for a wrong or partly right one. Only the learner can say Hard or Easy."""
    return GOOD if score == 1 else AGAIN


def replay(reviews: Iterable[Rated], retention: float, memory: Memory | None = None) -> Memory | None:
    """The memory after these reviews, which are in order of time. The same reviews always give the same memory.

    `retention`: the share of due questions to be remembered. `memory`: what was known before the first of them.
    Returns None if there was never a review.
    """
    last, count, lapses = None, 0, 0
    state: tuple[float, float] | None = None
    days = 0
    if memory is not None:
        last, count, lapses = Rated(memory.last_ms, GOOD, memory.offset), memory.reviews, memory.lapses
        state = memory.stability, memory.difficulty
    for review in reviews:
        lapses += count > 0 and review.rating == AGAIN
        count += 1
        elapsed = 0 if last is None else days_between(last, review)
        stability, difficulty, days = _step(retention, state, elapsed, review.rating)
        state = stability, difficulty
        last = review
    if last is None or state is None or (memory is not None and count == memory.reviews):
        return memory
    return Memory(_due_ms(last, days), *state, last.at_ms, count, lapses, last.offset)


@lru_cache(maxsize=1 << 16)  # most histories begin alike, and FSRS's own objects cost more than its formulas
def _step(retention: float, state: tuple[float, float] | None, elapsed: int, rating: int) -> tuple[float, float, int]:
    """Stability and difficulty after a review so many days after the last one, and the days until the next."""
    from fsrs import Rating

    # FSRS is told days alone: the last review was on the first of all, this one so many days later.
    card, _ = _scheduler(retention).review_card(_card(state), Rating(rating), _EPOCH + elapsed * _DAY)
    assert card.stability is not None
    assert card.difficulty is not None
    assert card.last_review is not None
    return card.stability, card.difficulty, (card.due - card.last_review).days


def days_between(earlier: Rated, later: Rated) -> int:
    """How many days lie between two reviews; 0 if they are of one day, or the later one is said to be earlier.

    Rows of before the clock's offset was written down count 24 hours a day, as they did then.
    """
    if earlier.offset is None or later.offset is None:
        return max(0, (later.at_ms - earlier.at_ms) // DAY_MS)
    return max(0, _day_number(later.at_ms, later.offset) - _day_number(earlier.at_ms, earlier.offset))


def _day_number(at_ms: int, offset: int) -> int:
    return (at_ms + offset * 60_000 - DAY_ENDS.hour * 3_600_000) // DAY_MS


def _due_ms(last: Rated, days: int) -> int:
    """When a question is due that was reviewed last, so many days later: in the middle of the learner's day.

    There, neither a change of the clock nor a journey of a few hours leads into another day.
    """
    if last.offset is None:
        return last.at_ms + days * DAY_MS
    began = _day_number(last.at_ms, last.offset) * DAY_MS + DAY_ENDS.hour * 3_600_000 - last.offset * 60_000
    return began + days * DAY_MS + DAY_MS // 2


def _card(state: tuple[float, float] | None) -> Card:
    from fsrs import Card, State

    if state is None:
        return Card(card_id=0)  # without an id, fsrs sleeps for a millisecond to make a unique one
    stability, difficulty = state
    return Card(card_id=0, state=State.Review, stability=stability, difficulty=difficulty, last_review=_EPOCH)


@lru_cache(maxsize=8)
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    # No learning steps: a quiz of ten minutes a day asks a new question again tomorrow at the earliest.
    # No fuzz: it draws on the global generator, so that each replay of the same events would give other dates.
    return Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


# ---------------------------------------------------------------------------------------------------------------
# Days


def moment(ms: int) -> calendar.datetime:
    """The instant, in UTC."""
    return _EPOCH + ms * _MS


def milliseconds(instant: calendar.datetime) -> int:
    """The instant as it is stored."""
    return (instant - _EPOCH) // _MS


def offset_of(ms: int, zone: calendar.tzinfo | None) -> int:
    """How many minutes a clock there is ahead of UTC at an instant. `zone`: None is the machine's own."""
    ahead = moment(ms).astimezone(zone).utcoffset()
    return round(ahead / calendar.timedelta(minutes=1)) if ahead is not None else 0


def day_of(ms: int, zone: calendar.tzinfo | None) -> calendar.date:
    """The learner's day that an instant falls in. `zone`: None is the machine's own."""
    # Wall-clock subtraction: on a day of 23 or 25 hours the night still ends at 04:00.
    return (moment(ms).astimezone(zone).replace(tzinfo=None) - calendar.timedelta(hours=DAY_ENDS.hour)).date()


def end_of(day: calendar.date, zone: calendar.tzinfo | None) -> int:
    """When a learner's day ends: 04:00 local time on the next date."""
    return milliseconds(
        calendar.datetime.combine(day + calendar.timedelta(days=1), DAY_ENDS, zone).astimezone(calendar.UTC)
    )


def span(ms: int, zone: calendar.tzinfo | None) -> tuple[calendar.date, int, int]:
    """The learner's day that an instant falls in, when it begins (included), and when it ends (not included).

    Days never overlap, whatever is done to the clock or the zone.
    """
    day = day_of(ms, zone)
    while True:
        begins, ends = end_of(day - calendar.timedelta(days=1), zone), end_of(day, zone)
        if begins <= ms < ends:
            return day, begins, ends
        # The clock was set back or forward over 04:00, even by a whole day: the day that had begun goes on to its end.
        day += calendar.timedelta(days=1 if ms >= ends else -1)


# ---------------------------------------------------------------------------------------------------------------
# The queue


def queue(
    items: Sequence[Item], memories: Mapping[str, Memory], since_ms: int, until_ms: int, *, new: int
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items due before `until_ms`, the most overdue first, and up to `new` never asked, in their order.

    Of a question that is asked in several ways, one at most: the one asked since `since_ms`, when the day began, leaves
    no other for today.
    """
    due = [item for item in items if item.id in memories and memories[item.id].due_ms < until_ms]
    due.sort(key=lambda item: (memories[item.id].due_ms, item.id))
    unseen = [item for item in items if item.id not in memories]
    today = {item.question: item.id for item in items if item.id in memories and memories[item.id].last_ms >= since_ms}

    def today_is_its_own(item: Item) -> bool:
        return today.setdefault(item.question, item.id) == item.id

    return tuple(filter(today_is_its_own, due)), tuple(filter(today_is_its_own, unseen))[: max(new, 0)]


def one_way_each(items: Sequence[Item], seed: int) -> tuple[Item, ...]:
    """The same items, but of each question that is asked in several ways only one, drawn by the seed."""
    ways: dict[str, list[Item]] = {}
    for item in items:
        ways.setdefault(item.question, []).append(item)
    drawn = {id: found[0] if len(found) == 1 else Random(f"{seed}:{id}").choice(found) for id, found in ways.items()}
    return tuple(item for item in items if drawn[item.question] is item)


def mix_kinds(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same items in nearly the same order, neighbours of different kinds where that can be."""
    waiting, mixed = list(items), list[Item]()
    while waiting:
        last = mixed[-1].kind if mixed else ""
        mixed.append(waiting.pop(next((i for i, item in enumerate(waiting) if item.kind != last), 0)))
    return tuple(mixed)


def spread_facts(items: Sequence[Item], language: str) -> tuple[Item, ...]:
    """The same items in nearly the same order, so that as few neighbours as possible ask for the same fact."""
    waiting = [(item, _facts(item, language)) for item in items]
    placed: list[tuple[Item, frozenset[object]]] = []
    while waiting:
        last = placed[-1][1] if placed else frozenset()
        index = next((i for i, (_, facts) in enumerate(waiting) if not facts & last), None)
        if index is not None:
            placed.append(waiting.pop(index))
        else:  # all that is left asks for the last one's fact: put it between earlier ones, as late as possible
            placed.insert(_gap(placed, waiting[0][1]), waiting.pop(0))
    return tuple(item for item, _ in placed)


def _gap(placed: Sequence[tuple[Item, frozenset[object]]], facts: frozenset[object]) -> int:
    """The last place where neither neighbour shares a fact; the end if there is none."""
    clashes = [False, *(bool(facts & other) for _, other in placed), False]  # there is nothing before and after them
    return next((i for i in reversed(range(len(placed) + 1)) if not clashes[i] and not clashes[i + 1]), len(placed))


def _facts(item: Item, language: str) -> frozenset[object]:
    """The facts that a question asks for, as far as its citations tell: terms in a paragraph of a source."""
    return frozenset(
        (citation.source.id, paragraph, without_accents(fold(term, language)))
        for citation in item.citations
        for paragraph in citation.paragraphs
        for term in citation.evidence
    )
