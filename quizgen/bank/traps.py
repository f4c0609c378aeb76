"""What YAML reads without complaint, though nobody means it: found by a second look at a file's events."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from quizgen.bank.syntax import LINE_END, Trouble, line_end

# Control characters; line ends that only YAML knows; bidirectional overrides and isolates; stray byte-order
# marks. All of them invisible, some able to rewrite what a terminal shows.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

MAX_TROUBLES = 10_000
"""How many troubles are told of one file: more than anybody reads, few enough to hold."""

_MERGE = "<<"
_CUT = re.compile(r"[ \t]+#[^\s#]")


def examine(data: bytes, text: str, depth: int) -> list[Trouble]:
    """Find what can be read but not meant: keys given twice or without a value, texts cut short by a `#`."""
    found: list[Trouble] = []
    stack: list[_Frame] = [_Frame(False, False)]
    parser: Any = yaml.CSafeLoader(data)
    try:
        while True:
            event = parser.get_event()
            kind = type(event)
            if len(found) > MAX_TROUBLES or len(stack) > depth + 1:
                break  # what comes after was refused by the first pass
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                continue
            if kind is yaml.ScalarEvent:
                if not event.style or event.style == '"':
                    found += _characters(event, text)
            elif kind is yaml.StreamEndEvent or kind is yaml.DocumentEndEvent:
                break  # another document was refused by the first pass
            elif kind is yaml.StreamStartEvent or kind is yaml.DocumentStartEvent:
                continue
            frame = stack[-1]
            if frame.mapping:
                if frame.key is None:
                    found += _key(event, frame, text)
                    frame.key = event
                else:
                    found += _value(frame.key, event, frame, text)
                    frame.key = None
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                in_key = frame.in_key or frame.key is event
                stack.append(_Frame(kind is yaml.MappingStartEvent, bool(event.flow_style), in_key))
    except yaml.YAMLError:
        pass  # told by the first pass
    finally:
        parser.dispose()
    return found


@dataclass(slots=True)
class _Frame:
    """A container being read: its keys so far, and the one that waits for its value."""

    mapping: bool
    flow: bool
    in_key: bool = False  # a list or mapping written where a key should be; told as a whole
    keys: dict[str, Any] = field(default_factory=dict)
    key: Any = None


def _is_text(event: object) -> bool:
    return isinstance(event, yaml.ScalarEvent)


def _key(event: Any, frame: _Frame, text: str) -> list[Trouble]:
    if not _is_text(event) or not (event.value or event.style):
        mark = event.start_mark
        if mark.index > 0 and text.startswith("{{", mark.index - 1):
            return [Trouble("Q024", mark.line + 1, mark.column, 2)]
        return [trouble_at("Q014", event, text)]
    if event.value == _MERGE and not event.style:
        return [trouble_at("Q009", event, text)]
    first = frame.keys.setdefault(event.value, event)
    if first is event:
        return []
    here, there = trouble_at("Q006", event, text, key=event.value), trouble_at("", first, text)
    return [replace(here, also=(there.line, there.column, there.length))]


def _value(key: Any, event: Any, frame: _Frame, text: str) -> list[Trouble]:
    """Find a key without a value: a comma ended its text, or a question mark made a key of one."""
    if not (_is_text(key) and _is_text(event)) or event.value or event.style:
        return []
    if frame.flow and event.start_mark.index == key.end_mark.index:
        if frame.in_key:
            return []
        if tight := re.match(r"[\w-]+:(?!//)\S", key.value):
            mark = key.start_mark
            return [Trouble("Q032", mark.line + 1, mark.column + tight.end() - 1)]
        return [trouble_at("Q013", key, text, key=key.value)]
    if _QUESTION.search(text, max(0, key.start_mark.index - 9), key.start_mark.index):
        return [trouble_at("Q014", key, text)]
    return []


_QUESTION = re.compile(r"(?<!\S)\?\s+\Z")
_DASHED = re.compile(r"-[^\W\d]")
_ESCAPE = re.compile(r"(?s)\\(?:x(\w{2})|u(\w{4})|U(\w{8})|([0abvfeNLP])|.)")
_SHORT = dict(zip("0abvfeNLP", "\0\a\b\v\f\x1b\x85\u2028\u2029", strict=True))


def _characters(event: Any, text: str) -> list[Trouble]:
    """Find forbidden characters written as escapes, a dash without its space, a text that a `#` cut short."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style == '"' and FORBIDDEN.search(event.value):
        for match in _ESCAPE.finditer(text, start, end):
            digits = match[1] or match[2] or match[3]
            character = chr(int(digits, 16)) if digits else _SHORT.get(match[4], "")
            if FORBIDDEN.match(character):
                lines = LINE_END.split(text[start : match.start()])
                column = len(lines[-1]) + (event.start_mark.column if len(lines) == 1 else 0) + 1
                line = event.start_mark.line + len(lines)
                return [Trouble("Q004", line, column, len(match[0]), {"character": code_point(character)})]
    if event.style:
        return []
    mark = event.start_mark
    if _DASHED.match(event.value) and not text[start - mark.column : start].strip():
        return [Trouble("Q028", mark.line + 1, mark.column + 1)]
    if cut := _CUT.match(text, end):
        line, column = event.end_mark.line + 1, event.end_mark.column + len(cut[0]) - 1
        rest = text[cut.end() - 2 : line_end(text, cut.end())].rstrip()
        return [Trouble("Q501", line, column, len(rest), {"lost": rest if len(rest) <= 30 else rest[:29] + "…"})]
    return []


def trouble_at(code: str, event: Any, text: str, **values: str | int) -> Trouble:
    """Place a trouble on what an event takes up of its first line."""
    mark, end = event.start_mark, event.end_mark.index
    broken = LINE_END.search(text, mark.index, end)  # not to the line's end: a file may be but one
    length = (broken.start() if broken else end) - mark.index
    return Trouble(code, mark.line + 1, mark.column + 1, max(1, length), values)


def code_point(character: str) -> str:
    """Name a character that can't be shown: U+202E."""
    return f"U+{ord(character):04X}"
