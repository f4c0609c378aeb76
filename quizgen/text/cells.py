"""Text in the cells of a terminal: how wide it is, cut to fit, wrapped."""

from __future__ import annotations

import re
from textwrap import wrap

WIDEST = 100
"""Lines longer than this tire the eye, however wide the terminal."""


# Latin letters, spaces and punctuation of French and English, and our own signs: one cell each.
# A pattern, not a compiled one: help needs none of it, and must come at once.
_NARROW = (
    "[ -~\u00a0-\u00ac\u00ae-\u024f\u2002-\u200a\u2010-\u2027\u202f-\u203a"
    "\u2190-\u2193\u2580-\u259f\u25c6\u25d0\u2713\u2717\u276f]*"
)


def cells(text: str) -> int:
    """How many cells of a terminal the text takes: the sum of its characters, as prompt_toolkit draws them."""
    if re.fullmatch(_NARROW, text):
        return len(text)
    from wcwidth import wcwidth

    return sum(max(wcwidth(character), 0) for character in text)


def cut(text: str, width: int) -> str:
    """The text on one line, at most `width` cells, with … where the rest is left out."""
    line = " ".join(text.split(" ")).replace("\n", " ")
    if cells(line) <= width:
        return line
    while line and cells(line) > width - 1:
        line = line[: -max((cells(line) - width + 1) // 2, 1)]
    return line.rstrip() + "…"


def pad(text: str, width: int) -> str:
    """The text with spaces up to `width` cells."""
    return text + " " * max(width - cells(text), 0)


def paragraph(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text wrapped to `width`, each of its own lines anew; the first line and the rest start as told."""
    after = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        head = after if lines else first
        lines += wrap(part, max(width, 16), initial_indent=head, subsequent_indent=after, break_on_hyphens=False) or [
            head.rstrip()
        ]
    return lines
