"""Studying: storing an answer, charts over a long history, the first due question with many cards."""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from measure import BARE, QUIZGEN, ROOT, Figure, seconds

DAY_MS = 86_400_000
CARDS, REVIEWS = 10_000, 100_000


def history(path: Path, own: list[str]) -> None:
    """A database of 100,000 reviews of 10,000 questions over 500 days, those of `own` among them."""
    from quizgen.study.events import Event
    from quizgen.study.progress import Progress

    draw = Random(1)
    names = own + [f"other/q{n}" for n in range(CARDS - len(own))]
    start_ms = time.time_ns() // 1_000_000 - 500 * DAY_MS

    def rows() -> Iterator[Event]:
        for n in range(REVIEWS):
            at_ms = start_ms + n // 200 * DAY_MS + n % 200 * 9_000  # 200 answers a day, in half an hour
            name = names[n] if n < CARDS else draw.choice(names)
            right = draw.random() < 0.85
            id = f"{at_ms:012x}-{draw.randrange(2**80):020x}"
            yield Event(
                id, at_ms, "answer", name, f"s{n // 20}", n % 20, None, "study", "fr", '{"picked": [1]}',
                "1" if right else "0", 9_000, 3 if right else 1,
            )  # fmt: skip

    with Progress(path) as progress:
        progress.merge(rows())


def storing_ms(path: Path) -> float:
    """One answer, durably: the median of 200, in a database with a history."""
    from quizgen.study.events import Event
    from quizgen.study.progress import Progress

    taken = []
    now_ms = time.time_ns() // 1_000_000
    with Progress(path) as progress:
        for n in range(200):
            row = Event(f"{now_ms + n:012x}-x", now_ms + n, "answer", f"other/q{n}", "s", n, score="1", rating=3)
            started = time.perf_counter()
            progress.append(row)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def plain_insert_ms(path: Path) -> float:
    """The yardstick: one small row inserted durably by SQLite alone, in a file of its own on the same disk."""
    taken = []
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE rows (text)")
    for n in range(200):
        started = time.perf_counter()
        database.execute("INSERT INTO rows VALUES (?)", (f"row {n}",))
        taken.append(time.perf_counter() - started)
    database.close()
    return statistics.median(taken) * 1000


def first_due_question(environ: dict[str, str], python: str, root: Path) -> Callable[[], float]:
    """Seconds from the start of the process until the first question stands there."""

    def measure() -> float:
        started = time.perf_counter()
        with subprocess.Popen(
            [python, "-m", "quizgen", "play", "--plain", "nato-tokyo"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | environ,
            cwd=root,
        ) as process:
            assert process.stdout is not None
            out = b""
            while b"(letter; ?" not in out and b"? for help" not in out:
                out += process.stdout.read1(4096)  # type: ignore[attr-defined]  # a pipe is buffered
                assert process.poll() is None, out
            taken = time.perf_counter() - started
            process.kill()
        return taken

    return measure


def own_items(root: Path) -> list[str]:
    """The bundled questions."""
    from quizgen.bank import Target, load

    return [item.id for found in load([Target(root / "content" / "nato-tokyo")]).collections for item in found.items()]


def studying() -> list[Figure]:
    """With 10,000 cards and 100,000 reviews: storing an answer, all charts, the first due question.

    The seconds are those of this machine; the ratios tell what they would be on another.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "quizgen" / "progress.db"
        history(database, own_items(ROOT))
        environ = {"XDG_DATA_HOME": folder, "HOME": folder, "QUIZGEN_LANG": "en"}
        storing = storing_ms(database)
        plain = plain_insert_ms(Path(folder) / "plain.db")

        def pairs(ours: Callable[[], float]) -> tuple[float, float]:
            ours(), seconds(BARE)
            measured = [(ours(), seconds(BARE)) for _ in range(9)]
            return statistics.median(a for a, _ in measured), statistics.median(a / b for a, b in measured)

        charts = pairs(lambda: seconds([*QUIZGEN, "stats"], **environ))
        question = pairs(first_due_question(environ, sys.executable, ROOT))
    return [
        Figure("storing an answer", storing, "ms"),
        Figure("storing an answer", storing / plain, "× a bare SQLite insert"),
        Figure("stats over 100,000 reviews", charts[0], "s"),
        Figure("stats over 100,000 reviews", charts[1], "× python -c pass"),
        Figure("first due of 10,000 cards", question[0], "s"),
        Figure("first due of 10,000 cards", question[1], "× python -c pass"),
    ]
