"""Decks of 10,000 questions: how long, how large, against genanki alone on the same notes.

Run it as a script, on a quiet machine: `python tests/benchmarks/anki.py [ROUNDS]`. All is measured in turn, from
process start to file, in one run; the ratios are what counts. The limits are those that the project set itself.
"""

from __future__ import annotations

import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]
sys.path.remove(str(Path(__file__).resolve().parent))  # this file is called anki, as the backend is

QUESTIONS = 10_000
MOST_TIME, MOST_SIZE, MOST_REBUILD = 4.0, 0.2, 1.0

_ALONE = """
import pickle, sys, time
start = time.perf_counter()
notes, types = pickle.loads(open(sys.argv[1], "rb").read())
unpickled = time.perf_counter() - start
import genanki
models = {}
for id_, name, fields, template, css, cloze in types:
    models[id_] = genanki.Model(id_, name, fields=[{"name": field} for field in fields], templates=[template], css=css,
                                model_type=genanki.Model.CLOZE if cloze else genanki.Model.FRONT_BACK)
    models[id_]._req = [[0, "any", [0]]]
deck = genanki.Deck(1234567890, "Sample")
for guid, type_, fields, tags, due in notes:
    deck.add_note(genanki.Note(model=models[type_], fields=fields, tags=tags, guid=guid, due=due))
genanki.Package(deck).write_to_file(sys.argv[2])
print(unpickled)
"""
_READING = """
import sys
from pathlib import Path
from quizgen.bank import find, load
load((find.Target(Path(sys.argv[1])),))
"""


def main(rounds: int) -> int:
    """Measure, print a table, and say whether the limits hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bank = folder / "sample.yaml"
        samples = {"__name__": "samples"}
        exec((Path(__file__).parent / "samples.py").read_text("utf-8"), samples)
        bank.write_text(samples["bank"](QUESTIONS), "utf-8")  # type: ignore[operator]  # exec typed it as anything
        failed = False
        for language in ("en", "fr"):
            failed |= _compare(folder, bank, language, rounds)
        return 1 if failed else 0


def _compare(folder: Path, bank: Path, language: str, rounds: int) -> bool:
    deck, alone, notes = folder / f"{language}.apkg", folder / "alone.apkg", folder / "notes.pickle"
    command = [sys.executable, "-m", "quizgen", "export", "anki", str(bank), "--lang", language, "-o", str(deck)]
    reading = [sys.executable, "-c", _READING, str(bank)]
    times: dict[str, list[float]] = {"genanki alone": [], "first build": [], "rebuild": [], "only reading": []}
    for _ in range(rounds):
        deck.unlink(missing_ok=True)
        times["first build"].append(_run(command)[0])
        if not notes.exists() or not times["genanki alone"]:
            notes.write_bytes(pickle.dumps(_notes(deck, language)))
        seconds, told = _run([sys.executable, "-c", _ALONE, str(notes), str(alone)])
        times["genanki alone"].append(seconds - float(told))
        times["rebuild"].append(_run(command)[0])
        times["only reading"].append(_run(reading)[0])
    base = statistics.median(times["genanki alone"])
    print(f"\n{QUESTIONS} questions, {language}, median of {rounds}")
    for what, taken in times.items():
        middle = statistics.median(taken)
        print(f"  {what:18} {middle:6.2f} s  {middle / base:5.2f} ×")
    size, whole = deck.stat().st_size, alone.stat().st_size
    print(f"  {'file':18} {size / 1e6:6.2f} MB {size / whole:5.2f} × of genanki's {whole / 1e6:.2f} MB")
    time_ratio = statistics.median(times["first build"]) / base
    rebuild = statistics.median(times["rebuild"]) / statistics.median(times["first build"])
    print(f"  {'rebuild/first':18} {rebuild:6.2f}")
    found = {"time": time_ratio <= MOST_TIME, "size": size / whole < MOST_SIZE, "rebuild": rebuild <= MOST_REBUILD}
    print("  " + json.dumps(found))
    return not all(found.values())


def _run(command: list[str]) -> tuple[float, str]:
    start = time.perf_counter()
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True
    )
    return time.perf_counter() - start, ran.stdout


def _notes(deck: Path, language: str) -> tuple[list[object], list[object]]:
    from quizgen.outputs import anki
    from quizgen.outputs.anki.notetypes import CLOZE, FIELDS, notetype

    package = anki.read(deck)
    assert isinstance(package, anki.Package)
    notes: list[object] = [
        (note.guid, note.notetype, list(note.fields), note.tags.split(), due)
        for due, note in enumerate(package.notes, 1)
    ]
    types: list[object] = []
    for form in FIELDS:
        each = notetype(form, language)
        names = [name for name, _ in each.fields]
        types.append((each.id, each.name, names, dict(each.template), each.css, form in CLOZE))
    return notes, types


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
