"""10,000 bilingual questions read, validated and lowered, against PyYAML's C loader on the same file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import samples
from measure import ROOT, Figure

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
    """Time and memory; and time where the last line shows that the file has to be left to libyaml."""
    with tempfile.TemporaryDirectory() as folder:
        path, late = Path(folder) / "sample.yaml", Path(folder) / "late.yaml"
        path.write_text(samples.bank(10_000), encoding="utf-8")
        late.write_text(f'{samples.bank(10_000)}x-note: "\\t"\n', encoding="utf-8")

        def measure(what: str, path: Path) -> tuple[float, float]:
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path), what], cwd=ROOT, capture_output=True, text=True, check=True
            )
            taken, peak = done.stdout.split()
            return float(taken), float(peak)

        rounds = [(measure("ours", path), measure("ours", late), measure("yaml", path)) for _ in range(3)]
    time, peak = (statistics.median(ours[n] / theirs[n] for ours, _, theirs in rounds) for n in (0, 1))
    slow = statistics.median(ours[0] / theirs[0] for _, ours, theirs in rounds)
    return [
        Figure("reading 10,000 questions", time, "× CSafeLoader's time", 0.5),
        Figure("and if its last line is not everyday YAML", slow, "× CSafeLoader's time"),  # read in both ways
        Figure("memory for 10,000 questions", peak, "× CSafeLoader's peak", 1),
    ]
