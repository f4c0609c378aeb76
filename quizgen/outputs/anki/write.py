"""Writing a package: the same data gives the same bytes."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.outputs import files
from quizgen.outputs.anki.html import text_of
from quizgen.outputs.anki.package import DATABASE, MANIFEST, MEDIA, Package, Studied

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_MODE = 0o644 << 16
_LEVEL = 1  # of compression: a higher one makes the file 5 % smaller and takes three times as long


def write(package: Package, path: Path) -> None:
    """Write the package in the place of the old one. Raises OSError; the old file is whole until then."""
    files.write(path, content(package))


def content(package: Package) -> bytes:
    """The bytes of a package."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        _add(archive, DATABASE, _database(package))
        names = sorted(package.media)
        _add(archive, MEDIA, _json({str(number): name for number, name in enumerate(names)}).encode())
        for number, name in enumerate(names):
            _add(archive, str(number), package.media[name])
        _add(archive, MANIFEST, _json(package.manifest()).encode())
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _MODE
    info.create_system = 3  # Unix, wherever it is made
    archive.writestr(info, data, compresslevel=_LEVEL)


def _database(package: Package) -> bytes:
    database = sqlite3.connect(":memory:")
    try:
        tables, _, indexes = APKG_SCHEMA.partition("CREATE INDEX")
        database.executescript(tables)
        database.executescript(APKG_COL)
        (default,) = database.execute("SELECT decks FROM col").fetchone()
        decks = {**json.loads(default), **package.decks}
        database.execute("UPDATE col SET decks = ?, models = ?", (_json(decks), _json(package.notetypes)))
        database.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')",
            (
                (note.id, note.guid, note.notetype, note.mod, note.tags, "\x1f".join(note.fields), _sort(note.fields))
                for note in package.notes
            ),
        )
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (
                (card.id, note.id, card.deck, card.ordinal, note.mod, card.due)
                for note in package.notes
                for card in note.cards
            ),
        )
        if package.studied is not None:
            _study(database, package.studied)
        database.executescript(f"CREATE INDEX{indexes}")
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _study(database: sqlite3.Connection, studied: Studied) -> None:
    """Put a learner's progress onto the cards and into the log."""
    (conf,) = database.execute("SELECT conf FROM col").fetchone()
    # Of the scheduler before, Anki would take Good in the log for Easy.
    database.execute("UPDATE col SET crt = ?, conf = ?", (studied.created, _json({**json.loads(conf), "schedVer": 2})))
    database.executemany(
        "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, factor = 2500, reps = ?, lapses = ?, data = ?, mod = ?"
        " WHERE id = ?",
        ((*standing, studied.mod, card) for card, standing in studied.cards.items()),
    )
    database.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", studied.log)


def _sort(fields: Iterable[str]) -> str:
    return text_of(next(iter(fields)))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
