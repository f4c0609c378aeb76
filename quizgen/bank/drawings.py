"""What an SVG file holds: whether it only draws, by itself, and at a cost that follows from its size.

It is parsed by expat, with entities off. What is allowed is what draws (SVG 1.1), and whatever other programs note of
their own in namespaces of their own, which nothing shows.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from quizgen.files import rasters

MAX_DEPTH = 100
MAX_ELEMENTS = 100_000
"""Elements, those counted again which others show once more, as `use` and markers do."""

MAX_FILTERED = 20
"""Elements with a filter: each is drawn as pixels."""

MAX_BLUR = 100
"""A blur's standard deviation, in units of the picture."""

_SVG = "http://www.w3.org/2000/svg"
_HTML = "http://www.w3.org/1999/xhtml"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = frozenset(
    re.findall(
        r"\w+",
        "svg g defs symbol use switch a title desc metadata style path rect circle ellipse line polyline polygon "
        "text tspan textPath image linearGradient radialGradient stop pattern clipPath mask marker view",
    )
)
_FILTERS = frozenset(
    re.findall(
        r"\w+",
        "filter feGaussianBlur feOffset feMerge feMergeNode feBlend feFlood feComposite feColorMatrix feDropShadow "
        "feComponentTransfer feFuncR feFuncG feFuncB feFuncA",
    )
)
_PAINT = re.compile(r"(?:fill|stroke)\s*:\s*url")
_UNSURE = frozenset({"text", "image", "filter", "switch", "style"})
_LINK = re.compile(r"url\(\s*['\"]?\s*([^)]*)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_VERTICES = re.compile(r"[A-Za-z]|[-+.\d][-+.\deE]*")
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex|%|)\s*")


class Refused(ValueError):
    """A drawing that isn't shown. Its text is the element or attribute at fault; "" for what is no SVG at all."""


@dataclass(slots=True)
class _Node:
    """An element as far as its cost goes: what it holds, and what it refers to, each so many times."""

    parts: list[_Node] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    cost: int = -1  # not reckoned yet; 0 while it is being reckoned


def look(data: bytes) -> bool:
    """Whether it is made of nothing but shapes, which always draw; raises Refused for what may not be in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("encoding") from None
    reading = _Reading()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    parser.EntityDeclHandler = reading.entity
    parser.ProcessingInstructionHandler = reading.instruction
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        raise Refused("") from None
    reading.finish()
    return reading.plain


class _Reading:
    """What was seen of a drawing so far."""

    def __init__(self) -> None:
        self.plain = True
        self._open: list[_Node] = []
        self._names: list[str] = []
        self._by_id: dict[str, _Node] = {}
        self._count = self._filtered = 0
        self._root: _Node | None = None
        self._style: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._names) >= MAX_DEPTH:
            raise Refused(local)
        node = _Node()
        if not self._names:
            if (space, local) != (_SVG, "svg"):
                raise Refused("")
            self._root = node
            _check_size(attributes)
        elif space == _HTML or (space == _SVG and local not in _SHAPES and local not in _FILTERS):
            raise Refused(local)
        if self._open:
            self._open[-1].parts.append(node)
        self._open.append(node)
        self._names.append(local if space == _SVG else "")
        if space == _SVG:
            self.plain = self.plain and local not in _UNSURE
            self._look(local, attributes, node)

    def end(self, _name: str) -> None:
        self._open.pop()
        if self._names.pop() == "style":
            self._rules("style", "".join(self._style))
            self._style.clear()

    def characters(self, text: str) -> None:
        if self._names[-1] == "style":
            self._style.append(text)

    def entity(self, name: str, *_: object) -> None:
        raise Refused(f"ENTITY {name}")

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            raise Refused(target)

    def finish(self) -> None:
        """Refuse what shows itself, or too much, again and again."""
        assert self._root is not None
        if self._cost(self._root) > MAX_ELEMENTS:
            raise Refused("use")

    # -----------------------------------------------------------------------------------------------------------

    def _look(self, local: str, attributes: Mapping[str, str], node: _Node) -> None:
        for name, value in attributes.items():
            space, _, key = name.rpartition(" ")
            if key == "id" and not space:
                self._by_id.setdefault(value, node)
            elif key == "href" and space in ("", _XLINK):
                self._link(local, value.strip(), node)
            elif key.lower().startswith("on"):
                raise Refused(key)
            elif "(" in value or key == "style":
                self._rules(key, value, node, attributes)
            if key == "filter" and value != "none":
                self._filtered += 1
        if self._filtered > MAX_FILTERED:
            raise Refused("filter")
        if local in _FILTERS:
            _check_filter(local, attributes)

    def _link(self, local: str, value: str, node: _Node) -> None:
        if value.startswith("#") and local != "a":
            node.links.append((value[1:], 1))
        elif local == "a":
            if not value.startswith(("#", "http://", "https://", "mailto:")):
                raise Refused("href")
        elif local == "image" and (found := _DATA.match(value)):
            _check_embedded(value[found.end() :])
        elif value:
            raise Refused("href")

    def _rules(
        self, key: str, text: str, node: _Node | None = None, attributes: Mapping[str, str] | None = None
    ) -> None:
        """What a style or an attribute refers to: parts of the drawing alone."""
        if key == "style" and ("\\" in text or "@" in text):
            raise Refused(key)  # "@import", and what an escape may hide
        self._filtered += text.count("filter:") if "filter" in text else 0
        for target in _LINK.findall(text):
            if not target.startswith("#"):
                raise Refused(key)
            if node is not None:
                many = 1
                if "marker" in key or "marker" in text:  # it is drawn at each vertex of a path
                    many = 1 + len(
                        _VERTICES.findall(" ".join((attributes or {}).get(each, "") for each in ("d", "points")))
                    )
                node.links.append((target[1:].rstrip("'\" "), many))
            elif not _PAINT.search(text):
                raise Refused(key)

    def _cost(self, root: _Node) -> int:
        """How many elements are drawn for one, those counted again that it refers to. Raises Refused for a circle."""
        waiting = [(root, False)]
        while waiting:
            node, ready = waiting.pop()
            if ready:
                total = 1 + sum(part.cost for part in node.parts)
                total += sum(many * self._by_id[id].cost for id, many in node.links if id in self._by_id)
                node.cost = min(total, MAX_ELEMENTS + 1)
            elif node.cost == 0:
                raise Refused("use")
            elif node.cost < 0:
                node.cost = 0
                waiting.append((node, True))
                linked = (self._by_id[id] for id, _ in node.links if id in self._by_id)
                waiting += ((each, False) for each in (*node.parts, *linked) if each.cost <= 0)
        return root.cost


def _check_size(attributes: Mapping[str, str]) -> None:
    """A size of its own, or none; where there is one, more than nothing and less than a wall."""
    for name in ("width", "height"):
        if name in attributes:
            found = _NUMBER.fullmatch(attributes[name])
            if found is None or not 0 < float(found[1]) <= 100_000:
                raise Refused(name)
    if "viewBox" in attributes:
        numbers = [each for each in re.split(r"[\s,]+", attributes["viewBox"].strip()) if each]
        if len(numbers) != 4 or not all(_NUMBER.fullmatch(each) for each in numbers):
            raise Refused("viewBox")
        if not all(1e-3 <= float(each) <= 1e6 for each in numbers[2:]):
            raise Refused("viewBox")


def _check_filter(local: str, attributes: Mapping[str, str]) -> None:
    """A filter's own area follows its element's; a blur is no wider than it may be."""
    if local == "filter":
        if (
            attributes.get("filterUnits", "") == "userSpaceOnUse"
            or attributes.get("primitiveUnits", "") == "objectBoundingBox"
        ):
            raise Refused("filterUnits")
        if any(
            not -10 <= _share(attributes[name]) <= 10 for name in ("x", "y", "width", "height") if name in attributes
        ):
            raise Refused("filter")
    for number in re.split(r"[\s,]+", attributes.get("stdDeviation", "").strip()):
        found = _NUMBER.fullmatch(number)
        if number and (found is None or not 0 <= float(found[1]) <= MAX_BLUR):
            raise Refused("stdDeviation")


def _share(text: str) -> float:
    found = _NUMBER.fullmatch(text)
    if found is None or found[2] not in ("", "%"):
        raise Refused("filter")
    return float(found[1]) / (100 if found[2] else 1)


def _check_embedded(text: str) -> None:
    try:
        found = rasters.look(base64.b64decode(re.sub(r"\s+", "", text), validate=True))
    except (binascii.Error, rasters.Broken):
        raise Refused("image") from None
    if found.width * found.height > rasters.MAX_PIXELS or found.frames > rasters.MAX_FRAMES:
        raise Refused("image")
