"""What a formula is made of, whatever it is shown on: a small tree, with TeX's own ideas and none of its commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a formula is refused."""

    LONG = "long"
    """It has more characters than anybody writes."""
    DEEP = "deep"
    """It nests deeper than anybody reads."""
    UNBALANCED = "unbalanced"
    """A brace, a \\left, a \\right or an environment has no counterpart."""
    MISSING = "missing"
    """A command lacks its argument, or has one that needs braces."""
    MISPLACED = "misplaced"
    """A character or command may not stand here: & outside a table, a second exponent, # or $."""
    UNKNOWN = "unknown"
    """A command or environment that isn't known."""
    FORBIDDEN = "forbidden"
    """A command that defines, reads, writes or restyles: no part of any formula."""
    CHARACTER = "character"
    """A control or invisible character."""
    ENDLESS = "endless"
    """A macro calls itself, or expands to more than anybody writes."""
    MACRO = "macro"
    """A macro isn't well-formed: its name, its braces or its arguments."""


class BadFormula(ValueError):
    """A formula can't be shown; `fault` says why, `excerpt` is the place in the TeX (a few characters)."""

    def __init__(self, fault: Fault, excerpt: str) -> None:
        super().__init__(f"{fault}: {excerpt}")
        self.fault, self.excerpt = fault, excerpt


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
