"""The learner's own data: rows in SQLite, each answer durable before the next question; memories derived from them.

`reviews` is append-only and is all that matters; `cards` and `answers` can be rebuilt from it. WAL and full
synchronisation: a committed answer outlives the process and the power. Several quizzes may use one database at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import date, tzinfo
from fractions import Fraction
from pathlib import Path

from quizgen.study import derived
from quizgen.study.rows import COLUMNS, Day, Row, Told, effective, rated, renames, to_line
from quizgen.study.schedule import RETENTION, Memory, replay
from quizgen.study.schema import ANSWERS, APPLICATION_ID, MIGRATIONS
from quizgen.study.trouble import Kind, detail_of, kind_of

BUSY_MS = 10_000  # how long one quiz waits for another's transaction, which takes milliseconds
MANY = 200  # questions, from which on it is quicker to derive all memories than these


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
        """The share of due questions that the learner means to know: the last one said."""
        with self._errors():
            found = self._db.execute(
                f"SELECT score FROM reviews WHERE {_OTHER} AND what = 'retention' ORDER BY at_ms DESC, id DESC LIMIT 1"
            ).fetchone()
            # Version 1 kept it here.
            found = found or self._db.execute("SELECT value FROM settings WHERE name = 'retention'").fetchone()
        return float(Fraction(found[0])) if found else RETENTION

    def memories(self, items: Iterable[str] | None = None) -> dict[str, Memory]:
        """What is known of each question that was ever scheduled, by its id of today; or of these questions alone."""
        with self._errors():
            return derived.memories(self._db, items)

    def begun_between(self, from_ms: int, to_ms: int) -> int:
        """How many questions were asked for the first time then. (Not "since": a clock may have been wrong once.)"""
        with self._errors():
            found = self._db.execute(
                "SELECT count(*) FROM answers WHERE at_ms >= ? AND at_ms < ? AND rating NOTNULL AND before_ms ISNULL",
                (from_ms, to_ms),
            )
            return int(found.fetchone()[0])

    def rows(self) -> list[Row]:
        """Every row, by time."""
        with self._errors():
            return list(self._rows("1", (), "ORDER BY at_ms, id"))

    def answers(self, since_ms: int = 0) -> Iterator[Told]:
        """The answers that stand, by time."""
        with self._errors():
            yield from derived.told(self._db, since_ms)

    def days(self, zone: tzinfo | None, items: Collection[str] | None = None) -> dict[date, Day]:
        """What was done on each of the learner's days, in order; with all questions, or with these alone."""
        with self._errors():
            return derived.days(self._db, zone, items)

    def asked(self) -> set[str]:
        """The questions that were answered, by their ids of today."""
        with self._errors():
            return {item for (item,) in self._db.execute("SELECT DISTINCT item FROM answers")}

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

    def unfinished(self, now_ms: int) -> list[Plan]:
        """The sessions that did not come to their end, the last one begun first.

        Not those begun more than a day before one that did: who finished another since has let them go. One from the
        future, when the clock was wrong, says nothing of that.
        """
        with self._errors():
            found = self._db.execute(
                "SELECT * FROM sessions WHERE NOT ended AND at_ms >="
                " (SELECT coalesce(max(at_ms), 0) FROM sessions WHERE ended AND at_ms <= ?) - 86400000"
                " ORDER BY at_ms DESC, id DESC",
                (now_ms,),
            )
            return [Plan(id, at_ms, plan, bool(ended)) for id, at_ms, plan, ended in found]

    # -----------------------------------------------------------------------------------------------------------
    # Writing

    def append(self, row: Row) -> None:
        """Write one row down, and what follows from it for its question."""
        with self._transaction():
            if self._db.execute("PRAGMA data_version").fetchone()[0] != self._version:
                self._learn_names()  # another quiz wrote: perhaps a rename
            fresh = self._insert(row) is None
            memory = derived.memories(self._db, [row.item]).get(row.item)
            last_ms = memory.last_ms if memory else -1
            plain = row.what == "answer" and row.rating is not None and row.item not in self._names
            if fresh and plain and row.at_ms > last_ms:
                answers = effective([row])
                after = replay(rated(answers), self.retention, memory)
                assert after is not None
                derived.remember(self._db, row.item, after)
                derived.tell(self._db, row.item, answers, memory and memory.last_ms)
            elif row.what not in _OF_NO_QUESTION:
                self._derive({row.item})

    def merge(self, rows: Iterable[Row]) -> int:
        """The union of these rows and ours; how many were new. Any order, any number of times: the same state."""
        with self._transaction():
            self._learn_names()
            names, retention = self._names, self.retention
            fresh = 0
            changed: set[str] = set()
            for row in rows:
                held = self._insert(row)
                if held == row:
                    continue
                fresh += held is None
                changed |= {each.item for each in (row, held) if each is not None and each.what not in _OF_NO_QUESTION}
            self._learn_names()
            for id in names.keys() | self._names.keys():
                if names.get(id, id) != self.name(id):
                    changed |= {id, names.get(id, id)}
            self._derive(None if self.retention != retention or len(changed) > MANY else changed)
        return fresh

    def rebuild(self) -> None:
        """Derive all that follows from the rows anew."""
        with self._transaction():
            self._learn_names()
            self._derive(None)

    def aim_for(self, retention: float, at_ms: int) -> None:
        """Set the wanted retention, on every machine that the row comes to. Every due date follows from it."""
        share = str(Fraction(retention).limit_denominator(100))
        at_ms = self._latest("retention", at_ms)
        self.merge([Row(f"retention:{at_ms}:{share}", at_ms, "retention", "", score=share)])

    def adopt(self, former: Mapping[str, str], at_ms: int) -> None:
        """Renamed questions (former id → id) keep their history."""
        new = {old: name for old, name in former.items() if self.name(old) != name and self._known(old)}
        if new:
            at_ms = self._latest("rename", at_ms)
            self.merge(
                Row(f"rename:{old}:{name}:{at_ms}", at_ms, "rename", old, target=name) for old, name in new.items()
            )

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
        self._db.execute("PRAGMA temp_store = MEMORY")  # a full disk keeps no chart from being shown
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
            if version == 1:  # what it lacks is made in memory
                self._run(ANSWERS.replace("main.", "temp."))
                self._tell()
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if version < len(MIGRATIONS):
            with self._transaction():
                self._migrate()

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()  # another quiz may have been first
        if 0 < version < len(MIGRATIONS):
            self._back_up(version)
        for script in MIGRATIONS[version:]:
            self._run(script)
        if version == 1:
            self._tell()
        self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def _run(self, script: str) -> None:
        for statement in filter(str.strip, script.split(";")):
            self._db.execute(statement)

    def _tell(self) -> None:
        """Fill the table of answers, which version 1 did not have."""
        self._learn_names()
        for name, rows in self._histories().items():
            derived.tell(self._db, name, effective(rows))

    def _back_up(self, version: int) -> None:
        """A copy of the file as it is, by a connection of its own: this one is about to write."""
        name = self.path.with_name(f"{self.path.name}.before-{len(MIGRATIONS)}-was-{version}")
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(name)) as copy:
            source.backup(copy)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.rollback()
                self._version = -1  # names learnt here may be none: they are looked up again
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
            raise ProgressError(kind_of(error, self.path), self.path, detail_of(error)) from error

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
            found = self._db.execute("SELECT 1 FROM reviews WHERE item = ? LIMIT 1", (item,)).fetchone()
        return found is not None or item in self._names.values()

    def _latest(self, what: str, at_ms: int) -> int:
        """The moment, or a later one if need be for this to be the last word, whatever another machine's clock said."""
        with self._errors():
            query = f"SELECT max(at_ms) FROM reviews WHERE {_OTHER} AND what = ?"
            (last_ms,) = self._db.execute(query, (what,)).fetchone()
        return at_ms if last_ms is None else max(at_ms, last_ms + 1)

    def _histories(self) -> dict[str, list[Row]]:
        """The rows that say how each question was answered, by its id of today."""
        found: dict[str, list[Row]] = {}
        for row in self._rows("what IN ('answer', 'rate', 'undo')", ()):
            found.setdefault(self.name(row.item), []).append(row)
        return found

    def _derive(self, items: set[str] | None) -> None:
        """Replay the rows of these questions, or of all. Knows the names already."""
        if items is None:
            derived.forget(self._db, None)
            histories = self._histories()
        else:
            histories = {}
            for name in {self.name(item) for item in items}:
                all_names = [name, *(old for old, now in self._names.items() if now == name)]
                marks = ", ".join("?" * len(all_names))
                histories[name] = list(self._rows(f"item IN ({marks})", all_names))
            derived.forget(self._db, items | histories.keys())
        retention = self.retention
        for name, rows in histories.items():
            derived.keep(self._db, name, rows, retention)


_NAMES = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_OF_NO_QUESTION = ("flag", "rename", "retention")  # a rename shows in the names
_OTHER = "what <> 'answer'"  # so worded, the query may use the index of the few rows that are no answers
_STANDS = f"id NOT IN (SELECT target FROM reviews u WHERE {_OTHER} AND what = 'undo' AND target IS NOT NULL)"
