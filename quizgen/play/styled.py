"""Lines of styled text, and how they are broken to fit a width. All that is shown passes through `run` or `runs`.

They are the only place where characters that would steer a terminal, or turn text around, are made visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizgen import items
from quizgen.text.cells import cells
from quizgen.text.markup import Span
from quizgen.text.markup import plain as markup_plain
from quizgen.text.visible import visible

Style = Literal["", "dim", "bold", "italic", "code", "good", "bad", "accent"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one style. Text from elsewhere comes through `run` or `runs`, which make it safe to show."""

    text: str
    style: Style = ""


Line = tuple[Run, ...]

# Newlines; spaces; words of characters that are narrow everywhere; others one by one, with what combines with them.
_PIECES = re.compile(r"\n| +|[\x21-\u024f\u2010-\u203a]+|.[\u0300-\u036f\u200d\ufe0f]*")
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕〉》”’ー々…")  # a line of East Asian text begins with none of these


def run(text: str, style: Style = "") -> Run:
    """A piece of text, made safe to show; a tab becomes a space."""
    return Run(visible(text.replace("\t", " "), keep="\n"), style)


def runs(text: items.Text, language: str, style: Style = "") -> Line:
    """A bank's text with its language's typography; emphasis in it wins over `style`."""
    return runs_of(items.spans(text, language), style)


def runs_of(spans: Iterable[Span], style: Style = "") -> Line:
    """Runs of a bank's text, formulas on one line of ordinary characters."""
    return tuple(run(markup_plain((span,)), style_of(span, style)) for span in spans)


def style_of(span: Span, around: Style = "") -> Style:
    """The style of a bank's text where the style around it is `around`."""
    if span.code:
        return "code"
    return "bold" if span.strong else "italic" if span.emphasis else around


def plain(line: Iterable[Run]) -> str:
    """The line's text alone."""
    return "".join(each.text for each in line)


def flow(line: Line, width: int, first: Line = (), indent: int = 0, *, kept: bool = False) -> list[Line]:
    """The line, broken into lines of at most `width` cells.

    `first` stands before the first of them, `indent` spaces before the others. Lines break at ordinary spaces and
    newlines, between East Asian characters, and inside a word only if it is wider than a whole line. `kept`: spaces at
    the start of a line and in a row are kept.
    """
    margin: Line = (Run(" " * indent),) if 0 < indent < width // 2 else ()
    lines: list[list[Run]] = [list(first)]
    used = start = cells(plain(first))
    room = max(width, cells(plain(margin)) + 2)

    def break_line() -> None:
        nonlocal used, start
        lines.append(list(margin))
        used = start = cells(plain(margin))

    gap: Line = ()
    for word in _words(line):
        text = plain(word)
        if text == "\n":
            break_line()
            gap = ()
        elif not kept and not text.strip(" "):
            gap = word if used > start else ()
        else:
            size = cells(text)
            if used + cells(plain(gap)) + size > room and used > start:
                break_line()
                gap = ()
            if used + cells(plain(gap)) + size <= room:
                lines[-1] += [*gap, *word]
                used += cells(plain(gap)) + size
            else:  # wider than a line
                for each in word:
                    for character in each.text:
                        if used + cells(character) > room and used > cells(plain(margin)):
                            break_line()
                        lines[-1].append(replace(each, text=character))
                        used += cells(character)
            gap = ()
    return [_merged(each) for each in lines]


def _words(line: Line) -> Iterator[Line]:
    """The pieces within which no line is broken, each in one or more styles; spaces and newlines are apart."""
    word: list[Run] = []
    last = ""  # the kind of the character before: space, wide, or other
    for each in line:
        for piece in _PIECES.findall(each.text):
            kind = "\n" if piece == "\n" else " " if piece[0] == " " else "wide" if cells(piece[0]) == 2 else "word"
            closes = piece[0] in _NOT_FIRST
            breaks = kind in "\n " or last in ("\n", " ") or ("wide" in (kind, last) and not closes)
            if word and breaks and not (kind == last == " "):
                yield tuple(word)
                word = []
            word.append(replace(each, text=piece))
            last = kind
    if word:
        yield tuple(word)


def _merged(line: Sequence[Run]) -> Line:
    """The line with neighbours of one style made one run, and without empty runs."""
    done: list[Run] = []
    for each in line:
        if done and done[-1].style == each.style:
            done[-1] = replace(done[-1], text=done[-1].text + each.text)
        elif each.text:
            done.append(each)
    return tuple(done)
