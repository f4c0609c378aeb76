"""Quizzes that are killed, and several at once: nothing acknowledged is ever lost. Processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
import sample
from running import ROOT
from study_banks import every_kind, items_of, many, question, typed

from quizgen.grading import Typed
from quizgen.study.events import Effective, effective, rated, response_from_json
from quizgen.study.progress import Progress
from quizgen.study.schedule import mix_kinds, replay


@pytest.fixture
def forms(here: Path) -> Path:
    return every_kind(here)


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(data), "QUIZGEN_LANG": "en"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "quizgen", "play", "--plain", *arguments]


def standing(progress: Progress) -> list[Effective]:
    rows = progress.events()
    by_item: dict[str, list[Effective]] = {}
    answers = effective(rows)
    for answer in answers:
        by_item.setdefault(answer.event.item, []).append(answer)
    derived = {item: replay(rated(mine), progress.retention) for item, mine in by_item.items()}
    assert progress.memories() == {item: memory for item, memory in derived.items() if memory}
    assert progress._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return answers


ACKNOWLEDGED = re.compile(r"(k[0-9]+a[0-9]+)\n+Wrong")
ASKED = 100


def play_and_kill(bank: Path, data: Path, *arguments: str, after_s: float = 60) -> tuple[bool, str]:
    """One run whose answers are typed as fast as they are read; whether it had to be killed, and what it showed."""
    with (data.parent / "in").open() as stdin, (data.parent / "out").open("w") as stdout:
        process = subprocess.Popen(
            command(str(bank), *arguments), stdin=stdin, stdout=stdout, stderr=subprocess.STDOUT, env=environment(data)
        )
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.kill()
        killed = process.wait(60) < 0
    return killed, (data.parent / "out").read_text("utf-8", "replace")


@pytest.mark.slow
def test_killed_at_200_random_moments_no_acknowledged_answer_is_lost(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SIGKILL comes at any moment of start, play or end; a session that was cut short is taken up by the next run."""
    bank = many(here, ASKED)
    new = ("--count", str(ASKED), "--new", "999")
    draw = Random(11)
    (here / "in").write_text("".join(f"k0a{k}\n\n" for k in range(ASKED + 1)))
    began = time.monotonic()
    play_and_kill(bank, here / "whole", *new)
    whole_s = time.monotonic() - began
    killed = learners = acknowledged = unseen = resumed = 0
    lost: list[str] = []
    expected: list[str] = []
    left = done = False
    while killed < 200:
        if done or not learners:  # a new learner: the making of the database is cut short too
            learners, expected, done = learners + 1, [], False
        data = here / f"learner{learners}"
        (here / "in").write_text("".join(f"k{killed}a{k}\n\n" for k in range(ASKED + 1)))
        arguments = ["--resume"] if left else new
        died, out = play_and_kill(bank, data, *arguments, after_s=draw.uniform(0.1, 0.9) * whole_s)
        killed += died
        told = ACKNOWLEDGED.findall(out)
        if left and "Question " in out:
            resumed += 1
            assert f"Question {len(expected) + 1} of {ASKED}." in out, "the same question"
        if not (data / "quizgen" / "progress.db").exists():
            assert not told
            continue
        with Progress(data / "quizgen" / "progress.db") as progress:
            responses = [response_from_json(row.answer or "") for row, _, _ in standing(progress)]
            left, done = 0 < len(responses) < ASKED, len(responses) == ASKED
        found = [each.text for each in responses if isinstance(each, Typed)]
        assert found[: len(expected)] == expected, "nothing is lost later either"
        fresh = found[len(expected) :]
        lost += [each for each in told if each not in fresh]
        acknowledged += len(told)
        unseen += len(fresh) - len(told)
        expected = found
    with capsys.disabled():
        print(
            f"\n{killed} killed: {acknowledged} answers acknowledged, {len(lost)} lost, {unseen} stored but not shown; "
            f"{resumed} sessions taken up, {learners} databases; a whole session of {ASKED} takes {whole_s:.2f} s"
        )
    assert lost == []
    assert acknowledged > 500
    assert resumed > 20


PROMPT = re.compile(r"\)\s?: $")


def shown(process: subprocess.Popen[str], what: str) -> str:
    """All that is shown until such a thing has come and an answer is waited for."""
    assert process.stdout is not None
    out = ""
    while not (PROMPT.search(out[-4:]) and re.search(what, out)):
        character = process.stdout.read(1)
        assert character, out
        out += character
    return out


@pytest.mark.slow
@pytest.mark.parametrize("language", sample.collection().languages)
def test_every_form_is_taken_up_after_a_kill(forms: Path, here: Path, language: str) -> None:
    ways = [item for item in items_of(forms) if not item.id.endswith("~back")]  # the two ways come on two days
    items = mix_kinds(ways)  # as new questions come

    def run(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command(str(forms), "--lang", language, *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment(here / "killed"),
        )

    for place, item in enumerate(items, 1):
        start = ["--resume"] if place > 1 else ["--count", str(len(items)), "--new", "99", "--seed", "5"]
        with run(*start) as process:
            asked = question(shown(process, f"Question {place} "))
            process.kill()
        with run("--resume") as process:
            assert question(shown(process, f"Question {place} ")) == asked, (
                "the same question, its options in the same order"
            )
            assert process.stdin is not None
            process.stdin.write("".join(line + "\n" for line in typed(item, 5, language)[:-1]))
            process.stdin.flush()
            shown(process, "Enter to go on|Entrée pour continuer")
            process.kill()
    with Progress(here / "killed" / "quizgen" / "progress.db") as progress:
        assert [each.event.item for each in standing(progress)] == [item.id for item in items]


@pytest.mark.slow
def test_six_quizzes_at_once(here: Path) -> None:
    bank = many(here, 120)  # who starts late finds the others' questions asked already, and still twenty of its own
    (here / "in").write_text("".join(f"word{n}\n\n" for n in range(20)))
    with ExitStack() as files:
        running = [
            subprocess.Popen(
                command(str(bank), "--count", "20", "--new", "999"),
                stdin=files.enter_context((here / "in").open()),
                stdout=subprocess.DEVNULL,
                env=environment(here / "six"),
            )
            for _ in range(6)
        ]
        assert [process.wait(120) for process in running] == [0] * 6
    with Progress(here / "six" / "quizgen" / "progress.db") as progress:
        assert len(standing(progress)) == 120
        assert progress.unfinished(2**50) == []
