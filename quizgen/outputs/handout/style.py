"""How a copy looks: its languages, the four presets and the two papers, in points and millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Space = Literal["compact", "roomy"]

_SPACES: dict[Space, tuple[float, float]] = {"compact": (0.6, 0.85), "roomy": (1.6, 1.2)}
"""How many lines an answer gets, and how high they are, as shares of the preset's."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Sizes for a worksheet and for cards.

    `size_pt`: of ordinary text. `least_pt`: the smallest size of anything to read on a pupil's sheet, except in the
    foot of the page. `pitch`: from one baseline to the next, as a multiple of the size. `gap_mm`: between questions.
    `margin_mm`: around the page. `writing_mm`: the height of a line to write on. `image_mm`: how high pictures are at
    most. `columns`: of the page; `listing`: into how many columns short options may go. `tracking`: extra space
    between letters, in em. `word_space`: the width of a word space, as a multiple of the font's own.
    `bold_for_italic`: emphasis is set in bold. `card_columns`, `card_rows`: how many cards a page holds.
    `card_size_pt` is the size that a card's text has if it fits, `card_floor_pt` the smallest that needs no warning.
    `image_full`: pictures take the width of the column. `lines_share`: how many lines an answer gets, as a share of
    those that its length asks for. `card_grids`: columns and rows of fewer and larger cards, for when one would have to
    be smaller than the floor.
    """

    size_pt: float
    least_pt: float
    pitch: float
    gap_mm: float
    margin_mm: float
    writing_mm: float
    image_mm: float
    columns: int = 1
    listing: int = 4
    tracking: float = 0.0
    word_space: float = 1.0
    bold_for_italic: bool = False
    card_columns: int = 2
    card_rows: int = 4
    card_size_pt: float = 12
    card_floor_pt: float = 8
    card_grids: tuple[tuple[int, int], ...] = ()
    image_full: bool = False
    lines_share: float = 1.0

    def tightened(self) -> Preset:
        """The same letters with smaller gaps, lines to write on and pictures."""
        return replace(self, gap_mm=self.gap_mm * 0.7, image_mm=self.image_mm * 0.8, writing_mm=self.writing_mm * 0.9)

    def spaced(self, space: Space | None) -> Preset:
        """The same with less or more to write on."""
        if space is None:
            return self
        lines_share, height = _SPACES[space]
        return replace(self, lines_share=lines_share, writing_mm=self.writing_mm * height)

    def for_cards(self) -> Preset:
        """The same with the letters of a card."""
        return replace(self, size_pt=self.card_size_pt, least_pt=min(self.least_pt, self.card_size_pt))


_FEWER_CARDS = ((2, 2), (1, 3), (1, 2), (1, 1))

# The sizes of `large` and `dyslexia` are those that school services for adapted copies ask for: 18 pt; at least
# 12 pt, lines 1.5 apart, wider letter and word spaces, no italics, one column.
PRESETS: dict[str, Preset] = {
    "standard": Preset(
        size_pt=10.5,
        least_pt=7.5,
        pitch=1.36,
        gap_mm=5,
        margin_mm=18,
        writing_mm=8.5,
        image_mm=52,
    ),
    "large": Preset(
        size_pt=18,
        least_pt=18,
        pitch=1.4,
        gap_mm=8,
        margin_mm=16,
        writing_mm=13,
        image_mm=78,
        listing=2,
        image_full=True,
        card_rows=3,
        card_size_pt=18,
        card_floor_pt=14,
        card_grids=_FEWER_CARDS,
    ),
    "dyslexia": Preset(
        size_pt=13,
        least_pt=12,
        pitch=1.5,
        gap_mm=8,
        margin_mm=18,
        writing_mm=11,
        image_mm=60,
        listing=1,
        tracking=0.035,
        word_space=1.35,
        bold_for_italic=True,
        card_rows=3,
        card_size_pt=13,
        card_floor_pt=12,
        card_grids=_FEWER_CARDS,
    ),
    "eco": Preset(
        size_pt=9,
        least_pt=6.5,
        pitch=1.28,
        gap_mm=3.6,
        margin_mm=12,
        writing_mm=7,
        image_mm=40,
        columns=2,
        card_rows=5,
        card_size_pt=9,
        card_floor_pt=7,
    ),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper; `name` is Typst's."""

    name: str
    width_mm: float
    height_mm: float


PAPERS: dict[str, Paper] = {"a4": Paper("a4", 210.0, 297.0), "letter": Paper("us-letter", 215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class Style:
    """How a copy is printed: in which languages, the main one first; in which preset and on which paper, by name.

    `tight`: with smaller gaps and pictures but the same letters, where that saves an all but empty page. `space`: how
    much there is to write on.
    """

    languages: tuple[str, ...]
    preset: str = "standard"
    paper: str = "a4"
    tight: bool = False
    space: Space | None = None

    def for_marking(self) -> Style:
        """The same for a teacher."""
        return Style(self.languages, paper=self.paper)

    @property
    def sizes(self) -> Preset:
        """The preset's sizes, tightened where the copy is."""
        preset = PRESETS[self.preset].spaced(self.space)
        return preset.tightened() if self.tight else preset
