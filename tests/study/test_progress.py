from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.study import progress as module
from quizgen.study.progress import Plan, Progress, ProgressError
from quizgen.study.rows import Row, Told, effective, from_line, rated, renames, to_line
from quizgen.study.schedule import Memory, replay

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "données de l'élève" / "progress.db"


def answer(id: str, item: str = "c/a", day: float = 0, rating: int | None = 3, score: str = "1") -> Row:
    return Row(
        id, START_MS + round(day * DAY_MS), "answer", item, "s", int(day * 10), mode="study", score=score, rating=rating
    )


def expected(rows: list[Row], retention: float) -> dict[str, Memory]:
    """What the rows come to, computed without any database."""
    names = renames(rows)
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(names.get(row.item, row.item), []).append(row)
    found = {name: replay(rated(effective(mine)), retention) for name, mine in by_name.items()}
    return {name: memory for name, memory in found.items() if memory is not None}


def bare(rows: list[Row]) -> list[Told]:
    """The answers that stand, computed without any database."""
    return [(each.row.at_ms, each.row.item, each.score, each.rating, each.row.duration_ms) for each in effective(rows)]


# ---------------------------------------------------------------------------------------------------------------
# One machine


def test_an_answer_is_scheduled_and_survives_closing(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1"))
    with Progress(path) as progress:
        (memory,) = progress.memories().values()
        assert progress.rows() == [answer("1")]
    assert memory.due_ms == START_MS + 2 * DAY_MS  # FSRS's first interval for Good, without learning steps
    assert (memory.reviews, memory.lapses) == (1, 0)


def test_practice_is_recorded_but_not_scheduled(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", rating=None))
        assert progress.memories() == {}
        assert len(progress.rows()) == 1


def test_undo_is_a_row_and_takes_the_review_back(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1"))
        before = progress.memories()
        progress.append(answer("2", day=2))
        progress.append(Row("3", START_MS + 2 * DAY_MS, "undo", "c/a", target="2"))
        assert progress.memories() == before
        progress.append(Row("4", START_MS + 2 * DAY_MS, "undo", "c/a", target="1"))
        assert progress.memories() == {}
        assert len(progress.rows()) == 4


def test_the_learners_last_word_counts(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", rating=1, score="0"))
        failed = progress.memories()
        progress.append(Row("2", START_MS, "rate", "c/a", seq=1, target="1", rating=3, score="1"))
        passed = progress.memories()
        progress.append(Row("3", START_MS, "undo", "c/a", seq=2, target="2"))
        assert progress.memories() == failed != passed


def test_a_clock_that_goes_backwards_loses_nothing(path: Path) -> None:
    rows = [answer("1", day=5), answer("2", day=1), answer("3", day=3)]
    with Progress(path) as progress:
        for row in rows:
            progress.append(row)
        assert progress.memories() == expected(rows, progress.retention)


@pytest.mark.parametrize(
    "at_ms", [0, 2**31 * 1000, 2**32 * 1000, 1_709_164_800_000], ids=["1970", "2038", "2106", "leap"]
)
def test_any_time_can_be_stored(path: Path, at_ms: int) -> None:
    with Progress(path) as progress:
        progress.append(answer("1")._replace(at_ms=at_ms))
        assert progress.memories()["c/a"].due_ms == at_ms + 2 * DAY_MS


def test_renamed_questions_keep_their_history(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", "c/old"))
        progress.adopt({"c/old": "c/new", "c/never-asked": "c/other"}, START_MS)
        progress.adopt({"c/old": "c/new"}, START_MS + 1)
        progress.append(answer("2", "c/new", day=2))
        memories = progress.memories()
        assert set(memories) == {"c/new"}
        assert memories["c/new"].reviews == 2
        assert [row.what for row in progress.rows()].count("rename") == 1
        progress.rebuild()
        assert progress.memories() == memories


def test_retention_moves_every_due_date_and_back(path: Path) -> None:
    with Progress(path) as progress:
        for day in (0, 2, 9):
            progress.append(answer(str(day), day=day))
        usual = progress.memories()
        progress.aim_for(0.97)
        assert progress.memories()["c/a"].due_ms < usual["c/a"].due_ms
        progress.aim_for(0.9)
        assert progress.memories() == usual


def test_an_unfinished_session_is_found_again(path: Path) -> None:
    with Progress(path) as progress:
        progress.begin(Plan("s1", 1, "{}", False))
        progress.begin(Plan("s2", 2, '{"seed": 1}', False))
        progress.end("s2")
    with Progress(path) as progress:
        assert progress.unfinished() == [Plan("s1", 1, "{}", False)]


# ---------------------------------------------------------------------------------------------------------------
# Several machines

ITEMS = ("c/a", "c/b", "c/c")


@dataclass
class Machines:
    """Two learners' machines, or one learner's two, and a pile of exports."""

    folder: Path
    open: list[Progress] = field(default_factory=list)
    exports: list[list[str]] = field(default_factory=list)
    count: int = 0

    def new_id(self) -> str:
        self.count += 1
        return f"{self.count * 7919 % 1000:03}-{self.count}"  # unique, and in no order


operations = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"),
            st.sampled_from(ITEMS),
            st.integers(0, 40),
            st.sampled_from([None, 1, 2, 3, 4]),
            st.sampled_from(["0", "1", "1/3"]),
        ),
        st.tuples(st.just("rate"), st.integers(0, 50), st.sampled_from([1, 2, 3, 4])),
        st.tuples(st.just("undo"), st.integers(0, 50)),
        st.tuples(st.just("crash")),
        st.tuples(st.just("export")),
        st.tuples(st.just("import"), st.integers(0, 5)),
        st.tuples(st.just("rename")),
        st.tuples(st.just("rebuild")),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1), operations), min_size=1, max_size=3))
def test_any_history_comes_to_what_its_rows_say(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[int, list[tuple[object, ...]]]]
) -> None:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    machines.open = [Progress(machines.folder / f"{n}.db") for n in range(2)]
    try:
        for which, todo in turns:
            for operation in todo:
                perform(machines, which, operation)
                held = machines.open[which]
                assert held.memories() == expected(held.rows(), held.retention)
                assert list(held.answers()) == bare(held.rows())
        first, second = machines.open
        rows = first.rows() + second.rows()
        for progress in (first, second, first):
            progress.merge(reversed(rows))
        assert {to_line(row) for row in first.rows()} == {to_line(row) for row in rows}
        assert first.memories() == second.memories() == expected(first.rows(), first.retention)
        first.rebuild()
        assert first.memories() == second.memories()
    finally:
        for progress in machines.open:
            progress.close()
        shutil.rmtree(machines.folder)


def perform(machines: Machines, which: int, operation: tuple[object, ...]) -> None:
    progress = machines.open[which]
    rows = progress.rows()
    match operation:
        case ("answer", str(item), int(day), rating, str(score)):
            assert rating is None or isinstance(rating, int)
            progress.append(answer(machines.new_id(), item, day, rating, score))
        case ("rate", int(n), int(rating)) if rows:
            row = rows[n % len(rows)]
            score = "1" if rating > 1 else "0"
            progress.append(
                Row(machines.new_id(), row.at_ms, "rate", row.item, seq=n, target=row.id, rating=rating, score=score)
            )
        case ("undo", int(n)) if rows:
            row = rows[n % len(rows)]
            progress.append(Row(machines.new_id(), row.at_ms, "undo", row.item, target=row.id))
        case ("crash",):
            progress.close()  # nothing was left to write
            machines.open[which] = Progress(progress.path)
        case ("export",):
            machines.exports.append([to_line(row) for row in rows])
        case ("import", int(n)) if machines.exports:
            progress.merge(map(from_line, machines.exports[n % len(machines.exports)]))
        case ("rename",):
            progress.adopt({"c/b": "c/c"}, START_MS)
        case ("rebuild",):
            progress.rebuild()


def test_six_processes_at_once(path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from quizgen.study.progress import Progress
        from quizgen.study.rows import Row
        path, who = Path(sys.argv[1]), sys.argv[2]
        with Progress(path) as progress:
            for n in range(25):
                progress.append(Row(f"{who}-{n}", n, "answer", f"c/{n % 5}", who, n, score="1", rating=3))
        """
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)]) for n in range(6)]
    assert [process.wait(60) for process in running] == [0] * 6
    with Progress(path) as progress:
        assert len(progress.rows()) == 150
        assert progress.memories() == expected(progress.rows(), progress.retention)


# ---------------------------------------------------------------------------------------------------------------
# What may be wrong with the file


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
        progress.append(answer(f"{len(progress.rows()):05}"))


def test_a_full_disk(path: Path) -> None:
    with Progress(path) as progress:
        pages = progress._db.execute("PRAGMA page_count").fetchone()[0]
        progress._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ProgressError) as caught:
            progress.merge(answer(f"{n:05}", f"c/{n}") for n in range(10_000))
        assert caught.value.kind == "full"
        assert progress.rows() == [], "all of a merge, or nothing"
        with pytest.raises(ProgressError) as caught:
            fill(progress)
        assert caught.value.kind == "full"
        kept = len(progress.rows())
        assert 0 < kept < 10_000
        assert progress.memories() == expected(progress.rows(), progress.retention)
    with Progress(path) as progress:
        assert len(progress.rows()) == kept


def test_an_older_schema_is_backed_up_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(path) as progress:
        progress.append(answer("1"))
    monkeypatch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, "CREATE TABLE later (x)"))
    with Progress(path) as progress:
        assert progress._db.execute("PRAGMA user_version").fetchone() == (2,)
        assert progress.rows() == [answer("1")]
    (backup,) = path.parent.glob("*.before-2-was-1")
    monkeypatch.undo()
    with Progress(backup) as progress:
        assert progress.rows() == [answer("1")]


@pytest.fixture(autouse=True)
def _no_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
