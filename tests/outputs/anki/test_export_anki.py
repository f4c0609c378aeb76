"""`quizgen export anki` as it is called: what it prints, what it writes, how it ends."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizgen.cli.main import main

CASES = Path(__file__).resolve().parents[2] / "cases" / "anki"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the collection `world`."""
    monkeypatch.chdir(tmp_path)
    for name in ("QUIZGEN_LANG", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    shutil.copytree(CASES / "world", tmp_path / "world")
    return tmp_path


@pytest.fixture
def export(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(["export", "anki", "world", *arguments])
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run


def edit(file: str, old: str, new: str) -> None:
    path = Path("world") / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_deck_in_every_language_here(export: Callable[..., Ran], here: Path) -> None:
    assert export() == Ran(0, "world.fr.apkg: 12 new\nworld.en.apkg: 12 new\n", "")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in here.glob("*.apkg")}
    assert len(before) == 2
    again = export()
    assert again.code == 0
    assert "world.fr.apkg: nothing has changed (12 unchanged)" in again.out
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in here.glob("*.apkg")} == before


@pytest.mark.parametrize(
    ("output", "files"),
    [
        (("-o", "decks"), {"decks/world.en.apkg"}),
        (("-o", "deep/er/decks/"), {"deep/er/decks/world.en.apkg"}),
        (("-o", "mine.apkg"), {"mine.apkg"}),
        (("-o", "deep/mine.apkg"), {"deep/mine.apkg"}),
        ((), {"world.en.apkg"}),
    ],
)
def test_where_it_goes(export: Callable[..., Ran], here: Path, output: tuple[str, ...], files: set[str]) -> None:
    assert export("--lang", "en", *output).code == 0
    assert {str(path.relative_to(here)) for path in here.rglob("*.apkg")} == files


def test_diff_in_english(export: Callable[..., Ran]) -> None:
    export()
    edit(
        "asia.yaml",
        "- id: capital\n",
        "- id: new\n    kind: card\n    prompt: A\n    answer: B\n  - id: capital\n".replace("A", "{fr: A, en: A}", 1),
    )
    edit(
        "asia.yaml",
        "answer: {fr: Organisation des Nations unies, en: United Nations}",
        "answer: {fr: ONU!, en: United nations}",
    )
    edit(
        "asia.yaml",
        "{fr: Combien de régions ?, en: How many regions?}",
        f"{{fr: Combien ?, en: 'How many {'very ' * 20}regions?'}}",
    )
    edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    ran = export("--diff", "--lang", "en")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "world.en.apkg → 1 new, 2 updated, 1 withdrawn, 9 unchanged",
        "  + new",
        "  ~ alliance  answer: “United Nations” → “United nations”",
        "  ~ regions   question",
        "  − treaty    says so until the learner deletes it",
        "  * the order of new cards, or the deck that they start in",
        "Learners keep their schedule everywhere. Their own edits stay on the 9 unchanged notes and are replaced on "
        "the 2 updated ones.",
    ]
    assert export("--lang", "en").out == "world.en.apkg: 1 new, 2 updated, 1 withdrawn, 9 unchanged\n"


def test_diff_says_the_same_in_french(export: Callable[..., Ran]) -> None:
    export()
    edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    edit("asia.yaml", "Depuis 1868.", "Depuis l'an 1868.")
    ran = export("--diff", "--lang", "fr")
    assert ran.code == 1
    assert ran.out.startswith("world.fr.apkg → 1 ")
    assert "« Depuis 1868. » → « Depuis l’an 1868. »" in ran.out.replace("\u00a0", " ")


def test_diff_and_check_write_nothing(export: Callable[..., Ran], here: Path) -> None:
    for flag in ("--diff", "--check"):
        ran = export(flag)
        assert ran.code == 1
        assert "world.fr.apkg is not there yet → 12 new" in ran.out
    assert list(here.glob("*.apkg")) == []
    export()
    for flag in ("--diff", "--check"):
        assert export(flag).code == 0
    edit("collection.yaml", 'version: "1"', 'version: "2"')
    before = Path("world.fr.apkg").read_bytes()
    ran = export("--check")
    assert ran.code == 1
    assert "12 unchanged" in ran.out
    assert "the decks' names or description" in export("--diff").out.replace("’", "'")
    assert Path("world.fr.apkg").read_bytes() == before


def test_since(export: Callable[..., Ran]) -> None:
    export("--lang", "en", "-o", "one.apkg")
    edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    assert export("--lang", "en", "--since", "one.apkg", "-o", "two.apkg").out == "two.apkg: 1 updated, 11 unchanged\n"
    assert export("--lang", "en", "--since", "two.apkg", "-o", "two.apkg", "--check").code == 0
    three = export("--lang", "en", "--since", "two.apkg", "-o", "three.apkg")
    assert three.code == 0
    assert Path("three.apkg").read_bytes() == Path("two.apkg").read_bytes()


def test_vanished_stops_the_build(export: Callable[..., Ran]) -> None:
    export()
    before = Path("world.en.apkg").read_bytes()
    edit("europe.yaml", "- id: treaty\n", "- id: other-treaty\n")
    ran = export("--lang", "en")
    assert ran.code == 1
    assert "1 question has vanished" in ran.err
    assert "world/treaty" in ran.err
    assert Path("world.en.apkg").read_bytes() == before
    ran = export("--lang", "en", "--diff")
    assert (ran.code, "  ? treaty" in ran.out) == (1, True)
    assert export("--lang", "en", "--drop", "treaty").out == "world.en.apkg: 1 new, 1 withdrawn, 11 unchanged\n"
    assert export("--lang", "en", "--drop", "treaty").code == 0
    assert export("--lang", "en", "--drop", "treety").code == 2


def test_filters(export: Callable[..., Ran]) -> None:
    assert export("--lang", "en", "--tag", "maps", "-o", "m.apkg").out == "m.apkg: 1 new\n"
    assert export("--lang", "en", "--kind", "choice", "--except", "capital", "-o", "c.apkg").out == "c.apkg: 1 new\n"
    export("--lang", "en", "-o", "all.apkg")
    narrowed = export("--lang", "en", "--question", "flat", "-o", "all.apkg")
    assert narrowed.code == 1
    assert "leave the filters away" in narrowed.err


def test_a_question_that_is_not_in_the_language(export: Callable[..., Ran]) -> None:
    edit("asia.yaml", "- id: flat\n    kind: true-false\n", "- id: flat\n    kind: true-false\n    languages: [fr]\n")
    edit("asia.yaml", "prompt: {fr: Le Japon est plat., en: Japan is flat.}", "prompt: {fr: Le Japon est plat.}")
    assert export().out.splitlines() == [
        "world.fr.apkg: 12 new",
        "world.en.apkg: 11 new",
        "  1 question is not in the language en and stays out",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "one.apkg"), "2 decks don’t fit into one file"),
        (("--since", "one.apkg"), "--since is for one deck, but here are 2"),
        (("-o", "world/asia.yaml"), "neither a folder nor an .apkg file"),
        (("--lang", "de"), "has no questions in German (de), only in"),
        (("--tag", "nothing"), "no question has the tag"),
        (("more", "--diff"), "no file, folder or bank"),
    ],
)
def test_wrong_usage(export: Callable[..., Ran], arguments: tuple[str, ...], told: str) -> None:
    ran = export(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_banks_with_errors_are_not_exported(export: Callable[..., Ran], here: Path) -> None:
    edit("asia.yaml", "answer: Tokyo", "anwser: Tokyo")
    ran = export()
    assert ran.code == 1
    assert "Q104" in ran.err
    assert list(here.glob("*.apkg")) == []


@pytest.mark.parametrize(
    ("since", "code", "told"),
    [("none.apkg", 3, "no such file"), ("world/asia.yaml", 3, "Q910"), ("world", 3, "folder"), ("fr.apkg", 1, "Q913")],
)
def test_since_what_is_no_earlier_deck(export: Callable[..., Ran], since: str, code: int, told: str) -> None:
    export("--lang", "fr", "-o", "fr.apkg")
    export("--lang", "en")
    before = Path("world.en.apkg").read_bytes()
    ran = export("--lang", "en", "--since", since)
    assert ran.code == code
    assert told in ran.err
    assert Path("world.en.apkg").read_bytes() == before


def test_a_deck_of_another_collection(export: Callable[..., Ran]) -> None:
    export("--lang", "en", "-o", "deck.apkg")
    before = Path("deck.apkg").read_bytes()
    edit("collection.yaml", "id: world", "id: other")
    ran = export("--lang", "en", "-o", "deck.apkg")
    assert (ran.code, "Q914" in ran.err) == (1, True)
    assert Path("deck.apkg").read_bytes() == before
    assert export("--lang", "en", "-o", "deck.apkg", "--drop", "world").out == "deck.apkg: 12 new\n"


def test_a_folder_that_can_not_be_written(export: Callable[..., Ran], here: Path) -> None:
    Path("file").write_text("x")
    ran = export("--lang", "en", "-o", "file/deck.apkg")
    assert ran.code == 3
    assert "file" in ran.err
    if os.geteuid() != 0:  # root may write anywhere
        Path("locked").mkdir(mode=0o500)
        assert export("--lang", "en", "-o", "locked").code == 3


def test_a_missing_picture(export: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """As when it vanishes after the bank was read."""
    read = Path.read_bytes

    def gone(path: Path) -> bytes:
        if path.suffix == ".svg":
            raise FileNotFoundError(2, os.strerror(2), str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    ran = export()
    assert ran.code == 3
    assert "map.svg" in ran.err


def _many(here: Path) -> None:
    questions = "".join(f"  - {{id: q{n}, kind: card, prompt: 'p{n}', answer: a}}\n" for n in range(2100))
    (here / "many.yaml").write_text(f"format: 1\nid: many\ntitle: Many\nlanguages: [en]\nquestions:\n{questions}")


@pytest.mark.slow
def test_a_bar_on_a_terminal_only(here: Path) -> None:
    _many(here)
    command = [sys.executable, "-m", "quizgen", "export", "anki", "many.yaml"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "LANG": "C"}
    plain = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=True)
    assert plain.stderr == ""
    (here / "many.en.apkg").unlink()
    ours, theirs = pty.openpty()
    subprocess.run(command, env=environ, stderr=theirs, stdout=subprocess.DEVNULL, timeout=60, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8", "replace")
    os.close(ours)
    assert "2100/2100" in shown


DECKS = ROOT / "decks"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_committed_decks_match_the_content(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """After editing content/nato-tokyo: `quizgen export anki content/nato-tokyo -o decks`."""
    deck = DECKS / f"nato-tokyo.{language}.apkg"
    code = main(["export", "anki", str(ROOT / "content/nato-tokyo"), "--lang", language, "-o", str(deck), "--diff"])
    told = capsys.readouterr()
    assert (code, told.err) == (0, ""), told.out
