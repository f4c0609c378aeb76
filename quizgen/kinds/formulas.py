"""Formulas in what authors write: the author's own commands are put in, and what no output could show is refused."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.problems import Code, Place, refuse
from quizgen.text import markup
from quizgen.text.maths import BadFormula, Fault, check
from quizgen.text.phrases import N_

_LONG = Code("Q140", "error", N_('a formula is too long: "{excerpt}"'), N_("part it in several"))
_DEEP = Code("Q141", "error", N_('a formula nests too deep: "{excerpt}"'), N_("part it in several"))
_UNBALANCED = Code(
    "Q142",
    "error",
    N_('something in a formula has no counterpart: "{excerpt}"'),
    N_("close each {{ by }}, each \\left by \\right, each \\begin by \\end"),
)
_MISSING = Code(
    "Q143", "error", N_('a command in a formula lacks what follows it: "{excerpt}"'), N_("put what it needs in braces")
)
_MISPLACED = Code(
    "Q144",
    "error",
    N_('this can\'t stand here in a formula: "{excerpt}"'),
    N_("& parts columns, ^ and _ come once each; put a backslash before #, $, % and & to show them"),
)
_UNKNOWN = Code(
    "Q145", "error", N_('unknown in a formula: "{excerpt}"'), N_('describe commands of your own below "macros:"')
)
_FORBIDDEN = Code(
    "Q146", "error", N_('no part of any formula: "{excerpt}"'), N_("formulas define, read and restyle nothing")
)
_CHARACTER = Code("Q147", "error", N_('an invisible character stands in a formula: "{excerpt}"'), N_("take it away"))
_ENDLESS = Code(
    "Q148", "error", N_('a macro in a formula never ends: "{excerpt}"'), N_("a macro can't stand for itself")
)
_MACRO = Code(
    "Q149",
    "error",
    N_('a macro in a formula is not well-formed: "{excerpt}"'),
    N_('compare it with what stands below "macros:": its braces, its arguments #1, #2 …'),
)
_CODES = {
    Fault.LONG: _LONG,
    Fault.DEEP: _DEEP,
    Fault.UNBALANCED: _UNBALANCED,
    Fault.MISSING: _MISSING,
    Fault.MISPLACED: _MISPLACED,
    Fault.UNKNOWN: _UNKNOWN,
    Fault.FORBIDDEN: _FORBIDDEN,
    Fault.CHARACTER: _CHARACTER,
    Fault.ENDLESS: _ENDLESS,
    Fault.MACRO: _MACRO,
}


def possible(text: str) -> bool:
    """Whether there may be a formula in it."""
    return "$" in text or "\\" in text


def ready(text: str, macros: Mapping[str, str], place: Place) -> str:
    """The text with the macros of its formulas expanded. Raises Invalid for a formula that can't be shown."""
    try:
        found = markup.expanded(text, macros)
        for span in markup.spans(found):
            if span.maths:
                check(span.text)
    except BadFormula as error:
        refuse(_CODES[error.fault].at(place, excerpt=error.excerpt))
    return found
