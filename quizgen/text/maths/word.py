"""Tree → OMML, the equations of Word and LibreOffice."""

from __future__ import annotations

import re
from html import escape
from typing import assert_never

from quizgen.text.maths import symbols as known
from quizgen.text.maths.line import lettered
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

_BOLD = ("bf", "bold")
_NOTHING = "\N{ZERO WIDTH SPACE}"  # where a base is empty: else a box stands there


def word(row: Row) -> str:
    """What stands in an `m:oMath` element."""
    return _row(row)


def _row(row: Row) -> str:
    """The nodes in their order; brackets that carry an index or an exponent become a pair of Word's own."""
    found: list[str] = []
    opened: list[int] = []
    for item in row.items:
        base = item.base if isinstance(item, Scripts) else item
        if isinstance(base, Symbol) and base.kind == known.OPENING and item is base:
            opened.append(len(found))
        elif isinstance(base, Symbol) and base.kind == known.CLOSING and opened:
            start = opened.pop()
            if isinstance(item, Scripts):
                left = _SIGN.search(found[start])
                pair = _fenced(left[1] if left else "(", base.char, ["".join(found[start + 1 :])], "")
                found[start:] = [_scripts(item, pair)]
                continue
        found.append(_node(item))
    return "".join(found)


_SIGN = re.compile(r">([^<])</m:t>")


def _run(text: str, font: str = "") -> str:
    properties = '<m:rPr><m:sty m:val="b"/></m:rPr>' if font in _BOLD else ""
    shown = "".join([lettered(char, font) for char in text])
    return f'<m:r>{properties}<m:t xml:space="preserve">{escape(shown, quote=False)}</m:t></m:r>'


def _upright(text: str) -> str:
    """Words, which aren't letters side by side."""
    return f'<m:r><m:rPr><m:nor/></m:rPr><m:t xml:space="preserve">{escape(text, quote=False)}</m:t></m:r>'


def _node(node: Node) -> str:
    match node:
        case Row():
            return _row(node)
        case Symbol(char, _, font):
            return _run(char, font)
        case Number(text, font):
            return _run(text, font)
        case Name(text) | Text(text):
            return _upright(text)
        case Word(text, font):
            return _upright("".join([lettered(char, font) for char in text]))
        case Space(em):
            return _run("\N{EM SPACE}" * int(em) or "\N{THIN SPACE}") if em > 0 else ""
        case Scripts():
            return _scripts(node)
        case Fraction(top, bottom, line):
            kind = "" if line else '<m:fPr><m:type m:val="noBar"/></m:fPr>'
            return f"<m:f>{kind}<m:num>{_row(top)}</m:num><m:den>{_row(bottom)}</m:den></m:f>"
        case Root(body, degree):
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if degree is None else ""
            inside = "" if degree is None else _row(degree)
            return f"<m:rad>{hidden}<m:deg>{inside}</m:deg><m:e>{_row(body)}</m:e></m:rad>"
        case Fence(left, right, parts, middles):
            return _fenced(left, right, [_row(part) for part in parts], middles[0] if middles else "")
        case Accent():
            return _accent(node)
        case Stack(base, over, under):
            found = _row(base)
            if under is not None:
                found = f"<m:limLow><m:e>{found}</m:e><m:lim>{_row(under)}</m:lim></m:limLow>"
            if over is not None:
                found = f"<m:limUpp><m:e>{found}</m:e><m:lim>{_row(over)}</m:lim></m:limUpp>"
            return found
        case Classed(_, body):
            return _row(body)
        case Styled(style, body):
            tag = {"box": "borderBox", "hide": "phant"}.get(style)
            shown = _row(body)
            if tag is None:
                return shown
            hidden = '<m:phantPr><m:show m:val="0"/></m:phantPr>' if tag == "phant" else ""
            return f"<m:{tag}>{hidden}<m:e>{shown}</m:e></m:{tag}>"
        case Table():
            return _table(node)
        case _:
            assert_never(node)


def _fenced(left: str, right: str, parts: list[str], middle: str) -> str:
    signs = [("begChr", left), ("sepChr", middle or "|"), ("endChr", right)]
    properties = "".join([f'<m:{name} m:val="{escape(sign)}"/>' for name, sign in signs])
    return f"<m:d><m:dPr>{properties}</m:dPr>{''.join([f'<m:e>{part}</m:e>' for part in parts])}</m:d>"


def _scripts(node: Scripts, base: str = "") -> str:
    """A base with what hangs on it; `base`, if it was written already."""
    base = base or _node(node.base) or _run(_NOTHING)
    sub = None if node.sub is None else _node(node.sub)
    sup = None if node.sup is None else _node(node.sup)
    if node.primes:
        sup = _run("′" * node.primes) + (sup or "")
    if _has_limits(node):
        if sub is not None:
            base = f"<m:limLow><m:e>{base}</m:e><m:lim>{sub}</m:lim></m:limLow>"
        return base if sup is None else f"<m:limUpp><m:e>{base}</m:e><m:lim>{sup}</m:lim></m:limUpp>"
    if sub is not None and sup is not None:
        return f"<m:sSubSup><m:e>{base}</m:e><m:sub>{sub}</m:sub><m:sup>{sup}</m:sup></m:sSubSup>"
    if sub is not None:
        return f"<m:sSub><m:e>{base}</m:e><m:sub>{sub}</m:sub></m:sSub>"
    return base if sup is None else f"<m:sSup><m:e>{base}</m:e><m:sup>{sup}</m:sup></m:sSup>"


def _has_limits(node: Scripts) -> bool:
    """Whether indices stand below and above: as told, else as TeX sets such an operator."""
    if node.limits is not None:
        return node.limits
    base = node.base
    if isinstance(base, Name):
        return base.limited
    return isinstance(base, Symbol) and base.kind == known.OPERATOR and base.char not in "∫∬∭⨌∮"


def _accent(node: Accent) -> str:
    body = _row(node.body)
    if node.mark in "⏞⏟":
        place = "top" if node.mark == "⏞" else "bot"
        sign = f'<m:chr m:val="{node.mark}"/><m:pos m:val="{place}"/>'
        return f"<m:groupChr><m:groupChrPr>{sign}</m:groupChrPr><m:e>{body}</m:e></m:groupChr>"
    if node.name in ("overline", "underline"):
        place = "top" if node.name == "overline" else "bot"
        return f'<m:bar><m:barPr><m:pos m:val="{place}"/></m:barPr><m:e>{body}</m:e></m:bar>'
    return f'<m:acc><m:accPr><m:chr m:val="{escape(node.mark)}"/></m:accPr><m:e>{body}</m:e></m:acc>'


def _table(node: Table) -> str:
    columns = max(map(len, node.rows), default=1)
    rows = ""
    for row in node.rows:
        cells = [*map(_row, row), *[""] * (columns - len(row))]
        rows += f"<m:mr>{''.join([f'<m:e>{cell}</m:e>' for cell in cells])}</m:mr>"
    sides = {"l": "left", "r": "right", "c": "center"}
    aligns = node.aligns or {"cases": "ll", "aligned": "rl" * columns}.get(node.form, "")
    places = "".join(
        [
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{sides.get(side, "center")}"/></m:mcPr></m:mc>'
            for side in aligns[:columns].ljust(columns, "c")
        ]
    )
    matrix = f'<m:m><m:mPr><m:plcHide m:val="1"/><m:mcs>{places}</m:mcs></m:mPr>{rows}</m:m>'
    return _fenced(node.left, node.right, [matrix], "") if node.left or node.right else matrix
