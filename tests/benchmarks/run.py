"""Speed, as ratios against a yardstick measured in the same run: `python tests/benchmarks/run.py [NAME…]`.

Each figure is the median of several pairs, ours and the yardstick's in turn, so that a machine which slows down
slows both. The bounds are those of the project's issues. Exits with 1 if one is missed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(ROOT))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users run compiled modules

BARE = [sys.executable, "-c", "pass"]
QUIZGEN = [sys.executable, "-m", "quizgen"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, in what unit, and the bound."""

    name: str
    value: float
    unit: str
    bound: float | None

    @property
    def met(self) -> bool:
        """Within the bound, if there is one."""
        return self.bound is None or self.value <= self.bound


def seconds(command: list[str], **environ: str) -> float:
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


def ratio(ours: Callable[[], float], yardstick: Callable[[], float], pairs: int) -> float:
    """The median of ours over the yardstick, pair by pair, after one pair that doesn't count."""
    ours(), yardstick()
    return statistics.median(ours() / yardstick() for _ in range(pairs))


def help_page() -> list[Figure]:
    """`quizgen --help` against a Python that does nothing."""
    value = ratio(lambda: seconds([*QUIZGEN, "--help"]), lambda: seconds(BARE), 21)
    return [Figure("quizgen --help", value, "× python -c pass", 6)]


def first_question() -> list[Figure]:
    """From the start of the process until the first question stands on a terminal, and until it can be answered."""
    import pexpect

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


_READ = """
import resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
if sys.argv[2] == "ours":
    from quizgen.bank import Target, load
    started = time.process_time()
    loaded = load([Target(path)])
    taken = time.process_time() - started
    assert loaded.questions == 10_000 and not loaded.problems
else:
    import yaml
    data = path.read_bytes()
    started = time.process_time()
    yaml.load(data, yaml.CSafeLoader)
    taken = time.process_time() - started
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def reading() -> list[Figure]:
    """10,000 bilingual questions read, validated and lowered, against PyYAML's C loader on the same file."""
    import samples

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.yaml"
        path.write_text(samples.bank(10_000), encoding="utf-8")

        def measure(what: str) -> tuple[float, float]:
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path), what], cwd=ROOT, capture_output=True, text=True, check=True
            )
            taken, peak = done.stdout.split()
            return float(taken), float(peak)

        pairs = [(measure("ours"), measure("yaml")) for _ in range(3)]
    return [
        Figure(
            "reading 10,000 questions", statistics.median(a[0] / b[0] for a, b in pairs), "× CSafeLoader's time", 0.5
        ),
        Figure(
            "memory for 10,000 questions", statistics.median(a[1] / b[1] for a, b in pairs), "× CSafeLoader's peak", 1
        ),
    ]


def judging() -> list[Figure]:
    """One typed answer judged, over answers that are right, nearly right and wrong, beside 30 other known ones."""
    from quizgen.grading import Typed, judge
    from quizgen.items import Country, Spelling, Words, Write

    others = frozenset(f"une autre réponse {n}" for n in range(30))
    madrid = Write(Spelling(Words({"fr": "Madrid", "en": "Madrid"})))
    league = Write(Spelling(Words({"fr": "Organisation des Nations unies", "en": "United Nations Organization"})))
    korea = Write(Spelling(Country("KR")))
    cases = [
        (madrid, "Madrid"),
        (madrid, "madird"),
        (madrid, "Vilnius"),
        (league, "organisation des nations unies"),
        (league, "Organisatoin des Nations Unies"),
        (korea, "Corée du Sud"),
        (korea, "coree du sud"),
        (korea, "Corée du Nord"),
    ]
    for form, typed in cases:
        judge(Typed(typed), form, "fr", others)

    def once() -> float:
        started = time.perf_counter()
        for _ in range(200):
            for form, typed in cases:
                judge(Typed(typed), form, "fr", others)
        return (time.perf_counter() - started) / (200 * len(cases)) * 1e6

    return [Figure("judging a typed answer", statistics.median(once() for _ in range(7)), "µs", 100)]


def studying() -> list[Figure]:
    """With 10,000 cards and 100,000 reviews: storing an answer, all charts, the first due question.

    The seconds are those of this machine; the ratios tell what they would be on another.
    """
    import study

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "quizgen" / "progress.db"
        study.history(database, study.own_items(ROOT))
        environ = {"XDG_DATA_HOME": folder, "HOME": folder, "QUIZGEN_LANG": "en"}
        storing = study.storing_ms(database)
        plain = study.plain_insert_ms(Path(folder) / "plain.db")

        def pairs(ours: Callable[[], float]) -> tuple[float, float]:
            ours(), seconds(BARE)
            measured = [(ours(), seconds(BARE)) for _ in range(9)]
            return statistics.median(a for a, _ in measured), statistics.median(a / b for a, b in measured)

        charts = pairs(lambda: seconds([*QUIZGEN, "stats"], **environ))
        question = pairs(study.first_due_question(environ, sys.executable, ROOT))
    return [
        Figure("storing an answer", storing, "ms", 5),
        Figure("storing an answer", storing / plain, "× a bare SQLite insert", None),
        Figure("stats over 100,000 reviews", charts[0], "s", 1),
        Figure("stats over 100,000 reviews", charts[1], "× python -c pass", None),
        Figure("first due of 10,000 cards", question[0], "s", 0.5),
        Figure("first due of 10,000 cards", question[1], "× python -c pass", None),
    ]


BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "help": help_page,
    "play": first_question,
    "reading": reading,
    "judging": judging,
    "study": studying,
}


def main(wanted: list[str]) -> int:
    """Print the table; 1 if a bound is missed."""
    figures: list[Figure] = []
    for name, benchmark in BENCHMARKS.items():
        if not wanted or name in wanted:
            figures += benchmark()
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        verdict = "" if figure.met else "   MISSED"
        bound = "" if figure.bound is None else f"(at most {figure.bound:g})"
        print(f"{figure.name:<{width}}  {figure.value:8.2f} {figure.unit:<22} {bound}{verdict}")
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
