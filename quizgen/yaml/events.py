"""One walk over the events that libyaml makes of a file; what becomes of each value is the visitor's to say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import Any, Protocol

import yaml

MAX_DEPTH = 30
"""How deep lists and keys may nest, aliases followed. A bank needs no more than ten levels."""

MAX_PARTS = 1_000_000
"""How many keys, values and ends of lists and mappings a file may hold: twice what 10,000 questions in two
languages need, and what takes a few seconds to look through in search of a slip."""


@dataclass(slots=True)
class Holder:
    """A list or a mapping that is being read, or the document around all of them.

    `opening` is the event that began it, None for the document. `content` is what the visitor made of it. `key` is
    the event of the key that waits for its value, None where the mapping's next node is a key.
    """

    opening: Any
    mapping: bool
    content: Any
    key: Any = None


class Visitor(Protocol):
    """What becomes of the nodes of a document."""

    root: Any
    """What the visitor keeps of the document itself: the content of the outermost holder."""

    def node(self, event: Any, holder: Holder) -> Any:
        """A scalar, an alias, or the beginning of a list or mapping, whose content is what this returns.

        In a mapping, the node is a key if `holder.key` is None, else that key's value.
        """

    def end(self, event: Any, holder: Holder) -> None:
        """A list or mapping that ends."""


class Stopped(Exception):
    """The walk ends at this event: it nests too deep, or one more is too many, or the visitor has seen enough."""

    def __init__(self, event: Any) -> None:
        super().__init__()
        self.event = event


class TooDeep(Stopped):
    """A list or a mapping inside MAX_DEPTH others."""


class TooMany(Stopped):
    """More than MAX_PARTS events."""


class Walk:
    """A walk over the first document of a file. `last` is the last event that came, `holders` are those still open."""

    def __init__(self, data: bytes | str) -> None:
        self._data = data
        self.last: Any = None
        self.holders: list[Holder] = []

    def go(self, visitor: Visitor) -> Any:
        """Show every node to the visitor; return the event that begins a second document, if one does.

        Raises Stopped, and YAMLError where libyaml can't read on.
        """
        scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, mapping_end = yaml.MappingStartEvent, yaml.MappingEndEvent
        list_start, list_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
        holder = Holder(None, False, visitor.root)
        holders = self.holders
        holders.append(holder)
        begun = False
        event: Any = None
        parser: Any = yaml.CSafeLoader(self._data)
        try:
            next_event, visit = parser.get_event, visitor.node
            for _ in repeat(None, MAX_PARTS):
                event = next_event()
                kind = type(event)
                if kind is scalar or kind is alias:
                    visit(event, holder)
                    if holder.mapping:
                        holder.key = event if holder.key is None else None
                elif kind is mapping_end or kind is list_end:
                    visitor.end(event, holders.pop())
                    holder = holders[-1]
                elif kind is mapping_start or kind is list_start:
                    if len(holders) > MAX_DEPTH:
                        raise TooDeep(event)
                    inner = Holder(event, kind is mapping_start, visit(event, holder))
                    if holder.mapping:
                        holder.key = event if holder.key is None else None
                    holder = inner
                    holders.append(holder)
                elif kind is yaml.StreamEndEvent:
                    return None
                elif kind is yaml.DocumentStartEvent:
                    if begun:
                        return event
                    begun = True
            raise TooMany(event)
        finally:
            self.last = event
            parser.dispose()
