"""What a learner answered in Anki, read from a package, a backup or a closed collection, without any of Anki's code.

A package is a zip archive that holds a database, since 2.1.50 packed with Zstandard. Only the notes of our own types
are looked at: the id of a type follows from form and language, so nobody else's has it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from quizgen import files
from quizgen.files.archives import Archive, Damaged
from quizgen.files.databases import Database, Unfit, database
from quizgen.outputs.anki.identity import FormName, notetype_id
from quizgen.outputs.anki.notetypes import CLOZE, FIELDS

Trouble = Literal["no collection", "too large", "later", "open", "zstd"]
"""`no collection`: no file of Anki's, or a damaged one. `later`: from an Anki that packs in a way not known yet.
`open`: Anki has the collection open right now. `zstd`: the library that unpacks it is not installed."""

MAX_COLLECTION = 500_000_000
"""Bytes of a database: 500 MB, some ten million reviews. Reading one takes twice as much memory."""

DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The names of the database in a package, the newest first: older ones beside it say only that Anki is too old."""

_LATEST_PACKAGE = 3
_MAGIC_ZSTD = b"\x28\xb5\x2f\xfd"
_MAGIC_SQLITE = b"SQLite format 3\0"
_MAGIC_ZIP = b"PK\x03\x04"
_AHEAD_MS = 86_400_000  # a clock may be wrong by a zone, not by more than a day


class Unreadable(Exception):
    """A file that Anki's answers can't be read from."""

    def __init__(self, trouble: Trouble, path: Path) -> None:
        super().__init__(trouble, str(path))
        self.trouble: Trouble = trouble
        self.path = path


class Review(NamedTuple):
    """An answer given in Anki. `at_ms` is its id in Anki's log, the moment of the answer. `ease`: the button, 1 to 4.

    `number`, `of`: of a list or a text with gaps, which of its numbers was asked, and how many it has; else None.
    """

    at_ms: int
    item: str
    guid: str
    language: str
    ease: int
    duration_ms: int
    number: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """The answers to our questions, by time. `future`: how many were left out, since they are not given yet."""

    reviews: tuple[Review, ...]
    future: int = 0


def looks_like_anki(path: Path) -> bool:
    """Whether a file is one of Anki's rather than lines of JSON. Raises files.Refused."""
    head = files.head(path, len(_MAGIC_SQLITE))
    return head.startswith(_MAGIC_ZIP) or head == _MAGIC_SQLITE or path.suffix in (".apkg", ".colpkg", ".anki2")


def read(path: Path, now_ms: int) -> Log:
    """The answers that a file of Anki's holds. Raises Unreadable and files.Refused."""
    try:
        with database(_stored(path), _TABLES, limit=MAX_COLLECTION) as stored:
            return _log(stored, now_ms + _AHEAD_MS)
    except (Damaged, Unfit):
        raise Unreadable("no collection", path) from None
    except files.Refused as refused:
        if refused.why != "too large":
            raise
        raise Unreadable("too large", path) from None


# ---------------------------------------------------------------------------------------------------------------
# The file


def _stored(path: Path) -> bytes:
    """The database in a file, as one that needs no file beside it."""
    if files.head(path, len(_MAGIC_SQLITE)) == _MAGIC_SQLITE:
        # Anki holds its collection locked, and what it wrote last stands beside it: what the file says is of before.
        if any(path.with_name(path.name + more).exists() for more in ("-wal", "-journal")):
            raise Unreadable("open", path)
        stored = files.read(path, MAX_COLLECTION)
    else:
        with files.opened(path, files.MAX_PACKAGE) as file:
            stored = _unpacked(Archive(file, files.MAX_PACKAGE), path)
    # A log beside the file, which a copy in memory can't have: the two bytes say that there is none.
    return stored[:18] + b"\x01\x01" + stored[20:]


def _unpacked(archive: Archive, path: Path) -> bytes:
    if "meta" in archive.sizes and _package_version(archive.read("meta", 1000)) > _LATEST_PACKAGE:
        raise Unreadable("later", path)
    name = next((name for name in DATABASES if name in archive.sizes), None)
    if name is None:
        raise Unreadable("no collection", path)
    stored = archive.read(name, MAX_COLLECTION)
    return _decompressed(stored, path) if stored.startswith(_MAGIC_ZSTD) else stored


def _package_version(meta: bytes) -> int:
    """The first field of a message of protocol buffers, a small number; 0 if it isn't there."""
    return meta[1] if len(meta) >= 2 and meta[0] == 0x08 else 0


def _decompressed(stored: bytes, path: Path) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise Unreadable("zstd", path) from None
    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(stored)) as stream:
            data = stream.read(MAX_COLLECTION + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise Damaged(str(error)) from None
    if len(data) > MAX_COLLECTION:
        raise Unreadable("too large", path)
    return data


# ---------------------------------------------------------------------------------------------------------------
# The database

_TABLES = {
    "notes": ("id", "guid", "mid", "flds"),
    "cards": ("id", "nid", "ord"),
    "revlog": ("id", "cid", "ease", "factor", "time", "type"),
}

# Whatever else a log holds is no answer: a day set by hand (4), a rescheduling (5), a cram that changed nothing.
_ANSWERS = "ease BETWEEN 1 AND 4 AND type BETWEEN 0 AND 3 AND NOT (type = 3 AND factor = 0)"
_ITEM = re.compile(r"[^\s/]{1,200}/[^\s/]{1,200}")
_CLOZE = re.compile(r"\{\{c([0-9]{1,5})::")


class _Card(NamedTuple):
    item: str
    guid: str
    language: str
    number: int | None
    of: int | None


def _log(stored: Database, until_ms: int) -> Log:
    types = dict(_our_types(stored))
    if not types:
        return Log(())
    ours = f"mid IN ({', '.join(map(str, types))})"
    cards = dict(_cards(stored, types, ours))
    reviews: list[Review] = []
    future = 0
    # Rows whose values are of another kind are no answers either: SQLite leaves them out by comparing.
    for id_, cid, ease, took in stored.rows(
        f"""
        SELECT id, cid, ease, time FROM revlog
        WHERE {_ANSWERS} AND typeof(ease) = 'integer' AND typeof(time) = 'integer' AND id > 0
        AND cid IN (SELECT c.id FROM cards c JOIN notes n ON n.id = c.nid WHERE n.{ours}) ORDER BY id
        """
    ):
        card = cards.get(cid)
        if card is None:
            continue
        if id_ > until_ms:
            future += 1
            continue
        duration_ms = min(max(took, 0), _LONGEST_MS)
        reviews.append(Review(id_, card.item, card.guid, card.language, ease, duration_ms, card.number, card.of))
    return Log(tuple(reviews), future)


_LONGEST_MS = 86_400_000


def _our_types(stored: Database) -> Iterator[tuple[int, tuple[FormName, str]]]:
    """The note types that are ours, with their form and language: their id proves it."""
    for mid, flds in stored.rows("SELECT mid, flds FROM notes WHERE typeof(flds) = 'text' GROUP BY mid"):
        fields = flds.split("\x1f")
        for form, names in FIELDS.items():
            if len(fields) == len(names) and mid == notetype_id(form, fields[names.index("Language")]):
                yield mid, (form, fields[names.index("Language")])


def _cards(stored: Database, types: dict[int, tuple[FormName, str]], ours: str) -> Iterator[tuple[int, _Card]]:
    notes: dict[int, tuple[str, str, FormName, str, int]] = {}
    for id_, guid, mid, flds in stored.rows(f"SELECT id, guid, mid, flds FROM notes WHERE {ours}"):
        form, language = types[mid]
        fields = flds.split("\x1f") if isinstance(flds, str) and isinstance(guid, str) else []
        if len(fields) != len(FIELDS[form]):
            continue
        item = fields[FIELDS[form].index("Id")].strip()
        if _ITEM.fullmatch(item) and item.isprintable():
            numbers = len(set(_CLOZE.findall(flds))) if form in CLOZE else 0
            notes[id_] = (item, guid, form, language, numbers)
    counts: Counter[int] = Counter()
    rows = [row for row in stored.rows("SELECT id, nid, ord FROM cards") if row[1] in notes]
    counts.update(nid for _, nid, _ in rows)
    for id_, nid, ordinal in rows:
        item, guid, form, language, numbers = notes[nid]
        if form not in CLOZE:
            yield id_, _Card(item, guid, language, None, None)
        elif isinstance(ordinal, int) and 0 <= ordinal < 65_536:
            yield id_, _Card(item, guid, language, ordinal + 1, numbers or counts[nid])
