"""What follows from a learner's events and is stored beside them, so that no chart has to read a long history.

The table `cards` holds what `replay` makes of each question's events, the table `answers` what `effective` makes of
them; both can be derived anew at any time. All functions here are part of their caller's transaction.
"""

from __future__ import annotations

import datetime as calendar
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from quizgen.study.events import LONGEST_MS, AnswerRow, Day, Effective, Event, effective, rated
from quizgen.study.schedule import AGAIN, Memory, replay, span

AT_ONCE = 500  # values in one query: the oldest versions of SQLite that are still in use take 999

# ---------------------------------------------------------------------------------------------------------------
# Writing


def replace(
    db: sqlite3.Connection, items: Collection[str] | None, histories: Mapping[str, Iterable[Event]], retention: float
) -> None:
    """Store what these histories come to, instead of all that is stored of these questions (None: of any question).

    `histories`: each question's events, by its id of today. `retention`: the share that the learner means to remember.
    """
    delete(db, None if items is None else {*items, *histories})
    for item, events in histories.items():
        answers = effective(events)
        memory = replay(rated(answers), retention)
        if memory is not None:
            put_card(db, item, memory)
        put_answers(db, item, answers)


def put_card(db: sqlite3.Connection, item: str, memory: Memory) -> None:
    """Store a question's memory, instead of the one stored before."""
    db.execute("REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (item, *memory))


def put_answers(db: sqlite3.Connection, item: str, answers: Iterable[Effective], before_ms: int | None = None) -> None:
    """Insert a question's answers, none of which may be stored yet.

    `before_ms`: when its last scheduled answer before these was given; None if there was none.
    """
    db.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", _values(item, answers, before_ms))


def _values(item: str, answers: Iterable[Effective], before_ms: int | None) -> Iterator[tuple[str | int | None, ...]]:
    for event, score, rating in answers:
        scheduled = rating is not None
        yield item, event.at_ms, event.id, score, rating, event.duration_ms, before_ms if scheduled else None
        if scheduled:
            before_ms = event.at_ms


def delete(db: sqlite3.Connection, items: Iterable[str] | None) -> None:
    """Delete all that is stored of these questions; None: of every question."""
    for table in ("cards", "answers"):
        if items is None:
            db.execute(f"DELETE FROM {table}")
        else:
            db.executemany(f"DELETE FROM {table} WHERE item = ?", ((item,) for item in items))


# ---------------------------------------------------------------------------------------------------------------
# Reading


def memories(db: sqlite3.Connection, items: Iterable[str] | None) -> dict[str, Memory]:
    """By question, what is known of the learner's memory of it; None: of every question that was ever scheduled."""
    if items is None:
        return {item: Memory(*values) for item, *values in db.execute("SELECT * FROM cards")}
    by_item: dict[str, Memory] = {}
    wanted = list(items)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        cursor = db.execute(f"SELECT * FROM cards WHERE item IN ({', '.join('?' * len(some))})", some)
        by_item.update((item, Memory(*values)) for item, *values in cursor)
    return by_item


def answers(db: sqlite3.Connection, since_ms: int) -> Iterator[AnswerRow]:
    """The answers given since then that were not taken back, by time."""
    yield from map(
        AnswerRow._make,
        db.execute(
            "SELECT at_ms, item, score, rating, duration_ms FROM answers WHERE at_ms >= ? ORDER BY at_ms, id",
            (since_ms,),
        ),
    )


def days(
    db: sqlite3.Connection, zone: calendar.tzinfo | None, items: Collection[str] | None
) -> dict[calendar.date, Day]:
    """What was done on each of the learner's days that has an answer, in order; with these questions alone, or all."""
    of_these = ""
    if items is not None:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (item TEXT PRIMARY KEY) WITHOUT ROWID")
        db.execute("DELETE FROM wanted")
        db.executemany("INSERT INTO wanted VALUES (?)", ((item,) for item in items))
        # "+" keeps SQLite from looking every question up by itself, once for each day.
        of_these = "AND +item IN (SELECT item FROM wanted)"
    first = f"SELECT at_ms FROM answers WHERE at_ms >= ? {of_these} ORDER BY at_ms LIMIT 1"
    # A question's first scheduled review of a day tells of memory if there was a review on an earlier day.
    sums = f"""
        SELECT count(*), count(*) FILTER (WHERE score = '1'), coalesce(sum(min(duration_ms, {LONGEST_MS})), 0),
          count(*) FILTER (WHERE before_ms < :begins),
          count(*) FILTER (WHERE before_ms < :begins AND rating <> {AGAIN})
        FROM answers WHERE at_ms >= :begins AND at_ms < :ends {of_these}
        """
    by_date: dict[calendar.date, Day] = {}
    ends = 0
    while (row := db.execute(first, (ends,)).fetchone()) is not None:
        date, begins, ends = span(row[0], zone)
        by_date[date] = Day(*db.execute(sums, {"begins": begins, "ends": ends}).fetchone())
    return by_date
