"""A guarded reader of YAML files: text in, plain trees out, and every trouble with its place.

Everyday files are read by line (`by_line`). For the others, one fast pass over libyaml's events builds the tree and
keeps no places. Only where that pass met something odd, a second one over the same events (`traps.examine`) finds out
what and where. So a good file pays nothing for good messages.
"""

from __future__ import annotations

import codecs
import gc
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

import yaml

from quizgen.bank import by_line, syntax, traps
from quizgen.bank.syntax import LINE_END, Trouble
from quizgen.bank.traps import FORBIDDEN, MAX_TROUBLES, code_point, trouble_at

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Document", "Path", "Tree", "Trouble", "read", "text_of", "too_large"]

Tree = str | list["Tree"] | dict[str, "Tree"]
"""Every scalar is a string; a value left out is ""."""

Path = tuple[str | int, ...]
"""Keys and list positions (from 0) from the root of a tree to one of its nodes."""

MAX_BYTES = 10_000_000
"""The largest file that is read: 10 MB (DESIGN.md §2), some 10,000 questions in two languages."""

MAX_DEPTH = 30
"""How deep lists and keys may nest, aliases followed (DESIGN.md §2). A real bank needs 8."""

MAX_PARTS = 1_000_000
"""How many keys, values and ends of lists and mappings a file may hold: twice what 10,000 questions in two
languages need, and what takes a few seconds to look through in search of a slip."""

MAX_ALIASED = 1_000_000
"""How many nodes aliases may stand for in one file: twice what a file of MAX_BYTES holds by itself."""

_COMPARED = 100  # names that an unknown one is compared with; comparing is slow
_SPOILED = "\0"  # stands in for a key that is itself a list or a mapping; can't be written in a file

# Most of a file, and nothing in it is forbidden.
_HARMLESS = bytes(range(0x20, 0x7F)) + b"\t\n\r"

# What may hide in a file that reads without error, searched for before deciding on a second pass.
# One pattern each, starting with its own character: fifty times as fast as one pattern for all.
_CLUES = (
    re.compile(r"#(?<=[ \t]#)[^\s#]"),
    re.compile(r"\\[0abvfexuUNLP]"),
    re.compile(r"-(?<=[\r\n ]-)[^\W\d]"),
    re.compile("<<"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `tree` is None for an empty file and for one that can't be read at all."""

    tree: Tree | None
    troubles: tuple[Trouble, ...]
    text: str


def too_large() -> Trouble:
    """Word the trouble with a file of more than MAX_BYTES, for callers who know the size before they read."""
    return Trouble("Q003", 0, 0, 1, {"limit": MAX_BYTES // 1_000_000})


def read(data: bytes) -> Document:
    """Read one file. Never raises for what the file holds; a tree may come along with troubles."""
    if len(data) > MAX_BYTES:
        return Document(None, (too_large(),), "")
    if encoding := _foreign(data):
        return Document(None, (Trouble("Q002", 1, 1, 1, {"encoding": encoding}),), "")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    # Printable ASCII is taken out first: most of a file, and the search runs over the rest only.
    if FORBIDDEN.search(data.translate(None, _HARMLESS).decode()):
        return Document(None, _forbidden_in_source(text), text)
    collecting = gc.isenabled()
    gc.disable()  # nothing built here is garbage; walking it over and over doubles the time
    try:
        tree: Tree | None = by_line.read(text, MAX_PARTS)
        troubles: list[Trouble] = []
        odd = False
        if tree is None:
            tree, troubles, odd = _build(data, text)
        if odd or (tree is not None and any(clue.search(text) for clue in _CLUES)):
            troubles += traps.examine(data, text, MAX_DEPTH)
        # One thing a place: the first pass knows best, and what stopped it comes first.
        by_place = {(trouble.line, trouble.column): trouble for trouble in reversed(troubles)}
    finally:
        if collecting:
            gc.enable()
    return Document(tree or None, tuple(by_place[place] for place in sorted(by_place)), text)


def text_of(data: bytes) -> str:
    """The text that `read` would go by, without reading it."""
    return data.removeprefix(codecs.BOM_UTF8).decode(errors="replace")


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


def _not_utf8(data: bytes, at: int) -> Document:
    before = data[:at].decode()
    line = len(LINE_END.findall(before)) + 1
    column = len(LINE_END.split(before)[-1]) + 1
    trouble = Trouble("Q001", line, column, 1, {"byte": f"0x{data[at]:02X}"})
    return Document(None, (trouble,), data.decode(errors="replace"))


def _forbidden_in_source(text: str) -> tuple[Trouble, ...]:
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    found = []
    for match in islice(FORBIDDEN.finditer(text), _SHOWN):
        line = bisect_right(starts, match.start())
        column = match.start() - starts[line - 1] + 1
        found.append(Trouble("Q004", line, column, 1, {"character": code_point(match[0])}))
    return tuple(found)


# -----------------------------------------------------------------------------------------------------------
# The fast pass


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
            more, deep = self._inner(child)
            nodes, depth = nodes + more, max(depth, deep)
        self._known[id(tree)] = tree, nodes, depth + 1
        return nodes, depth + 1

    def _inner(self, tree: Tree) -> tuple[int, int]:
        return (1, 0) if isinstance(tree, str) else self.of(tree)


def _build(data: bytes, text: str) -> tuple[Tree | None, list[Trouble], bool]:
    """Build the tree; tell what is wrong with it, and whether `traps.examine` must look at something odd.

    No tree where it would be cut short, or too large to walk with its aliases followed.
    """
    scalar, mapping_start, mapping_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
    list_start, list_end, alias = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent
    roots: list[Tree] = []
    mapping: dict[str, Tree] | None = None  # the innermost container is this, or else `items`
    items: list[Tree] = roots
    key: str | None = None
    opened: Any = None  # the event that began the innermost container
    stack: list[tuple[dict[str, Tree] | None, list[Tree], str | None, Any]] = []
    keys: dict[str, str] = {}  # equal keys share one string
    anchors: dict[str, Tree] = {}
    sizes, aliased = _Sizes(), 0
    spoiled: list[dict[str, Tree]] = []
    troubles: list[Trouble] = []
    odd = False
    event: Any = None
    parser = yaml.CSafeLoader(data)
    next_event: Callable[[], Any] = parser.get_event
    try:
        for _ in repeat(None, MAX_PARTS):
            event = next_event()
            kind = type(event)
            if kind is scalar:
                value = event.value
                if event.tag is not None and len(troubles) < MAX_TROUBLES:
                    troubles.append(_tag(event, text))
                if event.anchor is not None:
                    anchors[event.anchor] = value
                if mapping is None:
                    items.append(value)
                elif key is None:
                    key = keys.setdefault(value, value)
                    if key in mapping or not key:
                        odd = True
                else:
                    mapping[key] = value
                    key = None
                    if not value:
                        odd = True
                continue
            if kind is mapping_end or kind is list_end:
                if opened.anchor is not None:
                    anchors[opened.anchor] = items if mapping is None else mapping
                mapping, items, key, opened = stack.pop()
                continue
            new: Tree
            if kind is mapping_start or kind is list_start:
                if event.tag is not None and len(troubles) < MAX_TROUBLES:
                    troubles.append(_tag(event, text))
                if len(stack) == MAX_DEPTH:
                    return None, [_too_deep(event), *troubles], True
                new = {} if kind is mapping_start else []
            elif kind is alias:
                name = event.anchor
                new = ""
                if len(troubles) >= MAX_TROUBLES:
                    pass
                elif any(each is not None and name == each.anchor for each in (opened, *(frame[3] for frame in stack))):
                    troubles.append(trouble_at("Q011", event, text, alias=name))
                elif name not in anchors:
                    from difflib import get_close_matches

                    near = get_close_matches(name, list(anchors)[:_COMPARED], 1)
                    nearest = {"nearest": "*" + near[0]} if near else {}
                    troubles.append(trouble_at("Q010", event, text, alias=name, **nearest))
                else:
                    new = anchors[name]
                    nodes, depth = sizes.of(new)
                    aliased += nodes
                    if aliased > MAX_ALIASED:
                        return None, [trouble_at("Q012", event, text, limit=MAX_ALIASED), *troubles], True
                    if len(stack) + depth > MAX_DEPTH:
                        return None, [_too_deep(event), *troubles], True
            elif kind is yaml.StreamEndEvent:
                break
            elif kind is yaml.DocumentStartEvent and roots:
                troubles.append(Trouble("Q008", event.start_mark.line + 1, event.start_mark.column + 1, 3))
                break
            else:
                continue
            # A container or an alias takes its place.
            after = None
            if mapping is None:
                items.append(new)
            elif key is None:
                odd, after = True, _SPOILED
                spoiled.append(mapping)
            else:
                mapping[key] = new
            if kind is alias:
                key = after
                continue
            stack.append((mapping, items, after, opened))
            opened, key = event, None
            if isinstance(new, dict):
                mapping = new
            elif isinstance(new, list):
                mapping, items = None, new
        else:
            return None, [_too_many(event)], False
    except yaml.YAMLError as error:
        if (shorter := _before_deep_brackets(text, event, error)) is not None:
            tree, deeper, _ = _build(shorter.encode(), shorter)
            if any(trouble.code == "Q005" for trouble in deeper):
                return tree, deeper, True
        around = [each for each in (*(frame[3] for frame in stack), opened) if each is not None]
        return None, [syntax.explain(text, error, event, around), *troubles], True
    finally:
        parser.dispose()
    for holder in spoiled:
        holder.pop(_SPOILED, None)
    return (roots[0] if roots else None), troubles, odd


def _too_many(event: Any) -> Trouble:
    return Trouble("Q015", event.start_mark.line + 1, event.start_mark.column + 1, 1, {"limit": MAX_PARTS})


def _too_deep(event: Any) -> Trouble:
    return Trouble("Q005", event.start_mark.line + 1, event.start_mark.column + 1, 1, {"limit": MAX_DEPTH})


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


_BRACKET = re.compile(r"[\[{]")
_TAG = re.compile(r"(&\S+\s+)?(![^\s,\[\]{}]*)")


def _tag(event: Any, text: str) -> Trouble:
    """Show the tag as written; an anchor may stand before it."""
    mark = event.start_mark
    match = _TAG.match(text, mark.index)
    if match is None or "\n" in (match[1] or ""):
        return trouble_at("Q007", event, text, tag="!")
    column = mark.column + 1 + len(match[1] or "")
    return Trouble("Q007", mark.line + 1, column, len(match[2]), {"tag": match[2]})
