"""The learner's own data, in SQLite: an answer is durable before the next question is asked.

The table `reviews` holds the events. It is append-only, and all that matters: `cards` and `answers` can be derived
from it anew. SQLite runs with a write-ahead log and full synchronisation, so that what was committed outlives the
process and a loss of power. Several processes may use one database at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import date, tzinfo
from fractions import Fraction
from pathlib import Path

from quizgen.study import cache
from quizgen.study.errors import ErrorKind, detail_of, kind_of
from quizgen.study.events import (
    ANKI,
    COLUMNS,
    LATEST_MS,
    AnswerRow,
    Day,
    Effective,
    Event,
    effective,
    from_line,
    rated,
    renames,
    to_line,
)
from quizgen.study.schedule import RETENTION, Memory, replay
from quizgen.study.schema import ANSWERS, APPLICATION_ID, MIGRATIONS

BUSY_MS = 10_000  # how long one process waits for another's transaction, which takes milliseconds
PIECE = 20_000  # rows that are merged at once, for which others wait: a second
MANY = 200  # from so many questions on, it is quicker to derive the memories of all than of these alone


class ProgressError(Exception):
    """The database can't be used. `kind` says why; `detail` is the message of the system or of SQLite."""

    def __init__(self, kind: ErrorKind, path: Path, detail: str = "") -> None:
        super().__init__(kind, str(path), detail)
        self.kind: ErrorKind = kind
        self.path = path
        self.detail = detail


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as the database keeps it; the fields are the table's columns.

    `at_ms`: when it began, in milliseconds since 1970, UTC. `plan`: its settings and questions as JSON (see `record`).
    `ended`: whether it came to its end, so that there is nothing to take up again.
    """

    id: str
    at_ms: int
    plan: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import brought, to be taken back if it was a mistake. `at_ms`: when; `source`: the names of the files.

    `rows`: how many of its events are here; those that were here before belong to no batch.
    """

    id: int
    at_ms: int
    source: str
    rows: int


class Progress:
    """An open database. Every method that writes is one durable transaction. All of them raise ProgressError.

    `read_only`: write nothing, neither to the file nor beside it; for a folder or a disk that can't be written.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._names: dict[str, str] = {}
        self._version = -1  # SQLite's count of the transactions that other connections wrote
        self._columns = _COLUMNS
        with self._errors():
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            # Where nothing can be written, SQLite can't lock either; without a log, the file is all there is to read.
            log = path.with_name(f"{path.name}-wal")
            logged = read_only and log.exists() and log.stat().st_size > 0
            mode = "rwc" if not read_only else "ro" if logged else "ro&immutable=1"
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
        """Close the file. The database can't be used any more."""
        self._db.close()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -----------------------------------------------------------------------------------------------------------
    # Reading

    @property
    def retention(self) -> float:
        """The share of due questions that the learner means to remember, as it was last set."""
        with self._errors():
            row = self._db.execute(
                f"SELECT score FROM reviews WHERE {_OTHER} AND what = 'retention' ORDER BY at_ms DESC, id DESC LIMIT 1"
            ).fetchone()
            # Version 1 of the database kept it in the table of settings.
            row = row or self._db.execute("SELECT value FROM settings WHERE name = 'retention'").fetchone()
        return float(Fraction(row[0])) if row else RETENTION

    def memories(self, items: Iterable[str] | None = None) -> dict[str, Memory]:
        """By question, by its id of today, what is known of the learner's memory of it.

        `items`: the questions wanted; None for all that were ever scheduled.
        """
        with self._errors():
            return cache.memories(self._db, items)

    def begun_between(self, from_ms: int, to_ms: int) -> int:
        """How many questions were answered for the first time between two moments, the second one not included.

        It takes two moments, not one, since there may be answers from the future: a clock may have been wrong once.
        """
        with self._errors():
            cursor = self._db.execute(
                # A list that Anki has begun with one of its cards is begun.
                f"SELECT count(DISTINCT item) FROM answers a WHERE at_ms >= :begins AND at_ms < :ends AND {_ASKED}"
                f" AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.item = a.item AND at_ms < :begins AND {_ASKED})",
                {"begins": from_ms, "ends": to_ms},
            )
            return int(cursor.fetchone()[0])

    def events(self) -> list[Event]:
        """Every event, by time."""
        return list(self.each_event())

    def each_event(self) -> Iterator[Event]:
        """Every event, by time, one after the other."""
        with self._errors():
            yield from self._select("1", (), "ORDER BY at_ms, id")

    def answers(self, since_ms: int = 0) -> Iterator[AnswerRow]:
        """The answers that were not taken back, by time."""
        with self._errors():
            yield from cache.answers(self._db, since_ms)

    def days(self, zone: tzinfo | None, items: Collection[str] | None = None) -> dict[date, Day]:
        """What was done on each of the learner's days that has an answer, in order.

        `zone`: where the learner is; None for the machine's own. `items`: count these questions alone; None for all.
        """
        with self._errors():
            return cache.days(self._db, zone, items)

    def effective(self) -> dict[str, list[Effective]]:
        """By question, by its id of today, the answers that stand, with the score and rating that count; by time."""
        with self._errors():
            return {item: effective(events) for item, events in self._histories().items()}

    def answered(self) -> set[str]:
        """The questions that were ever answered, by their ids of today."""
        with self._errors():
            return {item for (item,) in self._db.execute("SELECT DISTINCT item FROM answers")}

    def count_ankis(self, items: Collection[str]) -> int:
        """How many of the answers to these questions were given in Anki and stand."""
        with self._errors():
            cursor = self._db.execute(f"SELECT item, count(*) FROM answers WHERE id GLOB '{ANKI}*' GROUP BY item")
            return sum(count for item, count in cursor if item in items)

    def flags(self) -> list[Event]:
        """What the learner flagged and did not take back, by time."""
        with self._errors():
            return list(self._select(f"{_OTHER} AND what = 'flag' AND {_NOT_UNDONE}", (), "ORDER BY at_ms, id"))

    def aside(self, since_ms: int) -> list[Event]:
        """What is suspended, and what was buried since then, and isn't lifted, by time."""
        with self._errors():
            which = "(what = 'suspend' OR (what = 'bury' AND at_ms >= CAST(? AS INTEGER)))"
            return list(self._select(f"{_OTHER} AND {which} AND {_NOT_UNDONE}", (str(since_ms),), "ORDER BY at_ms, id"))

    def session_events(self, session: str) -> list[Event]:
        """One session's events, in the order in which they happened."""
        with self._errors():
            return list(self._select("session = ?", (session,), "ORDER BY seq, id"))

    def name(self, item: str) -> str:
        """The id that a question goes by now."""
        return self._names.get(item, item)

    def unfinished(self, now_ms: int) -> list[StoredSession]:
        """The sessions that did not come to their end, the last one begun first.

        Those begun more than a day before a session that did are left out: a learner who has finished another one
        since has let them go. A session that seems to begin in the future, since the clock was wrong, lets none go.
        """
        with self._errors():
            cursor = self._db.execute(
                "SELECT * FROM sessions WHERE NOT ended AND at_ms >="
                " (SELECT coalesce(max(at_ms), 0) FROM sessions WHERE ended AND at_ms <= ?) - 86400000"
                " ORDER BY at_ms DESC, id DESC",
                (now_ms,),
            )
            return [StoredSession(id, at_ms, plan, bool(ended)) for id, at_ms, plan, ended in cursor]

    # -----------------------------------------------------------------------------------------------------------
    # Writing

    def append(self, event: Event) -> None:
        """Write one event down, and what follows from it for its question."""
        with self._transaction():
            if self._db.execute("PRAGMA data_version").fetchone()[0] != self._version:
                self._learn_names()  # another process wrote something: perhaps a rename
            new = self._insert(event) is None
            memory = cache.memories(self._db, [event.item]).get(event.item)
            last_ms = memory.last_ms if memory else -1
            scheduled = event.what == "answer" and event.rating is not None and event.item not in self._names
            if new and scheduled and event.at_ms > last_ms:  # as nearly always: one review more, the last one
                answers = effective([event])
                after = replay(rated(answers), self.retention, memory)
                assert after is not None
                cache.put_card(self._db, event.item, after)
                cache.put_answers(self._db, event.item, answers, memory and memory.last_ms)
            elif event.what not in _OF_NO_QUESTION:
                self._derive({event.item})

    def merge(self, events: Iterable[Event]) -> int:
        """Add events from elsewhere to ours, as a union by id; how many of them were new.

        Merging them in any order, any number of times, leads to the same state.
        """
        return self._merge(events, None, MANY)

    def bring(self, events: Sequence[Event], source: str, at_ms: int, pause: Callable[[], None]) -> int:
        """Merge events as a batch that can be taken back; returns how many of them were new.

        Many are merged in several transactions, with a pause after each, so that a quiz that runs meanwhile can store
        its answers. All events of a question are in one of them: what is stored is right at any moment, and merging
        the same events again completes what was broken off.
        """
        with self._transaction():
            batch = self._db.execute("INSERT INTO batches (at_ms, source) VALUES (?, ?)", (at_ms, source)).lastrowid
        assert batch is not None
        new = 0
        several = False
        try:
            for piece, more in _pieces(events, self.name):
                several |= more  # then the last one's questions alone are derived: those of the others are by now
                new += self._merge(piece, batch, len(piece) if several else MANY)
                if more:
                    pause()
        finally:
            with self._transaction():
                self._db.execute(
                    "DELETE FROM batches WHERE id = ? AND NOT EXISTS (SELECT 1 FROM reviews WHERE batch = batches.id)",
                    (batch,),
                )
        return new

    def batches(self) -> list[Batch]:
        """What was imported and not taken back, the last one first."""
        with self._errors():
            cursor = self._db.execute(
                "SELECT id, at_ms, source, (SELECT count(*) FROM reviews WHERE batch = batches.id)"
                " FROM batches ORDER BY id DESC"
            )
            return [Batch(*row) for row in cursor]

    def take_back(self, batch: int) -> int:
        """Undo an import: its events go, those that they replaced come back; returns how many went."""
        with self._transaction():
            names, retention = self._names, self.retention
            changed = {item for (item,) in self._db.execute("SELECT item FROM reviews WHERE batch = ?", (batch,))}
            gone = self._db.execute("DELETE FROM reviews WHERE batch = ?", (batch,)).rowcount
            replaced = self._db.execute("SELECT line, former FROM replaced WHERE batch = ?", (batch,)).fetchall()
            for line, former in replaced:
                event = from_line(line)
                changed.add(event.item)
                self._db.execute(
                    f"REPLACE INTO reviews ({_COLUMNS}, batch) VALUES ({_PLACEHOLDERS}, ?)", (*event, former)
                )
            self._db.execute("DELETE FROM replaced WHERE batch = ? OR former = ?", (batch, batch))
            self._db.execute("DELETE FROM batches WHERE id = ?", (batch,))
            self._derive_changed(changed - {""}, names, retention, MANY)
        return gone

    def _merge(self, events: Iterable[Event], batch: int | None, many: int) -> int:
        """Merge in one transaction; memories are derived one by one up to `many` questions, else all at once."""
        with self._transaction():
            self._learn_names()
            names, retention = self._names, self.retention
            new = 0
            changed: set[str] = set()
            for event in events:
                before = self._insert(event, batch)
                if before == event:
                    continue
                new += before is None
                both = (event, before) if before is not None else (event,)
                changed |= {each.item for each in both if each.what not in _OF_NO_QUESTION}
            self._derive_changed(changed, names, retention, many)
        return new

    def _derive_changed(self, changed: set[str], names: Mapping[str, str], retention: float, many: int) -> None:
        """Derive what follows from a change of these questions' events, of their former names and retention."""
        self._learn_names()
        for id in names.keys() | self._names.keys():
            if names.get(id, id) != self.name(id):
                changed |= {id, names.get(id, id)}
        self._derive(None if self.retention != retention or len(changed) > many else changed)

    def rebuild(self) -> None:
        """Derive anew all that follows from the events."""
        with self._transaction():
            self._learn_names()
            self._derive(None)

    def aim_for(self, retention: float, at_ms: int) -> None:
        """Set the share of due questions that the learner means to remember. Every due date follows from it.

        It is an event, so that it holds on every machine that the event comes to.
        """
        share = str(Fraction(retention).limit_denominator(100))
        at_ms = self._latest("retention", at_ms)
        self.merge([Event(f"retention:{at_ms}:{share}", at_ms, "retention", "", score=share)])

    def adopt(self, former: Mapping[str, str], at_ms: int) -> None:
        """Let questions that were renamed (former id → id of today) keep their history."""
        new = {old: name for old, name in former.items() if self.name(old) != name and self._known(old)}
        if new:
            at_ms = self._latest("rename", at_ms)
            self.merge(
                Event(f"rename:{old}:{name}:{at_ms}", at_ms, "rename", old, target=name) for old, name in new.items()
            )

    def begin(self, session: StoredSession) -> None:
        """Store a session, so that it can be taken up again however the process ends."""
        with self._transaction():
            self._db.execute("REPLACE INTO sessions VALUES (?, ?, ?, ?)", astuple(session))

    def end(self, session: str) -> None:
        """Note that a session came to its end: there is nothing to take up again."""
        with self._transaction():
            self._db.execute("UPDATE sessions SET ended = 1 WHERE id = ?", (session,))

    # -----------------------------------------------------------------------------------------------------------

    def _prepare(self, read_only: bool) -> None:
        self._db.execute("PRAGMA trusted_schema = OFF")
        self._db.execute("PRAGMA temp_store = MEMORY")  # so that charts can be shown on a full disk
        self._db.execute("BEGIN")  # the three are read at one moment: another process may be making the file right now
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (odd,) = self._db.execute("SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        self._db.execute("COMMIT")
        if version > len(MIGRATIONS):
            raise ProgressError("newer", self.path, str(version))
        if odd or (application != APPLICATION_ID and (tables or version)):
            raise ProgressError("foreign", self.path)
        if read_only:
            if version == 0:  # nothing was written yet, perhaps because nothing could be
                self._db.close()
                self._db = sqlite3.connect(":memory:", isolation_level=None)
                for script in MIGRATIONS:
                    self._run(script)
            if 0 < version < _WITH_OFFSET:
                self._columns = _COLUMNS.replace('"offset"', "NULL")
            if version == 1:  # the table that it lacks is made in memory
                self._run(ANSWERS.replace("main.", "temp."))
                self._fill_answers()
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if version < len(MIGRATIONS):
            with self._transaction():
                self._migrate()

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()  # another process may have been first
        if 0 < version < len(MIGRATIONS):
            self.back_up(f"before-{len(MIGRATIONS)}-was-{version}")
        for script in MIGRATIONS[version:]:
            self._run(script)
        if version == 1:
            self._fill_answers()
        self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def _run(self, script: str) -> None:
        for statement in filter(str.strip, script.split(";")):
            self._db.execute(statement)

    def _fill_answers(self) -> None:
        """Fill the table of answers, which version 1 did not have."""
        self._learn_names()
        for name, events in self._histories().items():
            cache.put_answers(self._db, name, effective(events))

    def back_up(self, name: str) -> None:
        """Copy the file as it is to one beside it, by a connection of its own, since this one may be about to write."""
        target = self.path.with_name(f"{self.path.name}.{name}")
        with self._errors(), closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise ProgressError("read-only", self.path)
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.rollback()
                self._version = -1  # names learnt here may have been rolled back: look them up again
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

    def _select(self, where: str, values: Sequence[str], order: str = "") -> Iterator[Event]:
        cursor = self._db.execute(f"SELECT {self._columns} FROM reviews r WHERE {where} {order}", values)
        return map(Event._make, cursor)

    def _insert(self, event: Event, batch: int | None = None) -> Event | None:
        """Write an event. Returns None if it is new, the event itself if it was there, or the one that it replaced.

        Two events with one id, which only tampering makes, are ordered by their lines: the same one wins everywhere.
        """
        values = (*event, batch)
        if self._db.execute(
            f"INSERT OR IGNORE INTO reviews ({_COLUMNS}, batch) VALUES ({_PLACEHOLDERS}, ?)", values
        ).rowcount:
            return None
        (before,) = self._select("id = ?", (event.id,))
        if before == event or to_line(before) >= to_line(event):
            return event
        if batch is not None:
            self._db.execute(
                "INSERT INTO replaced SELECT ?, ?, batch FROM reviews WHERE id = ?", (batch, to_line(before), event.id)
            )
        self._db.execute(f"REPLACE INTO reviews ({_COLUMNS}, batch) VALUES ({_PLACEHOLDERS}, ?)", values)
        return before

    def _learn_names(self) -> None:
        (self._version,) = self._db.execute("PRAGMA data_version").fetchone()
        self._names = renames(self._select(f"{_OTHER} AND what = 'rename'", ()))

    def _known(self, item: str) -> bool:
        with self._errors():
            row = self._db.execute("SELECT 1 FROM reviews WHERE item = ? LIMIT 1", (item,)).fetchone()
        return row is not None or item in self._names.values()

    def _latest(self, what: str, at_ms: int) -> int:
        """`at_ms`, raised above every stored event of this kind, so that a new one wins whatever the clocks said."""
        with self._errors():
            query = f"SELECT max(at_ms) FROM reviews WHERE {_OTHER} AND what = ?"
            (last_ms,) = self._db.execute(query, (what,)).fetchone()
        return at_ms if last_ms is None else min(max(at_ms, last_ms + 1), LATEST_MS)

    def _histories(self) -> dict[str, list[Event]]:
        """The events that say how each question was answered, by its id of today."""
        by_item: dict[str, list[Event]] = {}
        for event in self._select("what IN ('answer', 'rate', 'undo')", ()):
            by_item.setdefault(self.name(event.item), []).append(event)
        return by_item

    def _derive(self, items: set[str] | None) -> None:
        """Replay the events of these questions, or of all (None). The names must be up to date."""
        if items is None:
            histories = self._histories()
        else:
            histories = {}
            former: dict[str, list[str]] = {}
            for old, now in self._names.items():
                former.setdefault(now, []).append(old)
            for name in {self.name(item) for item in items}:
                all_names = [name, *former.get(name, ())]
                placeholders = ", ".join("?" * len(all_names))
                histories[name] = list(self._select(f"item IN ({placeholders})", all_names))
        cache.replace(self._db, items, histories, self.retention)


def _pieces(events: Sequence[Event], name: Callable[[str], str]) -> Iterator[tuple[list[Event], bool]]:
    """The events in pieces of about PIECE, those of a question together; and whether more follow.

    What concerns all questions comes first: with it, whatever comes after is derived but once.
    """
    general = [event for event in events if event.what in ("rename", "retention")]
    piece: list[Event] = []
    if general and len(events) > PIECE:
        yield general, True
    else:
        piece = general
    rest = (event for event in events if event.what not in ("rename", "retention"))
    for event in sorted(rest, key=lambda event: name(event.item)):  # by their names of now, those just learnt included
        if len(piece) >= PIECE and name(event.item) != name(piece[-1].item):
            piece.sort(key=lambda event: event.id)  # as the table is sorted
            yield piece, True
            piece = []
        piece.append(event)
    yield piece, False


_COLUMNS = ", ".join(f'"{column}"' for column in COLUMNS)
_WITH_OFFSET = 4  # the first version of the database that has this column
_PLACEHOLDERS = ", ".join("?" * len(COLUMNS))
_ASKED = f"(rating NOTNULL OR id GLOB '{ANKI}*')"
_OF_NO_QUESTION = (
    "flag",
    "suspend",
    "bury",
    "rename",
    "retention",
)  # they change no question's memory; a rename changes the names
_OTHER = "what <> 'answer'"  # so worded, the query may use the index of the few events that are no answers
_NOT_UNDONE = f"id NOT IN (SELECT target FROM reviews u WHERE {_OTHER} AND what = 'undo' AND target IS NOT NULL)"
