"""What neighbours decide: letters join to words, large brackets pair, a sign is one of two terms or of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from quizgen.text.maths import symbols as known
from quizgen.text.maths.tree import Fence, Name, Node, Number, Row, Scripts, Space, Symbol, Text, Word

_WORDS = ("rm", "bf", "it", "sf", "tt")
"""Fonts in which letters stand for words."""
_BARS = ("|", "‖")


def settled(items: list[Node]) -> Row:
    """The nodes as a row: letters of a word joined, large brackets paired, each symbol of the class it has there."""
    worded = sized = False
    for item in items:
        base = item.base if isinstance(item, Scripts) else item
        if isinstance(base, Symbol):
            sized = sized or base.sized
            worded = worded or base.font in _WORDS
        elif isinstance(base, Number | Word):
            worded = worded or base.font in _WORDS
    if worded:
        items = _joined(items)
    if sized:
        items = _paired(items)
    return Row(tuple(_classed(items)))


def _joined(items: list[Node]) -> list[Node]:
    """Letters and digits in an upright or other font that stands for words become one word."""
    out: list[Node] = []
    for item in items:
        text = item.char if isinstance(item, Symbol) else item.text if isinstance(item, Number | Word) else ""
        font = item.font if isinstance(item, Symbol | Number | Word) else ""
        last = out[-1] if out else None
        if font in _WORDS and text.isalnum() and isinstance(last, Symbol | Number | Word) and last.font == font:
            before = last.char if isinstance(last, Symbol) else last.text
            if before.isalnum():
                out[-1] = Word(before + text, font)
                continue
        out.append(item)
    return out


def _paired(items: list[Node]) -> list[Node]:
    r"""\big( … \big) become brackets as high as what they hold."""
    out: list[Node] = []
    opened: list[int] = []
    for item in items:
        base = _base(item)
        if isinstance(base, Symbol) and base.sized:
            first = out[opened[-1]] if opened else None
            bars = isinstance(first, Symbol) and first.char == base.char and base.kind == known.ORDINARY
            if isinstance(first, Symbol) and (bars or base.kind == known.CLOSING):
                at = opened.pop()
                fence = Fence(first.char, base.char, (settled(out[at + 1 :]),))
                out[at:] = [replace(item, base=fence) if isinstance(item, Scripts) else fence]
                continue
            if item is base and base.kind in (known.OPENING, known.ORDINARY):
                opened.append(len(out))
        out.append(item)
    return out


def _classed(items: list[Node]) -> list[Node]:
    """Each symbol of the class that it has where it stands.

    A sign that follows no term is ordinary; a bar opens or closes; ]0, 1[ is an interval.
    """
    if len(items) == 1 and not isinstance(_base(items[0]), Symbol):
        return items
    out: list[Node] = []
    opened: list[str] = []
    term = False  # whether a term has just ended
    bars = Counter([base.char for item in items if isinstance(base := _base(item), Symbol) and base.char in _BARS])
    for item in items:
        base = item.base if isinstance(item, Scripts) else item
        if isinstance(base, Symbol):
            kind = base.kind
            if base.char in _BARS:
                bars[base.char] -= 1
            if kind == known.BINARY and not term:
                kind = known.ORDINARY
            elif base.char in _BARS and kind == known.ORDINARY:
                if term and base.char in opened:
                    kind = known.CLOSING
                elif not term or (item is base and bars[base.char] % 2):  # another is left, to close it
                    kind = known.OPENING
            elif base.char == "]" and not term:
                kind = known.OPENING
            elif base.char == "[" and term and opened and opened[-1] in "[]":
                kind = known.CLOSING
            if kind == known.OPENING:
                opened.append(base.char)
            elif kind == known.CLOSING and opened:
                opened.pop()
            if kind in (known.RELATION, known.CLOSING, known.PUNCTUATION) and out:
                out[-1] = _ordinary(out[-1])
            if kind != base.kind:
                base = replace(base, kind=kind)
                item = replace(item, base=base) if isinstance(item, Scripts) else base
            term = kind in (known.ORDINARY, known.CLOSING) and base.char not in "−+±∓"
        elif not isinstance(base, Space):
            term = not isinstance(base, Name | Text)
        out.append(item)
    if out:
        out[-1] = _ordinary(out[-1])
    return out


def _base(node: Node) -> Node:
    return node.base if isinstance(node, Scripts) else node


def _ordinary(node: Node) -> Node:
    """A sign that no term follows isn't between two."""
    return replace(node, kind=known.ORDINARY) if isinstance(node, Symbol) and node.kind == known.BINARY else node
