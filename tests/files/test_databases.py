"""Databases that somebody else made: read as data, within bounds, whatever their schema says."""

from __future__ import annotations

import sqlite3

import pytest

from quizgen.files.databases import Unfit, database


def stored(script: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    data = connection.serialize()
    connection.close()
    return data


def rows(data: bytes, query: str = "SELECT a FROM t") -> list[tuple[object, ...]]:
    with database(data, {"t": ("a",)}) as opened:
        return list(opened.rows(query))


def test_an_ordinary_table_is_read() -> None:
    assert rows(stored("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), ('x', NULL)")) == [(1,), ("x",)]


ENDLESS = "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n"


@pytest.mark.parametrize(
    "script",
    [
        f"CREATE VIEW t AS {ENDLESS}",
        f"CREATE TABLE t (a); CREATE VIEW other AS {ENDLESS}",
        "CREATE TABLE t (a); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE TABLE t (b)",
        "CREATE TABLE other (a)",
        "CREATE TABLE t (b, a GENERATED ALWAYS AS (hex(zeroblob(400000000))))",
        "CREATE VIRTUAL TABLE t USING fts5 (a)",
        "CREATE TABLE t (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a'",
    ],
)
def test_anything_else_in_its_place_is_refused(script: str) -> None:
    with pytest.raises(Unfit):
        rows(stored(script))


def test_a_query_without_end_is_ended() -> None:
    with pytest.raises(Unfit):
        rows(stored("CREATE TABLE t (a)"), f"SELECT count(*) FROM ({ENDLESS})")


def test_more_text_than_the_file_has_bytes_is_refused() -> None:
    data = stored("CREATE TABLE t (a); INSERT INTO t VALUES (hex(zeroblob(2000)))")
    assert len(rows(data)) == 1
    with pytest.raises(Unfit):
        rows(data, "SELECT a FROM t, (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)")


@pytest.mark.parametrize(
    "query", ["DELETE FROM t", "ATTACH 'x.db' AS x", "CREATE TABLE u (a)", "PRAGMA user_version = 3"]
)
def test_nothing_is_written(query: str) -> None:
    with pytest.raises(Unfit):
        rows(stored("CREATE TABLE t (a); INSERT INTO t VALUES (1)"), query)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 5000, b"PK" * 100])
def test_what_is_no_database(data: bytes) -> None:
    with pytest.raises(Unfit):
        rows(data)
