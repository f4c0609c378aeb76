"""Where things stand in a file: paths through its data, found again in the text.

The reader keeps no lines and columns: they would cost as much memory as the rest. When something must be told about
a few paths, the same text is read once more, and this finds them all in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any

import yaml

from quizgen.garbage import not_collected
from quizgen.problems import Path, Place, Problem
from quizgen.yaml.events import Holder, Stopped, Walk
from quizgen.yaml.files import read_bytes
from quizgen.yaml.reader import source_of
from quizgen.yaml.source import Source

_LONGEST_ID = 80  # characters of an id that are told


def located(problems: Sequence[Problem]) -> list[Problem]:
    """The problems with the line and column of each place; every file with any is read once more.

    A place that has its line already, or that is a file as a whole, stays as it is.
    """
    paths: dict[str, dict[Path, None]] = {}
    for problem in problems:
        for place in (problem.place, problem.also):
            if place is not None and place.file and place.path is not None and not place.line:
                paths.setdefault(place.file, {})[place.path] = None
    if not paths:
        return list(problems)
    found: dict[tuple[str, Path], tuple[Place | None, Place]] = {}
    for file, wanted in paths.items():
        data = read_bytes(File(file))
        source = source_of(data if isinstance(data, bytes) else b"", file)
        found.update(((file, path), places) for path, places in locate(source, wanted).items())

    def line_of(place: Place, problem: Problem) -> Place:
        if place.path is None or (place.file, place.path) not in found:
            return place
        key, value = found[place.file, place.path]
        # A list or a mapping that starts on the next line is best shown by its key, unless something is missing in it.
        below = key is not None and value.line > key.line and problem.code.caret != "gap"
        at_key = place.in_key or problem.code.caret == "key" or below
        shown = key if key is not None and at_key else value
        return replace(shown, path=place.path, question=value.question)

    return [_each_place(problem, line_of) for problem in problems]


def _each_place(problem: Problem, line_of: Callable[[Place, Problem], Place]) -> Problem:
    also = None if problem.also is None else line_of(problem.also, problem)
    return replace(problem, place=line_of(problem.place, problem), also=also)


def locate(source: Source, paths: Iterable[Path]) -> dict[Path, tuple[Place | None, Place]]:
    """Find, for each path, the place of its key (None for a list element, the root) and that of its value.

    A value's place is what it takes up of its first line: for a text written below `>-`, that mark. It names the
    question that it stands in.

    A path that leads nowhere gets the places of its nearest ancestor that exists, where the value's place is
    narrowed down to the first key if that ancestor has keys: there a missing key is to be added.

    A path that ends on an alias leads to the alias; one that goes on inside it, to the anchored content.
    """
    root = _outline(source)
    found = {}
    for path in paths:
        key, value = _follow(root, path, source)
        found[path] = key, replace(value, question=_question(root, path, source))
    return found


@dataclass(slots=True)
class _Node:
    """A value: where it starts and ends, and what is in it. An alias shares the contents of its anchor.

    `keys` holds the event of each key.
    """

    start: Any  # the parser's mark: line, column, index
    end: int
    keys: dict[str, Any] | None = None
    children: dict[str, _Node] | list[_Node] | None = None


def _follow(root: _Node | None, path: Path, source: Source) -> tuple[Place | None, Place]:
    if root is None:
        return None, source.place(1, 1)
    node, key = root, None
    for step in path:
        children, found = node.children, None
        if isinstance(children, dict) and isinstance(step, str):
            found = children.get(step)
        elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
            found = children[step]
        if found is None:
            if node.keys:
                return key, source.of(next(iter(node.keys.values())))
            break
        key = source.of(node.keys[step]) if node.keys is not None and isinstance(step, str) else None
        node = found
    return key, source.between(node.start, node.end)


def _question(root: _Node | None, path: Path, source: Source) -> str:
    """The id of the question that a path leads into; nothing where it leads elsewhere, or none is written."""
    if root is None or len(path) < 2 or path[0] != "questions" or not isinstance(root.children, dict):
        return ""
    questions, index = root.children.get("questions"), path[1]
    each = questions.children if questions is not None else None
    if not (isinstance(each, list) and isinstance(index, int) and index < len(each)):
        return ""
    keys = each[index].children
    id = keys.get("id") if isinstance(keys, dict) else None
    if id is None or id.children is not None:
        return ""
    return source.text[id.start.index : id.end].strip().strip("\"'")[:_LONGEST_ID]


def _outline(source: Source) -> _Node | None:
    """The first document's values with their places, up to where it can't be read any more."""
    outliner = _Outliner()
    with not_collected(), suppress(Stopped, yaml.YAMLError):  # what was read up to there still has its places
        Walk(source.text).go(outliner)
    children = outliner.root.children
    return children[0] if isinstance(children, list) and children else None


class _Outliner:
    """Keeps the place of every node."""

    def __init__(self) -> None:
        self.root = _Node(None, 0, None, [])
        self._anchors: dict[str, _Node] = {}

    def node(self, event: Any, holder: Holder) -> _Node:
        """Keep a node below its holder, by its key or its position."""
        node = _Node(event.start_mark, event.end_mark.index)
        if isinstance(event, yaml.AliasEvent):
            if (anchored := self._anchors.get(event.anchor or "")) is not None:
                node.keys, node.children = anchored.keys, anchored.children
        elif isinstance(event, yaml.MappingStartEvent):
            node.keys, node.children = {}, {}
        elif isinstance(event, yaml.SequenceStartEvent):
            node.children = []
        elif event.anchor is not None:
            self._anchors[event.anchor] = node
        parent: _Node = holder.content
        if isinstance(parent.children, list):
            parent.children.append(node)
        elif parent.keys is not None and parent.children is not None and isinstance(holder.key, yaml.ScalarEvent):
            parent.keys[holder.key.value] = holder.key
            parent.children[holder.key.value] = node
        return node

    def end(self, event: Any, holder: Holder) -> None:
        """Keep where a list or a mapping ends."""
        node: _Node = holder.content
        node.end = event.end_mark.index
        if holder.opening.anchor is not None:
            self._anchors[holder.opening.anchor] = node
