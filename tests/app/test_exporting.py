"""An output of the table, from its name, banks and filters to its files."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Sequence
from pathlib import Path

import pytest

from quizgen.app import exporting
from quizgen.app.caller import Caller
from quizgen.app.errors import BanksInvalid, WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.exporting import Wanted
from quizgen.app.selection import Filters
from quizgen.items import Collection, Item
from quizgen.outputs import OUTPUTS, Made, Output
from quizgen.problems import Code

ROOT = Path(__file__).parents[2]
BANK = """\
format: 1
id: animals
title: {fr: Animaux, en: Animals}
languages: [fr, en]
questions:
  - {id: horse, kind: card, prompt: {fr: Le cheval, en: The horse}, answer: {fr: la jument, en: the mare}, tags: [farm]}
  - {id: larger, kind: true-false, prompt: {fr: Un, en: One}, answer: true}
  - {id: pun, kind: card, languages: [fr], prompt: {fr: Le ver}, answer: {fr: vert}}
"""
NO_CARD = Code("Q999", "error", "{question} is no card")


def make(collection: Collection, items: Sequence[Item], language: str) -> Made:
    """The names of the cards; every other question is refused."""
    cards = [item.name for item in items if item.kind == "card"]
    problems = [NO_CARD.at(item.where, question=item.name) for item in items if item.kind != "card"]
    return Made(f"{collection.id} {language}: {' '.join(cards)}\n".encode(), problems)


@pytest.fixture(autouse=True)
def _names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output of one file and one table line, and a bank."""
    monkeypatch.chdir(tmp_path)
    module = types.ModuleType("names")
    module.make = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "names", module)
    monkeypatch.setitem(OUTPUTS, "names", Output("The names of cards.", "names", ".txt"))
    (tmp_path / "animals.yaml").write_text(BANK, "utf-8")


def reader(language: str = "en", *, explicit: bool = False) -> Caller:
    return Caller(language, explicit=explicit, environ={})


def wanted(output: str | None = None, *banks: str, **filters: tuple[str, ...]) -> Wanted:
    return Wanted("names", banks or ("animals.yaml",), output, Filters(**filters))


def test_one_file_goes_to_the_screen_in_the_language_wanted(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert exporting.run(reader(), wanted(tags=("farm",))) == Exit.FINE
    assert capfdbinary.readouterr().out == b"animals en: horse\n"


def test_every_question_that_stays_out_is_named(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert exporting.run(reader(), wanted()) == Exit.PROBLEMS
    printed = capfdbinary.readouterr()
    assert printed.out == b"animals en: horse\n"
    assert b"animals.yaml:7:" in printed.err
    assert b"Q999  larger is no card" in printed.err
    assert b"Q553  animals/pun has no English" in printed.err


@pytest.mark.parametrize("folder", ["made", "made.d/"])
def test_a_folder_gets_a_file_a_language(folder: str) -> None:
    exporting.run(reader(), wanted(folder, kinds=("card",)))
    made = {file.name: file.read_text("utf-8") for file in Path(folder).iterdir()}
    assert made == {"animals.fr.txt": "animals fr: horse pun\n", "animals.en.txt": "animals en: horse\n"}


def test_a_folder_gets_only_the_language_asked_for() -> None:
    exporting.run(reader("fr", explicit=True), wanted("made"))
    assert [file.name for file in Path("made").iterdir()] == ["animals.fr.txt"]


def test_several_files_do_not_fit_into_one() -> None:
    Path("more.yaml").write_text(BANK.replace("id: animals", "id: more"), "utf-8")
    with pytest.raises(WrongUsage, match="2 files don’t fit into one"):
        exporting.run(reader(), wanted("all.txt", "animals.yaml", "more.yaml"))
    assert not Path("all.txt").exists()


@pytest.mark.parametrize(("language", "said"), [("en", "did you mean farm"), ("fr", "vouliez-vous dire farm")])
def test_a_wrong_filter_is_told_in_the_readers_language(language: str, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        exporting.run(reader(language), wanted(tags=("farms",)))


def test_banks_with_errors_are_not_exported() -> None:
    Path("animals.yaml").write_text(BANK.replace("answer: true", "reply: true"), "utf-8")
    with pytest.raises(BanksInvalid) as error:
        exporting.run(reader(), wanted("made"))
    assert {problem.code.id for problem in error.value.problems} == {"Q102", "Q104"}
    assert not Path("made").exists()


def test_use_cases_know_no_command_line() -> None:
    """Neither what parses it, nor the room of its commands."""
    code = (
        "import pkgutil, sys, importlib, quizgen.app as app\n"
        "for each in pkgutil.iter_modules(app.__path__): importlib.import_module(f'quizgen.app.{each.name}')\n"
        "print(*(name for name in ('click', 'quizgen.cli') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []
