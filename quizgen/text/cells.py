"""Text in the cells of a terminal: how wide it is, cut to fit, wrapped."""

from __future__ import annotations

from textwrap import wrap

WIDEST = 100
"""Lines longer than this tire the eye, however wide the terminal."""


def size(text: str) -> int:
    """How many cells the text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def cut(text: str, width: int) -> str:
    """The text on one line, at most `width` cells, with … where the rest is left out."""
    line = " ".join(text.split(" ")).replace("\n", " ")
    if size(line) <= width:
        return line
    while line and size(line) > width - 1:
        line = line[: -max((size(line) - width + 1) // 2, 1)]
    return line.rstrip() + "…"


def pad(text: str, width: int) -> str:
    """The text with spaces up to `width` cells."""
    return text + " " * max(width - size(text), 0)


def paragraph(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text wrapped to `width`, each of its own lines anew; the first line and the rest start as told."""
    after = " " * size(first) if rest is None else rest
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        head = after if lines else first
        lines += wrap(part, max(width, 16), initial_indent=head, subsequent_indent=after, break_on_hyphens=False) or [
            head.rstrip()
        ]
    return lines
