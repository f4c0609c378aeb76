from __future__ import annotations

import datetime as calendar
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.study.events import AnswerRow, Day, Event, effective, from_line, rated, renames, to_line
from quizgen.study.progress import Progress, StoredSession
from quizgen.study.schedule import Memory, day_of, replay

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "données de l'élève" / "progress.db"


def answer(id: str, item: str = "c/a", day: float = 0, rating: int | None = 3, score: str = "1") -> Event:
    return Event(
        id, START_MS + round(day * DAY_MS), "answer", item, "s", int(day * 10), mode="study", score=score, rating=rating
    )


def expected(events: list[Event], retention: float) -> dict[str, Memory]:
    """What the events come to, computed without any database."""
    names = renames(events)
    by_name: dict[str, list[Event]] = {}
    for event in events:
        by_name.setdefault(names.get(event.item, event.item), []).append(event)
    found = {name: replay(rated(effective(mine)), retention) for name, mine in by_name.items()}
    return {name: memory for name, memory in found.items() if memory is not None}


def bare(events: list[Event]) -> list[AnswerRow]:
    """The answers that stand, computed without any database."""
    names = renames(events)
    return [
        (each.event.at_ms, names.get(each.event.item, each.event.item), each.score, each.rating, each.event.duration_ms)
        for each in effective(events)
    ]


def by_day(answers: Iterable[AnswerRow], zone: calendar.tzinfo) -> dict[calendar.date, Day]:
    """What was done each day, one answer after the other."""
    days: dict[calendar.date, Day] = {}
    last: dict[str, calendar.date] = {}
    for at_ms, item, score, rating, duration_ms in answers:
        date = day_of(at_ms, zone)
        day = days.setdefault(date, Day())
        day.answers += 1
        day.right += score == "1"
        day.ms += duration_ms or 0
        if rating is not None:
            day.reviewed += last.get(item, date) < date
            day.remembered += last.get(item, date) < date and rating > 1
            last[item] = date
    return days


# ---------------------------------------------------------------------------------------------------------------
# One machine


def test_an_answer_is_scheduled_and_survives_closing(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1"))
    with Progress(path) as progress:
        (memory,) = progress.memories().values()
        assert progress.events() == [answer("1")]
    assert memory.due_ms == START_MS + 2 * DAY_MS  # FSRS's first interval for Good, without learning steps
    assert (memory.reviews, memory.lapses) == (1, 0)


def test_practice_is_recorded_but_not_scheduled(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", rating=None))
        assert progress.memories() == {}
        assert len(progress.events()) == 1


def test_undo_is_a_event_and_takes_the_review_back(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1"))
        before = progress.memories()
        progress.append(answer("2", day=2))
        progress.append(Event("3", START_MS + 2 * DAY_MS, "undo", "c/a", target="2"))
        assert progress.memories() == before
        progress.append(Event("4", START_MS + 2 * DAY_MS, "undo", "c/a", target="1"))
        assert progress.memories() == {}
        assert len(progress.events()) == 4


def test_the_learners_last_word_counts(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", rating=1, score="0"))
        failed = progress.memories()
        progress.append(Event("2", START_MS, "rate", "c/a", seq=1, target="1", rating=3, score="1"))
        passed = progress.memories()
        progress.append(Event("3", START_MS, "undo", "c/a", seq=2, target="2"))
        assert progress.memories() == failed != passed


def test_a_clock_that_goes_backwards_loses_nothing(path: Path) -> None:
    events = [answer("1", day=5), answer("2", day=1), answer("3", day=3)]
    with Progress(path) as progress:
        for event in events:
            progress.append(event)
        assert progress.memories() == expected(events, progress.retention)


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
        assert [event.what for event in progress.events()].count("rename") == 1
        progress.rebuild()
        assert progress.memories() == memories


def test_a_rename_by_another_quiz_is_known_at_the_next_answer(path: Path) -> None:
    with Progress(path) as progress, Progress(path) as other:
        progress.append(answer("1", "c/old"))
        other.adopt({"c/old": "c/new"}, START_MS)
        progress.append(answer("2", "c/old", day=2))
        assert progress.memories() == expected(progress.events(), progress.retention)
        assert {item for _, item, *_ in progress.answers()} == {"c/new"}


def test_only_the_first_review_of_a_later_day_tells_of_memory(path: Path) -> None:
    hour = 1 / 24
    events = [
        answer("1", day=0),
        answer("2", day=hour),
        answer("3", day=1, rating=1, score="0"),
        answer("4", day=1 + hour),
        answer("5", day=3),
        answer("6", "c/b", day=3, rating=None),
        answer("7", "c/b", day=4, rating=2),
    ]
    with Progress(path) as progress:
        for event in events:
            progress.append(event)
        days = progress.days(ZONES[0])
        assert [astuple(day) for day in days.values()] == [
            (2, 2, 0, 0, 0),
            (2, 1, 0, 1, 0),
            (2, 2, 0, 1, 1),
            (1, 1, 0, 0, 0),
        ]
        assert [day.reviewed for day in progress.days(ZONES[0], {"c/b"}).values()] == [0, 0]
        # Where midnight is between the first two answers, the second is a review too.
        utc_hour = START_MS // 3_600_000 % 24
        elsewhere = calendar.timezone(calendar.timedelta(hours=(3 - utc_hour) % 24))
        assert [day.reviewed for day in progress.days(elsewhere).values()][:2] == [0, 1]


def test_a_question_may_take_its_old_id_again(path: Path) -> None:
    with Progress(path) as progress:
        progress.append(answer("1", "c/a"))
        progress.adopt({"c/a": "c/b"}, START_MS + DAY_MS)
        progress.append(answer("2", "c/b", 2))
        progress.adopt({"c/b": "c/a"}, START_MS + 3 * DAY_MS)
        progress.append(answer("3", "c/a", 4))
        assert {name: memory.reviews for name, memory in progress.memories().items()} == {"c/a": 3}
        progress.adopt({"c/a": "c/b"}, START_MS + 5 * DAY_MS)
        assert {name: memory.reviews for name, memory in progress.memories().items()} == {"c/b": 3}


def test_retention_moves_every_due_date_and_back(path: Path) -> None:
    with Progress(path) as progress:
        for day in (0, 2, 9):
            progress.append(answer(str(day), day=day))
        usual = progress.memories()
        progress.aim_for(0.97, START_MS)
        assert progress.retention == 0.97
        assert progress.memories()["c/a"].due_ms < usual["c/a"].due_ms
        progress.aim_for(0.9, START_MS - 1)
        assert progress.retention == 0.9, "the last word, though the clock went backwards"
        assert progress.memories() == usual


def test_an_unfinished_session_is_found_again(path: Path) -> None:
    with Progress(path) as progress:
        progress.begin(StoredSession("s1", 1, "{}", False))
        progress.begin(StoredSession("s2", 2, '{"seed": 1}', False))
        progress.end("s2")
    with Progress(path) as progress:
        assert progress.unfinished(3) == [StoredSession("s1", 1, "{}", False)]


def test_a_clock_that_was_years_ahead_hides_no_session_and_no_new_question(path: Path) -> None:
    future = 10 * 365 * DAY_MS
    with Progress(path) as progress:
        progress.append(answer("1", day=3650))
        progress.begin(StoredSession("future", START_MS + future, "{}", False))
        progress.end("future")
        progress.append(answer("2", "c/b", day=1))
        progress.begin(StoredSession("now", START_MS + DAY_MS, "{}", False))
        assert [plan.id for plan in progress.unfinished(START_MS + 2 * DAY_MS)] == ["now"]
        assert progress.begun_between(START_MS, START_MS + 2 * DAY_MS) == 1


def test_what_was_begun_on_a_day(path: Path) -> None:
    with Progress(path) as progress:
        for event in (answer("1", day=1), answer("2", "c/b", 1.1), answer("3", "c/b", 1.2), answer("4", day=2)):
            progress.append(event)
        progress.append(answer("5", "c/c", 1.3, rating=None))
        assert progress.begun_between(START_MS, START_MS + DAY_MS) == 0
        assert progress.begun_between(START_MS + DAY_MS, START_MS + 2 * DAY_MS) == 2
        assert progress.begun_between(START_MS + 2 * DAY_MS, START_MS + 3 * DAY_MS) == 0


# ---------------------------------------------------------------------------------------------------------------
# Several machines

ITEMS = ("c/a", "c/b", "c/c")
ZONES = [ZoneInfo(name) for name in ("America/St_Johns", "Asia/Tokyo")]


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


answers = st.tuples(
    st.just("answer"),
    st.sampled_from(ITEMS),
    st.one_of(st.integers(0, 40), st.integers(0, 100).map(lambda hours: hours / 24)),
    st.sampled_from([None, 1, 2, 3, 4]),
    st.sampled_from(["0", "1", "1/3"]),
)
operations = st.lists(
    st.one_of(
        answers,
        answers,
        answers,
        st.tuples(st.just("rate"), st.integers(0, 50), st.sampled_from([1, 2, 3, 4])),
        st.tuples(st.just("undo"), st.integers(0, 50)),
        st.tuples(st.just("crash")),
        st.tuples(st.just("export")),
        st.tuples(st.just("import"), st.integers(0, 5)),
        st.tuples(st.sampled_from(["rename", "elsewhere"]), st.sampled_from(ITEMS), st.sampled_from(ITEMS)),
        st.tuples(st.just("retention"), st.sampled_from([80, 95])),
        st.tuples(st.just("rebuild")),
    ),
    max_size=25,
)


@settings(max_examples=settings.default.max_examples // 5)  # each writes two databases
@given(st.lists(st.tuples(st.integers(0, 1), operations), min_size=1, max_size=3))
def test_any_history_comes_to_what_its_events_say(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[int, list[tuple[object, ...]]]]
) -> None:
    machines = Machines(tmp_path_factory.mktemp("machines"))
    machines.open = [Progress(machines.folder / f"{n}.db") for n in range(2)]
    try:
        for which, todo in turns:
            for operation in todo:
                perform(machines, which, operation)
                held = machines.open[which]
                assert held.memories() == expected(held.events(), held.retention)
                told = bare(held.events())
                assert list(held.answers()) == told
                assert held.answered() == {item for _, item, *_ in told}
                for zone in ZONES:
                    assert held.days(zone) == by_day(told, zone)
                    assert held.days(zone, {"c/a", "c/c"}) == by_day((each for each in told if each[1] != "c/b"), zone)
        first, second = machines.open
        events = first.events() + second.events()
        for progress in (first, second, first):
            progress.merge(reversed(events))
        assert {to_line(event) for event in first.events()} == {to_line(event) for event in events}
        assert first.retention == second.retention
        assert first.memories() == second.memories() == expected(first.events(), first.retention)
        assert derived(first) == derived(second)
        first.rebuild()
        assert derived(first) == derived(second)
    finally:
        for progress in machines.open:
            progress.close()
        shutil.rmtree(machines.folder)


def derived(progress: Progress) -> list[list[tuple[object, ...]]]:
    """All that is kept beside the events."""
    return [progress._db.execute(f"SELECT * FROM {table}").fetchall() for table in ("cards", "answers")]


def perform(machines: Machines, which: int, operation: tuple[object, ...]) -> None:
    progress = machines.open[which]
    events = progress.events()
    of_questions = [event for event in events if event.what != "retention"]
    match operation:
        case ("answer", str(item), float() | int() as day, rating, str(score)):
            assert rating is None or isinstance(rating, int)
            progress.append(answer(machines.new_id(), item, day, rating, score))
        case ("rate", int(n), int(rating)) if of_questions:
            event = of_questions[n % len(of_questions)]
            score = "1" if rating > 1 else "0"
            progress.append(
                Event(
                    machines.new_id(),
                    event.at_ms,
                    "rate",
                    event.item,
                    seq=n,
                    target=event.id,
                    rating=rating,
                    score=score,
                )
            )
        case ("undo", int(n)) if of_questions:
            event = of_questions[n % len(of_questions)]
            progress.append(Event(machines.new_id(), event.at_ms, "undo", event.item, target=event.id))
        case ("crash",):
            progress.close()  # nothing was left to write
            machines.open[which] = Progress(progress.path)
        case ("export",):
            machines.exports.append([to_line(event) for event in events])
        case ("import", int(n)) if machines.exports:
            progress.merge(map(from_line, machines.exports[n % len(machines.exports)]))
        case ("rename", str(old), str(new)):
            progress.adopt({old: new}, START_MS + machines.count)
        case ("elsewhere", str(old), str(new)):
            with Progress(progress.path) as other:  # another quiz, while this one goes on
                other.adopt({old: new}, START_MS + machines.count)
        case ("retention", int(percent)):
            progress.aim_for(percent / 100, START_MS)
        case ("rebuild",):
            progress.rebuild()


@pytest.mark.slow
def test_six_processes_at_once(path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from quizgen.study.progress import Progress
        from quizgen.study.events import Event
        path, who = Path(sys.argv[1]), sys.argv[2]
        with Progress(path) as progress:
            for n in range(25):
                progress.append(Event(f"{who}-{n}", n, "answer", f"c/{n % 5}", who, n, score="1", rating=3))
        """
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)]) for n in range(6)]
    assert [process.wait(60) for process in running] == [0] * 6
    with Progress(path) as progress:
        assert len(progress.events()) == 150
        assert progress.memories() == expected(progress.events(), progress.retention)
        assert list(progress.answers()) == bare(progress.events())


@pytest.fixture(autouse=True)
def _no_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
