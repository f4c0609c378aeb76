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
_LONGEST = 20  # lines of one value without `>-`, which is made anew with each

# Libyaml takes some of these for ends of lines or for spaces, wherever they stand.
_ODD_SPACES = "\t\r\x85\u2028\u2029\ufeff"

# Each repetition gives nothing back (`*+`), so that a line takes time in proportion to its length.
_KEY = "[A-Za-z][A-Za-z0-9_-]{0,99}+"
_ANCHOR = "[A-Za-z0-9_-]++"
_QUOTED = r""""[^"\\]*+"|'[^']*+(?:''[^']*+)*+'"""
_WORDS = r"[\w(«][^:#]*+(?:(?::(?! |\Z)|(?<! )#)[^:#]*+)*+"
_WORDS_IN_BRACKETS = r"[\w(«][^:#,\[\]{}]*+(?:(?::(?=[\w/])|(?<! )#)[^:#,\[\]{}]*+)*+"

# Spaces before; a list's dash; a key; a value in quotes, in words or in brackets.
_LINE = re.compile(rf"( *+)(- )?+(?:({_KEY}):(?: ++|\Z))?+(?:({_QUOTED}) *+|({_WORDS})|([\[{{].*+))?+")
# Compiled when first needed: a line up to its value, which is an anchored one, an alias or a block;
_RARER = rf"( *+(?:- )?+{_KEY}:) ++(?:&({_ANCHOR}) ++(.++)|\*({_ANCHOR}) *+|([>|])- *+)"
# a line with quotes that are closed on a later one.
_OPEN = rf"( *+(?:- (?:{_KEY}: ++)?+|{_KEY}: ++)(?:\"[^\"\\]*+|'[^']*+(?:''[^']*+)*+))"
_COMMENT = " *+#(?: .*+)?+"
# A key; a value in quotes or in words, or else a bracket that follows.
_IN_BRACKETS = re.compile(rf" *+(?:({_KEY}): ++)?+(?:({_QUOTED}) *+|({_WORDS_IN_BRACKETS})|(?=[\[{{]))")

# Where it stands; whether that is a list's dash; the key, if there is one; the value, None if it is in the lines below.
_Entry = tuple[int, bool, str | None, Any]


class _NotSimple(Exception):
    pass


def read(text: str, most: int) -> dict[str, Any] | None:
    """The tree of a file's text; None if the text isn't that simple, or may hold more than `most` parts."""
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
    anchors: dict[str, tuple[Any, int]] = {}  # values, and how many parts there are in them
    parts = 5  # the file, the document and the root
    entry: _Entry | None = None  # the last one, which may go on:
    words: str | None = None  # by words, if it ended in some,
    block: _Block | None = None  # or by lines of a block
    opened, lines = "", 0  # its lines as long as quotes are open, and how many it has
    for line in text.split("\n"):
        if entry is not None and block is not None:
            if block.takes(line):
                continue
            entry, block = (*entry[:3], block.value()), None
        if opened:
            if not line.strip(" ") or line[0] != " " or lines == _LONGEST:
                raise _NotSimple
            line = f"{opened.rstrip(' ')} {line.strip(' ')}"
        anchor = alias = style = None
        match = _LINE.fullmatch(line)
        if match is None:
            if re.fullmatch(_COMMENT, line):
                words = None
                continue
            rarer = re.fullmatch(_RARER, line)
            if rarer is None:
                if not re.fullmatch(_OPEN, line):
                    raise _NotSimple
                opened, lines = line, lines + 1
                continue
            start, anchor, rest, alias, style = rarer.groups()
            match = _LINE.fullmatch(start if rest is None else f"{start} {rest}")
            if match is None:
                raise _NotSimple
        opened, may_go_on = "", words is not None
        spaces, dash, key, quoted, words, brackets = match.groups()
        at, before = len(spaces), parts
        value: Any = None
        if words is not None:
            value = words.rstrip(" ")
            if key is None and dash is None:
                column = entry[0] + 2 * (entry[1] and entry[2] is not None) if entry else 0
                if entry is None or not may_go_on or at <= column or lines == _LONGEST:
                    raise _NotSimple
                entry, lines = (*entry[:3], f"{entry[3]} {value}"), lines + 1
                continue
        elif quoted is not None:
            value = _unquoted(quoted)
        elif brackets is not None:
            if parts + brackets.count(",") > most:
                raise _NotSimple
            value, parts = _whole(brackets, keys, parts)
        elif alias is not None:
            if alias not in anchors:
                raise _NotSimple
            value, more = anchors[alias]
            parts += more
        elif key is None and dash is None:
            continue  # an empty line
        elif style is not None:
            block = _Block(style, at + 2 * (dash is not None))
        if entry is not None:
            yield entry
        if key is not None:
            key = keys.setdefault(key, key)
            parts += 2 + (value is None) + 2 * (dash is not None)
        elif dash is None or value is None:
            raise _NotSimple
        else:
            parts += 1
        if parts > most:
            raise _NotSimple
        if anchor is not None:
            anchors[anchor] = value, parts - before
            words = None  # what goes on would be part of it
        entry, lines = (at, dash is not None, key, value), 0
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
        self._over = False

    def takes(self, line: str) -> bool:
        """Whether the line is one of them, or empty."""
        words = line.lstrip(" ")
        margin = len(line) - len(words)
        if not words:
            if margin > self._margin:
                raise _NotSimple
            self._over = True
            return True
        if not self._lines and margin > self._column and not self._over:
            self._margin = margin
        elif not self._lines or margin > self._margin or (margin == self._margin and self._over):
            raise _NotSimple
        if margin < self._margin:
            return False
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
    value, end, parts = _in_brackets(text, 0, keys, parts, 0)
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
            while text.startswith(" ", at):
                at += 1
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
