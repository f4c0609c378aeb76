"""How a copy looks: the four presets and the two papers, in points and millimetres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """Sizes for a worksheet and for cards.

    `least_pt`: the smallest size of anything to read on a pupil's sheet, but for the foot of the page. `pitch`: from
    one baseline to the next, as a multiple of the size. `gap_mm`: between questions. `writing_mm`: the height of a
    line to write on. `image_mm`: how high pictures are at most. `columns`: of the page; `listing`: into how many
    columns short options may go. `tracking`: extra space between letters, in em. `word_space`: the width of a word
    space, as a multiple of the font's own. `bold_for_italic`: emphasis is set in bold. `card_size_pt` is where a
    card's text starts, `card_floor_pt` where it starts to be told of.
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


# The sizes of `large` and `dyslexia` are those that school services for adapted copies ask for: 18 pt; at least
# 12 pt, lines 1.5 apart, wider letter and word spaces, no italics, one column.
PRESETS: dict[str, Preset] = {
    "standard": Preset(10.5, 7.5, 1.36, 5.0, 18, 8.5, 52),
    "large": Preset(18, 18, 1.4, 8.0, 16, 13, 78, listing=2, card_rows=3, card_size_pt=18, card_floor_pt=14),
    "dyslexia": Preset(
        13,
        12,
        1.5,
        8.0,
        18,
        11,
        60,
        listing=1,
        tracking=0.035,
        word_space=1.35,
        bold_for_italic=True,
        card_rows=3,
        card_size_pt=13,
        card_floor_pt=12,
    ),
    "eco": Preset(9, 6.5, 1.28, 3.6, 12, 7, 40, columns=2, card_rows=5, card_size_pt=9, card_floor_pt=7),
}

PAPERS: dict[str, tuple[str, float, float]] = {"a4": ("a4", 210.0, 297.0), "letter": ("us-letter", 215.9, 279.4)}
"""Typst's name of a paper, its width and its height in mm."""
