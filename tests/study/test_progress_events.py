"""What the database does with single events: which stand, which win, which name each of them goes by."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.study.events import Event, to_line
from quizgen.study.progress import MANY, Progress, ProgressError, StoredSession

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    with Progress(tmp_path / "progress.db") as opened:
        yield opened


def answer(id: str, item: str = "c/a", day: float = 0, rating: int | None = 3, score: str = "1") -> Event:
    at_ms = START_MS + round(day * DAY_MS)
    return Event(id, at_ms, "answer", item, "s", int(day * 10), mode="study", score=score, rating=rating)


def beside(progress: Progress) -> list[list[tuple[object, ...]]]:
    """All that is kept beside the events."""
    return [progress._db.execute(f"SELECT * FROM {table}").fetchall() for table in ("cards", "answers")]


def test_a_committed_answer_outlives_the_power(progress: Progress) -> None:
    found = {name: progress._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert found == {"journal_mode": "wal", "synchronous": 2}


def test_a_new_file_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "progress.db"
    with Progress(path) as progress:
        progress.append(answer("1"))
    assert [each.name for each in path.parent.iterdir()] == ["progress.db"], "nothing to back up, and no log left"


def test_a_quiz_waits_for_another(progress: Progress) -> None:
    assert progress._db.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


def test_every_column_is_kept(progress: Progress) -> None:
    events = [
        Event("a", 1, "answer", "c/a", "s", 2, None, "study", "fr", '{"typed": "é"}', "1/2", 3, 4, "n"),
        Event("b", 2, "rate", "c/a", "s", 3, "a", "study", "fr", None, "1", None, 3, None),
    ]
    for event in events:
        progress.append(event)
    assert progress.events() == events


def test_an_answer_twice_is_once(progress: Progress) -> None:
    progress.append(answer("1"))
    kept = beside(progress)
    progress.append(answer("1"))
    assert beside(progress) == kept
    assert progress.events() == [answer("1")]


def test_a_merge_says_how_many_events_were_new(progress: Progress) -> None:
    events = [answer("1"), answer("2", day=1), Event("3", START_MS, "flag", "c/a")]
    assert progress.merge(events[:1]) == 1
    assert progress.merge(events) == 2
    assert progress.merge(events) == 0


def test_of_two_events_with_one_id_the_same_one_wins_wherever_they_meet(tmp_path: Path) -> None:
    events = [answer("1", score="0", rating=1), answer("1", score="1"), answer("1", "c/b")]
    states = []
    for n, order in enumerate((events, events[::-1], [events[1], events[2], events[0]])):
        with Progress(tmp_path / f"{n}.db") as progress:
            assert progress.merge(order[:1]) == 1
            assert progress.merge(order[1:]) == 0
            states.append((progress.events(), beside(progress)))
            progress.rebuild()
            assert beside(progress) == states[-1][1]
    assert states[0] == states[1] == states[2]
    assert states[0][0] == [max(events, key=to_line)]


@pytest.mark.parametrize("count", [MANY, MANY + 1, pytest.param(3 * MANY, marks=pytest.mark.slow)])
def test_a_merge_of_any_size_comes_to_the_same(tmp_path: Path, count: int) -> None:
    events = [answer(f"{n}.{day}", f"c/{n}", day) for n in range(count) for day in (0, 2)]
    events += [Event(f"u{n}", START_MS + 3 * DAY_MS, "undo", f"c/{n}", target=f"{n}.2") for n in range(0, count, 7)]
    random.Random(1).shuffle(events)
    with Progress(tmp_path / "a.db") as progress:
        assert progress.merge(events) == len(events)
        kept = beside(progress)
        progress.rebuild()
        assert beside(progress) == kept
        assert len(progress.memories()) == count
        some = [f"c/{n}" for n in range(0, count, 2)]
        assert progress.memories([*some, "c/never"]) == {id: progress.memories()[id] for id in some}
        assert progress.memories([]) == {}
        assert progress.answered() == {f"c/{n}" for n in range(count)}


def test_answers_since(progress: Progress) -> None:
    progress.merge([answer("2", day=2), answer("1", day=1), answer("3", day=3)])
    assert [at_ms - START_MS for at_ms, *_ in progress.answers()] == [DAY_MS, 2 * DAY_MS, 3 * DAY_MS]
    assert [at_ms - START_MS for at_ms, *_ in progress.answers(START_MS + 2 * DAY_MS)] == [2 * DAY_MS, 3 * DAY_MS]


def test_flags_that_stand_by_time(progress: Progress) -> None:
    flags = [Event(id, at_ms, "flag", "c/a", note=id) for id, at_ms in (("b", 1), ("a", 1), ("d", 0), ("e", 2))]
    progress.merge([*flags, Event("u", 9, "undo", "c/a", target="e"), answer("x")])
    assert [event.id for event in progress.flags()] == ["d", "a", "b"]
    assert progress.memories().keys() == {"c/a"}


def test_a_sittings_events_in_their_order(progress: Progress) -> None:
    events = [Event(f"{9 - n}", 9 - n, "answer", "c/a", "s", n, score="1") for n in range(3)]
    progress.merge([*events, Event("x", 1, "answer", "c/a", "other", 0, score="1")])
    assert progress.session_events("s") == events
    assert progress.session_events("none") == []


def test_the_name_of_today(progress: Progress) -> None:
    assert progress.name("c/a") == "c/a"
    progress.append(answer("1", "c/a"))
    progress.adopt({"c/a": "c/b", "c/x": "c/y"}, START_MS)
    assert (progress.name("c/a"), progress.name("c/x")) == ("c/b", "c/x"), "what was never asked has no history"
    progress.adopt({"c/b": "c/c"}, START_MS)
    assert (progress.name("c/a"), progress.name("c/b")) == ("c/c", "c/c")
    renames = [event for event in progress.events() if event.what == "rename"]
    assert [(event.id, event.item, event.target) for event in renames] == [
        (f"rename:c/a:c/b:{START_MS}", "c/a", "c/b"),
        (f"rename:c/b:c/c:{START_MS + 1}", "c/b", "c/c"),
    ]


def test_a_rename_joins_two_histories(progress: Progress) -> None:
    progress.merge([answer("1", "c/a"), answer("2", "c/b", 2)])
    progress.adopt({"c/a": "c/b"}, START_MS + 3 * DAY_MS)
    assert {id: memory.reviews for id, memory in progress.memories().items()} == {"c/b": 2}
    assert progress.answered() == {"c/b"}
    progress.append(Event("3", START_MS + 3 * DAY_MS, "undo", "c/a", target="1"))
    assert {id: memory.reviews for id, memory in progress.memories().items()} == {"c/b": 1}


def test_a_rename_that_another_machine_puts_right(progress: Progress) -> None:
    progress.merge([answer("1", "c/a"), answer("2", "c/b", 1), Event("3", START_MS, "rename", "c/a", target="c/b")])
    assert {id: memory.reviews for id, memory in progress.memories().items()} == {"c/b": 2}
    progress.merge([Event("4", START_MS + 1, "rename", "c/a", target="c/c")])
    assert {id: memory.reviews for id, memory in progress.memories().items()} == {"c/b": 1, "c/c": 1}
    kept = beside(progress)
    progress.rebuild()
    assert beside(progress) == kept


def test_the_retention_that_was_said_last(progress: Progress) -> None:
    assert progress.retention == 0.9
    progress.aim_for(0.85, START_MS)
    progress.aim_for(0.85, START_MS)
    said = [event for event in progress.events() if event.what == "retention"]
    assert [(event.id, event.item, event.score) for event in said] == [
        (f"retention:{START_MS}:17/20", "", "17/20"),
        (f"retention:{START_MS + 1}:17/20", "", "17/20"),
    ]
    assert progress.retention == 0.85
    at_once = [Event(id, START_MS + 1, "retention", "", score=score) for id, score in (("z", "3/4"), ("y", "4/5"))]
    progress.merge(at_once)
    assert progress.retention == 0.75, "of one moment, the last by id: the same on every machine"


def test_sessions_left_open(progress: Progress) -> None:
    def begun(day: float, id: str) -> StoredSession:
        plan = StoredSession(id, START_MS + round(day * DAY_MS), "{}", False)
        progress.begin(plan)
        return plan

    now = START_MS + 20 * DAY_MS
    assert progress.unfinished(now) == []
    old, first, second = begun(0, "old"), begun(9, "first"), begun(9.5, "b-second")
    also = begun(9.5, "a-second")
    assert progress.unfinished(now) == [second, also, first, old]
    begun(10, "done")
    progress.end("done")
    assert progress.unfinished(now) == [second, also, first], "a day before one that came to its end, and no more"
    assert progress.unfinished(START_MS + 9 * DAY_MS) == [second, also, first, old], "the end is in the future"
    progress.begin(StoredSession("first", START_MS, "{1}", False))
    assert progress.unfinished(START_MS) == [
        second,
        also,
        StoredSession("old", START_MS, "{}", False),
        StoredSession("first", START_MS, "{1}", False),
    ]


def test_what_goes_wrong_says_where(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with Progress(path) as progress:
        pass
    with pytest.raises(ProgressError) as caught:
        progress.events()  # it was closed
    assert caught.value.path == path
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ProgressError) as caught:
        Progress(path)
    assert (caught.value.kind, caught.value.path, caught.value.detail) == ("newer", path, "99")
    assert str(path) in str(caught.value)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA application_id = 7")
        database.execute("PRAGMA user_version = 1")
    database.close()
    with pytest.raises(ProgressError) as caught:
        Progress(path)
    assert (caught.value.kind, caught.value.path, caught.value.detail) == ("foreign", path, "")


def test_a_merge_that_breaks_off_leaves_nothing(progress: Progress) -> None:
    progress.append(answer("1", "c/a"))
    before = progress.events(), beside(progress)

    def broken() -> Iterator[Event]:
        yield answer("2", day=1)
        yield Event("3", START_MS, "rename", "c/a", target="c/b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        progress.merge(broken())
    assert (progress.events(), beside(progress)) == before
    progress.append(answer("4", "c/a", day=2))
    assert progress.memories()["c/a"].reviews == 2
    assert progress.name("c/a") == "c/a"


def test_one_open_elsewhere_is_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with Progress(path) as writing:
        writing.append(answer("1"))  # still in the log
        with Progress(path, read_only=True) as reading:
            assert reading.events() == [answer("1")]
            assert reading.memories() == writing.memories()
    with pytest.raises(ProgressError):
        Progress(tmp_path / "none.db", read_only=True)
    assert not (tmp_path / "none.db").exists()
