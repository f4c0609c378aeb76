"""`quizgen progress import` of what was answered in Anki: files, backups, what is told, and taking it back."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Ran

from quizgen.app import from_anki, learner
from quizgen.outputs.anki.identity import notetype_id
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.study.events import Event
from quizgen.study.progress import Progress

NOW_MS = 1_795_000_000_000


@pytest.fixture(autouse=True)
def _clock(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learner, "now_ms", lambda: NOW_MS)
    monkeypatch.delenv("ANKI_BASE", raising=False)


def package(path: Path, *ids: int, item: str = "tiny/kuwait") -> Path:
    """What Anki exports with its progress: one card, answered at these moments."""
    names = FIELDS["write"]
    fields = "\x1f".join({"Id": item, "Language": "en"}.get(name, "") for name in names)
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, flds);"
        "CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, ord);"
        "CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, ease, factor, time, type)"
    )
    database.execute("INSERT INTO notes VALUES (1, ?, ?, ?)", (f"guid of {item}", notetype_id("write", "en"), fields))
    database.execute("INSERT INTO cards VALUES (2, 1, 0)")
    database.executemany("INSERT INTO revlog VALUES (?, 2, 3, 200, 3000, 1)", [(each,) for each in ids])
    database.commit()
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", database.serialize())
    return path


def memories() -> dict[str, int]:
    with Progress(learner.path()) as progress:
        return {item: memory.reviews for item, memory in progress.memories().items()}


def test_answers_are_merged_told_and_taken_back(quizgen: Callable[..., Ran], here: Path) -> None:
    with Progress(learner.path()) as progress:
        mine = Event("mine", NOW_MS - 9_000_000, "answer", "tiny/kuwait", "s", mode="study", score="1", rating=3)
        progress.append(mine)
    package(here / "phone.apkg", NOW_MS - 8_999_999, NOW_MS - 5_000_000, NOW_MS - 1000, NOW_MS + 10**9)
    ran = quizgen("progress", "import", "phone.apkg")
    assert ran.code == 0
    assert ran.out.splitlines() == ["1 answer in it was given here", "2 new rows, 0 known already"]
    assert "1 answer is dated in the future" in ran.err
    assert memories() == {"tiny/kuwait": 3}
    (backup,) = learner.path().parent.glob("*.before-import")
    with Progress(backup) as before:
        assert before.events() == [mine]
    assert quizgen("progress", "import", "phone.apkg").out.splitlines()[-1] == "0 new rows, 2 known already"
    with Progress(learner.path()) as progress:
        assert [event.id for event in progress.events()][1:] == [f"anki:{NOW_MS - 5_000_000}", f"anki:{NOW_MS - 1000}"]
    assert "phone.apkg" in quizgen("progress", "import", "--list").out
    assert quizgen("progress", "import", "--undo").code == 0
    assert memories() == {"tiny/kuwait": 1}


def test_stats_say_how_many_answers_came_from_anki(quizgen: Callable[..., Ran], here: Path) -> None:
    bank = """
format: 1
id: tiny
title: Tiny
languages: [en]
questions:
  - id: kuwait
    kind: text
    prompt: Where?
    answer: Kuwait
"""
    (here / "tiny.yaml").write_text(bank, "utf-8")
    package(here / "phone.apkg", NOW_MS - 5_000_000, NOW_MS - 1000)
    assert quizgen("progress", "import", "phone.apkg").code == 0
    assert json.loads(quizgen("stats", "tiny.yaml", "--json").out)["from_anki"] == 2
    assert "2 of them given in Anki" in quizgen("stats", "tiny.yaml").out
    assert "dont 2 données dans Anki" in quizgen("stats", "tiny.yaml", "--lang", "fr").out


def test_two_profiles_may_hold_an_answer_of_one_moment(quizgen: Callable[..., Ran], here: Path) -> None:
    package(here / "ann.apkg", NOW_MS - 1000)
    package(here / "bob.apkg", NOW_MS - 1000, item="tiny/qatar")
    for _ in range(2):
        for name in ("ann", "bob"):
            assert quizgen("progress", "import", f"{name}.apkg").code == 0
        assert memories() == {"tiny/kuwait": 1, "tiny/qatar": 1}


def test_a_file_that_cannot_be_read_leaves_everything_as_it_was(quizgen: Callable[..., Ran], here: Path) -> None:
    package(here / "good.apkg", NOW_MS - 1000)
    (here / "bad.colpkg").write_bytes(b"PK\x03\x04 no zip")
    for language, told in (("en", "this is no file of Anki’s"), ("fr", "ce n’est pas un fichier d’Anki")):
        ran = quizgen("progress", "import", "good.apkg", "bad.colpkg", "--lang", language)
        assert ran.code == 3
        assert told in ran.err
    assert memories() == {}


def test_a_deck_without_progress_is_told_so(quizgen: Callable[..., Ran], here: Path) -> None:
    package(here / "fresh.apkg")
    assert "was the deck exported with its progress?" in quizgen("progress", "import", "fresh.apkg").out


def test_the_newest_backup_of_each_profile_is_found(quizgen: Callable[..., Ran], here: Path) -> None:
    home = here / "data" / "Anki2"
    for profile in ("Ann", "Zoé"):
        (home / profile).mkdir(parents=True)
        (home / profile / "collection.anki2").write_bytes(b"open, never read")
    package(home / "Ann" / "backups" / "backup-2026-11-01-10.00.00.colpkg", NOW_MS - 9000)
    package(home / "Ann" / "backups" / "backup-2026-11-02-09.00.00.colpkg", NOW_MS - 9000, NOW_MS - 1000)
    ran = quizgen("progress", "import", "--anki")
    assert ran.code == 0
    assert "2 new rows" in ran.out
    assert "Ann: backup of" in ran.out
    assert "Zoé: no backup yet" in ran.err


def test_without_any_backup_the_place_is_named(quizgen: Callable[..., Ran]) -> None:
    ran = quizgen("progress", "import", "--anki")
    assert ran.code == 3
    assert "Anki2" in ran.err


@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/Anki2"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/d"}, "/d/Anki2"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/Anki2"),
        ("win32", {"APPDATA": "/a"}, "/a/Anki2"),
        ("win32", {"USERPROFILE": "/u"}, "/u/AppData/Roaming/Anki2"),
        ("linux", {"ANKI_BASE": "/b"}, "/b"),
    ],
)
def test_where_each_system_keeps_profiles(platform: str, environ: dict[str, str], place: str) -> None:
    assert from_anki.homes(environ, platform)[0] == Path(place)
