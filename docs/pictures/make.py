"""Make the pictures of README anew, from the real thing: `python docs/pictures/make.py`.

The terminal is what `quizgen play` draws, key by key; the card is a note of the deck in decks/ as Anki's own backend
renders it; the sheet is a page that `quizgen export handout` prints. It needs what the tests need (the packages of
the extra `test`, Chromium, pdftoppm of poppler), and Pillow. A test tells when a picture no longer shows what there is.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cards import Sides
    from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LANGUAGES = ("en", "fr")
MADE_FROM = HERE / "made-from.json"
"""For each picture of dots a digest of what it shows."""

for place in (ROOT, ROOT / "tests" / "outputs" / "anki"):  # the package, and how the tests show cards
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

from quizgen.items import Country, plain  # noqa: E402  # once it is found

# ---------------------------------------------------------------------------------------------------------------
# The terminal

COLUMNS, ROWS = 80, 60
PLAYED = ("nato-tokyo/offices", "--mode", "practice", "--seed", "4")
ASKED = ("office-at-war", "gulf-office")
# What to wait for on the screen, and what to press then: the theme's lead, a slip, a wrong choice.
KEYS = (
    ("]", "\r"),
    ("[?]", "ukrane"),
    ("› ukrane", "\r"),
    ("[q]", "\r"),
    ("[Ctrl-Z]", "b"),
)
END = {"en": "[q] stop", "fr": "[q] arrêter"}
FIRST_ROW = re.compile(r"\s*1/2 · ")

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 8.4, 19, 14
MARGIN, BAR = 16, 42
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
PAPER, INK, EDGE = "#171a21", "#d9dde5", "#3a404d"
INKS = {
    "default": INK,
    "brightblack": "#8f98a8",
    "red": "#ff7b72",
    "green": "#57c785",
    "brown": "#e3b341",
    "blue": "#79b8ff",
    "magenta": "#d2a8ff",
    "cyan": "#6cc7d9",
}

Run = tuple[int, str, str, bool]
"""Cells that look alike: the column where they start, their text, the name of their colour, whether they are bold."""


def played(language: str) -> list[list[Run]]:
    """What stands on the screen once the keys are pressed, row by row, from the first question on."""
    import pexpect
    import pyte

    class Screen(pyte.Screen):
        def select_graphic_rendition(self, *codes: int, **rest: Any) -> None:
            """Pyte knows no faint letters: take them for grey ones."""
            super().select_graphic_rendition(*(90 if code == 2 else code for code in codes), **rest)

    screen = Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    asked = [part for question in ASKED for part in ("--question", question)]
    with tempfile.TemporaryDirectory() as home:
        environ = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        environ |= {"HOME": home, "XDG_DATA_HOME": home, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "quizgen", "play", *PLAYED, *asked, "--lang", language],
            env=environ,
            cwd=str(ROOT),
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
        )
        for text, keys in (*KEYS, (END[language], "")):
            while not any(text in row for row in screen.display):
                stream.feed(child.read_nonblocking(4096, timeout=60))
            child.send(keys)
        child.close(force=True)
    display = screen.display
    first = next(y for y, row in enumerate(display) if FIRST_ROW.match(row))
    last = max(y for y, row in enumerate(display) if row.strip())
    return [list(_runs([screen.buffer[y][x] for x in range(COLUMNS)])) for y in range(first, last + 1)]


def _runs(cells: list[Any]) -> Iterator[Run]:
    x = 0
    for (ink, bold), group in groupby(cells, key=lambda cell: (cell.fg, cell.bold)):
        text = "".join(cell.data for cell in group)
        for words in re.finditer(r"\S+(?: \S+)*", text.replace("\u00a0", " ").replace("\u202f", " ")):
            yield x + words.start(), words[0], ink, bold
        x += len(text)


def as_svg(rows: list[list[Run]], title: str) -> str:
    """A window with these rows. No font is fetched: each run is told its width, whatever the font's own."""
    width = round(COLUMNS * CELL_WIDTH + 2 * MARGIN)
    height = round(BAR + len(rows) * CELL_HEIGHT + MARGIN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{FONTS}" font-size="{FONT_SIZE}">',
        f"<title>{escape(title)}</title>",
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="{PAPER}" stroke="{EDGE}"/>',
        *(f'<circle cx="{MARGIN + 4 + 18 * n}" cy="17" r="5.5" fill="{EDGE}"/>' for n in range(3)),
        f'<text x="{width / 2:g}" y="22" fill="{INKS["brightblack"]}" text-anchor="middle">{escape(title)}</text>',
    ]
    for y, row in enumerate(rows):
        base = BAR + y * CELL_HEIGHT + 14
        for x, text, ink, bold in row:
            lines.append(
                f'<text x="{MARGIN + x * CELL_WIDTH:g}" y="{base}" fill="{INKS[ink]}"'
                + (' font-weight="700"' if bold else "")
                + f' textLength="{len(text) * CELL_WIDTH:g}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
            )
    return "\n".join([*lines, "</svg>"]) + "\n"


def terminal(language: str) -> str:
    """The picture of the terminal."""
    return as_svg(played(language), "quizgen play")


# ---------------------------------------------------------------------------------------------------------------
# The card

CARD = "nato-tokyo/gulf-office"
PICKED = Country("BH")
CARD_SCALE = 1.5


def card(language: str) -> Sides:
    """Both sides of the card, out of the deck in decks/."""
    from cards import sides
    from world import Learner

    with tempfile.TemporaryDirectory() as home:
        learner = Learner(Path(home))
        learner.imports(ROOT / "decks" / f"nato-tokyo.{language}.apkg")
        (found,) = (note for note in learner.notes() if CARD in note.fields and note.card_ids())
        both = sides(learner.anki, found.cards()[0])
        learner.anki.close()
    return both


def shoot_card(browser: Browser, both: Sides, language: str) -> bytes:
    """The front with an option picked, and the back below it, as on a phone."""
    from cards import Reviewer

    page = browser.new_page(viewport={"width": 400, "height": 300}, device_scale_factor=CARD_SCALE)
    page.add_init_script("Math.random = () => 0.6")  # options come in another order each time; not in a picture
    reviewer = Reviewer(page, "swap")
    reviewer.show(both, "front")
    page.get_by_role("radio", name=plain(PICKED, language)).click()
    front = page.screenshot(full_page=True, animations="disabled")
    reviewer.show(both, "back")
    back = page.screenshot(full_page=True, animations="disabled")
    page.close()
    return _framed([front, back])


# ---------------------------------------------------------------------------------------------------------------
# The sheet

PRINTED = (
    "first-in-region",
    "most-at-organisations",
    "osce-stands-for",
    "gulf-office",
    "office-at-war",
    "map-black-sea",
)
SHEET_DPI = 120
EDGE_OF_PAPER = "#b6bdc8"


def sheet(language: str) -> bytes:
    """The sheet as PDF."""
    import quizgen

    (collection,) = quizgen.load(ROOT / "content" / "nato-tokyo" / "offices.yaml")
    items = [item for item in collection.items() if item.name in PRINTED]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sheet.pdf")
        quizgen.export_handout(collection, path, languages=[language], items=items, out_of=20, key="none")
        return path.read_bytes()


def sheet_shows(pdf: bytes) -> str:
    """Its letters, whatever order they are read in, and the templates that set it."""
    import pypdf

    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    templates = sorted((ROOT / "quizgen" / "outputs" / "handout" / "templates").glob("*.typ"))
    return "".join(sorted("".join(page.extract_text().split()))) + "".join(t.read_text("utf-8") for t in templates)


def shoot_sheet(pdf: bytes) -> bytes:
    """Its first page."""
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-r", str(SHEET_DPI), "-f", "1", "-l", "1", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return _framed([drawn.stdout])


def _framed(pictures: list[bytes]) -> bytes:
    """The pictures one below the other, each with an edge, so that it is seen on white and on black."""
    from PIL import Image, ImageOps

    opened = [ImageOps.expand(Image.open(io.BytesIO(each)).convert("RGB"), 2, EDGE_OF_PAPER) for each in pictures]
    whole = Image.new("RGB", (opened[0].width, sum(each.height for each in opened)))
    y = 0
    for each in opened:
        whole.paste(each, (0, y))
        y += each.height
    found = io.BytesIO()
    whole.quantize(200, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
    return found.getvalue()


# ---------------------------------------------------------------------------------------------------------------


def digest(*shown: str) -> str:
    """What a picture shows, in a few letters."""
    return hashlib.sha256("\0".join(shown).encode()).hexdigest()[:16]


def card_digest(both: Sides) -> str:
    """Of the card's two sides and their style."""
    return digest(both.front, both.back, both.css)


def main() -> None:
    """Make them all."""
    from cards import chromium

    made_from = {}
    with chromium() as browser:
        for language in LANGUAGES:
            (HERE / f"terminal.{language}.svg").write_text(terminal(language), "utf-8", newline="\n")
            both, pdf = card(language), sheet(language)
            for name, picture, shown in (
                ("card", shoot_card(browser, both, language), card_digest(both)),
                ("sheet", shoot_sheet(pdf), digest(sheet_shows(pdf))),
            ):
                (HERE / f"{name}.{language}.png").write_bytes(picture)
                made_from[f"{name}.{language}.png"] = shown
    MADE_FROM.write_text(json.dumps(made_from, indent=2) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
