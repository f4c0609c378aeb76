"""From the start of the process: the help, the first question."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import tempfile
import termios
from pathlib import Path

import samples
from measure import BARE, QUIZGEN, ROOT, Figure, cost, ratio


def help_page() -> list[Figure]:
    """`quizgen --help` against a Python that does nothing."""
    value = ratio(lambda: cost([*QUIZGEN, "--help"]).seconds, lambda: cost(BARE).seconds, 21)
    return [Figure("quizgen --help", value, "× python -c pass", 5)]


def first_question() -> list[Figure]:
    """Until the first question stands on a terminal, until it can be answered, and on plain lines."""
    return [
        _figure("first question of play", r"[a-z]\?", bound=18),
        _figure("and its keys", r"Ctrl-D"),  # a terminal can be read before prompt_toolkit is loaded
        _figure("first question of play --plain", "letter; ", "--plain", bound=18),
    ]


def large_bank() -> list[Figure]:
    """The first question of a bank of 10,000 that was read before, against one of the collection that comes along."""
    with tempfile.TemporaryDirectory() as name:
        bank = Path(name) / "sample.yaml"
        bank.write_text(samples.bank(10_000), "utf-8")
        environ = os.environ | {"HOME": name, "XDG_DATA_HOME": name, "XDG_CACHE_HOME": name}

        def asked(*options: str) -> float:
            play = [*QUIZGEN, "play", "--plain", "--count", "1", "--lang", "en", *options]
            done = cost(play, environ)
            return done.seconds

        unread = asked(str(bank))
        value = ratio(lambda: asked(str(bank)), lambda: asked("content"), 7)
        return [
            Figure("first of 10,000 questions", value, "× the bundled collection", 3),
            Figure("the same, never read before", unread / asked("content"), "× the bundled collection"),
        ]


def _figure(name: str, shown: str, *options: str, bound: float | None = None) -> Figure:
    value = ratio(lambda: _until(shown, *options), lambda: cost(BARE).seconds, 11)
    return Figure(name, value, "× python -c pass", bound)


def _until(shown: str, *options: str) -> float:
    """Seconds of processor time until this is shown on a terminal, where the quiz is then killed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 40, 100, 0, 0))
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            # An exam: in the other modes the theme's introduction comes first.
            [*QUIZGEN, "play", "--mode", "exam", "--seed", "1", "--kind", "choice", *options, "content"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env=os.environ | {"QUIZGEN_LANG": "en", "TERM": "xterm-256color", "HOME": home, "XDG_DATA_HOME": home},
        )
        os.close(theirs)
        screen = ""
        while not re.search(shown, screen):
            screen += os.read(ours, 4096).decode("utf-8", "replace")  # OSError if the quiz ends before
        process.send_signal(signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(ours)
    return usage.ru_utime + usage.ru_stime
