"""Decks of 10,000 questions: how long, how large, against genanki alone on the same notes.

All is measured in turn, from process start to file, in one run.
"""

from __future__ import annotations

import pickle
import statistics
import sys
import tempfile
from pathlib import Path

import samples
from measure import QUIZGEN, Figure, cost

QUESTIONS = 10_000
ROUNDS = 5

# What genanki does, without what it takes to get the notes from the file: that is measured apart and taken off.
_ALONE = """
import pickle, sys
notes, types = pickle.loads(open(sys.argv[1], "rb").read())
if len(sys.argv) == 2:
    sys.exit()
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
"""


def decks() -> list[Figure]:
    """English and French."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bank = folder / "sample.yaml"
        bank.write_text(samples.bank(QUESTIONS), "utf-8")
        return [figure for language in ("en", "fr") for figure in _language(folder, bank, language)]


def _language(folder: Path, bank: Path, language: str) -> list[Figure]:
    deck, alone, notes = folder / f"{language}.apkg", folder / "alone.apkg", folder / f"{language}.pickle"
    export = [*QUIZGEN, "export", "anki", str(bank), "--lang", language, "-o", str(deck)]
    genanki = [sys.executable, "-c", _ALONE, str(notes)]
    firsts, rebuilds, bases = [], [], []
    for _ in range(ROUNDS):
        deck.unlink(missing_ok=True)
        firsts.append(cost(export).seconds)
        if not notes.exists():
            notes.write_bytes(pickle.dumps(_notes(deck, language)))
        unpickled = cost(genanki).seconds - cost([sys.executable, "-c", "pass"]).seconds
        bases.append(cost([*genanki, str(alone)]).seconds - unpickled)
        rebuilds.append(cost(export).seconds)
    first, rebuild, base = map(statistics.median, (firsts, rebuilds, bases))  # a slow minute shifts no single pair
    size = deck.stat().st_size / alone.stat().st_size
    return [
        Figure(f"deck of 10,000 questions, {language}", first / base, "× genanki alone", 4.5),
        Figure(f"the same built again, {language}", rebuild / first, "× the first build"),
        Figure(f"its file, {language}", size, "× genanki's"),
    ]


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
