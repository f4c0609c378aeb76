"""Cards as the official backend renders them, shown in Chromium the way Anki's two reviewers do."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from anki.collection import Collection  # anki.cards can't be imported first

from anki.cards import Card  # isort: skip
from playwright.sync_api import Browser, Page, Route, sync_playwright

Model = Literal["swap", "load"]
Side = Literal["front", "back"]

_TYPED = re.compile(r"\[\[type:(nc:)?(.+?)\]\]")
_SWAP = """html => {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of qa.querySelectorAll("script")) {  // as Anki's setInnerHTML does
    const script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}"""
_HOST = "http://cards.test/"


@dataclass(frozen=True)
class Sides:
    """A card's two sides and its style. `typed` is what the learner typed, where there is a box to type in."""

    front: str
    back: str
    css: str


def sides(collection: Collection, card: Card, typed: str = "") -> Sides:
    """What the reviewer gets from the backend, with the box to type in put in as Anki's desktop does."""
    output = card.render_output(reload=True)

    def box(_: re.Match[str]) -> str:
        return (
            '<center><input type=text id=typeans onkeypress="_typeAnsPress();" '
            "style=\"font-family: 'Arial'; font-size: 20px;\"></center>"
        )

    def compared(found: re.Match[str]) -> str:
        field = html.unescape(re.sub("<[^>]*>", "", card.note()[found[2]]))
        told = collection.compare_answer(field, typed, not found[1])
        return f"<div style=\"font-family: 'Arial'; font-size: 20px\">{told}</div>"

    return Sides(_TYPED.sub(box, output.question_text), _TYPED.sub(compared, output.answer_text), output.css)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, with a profile of its own that vanishes."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags.split())
        yield browser
        browser.close()


class Reviewer:
    """Shows sides in a page: `swap`, one page for ever, whose content is swapped; `load`, a page a side."""

    def __init__(self, page: Page, model: Model, *, night: bool = False) -> None:
        self.page = page
        self.model = model
        self.body = "card card1" + (" nightMode night_mode" if night else "")
        self.errors: list[str] = []
        self._here = ""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.route("**/*", self._serve)
        self._open = False

    def _serve(self, route: Route) -> None:
        if route.request.url.endswith(("front", "back", "shell")):
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self._here)
        else:
            route.fulfill(status=200, content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

    def show(self, card: Sides, side: Side) -> None:
        """Show one side of a card."""
        content = card.front if side == "front" else card.back
        if self.model == "load":
            self._load(side, f"<style>{card.css}</style>{content}")
            return
        if not self._open:
            self._load("shell", "")
            self._open = True
        self.page.evaluate(_SWAP, f"<style>{card.css}</style>{content}")

    def show_all(self, sides: list[tuple[str, str]], look: str) -> list[dict[str, Any]]:
        """Swap in one side after the other, each as HTML and style, and look at each by a JavaScript function."""
        if not self._open:
            self._load("shell", "")
            self._open = True
        contents = [f"<style>{css}</style>{content}" for content, css in sides]
        found: list[dict[str, Any]] = self.page.evaluate(
            f"contents => contents.map(html => {{ ({_SWAP})(html); return ({look})(); }})", contents
        )
        return found

    def _load(self, name: str, content: str) -> None:
        head = '<meta name="viewport" content="width=device-width"><title>Anki</title>'
        self._here = (
            f'<!doctype html><html lang="en"><head>{head}<script>function _typeAnsPress() {{}}</script></head>'
            f'<body class="{self.body}"><div id="qa">{content}</div></body></html>'
        )
        self.page.goto(_HOST + name, wait_until="domcontentloaded")
