"""What was answered in Anki, read from every kind of file that it writes, and from files made by hand."""

from __future__ import annotations

import sqlite3
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from needs import need_anki

from quizgen.files import databases
from quizgen.outputs.anki import revlog
from quizgen.outputs.anki.identity import notetype_id
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.outputs.anki.revlog import Review, Unreadable

if TYPE_CHECKING:
    from world import Author, Learner

DAY_MS = 86_400_000
NOW_MS = 1_795_000_000_000
SCHEMA = """
    CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, mod INTEGER, flds TEXT);
    CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, ord INTEGER);
    CREATE TABLE revlog (
      id INTEGER PRIMARY KEY, cid INTEGER, usn INTEGER, ease INTEGER, ivl INTEGER, lastIvl INTEGER, factor INTEGER,
      time INTEGER, type INTEGER
    );
    """


def fields(form: str, item: str, first: str = "", language: str = "en") -> str:
    names = FIELDS[form]  # type: ignore[index]  # the caller names one
    values = {"Id": item, "Language": language, names[0]: first}
    return "\x1f".join(values.get(name, "") for name in names)


def stored(*statements: str, schema: str = SCHEMA) -> bytes:
    """A collection with a card, a list of two entries, and a note of somebody else's with our field names."""
    database = sqlite3.connect(":memory:")
    database.executescript(schema)
    if schema is SCHEMA:
        clozes = "{{c1::a}} {{c2::b}}"
        database.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, 0, ?)",
            [
                (1, "g1", notetype_id("write", "en"), fields("write", "c/one")),
                (2, "g2", notetype_id("enumerate", "en"), fields("enumerate", "c/list", clozes)),
                (3, "g3", 1_600_000_000_001, fields("write", "c/theirs")),
                (4, "g4", notetype_id("write", "en"), fields("write", "\x1b[31mno id")),
            ],
        )
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?)", [(10, 1, 0), (20, 2, 0), (21, 2, 1), (30, 3, 0), (40, 4, 0)]
        )
        rows = [(NOW_MS - n * 1000, cid, 3, 0) for n, cid in enumerate((10, 20, 21, 30, 40, 99), 1)]
        database.executemany("INSERT INTO revlog VALUES (?, ?, 0, ?, 1, 0, 200, 3000, ?)", rows)
    for statement in statements:
        database.execute(statement)
    database.commit()
    return database.serialize()


def package(path: Path, database: bytes, name: str = "collection.anki2", **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, database)
        for member, data in more.items():
            archive.writestr(member, data)
    return path


def test_our_notes_alone_are_read(tmp_path: Path) -> None:
    log = revlog.read(package(tmp_path / "a.apkg", stored()), NOW_MS)
    assert log.reviews == (
        Review(NOW_MS - 3000, "c/list", "g2", "en", 3, 3000, 2, 2),
        Review(NOW_MS - 2000, "c/list", "g2", "en", 3, 3000, 1, 2),
        Review(NOW_MS - 1000, "c/one", "g1", "en", 3, 3000),
    )
    bare = tmp_path / "collection.anki2"
    bare.write_bytes(stored())
    assert revlog.read(bare, NOW_MS) == log


@pytest.mark.parametrize(
    ("ease", "type_", "factor", "counts"),
    [
        *((1, 0, 200, True), (4, 1, 200, True), (2, 2, 200, True), (3, 3, 200, True), (3, 3, 0, False)),
        *((0, 0, 200, False), (5, 0, 200, False), (3, 4, 200, False), (3, 5, 200, False), ("'x'", 0, 200, False)),
    ],
)
def test_what_counts_as_an_answer(tmp_path: Path, ease: object, type_: int, factor: int, counts: bool) -> None:
    data = stored("DELETE FROM revlog", f"INSERT INTO revlog VALUES (5, 10, 0, {ease}, 1, 0, {factor}, 1, {type_})")
    assert len(revlog.read(package(tmp_path / "a.apkg", data), NOW_MS).reviews) == counts


def test_answers_of_the_future_are_left_out_and_counted(tmp_path: Path) -> None:
    data = stored(f"INSERT INTO revlog VALUES ({NOW_MS + 2 * DAY_MS}, 10, 0, 3, 1, 0, 200, 1, 0)",
                  f"INSERT INTO revlog VALUES ({2**62}, 10, 0, 3, 1, 0, 200, 1, 0)")  # fmt: skip
    log = revlog.read(package(tmp_path / "a.apkg", data), NOW_MS)
    assert (len(log.reviews), log.future) == (3, 2)


def trouble(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        revlog.read(path, NOW_MS)
    return caught.value.trouble


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON revlog BEGIN DELETE FROM notes; END",
        "CREATE VIEW v AS SELECT 1",
        "DROP TABLE revlog",
        "DROP TABLE cards",
        "ALTER TABLE notes DROP COLUMN guid",
    ],
)
def test_a_database_of_another_make_is_refused(tmp_path: Path, statement: str) -> None:
    assert trouble(package(tmp_path / "a.apkg", stored(statement))) == "no collection"


def test_a_view_in_the_place_of_a_table_is_refused(tmp_path: Path) -> None:
    data = stored(
        schema=SCHEMA.replace("CREATE TABLE revlog (", "CREATE TABLE log (") + "CREATE VIEW revlog AS SELECT * FROM log"
    )
    assert trouble(package(tmp_path / "a.apkg", data)) == "no collection"


def test_what_is_no_file_of_ankis_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    for data in (b"", b"PK\x03\x04junk", b"SQLite format 3\0" + b"\x07" * 5000):
        path.write_bytes(data)
        assert trouble(path) == "no collection"
    assert trouble(package(path, b"", "readme.txt")) == "no collection"
    assert trouble(package(path, stored()[:3000])) == "no collection"


def test_a_package_of_a_later_anki_is_told_so(tmp_path: Path) -> None:
    assert trouble(package(tmp_path / "a.colpkg", b"what?", "collection.anki22", meta=b"\x08\x04")) == "later"


def test_bombs_are_refused_before_they_unfold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zstandard = pytest.importorskip("zstandard")
    monkeypatch.setattr(revlog, "MAX_COLLECTION", 1_000_000)
    nothing = bytes(50_000_000)
    packed = zstandard.ZstdCompressor().compress(nothing)
    assert len(packed) < 10_000
    assert trouble(package(tmp_path / "a.colpkg", packed, "collection.anki21b", meta=b"\x08\x03")) == "too large"
    assert trouble(package(tmp_path / "b.apkg", nothing)) == "no collection"
    broken = packed[:50]
    assert trouble(package(tmp_path / "c.colpkg", broken, "collection.anki21b")) == "no collection"
    huge = tmp_path / "collection.anki2"
    huge.write_bytes(stored() + bytes(2_000_000))
    assert trouble(huge) == "too large"


def test_an_endless_query_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_STEPS", 0)
    monkeypatch.setattr(databases, "_STEPS_A_BYTE", 0)
    monkeypatch.setattr(databases, "_STEPS_AT_ONCE", 10)
    assert trouble(package(tmp_path / "a.apkg", stored())) == "no collection"


def test_without_the_library_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    path = package(tmp_path / "a.colpkg", b"\x28\xb5\x2f\xfd....", "collection.anki21b")
    assert trouble(path) == "zstd"


def test_the_newest_database_of_a_package_is_read(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "a.colpkg"
    packed = zstandard.ZstdCompressor().compress(stored())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", stored("DELETE FROM revlog"))
        archive.writestr("collection.anki21b", packed)
    assert len(revlog.read(path, NOW_MS).reviews) == 3


def test_an_open_collection_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    path.write_bytes(stored())
    (tmp_path / "collection.anki2-wal").touch()
    assert trouble(path) == "open"


# ---------------------------------------------------------------------------------------------------------------
# What Anki itself writes


def answer_all(learner: Learner, ease: int = 3) -> int:
    """Answer every card that the scheduler gives, once."""
    count = 0
    while count < 5 and (card := learner.anki.sched.getCard()) is not None:
        learner.anki.sched.answerCard(card, ease)
        count += 1
        time.sleep(0.002)
    return count


@pytest.fixture
def studied(author: Author, learner: Learner) -> Learner:
    """Who imported a deck and answered some of it."""
    learner.imports(author.release())
    deck = next(each.id for each in learner.anki.decks.all_names_and_ids() if each.name != "Default")
    learner.anki.decks.select(deck)
    assert answer_all(learner) == 5
    return learner


def _apkg(legacy: bool) -> Callable[[Learner, Path], Path]:
    def export(learner: Learner, folder: Path) -> Path:
        from anki.collection import ExportAnkiPackageOptions

        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
        path = folder / "out.apkg"
        learner.anki.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    return export


def _colpkg(legacy: bool) -> Callable[[Learner, Path], Path]:
    def export(learner: Learner, folder: Path) -> Path:
        path = folder / "out.colpkg"
        learner.anki.export_collection_package(str(path), include_media=False, legacy=legacy)
        return path

    return export


def _backup(learner: Learner, folder: Path) -> Path:
    assert learner.anki.create_backup(backup_folder=str(folder), force=True, wait_for_completion=True)
    (path,) = folder.glob("*.colpkg")
    return path


def _closed(learner: Learner, _: Path) -> Path:
    learner.anki.close()
    return Path(learner.anki.path)


@pytest.mark.parametrize(
    "export",
    [_apkg(True), _apkg(False), _colpkg(True), _colpkg(False), _backup, _closed],
    ids=["apkg-legacy", "apkg", "colpkg-legacy", "colpkg", "backup", "closed"],
)
def test_every_file_that_anki_writes_is_read(
    studied: Learner, tmp_path: Path, export: Callable[[Learner, Path], Path]
) -> None:
    need_anki()
    rows = studied.anki.db.all("select id, ease from revlog order by id")
    folder = tmp_path / "out"
    folder.mkdir()
    path = export(studied, folder)
    log = revlog.read(path, round(time.time() * 1000))
    assert [[review.at_ms, review.ease] for review in log.reviews] == rows
    assert all(review.item.startswith("world/") for review in log.reviews)
    if path.suffix == ".anki2":
        studied.anki.reopen()


def test_the_collection_that_anki_has_open_is_not_read(studied: Learner) -> None:
    assert trouble(Path(studied.anki.path)) == "open"
