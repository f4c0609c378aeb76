"""A week studied half in Anki, half in the terminal: both end with the same memories, due on the same days."""

from __future__ import annotations

import datetime as calendar
import os
import shutil
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from quizgen.app import learner as learners_data
from quizgen.cli.main import main
from quizgen.study.events import Event
from quizgen.study.progress import Progress
from quizgen.study.schedule import day_of, milliseconds, offset_of

if TYPE_CHECKING:
    from world import Learner

CASES = Path(__file__).resolve().parents[2] / "cases" / "anki"


@pytest.mark.slow
def test_a_week_in_two_places(tmp_path: Path, learners: list[Learner], monkeypatch: pytest.MonkeyPatch) -> None:
    """On even days in the terminal, on odd ones in Anki, whose answers are put into its own log as it writes them.

    The backend can't be told that it is another day. So what it would have written stands in its log, and its own
    scheduler then says what memory follows.
    """
    from anki.collection import ExportAnkiPackageOptions
    from world import LONG_AGO, Author, read

    learner, fresh = learners
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(CASES / "world", tmp_path / "world")
    learner.imports(Author(tmp_path / "author").release(at=LONG_AGO))
    learner.anki.set_config("fsrs", True)
    cards: dict[str, list[int]] = {}
    for id_ in learner.anki.find_cards(""):
        (question,) = [each for each in learner.anki.get_card(id_).note().fields if each.startswith("world/")]
        cards.setdefault(question, []).append(id_)
    single = [item.id for item in read(tmp_path / "world").items() if len(cards.get(item.id, ())) == 1]
    assert len(single) >= 10
    draw = Random(7)
    today = day_of(round(time.time() * 1000), None)
    answers: dict[str, list[tuple[int, int, str]]] = {}
    with Progress(learners_data.path()) as progress:
        for day in range(7):
            date = today - calendar.timedelta(days=7 - day)
            noon = calendar.datetime.combine(date, calendar.time(9 + draw.randrange(10), draw.randrange(60)))
            begins_ms = milliseconds(noon.astimezone(calendar.UTC))
            for n, question in enumerate(draw.sample(single, len(single) * 2 // 3)):
                at_ms, rating = begins_ms + n * 9_000, draw.choice([1, 3, 3, 3, 4])
                there = "Anki" if day % 2 else "terminal"
                answers.setdefault(question, []).append((at_ms, rating, there))
                if there == "terminal":
                    score = str(int(rating > 1))
                    made = Event(f"{at_ms}", at_ms, "answer", question, "s", n, mode="study", score=score)
                    progress.append(made._replace(rating=rating, offset=offset_of(at_ms, None)))
                else:
                    learner.anki.db.execute(
                        "INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 0, 200, 4000, 1)", at_ms, cards[question][0], rating
                    )
    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=False)
    learner.anki.export_anki_package(out_path="phone.apkg", options=options, limit=None)
    assert main(["progress", "import", "phone.apkg"]) == 0
    assert main(["export", "anki", "world", "--lang", "en", "--with-progress"]) == 0

    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    fresh.anki.set_config("fsrs", True)
    fresh.anki.import_anki_package(
        ImportAnkiPackageRequest(
            package_path="world.en.mine.apkg", options=ImportAnkiPackageOptions(with_scheduling=True)
        )
    )
    with Progress(learners_data.path()) as progress:
        memories = progress.memories()
    table = ["| question | answers (t, A) | terminal: stability, due | Anki: stability, due |", "|---|---|---|---|"]
    compared = 0
    for id_ in fresh.anki.find_cards("-is:new"):
        card = fresh.anki.get_card(id_)
        (question,) = [each for each in card.note().fields if each.startswith("world/")]
        memory, computed = memories[question], fresh.anki.compute_memory_state(id_).stability
        ours_due = (day_of(memory.due_ms, None) - today).days
        theirs_due = card.due - fresh.anki.sched.today
        given = " ".join(f"{there[0]}{rating}" for _, rating, there in answers[question])
        table.append(
            f"| {question} | {given} | {memory.stability:.2f}, {ours_due} d | {computed:.2f}, {theirs_due} d |"
        )
        assert computed == pytest.approx(memory.stability, abs=0.01), question
        assert ours_due == theirs_due, question
        compared += 1
    assert compared == len(answers)
    if target := os.environ.get("QUIZGEN_WEEK_TABLE"):  # to show it to somebody
        Path(target).write_text("\n".join(table) + "\n", "utf-8")
