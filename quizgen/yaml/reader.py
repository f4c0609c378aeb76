"""A guarded reader of YAML files: bytes in, a plain tree out, and every problem with its place.

One fast walk over libyaml's events builds the tree and keeps no places. Only where that walk met something odd, a
second one over the same events (`suspicious`) finds out what and where. So a good file pays nothing for good messages.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from quizgen.files import MAX_BANK
from quizgen.garbage import not_collected
from quizgen.problems import Code, Place, Problem, nearest
from quizgen.text.lookalikes import code_point
from quizgen.text.phrases import N_
from quizgen.yaml import events, explain, suspicious
from quizgen.yaml.events import MAX_DEPTH, MAX_PARTS, Holder, Walk
from quizgen.yaml.explain import INVISIBLE, NO_DASH, TAG
from quizgen.yaml.files import TOO_LARGE
from quizgen.yaml.source import LINE_END, Source
from quizgen.yaml.suspicious import FORBIDDEN, MAX_PROBLEMS

Tree = str | list["Tree"] | dict[str, "Tree"]
"""Every scalar is a string; a value left out is ""."""

MAX_ALIASED = 1_000_000
"""How many nodes aliases may stand for in one file: twice what a file of MAX_BANK holds by itself."""

NOT_UTF8 = Code("Q001", "error", N_("this file is not UTF-8: byte {byte}"), N_("save it as UTF-8 in your editor"))
OTHER_ENCODING = Code("Q002", "error", N_("this file is {encoding}, not UTF-8"), N_("save it as UTF-8 in your editor"))
TOO_DEEP = Code(
    "Q005", "error", N_("lists and keys lie more than {limit} deep here"), N_("a bank needs no more than ten")
)
SECOND_DOCUMENT = Code(
    "Q008", "error", N_("a second document starts here"), N_('take away "---", or make a file of each')
)
UNKNOWN_ALIAS = Code(
    "Q010", "error", N_('nothing above is named "&{alias}"'), N_('put a text that starts with "*" in quotes')
)
ALIAS_IN_ITSELF = Code("Q011", "error", N_('"*{alias}" stands inside what it repeats'), N_("write it out here"))
TOO_MUCH_REPEATED = Code(
    "Q012", "error", N_('values repeated by "*" add up to more than {limit}'), N_("write out what you need")
)
TOO_MANY_PARTS = Code(
    "Q015", "error", N_("this file holds more than {limit} keys and values"), N_("split it into several banks")
)

_COMPARED = 100  # names that an unknown one is compared with; comparing is slow

# Most of a file, and nothing in it is forbidden.
_HARMLESS = bytes(range(0x20, 0x7F)) + b"\t\n\r"

# What may hide in a file that reads without error, searched for before deciding on a second walk.
# One pattern each, starting with its own character: fifty times as fast as one pattern for all.
_CLUES = (
    re.compile(r"#(?<=[ \t]#)[^\s#]"),
    re.compile(r"-(?:(?<=[\r\n]-)|(?<=[\r\n ] -))[^\W\d]"),
    re.compile("<<"),
)
_ESCAPE = re.compile(r"\\(?<!\\\\)(?:\\\\)*[0abvfexuUNLP]")
_QUOTED_ESCAPE = re.compile(r'"[^"]*' + r"(?<!\\)\\(?:\\\\)*[0abvfexuUNLP]")
"""The same between double quotes, where alone it means something: formulas are full of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `tree` is None for an empty file and for one that can't be read at all."""

    tree: Tree | None
    problems: tuple[Problem, ...]
    source: Source


def read(data: bytes, file: str = "") -> Document:
    """Read one file. Never raises for what the file holds; a tree may come along with problems."""
    if len(data) > MAX_BANK:
        return _refused(TOO_LARGE.at(Place(file), limit=MAX_BANK // 1_000_000), Source(file, ""))
    if encoding := _foreign(data):
        return _refused(OTHER_ENCODING.at(Place(file, None, 1, 1), encoding=encoding), Source(file, ""))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, file)
    source = Source(file, text)
    # Printable ASCII is taken out first: most of a file, and the search runs over the rest only.
    if FORBIDDEN.search(data.translate(None, _HARMLESS).decode()):
        return Document(None, tuple(_forbidden(source)), source)
    with not_collected():
        builder = _build(data, source)
        problems = builder.problems
        if builder.odd or any(clue.search(text) for clue in _CLUES) or _may_be_escaped(text):
            problems += suspicious.examine(data, source)
    # One problem a place: the first walk knows best, and what stopped it comes first.
    if any(problem.code is NO_DASH for problem in problems):  # two items run into one: what it holds says nothing
        builder.root.clear()
    by_place = {(problem.place.line, problem.place.column): problem for problem in reversed(problems)}
    return Document(builder.tree, tuple(by_place[place] for place in sorted(by_place)), source)


def _may_be_escaped(text: str) -> bool:
    return _ESCAPE.search(text) is not None and _QUOTED_ESCAPE.search(text) is not None


def source_of(data: bytes, file: str) -> Source:
    """The text that `read` would go by, without reading it."""
    return Source(file, data.removeprefix(codecs.BOM_UTF8).decode(errors="replace"))


def _refused(problem: Problem, source: Source) -> Document:
    return Document(None, (problem,), source)


# -----------------------------------------------------------------------------------------------------------
# Characters

_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SHOWN = 100  # places of one kind of unreadable character; a binary file has no end of them


def _foreign(data: bytes) -> str | None:
    """Name the encoding that a file starts in, if it is another one of Unicode's."""
    for mark, encoding in _FOREIGN_MARKS:
        if data.startswith(mark):
            return encoding
    return "UTF-16" if data[:2].count(0) == 1 else None  # half of an ASCII character


def _not_utf8(data: bytes, at: int, file: str) -> Document:
    source = Source(file, data.decode(errors="replace"))
    before = LINE_END.split(data[:at].decode())
    place = source.place(len(before), len(before[-1]) + 1)
    return _refused(NOT_UTF8.at(place, byte=f"0x{data[at]:02X}"), source)


def _forbidden(source: Source) -> list[Problem]:
    starts = [0, *(end.end() for end in LINE_END.finditer(source.text))]
    found = []
    for match in islice(FORBIDDEN.finditer(source.text), _SHOWN):
        line = bisect_right(starts, match.start())
        place = source.place(line, match.start() - starts[line - 1] + 1)
        found.append(INVISIBLE.at(place, character=code_point(match[0])))
    return found


# -----------------------------------------------------------------------------------------------------------
# The tree


class _Sizes:
    """How many nodes, and how deep, an anchored value is with its aliases followed; each counted once."""

    def __init__(self) -> None:
        # Keeps the value beside its size: an id stands for one object only as long as that lives.
        self._known: dict[int, tuple[Tree, int, int]] = {}

    def of(self, tree: Tree) -> tuple[int, int]:
        """Nodes and depth of a value whose own aliases were all measured before."""
        if isinstance(tree, str):
            return 1, 0
        if (known := self._known.get(id(tree))) is not None:
            return known[1], known[2]
        nodes, depth = 1, 0
        for child in tree.values() if isinstance(tree, dict) else tree:
            more, deep = (1, 0) if isinstance(child, str) else self.of(child)
            nodes, depth = nodes + more, max(depth, deep)
        self._known[id(tree)] = tree, nodes, depth + 1
        return nodes, depth + 1


class _Refused(Exception):
    """The file is not read on: its tree would be too large to walk with its aliases followed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


def _build(data: bytes, source: Source) -> _Builder:
    """Build the tree, as far as it can be read. There is none where it would be cut short."""
    builder = _Builder(source)
    walk = builder.walk = Walk(data)
    try:
        if (second := walk.go(builder)) is not None:
            mark = second.start_mark
            builder.problems.append(SECOND_DOCUMENT.at(source.place(mark.line + 1, mark.column + 1, 3)))
    except events.TooDeep as stopped:
        builder.stop(_too_deep(stopped.event, source))
    except events.TooMany as stopped:
        mark = stopped.event.start_mark
        builder.stop(TOO_MANY_PARTS.at(source.place(mark.line + 1, mark.column + 1), limit=MAX_PARTS))
        builder.odd = False  # nor is it read once more
    except _Refused as refused:
        builder.stop(refused.problem)
    except yaml.YAMLError as error:
        shorter = _before_deep_brackets(source.text, walk.last, error)
        if shorter is not None:
            again = _build(shorter.encode(), Source(source.file, shorter))
            if any(problem.code is TOO_DEEP for problem in again.problems):
                return again
        opened = [holder.opening for holder in walk.holders if holder.opening is not None]
        builder.stop(explain.explain(source, error, walk.last, opened))
    return builder


class _Builder:
    """Builds the tree. `odd`: something was met that `suspicious` has to look at."""

    def __init__(self, source: Source) -> None:
        self.root: list[Tree] = []
        self.problems: list[Problem] = []
        self.odd = False
        self.walk: Walk | None = None
        self._source = source
        self._keys: dict[str, str] = {}  # equal keys share one string
        self._anchors: dict[str, Tree] = {}
        self._sizes = _Sizes()
        self._aliased = 0

    @property
    def tree(self) -> Tree | None:
        """The document's value; None where it is empty."""
        return (self.root[0] or None) if self.root else None

    def stop(self, problem: Problem) -> None:
        """What was read is cut short, by this."""
        self.root.clear()
        self.problems.insert(0, problem)
        self.odd = True

    def node(self, event: Any, holder: Holder) -> Tree:
        """Put the node's value where it belongs."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value: Tree = event.value
            if event.anchor is not None:
                self._anchors[event.anchor] = value
        elif kind is yaml.AliasEvent:
            value = self._aliased_value(event)
        else:
            value = {} if kind is yaml.MappingStartEvent else []
        if kind is not yaml.AliasEvent and event.tag is not None and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(_tag(event, self._source))
        if not holder.mapping:
            holder.content.append(value)
        elif (key := holder.key) is None:
            if kind is not yaml.ScalarEvent or not value or value in holder.content:
                self.odd = True  # no key, an empty one, or one that stands there already
        elif type(key) is yaml.ScalarEvent:
            word = key.value
            holder.content[self._keys.setdefault(word, word)] = value
            if not value and kind is yaml.ScalarEvent:
                self.odd = True
        return value

    def end(self, _event: Any, holder: Holder) -> None:
        """Remember the value of an anchor."""
        if holder.opening.anchor is not None:
            self._anchors[holder.opening.anchor] = holder.content

    def _aliased_value(self, event: Any) -> Tree:
        name = event.anchor
        if len(self.problems) >= MAX_PROBLEMS:
            return ""
        holders = self.walk.holders if self.walk else []
        if any(holder.opening is not None and holder.opening.anchor == name for holder in holders):
            self.problems.append(ALIAS_IN_ITSELF.at(self._source.of(event), alias=name))
            return ""
        if name not in self._anchors:
            near = nearest(name, list(self._anchors)[:_COMPARED])
            meant = {"nearest": f"*{near['nearest']}"} if near else {}
            self.problems.append(UNKNOWN_ALIAS.at(self._source.of(event), alias=name, **meant))
            return ""
        value = self._anchors[name]
        nodes, depth = self._sizes.of(value)
        self._aliased += nodes
        if self._aliased > MAX_ALIASED:
            raise _Refused(TOO_MUCH_REPEATED.at(self._source.of(event), limit=MAX_ALIASED))
        if len(holders) - 1 + depth > MAX_DEPTH:
            raise _Refused(_too_deep(event, self._source))
        return value


def _too_deep(event: Any, source: Source) -> Problem:
    mark = event.start_mark
    return TOO_DEEP.at(source.place(mark.line + 1, mark.column + 1), limit=MAX_DEPTH)


_BRACKET = re.compile(r"[\[{]")


def _before_deep_brackets(text: str, last: Any, error: yaml.YAMLError) -> str | None:
    """Cut the text after enough brackets to be too deep, where the parser stopped without having told of them.

    On one line the parser looks ahead for the colon that would make a key of a bracket, and since libyaml 0.2.6 it
    gives up past 1,000 open ones, before the first of them has become an event. So what was between the last event
    and the place where it gave up is read once more, up to twice as many brackets as may nest: that many are read by
    any libyaml.
    """
    mark = getattr(error, "problem_mark", None)
    start = last.end_mark.index if last else 0
    brackets = _BRACKET.finditer(text, start, mark.index if mark else start)
    enough = next(islice(brackets, 2 * MAX_DEPTH, None), None)
    return None if enough is None else text[: enough.start()]


_TAG = re.compile(r"(&\S+\s+)?(![^\s,\[\]{}]*)")


def _tag(event: Any, source: Source) -> Problem:
    """The tag as written; an anchor may stand before it."""
    mark = event.start_mark
    match = _TAG.match(source.text, mark.index)
    if match is None or "\n" in (match[1] or ""):
        return TAG.at(source.of(event), tag="!")
    column = mark.column + 1 + len(match[1] or "")
    return TAG.at(source.place(mark.line + 1, column, len(match[2])), tag=match[2])
