"""`check --watch`: what it shows of each kind of question, and how it follows a file that changes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest
import sample
from running import ROOT, SOUND, Ran

from quizgen.app.previewing import Block, blocks, drawn
from quizgen.app.watching import _first
from quizgen.bank import Target, load
from quizgen.play.styled import cells, plain, run
from quizgen.play.view import Row
from quizgen.text.phrases import Phrases

GOLDEN = ROOT / "tests/golden/preview"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_question_as_terminal_card_and_paper(language: str, golden: Callable[[Path, str], None]) -> None:
    (collection,) = load([Target(sample.FOLDER)]).collections
    lines = []
    for bank in collection.banks:
        for item in bank.items:
            if not item.withdrawn:
                found = blocks(item, bank.title, language, Phrases(language))
                lines += [item.id, *(plain(line).rstrip() for line in drawn(found, 130)), ""]
    golden(GOLDEN / f"{language}.txt", "\n".join(lines))


@pytest.mark.parametrize("width", [20, 60, 80, 101, 102, 120, 300])
def test_side_by_side_where_there_is_room_and_never_too_wide(width: int) -> None:
    long = tuple(Row((run("word " * 30),)) for _ in range(3))
    found = [Block(name, long) for name in ("One", "Two", "Three")]
    lines = [plain(line) for line in drawn(found, width)]
    assert max(map(cells, lines)) < width
    assert any("One" in line and "Three" in line for line in lines) == (width > 102)


def test_problems_that_a_screen_has_no_room_for_are_counted() -> None:
    problems = [["a", "a"], ["b"], ["c", "c", "c"]]
    say = Phrases("en")
    assert _first(problems, 20, say) == [["a", "a", ""], ["b", ""], ["c", "c", "c", ""]]
    assert _first(problems, 9, say) == [["a", "a", ""], ["b", ""], ["c", "c", "c", ""]]
    assert _first(problems, 8, say) == [["a", "a", ""], ["b", ""], ["and 1 more"]]
    assert _first(problems, 3, say) == [["and 3 more"]]


# ---------------------------------------------------------------------------------------------------------------
# Watching


def replaced(path: Path, text: str) -> None:
    """As editors save: a new file in the place of the old one."""
    new = path.with_name(".new")
    new.write_text(text, "utf-8")
    new.replace(path)


@pytest.fixture
def watched(here: Path) -> Iterator[subprocess.Popen[str]]:
    """The command without a terminal, in a folder with one bank."""
    (here / "tiny.yaml").write_text(SOUND, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "check", "--watch", "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    late = threading.Timer(60, process.kill)  # whoever waits for a line that never comes reads the end instead
    late.start()
    yield process
    late.cancel()
    process.kill()
    process.communicate()


def until(process: subprocess.Popen[str], end: str) -> str:
    """The lines up to one that holds `end`."""
    assert process.stdout is not None
    found = ""
    while end not in found:
        line = process.stdout.readline()
        assert line, f"{end!r} never came:\n{found}"
        found += line
    return found


def test_without_a_terminal_each_change_gives_a_block_of_plain_text(watched: subprocess.Popen[str], here: Path) -> None:
    assert until(watched, "2 questions read").startswith("no problem in 1 file")
    replaced(here / "tiny.yaml", SOUND.replace("capital of Japan?", "capital city of Japan?"))
    told = until(watched, "Key: Tokyo")
    assert "\x1b" not in told
    assert "tiny/tokyo" in told
    assert told.count("What is the capital city of Japan?") == 3
    replaced(here / "tiny.yaml", SOUND.replace("answer: Tokyo", "anwser: Tokyo"))
    assert "tiny.yaml:16:5  error Q104" in until(watched, "1 error")
    (here / "more.yaml").write_text(SOUND.replace("id: tiny", "id: more"), "utf-8")
    assert "of 2 files" in until(watched, "questions read")
    watched.send_signal(signal.SIGINT)
    _, err = watched.communicate(timeout=30)
    assert (watched.returncode, err) == (130, "")


def test_on_a_wide_terminal_the_three_looks_stand_side_by_side_and_ctrl_c_is_130(here: Path) -> None:
    bank = Path(shutil.copytree(sample.FOLDER, here / "every-kind")) / "rivers.yaml"
    child = pexpect.spawn(
        sys.executable,
        ["-m", "quizgen", "check", "--watch", "every-kind"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"},
        dimensions=(40, 130),
        encoding="utf-8",
        timeout=30,
    )
    screen = pyte.Screen(130, 40)
    stream = pyte.Stream(screen)

    def shown(text: str) -> list[str]:
        while not any(text in line for line in screen.display):
            stream.feed(child.read_nonblocking(4096, timeout=30))
        return [line.rstrip() for line in screen.display]

    shown("Ctrl-C pour finir")
    replaced(bank, bank.read_text("utf-8").replace("traverse-t-il Vienne ?", "passe-t-il à Vienne ?"))
    lines = shown("Corrigé : B".replace(" :", "\xa0:"))
    (head,) = [line for line in lines if "Terminal" in line]
    assert head.split() == ["Terminal", "│", "Carte", "│", "Papier"]
    assert sum("passe-t-il" in line for line in lines) >= 1
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


def test_watching_is_for_people(quizgen: Callable[..., Ran], tiny: Path) -> None:
    ran = quizgen("check", "--watch", "--format", "json", "--lang", "en")
    assert ran.code == 2
    assert "leave out --format json" in ran.err
