"""The learner's own data: rows in SQLite, each answer durable before the next question; memories derived from them.

`reviews` is append-only and is all that matters; `cards` can be rebuilt from it. WAL and full synchronisation: a
committed answer outlives the process and the power. Several quizzes may use one database at once.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from quizgen.study.rows import COLUMNS, Row, effective, rated, renames, to_line
from quizgen.study.schedule import RETENTION, Memory, Rated, replay

APPLICATION_ID = 0x51475031  # "QGP1", so that another program's database is not taken for ours
BUSY_MS = 10_000  # how long one quiz waits for another's transaction, which takes milliseconds

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE reviews (
      id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, what TEXT NOT NULL, item TEXT NOT NULL,
      session TEXT NOT NULL, seq INTEGER NOT NULL, target TEXT, mode TEXT, language TEXT, answer TEXT,
      score TEXT, duration_ms INTEGER, rating INTEGER, note TEXT
    ) WITHOUT ROWID;
    CREATE INDEX reviews_by_item ON reviews (item);
    CREATE INDEX reviews_by_session ON reviews (session, seq);
    CREATE INDEX renames ON reviews (item, target) WHERE what = 'rename';
    CREATE TABLE cards (
      item TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
      last_ms INTEGER NOT NULL, reviews INTEGER NOT NULL, lapses INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE sessions (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, plan TEXT NOT NULL, ended INTEGER NOT NULL);
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
)
"""The n-th script takes a database from version n to n + 1. A released one is never edited."""

Kind = Literal["newer", "corrupt", "foreign", "read-only", "full", "busy", "unreachable"]


class ProgressError(Exception):
    """The database can't be used. `kind` says why, `detail` is the system's own word."""

    def __init__(self, kind: Kind, path: Path, detail: str = "") -> None:
        super().__init__(kind, str(path), detail)
        self.kind: Kind = kind
        self.path = path
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Plan:
    """A stored session: when it began, what it was to ask (as JSON), and whether it came to its end."""

    id: str
    at_ms: int
    plan: str
    ended: bool


class Progress:
    """An open database. Every method that writes is one durable transaction. Raises ProgressError."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._names: dict[str, str] = {}
        with self._errors():
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            mode = "ro" if read_only else "rwc"
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_MS / 1000
            )
        try:
            with self._errors():
                self._prepare(read_only)
                self._names = renames(self._rows("what = 'rename'", ()))
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -----------------------------------------------------------------------------------------------------------
    # Reading

    @property
    def retention(self) -> float:
        """The share of due questions that the learner means to know."""
        with self._errors():
            found = self._db.execute("SELECT value FROM settings WHERE name = 'retention'").fetchone()
        return float(found[0]) if found else RETENTION

    def memories(self) -> dict[str, Memory]:
        """What is known of each question that was ever scheduled, by its id of today."""
        with self._errors():
            return {item: Memory(*rest) for item, *rest in self._db.execute("SELECT * FROM cards")}

    def rows(self) -> list[Row]:
        """Every row, by time."""
        with self._errors():
            return list(self._rows("1", (), "ORDER BY at_ms, id"))

    def session_rows(self, session: str) -> list[Row]:
        """One session's rows, in the order in which they happened."""
        with self._errors():
            return list(self._rows("session = ?", (session,), "ORDER BY seq, id"))

    def name(self, item: str) -> str:
        """The id that a question goes by now."""
        return self._names.get(item, item)

    def unfinished(self) -> Plan | None:
        """The last session begun that did not come to its end."""
        with self._errors():
            found = self._db.execute(
                "SELECT * FROM sessions WHERE NOT ended ORDER BY at_ms DESC, id DESC LIMIT 1"
            ).fetchone()
        return Plan(found[0], found[1], found[2], bool(found[3])) if found else None

    # -----------------------------------------------------------------------------------------------------------
    # Writing

    def append(self, row: Row) -> None:
        """Write one row down, and what follows from it for its question."""
        with self._transaction():
            self._insert(row)
            memory = self._memory(row.item)
            last_ms = memory.last_ms if memory else -1
            if row.what == "answer" and row.rating is not None and row.at_ms > last_ms and row.item not in self._names:
                self._keep(row.item, replay([_rated(row)], self.retention, memory))
            elif row.what != "flag":
                self._derive({row.item})

    def merge(self, rows: Iterable[Row]) -> int:
        """The union of these rows and ours; how many were new. Any order, any number of times: the same state."""
        with self._transaction():
            fresh = [row for row in rows if self._insert(row)]
            if any(row.what == "rename" for row in fresh):
                self._derive(None)
            else:
                self._derive({row.item for row in fresh if row.what != "flag"})
        return len(fresh)

    def rebuild(self) -> None:
        """Derive every memory anew from the rows."""
        with self._transaction():
            self._derive(None)

    def aim_for(self, retention: float) -> None:
        """Set the wanted retention. Every due date follows from it, so all are derived anew."""
        with self._transaction():
            self._db.execute("REPLACE INTO settings VALUES ('retention', ?)", (repr(retention),))
            self._derive(None)

    def adopt(self, former: Mapping[str, str], at_ms: int) -> None:
        """Renamed questions (former id → id) keep their history. The row is the same on every machine."""
        new = {old: name for old, name in former.items() if self.name(old) != name and self._known(old)}
        if new:
            self.merge(Row(f"rename:{old}:{name}", at_ms, "rename", old, target=name) for old, name in new.items())

    def begin(self, plan: Plan) -> None:
        """Store a session, so that it can be taken up again after any kind of death."""
        with self._transaction():
            self._db.execute("REPLACE INTO sessions VALUES (?, ?, ?, ?)", astuple(plan))

    def end(self, session: str) -> None:
        """The session came to its end: there is nothing to take up."""
        with self._transaction():
            self._db.execute("UPDATE sessions SET ended = 1 WHERE id = ?", (session,))

    # -----------------------------------------------------------------------------------------------------------

    def _prepare(self, read_only: bool) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        if version > len(MIGRATIONS):
            raise ProgressError("newer", self.path, str(version))
        tables = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application != APPLICATION_ID and (tables or version):
            raise ProgressError("foreign", self.path)
        if read_only:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if version < len(MIGRATIONS):
            if version:
                self._back_up(version)
            with self._transaction():
                # Another quiz may have been first; its version counts.
                (version,) = self._db.execute("PRAGMA user_version").fetchone()
                for script in MIGRATIONS[version:]:
                    for statement in filter(str.strip, script.split(";")):
                        self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def _back_up(self, version: int) -> None:
        copy = sqlite3.connect(self.path.with_name(f"{self.path.name}.before-{len(MIGRATIONS)}-was-{version}"))
        try:
            self._db.backup(copy)
        finally:
            copy.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.rollback()
                raise
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error:
                if self._db.in_transaction:
                    self._db.rollback()
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ProgressError(_kind(error), self.path, _detail(error)) from error

    def _rows(self, where: str, values: Sequence[str], order: str = "") -> Iterator[Row]:
        cursor = self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM reviews WHERE {where} {order}", values)
        return map(Row._make, cursor)

    def _insert(self, row: Row) -> bool:
        """Whether the row was new. Of two rows with one id, which only tampering makes, one wins wherever they meet."""
        marks = ", ".join("?" * len(COLUMNS))
        cursor = self._db.execute(f"INSERT OR IGNORE INTO reviews ({', '.join(COLUMNS)}) VALUES ({marks})", row)
        if cursor.rowcount:
            return True
        (held,) = self._rows("id = ?", (row.id,))
        if to_line(held) >= to_line(row):
            return False
        self._db.execute(f"REPLACE INTO reviews ({', '.join(COLUMNS)}) VALUES ({marks})", row)
        self._derive({held.item})
        return True

    def _known(self, item: str) -> bool:
        with self._errors():
            return self._db.execute("SELECT 1 FROM reviews WHERE item = ? LIMIT 1", (item,)).fetchone() is not None

    def _memory(self, item: str) -> Memory | None:
        found = self._db.execute("SELECT * FROM cards WHERE item = ?", (item,)).fetchone()
        return Memory(*found[1:]) if found else None

    def _keep(self, item: str, memory: Memory | None) -> None:
        if memory is None:
            self._db.execute("DELETE FROM cards WHERE item = ?", (item,))
        else:
            self._db.execute("REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)", (item, *astuple(memory)))

    def _derive(self, items: set[str] | None) -> None:
        """Replay the rows of these questions, or of all."""
        self._names = renames(self._rows("what = 'rename'", ()))
        retention = self.retention
        if items is None:
            self._db.execute("DELETE FROM cards")
            histories: dict[str, list[Row]] = {}
            for row in self._rows("what IN ('answer', 'rate', 'undo')", ()):
                histories.setdefault(self.name(row.item), []).append(row)
        else:
            histories = {}
            for name in {self.name(item) for item in items}:
                all_names = [name, *(old for old, now in self._names.items() if now == name)]
                marks = ", ".join("?" * len(all_names))
                histories[name] = list(self._rows(f"item IN ({marks})", all_names))
        for name, rows in histories.items():
            self._keep(name, replay(rated(effective(rows)), retention))


def _rated(row: Row) -> Rated:
    return rated(effective([row]))[0]


def _kind(error: sqlite3.Error | OSError) -> Kind:
    if isinstance(error, OSError):
        return "full" if error.errno == _NO_SPACE else "unreachable"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    return _KINDS.get(code, "corrupt" if isinstance(error, sqlite3.DatabaseError) else "unreachable")


def _detail(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


_NO_SPACE = errno.ENOSPC
_KINDS: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_IOERR: "unreachable",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_ERROR: "corrupt",
}
