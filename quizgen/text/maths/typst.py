"""Tree → Typst's maths. Each character of the formula is escaped or in a string, so none can be code."""

from __future__ import annotations

import re
from typing import assert_never
from unicodedata import category

from quizgen.text.maths import symbols as known
from quizgen.text.maths.tree import (
    Accent,
    Classed,
    Fence,
    Fraction,
    Name,
    Node,
    Number,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Styled,
    Symbol,
    Table,
    Text,
    Word,
)

_FONTS = {
    "bb": "bb({})", "cal": "cal({})", "scr": "scr({})", "frak": "frak({})", "bf": "upright(bold({}))",
    "bold": "bold({})", "rm": "upright({})", "it": "italic({})", "sf": "sans({})", "tt": "mono({})",
}  # fmt: skip
_MARKS = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "macron", "overline": "overline",
    "vec": "arrow", "overrightarrow": "arrow", "overleftarrow": "arrow.l", "overleftrightarrow": "arrow.l.r",
    "dot": "dot", "ddot": "dot.double", "dddot": "dot.triple", "ddddot": "dot.quad", "acute": "acute", "grave": "grave",
    "check": "caron", "breve": "breve", "mathring": "circle", "underline": "underline", "overbrace": "overbrace",
    "underbrace": "underbrace", "overparen": "overparen", "underparen": "underparen",
}  # fmt: skip
_CLASSES = {
    known.ORDINARY: "normal", known.BINARY: "binary", known.RELATION: "relation", known.OPENING: "opening",
    known.CLOSING: "closing", known.PUNCTUATION: "punctuation",
}  # fmt: skip
_USUAL = {**dict.fromkeys("([{⟨⌊⌈⟮", known.OPENING), **dict.fromkeys(")]}⟩⌋⌉⟯", known.CLOSING)}
"""Brackets whose class Typst knows."""
_EMPTY = '""'
_SPACES = {0.167: "thin", 0.222: "med", 0.278: "thick", 1.0: "quad", 2.0: "wide", 0.25: "space.nobreak"}
_STYLES = {
    "display": "display({})", "inline": "inline({})", "script": "script({})", "sscript": "sscript({})",
    "cancel": "cancel({})", "hide": "#hide[${}$]", "box": "#box(stroke: 0.5pt, inset: 3pt, baseline: 3pt)[${}$]",
}  # fmt: skip
CODE = re.compile(
    r"#(?:none|true|left|right|center|h\(-?[\d.]+em\)|hide\[\$|box\(stroke: 0\.5pt, inset: 3pt, baseline: 3pt\)\[\$"
    r"|\((?:hline: \([\d, ]*\), vline: \([\d, ]*\), )stroke: 0\.5pt\)|0\.\dem)"
)
"""All of the code that may stand in a formula: constants of this module."""


def typst(row: Row) -> str:
    """What stands between the dollars."""
    return _row(row)


def _row(row: Row) -> str:
    return _join([_node(item) for item in row.items])


def _body(row: Row) -> str:
    """A row as the argument of a function, which must not be empty."""
    return _row(row) or _EMPTY


def _join(parts: list[str]) -> str:
    """The parts side by side; a space only where letters or digits would run together, since Typst shows others."""
    out = ""
    for part in filter(None, parts):
        apart = out and f"a{out[-1]}".isidentifier() and f"a{part[0]}".isidentifier()
        out += " " + part if apart else part
    return out


def _node(node: Node) -> str:
    match node:
        case Row():
            return _row(node)
        case Symbol(char, kind, font):
            return _symbol(char, kind, font)
        case Number(text, font):
            return _font(font, text if "," not in text else _string(text))
        case Name(text, limited):
            return f"op({_string(text)}, limits: #true)" if limited else f"op({_string(text)})"
        case Word(text, font):
            return _string(text) if font == "rm" else _font(font, _string(text))
        case Text(text, font):
            return _font(font, _string(text))
        case Space(em):
            return _SPACES.get(em) or f"#h({em:.3f}em)"
        case Scripts():
            return _scripts(node)
        case Fraction(top, bottom, line, style):
            whole = f"frac({_body(top)}, {_body(bottom)})" if line else _table([[top], [bottom]])
            return f"{style}({whole})" if style else whole
        case Root(body, degree):
            return f"root({_body(degree)}, {_body(body)})" if degree and degree.items else f"sqrt({_body(body)})"
        case Fence():
            return _fence(node)
        case Accent(_, body, name):
            return f"{_MARKS[name]}({_body(body)})"
        case Stack(base, over, under, stretched):
            return _attached(f"stretch({_body(base)})" if stretched else f"limits({_body(base)})", over, under)
        case Classed(kind, body):
            inside = _body(body)
            return f"op({inside}, limits: #true)" if kind == known.OPERATOR else f'class("{_CLASSES[kind]}", {inside})'
        case Styled(style, body):
            return _STYLES[style].replace("{}", _body(body))
        case Table():
            return _matrix(node)
        case _:
            assert_never(node)


def _symbol(char: str, kind: str, font: str) -> str:
    text = _escaped(char)
    if font and char.isalnum():
        return _font(font, text)
    if kind in (known.OPENING, known.CLOSING) and _USUAL.get(char) != kind:
        return f'class("{_CLASSES[kind]}", {text})'
    if char in "|‖" and kind in _CLASSES:  # Typst would take either for a bracket
        return f'class("{_CLASSES[kind]}", {text})'
    return text


def _escaped(char: str) -> str:
    bracket = category(char)[0] == "P" or char in "⟮⟯⌜⌝⌞⌟√∛∜"  # brackets, and roots, which Typst would read as such
    return "\\" + char if bracket or (char.isascii() and not char.isalnum()) else char


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _font(font: str, text: str) -> str:
    return _FONTS.get(font, "{}").replace("{}", text)


def _scripts(node: Scripts) -> str:
    base = node.base
    if isinstance(base, Accent) and base.mark in "⏞⏟":
        note = node.sup if base.mark == "⏞" else node.sub
        if note is not None and (node.sub is None or node.sup is None):
            return f"{_MARKS[base.name]}({_body(base.body)}, {_node(note)})"
    inside = _node(base) or _EMPTY
    if node.limits is not None:
        inside = f"{'limits' if node.limits else 'scripts'}({inside})"
    if node.primes:
        primes = "′" * node.primes
        sup = _join([primes, _node(node.sup)]) if node.sup else primes
        if isinstance(base, Symbol | Number) and node.limits is None and len(inside) == 1:
            return inside + "'" * node.primes + _marked("_", node.sub) + _marked("^", node.sup)
        return f"attach({inside}, t: {sup}" + (f", b: {_node(node.sub)})" if node.sub else ")")
    return _attached(inside, node.sup, node.sub)


def _marked(mark: str, script: Node | None) -> str:
    return f"{mark}({_node(script) or _EMPTY})" if script is not None else ""


def _attached(base: str, over: Node | None, under: Node | None) -> str:
    top = f", t: {_node(over) or _EMPTY}" if over is not None else ""
    bottom = f", b: {_node(under) or _EMPTY}" if under is not None else ""
    return f"attach({base}{top}{bottom})"


def _fence(node: Fence) -> str:
    inside = _row(node.parts[0])
    for middle, part in zip(node.middles, node.parts[1:], strict=True):
        inside = _join([inside, f"mid({_escaped(middle)})" if middle else "", _row(part)])
    left, right = (_escaped(char) if char else "" for char in (node.left, node.right))
    if not left and not right:
        return inside
    return f"lr({_join([left, inside, right])})"


def _table(rows: list[list[Row]], options: str = "") -> str:
    lines = "; ".join(", ".join(_body(cell) for cell in cells) for cells in rows)
    return f"mat(delim: #none, {options}{lines})"


def _matrix(node: Table) -> str:
    match node.form:
        case "matrix" | "array":
            width = max(map(len, node.rows))
            rows = [[*cells, *[Row()] * (width - len(cells))] for cells in node.rows]
            inside = f"display({_columns(rows, node)})"  # else its cells would be as small as a fraction's
        case "cases":
            inside = f"display({_aligned(node, 'quad & &')})"
        case "substack":
            inside = _table([list(cells) for cells in node.rows], "row-gap: #0.2em, ")
        case _:
            inside = f"display({_aligned(node, '&')})"
    left, right = (_escaped(char) if char else "" for char in (node.left, node.right))
    return f"lr({_join([left, inside, right])})" if left or right else inside


def _columns(rows: list[list[Row]], node: Table) -> str:
    """A table whose columns stand as told: Typst aligns all alike, or each at a mark of its own."""
    width = len(rows[0])
    aligns = node.aligns.ljust(width, node.aligns[-1:] or "c")[:width]
    places = [place for place in node.upright if place < width]
    options = ""
    if places or node.level:
        level, upright = ("".join(f"{place}, " for place in lines) for lines in (node.level, places))
        options = f"augment: #(hline: ({level}), vline: ({upright}), stroke: 0.5pt), "
    if len(set(aligns)) == 1:
        word = {"l": "left", "r": "right", "c": "center"}[aligns[0]]
        return _table(rows, f"align: #{word}, {options}" if word != "center" else options)
    marks = {"l": "& {}", "c": "{}", "r": "{} &"}
    lines = [
        ", ".join(marks[side].replace("{}", _body(cell)) for cell, side in zip(cells, aligns, strict=True))
        for cells in rows
    ]
    return f"mat(delim: #none, {options}{'; '.join(lines)})"


def _aligned(node: Table, mark: str) -> str:
    """Equations under each other: one column, its marks right and left in turn."""
    style = "display({})" if node.form == "aligned" else "{}"
    first = "& " if node.form == "cases" or all(len(cells) == 1 for cells in node.rows) else ""
    lines = [
        first + f" {mark} ".join(style.replace("{}", text) if (text := _row(cell)) else "" for cell in cells)
        for cells in node.rows
    ]
    return f"mat(delim: #none, row-gap: #0.5em, {'; '.join(line or _EMPTY for line in lines)})"
