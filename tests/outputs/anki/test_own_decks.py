"""`export anki --with-progress`: a deck that starts in Anki where the terminal stands, and what comes back from it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from needs import need_anki

from quizgen.app import learner as learners_data
from quizgen.cli.main import main
from quizgen.outputs.anki import package
from quizgen.problems import Problem
from quizgen.study.events import Event
from quizgen.study.progress import Progress
from quizgen.study.schedule import day_of, offset_of

if TYPE_CHECKING:
    from world import Learner

CASES = Path(__file__).resolve().parents[2] / "cases" / "anki"
DAY_MS = 86_400_000


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the collection, and a home of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "C")
    shutil.copytree(CASES / "world", tmp_path / "world")
    return tmp_path


def study(collection: Path) -> dict[str, int]:
    """Some weeks of study at the terminal, of every question; by question, the number of answers."""
    from world import read

    now_ms = round(time.time() * 1000)
    counts: dict[str, int] = {}
    with Progress(learners_data.path()) as progress:
        events = []
        for n, item in enumerate(read(collection).items()):
            days = [30, 28, 20, 20 - n % 3, 9][: n % 5 + 1]
            for k, day in enumerate(days):
                at_ms = now_ms - day * DAY_MS + n * 60_000 + k * 1000
                rating = 1 if (n + k) % 4 == 0 else 3
                events.append(
                    Event(f"{n}.{k}", at_ms, "answer", item.id, "s", k, mode="study", score=str(int(rating > 1)),
                          duration_ms=4000, rating=rating, offset=offset_of(at_ms, None))
                )  # fmt: skip
            counts[item.id] = len(days)
        events.append(Event("p", now_ms - DAY_MS, "answer", "world/capital", "t", mode="practice", score="0"))
        progress.merge(events)
    return counts


def imports_with_progress(learner: Learner, path: Path) -> None:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    options = ImportAnkiPackageOptions(with_scheduling=True)
    learner.anki.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))


def cards(learner: Learner) -> list[tuple[str, int, int, int, int, float]]:
    """By card: the question, the day it is due from today on, the interval, reviews, lapses, stability."""
    found = []
    for id_ in learner.anki.find_cards("-is:new"):
        card = learner.anki.get_card(id_)
        (question,) = [field for field in card.note().fields if field.startswith("world/")]
        assert card.memory_state is not None
        due = card.due - learner.anki.sched.today
        found.append((question, due, card.ivl, card.reps, card.lapses, card.memory_state.stability))
    return found


def test_a_fresh_import_starts_where_the_terminal_stands_and_nothing_comes_back_twice(
    at_home: Path, learner: Learner, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = study(at_home / "world")
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress"]) == 0
    told = capsys.readouterr().out
    assert "Import any learning progress" in told
    assert "world.en.mine.apkg" in told
    imports_with_progress(learner, at_home / "world.en.mine.apkg")
    learner.anki.set_config("fsrs", True)
    today = day_of(round(time.time() * 1000), None)
    with Progress(learners_data.path()) as progress:
        memories = progress.memories()
    found = cards(learner)
    assert {question for question, *_ in found} == set(counts)
    for question, due, _, reviews, lapses, stability in found:
        memory = memories[question]
        assert due == (day_of(memory.due_ms, None) - today).days, question
        assert (reviews, lapses) == (memory.reviews, memory.lapses), question
        assert stability == pytest.approx(memory.stability, abs=0.01)
    for id_ in learner.anki.find_cards("-is:new"):
        card = learner.anki.get_card(id_)
        computed = learner.anki.compute_memory_state(id_).stability
        assert card.memory_state is not None
        assert computed == pytest.approx(card.memory_state.stability, abs=0.01), "Anki's log says the same"
    assert "0 problems" in (checked := learner.anki.fix_integrity()[0]) or "rebuilt" in checked.lower()

    from anki.collection import ExportAnkiPackageOptions

    for legacy in (True, False):
        options = ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
        learner.anki.export_anki_package(out_path=str(at_home / "back.apkg"), options=options, limit=None)
        capsys.readouterr()
        assert main(["progress", "import", "back.apkg"]) == 0
        assert "0 new rows" in capsys.readouterr().out


def test_it_is_never_the_base_of_a_release(at_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    need_anki()
    study(at_home / "world")
    assert main(["export", "anki", "world", "--lang", "en"]) == 0
    released = (at_home / "world.en.apkg").read_bytes()
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress"]) == 0
    assert (at_home / "world.en.apkg").read_bytes() == released
    found = package.read(at_home / "world.en.mine.apkg")
    assert isinstance(found, Problem)
    assert found.code is package.MINE
    for arguments in (["--since", "world.en.mine.apkg"], ["-o", "world.en.mine.apkg"]):
        capsys.readouterr()
        assert main(["export", "anki", "world", "--lang", "en", *arguments]) == 3
        assert "Q915" in capsys.readouterr().err
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress", "-o", "world.en.apkg"]) == 0
    assert (at_home / "world.en.apkg").read_bytes() == released
    shutil.copy(at_home / "world.en.apkg", at_home / "other.apkg")
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress", "-o", "other.apkg"]) == 2
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress", "--diff"]) == 2


def test_practice_stays_out_and_entries_fare_each_on_its_own(at_home: Path) -> None:
    need_anki()
    from world import read

    from quizgen.items import Enumerate, plain

    (item, *_) = [item for item in read(at_home / "world").items() if isinstance(item.form, Enumerate)]
    first = plain(item.form.entries[0].spelling.text, "en")
    now_ms = round(time.time() * 1000)
    with Progress(learners_data.path()) as progress:
        progress.merge(
            [Event("a", now_ms - DAY_MS, "answer", item.id, "s", mode="study", language="en", score="0",
                   answer=json.dumps({"named": [first]}), rating=1, offset=0)]
        )  # fmt: skip
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress"]) == 0
    with zipfile.ZipFile("world.en.mine.apkg") as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    eases = [ease for (ease,) in database.execute("SELECT ease FROM revlog ORDER BY id")]
    assert sorted(eases) == [1] * (len(item.form.entries) - 1) + [3]
