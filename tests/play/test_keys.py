"""No key is lost, none acts by mistake: the whole program on a real terminal, with keys sent faster than it asks."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

COUNT = 30
QUESTION = """\
  - id: q{n}
    kind: choice
    prompt: What is number {n}?
    answer: right {n}
    distractors: [one {n}, two {n}, three {n}]
"""


class Program:
    """`quizgen play` of so many questions with four options, with data of its own, on a terminal of its own."""

    def __init__(self, folder: Path, count: int = COUNT, shell: str = "") -> None:
        text = "".join(QUESTION.format(n=n) for n in range(count))
        (folder / "fast.yaml").write_text(
            f"format: 1\nid: fast\ntitle: Fast\nlanguages: [en]\nquestions:\n{text}", "utf-8"
        )
        here = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        arguments = ["-m", "quizgen", "play", "fast.yaml", "--count", str(count), "--mode", "practice"]
        command = [sys.executable, *arguments]
        if shell:
            command = ["bash", "-mc", shell.format(shlex.join(command))]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=folder,
            env={**os.environ, **here, "TERM": "xterm-256color", "LANG": "en_GB.UTF-8"},
            dimensions=(400, 80),
            encoding="utf-8",
            timeout=20,
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(80, 400)
        self.stream = pyte.Stream(self.screen)

    @property
    def shown(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self.child.child_fd)[3] & termios.ECHO)

    def quiet(self) -> None:
        end = time.monotonic() + 20
        while self.echoes():
            assert time.monotonic() < end
            time.sleep(0.002)

    def until(self, *texts: str) -> None:
        while not any(text in line for text in texts for line in self.shown):
            try:
                self.stream.feed(self.child.read_nonblocking(4096, timeout=20))
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"{texts} never came:\n" + "\n".join(filter(None, self.shown))) from None


@pytest.mark.parametrize("gap_s", [0.0, *(pytest.param(gap, marks=pytest.mark.slow) for gap in (0.02, 0.05, 0.1))])
def test_every_key_is_taken_at_any_speed(tmp_path: Path, gap_s: float) -> None:
    program = Program(tmp_path)
    program.quiet()  # some hundredths of a second after its start, and long before its first question
    for _ in range(COUNT):
        for key in "a\r":
            program.child.send(key)
            time.sleep(gap_s)
    program.until("Done:")
    assert f"of {COUNT}" in next(line for line in program.shown if "Done:" in line)
    assert not [line for line in program.shown if set(line.strip()) == {"a"}], "nothing was echoed"


@pytest.mark.parametrize("enter", ["\r", "\n"])
def test_enter_goes_on_however_a_terminal_sends_it(tmp_path: Path, enter: str) -> None:
    program = Program(tmp_path, 2)
    program.until("1/2")
    program.child.send("a")
    program.until("[Enter] go on")
    program.child.send(enter)
    program.until("2/2")


def test_a_word_typed_too_early_ends_nothing_and_a_letter_alone_does(tmp_path: Path) -> None:
    program = Program(tmp_path, 2)
    program.until("[A–D]")
    program.child.send("a")
    program.until("[Enter] go on")
    for letter in "quebec":
        program.child.send(letter)
        time.sleep(0.05)
    program.child.send("\r")
    program.until("2/2")
    program.child.send("a")
    program.until("2/2")
    program.child.send("q")
    program.until("Stopped:", "Done:")


def test_esc_leaves(tmp_path: Path) -> None:
    program = Program(tmp_path, 2)
    program.until("[A–D]")
    program.child.send("\x1b")
    program.until("Stopped:", "No question answered.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_as_it_was_however_the_program_ends(tmp_path: Path, number: int) -> None:
    program = Program(tmp_path, 2)
    program.until("[A–D]")
    assert not program.echoes()
    program.child.kill(number)
    program.child.expect(pexpect.EOF)
    program.child.wait()
    assert program.child.signalstatus == number
    assert "\x1b[?25h" in program.child.before, "the cursor is shown again"


@pytest.mark.skipif(
    not Path("/proc/self/task").exists() or not shutil.which("bash"), reason="needs Linux and a shell with jobs"
)
def test_a_program_that_was_stopped_goes_on(tmp_path: Path) -> None:
    program = Program(tmp_path, 2, shell="{}; echo stopped; fg")
    program.until("[A–D]")
    (child,) = (int(pid) for pid in _children(program.child.pid))
    os.kill(child, signal.SIGTSTP)
    program.until("stopped")
    program.until("[A–D]")
    program.quiet()
    program.child.send("a")
    program.until("[Enter] go on")


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "keys", "right"), [("text", "madrid", 1), ("list", "vienna\rbudapest\rbelgrad", 0)])
def test_what_stands_there_when_the_time_is_up_is_marked(name: str, keys: str, right: int) -> None:
    sample = Path(__file__).with_name("play_sample.py")
    paths = os.pathsep.join((str(sample.parents[2]), str(sample.parents[1]), os.environ.get("PYTHONPATH", "")))
    child = pexpect.spawn(
        sys.executable,
        [str(sample), "--only", name, "--mode", "exam", "--limit", "4"],
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": paths},
        dimensions=(60, 80),
        encoding="utf-8",
        timeout=20,
    )
    child.expect("Esc")
    child.send(keys)
    child.expect("Time is up")
    child.expect("Mark: ")
    child.expect(pexpect.EOF)
    assert (child.before.split()[0] != "0%") or not right
    assert "Not answered" not in child.before
