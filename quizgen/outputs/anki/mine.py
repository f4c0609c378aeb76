"""A learner's own deck: each card stands where its question stands here, with every answer in Anki's log.

Anki takes a log over with the cards that it does not have yet, and counts days from the day the collection was made.
"""

from __future__ import annotations

import datetime as calendar
import json
from collections.abc import Iterable, Mapping, Sequence

from quizgen import grading
from quizgen.grading import Verdict
from quizgen.items import Enumerate, Fill, Item
from quizgen.outputs.anki.identity import names
from quizgen.outputs.anki.package import Note, Package, Standing, Studied
from quizgen.study.events import Effective, fact_of, response_from_json
from quizgen.study.schedule import AGAIN, DAY_MS, GOOD, Memory, Rated, day_of, end_of, replay

DAYS_BEFORE = 1_000
"""The collection is said to have been made so many days ago: all that is overdue lies after it."""

_LONGEST_MS = 60_000  # Anki counts no answer for longer


def studied(
    package: Package,
    items: Iterable[Item],
    answers: Mapping[str, Sequence[Effective]],
    *,
    retention: float,
    now_ms: int,
    zone: calendar.tzinfo | None,
) -> Studied:
    """What a package holds besides, for the learner who gave these answers.

    `answers`: by question, those that stand, by time. `retention`: the share that the learner means to remember.
    """
    by_name = {name: item for item in items for name in names(item)}
    first_day = day_of(now_ms, zone) - calendar.timedelta(days=DAYS_BEFORE)
    cards: dict[int, Standing] = {}
    log: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for note in package.notes:
        item = by_name.get(note.item_id(package.language))
        given = answers.get(item.id, ()) if item is not None and not note.withdrawn else ()
        if item is None or not given:
            continue
        for card in note.cards:
            rated = list(_of_card(card.ordinal, note, item, package, given))
            memory: Memory | None = None
            interval = 0
            for place, (review, took) in enumerate(rated):
                memory = replay([review], retention, memory)
                assert memory is not None
                id_ = review.at_ms
                while id_ in taken:
                    id_ += 1
                taken.add(id_)
                before, interval = interval, max(1, (memory.due_ms - review.at_ms + DAY_MS // 2) // DAY_MS)
                ease = round((memory.difficulty - 1) / 9 * 1000 + 100)
                log.append(
                    (id_, card.id, review.rating, interval, before, ease, min(took, _LONGEST_MS), int(place > 0))
                )
            if memory is not None:
                due = (day_of(memory.due_ms, zone) - first_day).days
                cards[card.id] = Standing(max(0, due), interval, memory.reviews, memory.lapses, _data(memory))
    created = end_of(first_day - calendar.timedelta(days=1), zone) // 1000
    return Studied(created, now_ms // 1000, cards, tuple(sorted(log)))


def _data(memory: Memory) -> str:
    """What Anki knows of a card's memory, where FSRS is on."""
    values = {"s": round(memory.stability, 4), "d": round(memory.difficulty, 3), "lrt": memory.last_ms // 1000}
    return json.dumps(values, separators=(",", ":"))


def _of_card(
    ordinal: int, note: Note, item: Item, package: Package, given: Sequence[Effective]
) -> Iterable[tuple[Rated, int]]:
    """How one card of a note fared, by time, and how long each answer took."""
    for answer in given:
        event = answer.event
        took = event.duration_ms or 0
        told = fact_of(event)
        if told is not None:  # given in Anki, to one of the cards
            if told[0] == ordinal + 1:
                yield Rated(event.at_ms, told[1], event.offset), took
        elif answer.rating is not None:
            fared = _parts(answer, item, package, note) if answer.score != "1" else {}
            rating = answer.rating
            if ordinal in fared:
                rating = max(rating, GOOD) if fared[ordinal] else AGAIN
            yield Rated(event.at_ms, rating, event.offset), took


def _parts(answer: Effective, item: Item, package: Package, note: Note) -> dict[int, bool]:
    """By ordinal, whether that entry or gap was right; empty if the answer can't be judged any more."""
    form, event = item.form, answer.event
    response = response_from_json(event.answer or "")
    if response is None or not isinstance(form, Enumerate | Fill):
        return {}
    try:
        verdict = grading.judge(response, form, event.language or package.language)
    except (TypeError, ValueError, IndexError):  # the question has another form by now
        return {}
    if not isinstance(verdict, Verdict):
        return {}
    if isinstance(form, Enumerate):
        named = {part.entry for part in verdict.parts if part.right}
        numbered = package.numbers.get(note.guid, ())
        return {each.number - 1: place in named for place, each in enumerate(numbered[: len(form.entries)])}
    fared: dict[int, bool] = {}
    for gap, part in zip(form.gaps(event.language or package.language), verdict.parts, strict=False):
        fared[gap.number - 1] = fared.get(gap.number - 1, True) and part.right
    return fared
