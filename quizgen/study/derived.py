"""What follows from the rows and is kept beside them, so that no chart has to read a long history.

Exactly what the rows say, question by question: `cards` holds what `replay` makes of them, `answers` what `effective`
does. All functions here are part of their caller's transaction.
"""

from __future__ import annotations

import datetime as calendar
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from quizgen.study.rows import Day, Effective, Row, Told, effective, rated
from quizgen.study.schedule import AGAIN, Memory, replay, span

AT_ONCE = 500  # SQLite takes 999 values in the oldest versions still about

# ---------------------------------------------------------------------------------------------------------------
# Writing


def keep(db: sqlite3.Connection, item: str, rows: Iterable[Row], retention: float) -> None:
    """All that a question's rows come to, where nothing is kept of it yet."""
    answers = effective(rows)
    memory = replay(rated(answers), retention)
    if memory is not None:
        remember(db, item, memory)
    tell(db, item, answers)


def remember(db: sqlite3.Connection, item: str, memory: Memory) -> None:
    """Keep a question's memory."""
    db.execute("REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)", (item, *memory))


def tell(db: sqlite3.Connection, item: str, answers: Iterable[Effective], before_ms: int | None = None) -> None:
    """Keep a question's answers. `before_ms`: the last scheduled one before them."""
    db.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", _told(item, answers, before_ms))


def _told(item: str, answers: Iterable[Effective], before_ms: int | None) -> Iterator[tuple[str | int | None, ...]]:
    for row, score, rating in answers:
        scheduled = rating is not None
        yield item, row.at_ms, row.id, score, rating, row.duration_ms, before_ms if scheduled else None
        if scheduled:
            before_ms = row.at_ms


def forget(db: sqlite3.Connection, items: Iterable[str] | None) -> None:
    """Keep nothing of these questions any more, or of any."""
    for table in ("cards", "answers"):
        if items is None:
            db.execute(f"DELETE FROM {table}")
        else:
            db.executemany(f"DELETE FROM {table} WHERE item = ?", ((item,) for item in items))


# ---------------------------------------------------------------------------------------------------------------
# Reading


def memories(db: sqlite3.Connection, items: Iterable[str] | None) -> dict[str, Memory]:
    """What is known of each of these questions, or of each that was ever scheduled."""
    if items is None:
        return {item: Memory._make(rest) for item, *rest in db.execute("SELECT * FROM cards")}
    found: dict[str, Memory] = {}
    wanted = list(items)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        cursor = db.execute(f"SELECT * FROM cards WHERE item IN ({', '.join('?' * len(some))})", some)
        found.update((item, Memory._make(rest)) for item, *rest in cursor)
    return found


def told(db: sqlite3.Connection, since_ms: int) -> Iterator[Told]:
    """The answers that stand, by time."""
    yield from db.execute(
        "SELECT at_ms, item, score, rating, duration_ms FROM answers WHERE at_ms >= ? ORDER BY at_ms, id", (since_ms,)
    )


def days(
    db: sqlite3.Connection, zone: calendar.tzinfo | None, items: Collection[str] | None
) -> dict[calendar.date, Day]:
    """What was done on each of the learner's days that had an answer, in order; with these questions alone, or all."""
    of_these = ""
    if items is not None:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (item TEXT PRIMARY KEY) WITHOUT ROWID")
        db.execute("DELETE FROM wanted")
        db.executemany("INSERT INTO wanted VALUES (?)", ((item,) for item in items))
        of_these = "AND item IN (SELECT item FROM wanted)"
    first = f"SELECT at_ms FROM answers WHERE at_ms >= ? {of_these} ORDER BY at_ms LIMIT 1"
    # The first scheduled review of a question on a day tells of memory if there was one on a day before.
    sums = f"""
        SELECT count(*), count(*) FILTER (WHERE score = '1'), coalesce(sum(duration_ms), 0),
          count(*) FILTER (WHERE before_ms < :begins),
          count(*) FILTER (WHERE before_ms < :begins AND rating <> {AGAIN})
        FROM answers WHERE at_ms >= :begins AND at_ms < :ends {of_these}
        """
    found: dict[calendar.date, Day] = {}
    ends = 0
    while (row := db.execute(first, (ends,)).fetchone()) is not None:
        day, begins, ends = span(row[0], zone)
        found[day] = Day(*db.execute(sums, {"begins": begins, "ends": ends}).fetchone())
    return found
