"""Tree → one line of Unicode that reads without doubt: brackets stand wherever a fraction bar or a root's line did."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple, assert_never

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

ATOM, POWER, CALL, PRODUCT, SIGNED, QUOTIENT, OPEN = range(7)
"""How loosely a text holds together: x, x², f(x), 2x, −x, a/b, and all that brackets must hold: a+b, sin x, ∑ u."""

_SUPER = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW∘′∗",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ°′*",
        strict=True,
    )
)
_SUB = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_FONTS = {"bb": "DOUBLE-STRUCK", "cal": "SCRIPT", "scr": "SCRIPT", "frak": "FRAKTUR", "bf": "BOLD", "bold": "BOLD"}
_OLDER = {"FRAKTUR": "BLACK-LETTER"}
_FUNCTION_LETTERS = frozenset("fghFGH")
"""Letters that name a function where a bracket follows; other letters may be factors."""
_NAMED_MARKS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u20d7": "vec", "\u20d6": "vec",
    "\u20e1": "vec", "\u0332": "underline", "⏜": "arc", "⏝": "arc",
}  # fmt: skip
"""Marks over more than a letter, as they are called by everyone who types formulas."""
_SPACED = (known.BINARY, known.RELATION)
_BARE = ("big", "name", "limit", "word", *_SPACED)
"""What takes an index or exponent without brackets."""


class Piece(NamedTuple):
    """A part of the line: what it is decides what may stand beside it."""

    text: str
    kind: str
    """A class of symbols; or name, limit (and bound), word, text, space, big (∑), number, fraction, root, d or dot."""
    level: int = ATOM
    loose: bool = False
    """Whether a letter that follows would seem to belong to it: √2, x^α."""
    bracketed: bool = False
    """Whether it ends in brackets of its own, or is a whole in brackets."""


def in_line(row: Row) -> str:
    """The formula on one line."""
    return " ".join(_row(row, tight=False)[0].split())


def _row(node: Node | None, tight: bool = True) -> tuple[str, int]:
    """The text, and how loosely it holds together. `tight`: without spaces around signs, as within brackets."""
    return _whole([piece for item in _flat(node) for piece in _pieces(item, tight)], tight)


def _whole(pieces: list[Piece], tight: bool = True) -> tuple[str, int]:
    pieces = [_multiplied(piece, after) for piece, after in zip(pieces, [*pieces, None][1:], strict=True)]
    visible = [piece for piece in pieces if piece.kind != "space" or piece.text.strip("\u2009")]
    return _joined(visible, tight).strip(" "), _level(visible)


def _flat(node: Node | None) -> Iterable[Node]:
    """The nodes of a row, groups and sizes dissolved: nothing of them shows."""
    match node:
        case None:
            pass
        case Row(items):
            for item in items:
                yield from _flat(item)
        case Styled(style, body) if style != "cancel":
            if style != "hide":
                yield from _flat(body)
        case _:
            yield node


def _pieces(node: Node, tight: bool) -> list[Piece]:
    match node:
        case Row() | Styled(style="hide" | "box" | "display" | "inline" | "script" | "sscript"):
            return [piece for item in _flat(node) for piece in _pieces(item, tight)]
        case Symbol(char, kind, font):
            if char == "d" and font == "rm":
                return [Piece(char, "d")]
            if char == "⋅":
                return [Piece("·", "dot")]
            return [Piece(lettered(char, font), "big" if kind == known.OPERATOR else kind)]
        case Number(text, font):
            return [Piece("".join(lettered(char, font) for char in text), "number")]
        case Name(text):
            return [Piece(text, "name", OPEN)]
        case Word(text, font):
            return [Piece("".join(lettered(char, font) for char in text), "word")]
        case Text(text):
            return [Piece(text, "text", OPEN)]
        case Space(em):
            return [Piece("  " if em >= 1 else " " if em > 0.1 else "", "space")]
        case Scripts():
            return [_scripts(node, tight)]
        case Fraction():
            return [_fraction(node)]
        case Root(body, degree):
            return [_root(body, degree)]
        case Fence():
            return [_fence(node, tight)]
        case Accent():
            return [_accent(node)]
        case Stack(base, over, under):
            pieces = _pieces(base, tight)
            kind = {"name": "limit"}.get(pieces[-1].kind, pieces[-1].kind) if pieces else known.ORDINARY
            text = _whole(pieces)[0] + _marked("_", _row(under)[0]) + _marked("^", _row(over)[0])
            return [Piece(text, kind, OPEN if kind == "limit" else POWER)]
        case Classed(kind, body):
            text, level = _row(body)
            return [Piece(text, "name" if kind == known.OPERATOR else kind, level)]
        case Styled(_, body):
            return [Piece("".join(char + "\u0336" for char in _row(body)[0]), known.ORDINARY)]
        case Table():
            return [_table(node)]
        case _:
            assert_never(node)


@cache
def lettered(char: str, font: str) -> str:
    """The character in its font, where Unicode has one and the font tells things apart."""
    style = _FONTS.get(font)
    if style is None or not char.isalnum():
        return char
    words = unicodedata.name(char, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    for name in (f"MATHEMATICAL {style} {words}", f"{_OLDER.get(style, style)} {words}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char


# Side by side


def _multiplied(piece: Piece, after: Piece | None) -> Piece:
    """A full stop before a factor multiplies: 3.2x."""
    return piece._replace(kind="dot") if piece.text == "." and _factor(after, False) else piece


def _factor(piece: Piece | None, before: bool) -> bool:
    """Whether a piece multiplies what stands beside it; `before` tells that it stands to the left."""
    if piece is None or (piece.kind == known.ORDINARY and piece.text in tuple("−+±∓…⋯⋮⋱∀∃∄¬/!.|‖")):
        return False
    kinds = (known.ORDINARY, "d", "dot", "number", "root", "fraction", "word")
    bracket = known.CLOSING if before else known.OPENING
    return piece.kind in (*kinds, bracket) or (not before and piece.kind in ("name", "limit", "big"))


def _joined(pieces: list[Piece], tight: bool) -> str:
    out = ""
    solid = [piece for piece in pieces if piece.kind != "space"]
    at = -1  # place in `solid` of the piece before
    last: Piece | None = None
    for piece in pieces:
        if piece.kind == "space":
            out += piece.text if last is None or last.kind != "d" else ""
            continue
        at += 1
        after = solid[at + 1] if at + 1 < len(solid) else None
        text = piece.text
        if piece.kind == "fraction":
            called = last is not None and last.kind == "name" and not last.bracketed
            signed = last is not None and last.kind == known.BINARY and text[0] in "−+±∓"
            if signed or called or _factor(last, True) or _factor(after, False) or (after and after.text in ("!",)):
                text, piece = f"({text})", piece._replace(bracketed=True)
        out += _between(last, piece, out, tight) + text
        last = piece
    return out


def _between(last: Piece | None, piece: Piece, out: str, tight: bool) -> str:
    """What parts two neighbours: a space, a dot, or nothing."""
    if last is None:
        return ""
    if "dot" in (last.kind, piece.kind):
        return ""
    if last.kind in _SPACED or piece.kind in _SPACED:
        return "" if tight and "∣" not in (last.text, piece.text) else " "
    if last.kind == known.PUNCTUATION:
        return "" if tight else " "
    if "text" in (last.kind, piece.kind):
        return ""
    if piece.kind in (known.PUNCTUATION, known.CLOSING) or last.kind == known.OPENING:
        return ""
    starts = piece.text[:1]
    if last.kind == "name":
        if piece.kind == "fraction" and piece.bracketed:
            return " " if last.text[-1:] == ")" else ""
        return "" if starts in "([{|⟨" and piece.kind in (known.OPENING, known.ORDINARY) else " "
    if last.kind in ("big", "limit"):
        return " "
    if piece.kind in ("big", "d"):
        return " " if _factor(last, True) and not out.endswith(" ") else ""
    if piece.kind in ("name", "limit"):
        return ("" if out.endswith(" ") else "·") if _factor(last, True) else ""
    if last.kind == "word" and not last.bracketed:
        return "" if starts in "([{|⟨" or not starts.isalnum() else " "
    if piece.kind == "word":
        return " " if _factor(last, True) and not out.endswith(" ") else ""
    if piece.kind == "fraction" and piece.bracketed and not last.bracketed:
        return "·" if _factor(last, True) and not out.endswith(" ") else ""
    if last.loose and _factor(piece, False) and not out.endswith(" "):
        return "·"
    if piece.kind == "number" and last.kind == "number" and not out.endswith(" "):
        return "·" if last.level or piece.level else ""
    return ""


def _level(pieces: list[Piece]) -> int:
    """How loosely the pieces hold together."""
    solid = [piece for piece in pieces if piece.kind != "space"]
    if not solid:
        return ATOM
    if len(solid) == 1:
        only = solid[0]
        return OPEN if only.kind in ("big", "name", "limit", *_SPACED, known.PUNCTUATION) else only.level
    depth, outside = 0, list[Piece]()
    groups = 0
    for piece in solid:
        if piece.kind == known.CLOSING:
            depth -= 1
        if depth <= 0 and piece.kind not in (known.OPENING, known.CLOSING):
            outside.append(piece)
        if piece.kind == known.OPENING:
            groups += depth == 0
            depth += 1
    if not outside and groups == 1:
        return max(ATOM, solid[-1].level)
    bracketed = solid[-1].kind == known.CLOSING or solid[-1].bracketed
    first = solid[0]
    callable_ = first.kind in ("name", "word") or first.text[:1] in _FUNCTION_LETTERS
    brackets = groups + sum(piece.bracketed for piece in solid[1:])
    if callable_ and bracketed and brackets == 1 and (len(outside) == 1 or (len(outside) == 2 and not groups)):
        return CALL
    if _differential(solid):
        return CALL
    if any(piece.kind in (*_SPACED, known.PUNCTUATION, "text", "big", "name", "limit") for piece in outside):
        return OPEN
    if any(piece.text == "/" for piece in outside):
        return QUOTIENT
    return SIGNED if first.text in "−+±∓" else PRODUCT


def _differential(pieces: list[Piece]) -> bool:
    """Whether the pieces are dx, d²y or ∂x: one thing, as 1/dx shows."""
    return len(pieces) == 2 and pieces[0].text[:1] in ("d", "∂") and pieces[1].kind == known.ORDINARY


def _grouped(text: str, level: int, allowed: int) -> str:
    """The text, in brackets where it holds together more loosely than allowed."""
    return text if level <= allowed else f"({text})"


def _fraction(node: Fraction) -> Piece:
    (top, above), (bottom, below) = _row(node.top), _row(node.bottom)
    if not node.line:
        return Piece(f"{top}; {bottom}", known.ORDINARY, OPEN)
    return Piece(f"{_grouped(top, above, SIGNED)}/{_grouped(bottom, below, CALL)}", "fraction", QUOTIENT)


def _root(body: Row, degree: Row | None) -> Piece:
    (inside, level), (nth, _) = _row(body), _row(degree)
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(nth) or _raised(nth) + "√"
    if level == ATOM and (len(inside) == 1 or inside.isdigit() or inside[:1] in "([{|"):
        closed = inside[:1] in "([{|"
        return Piece(sign + inside, "root", CALL, loose=not closed, bracketed=closed)
    return Piece(f"{sign}({inside})", "root", CALL, bracketed=True)


def _raised(text: str) -> str:
    return "".join(_SUPER[char] for char in text) if all(char in _SUPER for char in text) else f"({text})"


def _scripts(node: Scripts, tight: bool) -> Piece:
    pieces = [piece for item in _flat(node.base) for piece in _pieces(item, tight)]
    text, level = _whole(pieces, tight)
    kind = pieces[-1].kind if pieces else known.ORDINARY
    if kind in ("fraction", "root", "text") or (len(pieces) == 1 and level > POWER and kind not in _BARE):
        text, kind = f"({text})", known.ORDINARY
    sub, sup = _row(node.sub)[0], _row(node.sup)[0]
    below, above = _marked("_", sub), _marked("^", sup)
    if kind == "big" and sub and above[:1] == "^" and len(sub) > 1:
        below = f"_({sub})"
    base = next(iter(_flat(node.base)), None)
    if kind == "name" and sub and isinstance(base, Name) and base.limited:
        kind = "limit"
    primes = {2: "″", 3: "‴", 4: "⁗"}.get(node.primes, "′" * node.primes)
    whole = OPEN if kind in ("big", "name", "limit") else max(POWER, level if len(pieces) > 1 else POWER)
    loose = (above or below)[:1] in ("^", "_") and (above or below)[-1:] != ")"
    return Piece(text + primes + below + above, kind, whole, loose)


def _low(text: str) -> str | None:
    return "".join(_SUB[char] for char in text) if all(char in _SUB for char in text) else None


def _marked(mark: str, text: str) -> str:
    """An index or exponent: small where each of its characters exists so, else after its mark."""
    small = _low(text) if mark == "_" else "".join(_SUPER.get(char, "?") for char in text)
    if small is not None and "?" not in small:
        return small
    return mark + (text if len(text) == 1 else f"({text})")


def _fence(node: Fence, tight: bool) -> Piece:
    table = len(node.parts) == 1 and len(node.parts[0].items) == 1 and node.parts[0].items[0]
    if isinstance(table, Table) and not table.left and not table.right:
        return _table(replace(table, form=_form(node, table), left=node.left, right=node.right))
    binomial = _binomial(node)
    if binomial:
        return Piece(f"binom({_row(binomial.top)[0]}, {_row(binomial.bottom)[0]})", "word", CALL, bracketed=True)
    parts = [_row(part, tight) for part in node.parts]
    inside, level = parts[0]
    if not node.left and node.right in "|‖":
        return Piece(_grouped(inside, level, CALL) + node.right, known.ORDINARY)
    for middle, part in zip(node.middles, parts[1:], strict=True):
        inside += f" {middle} {part[0]}"
    level = ATOM if node.left and node.right else OPEN
    return Piece(node.left + inside + node.right, known.ORDINARY, level, bracketed=node.left != "" and node.right != "")


def _binomial(node: Fence) -> Fraction | None:
    """The two numbers of a binomial coefficient, if the brackets hold just that."""
    match node:
        case Fence("(", ")", (Row((Fraction(line=False) as fraction,)),)):
            return fraction
        case _:
            return None


def _form(node: Fence, table: Table) -> str:
    """A table behind one brace is a case distinction or a system, not a matrix."""
    if table.form == "array" and ((node.left == "{" and not node.right) or (node.right == "}" and not node.left)):
        return "cases"
    return "matrix" if table.form == "array" else table.form


def _accent(node: Accent) -> Piece:
    text, level = _row(node.body)
    if node.mark in "⏞⏟":
        return Piece(_grouped(text, level, CALL), known.ORDINARY, POWER)
    if len(text) == 1 and node.mark not in "⏜⏝":
        return Piece(unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(text, text) + node.mark), known.ORDINARY)
    if text.isalnum() and len(text) <= 3 and node.mark in "\u0305\u0332":
        return Piece("".join(char + node.mark for char in text), known.ORDINARY)
    if not text:
        return Piece("", known.ORDINARY)
    return Piece(f"{_NAMED_MARKS.get(node.mark, node.name)}({text})", "word", CALL, bracketed=True)


def _table(node: Table) -> Piece:
    if node.form == "matrix":
        cells = [[_row(cell)[0] for cell in row] for row in node.rows]
        between = ", " if any(" " in cell or "," in cell for row in cells for cell in row) else " "
        bars = dict.fromkeys(node.upright, "| ")
        lines = [between.join(bars.get(at, "") + (cell or "·") for at, cell in enumerate(row)) for row in cells]
    else:
        lines = [_equation(row, node.form) for row in node.rows]
    inside = "; ".join(line for line in lines if line) if node.form != "substack" else ", ".join(lines)
    left, right = node.left, node.right
    if len(node.rows) > 1 and (left == "{" or right == "}"):  # in one line, a brace needs its other
        left, right = left or "{", right or "}"
    level = ATOM if left and right else OPEN
    return Piece(f"{left}{inside}{right}", known.ORDINARY, level, bracketed=level == ATOM)


def _equation(cells: tuple[Row, ...], form: str) -> str:
    """A line of equations: its cells read on, as one formula."""
    if form in ("cases", "array"):
        return " ".join(filter(None, (" ".join(_row(cell, tight=False)[0].split()) for cell in cells)))
    return " ".join(_row(Row(tuple(item for cell in cells for item in cell.items)), tight=False)[0].split())
