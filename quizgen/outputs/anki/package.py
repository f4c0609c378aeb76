"""A package as data, and reading one back.

What Anki has no place for (which collection and language it is, which deck is which bank's, which number is which
entry's) stands in `quizgen.json`, a file in the package that Anki ignores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from quizgen import files
from quizgen.files.archives import Archive, Damaged
from quizgen.files.databases import MAX_DATABASE, Database, Unfit, database
from quizgen.outputs.anki.identity import Numbered, notetype_id
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

NO_PACKAGE = Code(
    "Q910", "error", N_("this is no Anki package, or a damaged one"), N_("name the deck that was released last")
)
NOT_OURS = Code("Q911", "error", N_("quizgen did not make this package"), N_("name the deck that was released last"))
LATER = Code("Q912", "error", N_("a later quizgen made this package (format {format})"), N_("update quizgen"))

MINE = Code("Q915", "error", N_("this deck holds somebody's own progress"), N_("name the deck that was released last"))

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


class Standing(NamedTuple):
    """Where a learner stands with a card. `due`: on which day since the collection was made; `data`: Anki's JSON."""

    due: int
    interval: int
    reviews: int
    lapses: int
    data: str


@dataclass(frozen=True, slots=True)
class Studied:
    """A learner's progress: by card, where it stands; and the log, whose rows are Anki's without `usn`.

    `created`: when the collection was made, in seconds; `mod`: when the cards changed.
    """

    created: int
    mod: int
    cards: Mapping[int, Standing]
    log: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Package:
    """All that a package holds.

    `decks` and `notetypes` are Anki's JSON by id. `banks`: the id and name of each bank's deck, for all banks that ever
    had one; under "", the collection's own. `numbers`: by guid, the cloze numbers of a list's entries. `media`: name →
    content. `studied`: of a learner's own deck, the progress.
    """

    collection: str
    language: str
    notes: tuple[Note, ...]
    decks: Mapping[str, Any]
    notetypes: Mapping[str, Any]
    banks: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[Numbered, ...]] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    studied: Studied | None = None

    def manifest(self) -> dict[str, Any]:
        """What `quizgen.json` says."""
        return {
            **({"mine": True} if self.studied is not None else {}),
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
    """The package at `path`; else why it can't be used: NO_PACKAGE, NOT_OURS, MINE or LATER.

    A package is data that anybody may have made: every value is checked as it comes in. Raises OSError if the file
    can't be read.
    """
    where = Place(str(path))
    try:
        with files.opened(path, files.MAX_PACKAGE) as file:
            return _read(Archive(file, files.MAX_PACKAGE))
    except files.Refused as refused:
        if refused.why in ("special", "too large"):
            return NO_PACKAGE.at(where)
        raise refused.as_error() from None
    except _Foreign:
        return NOT_OURS.at(where)
    except _Mine:
        return MINE.at(where)
    except _Later as later:
        return LATER.at(where, format=later.format)
    except (Damaged, Unfit, _Odd):
        return NO_PACKAGE.at(where)


class _Foreign(Exception):
    pass


class _Mine(Exception):
    """A learner's own deck: released, it would carry their progress to everybody."""


@dataclass
class _Later(Exception):
    format: int


class _Odd(ValueError):
    """A value that no package of ours holds."""


def _read(archive: Archive) -> Package:
    if MANIFEST not in archive.sizes or DATABASE not in archive.sizes:
        raise _Foreign
    manifest = _object(archive.read(MANIFEST, _MOST_JSON))
    if (found := _integer(manifest.get("format"))) != FORMAT:
        raise _Later(found)
    if manifest.get("mine"):
        raise _Mine
    language = _text(manifest.get("language"))
    with database(archive.read(DATABASE, MAX_DATABASE), TABLES) as stored:
        decks, notetypes, notes = _stored(stored, language)
    return Package(
        collection=_text(manifest.get("collection")),
        language=language,
        notes=notes,
        decks=decks,
        notetypes=notetypes,
        banks={bank: _deck(deck) for bank, deck in _mapping(manifest.get("banks")).items()},
        numbers={
            guid: tuple(map(_numbered, _list(numbered))) for guid, numbered in _mapping(manifest.get("numbers")).items()
        },
        media={_text(name): archive.read(number) for number, name in _object(archive.read(MEDIA, _MOST_JSON)).items()},
    )


# ---------------------------------------------------------------------------------------------------------------
# The database

TABLES = {
    "col": ("decks", "models"),
    "notes": ("id", "guid", "mid", "mod", "tags", "flds"),
    "cards": ("id", "nid", "ord", "did", "due"),
}
"""What of Anki's schema is read."""

_MOST_JSON = 10_000_000
"""Bytes of the manifest, and of each other part in JSON: 10 MB, for tens of thousands of lists with their entries."""

_LARGEST = (1 << 62) - 1
"""Of an id or a time: ids that follow the largest one still fit into a column."""

# SQLite tells faster than Python whether a value of another type or range stands anywhere.
_WRONG_NOTE = f"""
    SELECT 1 FROM notes WHERE typeof(id) <> 'integer' OR typeof(guid) <> 'text' OR typeof(mid) <> 'integer'
    OR typeof(mod) <> 'integer' OR typeof(tags) <> 'text' OR typeof(flds) <> 'text'
    OR id NOT BETWEEN 1 AND {_LARGEST} OR mod NOT BETWEEN 0 AND {1 << 40} OR guid = '' LIMIT 1
    """
_WRONG_CARD = f"""
    SELECT 1 FROM cards WHERE typeof(id) <> 'integer' OR typeof(nid) <> 'integer' OR typeof(ord) <> 'integer'
    OR typeof(did) <> 'integer' OR typeof(due) <> 'integer' OR id NOT BETWEEN 1 AND {_LARGEST}
    OR ord NOT BETWEEN 0 AND 65535 OR did NOT BETWEEN 1 AND {_LARGEST} OR due NOT BETWEEN 0 AND {(1 << 31) - 1}
    LIMIT 1
    """


def _stored(stored: Database, language: str) -> tuple[Mapping[str, Any], Mapping[str, Any], tuple[Note, ...]]:
    """The decks, the note types and the notes with their cards."""
    if stored.holds(_WRONG_NOTE) or stored.holds(_WRONG_CARD):
        raise _Odd
    decks, notetypes = map(_object, next(stored.rows("SELECT decks, models FROM col"), (None, None)))
    for deck in decks.values():
        _text(_mapping(deck).get("name")), _text(deck.get("desc"))
    cards: dict[int, list[Card]] = {}
    for id_, note, ordinal, deck, due in stored.rows("SELECT id, nid, ord, did, due FROM cards"):
        cards.setdefault(note, []).append(Card(id_, ordinal, deck, due))
    notes = tuple(
        Note(id_, guid, notetype, mod, tags, tuple(fields.split("\x1f")), _in_order(cards.get(id_, ())))
        for id_, guid, notetype, mod, tags, fields in stored.rows(
            "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
        )
    )
    sizes = {notetype_id(form, language): len(fields) for form, fields in FIELDS.items()}
    if any(len(note.fields) != sizes.get(note.notetype) for note in notes):  # a note of another make
        raise _Odd
    if len({note.guid for note in notes}) < len(notes):
        raise _Odd
    decks.pop(DEFAULT_DECK, None)
    return decks, notetypes, notes


# ---------------------------------------------------------------------------------------------------------------
# Values of JSON


def _object(text: bytes | str | None) -> dict[str, Any]:
    """The object that a text in JSON is."""
    try:
        return _mapping(json.loads(text if isinstance(text, bytes | str) and len(text) <= _MOST_JSON else ""))
    except (ValueError, RecursionError):
        raise _Odd from None


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Odd
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Odd
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or _HALF.search(value):
        raise _Odd
    return value


_HALF = re.compile("[\ud800-\udfff]")  # JSON can hold half a surrogate pair, which no file can


def _integer(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:  # true is an int in Python
        raise _Odd
    return value


def _deck(value: object) -> tuple[int, str]:
    match value:
        case [id_, name]:
            return _integer(id_), _text(name)
    raise _Odd


def _numbered(value: object) -> Numbered:
    match value:
        case [number, id_, text] if number in range(1, _MOST_ENTRIES):
            return Numbered(_integer(number), None if id_ is None else _text(id_), _text(text))
    raise _Odd


_MOST_ENTRIES = 100_000
"""Of a list, ever: far more than anybody learns."""
