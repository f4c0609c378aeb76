"""Running the command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import BROKEN, SOUND, Ran

from quizgen.cli.main import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a home of its own and no language preferred."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("QUIZGEN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    return tmp_path


@pytest.fixture
def quizgen(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command in this process; its standard input is not a terminal."""

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(list(arguments))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def tiny(here: Path) -> Path:
    """A sound bank of two questions, in French and in English."""
    path = here / "tiny.yaml"
    path.write_text(SOUND, "utf-8")
    return path


@pytest.fixture
def broken(here: Path) -> Path:
    """The same with a misspelt key."""
    path = here / "broken.yaml"
    path.write_text(BROKEN, "utf-8")
    return path
