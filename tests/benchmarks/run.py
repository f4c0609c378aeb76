"""Speed, as ratios against a yardstick measured in the same run: `python tests/benchmarks/run.py [NAME…]`.

Each figure is the median of several pairs, ours and the yardstick's in turn, so that a machine which slows down
slows both. Only such ratios of processor time have a bound, which the project set itself; what is absolute, or was
taken by the clock, is shown without a verdict. Exits with 1 if a bound is missed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users run compiled modules
os.environ["PYTHONPATH"] = str(HERE.parents[1])

# Imported here, since only the lines above let them be found, and say how.
import handouts  # noqa: E402
import judging  # noqa: E402
import reading  # noqa: E402
import starting  # noqa: E402
import studying  # noqa: E402
from measure import Figure  # noqa: E402

import decks  # noqa: E402  # found only now

BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "help": starting.help_page,
    "play": starting.first_question,
    "large": starting.large_bank,
    "reading": reading.reading,
    "judging": judging.judging,
    "study": studying.studying,
    "decks": decks.decks,
    "handouts": handouts.handouts,
}


def main(wanted: list[str]) -> int:
    """Print the table; 1 if a bound is missed, 2 for a name that isn't there."""
    if unknown := set(wanted) - set(BENCHMARKS):
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    missed = False
    for name, benchmark in BENCHMARKS.items():
        for figure in benchmark() if not wanted or name in wanted else ():
            bound = "" if figure.bound is None else f"(at most {figure.bound:g})"
            print(f"{figure.name:<34} {figure.value:8.2f} {figure.unit:<22} {bound}{'' if figure.met else '   MISSED'}")
            missed |= not figure.met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
