"""The official backend and Chromium: where they are missing, tests fail under CI, and are skipped elsewhere."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest


def need_anki() -> None:
    """Tests that import decks need Anki's backend."""
    _need(importlib.util.find_spec("anki") is not None, "anki")


def need_chromium() -> None:
    """Tests that show cards need Chromium, and what drives it."""
    _need(importlib.util.find_spec("playwright") is not None, "playwright")
    _need(any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium")


def _need(there: bool, what: str) -> None:
    if not there and os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and nothing may be skipped here")
    if not there:
        pytest.skip(f"{what} is missing")
