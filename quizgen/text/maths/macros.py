"""Macros of a collection, put in place of their names before a formula is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizgen.text.maths import symbols as known
from quizgen.text.maths.faults import BadFormula, Fault

MAX_LENGTH = 10_000
"""Characters that a formula may have once its macros are expanded."""
MAX_EXPANSIONS = 1_000
"""Macros that one formula may use, those within macros included."""

_TOKEN = re.compile(r"(\\[A-Za-z]+)\s*|\\.|%[^\n]*\n?|.", re.DOTALL)
_NAME = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z\s])")
_PARAMETER = re.compile(r"(\\.)|#(.?)", re.DOTALL)
_TAKING = {
    **dict.fromkeys((*known.FONTS, *known.OVER, *known.CLASSES, "sqrt", "boxed", "operatorname", "not"), 1),
    **dict.fromkeys((*known.FRACTIONS, *known.BINOMIALS, "overset", "underset", "stackrel"), 2),
    **dict.fromkeys(known.ARROWS, 1),
}
"""Commands with arguments → how many."""


def expand(tex: str, macros: Mapping[str, str]) -> str:
    r"""The formula with each macro's body in its place.

    `macros` maps a name with its backslash to its body, in which #1 to #9 stand for arguments. Where a macro is itself
    the argument of a command, its body is put in braces, so that \frac\R2 means what it does in LaTeX.
    Raises BadFormula: MACRO for a macro that isn't well-formed or lacks an argument, ENDLESS for one that never ends.
    """
    if not macros or not any(name in tex for name in macros):
        return tex
    return _Expansion(macros).of(tex, ())


class _Expansion:
    def __init__(self, macros: Mapping[str, str]) -> None:
        self.macros = macros
        self.left = MAX_EXPANSIONS
        self.room = 10 * MAX_LENGTH  # characters that all bodies may have together: macros of macros take time, too

    def of(self, tex: str, within: tuple[str, ...]) -> str:
        out: list[str] = []
        size, at, awaited = 0, 0, [0]  # arguments that the commands of each open group still wait for
        options: list[int] = []  # the depths of the square brackets that hold an option, such as a root's degree
        while found := _TOKEN.match(tex, at):
            at = found.end()
            token = found[1] or found[0]
            piece, argument = found[0], awaited[-1] > 0
            if token in self.macros:
                at, piece = self.call(token, tex, at, within)
                if argument or (out and out[-1].strip() in ("^", "_")):
                    piece = "{" + piece + "}"
                elif re.search(r"\\[A-Za-z]+\Z", piece) and tex[at : at + 1].isalpha():
                    piece += " "
                awaited[-1] -= argument
            elif token == "{":
                awaited[-1] -= argument
                awaited.append(0)
            elif token == "}":
                awaited = awaited[:-1] or [0]
            elif token == "[" and argument and re.search(r"\\(?:sqrt|x[A-Za-z]+)\s*\Z", "".join(out[-2:])):
                awaited.append(0)
                options.append(len(awaited))
            elif token == "]" and options and options[-1] == len(awaited):
                awaited.pop()
                options.pop()
            elif token[0] == "\\" and token[1:] in _TAKING:
                awaited[-1] = _TAKING[token[1:]]
            elif not token.isspace() and token[0] != "%":
                awaited[-1] -= argument
            out.append(piece)
            size += len(piece)
            if size > MAX_LENGTH:
                raise BadFormula(Fault.ENDLESS if within or self.left < MAX_EXPANSIONS else Fault.LONG, tex[:24])
        return "".join(out)

    def call(self, name: str, tex: str, at: int, within: tuple[str, ...]) -> tuple[int, str]:
        """What a macro stands for, and the place after its arguments."""
        body = self.macros[name]
        self.left -= 1
        if name in within or self.left < 0 or len(within) > 50:
            raise BadFormula(Fault.ENDLESS, name)
        if not _NAME.fullmatch(name) or not _balanced(body):
            raise BadFormula(Fault.MACRO, name)
        numbers = [found[2] for found in _PARAMETER.finditer(body) if not found[1]]
        if any(not (number.isascii() and number.isdigit() and number > "0") for number in numbers):
            raise BadFormula(Fault.MACRO, name)
        arguments: list[str] = []
        for _ in range(int(max(numbers, default="0"))):
            at, argument = _argument(name, tex, at)
            arguments.append(argument)
        filled = _PARAMETER.sub(lambda found: found[1] or arguments[int(found[2]) - 1], body)
        self.room -= len(filled)
        if self.room < 0:
            raise BadFormula(Fault.ENDLESS, name)
        return at, self.of(filled, (*within, name))


def _argument(name: str, tex: str, at: int) -> tuple[int, str]:
    """A macro's next argument, without the braces around it, and the place after it."""
    at += len(tex[at:]) - len(tex[at:].lstrip())
    found = _TOKEN.match(tex, at)
    if found is None or found[0] == "}":
        raise BadFormula(Fault.MACRO, name)
    if found[0] != "{":
        return found.end(), found[0]
    depth, start = 0, at
    while found := _TOKEN.match(tex, at):
        at = found.end()
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0:
            return at, tex[start + 1 : at - 1]
    raise BadFormula(Fault.UNBALANCED, tex[start : start + 24])


def _balanced(body: str) -> bool:
    depth = 0
    for found in _TOKEN.finditer(body):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth < 0:
            return False
    return depth == 0
