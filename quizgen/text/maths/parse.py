"""TeX → tree, by a closed list of commands: what isn't known is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple, NoReturn
from unicodedata import category, normalize

from quizgen.text.maths import symbols as known
from quizgen.text.maths.faults import BadFormula, Fault
from quizgen.text.maths.rows import settled
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

MAX_LENGTH = 10_000
"""Characters of a formula; the longest of a French university's 6,768 has 668."""
MAX_DEPTH = 40
"""Groups within groups; a continued fraction that fills a page has 12."""

_TOKEN = re.compile(r"(?:\s|%[^\n]*(?:\n|\Z))*(\\[A-Za-z]+|\\.|.|\Z)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:(?:\.|\{,\})\d+)?", re.ASCII)
_ENVIRONMENT = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}")
_LENGTH = re.compile(r"\s*(\{)?\s*([-+]?\d{0,4}(?:\.\d{0,4})?)\s*(em|ex|mu|pt|mm|cm|in|pc)\s*(?(1)\}|)", re.ASCII)
_COLUMNS = re.compile(r"\s*\{([lcr|\s]*|(?:@\{[^{}]*\}|[lcr|\s])*)\}")
_SKIP = re.compile(r"\*?(?:\s*\[\s*-?[\d.]*\s*(?:em|ex|pt|mm|cm|in)\s*\])?")
_BOX_OPTIONS = re.compile(r"(?:\s*\[[^\[\]{}\\]*\]){0,2}")
_LABEL = re.compile(r"\s*\{[^{}\\]*\}")
_RENAMED = {
    "bm": "\\boldsymbol", "makebox": "\\text", "hbox": "\\text", "mathds": "\\mathbb", "mathbbm": "\\mathbb",
    "emph": "\\textit", "medspace": "\\:", "thickspace": "\\;", "ensuremath": "",
}  # fmt: skip
"""What MathJax calls otherwise: command → the TeX for it."""
_ENDS = frozenset(("", "}", "&", "\\\\", "\\cr", "\\end", "\\right", "\\middle"))
_HANGING = frozenset(("^", "_", "'", "\\limits", "\\nolimits"))
_NO_ARGUMENT = _ENDS | {"^", "_", "'"}
_PLAIN = {
    "+": ("+", known.BINARY),
    "-": ("−", known.BINARY),
    "−": ("−", known.BINARY),
    "·": ("⋅", known.BINARY),
    "*": ("∗", known.BINARY),
    "=": ("=", known.RELATION),
    "<": ("<", known.RELATION),
    ">": (">", known.RELATION),
    ":": (":", known.RELATION),
    ",": (",", known.PUNCTUATION),
    ";": (";", known.PUNCTUATION),
    "(": ("(", known.OPENING),
    "[": ("[", known.OPENING),
    ")": (")", known.CLOSING),
    "]": ("]", known.CLOSING),
    "`": ("‘", known.ORDINARY),
}
_IGNORED = ("nonumber", "notag", "label", "hfill", "hfil", "allowbreak", "nobreak", "relax", "displaylimits")
_EQUATIONS = ("equation", "equation*", "displaymath")
_ALIGNED = {
    "align": "aligned", "align*": "aligned", "flalign": "aligned", "flalign*": "aligned", "eqnarray": "aligned",
    "eqnarray*": "aligned", "gather": "gathered", "gather*": "gathered", "multline": "gathered",
    "multline*": "gathered", "alignat": "alignedat", "alignat*": "alignedat",
}  # fmt: skip
"""Environments that number their lines: name → the one that doesn't, and may stand anywhere."""


class Formula(NamedTuple):
    """A formula that was read: its tree, and the same in TeX that MathJax reads."""

    row: Row
    mathjax: str


_symbol = lru_cache(maxsize=1024)(Symbol)
_Builder = Callable[["_Reader", str], Node]


@lru_cache(maxsize=4096)
def parse(tex: str) -> Formula:
    """The tree of a formula.

    Raises BadFormula.
    """
    return _Reader(tex).formula()


class _Reader:
    """One pass over the TeX, from left to right, with the place reached; `edits` turn the TeX into MathJax's."""

    def __init__(self, tex: str) -> None:
        if len(tex) > MAX_LENGTH:
            raise BadFormula(Fault.LONG, _excerpt(tex, 0))
        self.tex, self.pos, self.depth, self.font = tex, 0, 0, ""
        self.edits: list[tuple[int, int, str]] = []
        self.seen, self.token = -1, ""
        if not (tex.isascii() and tex.isprintable()):
            for at, char in enumerate(tex):
                if char not in "\t\n\r" and category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
                    raise BadFormula(Fault.CHARACTER, f"U+{ord(char):04X} {_excerpt(tex, at + 1)}".rstrip())

    def formula(self) -> Formula:
        rows = [self.read_row()]
        while self.peek() in ("\\\\", "\\cr"):
            self.take()
            self.pos = self.match(_SKIP).end()
            rows.append(self.read_row())
        if self.peek():
            self.stray()
        row = rows[0] if len(rows) == 1 else Row((Table("aligned", tuple((row,) for row in rows)),))
        return Formula(row, self.mathjax())

    def mathjax(self) -> str:
        """The TeX with the edits made, and without comments."""
        if not self.edits and "%" not in self.tex and self.tex == self.tex.strip():
            return self.tex
        out, at = [], 0
        for start, end, instead in sorted(self.edits):
            out += [self.tex[at:start], instead]
            at = end
        text = "".join([*out, self.tex[at:]])
        text = re.sub(r"(\\.)|%[^\n]*\n?", lambda found: found[1] or " ", text, flags=re.DOTALL)
        return re.sub(r"\A\s+|(?<!\\)\s+\Z", "", text)  # a space after a backslash is a space

    # Tokens

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.tex, self.pos)
        if found is None:
            self.refuse(Fault.MISSING)
        return found

    def peek(self) -> str:
        """The next token; spaces and comments before it are passed over."""
        if self.pos != self.seen:  # most tokens are asked for several times before they are taken
            found = self.match(_TOKEN)
            self.pos = self.seen = found.start(1)
            self.token = found[1]
        return self.token

    def take(self) -> str:
        token = self.peek()
        self.pos += len(token)
        return token

    def refuse(self, fault: Fault, at: int | None = None) -> NoReturn:
        raise BadFormula(fault, _excerpt(self.tex, self.pos if at is None else at))

    def stray(self) -> NoReturn:
        """Refuse the token that ends something which was never begun."""
        self.refuse(Fault.MISPLACED if self.peek() in ("&", "\\\\", "\\cr") else Fault.UNBALANCED)

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(Fault.DEEP)

    # Rows

    def read_row(self, stop: str | None = None) -> Row:
        """What stands up to the end of a group, a cell, brackets; the ending token itself is left."""
        self.enter()
        font, items = self.font, list[Node]()
        infix: tuple[str, list[Node]] | None = None
        style: tuple[str, list[Node]] | None = None
        while (token := self.peek()) not in _ENDS and token != stop:
            name = token[1:] if token[0] == "\\" else ""
            if not name:
                items.append(self.scripted(token))
            elif name in known.INFIXES:
                if infix or style:
                    self.refuse(Fault.MISPLACED)
                self.take()
                infix, items = (name, items), []
            elif name in known.STYLES:
                self.take()
                if style is None:
                    style, items = (known.STYLES[name], items), []
                else:
                    style, items = (known.STYLES[name], [*style[1], Styled(style[0], settled(items))]), []
            elif name in known.OLD_FONTS:
                self.take()
                self.font = known.OLD_FONTS[name]
            elif name in ("leqno", "eqno"):
                self.edit(self.pos, self.pos + len(token), "\\qquad ")
                self.take()
                items.append(Space(2.0))
            elif name in _IGNORED:
                start = self.pos
                self.take()
                if name == "label":
                    self.pos = self.match(_LABEL).end()
                self.edit(start, self.pos, " ")
            else:
                items.append(self.scripted(token))
        row = settled(items)
        if style:
            row = Row((*settled(style[1]).items, Styled(style[0], row)))
        if infix:
            row = self.infix(infix[0], settled(infix[1]), row)
        self.font = font
        self.depth -= 1
        return row

    def infix(self, name: str, top: Row, bottom: Row) -> Row:
        fraction = Fraction(top, bottom, known.INFIXES[name])
        return Row((Fence("(", ")", (Row((fraction,)),)),)) if name == "choose" else Row((fraction,))

    def edit(self, start: int, end: int, instead: str) -> None:
        self.edits.append((start, end, instead))

    # Atoms with what hangs on them

    def scripted(self, token: str) -> Node:
        """What the token begins, with its indices, exponents and primes; `token` was peeked at."""
        base: Node = Row() if token in ("^", "_") else self.atom(token)
        if self.peek() not in _HANGING:
            return base
        sub: Node | None = None
        sup: Node | None = None
        primes, limits = 0, None
        while True:
            token = self.peek()
            if token in ("\\limits", "\\nolimits"):
                if not _takes_limits(base):
                    self.refuse(Fault.MISPLACED)
                limits = token == "\\limits"
                self.take()
            elif token == "'":
                if sup is not None:
                    self.refuse(Fault.MISPLACED)
                primes += 1
                self.take()
            elif token == "_":
                if sub is not None:
                    self.refuse(Fault.MISPLACED)
                self.take()
                sub = self.script()
            elif token == "^":
                if sup is not None:
                    self.refuse(Fault.MISPLACED)
                self.take()
                sup = self.script()
            else:
                break
        if sub is None and sup is None and not primes:
            return base
        stripped = _only(sup) if sup else None
        if isinstance(stripped, Symbol) and stripped.char == "′" and not primes:
            sup, primes = None, 1
        return Scripts(base, sub, sup, primes, limits)

    def script(self) -> Node:
        if self.peek() in _NO_ARGUMENT:
            self.refuse(Fault.MISSING)
        self.enter()
        token = self.peek()
        node = self.group() if token == "{" else self.atom(token, one=True)
        self.depth -= 1
        return node

    def group(self) -> Row:
        start = self.pos
        self.take()
        row = self.read_row()
        if self.take() != "}":
            self.refuse(Fault.UNBALANCED, start)
        return row

    def argument(self) -> Row:
        """A group, or one character or symbol; a command with arguments of its own needs braces, as in LaTeX."""
        token = self.peek()
        if token == "{":
            return self.group()
        if token in _NO_ARGUMENT:
            self.refuse(Fault.MISSING)
        if token[0] == "\\":
            name = token[1:]
            if name not in known.symbols() and name not in known.FUNCTIONS and name not in known.LIMITED:
                self.refuse(Fault.MISSING if name in commands() else self.what(name))
        return Row((self.atom(token, one=True),))

    def what(self, name: str) -> Fault:
        """Why a command may not stand here."""
        if name in known.FORBIDDEN:
            return Fault.FORBIDDEN
        return Fault.MISPLACED if name in commands() else Fault.UNKNOWN

    def option(self) -> Row | None:
        """What stands in square brackets, if anything does."""
        if self.peek() != "[":
            return None
        start = self.pos
        self.take()
        row = self.read_row("]")
        if self.take() != "]":
            self.refuse(Fault.UNBALANCED, start)
        return row

    def atom(self, token: str, one: bool = False) -> Node:
        """A character, a number (`one`: a digit), a group, a command with its arguments; `token` was peeked at."""
        start = self.pos
        if token == "{":
            return self.group()
        if token.isascii() and token.isdigit():
            found = self.match(_NUMBER)
            text = token if one else found[0].replace("{,}", ",")
            self.pos = start + len(token) if one else found.end()
            return Number(text, self.font)
        self.pos += len(token)
        if token[0] != "\\":
            return self.character(token, start)
        return self.command(token[1:], start)

    def character(self, char: str, start: int) -> Node:
        if char in "#$&^_'":
            self.refuse(Fault.MISPLACED, start)
        if char == "~":
            return Space(known.SPACES[" "])
        char, kind = _PLAIN.get(char) or _kinds().get(char) or (char, known.ORDINARY)
        return _symbol(char, kind, self.font)

    def command(self, name: str, start: int) -> Node:
        if (found := known.symbols().get(name)) is not None:
            return _symbol(*found, self.font)
        if name in known.FUNCTIONS or name in known.LIMITED:
            return Name(known.FUNCTIONS.get(name) or known.LIMITED[name], name in known.LIMITED)
        if name in _RENAMED:
            self.edit(start, start + 1 + len(name), _RENAMED[name])
        if name in known.SPACES or name.isspace():
            return Space(known.SPACES.get(name, known.SPACES[" "]))
        builder = _builders().get(name)
        if builder is None:
            self.refuse(self.what(name) if name else Fault.MISSING, start)
        self.enter()
        node = builder(self, name)
        self.depth -= 1
        return node

    # Commands

    def fraction(self, name: str) -> Node:
        if name == "cfrac":
            self.option()
        return Fraction(self.argument(), self.argument(), style=known.FRACTIONS[name])

    def binomial(self, name: str) -> Node:
        fraction = Fraction(self.argument(), self.argument(), line=False, style=known.BINOMIALS[name])
        return Fence("(", ")", (Row((fraction,)),))

    def root(self, _: str) -> Node:
        degree = self.option()
        return Root(self.argument(), degree)

    def styled_letters(self, name: str) -> Node:
        font, self.font = self.font, known.FONTS.get(name, "bb")
        row = self.argument()
        self.font = font
        return _only(row)

    def accent(self, name: str) -> Node:
        return Accent(known.OVER[name], self.argument(), name)

    def overset(self, name: str) -> Node:
        note, base = self.argument(), self.argument()
        return Stack(base, None, note) if name == "underset" else Stack(base, note, None)

    def arrow(self, name: str) -> Node:
        under, over = self.option(), self.argument()
        return Stack(Row((Symbol(known.ARROWS[name], known.RELATION),)), over, under, stretched=True)

    def classed(self, name: str) -> Node:
        kind = known.CLASSES[name]
        row = self.argument()
        node = _only(row)
        if kind == known.OPERATOR and isinstance(node, Word | Text):
            return Name(node.text.strip(), True)
        if isinstance(node, Symbol):
            return replace(node, kind=kind)
        return Classed(kind, row)

    def boxed(self, name: str) -> Node:
        return Styled("hide" if "phantom" in name else "box" if name == "boxed" else "cancel", self.argument())

    def body(self, _: str) -> Node:
        return self.argument()

    def operator(self, _: str) -> Node:
        starred = self.tex[self.pos : self.pos + 1] == "*"
        self.pos += starred
        font, self.font = self.font, "rm"
        row = self.argument()
        self.font = font
        text = "".join(_letters(item) or self.refuse(Fault.MISSING) for item in row.items)
        if not text.strip():
            self.refuse(Fault.MISSING)
        return Name(text.strip(), starred)

    def negated(self, _: str) -> Node:
        node = _only(self.argument())
        char = normalize("NFC", node.char + "\u0338") if isinstance(node, Symbol) else ""
        if len(char) != 1 or not isinstance(node, Symbol):
            self.refuse(Fault.UNKNOWN)
        return replace(node, char=char)

    def sized(self, name: str) -> Node:
        char = self.delimiter()
        if not char:
            return Row()
        opens = name[-1] == "l" or (name[-1] == "g" and char in "([{⟨⌊⌈")
        closes = name[-1] == "r" or (name[-1] == "g" and char in ")]}⟩⌋⌉")
        kind = known.OPENING if opens else known.CLOSING if closes else known.ORDINARY
        return Symbol(char, known.RELATION if name[-1] == "m" else kind, sized=True)

    def delimiter(self) -> str:
        token = self.peek()
        name = token[1:] if token[:1] == "\\" else ""
        char, kind = known.symbols().get(name, ("", ""))
        if token in known.DELIMITERS:
            char = known.DELIMITERS[token]
        elif not (kind in (known.OPENING, known.CLOSING) or (char in ("|", "‖", "\\", *"↑↓↕⇑⇓⇕") and char)):
            self.refuse(Fault.MISSING)
        self.take()
        return char

    def fence(self, _: str) -> Node:
        start = self.pos - len("\\left")
        left = self.delimiter()
        parts, middles = [self.read_row()], []
        while self.peek() == "\\middle":
            self.take()
            middles.append(self.delimiter())
            parts.append(self.read_row())
        if self.take() != "\\right":
            self.refuse(Fault.UNBALANCED, start)
        return Fence(left, self.delimiter(), tuple(parts), tuple(middles))

    def space(self, name: str) -> Node:
        self.pos += name == "hspace" and self.tex[self.pos : self.pos + 1] == "*"
        found = self.match(_LENGTH)
        self.pos = found.end()
        try:
            em = float(found[2]) * known.UNITS[found[3]]
        except ValueError:
            self.refuse(Fault.MISSING)
        return Space(max(-2.0, min(em, 20.0)))

    def tag(self, _: str) -> Node:
        start = self.pos - len("\\tag")
        starred = self.tex[self.pos : self.pos + 1] == "*"
        self.pos += starred
        text = self.text("text")
        body = self.tex[self.tex.index("{", start) + 1 : self.pos - 1]
        self.edits = [edit for edit in self.edits if edit[0] < start]
        self.edit(start, self.pos, f"\\qquad\\text{{{body}}}" if starred else f"\\qquad\\text{{({body})}}")
        wrapped = (text,) if starred else (Text("("), text, Text(")"))
        return Row((Space(2.0), *wrapped))

    def text(self, name: str) -> Node:
        """Text, with formulas between dollars in it."""
        font = known.TEXTS[name]
        if name == "makebox":
            start = self.pos
            self.pos = self.match(_BOX_OPTIONS).end()
            self.edit(start, self.pos, "")
        start = self.pos
        if self.peek() != "{":
            self.refuse(Fault.MISSING)
        self.take()
        parts, words, depth = list[Node](), "", 0
        while True:
            if self.pos >= len(self.tex):
                self.refuse(Fault.UNBALANCED, start)
            char = self.tex[self.pos]
            self.pos += 1
            if char == "}" and not depth:
                break
            if char == "\\":
                words += self.escaped()
            elif char == "$":
                parts += [Text(words, font), self.inner()]
                words = ""
            elif char in "{}":
                depth += 1 if char == "{" else -1
            elif char == "%":
                self.refuse(Fault.MISPLACED, self.pos - 1)
            else:
                words += " " if char in "~\t\n\r" else char
        parts.append(Text(words, font))
        kept = tuple(part for part in parts if not isinstance(part, Text) or part.text)
        return kept[0] if len(kept) == 1 else Row(kept)

    def escaped(self) -> str:
        """A character of a text that stands after a backslash."""
        start = self.pos - 1
        self.pos = start
        token = self.take()
        if token in ("\\%", "\\$", "\\&", "\\#", "\\_", "\\{", "\\}"):
            if token == "\\&":
                self.edit(start, self.pos, "&")
            return token[1]
        if token[1:] in known.SPACES:
            self.edit(start, self.pos, " ")
            return " "
        self.refuse(self.what(token[1:]), start)

    def inner(self) -> Node:
        """A formula in a text, up to its closing dollar."""
        start, font = self.pos - 1, self.font
        self.font = ""
        row = self.read_row("$")
        self.font = font
        if self.peek() != "$":
            self.refuse(Fault.UNBALANCED, start)
        self.take()
        return row

    def substack(self, _: str) -> Node:
        start = self.pos
        if self.take() != "{":
            self.refuse(Fault.MISSING, start)
        rows, level = self.cells()
        if self.take() != "}":
            self.refuse(Fault.UNBALANCED, start)
        return Table("substack", rows, level=level)

    def environment(self, _: str) -> Node:
        start = self.pos - len("\\begin")
        found = self.match(_ENVIRONMENT)
        kind = found[1]
        if kind not in known.TABLES:
            self.refuse(Fault.UNKNOWN, start)
        self.pos = found.end()
        aligns = ""
        upright: tuple[int, ...] = ()
        if kind in ("array", "subarray"):
            if self.peek() == "[":
                self.option()
            columns = self.match(_COLUMNS)
            self.pos = columns.end()
            spec = re.sub(r"@\{[^{}]*\}|\s", "", columns[1])
            self.edit(columns.start(1), columns.end(1), spec or "c")
            aligns = spec.replace("|", "")
            places = [len(spec[:at].replace("|", "")) for at, char in enumerate(spec) if char == "|"]
            upright = tuple(sorted({place for place in places if 0 < place < len(aligns)}))
        elif "alignat" in kind or "alignedat" in kind:
            self.pos = self.match(_LABEL).end()
        inside = self.pos
        rows, level = self.cells()
        ending = self.pos
        if self.take() != "\\end":
            self.refuse(Fault.UNBALANCED, start)
        closed = self.match(_ENVIRONMENT) if _ENVIRONMENT.match(self.tex, self.pos) else None
        if closed is None or closed[1] != kind:
            self.refuse(Fault.UNBALANCED, ending)
        self.pos = closed.end()
        if kind in _EQUATIONS:
            self.edit(start, inside, " ")
            self.edit(ending, self.pos, " ")
            if len(rows) == 1 and len(rows[0]) == 1:
                return rows[0][0]
            self.refuse(Fault.MISPLACED, start)
        if kind in _ALIGNED:
            opening = f"{{{_ALIGNED[kind]}}}" + (self.tex[found.end() : inside] if "alignat" in kind else "")
            eqnarray = kind.startswith("eqnarray")
            self.edit(found.start(), inside, "{array}{rcl}" if eqnarray else opening)
            self.edit(closed.start(), closed.end(), "{array}" if eqnarray else f"{{{_ALIGNED[kind]}}}")
            if eqnarray:
                return Table("array", rows, aligns="rcl")
        left, right = known.TABLES[kind]
        forms = {"subarray": "array", "array": "array", "cases": "cases", "matrix": "matrix"}
        form = next((forms[ending] for ending in forms if kind.endswith(ending)), "aligned")
        return Table(form, rows, left, right, aligns, upright, level)

    def cells(self) -> tuple[tuple[tuple[Row, ...], ...], tuple[int, ...]]:
        """Rows of cells, and the lines between rows."""
        rows = list[tuple[Row, ...]]()
        level = set[int]()
        cells: list[Row] = []
        while True:
            while self.peek() in ("\\hline", "\\hdashline"):
                self.take()
                level.add(len(rows))
            cells.append(self.read_row())
            token = self.peek()
            if token == "&":
                self.take()
            else:
                rows.append(tuple(cells))
                cells = []
                if token not in ("\\\\", "\\cr"):
                    break
                self.take()
                self.pos = self.match(_SKIP).end()
        if len(rows) > 1 and rows[-1] == (Row(),):
            rows.pop()
        return tuple(rows), tuple(sorted(place for place in level if 0 < place < len(rows)))


@cache
def _builders() -> dict[str, _Builder]:
    """Command → the method that reads its arguments."""
    table: dict[str, _Builder] = {}
    for names, builder in (
        (known.FRACTIONS, _Reader.fraction),
        (known.BINOMIALS, _Reader.binomial),
        (("sqrt",), _Reader.root),
        (known.FONTS, _Reader.styled_letters),
        (("mathds", "mathbbm"), _Reader.styled_letters),
        (known.OVER, _Reader.accent),
        (("overset", "stackrel", "underset"), _Reader.overset),
        (known.ARROWS, _Reader.arrow),
        (known.CLASSES, _Reader.classed),
        (("boxed", "phantom", "hphantom", "vphantom", "cancel", "bcancel", "xcancel"), _Reader.boxed),
        (("ensuremath", "smash"), _Reader.body),
        (("operatorname",), _Reader.operator),
        (("not",), _Reader.negated),
        (known.SIZES, _Reader.sized),
        (("left",), _Reader.fence),
        (known.MEASURED_SPACES, _Reader.space),
        (("tag",), _Reader.tag),
        (known.TEXTS, _Reader.text),
        (("substack",), _Reader.substack),
        (("begin",), _Reader.environment),
    ):
        table.update(dict.fromkeys(names, builder))
    return table


@cache
def commands() -> frozenset[str]:
    """Each command that is known, without its backslash."""
    return frozenset(
        {*known.symbols(), *known.FUNCTIONS, *known.LIMITED, *known.SPACES, *known.INFIXES, *known.STYLES, *_builders()}
        | {*known.OLD_FONTS, *_IGNORED, "leqno", "eqno", "limits", "nolimits", "right", "middle", "end", "hline", "cr"}
    )


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """A symbol typed as such → itself and its class."""
    return {char: (char, kind) for char, kind in known.symbols().values() if not char.isascii()}


def _excerpt(tex: str, at: int) -> str:
    return " ".join(tex[at : at + 24].split()) or tex[max(at - 24, 0) : at]


def _only(node: Node) -> Node:
    """What a group of one holds; else the node itself."""
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node


def _letters(node: Node) -> str:
    """The letters of an operator's name; nothing if it is more than letters."""
    match node:
        case Symbol(char):
            return {"−": "-", "∗": "*"}.get(char, char)
        case Number(text) | Word(text) | Text(text):
            return text
        case Space(em):
            return " " if em > 0 else ""
        case Row(items):
            return "".join(map(_letters, items))
        case _:
            return ""


def _takes_limits(node: Node) -> bool:
    match node:
        case Symbol(kind=kind) | Classed(kind=kind):
            return kind == known.OPERATOR
        case Name():
            return True
        case Accent(mark=mark):
            return mark in "⏞⏟"
        case Row((item,)):
            return _takes_limits(item)
        case _:
            return False
