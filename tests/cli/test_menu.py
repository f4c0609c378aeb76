"""The menu's first page: what is due, also of questions whose ids have changed."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from running import SOUND, Ran

from quizgen.app import learner
from quizgen.app.caller import Caller
from quizgen.app.menu import menu

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
    assert "Go on where I left off (1 of 2)" in first_page()
    bank.write_text(QUESTIONS.replace("- id: kuwait", "- id: gulf\n    was: kuwait"), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    ran = quizgen("play", "--plain", "--lang", "en", "--resume")
    assert "can’t be asked" not in ran.out
    assert "Question 2 of 2" in ran.out
    assert "Go on where I left off (1 of 2)" in first_page()
