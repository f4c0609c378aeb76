"""An author, learners, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from needs import need_anki, need_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from world import Author, Learner


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """The author of the collection `world`."""
    need_anki()
    from world import Author

    return Author(tmp_path / "author")


@pytest.fixture
def learners(tmp_path: Path) -> Iterator[list[Learner]]:
    """Two learners, each with a profile of their own."""
    need_anki()
    from world import Learner

    found = [Learner(tmp_path / name) for name in ("ann", "bob")]
    yield found
    for learner in found:
        learner.anki.close()


@pytest.fixture
def learner(learners: list[Learner]) -> Learner:
    """The first of them."""
    return learners[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, no longer than a module: while it runs, nothing else on this thread can have an event loop."""
    need_chromium()
    from cards import chromium

    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of 400 px, as on a phone."""
    found = browser.new_page(viewport={"width": 400, "height": 800})
    yield found
    found.close()
