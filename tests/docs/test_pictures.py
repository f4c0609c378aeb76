"""README's pictures show what there is today: `python docs/pictures/make.py` makes them anew."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType
from typing import Any

import pytest
from pages import ROOT

PICTURES = ROOT / "docs" / "pictures"
STALE = "stale: run python docs/pictures/make.py"


def _make() -> ModuleType:
    """The script as a module; it also opens the way to the helpers of the tests with Anki."""
    spec = importlib.util.spec_from_file_location("make_pictures", PICTURES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make: Any = _make()
made_from = json.loads(make.MADE_FROM.read_text("utf-8"))

from needs import need_anki  # noqa: E402  # make.py has opened the way


@pytest.mark.slow
@pytest.mark.parametrize("language", make.LANGUAGES)
def test_the_terminal_is_what_is_played(language: str) -> None:
    pytest.importorskip("pexpect")
    pytest.importorskip("pyte")
    assert (PICTURES / f"terminal.{language}.svg").read_text("utf-8") == make.terminal(language), STALE


@pytest.mark.slow
@pytest.mark.parametrize("language", make.LANGUAGES)
def test_the_card_is_the_decks(language: str) -> None:
    need_anki()
    assert made_from[f"card.{language}.png"] == make.card_digest(make.card(language)), STALE


@pytest.mark.slow
@pytest.mark.parametrize("language", make.LANGUAGES)
def test_the_sheet_is_what_is_printed(language: str) -> None:
    pytest.importorskip("pypdf")
    assert made_from[f"sheet.{language}.png"] == make.digest(make.sheet_shows(make.sheet(language))), STALE


def test_pictures_are_small_and_fetch_nothing() -> None:
    pictures = [path for path in PICTURES.iterdir() if path.suffix in (".svg", ".png")]
    assert len(pictures) == 6
    for path in pictures:
        assert path.stat().st_size < 100_000, path.name
    for path in PICTURES.glob("*.svg"):
        assert (
            re.findall(r"url\(|@import|href=|<script|https?://(?!www\.w3\.org/2000/svg)", path.read_text("utf-8")) == []
        )
