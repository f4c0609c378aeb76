"""10,000 bilingual questions read, validated and lowered, against PyYAML's C loader on the same file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import samples
from measure import ROOT, Cost, Figure

_READ = """
import resource, sys, time
import quizgen, quizgen.api, yaml
def count(collections):
    return sum(len(bank.items) for collection in collections for bank in collection.banks)
def load_yaml(path):
    with open(path, "rb") as file:
        return yaml.load(file.read(), yaml.CSafeLoader)
read = {"load": quizgen.load, "check": quizgen.check, "yaml": load_yaml}[sys.argv[2]]
started = time.process_time()
found = read(sys.argv[1])
taken = time.process_time() - started
assert sys.argv[2] != "load" or count(found) == 10_000
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def reading() -> list[Figure]:
    """Time and memory; and the time of `check`, lint included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.yaml"
        path.write_text(samples.bank(10_000), encoding="utf-8")

        def measure(what: str) -> Cost:
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path), what], cwd=ROOT, capture_output=True, text=True, check=True
            )
            return Cost(*map(float, done.stdout.split()))

        rounds = [(measure("load"), measure("check"), measure("yaml")) for _ in range(5)]
    return [
        Figure(
            "reading 10,000 questions",
            statistics.median(load.seconds / theirs.seconds for load, _, theirs in rounds),
            "× CSafeLoader's time",
            0.5,
        ),
        Figure(
            "checking them, lint included",
            statistics.median(check.seconds / theirs.seconds for _, check, theirs in rounds),
            "× CSafeLoader's time",
            2,
        ),
        Figure(
            "memory for them",
            statistics.median(load.megabytes / theirs.megabytes for load, _, theirs in rounds),
            "× CSafeLoader's peak",
        ),
    ]
