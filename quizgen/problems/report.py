"""A problem in words: as text with a caret, as a JSON object, as an annotation for GitHub."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from quizgen.problems import Code, Place, Problem
from quizgen.text import lookalikes
from quizgen.text.cells import cells
from quizgen.text.phrases import N_, Phrases
from quizgen.text.visible import visible

_SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
# What the system says when it refuses a file, in our words.
REASONS = {
    errno.ENOENT: N_("no such file or folder"),
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("part of the path is not a folder"),
    errno.ENXIO: N_("it is not an ordinary file"),
    errno.EFBIG: N_("it is too large"),
    errno.EEXIST: N_("it exists already"),
    errno.ENOSPC: N_("no space left"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EIO: N_("the disk reports an error"),
    errno.ELOOP: N_("its links lead round in a circle"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
SYSTEM_REASONS = {os.strerror(number): reason for number, reason in REASONS.items()}
_OF_SHAPE = "Q1"
"""What the codes of what is wrong in the shape start with: keys, and words of the format's own."""
_TAB = "    "
_CUT = "…"
_NEAR = 1000  # characters to either side of a place that are looked at: more than any terminal shows

_RED, _YELLOW, _BOLD, _DIM, _RESET = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def message(problem: Problem, say: Phrases) -> str:
    """What is wrong, in one line."""
    return say(problem.code.message, **_shown(problem, say))


def hint(problem: Problem, say: Phrases) -> str | None:
    """How to mend it: the look-alike to type anew, the nearest known word, else what goes with the code."""
    values = _shown(problem, say)
    if (odd := _look_alike(problem)) is not None:
        character, meant = odd
        return say(
            '{sort} stands in it ({code_point}): type "{meant}"',
            sort=say(lookalikes.sort(character)),
            code_point=lookalikes.code_point(character),
            meant=visible(meant),
        )
    if "written" in values:
        return say('"{value}" is written {written} here', **values)
    if "nearest" in values:
        return say('did you mean "{nearest}"?', nearest=values["nearest"])
    return say(problem.code.hint, **values) if problem.code.hint else None


def _look_alike(problem: Problem) -> tuple[str, str] | None:
    """A look-alike in the word that a problem of shape is about, where that alone is wrong, and the word meant."""
    if not problem.code.id.startswith(_OF_SHAPE):
        return None
    for name in ("key", "kind", "value"):
        word = str(problem.values.get(name, ""))
        character = lookalikes.first(word)
        meant = lookalikes.plain_word(word)
        told = problem.values.get("written", problem.values.get("nearest", meant))
        if character is not None and meant.isascii() and told == meant:
            return character, meant
    return None


def _shown(problem: Problem, say: Phrases) -> dict[str, str | int]:
    """The values as they may be shown; beside a language's code, its name: `language`, `language_name`."""
    shown: dict[str, str | int] = {}
    for name, value in problem.values.items():
        shown[name] = visible(value) if isinstance(value, str) else value
        if name in ("language", "other"):
            shown[f"{name}_name"] = language_name(str(value), say.language)
        elif name == "reason" and value in SYSTEM_REASONS:
            shown[name] = say(SYSTEM_REASONS[str(value)])
        elif name == "sort":
            shown[name] = say(str(value))
        elif name == "meant" and value == " ":
            shown[name] = say("space")
    return shown


def language_name(code: str, language: str) -> str:
    """What a language is called, in a language; the code itself where CLDR doesn't know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return visible(code)


# ---------------------------------------------------------------------------------------------------------------
# Text


def as_text(problem: Problem, say: Phrases, *, width: int, color: bool = False) -> list[str]:
    """The lines that tell a problem, the source line among them, none of that one wider than `width` cells."""

    def paint(style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if color else text

    alarm = _RED if problem.severity == "error" else _YELLOW
    severity = say(_SEVERITIES[problem.severity])
    head = f"{paint(_BOLD, place(problem.place))}  {paint(alarm, f'{severity} {problem.code.id}')}"
    lines = [f"{head}  {message(problem, say)}"]
    if problem.place.line and problem.place.source and not problem.place.source.isspace():
        gutter = f"{problem.place.line:>5} | "
        source, under = excerpt(problem.place, max(width - len(gutter), 12))
        lines.append(paint(_DIM, gutter) + source)
        lines.append(paint(_DIM, " " * (len(gutter) - 2) + "| ") + _lead(under) + paint(alarm, under.strip()))
    if problem.also is not None:
        lines.append("   " + say("first here: {place}", place=place(problem.also)))
    if told := hint(problem, say):
        lines.append("   " + say("hint: {hint}", hint=told))
    return lines


FOLDED_FROM = 3
"""Problems of one code in one file that are told in full; what more there is of them makes one line."""

NAMED = 10
"""Questions that such a line names."""


def listed(
    problems: Sequence[Problem], say: Phrases, *, width: int, color: bool = False
) -> Iterator[tuple[Problem, list[str]]]:
    """The lines that tell the problems, with the problem that they are about: the first of a code in a file in full.

    The others of that code are named in one line, after all that is told of the file.
    """
    for _, of_file in groupby(problems, key=lambda problem: problem.place.file):
        told: Counter[Code] = Counter()
        more: dict[Code, list[Problem]] = {}
        every = list(of_file)
        counts = Counter(problem.code for problem in every)
        for problem in every:
            told[problem.code] += 1
            if told[problem.code] <= FOLDED_FROM or counts[problem.code] == FOLDED_FROM + 1:  # one makes a line anyway
                yield problem, as_text(problem, say, width=width, color=color)
            else:
                more.setdefault(problem.code, []).append(problem)
        for same in more.values():
            yield same[0], [_folded(same, say, color=color)]


def _folded(problems: Sequence[Problem], say: Phrases, *, color: bool) -> str:
    """The line that stands for further problems of one code in one file."""
    places = [problem.place.question or (str(problem.place.line) if problem.place.line else "") for problem in problems]
    names = [visible(name) for name in dict.fromkeys(places) if name]
    listed = ", ".join(names[:NAMED]) + (f" {_CUT} {names[-1]}" if len(names) > NAMED else "")
    first = problems[0]
    told = say("and {n} more like this: {names}", n=len(problems), names=listed)
    severity = f"{say(_SEVERITIES[first.severity])} {first.code.id}"
    if color:
        alarm = _RED if first.severity == "error" else _YELLOW
        return f"{_BOLD}{visible(first.place.file)}{_RESET}  {alarm}{severity}{_RESET}  {told}"
    return f"{visible(first.place.file)}  {severity}  {told}"


def _lead(under: str) -> str:
    return " " * (len(under) - len(under.lstrip()))


def place(where: Place) -> str:
    """`file:line:column`, as editors and terminals make it a link; just the file where it is about all of it."""
    path = visible(where.file)
    return f"{path}:{where.line}:{where.column}" if where.line else path


def excerpt(where: Place, width: int) -> tuple[str, str]:
    """The source line and the line of carets under it, cut around the carets to `width` cells.

    Tabs are spread to four cells and unsafe characters spelled out, with the carets under all of what
    stands for each.
    """
    at, length = max(where.column - 1, 0), min(max(where.length, 1), _NEAR)
    start = max(at - _NEAR, 0)
    end = at + length + _NEAR
    characters = [_cell(character) for character in where.source[start:end]]
    first = min(at - start, len(characters))
    last = min(first + length, len(characters))
    sizes = [cells(character) for character in characters]
    left, right = _window(sizes, first, last, width)
    before = _CUT if left or start else ""
    after = _CUT if right < len(characters) or end < len(where.source) else ""
    shown = before + "".join(characters[left:right]) + after
    indent = len(before) + sum(sizes[left:first])
    return shown.rstrip(), " " * indent + "^" * max(sum(sizes[first : min(last, right)]), 1)


def _window(sizes: Sequence[int], first: int, last: int, width: int) -> tuple[int, int]:
    """Which characters to show: all if they fit, else those around first…last, a little more to their left."""
    if sum(sizes) <= width:
        return 0, len(sizes)
    room = width - 2 * len(_CUT)
    left, right, used = first, first, 0
    while right < last and used + sizes[right] <= room:  # the marked ones come first
        used += sizes[right]
        right += 1
    context = max((room - used) // 3, 0)
    while right < len(sizes) and used + sizes[right] <= room - min(context, first):
        used += sizes[right]
        right += 1
    while left > 0 and used + sizes[left - 1] <= room:
        left -= 1
        used += sizes[left]
    while right < len(sizes) and used + sizes[right] <= room:
        used += sizes[right]
        right += 1
    return left, right


def _cell(character: str) -> str:
    return _TAB if character == "\t" else visible(character)


# ---------------------------------------------------------------------------------------------------------------
# For machines


def as_data(problem: Problem, say: Phrases) -> dict[str, object]:
    """The problem as a JSON object; places count from 1, and are left out where it is about a whole file."""
    data: dict[str, object] = {
        "code": problem.code.id,
        "severity": problem.severity,
        "message": message(problem, say),
        **_spot(problem.place),
    }
    if told := hint(problem, say):
        data["hint"] = told
    if problem.also is not None:
        data["also"] = _spot(problem.also)
    return data


def _spot(where: Place) -> dict[str, object]:
    spot: dict[str, object] = {"file": where.file}
    if where.question:
        spot["question"] = where.question
    if where.line:
        spot |= {"line": where.line, "column": where.column, "length": where.length}
    return spot


def as_annotation(problem: Problem, say: Phrases) -> str:
    """A workflow command of GitHub Actions; its documentation escapes %, CR, LF, and in properties also : and ,."""
    where = problem.place
    properties = {"file": where.file}
    if where.line:
        properties |= {
            "line": str(where.line),
            "col": str(where.column),
            "endColumn": str(where.column + max(where.length, 1)),
        }
    properties["title"] = f"quizgen {problem.code.id}"
    listed = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )
    told = [message(problem, say)]
    if more := hint(problem, say):
        told.append(say("hint: {hint}", hint=more))
    return f"::{problem.severity} {listed}::{_escaped(chr(10).join(told))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# ---------------------------------------------------------------------------------------------------------------
# Sums


def counted(problems: Iterable[Problem], say: Phrases) -> str:
    """How many errors and warnings: `2 errors and 1 warning`, `1 error`, `no problem`."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    told_errors = say.plural("{n} error", "{n} errors", errors)
    told_warnings = say.plural("{n} warning", "{n} warnings", warnings)
    if errors and warnings:
        return say("{errors} and {warnings}", errors=told_errors, warnings=told_warnings)
    return told_errors if errors else told_warnings if warnings else say("no problem")


def figure(count: int, say: Phrases) -> str:
    """A count, as the reader's language writes it."""
    from decimal import Decimal

    from quizgen.text import values

    return values.number(Decimal(count), say.language)


def by_code(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems there are of each code, the most frequent first."""
    return dict(Counter(problem.code.id for problem in problems).most_common())


def decimal(seconds: float, say: Phrases) -> str:
    """One decimal, as the reader's language writes it."""
    from decimal import Decimal

    from quizgen.text import values

    return values.number(Decimal(f"{seconds:.1f}"), say.language)
