"""Formulas: TeX → Typst, MathJax and lines of text, by one small tree; nothing is loaded before the first formula.

What isn't known is refused, so that no output ever shows another formula than the one written. `expand` comes first:
the other functions take a formula whose macros are expanded, without the dollars around it. Each of them raises
BadFormula, whose `fault` is one of Fault's members and whose `excerpt` shows the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizgen.text.maths.faults import BadFormula as BadFormula
from quizgen.text.maths.faults import Fault as Fault


def expand(tex: str, macros: Mapping[str, str]) -> str:
    """The formula with each macro's body in its place.

    `macros` maps names with their backslash to bodies, in which #1 to #9 stand for the arguments.
    Raises BadFormula: MACRO, ENDLESS, LONG, UNBALANCED.
    """
    from quizgen.text.maths import macros as expansion

    return expansion.expand(tex, macros)


def check(tex: str) -> None:
    """Nothing, if the formula can be shown in every output.

    Raises BadFormula: LONG, DEEP, UNBALANCED, MISSING, MISPLACED, UNKNOWN, FORBIDDEN, CHARACTER.
    """
    from quizgen.text.maths.parse import parse

    parse(tex)


@lru_cache(maxsize=4096)
def to_typst(tex: str) -> str:
    """What stands between two dollars in Typst: no character of the formula is left that could be code.

    Raises BadFormula, as `check` does.
    """
    from quizgen.text.maths.parse import parse
    from quizgen.text.maths.typst import typst

    return typst(parse(tex).row)


def to_word(tex: str) -> str:
    """What stands in an equation of Word: OMML, with the prefix `m`.

    Raises BadFormula, as `check` does.
    """
    from quizgen.text.maths.parse import parse
    from quizgen.text.maths.word import word

    return word(parse(tex).row)


def to_mathjax(tex: str) -> str:
    r"""What stands between \( and \) for MathJax 3, as Anki ships it: the TeX, without what only LaTeX knows.

    The caller escapes &, < and > for HTML. In a cloze of Anki, `apart` must part the closing braces.
    Raises BadFormula, as `check` does.
    """
    from quizgen.text.maths.parse import parse

    return parse(tex).mathjax


def apart(tex: str) -> str:
    """The TeX without two closing braces side by side, which would end an Anki gap; nor two colons."""
    return tex.replace("}}", "} }").replace("}}", "} }").replace("::", ": :")


@lru_cache(maxsize=4096)
def linear(tex: str) -> str:
    """The formula on one line of Unicode, with brackets for all that a fraction bar or a root held together.

    Also what a screen reader is given.
    Raises BadFormula, as `check` does.
    """
    from quizgen.text.maths.line import in_line
    from quizgen.text.maths.parse import parse

    return in_line(parse(tex).row)


def lines(tex: str, width: int) -> list[str]:
    """The formula in a terminal: matrices, systems and cases over several lines where `width` cells suffice.

    Else one line, which may be wider; the TeX itself if it can't be read.
    """
    from quizgen.text.cells import cells
    from quizgen.text.maths.drawing import draw
    from quizgen.text.maths.parse import parse

    try:
        drawn = draw(parse(tex).row)
        if drawn is not None and max(map(cells, drawn)) <= width:
            return drawn
        return [linear(tex)]
    except BadFormula:
        return [tex]
