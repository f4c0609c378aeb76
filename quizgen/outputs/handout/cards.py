"""Cards to cut out, as a grid on paper: which card goes where on the front and on the back. Pure.

The back of a sheet is printed so that each back lies behind its front. Turned over its long edge, the paper keeps
its rows and swaps its columns. Turned over its short edge it is the same, but upside down, so that the whole page is
turned by 180°. With `fold` front and back stand side by side on one page: cut out the pair and fold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Flip = Literal["long", "short", "fold"]


@dataclass(frozen=True, slots=True)
class Grid:
    """How many cards side by side and above each other; with `fold`, a front and its back are one of the columns."""

    columns: int
    rows: int

    @property
    def cards(self) -> int:
        """How many fit on a page."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card, in a cell counted from the upper left corner of the page before it is turned."""

    card: int
    side: Literal["front", "back"]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Page:
    """Faces on one side of a sheet of paper, in so many columns and rows.

    `lines`: whether it is cut along this page. `turned`: by 180°.
    """

    faces: tuple[Face, ...]
    columns: int
    rows: int
    lines: bool
    turned: bool = False


def pages(cards: Sequence[int], grid: Grid, flip: Flip) -> Iterator[Page]:
    """The pages to print for these cards, fronts and backs in turn."""
    for start in range(0, len(cards), grid.cards):
        here = cards[start : start + grid.cards]
        cells = [divmod(at, grid.columns) for at in range(len(here))]
        spots = list(zip(here, cells, strict=True))
        if flip == "fold":
            yield Page(tuple(_pair(spots)), 2 * grid.columns, grid.rows, lines=True)
            continue
        fronts = tuple(Face(card, "front", row, column) for card, (row, column) in spots)
        yield Page(fronts, grid.columns, grid.rows, lines=True)
        # The cells of a turned page are those of the upright one: the page is turned as a whole.
        backs = tuple(Face(card, "back", row, grid.columns - 1 - column) for card, (row, column) in spots)
        yield Page(backs, grid.columns, grid.rows, lines=False, turned=flip == "short")


def _pair(spots: Sequence[tuple[int, tuple[int, int]]]) -> Iterator[Face]:
    for card, (row, column) in spots:
        yield Face(card, "front", row, 2 * column)
        yield Face(card, "back", row, 2 * column + 1)
