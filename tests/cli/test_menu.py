"""The menu: one's own banks, what is due of each, the language that is chosen, and what is left out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from running import BROKEN, ROOT, SOUND, Ran

from quizgen.app import learner, settings
from quizgen.app.caller import Caller
from quizgen.app.errors import BanksInvalid
from quizgen.app.menu import menu

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

DAY_MS = 86_400_000
QUESTIONS = SOUND.replace("languages: [fr, en]\n", "")


@pytest.fixture
def bank(here: Path) -> Path:
    """The bank that is at hand."""
    path = here / "content" / "tiny.yaml"
    path.parent.mkdir()
    title = "title: {fr: Minuscule, en: Tiny}"
    (path.parent / "collection.yaml").write_text(f"format: 1\nid: tiny\n{title}\nlanguages: [fr, en]\n", "utf-8")
    path.write_text(QUESTIONS, "utf-8")
    return path


@pytest.fixture
def first_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    def show() -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        capsys.readouterr()
        assert menu(Caller("en", explicit=True, environ=os.environ), lambda *_: None) == 0
        return capsys.readouterr().out

    return show


def test_renamed_questions_are_due_as_before(
    bank: Path,
    quizgen: Callable[..., Ran],
    first_page: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("tokyo\n"))
    quizgen("play", "--plain", "--lang", "en", "--question", "tokyo")
    later = learner.now_ms() + 3 * DAY_MS
    monkeypatch.setattr(learner, "now_ms", lambda: later)
    due = "1 question due today · 1 new one · about 1 min"
    assert due in first_page()
    bank.write_text(QUESTIONS.replace("- id: tokyo", "- id: edo\n    was: tokyo"), "utf-8")
    assert due in first_page()
    bank.write_text(QUESTIONS, "utf-8")
    assert due in first_page(), "it took its old id again"


def test_a_session_left_is_offered_after_a_rename(
    bank: Path, quizgen: Callable[..., Ran], first_page: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n\n"))
    quizgen("play", "--plain", "--lang", "en")
    assert "Continue where I left off (1 of 2)" in first_page()
    bank.write_text(QUESTIONS.replace("- id: kuwait", "- id: gulf\n    was: kuwait"), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    ran = quizgen("play", "--plain", "--lang", "en", "--resume")
    assert "can’t be asked" not in ran.out
    assert "Question 2 of 2" in ran.out
    assert "Continue where I left off (1 of 2)" in first_page()


# ---------------------------------------------------------------------------------------------------------------
# One's own banks

SPANISH = """\
format: 1
id: verbos
title: Verbos irregulares
languages: [es]
questions:
  - {id: ir, kind: text, prompt: ¿ir?, answer: voy}
"""


def chosen(
    *numbers: int, language: str = "en", banks: tuple[str, ...] = (), exported: list[object] | None = None
) -> None:
    """Go through the menu by the numbers of its lines, to the end of the input."""
    caller = Caller(language, environ=os.environ, settings_file=str(Path.cwd() / "settings.json"))
    with mock.patch("sys.stdin", io.StringIO("".join(f"{number}\n" for number in numbers))):
        assert menu(caller, lambda *made: (exported if exported is not None else []).append(made), banks) == 0


@pytest.fixture
def two(here: Path) -> Path:
    """A folder with two banks."""
    (here / "tiny.yaml").write_text(SOUND, "utf-8")
    (here / "verbos.yaml").write_text(SPANISH, "utf-8")
    return here


def test_own_banks_are_listed_with_what_is_due_and_new(
    two: Path, quizgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("tokyo\n"))
    quizgen("play", "tiny.yaml", "--plain", "--lang", "en", "--question", "tokyo")
    later = learner.now_ms() + 3 * DAY_MS
    monkeypatch.setattr(learner, "now_ms", lambda: later)
    chosen()
    out = capsys.readouterr().out
    assert out.startswith("quizgen\n\n  Tiny: 1 due · 1 new\n  Verbos irregulares: 1 new · Spanish\n")
    assert "nato" not in out


def test_one_bank_is_chosen_and_only_that_one_is_exported(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported: list[object] = []
    chosen(4, 3, 5, exported=exported)  # choose, Verbos, print a sheet
    out = capsys.readouterr().out
    assert "1. All of them\n2. Tiny (2)\n3. Verbos irregulares (1)\n" in out
    assert "quizgen · Verbos irregulares\n" in out
    assert exported == [("handout", ["verbos.yaml"])]


def test_a_file_has_a_menu_of_its_own(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen(banks=("tiny.yaml",))
    assert capsys.readouterr().out.startswith("quizgen · Tiny\n\n  2 new ones · about 1 min\n")


def test_the_menu_of_one_collection_tells_when_its_sources_end(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny = two / "tiny.yaml"
    tiny.write_text(tiny.read_text("utf-8") + "as_of: 2023-07\n", "utf-8")
    chosen(banks=("tiny.yaml",))
    assert capsys.readouterr().out.startswith("quizgen · Tiny\n  Sources as of July 2023\n\n  2 new ones")


def test_a_faulty_bank_does_not_close_the_menu_to_the_others(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (two / "a bad one.yaml").write_text(BROKEN.replace("id: tiny", "id: bad"), "utf-8")
    chosen()
    out = capsys.readouterr().out
    assert "  Left out for its errors: quizgen check 'a bad one.yaml'\n" in out
    assert "  Tiny: 2 new" in out


def test_with_faulty_banks_alone_there_is_no_menu(here: Path) -> None:
    (here / "bad.yaml").write_text(BROKEN, "utf-8")
    with pytest.raises(BanksInvalid):
        chosen()


def test_the_bundled_questions_are_said_to_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen()
    assert "(comes with quizgen)" in capsys.readouterr().out.splitlines()[0]


def test_the_language_chosen_is_spoken_and_remembered(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen(7, banks=("tiny.yaml",))
    english, _, french = capsys.readouterr().out.partition("7. Français\n")
    assert "1. Study now" in english
    assert "1. Réviser maintenant" in french
    assert settings.language(str(two / "settings.json")) == "fr"


# ---------------------------------------------------------------------------------------------------------------
# On a terminal


class Screen:
    """The command on a terminal of its own."""

    def __init__(self, here: Path, *arguments: str, columns: int = 80, **environ: str) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "quizgen", *arguments],
            cwd=str(here),
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm-256color",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                **environ,
            },
            dimensions=(40, columns),
            encoding="utf-8",
            timeout=30,
        )
        self.screen = pyte.Screen(columns, 40)
        self.stream = pyte.Stream(self.screen)

    def until(self, text: str) -> str:
        while text not in (shown := "\n".join(line.rstrip() for line in self.screen.display)):
            try:
                self.stream.feed(self.child.read_nonblocking(4096, timeout=30))
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"{text!r} never came:\n{shown}") from None
        return shown

    def ends(self) -> int | None:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus  # type: ignore[no-any-return]


@pytest.mark.parametrize("columns", [pytest.param(60, marks=pytest.mark.slow), 80])
def test_one_language_throughout_the_menu_and_ctrl_d_goes_back_before_it_leaves(two: Path, columns: int) -> None:
    """A German reader of French banks: the bar speaks French, too."""
    (two / "verbos.yaml").unlink()
    (two / "more.yaml").write_text(SOUND.replace("id: tiny", "id: more").replace("Minuscule", "Encore"), "utf-8")
    terminal = Screen(two, columns=columns, LANG="de_DE.UTF-8")
    shown = terminal.until("[Échap] quitter")
    assert "   Encore      2 nouvelles\n   Minuscule   2 nouvelles\n" in shown
    assert "leave" not in shown
    assert " ❯ Réviser maintenant\n" in shown
    terminal.child.send("\x1b[B\x1b[B\x1b[B\r")
    assert "Minuscule (2)" in terminal.until("[Échap] revenir")
    terminal.child.send("\x04")
    terminal.until("[Échap] quitter")
    terminal.child.send("\x04")
    assert terminal.ends() == 0


def test_a_file_named_in_the_place_of_a_command_opens_its_menu(two: Path) -> None:
    terminal = Screen(two, "tiny.yaml", "--lang", "en")
    assert "quizgen · Tiny\n" in terminal.until("[Esc] leave")
    terminal.child.send("\x04")
    assert terminal.ends() == 0
