"""From the start of the process: the help, the first question."""

from __future__ import annotations

import os
import sys
import tempfile
import time

import pexpect
from measure import BARE, QUIZGEN, ROOT, Figure, ratio, seconds


def help_page() -> list[Figure]:
    """`quizgen --help` against a Python that does nothing."""
    value = ratio(lambda: seconds([*QUIZGEN, "--help"]), lambda: seconds(BARE), 21)
    return [Figure("quizgen --help", value, "× python -c pass", 6)]


def first_question() -> list[Figure]:
    """Until the first question stands on a terminal, until it can be answered, and on plain lines."""

    def until(shown: str, *options: str) -> float:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as home:
            environ = os.environ | {"QUIZGEN_LANG": "en", "TERM": "xterm-256color", "HOME": home, "XDG_DATA_HOME": home}
            child = pexpect.spawn(
                sys.executable,
                # An exam: in the other modes the theme's introduction comes first.
                ["-m", "quizgen", "play", "--mode", "exam", "--seed", "1", "--kind", "choice", *options, "content"],
                env=environ,
                cwd=str(ROOT),
                dimensions=(40, 100),
                timeout=20,
            )
            child.expect(shown)
            taken = time.perf_counter() - started
            child.close(force=True)
        return taken

    def figure(name: str, shown: str, *options: str, bound: float | None = 30) -> Figure:
        value = ratio(lambda: until(shown, *options), lambda: seconds(BARE), 11)
        return Figure(name, value, "× python -c pass", bound)

    return [
        figure("first question of play", r"[a-z]\?"),
        figure("and its keys", r"Ctrl-D", bound=None),  # a terminal can be read before prompt_toolkit is loaded
        figure("first question of play --plain", "letter; ", "--plain"),
    ]
