"""What a formula is made of, whatever it is shown on: a small tree, with TeX's own ideas and none of its commands."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """Nodes side by side, in the order in which they are read."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """One character: `kind` is its class where it stands (a minus sign before a term is ordinary)."""

    char: str
    kind: str
    font: str = ""
    sized: bool = False
    """Whether \\big or the like stood before."""


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, with a decimal point or comma among them."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A function: sin, lim. `limited` tells whether bounds stand below it."""

    text: str
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    r"""Letters that belong together: \mathrm{Im}."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Text:
    """Ordinary text, spaces kept."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """A space of so many em; below zero, it draws together."""

    em: float


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with an index, an exponent, primes. `limits`: whether they stand below and above; None: by the base."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    primes: int = 0
    limits: bool | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """Top over bottom; without a line, a part of a binomial. `style` is Typst's name of a size, or none."""

    top: Row
    bottom: Row
    line: bool = True
    style: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """A root, square where it has no degree."""

    body: Row
    degree: Row | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """Brackets as high as what they hold; either may be empty. `middles` stand between the parts."""

    left: str
    right: str
    parts: tuple[Row, ...]
    middles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark above or below: a combining character, or the brace itself."""

    mark: str
    body: Row
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """A base with something set above it, below it, or both."""

    base: Row
    over: Row | None
    under: Row | None
    stretched: bool = False


@dataclass(frozen=True, slots=True)
class Classed:
    """A body that is spaced as a relation, an opening bracket …"""

    kind: str
    body: Row


@dataclass(frozen=True, slots=True)
class Styled:
    """A body in a size (display, inline, script, sscript), in a box, hidden or struck out (box, hide, cancel)."""

    style: str
    body: Row


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells between brackets. `form`: matrix, array, cases, aligned, substack."""

    form: str
    rows: tuple[tuple[Row, ...], ...]
    left: str = ""
    right: str = ""
    aligns: str = ""
    """Of an array: one of l, c, r for each column, as far as told."""
    upright: tuple[int, ...] = field(default=())
    """Lines between columns: how many columns stand to the left of each."""
    level: tuple[int, ...] = field(default=())
    """Lines between rows: how many rows stand above each."""


Node = (
    Row
    | Symbol
    | Number
    | Name
    | Word
    | Text
    | Space
    | Scripts
    | Fraction
    | Root
    | Fence
    | Accent
    | Stack
    | Classed
    | Styled
    | Table
)
