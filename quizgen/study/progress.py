"""The learner's own data: rows in SQLite, each answer durable before the next question; memories derived from them.

`reviews` is append-only and is all that matters; `cards` can be rebuilt from it. WAL and full synchronisation: a
committed answer outlives the process and the power. Several quizzes may use one database at once.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from quizgen.study.rows import COLUMNS, Row, Told, effective, rated, renames, to_line
from quizgen.study.schedule import RETENTION, Memory, replay

APPLICATION_ID = 0x51475031  # "QGP1", so that another program's database is not taken for ours
BUSY_MS = 10_000  # how long one quiz waits for another's transaction, which takes milliseconds
MANY = 200  # questions, from which on it is quicker to derive all memories than these

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
    """An open database. Every method that writes is one durable transaction. Raises ProgressError.

    `read_only`: nothing can be written, not even beside the file; for a folder or disk where nothing may be.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._names: dict[str, str] = {}
        self._version = -1  # SQLite's count of what other connections wrote
        with self._errors():
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            # Where nothing can be written, SQLite can't lock either; without a log, the file is all there is to read.
            log = path.with_name(f"{path.name}-wal")
            mode = "rwc" if not read_only else "ro" if log.exists() else "ro&immutable=1"
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_MS / 1000
            )
        try:
            with self._errors():
                self._prepare(read_only)
                self._learn_names()
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

    def memories(self, items: Iterable[str] | None = None) -> dict[str, Memory]:
        """What is known of each question that was ever scheduled, by its id of today; or of these questions alone."""
        with self._errors():
            if items is None:
                return {row[0]: Memory._make(row[1:]) for row in self._db.execute("SELECT * FROM cards")}
            found: dict[str, Memory] = {}
            wanted = list(items)
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                cursor = self._db.execute(f"SELECT * FROM cards WHERE item IN ({', '.join('?' * len(some))})", some)
                found.update((row[0], Memory._make(row[1:])) for row in cursor)
            return found

    def begun_since(self, ms: int) -> int:
        """How many questions were asked for the first time since then."""
        with self._errors():
            found = self._db.execute("SELECT count(*) FROM cards WHERE reviews = 1 AND last_ms >= ?", (ms,))
            return int(found.fetchone()[0])

    def rows(self) -> list[Row]:
        """Every row, by time."""
        with self._errors():
            return list(self._rows("1", (), "ORDER BY at_ms, id"))

    def answers(self, since_ms: int = 0) -> Iterator[Told]:
        """The answers that stand, by time, as `effective` would tell them: by SQL, for charts over all of them."""
        with self._errors():
            words = {
                target: (score, rating)
                for target, score, rating in self._db.execute(
                    f"SELECT target, score, rating FROM reviews r WHERE {_OTHER} AND what = 'rate' AND {_STANDS}"
                    " ORDER BY seq, at_ms, id"  # the last one wins
                )
            }
            columns = "at_ms, item, score, rating, duration_ms"
            wanted = f"FROM reviews r WHERE what = 'answer' AND at_ms >= ? AND {_STANDS} ORDER BY at_ms, id"
            if not words:
                yield from self._db.execute(f"SELECT {columns} {wanted}", (since_ms,))
                return
            for id, *bare in self._db.execute(f"SELECT id, {columns} {wanted}", (since_ms,)):
                at_ms, item, score, rating, duration_ms = bare
                if id in words:
                    said, word = words[id]
                    score, rating = said or score, rating and word
                yield at_ms, item, score, rating, duration_ms

    def flags(self) -> list[Row]:
        """What the learner flagged, by time."""
        with self._errors():
            return list(self._rows(f"{_OTHER} AND what = 'flag' AND {_STANDS}", (), "ORDER BY at_ms, id"))

    def session_rows(self, session: str) -> list[Row]:
        """One session's rows, in the order in which they happened."""
        with self._errors():
            return list(self._rows("session = ?", (session,), "ORDER BY seq, id"))

    def name(self, item: str) -> str:
        """The id that a question goes by now."""
        return self._names.get(item, item)

    def unfinished(self) -> list[Plan]:
        """The sessions that did not come to their end, the last one begun first.

        Not those begun more than a day before one that did: who finished another since has let them go.
        """
        with self._errors():
            found = self._db.execute(
                "SELECT * FROM sessions WHERE NOT ended AND at_ms >="
                " (SELECT coalesce(max(at_ms), 0) FROM sessions WHERE ended) - 86400000 ORDER BY at_ms DESC, id DESC"
            )
            return [Plan(id, at_ms, plan, bool(ended)) for id, at_ms, plan, ended in found]

    # -----------------------------------------------------------------------------------------------------------
    # Writing

    def append(self, row: Row) -> None:
        """Write one row down, and what follows from it for its question."""
        with self._transaction():
            self._insert(row)
            if self._db.execute("PRAGMA data_version").fetchone()[0] != self._version:
                self._learn_names()  # another quiz wrote: perhaps a rename
            memory = self._memory(row.item)
            last_ms = memory.last_ms if memory else -1
            if row.what == "answer" and row.rating is not None and row.at_ms > last_ms and row.item not in self._names:
                self._keep(row.item, replay(rated(effective([row])), self.retention, memory))
            elif row.what != "flag":
                self._derive({row.item})

    def merge(self, rows: Iterable[Row]) -> int:
        """The union of these rows and ours; how many were new. Any order, any number of times: the same state."""
        with self._transaction():
            fresh = 0
            changed: set[str] = set()
            everything = False
            for row in rows:
                held = self._insert(row)
                if held == row:
                    continue
                fresh += held is None
                for each in (row, held):
                    if each is not None:
                        changed.add(each.item)
                        everything = everything or each.what == "rename"
            if changed:
                self._derive(None if everything or len(changed) > MANY else changed)
        return fresh

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
        self._db.execute("BEGIN")  # at one moment: another quiz may be making the file right now
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        self._db.execute("COMMIT")
        if version > len(MIGRATIONS):
            raise ProgressError("newer", self.path, str(version))
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
            raise ProgressError(_kind(error, self.path), self.path, _detail(error)) from error

    def _rows(self, where: str, values: Sequence[str], order: str = "") -> Iterator[Row]:
        cursor = self._db.execute(f"SELECT {_NAMES} FROM reviews r WHERE {where} {order}", values)
        return map(Row._make, cursor)

    def _insert(self, row: Row) -> Row | None:
        """Write a row; the one that stood under its id before, None if it was new, itself if nothing changed.

        Of two rows with one id, which only tampering makes, one wins wherever they meet.
        """
        if self._db.execute(f"INSERT OR IGNORE INTO reviews ({_NAMES}) VALUES ({_MARKS})", row).rowcount:
            return None
        (held,) = self._rows("id = ?", (row.id,))
        if to_line(held) >= to_line(row):
            return row
        self._db.execute(f"REPLACE INTO reviews ({_NAMES}) VALUES ({_MARKS})", row)
        return held

    def _learn_names(self) -> None:
        (self._version,) = self._db.execute("PRAGMA data_version").fetchone()
        self._names = renames(self._rows(f"{_OTHER} AND what = 'rename'", ()))

    def _known(self, item: str) -> bool:
        with self._errors():
            return self._db.execute("SELECT 1 FROM reviews WHERE item = ? LIMIT 1", (item,)).fetchone() is not None

    def _memory(self, item: str) -> Memory | None:
        found = self._db.execute("SELECT * FROM cards WHERE item = ?", (item,)).fetchone()
        return Memory._make(found[1:]) if found else None

    def _keep(self, item: str, memory: Memory | None) -> None:
        if memory is None:
            self._db.execute("DELETE FROM cards WHERE item = ?", (item,))
        else:
            self._db.execute("REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)", (item, *memory))

    def _derive(self, items: set[str] | None) -> None:
        """Replay the rows of these questions, or of all."""
        self._learn_names()
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


def _kind(error: sqlite3.Error | OSError, path: Path) -> Kind:
    if isinstance(error, OSError):
        return _OS_KINDS.get(error.errno or 0, "unreachable")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code == sqlite3.SQLITE_CANTOPEN and path.is_file() and not os.access(path.parent, os.W_OK):
        return "read-only"  # SQLite writes beside the file
    return _KINDS.get(code, "corrupt" if isinstance(error, sqlite3.DatabaseError) else "unreachable")


def _detail(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


_NAMES = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_AT_ONCE = 500  # SQLite takes 999 values in the oldest versions still about
_OTHER = "what <> 'answer'"  # so worded, the query may use the index of the few rows that are no answers
_STANDS = f"id NOT IN (SELECT target FROM reviews u WHERE {_OTHER} AND what = 'undo' AND target IS NOT NULL)"

_OS_KINDS: dict[int, Kind] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}
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
