"""What YAML reads without complaint, though nobody means it: found by a second walk over a file's events."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from quizgen.problems import Code, Problem
from quizgen.text import lookalikes
from quizgen.text.lookalikes import code_point
from quizgen.text.phrases import N_
from quizgen.yaml.events import Holder, Stopped, Walk
from quizgen.yaml.explain import (
    GAP_UNQUOTED,
    INVISIBLE,
    LOOK_ALIKE,
    NO_DASH,
    NOT_A_KEY,
    SPACE_AFTER_COLON,
    SPACE_AFTER_DASH,
)
from quizgen.yaml.source import LINE_END, Source

# Control characters; line ends that only YAML knows; bidirectional overrides and isolates; stray byte-order
# marks. All of them invisible, some able to rewrite what a terminal shows.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")

MAX_PROBLEMS = 10_000
"""How many problems are told of one file: more than anybody reads, few enough to hold."""

KEY_TWICE = Code("Q006", "error", N_('the key "{key}" is given twice'), N_("keep one of the two"))
MERGE = Code("Q009", "error", N_('"<<" is not allowed'), N_('write the keys out, or repeat one value: "key: *name"'))
NO_VALUE = Code(
    "Q013",
    "error",
    N_('"{key}" has no value: a comma ends the text before it'),
    N_('put texts with commas in quotes: `{{fr: "Paris, Lyon"}}`'),
)
CUT_SHORT = Code(
    "Q501", "warning", N_('a # cut this text short: "{lost}" is lost'), N_("quote the text, or write # and a space")
)

_MERGE = "<<"
_CUT = re.compile(r"[ \t]+#[^\s#]")
_QUESTION = re.compile(r"(?<!\S)\?\s+\Z")
_DASHED = re.compile(r"-[^\W\d]")
_TIGHT_COLON = re.compile(r"[\w-]+:(?!//)\S")
_ESCAPE = re.compile(r"(?s)\\(?:x(\w{2})|u(\w{4})|U(\w{8})|([0abvfeNLP])|.)")
_SHORT = dict(zip("0abvfeNLP", "\0\a\b\v\f\x1b\x85\u2028\u2029", strict=True))
_LOST_SHOWN = 30  # characters of a text cut short that its message shows


def examine(data: bytes, source: Source) -> list[Problem]:
    """Find what can be read but not meant: keys given twice or without a value, texts cut short by a `#`."""
    examiner = _Examiner(source)
    with suppress(Stopped, yaml.YAMLError):  # told by the first walk
        Walk(data).go(examiner)
    return examiner.found


@dataclass(slots=True)
class _Frame:
    """A list or mapping: whether it stands between brackets, or where a key should be; its keys so far."""

    flow: bool = False
    in_key: bool = False  # it is told as a whole
    in_list: bool = False
    keys: dict[str, Any] = field(default_factory=dict)


class _Examiner:
    """Looks at every node."""

    def __init__(self, source: Source) -> None:
        self.root = _Frame()
        self.found: list[Problem] = []
        self._source = source

    def node(self, event: Any, holder: Holder) -> _Frame | None:
        """Look at a node, as a key or as a value."""
        if len(self.found) > MAX_PROBLEMS:
            raise Stopped(event)
        scalar = type(event) is yaml.ScalarEvent
        if scalar and (not event.style or event.style == '"'):
            self.found += _characters(event, self._source)
        frame: _Frame = holder.content
        as_key = holder.mapping and holder.key is None
        if as_key:
            self.found += _key(event, frame, self._source)
        elif holder.mapping:
            self.found += _value(holder.key, event, frame, self._source)
        if scalar or type(event) is yaml.AliasEvent:
            return None
        return _Frame(bool(event.flow_style), frame.in_key or as_key, not holder.mapping and holder.opening is not None)

    def end(self, event: Any, holder: Holder) -> None:
        """Nothing is odd about an end."""


def _is_text(event: object) -> bool:
    return isinstance(event, yaml.ScalarEvent)


def _key(event: Any, frame: _Frame, source: Source) -> list[Problem]:
    if not _is_text(event) or not (event.value or event.style):
        mark = event.start_mark
        if mark.index > 0 and source.text.startswith("{{", mark.index - 1):
            return [GAP_UNQUOTED.at(source.place(mark.line + 1, mark.column, 2))]
        return [NOT_A_KEY.at(source.of(event))]
    if event.value == _MERGE and not event.style:
        return [MERGE.at(source.of(event))]
    first = frame.keys.setdefault(event.value, event)
    if first is event:
        return []
    if frame.in_list and not frame.flow and len(frame.keys) > 1 and event.value == next(iter(frame.keys)):
        frame.keys = {event.value: event}  # what follows belongs to another item
        return [NO_DASH.at(source.of(event), key=event.value)]
    return [replace(KEY_TWICE.at(source.of(event), key=event.value), also=source.of(first))]


def _value(key: Any, event: Any, frame: _Frame, source: Source) -> list[Problem]:
    """Find a key without a value: a comma ended its text, or a question mark made a key of one."""
    if not (_is_text(key) and _is_text(event)) or event.value or event.style:
        return []
    if frame.flow and event.start_mark.index == key.end_mark.index:
        if frame.in_key:
            return []
        if tight := _TIGHT_COLON.match(key.value):
            mark = key.start_mark
            return [SPACE_AFTER_COLON.at(source.place(mark.line + 1, mark.column + tight.end() - 1))]
        last = key.value[-1:]
        if not last.isascii() and lookalikes.plain_of(last) in ('"', "'"):
            values = {"sort": lookalikes.sort(last), "code_point": code_point(last)}
            return [LOOK_ALIKE.at(source.of(key), meant=lookalikes.plain_of(last) or "", **values)]
        return [NO_VALUE.at(source.of(key), key=key.value)]
    if _QUESTION.search(source.text, max(0, key.start_mark.index - 9), key.start_mark.index):
        return [NOT_A_KEY.at(source.of(key))]
    return []


def _characters(event: Any, source: Source) -> list[Problem]:
    """Find forbidden characters written as escapes, a dash without its space, a text that a `#` cut short."""
    text = source.text
    start, end = event.start_mark.index, event.end_mark.index
    if event.style == '"' and FORBIDDEN.search(event.value):
        for match in _ESCAPE.finditer(text, start, end):
            digits = match[1] or match[2] or match[3]
            character = chr(int(digits, 16)) if digits else _SHORT.get(match[4], "")
            if FORBIDDEN.match(character):
                lines = LINE_END.split(text[start : match.start()])
                column = len(lines[-1]) + (event.start_mark.column if len(lines) == 1 else 0) + 1
                place = source.place(event.start_mark.line + len(lines), column, len(match[0]))
                return [INVISIBLE.at(place, character=code_point(character))]
    if event.style:
        return []
    mark = event.start_mark
    if _DASHED.match(event.value) and not text[start - mark.column : start].strip():
        return [SPACE_AFTER_DASH.at(source.place(mark.line + 1, mark.column + 1))]
    if cut := _CUT.match(text, end):
        lost = text[cut.end() - 2 : source.line_end(cut.end())].rstrip()
        place = source.place(event.end_mark.line + 1, event.end_mark.column + len(cut[0]) - 1, len(lost))
        return [CUT_SHORT.at(place, lost=lost if len(lost) <= _LOST_SHOWN else lost[: _LOST_SHOWN - 1] + "…")]
    return []
