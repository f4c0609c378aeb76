"""Why a formula is refused: a module of its own, since whoever catches a refusal should not load the rest."""

from __future__ import annotations

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
