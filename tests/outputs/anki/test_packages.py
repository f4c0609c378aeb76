"""Packages as files: the same bytes every time, never half written, and read back with care."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizgen import files
from quizgen.bank import find, load
from quizgen.items import (
    Bank,
    Choose,
    Collection,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Item,
    Name,
    Option,
    Reveal,
    Spelling,
)
from quizgen.outputs import anki
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.outputs.anki.package import LATER, NO_PACKAGE
from quizgen.outputs.anki.render import Renderer
from quizgen.outputs.anki.write import content
from quizgen.problems import Place, Problem
from quizgen.text.phrases import Phrases

if TYPE_CHECKING:
    from world import Author

ROOT = Path(__file__).resolve().parents[3]
AT = 1_700_000_000
_BUILD = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from world import read
from quizgen.outputs import anki
from quizgen.outputs.anki.write import content
from quizgen.text.phrases import Phrases
collection = read(Path({bank!r}))
plan = anki.build(collection, "fr", list(collection.items()), previous=None, stamp={at}, say=Phrases("fr"))
sys.stdout.buffer.write(content(plan.package))
"""


def read(home: Path) -> Collection:
    loaded = load([find.Target(home)])
    assert not loaded.problems, loaded.problems
    return loaded.collections[0]


@pytest.mark.slow
def test_the_same_bytes_under_any_hash_seed(author: Author) -> None:
    script = _BUILD.format(tests=str(Path(__file__).parent), bank=str(author.home / "bank"), at=AT)
    built = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert built[0] == built[1] == content(author.plan("fr", at=AT).package)


def test_the_same_previous_package_and_stamp_give_the_same_bytes(author: Author) -> None:
    author.release(at=AT)
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    assert content(author.plan(at=AT + 5).package) == content(author.plan(at=AT + 5).package)


def test_what_is_read_back_is_what_was_written(author: Author) -> None:
    package = author.plan(at=AT).package
    assert anki.read(author.release(at=AT)) == package


def test_nothing_changed_is_nothing_to_write_whatever_the_time(author: Author) -> None:
    author.release(at=AT)
    plan = author.plan(at=AT + 1000)
    assert not plan.differs
    assert plan.unchanged == 12


def test_a_change_within_the_same_second_is_later_all_the_same(author: Author) -> None:
    author.release(at=AT)
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    (updated,) = author.plan(at=AT).updated
    assert (updated.before.mod, updated.after.mod) == (AT, AT + 1)
    assert (updated.before.id, updated.before.cards) == (updated.after.id, updated.after.cards)


def test_vanished_without_being_withdrawn(author: Author) -> None:
    author.release(at=AT)
    path = author.home / "bank" / "europe.yaml"
    path.write_text(path.read_text("utf-8").partition("  - id: treaty\n")[0], "utf-8")
    assert author.plan(at=AT + 1).vanished == ("world/treaty",)
    for name in ("treaty", "world/treaty"):
        plan = author.plan(at=AT + 1, drop=[name])
        assert (plan.vanished, plan.withdrawn, plan.dropped) == ((), ("world/treaty",), {name})
    author.release(at=AT + 1, drop=["treaty"])
    assert not author.plan(at=AT + 2).differs  # told once, for ever


def test_pictures_are_named_by_what_they_hold(author: Author) -> None:
    first = author.plan(at=AT).package
    (name,) = first.media
    author.release(at=AT)
    picture = author.home / "bank/pictures/map.svg"
    picture.write_text(picture.read_text("utf-8").replace("#9ab", "#bad"), "utf-8")
    plan = author.plan(at=AT + 1)
    assert [each.id for each in plan.updated] == ["world/neighbour"]
    (other,) = plan.package.media
    assert name != other
    assert other.startswith("quizgen-")
    assert other.endswith(".svg")


def test_zip_entries_tell_nothing_of_the_machine(author: Author) -> None:
    with zipfile.ZipFile(author.release(at=AT)) as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0", "quizgen.json"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"bank/" not in archive.read("quizgen.json")


def test_what_anki_does_not_keep(author: Author) -> None:
    author.edit("europe.yaml", "[{country: BE}, ", "[{id: be, answer: {country: BE}}, ")
    with zipfile.ZipFile(author.release("fr", at=AT)) as archive:
        ours = json.loads(archive.read("quizgen.json"))
    assert set(ours) == {"format", "collection", "language", "banks", "numbers"}
    assert (ours["format"], ours["collection"], ours["language"]) == (1, "world", "fr")
    assert {bank: name for bank, (_, name) in ours["banks"].items()} == {
        "": "Le monde",
        "asia": "Le monde::Asie",
        "europe": "Le monde::Europe",
    }
    assert list(ours["numbers"].values()) == [[[1, "be", "Belgique"], [2, None, "Pays-Bas"], [3, None, "Luxembourg"]]]


def test_an_earlier_deck_is_known_by_its_collection_or_its_questions(author: Author) -> None:
    deck, home = author.release(at=AT), author.home / "bank"

    def refused(language: str = "en") -> object:
        found = anki.earlier(deck, read(home), language)
        return None if isinstance(found, anki.Package) else (found.code.id, found.place.file, found.values)

    other = "Q914", str(deck), {"collection": "world", "ours": "earth"}
    assert refused() is None
    assert refused("fr") == ("Q913", str(deck), {"language": "en", "other": "fr"})
    author.edit("collection.yaml", "id: world\n", "id: earth\n")
    assert refused() == other, "none of its questions is here"
    for file in ("asia.yaml", "europe.yaml"):
        path = home / file
        path.write_text(re.sub("- id: (.+)\n", r"- id: \1\n    was: world/\1\n", path.read_text("utf-8")), "utf-8")
    assert refused() is None, "all its questions are here, from another collection"
    author.edit("europe.yaml", "    was: world/treaty\n", "")
    assert refused() == other, "one of its questions is not"


def test_whoever_watches_sees_every_question_that_is_asked(author: Author) -> None:
    collection = read(author.home / "bank")
    items = list(collection.items())
    items[1] = replace(items[1], languages=("fr",))
    seen: list[str] = []

    def watch(asked: Sequence[Item]) -> Iterator[Item]:
        for item in asked:
            yield item
            seen.append(item.name)

    plan = anki.build(collection, "en", items, previous=None, stamp=AT, say=Phrases("en"), watch=watch)
    assert isinstance(plan, anki.Plan)
    assert seen == [item.name for item in items if item.name != "islands"]
    assert (plan.left_out, len(plan.new)) == (1, 11)


@pytest.mark.parametrize(("language", "leftwards"), [("en", False), ("ar", True)])
def test_fields_are_written_in_the_languages_direction(language: str, leftwards: bool) -> None:
    asked = Item("c/q", "b", "card", (language,), Reveal(Name("a")), prompt=Name("b"))
    collection = Collection("c", Name("C"), (language,), (Bank("b", Name("B"), (asked,)),))
    plan = anki.build(collection, language, [asked], previous=None, stamp=AT, say=Phrases(language))
    assert isinstance(plan, anki.Plan)
    (made,) = plan.package.notetypes.values()
    assert {field["rtl"] for field in made["flds"]} == {leftwards}
    assert made["did"] == plan.package.banks[""][0]


@pytest.mark.parametrize("fixed", [False, True])
def test_options_that_stay_last_are_written_last(fixed: bool) -> None:
    options = tuple(Option(Name(name), name == "a", last=name in "ef") for name in "abcdef")
    asked = Item("c/q", "b", "any", ("en",), Choose(options, fixed=fixed), Name("?"))
    shown = []
    for each in ("one", "question", "or another", "of these"):
        note = Renderer("en", Phrases("en")).draft(asked, each)
        listed = dict(zip(FIELDS["choose"], note.fields, strict=True))["Options"]
        shown.append(re.findall(r"<li( data-ok)?( data-last)?>.*?>(\w)<", listed))
    assert {tuple(letter for _, _, letter in each)[4:] for each in shown} == {("e", "f")}
    assert {letter for each in shown for right, _, letter in each if right} == {"a"}
    assert {letter for each in shown for _, last, letter in each if last} == {"e", "f"}
    orders = {tuple(letter for _, _, letter in each)[:4] for each in shown}
    assert orders == {tuple("abcd")} if fixed else len(orders) > 1


def _list(count: int) -> Enumerate:
    return Enumerate(tuple(Entry(Spelling(Name(f"answer {n}"))) for n in range(count)), count)


@pytest.mark.parametrize(
    ("form", "prompt", "told"),
    [
        (_list(499), "Which?", None),
        (_list(500), "Which?", ("Q903", {"id": "q", "limit": 499, "number": 500})),
        (Fill({"en": (Gap(499, "a"),)}), None, None),
        (Fill({"en": (Gap(1, "a"), Gap(500, "b"))}), None, ("Q902", {"id": "q", "limit": 499, "number": 500})),
        (Reveal(Name("a")), "```\n```", ("Q901", {"id": "q", "language": "en"})),
    ],
)
def test_what_anki_cannot_show_is_told(
    form: Form, prompt: str | None, told: tuple[str, dict[str, object]] | None
) -> None:
    asked = Item(
        "c/q", "b", "any", ("en",), form, prompt=None if prompt is None else Name(prompt), where=Place("b.yaml", ())
    )
    banks = (Bank("a", Name("A"), (), path="a.yaml"), Bank("b", Name("B"), (asked,), path="b.yaml"))
    collection = Collection("c", Name("C"), ("en",), banks)
    found = anki.build(collection, "en", [asked], previous=None, stamp=AT, say=Phrases("en"))
    if told is None:
        assert isinstance(found, anki.Plan)
        return
    assert isinstance(found, tuple)
    assert [(each.code.id, each.values, each.place.file) for each in found] == [(*told, "b.yaml")]


# ---------------------------------------------------------------------------------------------------------------
# What can go wrong


def test_a_full_disk_leaves_the_old_deck_whole(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    path = author.release(at=AT)
    before = path.read_bytes()
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    plan = author.plan(at=AT + 1)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        anki.write(plan.package, path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def _spoil(path: Path, name: str, data: bytes | None) -> None:
    """Replace one file in a package; None takes it away."""
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files[name] = data if data is not None else b""
    if data is None:
        del files[name]
    with zipfile.ZipFile(path, "w") as archive:
        for each, content_ in files.items():
            archive.writestr(each, content_)


OURS = {"format": 1, "collection": "world", "language": "en", "banks": {}, "numbers": {}}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("quizgen.json", None, "Q911"),
        ("collection.anki2", None, "Q911"),
        ("quizgen.json", b"{", "Q910"),
        ("quizgen.json", b"[]", "Q910"),
        ("quizgen.json", b"\xff", "Q910"),
        ("quizgen.json", json.dumps({**OURS, "format": 2}).encode(), "Q912"),
        ("quizgen.json", json.dumps({**OURS, "format": "x"}).encode(), "Q910"),
        ("quizgen.json", json.dumps({**OURS, "banks": {"": 1}}).encode(), "Q910"),
        ("quizgen.json", json.dumps({**OURS, "language": "de"}).encode(), "Q910"),  # not its note types
        ("collection.anki2", b"", "Q910"),
        ("collection.anki2", b"SQLite format 3\0" + b"x" * 5000, "Q910"),
        ("media", b'{"7": "x"}', "Q910"),
        ("media", b"", "Q910"),
    ],
)
def test_a_spoilt_package_is_a_problem(author: Author, name: str, data: bytes | None, code: str) -> None:
    path = author.release(at=AT)
    _spoil(path, name, data)
    found = anki.read(path)
    assert isinstance(found, Problem)
    assert (found.code.id, found.place.file) == (code, str(path))


def test_a_later_format_is_named(author: Author) -> None:
    path = author.release(at=AT)
    _spoil(path, "quizgen.json", json.dumps({**OURS, "format": 12}).encode())
    assert anki.read(path) == Problem(LATER, Place(str(path)), {"format": 12})


def test_a_file_too_large_to_be_ours_is_not_unpacked(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    path = author.release(at=AT)
    with zipfile.ZipFile(path) as archive:
        whole = sum(info.file_size for info in archive.infolist())
    monkeypatch.setattr(files, "MAX_PACKAGE", whole)
    assert isinstance(anki.read(path), anki.Package)
    monkeypatch.setattr(files, "MAX_PACKAGE", whole - 1)
    assert anki.read(path) == Problem(NO_PACKAGE, Place(str(path)))


@pytest.mark.parametrize("keep", [0, 1, 100, 5000, -1, -40])
def test_a_package_cut_short_is_a_problem(author: Author, keep: int) -> None:
    path = author.release(at=AT)
    path.write_bytes(path.read_bytes()[:keep])
    found = anki.read(path)
    assert isinstance(found, Problem)
    assert found.code.id == "Q910"


def test_no_byte_of_a_package_makes_reading_crash(author: Author) -> None:
    path = author.release(at=AT)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert isinstance(anki.read(path), Problem | anki.Package)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        anki.read(tmp_path / "none.apkg")
