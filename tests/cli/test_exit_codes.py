"""Each exit code of DESIGN.md §3, and what is said with it; never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import ROOT, Ran, spawned

from quizgen.cli import root

Run = Callable[..., Ran]


def test_fine(quizgen: Run, tiny: Path) -> None:
    ran = quizgen("check", "tiny.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("no problem in 1 file · 2 questions read · ")


@pytest.mark.parametrize("command", ["check", "list", "play"])
def test_problems_in_a_bank(quizgen: Run, broken: Path, command: str) -> None:
    ran = quizgen(command, "broken.yaml")
    assert ran.code == 1
    assert "unknown key “anwser”" in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--colour"], "no such option --colour"),
        (["chekc"], "did you mean check?"),
        (["frobnicate"], "no such command “frobnicate”"),
        (["play", "--coutn", "3"], "did you mean --count?"),
        (["play", "--count"], "--count needs a value"),
        (["play", "--plain=yes"], "--plain takes no value"),
        (["play", "--count", "many"], "--count: “many” is not a whole number from 1 up"),
        (["play", "--count", "0"], "--count: “0” is not a whole number from 1 up"),
        (["play", "--mode", "speed"], "--mode: “speed” is not one of study, practice, exam"),
        (["play", "--mode", "exam", "--time-limit", "soon"], "“soon” is not a time such as 20m"),
        (["play", "--lang", "42"], "--lang: “42” is not a language such as fr or en"),
        (["play", "--time-limit", "5m"], "--time-limit is for exams"),
        (["play", "tiny.yaml", "--tag", "guls"], "no question has the tag “guls”; did you mean gulf?"),
        (["play", "tiny.yaml", "--kind", "choise"], "did you mean choice?"),
        (["play", "tiny.yaml", "--question", "kuwit"], "no question has the id “kuwit”; did you mean kuwait?"),
        (["play", "tiny.yaml", "--except", "tokio"], "did you mean tokyo?"),
        (["play", "tiny.yaml", "--tag", "gulf", "--kind", "text"], "no question is left after these filters"),
        (
            ["play", "tiny.yaml", "--lang", "de"],
            "tiny has no questions in German (de), only in French (fr), English (en)",
        ),
        (["play", "tiny.yml"], "no file, folder or bank “tiny.yml”; did you mean tiny.yaml?"),
        (["play", "there/is/none.yaml"], "no file, folder or bank “there/is/none.yaml”; the banks here: "),
        (["list", "nato-tokio"], "did you mean nato-tokyo?"),
        (["show"], "ID is missing"),
        (["show", "kuwit", "tiny.yaml"], "did you mean kuwait?"),
        (["new"], "NAME is missing"),
        (["new", "a", "b"], "unexpected argument “b”"),
        (["new", "…"], "holds no letter or digit"),
        (["new", "collection"], "is the head of a collection"),
        (["new", "a", "--languages", "fr,xx"], "“xx” is not a language"),
        (["completion", "cmd"], "“cmd” is not one of bash, zsh, fish"),
    ],
)
def test_wrong_usage(quizgen: Run, tiny: Path, arguments: list[str], said: str) -> None:
    ran = quizgen(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err


def test_a_language_only_preferred_is_no_mistake(quizgen: Run, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_LANG", "de")
    ran = quizgen("list", "tiny.yaml")
    assert ran.code == 0
    assert "Minuscule" in ran.out


def test_a_file_that_can_not_be_written(quizgen: Run, tiny: Path) -> None:
    before = tiny.read_bytes()
    ran = quizgen("new", "tiny")
    assert ran.code == 3
    assert "tiny.yaml: it exists already" in ran.err
    assert tiny.read_bytes() == before


def test_a_file_that_can_not_be_read(quizgen: Run, here: Path) -> None:
    (here / "loop.yaml").symlink_to("loop.yaml")
    (here / "pipe.yaml").symlink_to(os.devnull)
    ran = quizgen("check", "pipe.yaml")
    assert ran.code == 3
    assert "this is not an ordinary file" in ran.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_no_space_left(tiny: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = spawned("list", str(tiny), stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 3
    assert ran.stderr == "Error: no space left\n"


def test_the_unexpected(quizgen: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise ValueError("line one \x1b[31m\nline two")

    monkeypatch.setattr(root.root, "invoke", break_down)
    ran = quizgen("check")
    assert ran.code == 70
    assert ran.err.count("\n") == 1
    assert r"ValueError: line one \x1b[31m" in ran.err
    details = Path(ran.err.rpartition(" ")[2].strip())
    assert details.is_relative_to(here)
    assert "Traceback" in details.read_text("utf-8")


def test_a_reader_that_goes_away(tiny: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = spawned("list", str(tiny), stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "closed"),
    [
        ("play tiny.yaml", "<&-"),
        ("play tiny.yaml", ">&-"),
        ("play tiny.yaml", "2>&-"),
        ("play tiny.yaml", "<&- >&- 2>&-"),
        ("", "<&-"),
        ("--help", ">&-"),
    ],
)
def test_closed_streams(tiny: Path, arguments: str, closed: str) -> None:
    ran = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m quizgen {arguments} {closed}'],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_input_that_ends_early(tiny: Path) -> None:
    ran = spawned("play", str(tiny), "--plain", stdin=None, input="a\n")
    assert (ran.returncode, ran.stderr) == (0, "")
