"""Tree → lines of a terminal: matrices, systems and case distinctions drawn with their brackets, all else linear."""

from __future__ import annotations

from typing import NamedTuple

from quizgen.text.cells import cells, pad
from quizgen.text.maths.line import in_line
from quizgen.text.maths.symbols import CLOSING, OPENING
from quizgen.text.maths.tree import Fence, Node, Row, Scripts, Styled, Symbol, Table

_DRAWN = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "║║║", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
    "{": "⎧⎪⎩", "}": "⎫⎪⎭", "⟨": "╱ ╲", "⟩": "╲ ╱",
}  # fmt: skip
"""Bracket → its top, middle and foot."""
_STOPS = tuple(".,;:")
_WAISTS = {"{": "⎨", "}": "⎬"}

_UNSEEN = "\u2063"
_BEFORE, _AFTER = Symbol(_UNSEEN, OPENING), Symbol(_UNSEEN, CLOSING)
"""What stands for a table in the line beside it, so that a fraction there gets its brackets."""


class Box(NamedTuple):
    """Lines of equal width; `base` is the line that stands on the formula's own."""

    lines: tuple[str, ...]
    base: int

    @property
    def width(self) -> int:
        return cells(self.lines[0])


def draw(row: Row) -> list[str] | None:
    """The formula over several lines; None where nothing in it stands over several lines."""
    if not _holds_table(row):
        return None
    return [line.rstrip() for line in _row(row).lines]


def _holds_table(node: Node) -> bool:
    match node:
        case Table(rows=rows):
            return len(rows) > 1
        case Row(items):
            return any(map(_holds_table, items))
        case Styled(_, body):
            return _holds_table(body)
        case Scripts(base=base):
            return _holds_table(base)
        case Fence(parts=(body,)):
            return _holds_table(body)
        case _:
            return False


def _row(row: Row) -> Box:
    boxes: list[Box] = []
    flat: list[Node] = []
    for item in row.items:
        if _holds_table(item):
            boxes += [*_line([*flat, _BEFORE]), _box(item)]
            flat = [_AFTER]
        else:
            flat.append(item)
    return _beside([*boxes, *_line(flat)])


def _line(items: list[Node]) -> list[Box]:
    text = in_line(Row(tuple(items))).strip(_UNSEEN + " ")
    return [Box((text,), 0)] if text else []


def _box(node: Node) -> Box:
    match node:
        case Row():
            return _row(node)
        case Styled(_, body):
            return _row(body)
        case Scripts(base=base):
            return _with_scripts(_box(base), node)
        case Fence(left, right, (body,)):
            return _fenced(left, _row(body), right)
        case Table():
            return _table(node)
        case _:  # nothing else holds a table
            return Box((in_line(Row((node,))),), 0)


def _with_scripts(base: Box, node: Scripts) -> Box:
    """An exponent beside the first line, an index beside the last."""
    marks = [""] * len(base.lines)
    marks[0] = _script(Scripts(Row(), None, node.sup, node.primes))
    marks[-1] += _script(Scripts(Row(), node.sub))
    width = max(map(cells, marks))
    return Box(tuple(line + pad(mark, width) for line, mark in zip(base.lines, marks, strict=True)), base.base)


def _script(node: Scripts) -> str:
    return in_line(Row((node,))).removeprefix("^") if node.sub or node.sup or node.primes else ""


def _table(node: Table) -> Box:
    rows = [[_row(cell) if cell.items else Box(("",), 0) for cell in row] for row in node.rows]
    columns = max(map(len, rows))
    for row in rows:
        row += [Box(("",), 0)] * (columns - len(row))
    widths = [max(row[at].width for row in rows) for at in range(columns)]
    sides = _sides(node, columns)
    gaps = [_gap(node, at) for at in range(columns)]
    lines: list[str] = []
    for row in rows:
        above = max(cell.base for cell in row)
        below = max(len(cell.lines) - cell.base for cell in row)
        for at in range(above + below):
            line = ""
            for cell, width, side, gap in zip(row, widths, list(sides), gaps, strict=True):
                place = at - above + cell.base
                text = cell.lines[place] if 0 <= place < len(cell.lines) else ""
                line += gap + _aligned(text, width, side)
            lines.append(line)
    return _fenced(node.left, Box(tuple(lines), (len(lines) - 1) // 2), node.right)


def _sides(node: Table, columns: int) -> str:
    match node.form:
        case "array":
            return node.aligns.ljust(columns, node.aligns[-1:] or "c")[:columns]
        case "cases":
            return "l" * columns
        case "aligned":
            return ("rl" * columns)[:columns] if columns > 1 else "l"
        case _:
            return "c" * columns


def _gap(node: Table, at: int) -> str:
    """What stands before a column."""
    if at == 0:
        return ""
    if at in node.upright:
        return " │ "
    if node.form == "aligned":
        return " " if at % 2 else "   "
    signs = all(len(row) <= at or _sign(row[at]) or not row[at].items for row in node.rows)
    before = all(len(row) < at or _sign(row[at - 1]) or not row[at - 1].items for row in node.rows)
    return " " if signs or before else "  "


def _sign(cell: Row) -> bool:
    """Whether a cell holds but a sign between two others: those of a system stand close."""
    return len(cell.items) == 1 and isinstance(cell.items[0], Symbol) and not cell.items[0].char.isalnum()


def _aligned(text: str, width: int, side: str) -> str:
    room = width - cells(text)
    before = {"l": 0, "r": room, "c": room // 2}[side]
    return " " * before + text + " " * (room - before)


def _fenced(left: str, box: Box, right: str) -> Box:
    height = len(box.lines)
    before, after = _bracket(left, height), _bracket(right, height)
    inner = (f"{line} " if right else line for line in box.lines)
    lines = (f"{a}{' ' if left else ''}{line}{b}" for a, line, b in zip(before, inner, after, strict=True))
    return Box(tuple(lines), box.base)


def _bracket(char: str, height: int) -> list[str]:
    if height == 1 or char not in _DRAWN:
        return [char if at == (height - 1) // 2 else " " * cells(char) for at in range(height)]
    top, middle, foot = tuple(_DRAWN[char])
    drawn = [top, *[middle] * (height - 2), foot]
    if char in _WAISTS and height > 2:
        drawn[(height - 1) // 2] = _WAISTS[char]
    return drawn


def _beside(boxes: list[Box]) -> Box:
    """The boxes on one base line; a full stop or comma follows without a space."""
    if not boxes:
        return Box(("",), 0)
    above = max(box.base for box in boxes)
    below = max(len(box.lines) - box.base for box in boxes)
    gaps = ["", *["" if box.lines[box.base][:1] in _STOPS else " " for box in boxes[1:]]]
    lines = []
    for at in range(above + below):
        parts = []
        for box in boxes:
            place = at - above + box.base
            parts.append(box.lines[place] if 0 <= place < len(box.lines) else " " * box.width)
        lines.append("".join(gap + part for gap, part in zip(gaps, parts, strict=True)))
    return Box(tuple(lines), above)
