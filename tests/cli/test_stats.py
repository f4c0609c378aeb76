"""`quizgen stats`: two weeks of study through the real session, and what is shown of them."""

from __future__ import annotations

import datetime as calendar
import io
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import robot
from running import SOUND, Ran

from quizgen.app import learner, playing
from quizgen.app.caller import Caller
from quizgen.app.charts import Names, headline, rows
from quizgen.bank import Target, load
from quizgen.play.bar import laid_out
from quizgen.play.lines import Lines
from quizgen.play.styled import cells, plain
from quizgen.study.statistics import Day, Hard, Recall, Share, Statistics
from quizgen.text.phrases import Phrases

CONTENT = Path(__file__).parents[2] / "content"
FIRST_DAY = calendar.datetime(2026, 10, 19, 19, 30, tzinfo=calendar.UTC)  # over the end of summer time in Paris
DAYS = 14


@pytest.fixture(autouse=True)
def _in_paris(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@dataclass
class Clock:
    ms: int = 0

    def tick(self) -> int:
        self.ms += 3_000
        return self.ms

    def monotonic(self) -> float:
        """Seconds, for what counts how long an answer takes."""
        return self.tick() / 1000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(round(FIRST_DAY.timestamp() * 1000))
    monkeypatch.setattr(learner, "now_ms", clock.tick)
    monkeypatch.setattr(playing, "time", clock)
    return clock


def study(clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], days: int) -> list[int]:
    """Ten minutes a day with the bundled questions, nine days out of ten, 85 % right; answers given each day."""
    draw = Random(3)
    ask, after = robot.teach(lambda _item: draw.random() < 0.85)
    monkeypatch.setattr(Lines, "ask", ask)
    monkeypatch.setattr(Lines, "after", after)
    monkeypatch.setattr(Lines, "yes", lambda *_, **__: False)
    collections = load([Target(CONTENT / "nato-tokyo")]).collections
    items = [item for collection in collections for item in collection.items()]
    caller = Caller("fr", explicit=True, environ=os.environ)
    begun = clock.ms
    counts = []
    for day in range(days):
        clock.ms = begun + day * 86_400_000
        if draw.random() < 0.9:
            monkeypatch.setattr("sys.stdin", io.StringIO())
            capsys.readouterr()
            assert playing.play(caller, collections, items, playing.Wish("study", count=25, seed=day, plain=True)) == 0
        with learner.of_this_machine().open_progress() as progress:
            counts.append(len(list(progress.answers())) - sum(counts))
    return counts


def test_two_weeks_of_study(
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quizgen: Callable[..., Ran],
) -> None:
    counts = study(clock, monkeypatch, capsys, DAYS)
    assert counts[0] == 10, "only the new ones of a day at first"
    told = json.loads(quizgen("stats", "--json").out)
    assert sum(told["days"][day]["answers"] for day in told["days"]) == told["answers"] == sum(counts)
    assert [told["days"][day]["answers"] for day in sorted(told["days"])] == [n for n in counts if n]
    assert list(told["days"]) == sorted(told["days"])
    recall = told["retention"]["all"]
    assert 0.7 < recall["remembered"] / recall["reviewed"] < 0.97
    begun = sum(share["total"] - share["new"] for share in told["banks"].values())
    with learner.of_this_machine().open_progress() as progress:
        assert begun == len(progress.memories()) <= 10 * DAYS
    assert set(told["banks"]) >= {"nato-tokyo/offices"}
    assert told["vanished"] == 0
    assert 2 < told["seconds"] / told["answers"] < 30
    for language, heading in (("fr", "7 sur 129 sues · 83 % retenues"), ("en", "7 of 129 known · 83% remembered")):
        for width in (20, 60, 120):
            monkeypatch.setenv("COLUMNS", str(width))
            out = quizgen("stats", "--lang", language).out
            assert all(cells(line) <= width for line in out.splitlines()), (language, width)
            assert " ".join(out.split()).startswith(heading)
            assert "\x1b" not in out, "no colour where there is no terminal"
            assert not re.search(r"\b0 %|\{", out)
    assert "Mon 26 Oct" in out
    one = json.loads(quizgen("stats", "--json", "nato-tokyo/offices").out)
    assert 0 < one["answers"] < told["answers"], "a bank named: only what concerns it"
    assert list(one["banks"]) == ["nato-tokyo/offices"]


# ---------------------------------------------------------------------------------------------------------------
# The charts, from statistics made by hand


def shown(found: Statistics, language: str = "en", width: int = 80) -> list[str]:
    names = Names(
        {"c/long": "A title of more than thirty-two columns, which says it all", "c/b": "Short"},
        {},
        {"c/q": "What is asked here?"},
    )
    say = Phrases(language)
    told = [headline(found, say), *rows(found, names, say, width)]
    lines = [line for row in told for line in laid_out(row, width)]
    return [plain(line).replace("\xa0", " ").rstrip() for line in lines]


TODAY = calendar.date(2026, 12, 3)


def made(**rest: object) -> Statistics:
    values: dict[str, object] = {
        "today": TODAY,
        "banks": {"c/long": Share(1, 2, 30), "c/b": Share(0, 1, 1)},
        "tags": {},
        "days": {TODAY: Day(2, 1, 9000)},
        "reviews": 2,
        "seconds": 9.0,
        "recall": Recall(0, 0),
        "recall_30_days": Recall(0, 0),
        "wanted": 0.9,
        "forecast": (0,) * 30,
        "hardest": (),
        "flags": (),
        "vanished": 0,
    }
    return Statistics(**{**values, **rest})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ({"reviews": 0, "days": {}}, " No question answered yet: quizgen play"),
        ({}, " 1 of 31 known · nothing due today"),
        ({"recall": Recall(3, 4), "forecast": (1, 9)}, " 1 of 31 known · 75% remembered · 1 due today"),
        (
            {"recall": Recall(3, 4), "recall_30_days": Recall(1, 2)},
            " 1 of 31 known · 50% remembered · nothing due today",
        ),
    ],
)
def test_where_one_stands_in_the_first_line(found: dict[str, object], line: str) -> None:
    assert shown(made(**found))[0] == line


def test_one_day_only() -> None:
    out = shown(made())
    days = [line for line in out if "Dec" in line]
    assert [line.split()[:5] for line in days] == [["Thu", "3", "Dec", "2", "50%"]]
    assert "   2 answers in all, in 9 s" in out
    assert "   Nothing was asked again yet." in out


def test_nothing_at_all() -> None:
    assert shown(made(reviews=0, days={})) == [" No question answered yet: quizgen play"]


def test_a_pause_is_shown_but_no_days_before_the_first() -> None:
    first = TODAY - calendar.timedelta(days=3)
    out = shown(made(days={first: Day(10, 9), TODAY: Day(5, 5)}))
    assert [line.split()[1:5] for line in out if re.search("Nov|Dec", line)] == [
        ["30", "Nov", "10", "90%"],
        ["1", "Dec", "0"],
        ["2", "Dec", "0"],
        ["3", "Dec", "5", "100%"],
    ]


def test_nobody_studied_lately() -> None:
    out = shown(made(days={TODAY - calendar.timedelta(days=100): Day(10, 9)}))
    assert "   Nothing in the last 14 days." in out


def test_forecast_ends_with_the_last_day_that_has_something() -> None:
    forecast = [3, 0, 2, *[0] * 27]
    out = shown(made(forecast=tuple(forecast), banks={"c/b": Share(4, 4, 8)}))
    at = out.index(" What falls due")
    assert [line.split()[:-1] for line in out[at + 1 : at + 4]] == [
        ["today", "3"],
        ["Fri", "4", "Dec"],
        ["Sat", "5", "Dec", "2"],
    ]
    assert out[at + 4].split() == ["later", "3"]
    assert " What falls due" not in shown(made(forecast=tuple([0] * 30), banks={"c/b": Share(0, 0, 8)}))


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 120])
def test_long_titles_leave_room_for_bars(width: int) -> None:
    out = shown(made(), width=width)
    lines = [line for line in out if "1/30" in line]
    assert len(lines) == 1
    assert max(map(cells, out)) < width
    assert ("█" in lines[0]) == (width >= 30)
    assert "…" in lines[0]


@pytest.mark.parametrize(
    ("known", "learning", "total"), [(1, 1, 1000), (998, 1, 1000), (1, 0, 1), (0, 0, 5), (3, 2, 5)]
)
def test_all_that_is_there_shows(known: int, learning: int, total: int) -> None:
    out = shown(made(banks={"c/b": Share(known, learning, total)}))
    (bar,) = [line.split()[-1] for line in out if line.startswith("   Short")]
    assert ("█" in bar, "▒" in bar, "░" in bar) == (known > 0, learning > 0, known + learning < total)
    assert len(bar) == 40


def test_french_dates_and_numbers() -> None:
    days = {calendar.date(2026, 12, 1): Day(1, 1), TODAY: Day(1234, 1000)}
    out = shown(made(days=days, reviews=1235, seconds=3725), "fr")
    assert any("mar. 1er déc." in line for line in out)
    assert any(line.endswith("1 h 02 min") for line in out)
    assert any("81 %" in line for line in out)


def test_flags_with_notes_and_what_vanished() -> None:
    out = shown(made(flags=(("c/q", "a typo"), ("c/gone", "")), vanished=1, hardest=(Hard("c/q", 12, 20, 9.0),)))
    at = out.index(" Flagged")
    assert out[at + 1 : at + 4] == ["   What is asked here? · c/q", "     a typo", "   c/gone"]
    assert "its history is kept" in out[-1]
    assert "   What is asked here? · forgotten 12 times" in out


def test_notes_never_steer_the_terminal() -> None:
    out = "\n".join(shown(made(flags=(("c/q", "\x1b[2J\u202e"),))))
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_left_a_bank_is_told_and_what_another_one_holds_is_not(
    quizgen: Callable[..., Ran], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = here / "tiny.yaml"
    bank.write_text(SOUND, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("tokyo\n"))
    quizgen("play", "--plain", "--question", "tokyo")

    def told() -> tuple[int, int]:
        data = json.loads(quizgen("stats", "--json").out)
        return data["answers"], data["vanished"]

    assert told() == (1, 0)
    bank.write_text(SOUND.partition("  - id: tokyo")[0], "utf-8")
    assert told() == (1, 1), "its history is kept"
    bank.write_text(SOUND.replace("id: tiny", "id: other"), "utf-8")
    assert told() == (0, 0), "another collection: its own answers alone"
