"""Everyday YAML, read line by line in half of libyaml's time: what banks are written in, large ones above all.

Values are words, or stand in quotes without a backslash, in brackets on one line, or after `>-` or `|-`; or they are
aliases. At the first line that holds anything else, nothing is read at all: the file is libyaml's then, and so is
every error. What is read here is what libyaml reads; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_DEEPEST = 10  # lists and mappings in one another; a real bank needs 8
_LONGEST = 20  # lines of words that go on: each copies the value, so that more of them would take ever longer

# Libyaml takes some of these for ends of lines or for spaces, wherever they stand.
_ODD_SPACES = "\t\r\x85\u2028\u2029\ufeff"

# What repeats a set of characters gives nothing back (`*+`), and nothing else repeats but the pairs of quotes: so a
# line takes time in proportion to its length. (Larger groups that give nothing back fail before Python 3.11.5.)
_KEY = "[A-Za-z][A-Za-z0-9_-]{0,99}"
_ANCHOR = "[A-Za-z0-9_-]++"
_IN_DOUBLE, _IN_SINGLE = r'[^"\\]*+', "[^']*+(?:''[^']*+)*+"
_QUOTED = f"\"{_IN_DOUBLE}\"|'{_IN_SINGLE}'"
# No ": " in it, no " #", and no ":" at the end.
_WORDS = r"[\w(«][^:#]*+(?!.*?(?:(?<= )#|:(?: |\Z))).*+"
_WORDS_IN_BRACKETS = r"[\w(«][^:#,\[\]{}]*+(?![^,\[\]{}]*?(?:(?<= )#|:(?![\w/])))[^,\[\]{}]*+"

# Spaces before; a list's dash; a key; a value in quotes, in words or in brackets.
_LINE = re.compile(rf"( *+)(- )?(?:({_KEY}):(?: ++|\Z))?(?:({_QUOTED}) *+|({_WORDS})|([\[{{].*+))?")
# A key; a value in quotes or in words, or else a bracket that follows.
_IN_BRACKETS = re.compile(rf" *+(?:({_KEY}): ++)?(?:({_QUOTED}) *+|({_WORDS_IN_BRACKETS})|(?=[\[{{]))")
_SPACES = re.compile(" *+")
# Strings, which re compiles when they are first needed. A comment;
_COMMENT = " *+#(?: .*+)?"
# a line up to its value, which is an anchored one, an alias or a block;
_RARER = rf"( *+(?:- )?{_KEY}:) ++(?:&({_ANCHOR}) ++(.++)|\*({_ANCHOR}) *+|([>|])- *+)"
# a line that ends in open quotes; a line that doesn't close them.
_OPEN = rf" *+(?:- (?:{_KEY}: ++)?|{_KEY}: ++)(?:(\"){_IN_DOUBLE}|('){_IN_SINGLE})"
_INSIDE = {'"': _IN_DOUBLE, "'": _IN_SINGLE}

# Where it stands; whether that is a list's dash; the key, if there is one; the value, None if it is in the lines below.
_Entry = tuple[int, bool, str | None, Any]


class _NotSimple(Exception):
    pass


def read(text: str, most: int) -> dict[str, Any] | None:
    """The tree of a file's text; None if the text isn't that simple, or may hold more than `most` parts.

    The text must be free of what no file may hold (`traps.FORBIDDEN`).
    """
    # A line holds two parts at least; a file of almost nothing but empty lines is left to libyaml as well.
    if 2 * text.count("\n") > most or any(space in text for space in _ODD_SPACES):
        return None
    try:
        return _tree(_entries(text, most))
    except _NotSimple:
        return None


def _tree(entries: Iterable[_Entry]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    here: Any = root  # the innermost list or mapping
    column = 0  # where its dashes or keys stand
    outer: list[tuple[Any, int]] = []
    waiting: str | None = None  # the key in it whose list or mapping must follow
    for at, dashed, key, value in entries:
        if waiting is not None:
            if at < column + (not dashed):
                raise _NotSimple
            outer.append((here, column))
            here[waiting] = [] if dashed else {}
            here, column, waiting = here[waiting], at, None
        else:
            # A list may stand at the column of the key that it belongs to: then either ends the other.
            kind = list if dashed else dict
            while column > at or (column == at and type(here) is not kind):
                if not outer:
                    raise _NotSimple
                here, column = outer.pop()
            if column != at:
                raise _NotSimple
        if key is None:
            here.append(value)
            continue
        if dashed:
            outer.append((here, column))
            here.append({})
            here, column = here[-1], at + 2
        if key in here or len(outer) > _DEEPEST:
            raise _NotSimple
        if value is None:
            waiting = key
        else:
            here[key] = value
    if waiting is not None or not root:
        raise _NotSimple
    return root


def _entries(text: str, most: int) -> Iterator[_Entry]:
    keys: dict[str, str] = {}  # equal keys share one string
    anchors: dict[str, tuple[Any, int]] = {}  # values, and how many parts there are in them, or a few more
    parts = 6  # the starts and ends of the stream, the document and the root
    entry: _Entry | None = None  # the last one, which may go on:
    inset: int | None = None  # by words further in than this,
    lines = 0  # which were so many lines until now,
    block: _Block | None = None  # or by the lines of a block
    opened: list[str] = []  # the lines of a coming one, as long as its quotes are open
    quote = ""
    for line in text.split("\n"):
        if entry is not None and block is not None:
            if block.takes(line):
                continue
            entry, block = (*entry[:3], block.value()), None
        if opened:
            more = line.strip(" ")
            if not more or line[0] != " ":
                raise _NotSimple
            opened.append(more)
            if re.fullmatch(_INSIDE[quote], more):
                continue
            line, opened = " ".join(opened), []
        anchor = alias = style = None
        match = _LINE.fullmatch(line)
        if match is None:
            if re.fullmatch(_COMMENT, line):
                inset = None
                continue
            rarer = re.fullmatch(_RARER, line)
            if rarer is None:
                opening = re.fullmatch(_OPEN, line)
                if opening is None:
                    raise _NotSimple
                opened, quote = [line.rstrip(" ")], opening[1] or opening[2]
                continue
            start, anchor, rest, alias, style = rarer.groups()
            match = _LINE.fullmatch(start if rest is None else f"{start} {rest}")
            if match is None:
                raise _NotSimple
        spaces, dash, key, quoted, words, brackets = match.groups()
        at, before = len(spaces), parts
        value: Any = None
        if words is not None:
            value = words.rstrip(" ")
            if key is None and dash is None:
                if entry is None or inset is None or at <= inset or lines == _LONGEST:
                    raise _NotSimple
                entry, lines = (*entry[:3], f"{entry[3]} {value}"), lines + 1
                continue
        elif quoted is not None:
            value = _unquoted(quoted)
        elif brackets is not None:
            if parts + 2 * brackets.count(",") > most:
                raise _NotSimple
            value, parts = _whole(brackets, keys, parts)
        elif alias is not None:
            if alias not in anchors:
                raise _NotSimple
            value, size = anchors[alias]
            parts += size
        elif key is None and dash is None:  # an empty line
            inset = None
            continue
        if entry is not None:
            yield entry
        column = at + 2 if dash is not None and key is not None else at
        if key is not None:
            key = keys.setdefault(key, key)
            parts += 2 + (value is None) + (column - at)
        elif dash is None or value is None:
            raise _NotSimple
        else:
            parts += 1
        if parts > most:
            raise _NotSimple
        if anchor is not None:
            anchors[anchor] = value, parts - before
        if style is not None:
            block = _Block(style, column)
        entry, lines = (at, dash is not None, key, value), 0
        inset = column if words is not None and anchor is None else None
    if opened:
        raise _NotSimple
    if entry is not None:
        yield entry if block is None else (*entry[:3], block.value())


class _Block:
    """The lines below `>-` or `|-`, equally far in, with no empty one between them."""

    def __init__(self, style: str, column: int) -> None:
        self._between = " " if style == ">" else "\n"
        self._column = column  # of the key
        self._margin = 0
        self._lines: list[str] = []
        self._over = False  # an empty line came: only lines less far in may follow

    def takes(self, line: str) -> bool:
        """Whether the line is one of them, or empty."""
        words = line.lstrip(" ")
        margin = len(line) - len(words)
        if not words:
            if not self._lines or margin > self._margin:
                raise _NotSimple
            self._over = True
            return True
        if not self._lines:
            if margin <= self._column:
                raise _NotSimple
            self._margin = margin
        elif margin < self._margin:
            return False
        elif margin > self._margin or self._over:
            raise _NotSimple
        self._lines.append(words)
        return True

    def value(self) -> str:
        if not self._lines:
            raise _NotSimple
        return self._between.join(self._lines)


def _unquoted(quoted: str) -> str:
    value = quoted[1:-1]
    if not value:
        raise _NotSimple
    return value.replace("''", "'") if quoted[0] == "'" else value


def _whole(text: str, keys: dict[str, str], parts: int) -> tuple[Any, int]:
    """The list or mapping that a text holds, and how many parts there are with it."""
    value, end, parts = _in_brackets(text, 0, keys, parts + 1, 0)
    if text[end:].strip(" "):
        raise _NotSimple
    return value, parts


def _in_brackets(text: str, at: int, keys: dict[str, str], parts: int, depth: int) -> tuple[Any, int, int]:
    """The list or mapping that starts at a place, where it ends, and how many parts there are with it."""
    if depth > _DEEPEST:
        raise _NotSimple
    pairs, closing = text[at] == "{", "}" if text[at] == "{" else "]"
    found: Any = {} if pairs else []
    while True:
        match = _IN_BRACKETS.match(text, at + 1)
        if match is None:
            raise _NotSimple
        key, quoted, words = match.groups()
        at, parts = match.end(), parts + 2
        if words is not None:
            value: Any = words.rstrip(" ")
        elif quoted is not None:
            value = _unquoted(quoted)
        else:
            value, at, parts = _in_brackets(text, at, keys, parts + 2, depth + 1)
            if spaces := _SPACES.match(text, at):
                at = spaces.end()
        if not pairs and key is None:
            found.append(value)
        elif pairs and key is not None and key not in found:
            found[keys.setdefault(key, key)] = value
        else:
            raise _NotSimple
        end = text[at : at + 1]
        if end == closing:
            return found, at + 1, parts
        if end != ",":
            raise _NotSimple
