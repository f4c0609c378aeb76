"""The file that a learner's progress is in: what may be wrong with it, and older ones."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from quizgen.study import cache
from quizgen.study import progress as module
from quizgen.study.errors import kind_of
from quizgen.study.events import COLUMNS, LATEST_MS, MOST_RENAMES, Event, renames
from quizgen.study.progress import Progress, ProgressError
from quizgen.study.schema import APPLICATION_ID, MIGRATIONS

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "données de l'élève" / "progress.db"


def answer(id: str, item: str = "c/a", day: float = 0, rating: int | None = 3, score: str = "1") -> Event:
    at_ms = START_MS + round(day * DAY_MS)
    return Event(id, at_ms, "answer", item, "s", int(day * 10), mode="study", score=score, rating=rating)


def beside(progress: Progress) -> list[list[tuple[object, ...]]]:
    """All that is kept beside the events."""
    return [progress._db.execute(f"SELECT * FROM {table}").fetchall() for table in ("cards", "answers")]


def refused(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProgressError) as caught:
        Progress(path).append(answer("1"))
    assert (path.read_bytes() if path.is_file() else None) == before, "nothing is overwritten"
    return caught.value.kind


def test_a_database_from_a_newer_quizgen(path: Path) -> None:
    Progress(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert refused(path) == "newer"


def test_a_corrupt_database(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    assert refused(path) == "corrupt"
    path.write_text("my notes\n" * 500)
    assert refused(path) == "corrupt"


def test_another_programs_database(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (text)")
    database.close()
    assert refused(path) == "foreign"


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)
    assert refused(path) == "unreachable"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "file" / "progress.db") == "unreachable"


def fill(progress: Progress) -> None:
    while True:
        progress.append(answer(f"{len(progress.events()):05}"))


def test_a_full_disk(path: Path) -> None:
    with Progress(path) as progress:
        pages = progress._db.execute("PRAGMA page_count").fetchone()[0]
        progress._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ProgressError) as caught:
            progress.merge(answer(f"{n:05}", f"c/{n}") for n in range(10_000))
        assert caught.value.kind == "full"
        assert progress.events() == [], "all of a merge, or nothing"
        with pytest.raises(ProgressError) as caught:
            fill(progress)
        assert caught.value.kind == "full"
        kept = len(progress.events())
        assert 0 < kept < 10_000
        kept_beside = beside(progress)
        progress.rebuild()
        assert beside(progress) == kept_beside
    with Progress(path) as progress:
        assert len(progress.events()) == kept


# ---------------------------------------------------------------------------------------------------------------
# Older files

HISTORY = [
    answer("1", "c/old"),
    answer("2", "c/b", rating=1, score="0"),
    Event("3", START_MS, "rate", "c/b", "s", 1, target="2", rating=3, score="1"),
    answer("4", "c/old", day=2, rating=1, score="1/2"),
    answer("5", "c/b", day=2, rating=None),
    Event("6", START_MS + 3 * DAY_MS, "rename", "c/old", target="c/new"),
    answer("7", "c/new", day=9),
    answer("8", "c/new", day=10),
    Event("9", START_MS + 10 * DAY_MS, "undo", "c/new", target="8"),
    Event("a", START_MS + 10 * DAY_MS, "flag", "c/new", note="why?"),
]


def version_1(path: Path, events: Iterable[Event]) -> None:
    """A file as version 1 left it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.executescript(MIGRATIONS[0])
    former = COLUMNS[: COLUMNS.index("offset")]
    marks = ", ".join("?" * len(former))
    database.executemany(
        f"INSERT INTO reviews ({', '.join(former)}) VALUES ({marks})", (event[: len(former)] for event in events)
    )
    with Progress(path.with_name("newest.db")) as newest:
        newest.merge(events)
        newest.aim_for(0.85, START_MS)
        cards, _ = beside(newest)
    database.executemany("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)", (card[:7] for card in cards))
    database.execute("INSERT INTO settings VALUES ('retention', '0.85')")
    database.execute("INSERT INTO sessions VALUES ('s', 1, '{}', 0)")
    database.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    database.commit()
    database.close()


def all_of(progress: Progress) -> tuple[object, ...]:
    return (
        progress.events(), progress.memories(), list(progress.answers()), progress.days(None), progress.answered(),
        progress.retention, progress.unfinished(2**50), progress.flags(), progress.name("c/old"),
    )  # fmt: skip


def test_version_1_is_backed_up_then_brought_forward(path: Path) -> None:
    version_1(path, HISTORY)
    with Progress(path) as progress:
        found, kept = all_of(progress), beside(progress)
        assert progress.events() == sorted(HISTORY, key=lambda event: (event.at_ms, event.id))
        assert progress.retention == 0.85
        assert [(item, score) for _, item, score, _, _ in progress.answers()] == [
            ("c/new", "1"),
            ("c/b", "1"),
            ("c/new", "1/2"),
            ("c/b", "1"),
            ("c/new", "1"),
        ]
        assert [(day.reviewed, day.remembered) for day in progress.days(None).values()] == [(0, 0), (1, 0), (1, 1)]
        progress.rebuild()
        assert beside(progress) == kept
        progress.aim_for(0.9, START_MS)
        assert progress.retention == 0.9
    (backup,) = path.parent.glob(f"*.before-{len(MIGRATIONS)}-was-1")
    with Progress(backup) as progress:
        assert all_of(progress) == found
    with Progress(path) as progress:
        assert len(progress.events()) == len(HISTORY) + 1


def version_3(path: Path, events: Iterable[Event]) -> None:
    """A file as version 3 left it, which did not know how far a clock was ahead."""
    version_1(path, events)
    database = sqlite3.connect(path)
    database.executescript(";".join(MIGRATIONS[1:3]))
    with Progress(path.with_name("newest.db")) as newest:
        _, answers = beside(newest)
    database.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", answers)
    database.execute("PRAGMA user_version = 3")
    database.commit()
    database.close()
    path.with_name("newest.db").unlink()


def test_version_3_goes_on_where_it_stood(path: Path) -> None:
    """No memory is another one by the migration, nor once it is derived anew; new answers count days."""
    version_3(path, HISTORY)
    database = sqlite3.connect(path)
    stored = database.execute("SELECT * FROM cards ORDER BY item").fetchall()
    database.close()
    with Progress(path, read_only=True) as progress:
        found = all_of(progress)
    with Progress(path) as progress:
        assert all_of(progress) == found
        assert progress._db.execute("SELECT * FROM cards ORDER BY item").fetchall() == [(*row, None) for row in stored]
        kept = beside(progress)
        progress.rebuild()
        assert beside(progress) == kept
        progress.append(answer("z", "c/new", day=40)._replace(offset=60))
        assert progress.memories()["c/new"].offset == 60
        kept = beside(progress)
        progress.rebuild()
        assert beside(progress) == kept
    (backup,) = path.parent.glob(f"*.before-{len(MIGRATIONS)}-was-3")
    with Progress(backup, read_only=True) as progress:
        assert all_of(progress) == found


def test_version_1_where_nothing_can_be_written(path: Path) -> None:
    version_1(path, HISTORY)
    bytes_before, names = path.read_bytes(), {each.name for each in path.parent.iterdir()}
    with Progress(path, read_only=True) as progress:
        found = all_of(progress)
        with pytest.raises(ProgressError) as caught:
            progress.append(answer("b"))
        assert caught.value.kind == "read-only"
    assert path.read_bytes() == bytes_before
    assert {each.name for each in path.parent.iterdir()} == names
    with Progress(path) as progress:
        assert all_of(progress) == found


@pytest.mark.slow
def test_six_processes_bring_one_file_forward(path: Path) -> None:
    version_1(path, HISTORY)
    script = """
import sys
from pathlib import Path
from quizgen.study.progress import Progress
from quizgen.study.events import Event
with Progress(Path(sys.argv[1])) as progress:
    progress.append(Event(f"later{sys.argv[2]}", 2 * 10**12, "answer", "c/new", score="1", rating=3))
"""
    running = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)]) for n in range(6)]
    assert [process.wait(60) for process in running] == [0] * 6
    with Progress(path) as progress:
        assert len(progress.events()) == len(HISTORY) + 6
        kept = beside(progress)
        progress.rebuild()
        assert beside(progress) == kept
    (backup,) = path.parent.glob("*.before-*")
    database = sqlite3.connect(backup)
    assert database.execute("PRAGMA user_version").fetchone() == (1,), "as it was before any of them"
    assert database.execute("SELECT count(*) FROM reviews").fetchone() == (len(HISTORY),)
    database.close()


def test_a_disk_too_full_to_bring_it_forward(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version_1(path, HISTORY)

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(cache, "put_answers", full)
        with pytest.raises(ProgressError) as caught:
            Progress(path)
    assert caught.value.kind == "full"
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA user_version").fetchone() == (1,), "all of it, or nothing"
    database.close()
    with Progress(path, read_only=True) as progress:
        found = all_of(progress)
    with Progress(path) as progress:
        assert all_of(progress) == found


def test_any_later_version_is_backed_up_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path) as progress:
        progress.merge(HISTORY)
        found = all_of(progress)
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE later (x)"))
    with Progress(path) as progress:
        assert progress._db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        assert all_of(progress) == found
    (backup,) = path.parent.glob(f"*.before-{len(MIGRATIONS) + 1}-was-{len(MIGRATIONS)}")
    monkeypatch.undo()
    with Progress(backup) as progress:
        assert all_of(progress) == found


@pytest.fixture(autouse=True)
def _no_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


@pytest.mark.parametrize(
    "script",
    ["CREATE VIEW v AS SELECT 1", "CREATE TRIGGER t AFTER INSERT ON reviews BEGIN DELETE FROM reviews; END"],
)
def test_a_database_that_could_run_something_is_left_alone(path: Path, script: str) -> None:
    Progress(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute(script)
    database.close()
    assert refused(path) == "foreign"


def test_a_file_that_nothing_was_written_to_yet_reads_as_empty(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    with Progress(path, read_only=True) as progress:
        assert (progress.events(), progress.memories(), progress.days(None)) == ([], {}, {})
    assert path.read_bytes() == b""


def test_a_disk_that_is_full_is_told_so_whatever_sqlite_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    usage = shutil.disk_usage(path.parents[1])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    assert kind_of(error, path) == "full"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10**9))
    assert kind_of(error, path) == "unreachable"


def test_many_rows_are_brought_in_pieces_that_let_others_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECE", 10)
    events = [answer(f"{n:03}", f"c/{n % 7}", day=n) for n in range(100)]
    events += [Event("r", START_MS, "rename", "c/old", target="c/0"), answer("old", "c/old", day=-1)]
    written = []
    with Progress(path) as progress, Progress(path) as other:

        def pause() -> None:
            written.append(f"other{len(written)}")
            other.append(answer(written[-1], "c/other", day=len(written)))
            assert beside(progress) == beside_anew(progress)

        assert progress.bring(events, "x", START_MS, pause) == 102
        assert len(written) == 7
        assert beside(progress) == beside_anew(progress)
        assert len(progress.events()) == 102 + 7
        (batch,) = progress.batches()
        assert (batch.source, batch.rows) == ("x", 102)
        assert progress.take_back(batch.id) == 102
        assert {event.id for event in progress.events()} == set(written)
        assert beside(progress) == beside_anew(progress)


def beside_anew(progress: Progress) -> list[list[tuple[object, ...]]]:
    progress.rebuild()
    return beside(progress)


def test_a_chain_of_renames_is_followed_in_one_go_and_none_is_looked_up_for_long() -> None:
    ahead = [Event(f"{n:06}", n, "rename", f"c/{n}", target=f"c/{n + 1}") for n in range(20_000)]
    assert renames(ahead)["c/0"] == "c/20000"
    back = [Event(f"{n:06}", 20_000 - n, "rename", f"c/{n}", target=f"c/{n + 1}") for n in range(20_000)]
    names = renames(back)
    assert names["c/19999"] == "c/20000"
    assert all(int(now[2:]) - int(former[2:]) <= MOST_RENAMES + 1 for former, now in names.items())


def test_an_answer_counts_for_a_day_at_most(path: Path) -> None:
    with Progress(path) as progress:
        progress.merge(answer(f"{n}", f"c/{n}")._replace(duration_ms=LATEST_MS) for n in range(50_000))
        (day,) = progress.days(None).values()
        assert (day.answers, day.ms) == (50_000, 50_000 * 86_400_000)
