"""Where things stand in a file: paths into the tree, found again in the text.

The reader keeps no places: they would cost as much memory as the rest. When something must be told about
a few paths, the same text is read once more, and this finds them all in one go.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from quizgen.bank.reader import MAX_DEPTH, Path
from quizgen.bank.syntax import LINE_END


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters on one line. Lines and columns count from 1."""

    line: int
    column: int
    length: int


def source_line(text: str, line: int) -> str:
    """Give one line of a text, counted from 1, without its end; empty where there is none."""
    lines = _lines(text)
    return lines[line - 1] if 0 < line <= len(lines) else ""


@lru_cache(maxsize=1)  # a file with a thousand problems is split once
def _lines(text: str) -> list[str]:
    return LINE_END.split(text)


def locate(text: str, paths: Iterable[Path]) -> dict[Path, tuple[Spot | None, Spot]]:
    """Find, for each path, the place of its key (None for a list element, the root) and that of its value.

    A value's place is what it takes up of its first line: for a text written below `>-`, that mark.

    A path that leads nowhere gets the places of its nearest ancestor that exists, where the value's place is
    narrowed down to the first key if that ancestor has keys: there a missing key is to be added.

    A path that ends on an alias leads to the alias; one that goes on inside it, to the anchored content.
    """
    root = _outline(text)
    return {path: _follow(root, path, text) for path in paths}


@dataclass(slots=True)
class _Node:
    """A value: where it starts and ends, and what is in it. An alias shares the contents of its anchor."""

    start: Any  # the parser's mark: line, column, index
    end: int
    keys: dict[str, tuple[Any, int]] | None = None  # where each key starts and ends
    children: dict[str, _Node] | list[_Node] | None = None


def _follow(root: _Node | None, path: Path, text: str) -> tuple[Spot | None, Spot]:
    if root is None:
        return None, Spot(1, 1, 1)
    node, key = root, None
    for step in path:
        children, found = node.children, None
        if isinstance(children, dict) and isinstance(step, str):
            found = children.get(step)
        elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
            found = children[step]
        if found is None:
            if node.keys:
                first, end = next(iter(node.keys.values()))
                return key, _spot(first, end, text)
            break
        key = _spot(*node.keys[step], text) if node.keys is not None and isinstance(step, str) else None
        node = found
    return key, _spot(node.start, node.end, text)


def _spot(start: Any, end: int, text: str) -> Spot:
    line = LINE_END.search(text, start.index, end)
    taken = text[start.index : line.start() if line else end].rstrip()
    return Spot(start.line + 1, start.column + 1, max(1, len(taken)))


def _outline(text: str) -> _Node | None:
    """Collect the first document's values with their places, up to where it can't be read any more."""
    collecting = gc.isenabled()
    gc.disable()  # as in the reader: nothing built here is garbage
    parser: Any = yaml.CSafeLoader(text)
    try:
        return _build(parser)
    finally:
        parser.dispose()
        if collecting:
            gc.enable()


def _index(mark: Any) -> int:
    at: int = mark.index
    return at


def _build(parser: Any) -> _Node | None:
    root: _Node | None = None
    stack: list[tuple[_Node, Any, str | None]] = []  # containers, with the key that waits and the anchor
    anchors: dict[str, _Node] = {}
    event: Any
    key: Any = None  # the event of the key that waits for its value
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent | yaml.DocumentEndEvent):
            if isinstance(event, yaml.CollectionEndEvent):
                node, key, anchor = stack.pop()
                node.end = _index(event.end_mark)
                if anchor is not None:
                    anchors[anchor] = node
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            node = _Node(event.start_mark, _index(event.end_mark))
            if isinstance(event, yaml.AliasEvent) and event.anchor in anchors:
                node.keys, node.children = anchors[event.anchor].keys, anchors[event.anchor].children
            elif isinstance(event, yaml.MappingStartEvent):
                node.keys, node.children = {}, {}
            elif isinstance(event, yaml.SequenceStartEvent):
                node.children = []
            elif isinstance(event, yaml.ScalarEvent) and event.anchor is not None:
                anchors[event.anchor] = node
            after = None
            if root is None:
                root = node
            else:
                holder = stack[-1][0]
                if isinstance(holder.children, list):
                    holder.children.append(node)
                elif key is None:
                    after = event
                elif holder.keys is not None and holder.children is not None and hasattr(key, "value"):
                    holder.keys[key.value] = key.start_mark, _index(key.end_mark)
                    holder.children[key.value] = node
            if isinstance(event, yaml.CollectionStartEvent):
                if len(stack) == MAX_DEPTH:
                    break
                stack.append((node, after, event.anchor))
                key = None
            else:
                key = after
    except yaml.YAMLError:
        pass  # what was read up to there still has its places
    return root
