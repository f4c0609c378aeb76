"""What to study today: the queue, an unfinished session, and when to come back."""

from __future__ import annotations

import datetime as calendar
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quizgen import grading
from quizgen.app.learner import Learner
from quizgen.study import schedule
from quizgen.study.record import Restored, restore
from quizgen.study.session import missed
from quizgen.text import values
from quizgen.text.phrases import Phrases

if TYPE_CHECKING:
    from quizgen.items import Item
    from quizgen.study.progress import Progress, StoredSession
    from quizgen.study.session import Others, Session

MISSED_DAYS = 30
"""How far back "lately" goes for --missed."""


KEPT = 5
"""How many sessions that were left are looked at: one of long ago is of no use."""


@dataclass(frozen=True, slots=True)
class Today:
    """What is due, and what is new, among some items. `later`: when the others are asked again, in milliseconds."""

    due: tuple[Item, ...]
    new: tuple[Item, ...]
    later: tuple[int, ...]


def today(items: Sequence[Item], progress: Progress | None, now_ms: int, new_a_day: int) -> Today:
    """The day's queue, without what was put aside. What was begun today counts against the day's new ones."""
    day = schedule.day_of(now_ms, None)
    begins_ms, ends_ms = schedule.end_of(day - calendar.timedelta(days=1), None), schedule.end_of(day, None)
    aside = {progress.name(event.item) for event in progress.aside(begins_ms)} if progress is not None else set()
    items = [item for item in items if item.id not in aside]
    memories = progress.memories(item.id for item in items) if progress is not None else {}
    begun = progress.begun_between(begins_ms, ends_ms) if progress is not None else 0
    due, new = schedule.queue(items, memories, begins_ms, ends_ms, new=new_a_day - begun)
    asked = {item.id for item in due}
    later = sorted(max(memory.due_ms, ends_ms) for id, memory in memories.items() if id not in asked)
    return Today(due, new, tuple(later))


def chosen(queue: Today, count: int, language: str) -> tuple[Item, ...]:
    """Due first, then new ones, of mixed kinds; what asks the same fact not side by side."""
    new = schedule.mix_kinds(queue.new[: max(count - len(queue.due), 0)])
    return schedule.spread_facts((*queue.due, *new)[:count], language)


def lately_missed(progress: Progress, items: Sequence[Item], now_ms: int) -> tuple[Item, ...]:
    """The items whose last answer of the past weeks was not right."""
    last: dict[str, bool] = {}
    for _, item, score, _, _ in progress.answers(now_ms - MISSED_DAYS * 86_400_000):
        last[item] = score == "1"
    return tuple(item for item in items if last.get(item.id) is False)


def outlook(items: Sequence[Item], progress: Progress, session: Session | None, now_ms: int, say: Phrases) -> str:
    """When to come back, and for how much; a sentence."""
    queue = today(items, progress, now_ms, 0)
    if queue.due:
        return say.plural("{n} question is still due today.", "{n} questions are still due today.", len(queue.due))
    if not queue.later:
        return say("Nothing is scheduled yet.")
    day = schedule.day_of(queue.later[0], None)
    end_ms = schedule.end_of(day, None)
    count = sum(ms < end_ms for ms in queue.later)
    date = values.weekday(day, say.language)
    told = say.plural("Next session: {date}, {n} question", "Next session: {date}, {n} questions", count, date=date)
    failed = [item.id for item, answered in missed(session) if answered] if session else []
    again = sum(memory.due_ms < end_ms for memory in progress.memories(failed).values())
    if again:
        told = say.plural(
            "{told}, including the one you missed", "{told}, including the {n} you missed", again, told=told
        )
    return told + "."


# ---------------------------------------------------------------------------------------------------------------
# Taking up again


def left(learner: Learner, progress: Progress, items: Sequence[Item]) -> tuple[StoredSession, Restored] | None:
    """The last session that did not come to its end, if some of it can still be asked.

    One that was left before its first answer comes after those with answers: there is nothing of it to lose.
    Questions renamed since are asked under their new ids.
    """
    learner.adopt(progress, items)
    by_id = {item.id: item for item in items}
    others = _others(items)
    unanswered = None
    for plan in progress.unfinished(learner.now_ms())[:KEPT]:
        rows = progress.session_events(plan.id)
        restored = restore(plan, rows, by_id, progress.name, others)
        if restored is None or restored.session.ended:
            continue
        if restored.session.answers:
            return plan, restored
        unanswered = unanswered or (plan, restored)
    return unanswered


def _others(items: Sequence[Item]) -> Others:
    @cache
    def asked_in(language: str) -> tuple[Item, ...]:
        return tuple(item for item in items if language in item.languages)

    return lambda item, language: grading.known_answers(asked_in(language), item, language)
