"""A package as data, and reading one back.

What Anki has no place for (which collection and language it is, which deck is which bank's, which number is which
entry's) stands in `quizgen.json`, a file in the package that Anki ignores.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from quizgen.outputs.anki.identity import Numbered, notetype_id
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

NO_PACKAGE = Code(
    "Q910", "error", N_("this is no Anki package, or a damaged one"), N_("name the deck that was released last")
)
NOT_OURS = Code("Q911", "error", N_("quizgen did not make this package"), N_("name the deck that was released last"))
LATER = Code("Q912", "error", N_("a later quizgen made this package (format {format})"), N_("update quizgen"))

DATABASE, MEDIA, MANIFEST = "collection.anki2", "media", "quizgen.json"
FORMAT = 1
DEFAULT_DECK = "1"  # every collection has it; importing leaves it alone
BANK_TAG, KIND_TAG = "quizgen::bank::", "quizgen::kind::"
OWN_TAG = "quizgen::theme::"
"""What the tags that an author gave a question stand below.

Elsewhere a theme is a bank. Decks were released with this name, though, and another one would change every note that
has a tag: learners would lose their own edits on all of them.
"""
WITHDRAWN_TAG = "quizgen::withdrawn"
_SQLITE = b"SQLite format 3\0"
_LARGEST = 2 << 30  # bytes of one file in a package: quizgen never makes a larger one


class Card(NamedTuple):
    """One card of a note. `ordinal`: which template or cloze, from 0; `due`: its place among the new cards, from 1."""

    id: int
    ordinal: int
    deck: int
    due: int


class Note(NamedTuple):
    """A note as it stands in the database. `mod` is in seconds since 1970. A tuple, as a card is: there are many."""

    id: int
    guid: str
    notetype: int
    mod: int
    tags: str
    fields: tuple[str, ...]
    cards: tuple[Card, ...]

    def item_id(self, language: str) -> str:
        """The id that the note was made from. Raises KeyError for a note type that isn't ours."""
        return self.fields[_id_at(language)[self.notetype]]

    @property
    def withdrawn(self) -> bool:
        """Whether it is a tombstone: no card, and a front that shows no field."""
        return WITHDRAWN_TAG in self.tags and WITHDRAWN_TAG in self.tags.split()


@dataclass(frozen=True, slots=True)
class Package:
    """All that a package holds.

    `decks` and `notetypes` are Anki's JSON by id. `banks`: the id and name of each bank's deck, for all banks that ever
    had one; under "", the collection's own. `numbers`: by guid, the cloze numbers of a list's entries. `media`: name →
    content.
    """

    collection: str
    language: str
    notes: tuple[Note, ...]
    decks: Mapping[str, Any]
    notetypes: Mapping[str, Any]
    banks: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[Numbered, ...]] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)

    def manifest(self) -> dict[str, Any]:
        """What `quizgen.json` says."""
        return {
            "format": FORMAT,
            "collection": self.collection,
            "language": self.language,
            "banks": {bank: list(deck) for bank, deck in self.banks.items()},
            "numbers": {
                guid: [[each.number, each.id, each.text] for each in numbered]
                for guid, numbered in self.numbers.items()
            },
        }


def _in_order(cards: Sequence[Card]) -> tuple[Card, ...]:
    return tuple(cards) if len(cards) < 2 else tuple(sorted(cards, key=lambda card: card.ordinal))


@lru_cache(maxsize=16)
def _id_at(language: str) -> dict[int, int]:
    return {notetype_id(form, language): fields.index("Id") for form, fields in FIELDS.items()}


def read(path: Path) -> Package | Problem:
    """The package at `path`; else why it can't be used: NO_PACKAGE, NOT_OURS or LATER.

    Raises OSError if the file can't be read.
    """
    where = Place(str(path))
    data = path.open("rb")
    with data:
        try:
            return _read(zipfile.ZipFile(data))
        except _Foreign:
            return NOT_OURS.at(where)
        except _Later as later:
            return LATER.at(where, format=later.format)
        # What zipfile raises for a broken, truncated, oddly packed or encrypted file; then what a broken database or
        # JSON of another shape leads to.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            return NO_PACKAGE.at(where)
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, MemoryError):
            return NO_PACKAGE.at(where)


class _Foreign(Exception):
    pass


@dataclass
class _Later(Exception):
    format: int


def _read(archive: zipfile.ZipFile) -> Package:
    names = archive.namelist()
    if MANIFEST not in names or DATABASE not in names:
        raise _Foreign
    if any(info.file_size > _LARGEST for info in archive.infolist()):
        raise ValueError
    manifest = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise _Later(int(manifest["format"]))
    stored = archive.read(DATABASE)
    if not stored.startswith(_SQLITE):
        raise ValueError
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(stored)
        decks, notetypes = map(json.loads, database.execute("SELECT decks, models FROM col").fetchone())
        cards: dict[int, list[Card]] = {}
        for id_, note, ordinal, deck, due in database.execute("SELECT id, nid, ord, did, due FROM cards"):
            cards.setdefault(note, []).append(Card(id_, ordinal, deck, due))
        language = str(manifest["language"])
        notes = tuple(
            Note(id_, guid, notetype, mod, tags, tuple(fields.split("\x1f")), _in_order(cards.get(id_, ())))
            for id_, guid, notetype, mod, tags, fields in database.execute(
                "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
            )
        )
    finally:
        database.close()
    for note_ in notes:
        note_.item_id(language)  # KeyError: a note of another make
    decks.pop(DEFAULT_DECK, None)
    return Package(
        collection=str(manifest["collection"]),
        language=language,
        notes=notes,
        decks=decks,
        notetypes=notetypes,
        banks={bank: (int(deck), str(name)) for bank, (deck, name) in manifest["banks"].items()},
        numbers={guid: tuple(Numbered(*each) for each in found) for guid, found in manifest["numbers"].items()},
        media={name: archive.read(number) for number, name in json.loads(archive.read(MEDIA)).items()},
    )
