"""What the benchmarks share: a line of the table, and the cost of a process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BARE = (sys.executable, "-c", "pass")
QUIZGEN = (sys.executable, "-m", "quizgen")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, in what unit, and the bound, if there is one."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def met(self) -> bool:
        """Within the bound."""
        return self.bound is None or self.value <= self.bound


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of processor time, all threads; megabytes at the most."""

    seconds: float
    megabytes: float


def seconds(command: Sequence[str], **environ: str) -> float:
    """Wall-clock time of a whole process, without input."""
    started = time.perf_counter()
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        cwd=ROOT,
        env=os.environ | environ,
    )
    return time.perf_counter() - started


def cost(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Cost:
    """What a whole process takes; it must end well."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, cwd=ROOT, env=os.environ | {"LANG": "C"} | dict(environ or {})
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ratio(ours: Callable[[], float], yardstick: Callable[[], float], pairs: int) -> float:
    """The median of ours over the yardstick, pair by pair, after one pair that doesn't count."""
    ours(), yardstick()
    return statistics.median(ours() / yardstick() for _ in range(pairs))
