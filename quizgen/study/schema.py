"""The database's tables, version by version."""

from __future__ import annotations

APPLICATION_ID = 0x51475031  # "QGP1": tells our databases from those of other programs

ANSWERS = """
    CREATE TABLE main.answers (
      item TEXT NOT NULL, at_ms INTEGER NOT NULL, id TEXT NOT NULL, score TEXT NOT NULL, rating INTEGER,
      duration_ms INTEGER, before_ms INTEGER, PRIMARY KEY (item, at_ms, id)
    ) WITHOUT ROWID;
    CREATE INDEX main.answers_by_day ON answers (at_ms, id, item, score, rating, duration_ms, before_ms);
    """
"""The answers that were not taken back, with the score and rating that count, by the question's id of today.

`before_ms`: of a scheduled answer, when the question's previous scheduled answer was given; by it, whether a review is
the first of the day can be told in any time zone.
"""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE reviews (
      id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, what TEXT NOT NULL, item TEXT NOT NULL,
      session TEXT NOT NULL, seq INTEGER NOT NULL, target TEXT, mode TEXT, language TEXT, answer TEXT,
      score TEXT, duration_ms INTEGER, rating INTEGER, note TEXT
    ) WITHOUT ROWID;
    CREATE INDEX reviews_by_item ON reviews (item);
    CREATE INDEX reviews_by_session ON reviews (session, seq);
    CREATE INDEX answers_by_time ON reviews (at_ms, id, item, score, rating, duration_ms, what)
      WHERE what = 'answer';
    CREATE INDEX other_rows ON reviews (what, item, target) WHERE what <> 'answer';
    CREATE TABLE cards (
      item TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
      last_ms INTEGER NOT NULL, reviews INTEGER NOT NULL, lapses INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE sessions (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, plan TEXT NOT NULL, ended INTEGER NOT NULL);
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
    ANSWERS + "DROP INDEX main.answers_by_time",
    """
    ALTER TABLE reviews ADD COLUMN batch INTEGER;
    CREATE INDEX reviews_by_batch ON reviews (batch) WHERE batch NOTNULL;
    CREATE TABLE batches (id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, source TEXT NOT NULL);
    CREATE TABLE replaced (batch INTEGER NOT NULL, line TEXT NOT NULL, former INTEGER);
    """,
    """
    ALTER TABLE reviews ADD COLUMN "offset" INTEGER;
    ALTER TABLE cards ADD COLUMN "offset" INTEGER;
    """,
)
"""The n-th script takes a database from version n to n + 1. A released one is never edited."""
