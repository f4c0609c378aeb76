"""Reading an SQLite database that somebody else made: as data, from a copy in memory, which can run nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

MAX_DATABASE = 100_000_000
"""Bytes of a database: 100 MB, a hundred times as many notes as the largest of our benchmarks makes. Reading one takes
about four times as much memory."""

_STEPS_AT_ONCE = 10_000
_STEPS_A_BYTE = 20  # of SQLite's machine, of which a row takes a few dozen; a row has at least a few bytes
_STEPS = 1_000_000  # besides, whatever the size
_HEADER = b"SQLite format 3\0"
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_PRAGMA})
_ROW = 8  # bytes that a row takes at least


class Unfit(ValueError):
    """A database that isn't what was expected: broken, of another make, endless, or able to run something."""


class Database:
    """An open copy. Every query ends, within steps and bytes that follow from the database's size."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        self._connection = connection
        self._steps = _STEPS + _STEPS_A_BYTE * size
        self._bytes = size
        connection.set_progress_handler(self._step, _STEPS_AT_ONCE)

    def _step(self) -> bool:
        self._steps -= _STEPS_AT_ONCE
        return self._steps < 0  # true interrupts the query

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """What a query gives. Raises Unfit, also for more text than the whole database could hold."""
        try:
            for row in self._connection.execute(query):
                self._bytes -= _ROW
                for value in row:
                    if isinstance(value, str | bytes):
                        self._bytes -= len(value)
                if self._bytes < 0:
                    raise Unfit("more rows than bytes")
                yield row
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise Unfit(str(error)) from None

    def holds(self, query: str) -> bool:
        """Whether a query gives any row."""
        return next(self.rows(query), None) is not None


@contextmanager
def database(stored: bytes, tables: Mapping[str, Sequence[str]], *, limit: int = MAX_DATABASE) -> Iterator[Database]:
    """The database that these bytes are.

    `tables`: those that are needed, each with its columns. `limit`: the bytes that it may have.

    Raises Unfit unless each of them is an ordinary table with these columns.
    """
    if len(stored) > limit or not stored.startswith(_HEADER):
        raise Unfit("no database, or too large")
    connection = sqlite3.connect(":memory:")
    try:
        try:
            connection.deserialize(stored)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA query_only = ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, len(stored))
            connection.set_authorizer(_only_reading)
            found = Database(connection, len(stored))
            _check(found, tables)
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise Unfit(str(error)) from None
        yield found
    finally:
        connection.close()


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _check(database: Database, tables: Mapping[str, Sequence[str]]) -> None:
    if database.holds("SELECT 1 FROM sqlite_schema WHERE type NOT IN ('table', 'index')"):
        raise Unfit("views or triggers")
    ordinary = {
        name
        for (name,) in database.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    }
    for table, columns in tables.items():
        # The last value of a row is 0 for a column that is stored, and not made when it is read.
        stored = {row[1] for row in database.rows(f"PRAGMA table_xinfo({table})") if row[6] == 0}
        if table not in ordinary or not stored.issuperset(columns):
            raise Unfit(f"no table {table}")
