"""Draw the locator maps of this collection as SVG, from Natural Earth outlines.

    python draw.py                             # outlines.json -> *.svg
    python draw.py --trim countries-50m.json   # first make outlines.json from the npm package world-atlas

Standard library only. The same outlines give the same bytes. See SOURCE.md for where the outlines come from.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EARTH_RADIUS_KM = 6371.0
WIDTH = 720  # of every drawing, in its own units; shown at half of that on a phone
SEA, LAND, MARKED, INK = "#eef1f4", "#bdbdbd", "#1d1d1d", "#5c5c5c"  # a border on land: 3.6 to 1

Point = tuple[float, float]
Ring = list[Point]

# Two polygons that Natural Earth gives to who holds them are drawn with another country; SOURCE.md tells why:
# (country whose polygon it is, a point inside it, country it is drawn with).
REDRAWN = [("643", (34.2, 45.3), "804")]  # Crimea
MERGED = {"N. Cyprus": "196"}


@dataclass(frozen=True)
class Badge:
    """A letter in a disc at (longitude, latitude); `at` moves the disc aside, in drawing units, on a line."""

    letter: str
    place: Point
    at: Point = (0.0, 0.0)
    dot: bool = False


@dataclass(frozen=True)
class Map:
    """A view: its centre, its width in km, its height over its width, the countries marked, the letters."""

    centre: Point
    width_km: float
    ratio: float
    marked: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    only_holding: Point | None = None  # of a marked country, mark the one polygon that holds this point
    detail: float = 0.9  # smallest bend that is drawn, in drawing units


FIVE = ("070", "498", "804", "268", "414")  # Bosnia and Herzegovina, Moldova, Ukraine, Georgia, Kuwait
MAPS = {
    "gulf": Map((49.5, 26.8), 2100, 0.72, ("414",)),
    "balkans": Map((19.6, 43.2), 1500, 0.8, ("070",)),
    "caucasus": Map((44.6, 41.3), 1500, 0.66, ("268",)),
    "black-sea": Map(
        (34.8, 45.6),
        2300,
        0.68,
        ("498", "804", "268"),
        (Badge("A", (28.6, 47.0), (-76, 40)), Badge("B", (31.8, 49.3)), Badge("C", (43.4, 42.1), (70, 62))),
    ),
    "japan": Map(
        (137.6, 37.6),
        2250,
        0.88,
        ("392",),
        (
            Badge("A", (141.35, 43.06), (-70, -22), dot=True),
            Badge("B", (139.70, 35.68), (78, 10), dot=True),
            Badge("C", (135.50, 34.69), (24, 78), dot=True),
            Badge("D", (132.46, 34.39), (-44, -70), dot=True),
        ),
        detail=0.7,
    ),
    "hokkaido": Map((141.0, 41.2), 2300, 0.78, ("392",), only_holding=(142.8, 43.4), detail=0.7),
    "indo-pacific": Map(
        (138.0, -3.5),
        11200,
        1.0,
        ("392", "410", "036", "554"),
        (
            Badge("A", (138.3, 36.2), (66, 8)),
            Badge("B", (127.8, 36.3), (-52, 34)),
            Badge("C", (134.5, -25.0)),
            Badge("D", (172.3, -42.0), (-62, 34)),
        ),
    ),
    "offices": Map((34.0, 40.3), 4200, 0.72, FIVE),
    "blank": Map((34.0, 40.3), 4200, 0.72),
}
LETTERS = {  # drawn as strokes in a box of 10 by 12, so that no font is needed
    "A": "M0.5 12 5 0 9.5 12M2.2 8H7.8",
    "B": "M1 0V12H5.5A3.2 3.2 0 0 0 5.5 5.6H1M1 0H5A2.8 2.8 0 0 1 5 5.6",
    "C": "M9.2 2.6A5 6 0 1 0 9.2 9.4",
    "D": "M1 0V12H4A6 6 0 0 0 4 0Z",
}


# --------------------------------------------------------------------------------------------------
# Outlines: TopoJSON, where neighbours share the arcs of their border


class Outlines:
    """Countries as rings of shared arcs, in degrees."""

    def __init__(self, topology: dict[str, Any]) -> None:
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[Ring] = []
        for deltas in topology["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in deltas:
                x, y = x + dx, y + dy
                arc.append((x * sx + tx, y * sy + ty))
            self.arcs.append(arc)
        self.polygons: list[tuple[str, list[list[int]]]] = []  # country, rings of arc numbers
        for shape in topology["objects"]["countries"]["geometries"]:
            name = shape.get("properties", {}).get("name", "")
            owner = MERGED.get(name, shape.get("id", name))
            parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            for rings in parts:
                ring = self.ring(rings[0])
                drawn_with = [
                    other
                    for holder, point, other in REDRAWN
                    if holder == owner and len(ring) < 400 and _holds(ring, point)
                ]
                self.polygons.append(((drawn_with or [owner])[0], rings))

    def ring(self, numbers: list[int]) -> Ring:
        """Return the points of a ring; a negative number is an arc walked backwards."""
        points: Ring = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points


def _holds(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _thin(points: Ring, tolerance: float) -> Ring:
    """Drop what bends less than the tolerance (Douglas and Peucker). The ends stay: neighbours still meet."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        start, end = todo.pop()
        far, distance = 0, tolerance
        for index in range(start + 1, end):
            away = _distance(points[index], points[start], points[end])
            if away > distance:
                far, distance = index, away
        if far:
            keep.add(far)
            todo += [(start, far), (far, end)]
    return [points[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


# --------------------------------------------------------------------------------------------------
# Drawing


class View:
    """Lambert's azimuthal equal-area projection on a sphere, around the map's centre; y grows downwards."""

    def __init__(self, map_: Map) -> None:
        self.longitude, self.latitude = (math.radians(each) for each in map_.centre)
        self.scale = WIDTH / map_.width_km * EARTH_RADIUS_KM
        self.height = round(WIDTH * map_.ratio)

    def project(self, point: Point) -> Point | None:
        """Return the place in the drawing, None if it lies too far round the globe."""
        longitude, latitude = (math.radians(each) for each in point)
        turn = longitude - self.longitude
        cosine = math.sin(self.latitude) * math.sin(latitude) + math.cos(self.latitude) * math.cos(latitude) * math.cos(
            turn
        )
        if cosine < -0.75:
            return None
        k = math.sqrt(2 / (1 + cosine)) * self.scale
        x = k * math.cos(latitude) * math.sin(turn)
        y = k * (
            math.cos(self.latitude) * math.sin(latitude) - math.sin(self.latitude) * math.cos(latitude) * math.cos(turn)
        )
        return WIDTH / 2 + x, self.height / 2 - y

    def line(self, arc: Ring, detail: float) -> Ring:
        """Return an arc as it is drawn."""
        return _thin([place for point in arc if (place := self.project(point)) is not None], detail)

    def clip(self, ring: Ring, margin: float = 20.0) -> Ring:
        """Cut the ring to the drawing and a margin around it (Sutherland and Hodgman)."""
        for axis, bound, sign in (
            (0, -margin, 1),
            (0, WIDTH + margin, -1),
            (1, -margin, 1),
            (1, self.height + margin, -1),
        ):
            cut: Ring = []
            for here, after in zip(ring, ring[1:] + ring[:1], strict=True):
                a, b = (here[axis] - bound) * sign, (after[axis] - bound) * sign
                if a >= 0:
                    cut.append(here)
                if (a >= 0) != (b >= 0):
                    t = a / (a - b)
                    cut.append((here[0] + t * (after[0] - here[0]), here[1] + t * (after[1] - here[1])))
            ring = cut
        return ring

    def shows(self, line: Ring) -> bool:
        """Whether any of the line may be in the drawing."""
        xs, ys = [x for x, _ in line], [y for _, y in line]
        return max(xs) > -5 and min(xs) < WIDTH + 5 and max(ys) > -5 and min(ys) < self.height + 5

    def runs(self, line: Ring) -> list[Ring]:
        """List the pieces of a line that are in the drawing or next to it."""
        found: list[Ring] = []
        open_ = False
        for start, end in pairwise(line):
            if self.shows([start, end]):
                if not open_:
                    found.append([start])
                found[-1].append(end)
                open_ = True
            else:
                open_ = False
        return found


def _path(line: Ring, closed: bool = False) -> str:
    """SVG path data, in tenths of a unit, each point relative to the last."""
    (x, y), *rest = [(round(x * 10), round(y * 10)) for x, y in line]
    parts = [f"M{_tenths(x)} {_tenths(y)}l"]
    steps = []
    for next_x, next_y in rest:
        if (next_x, next_y) != (x, y):
            steps.append(f"{_tenths(next_x - x)} {_tenths(next_y - y)}")
        x, y = next_x, next_y
    return parts[0] + " ".join(steps).replace(" -", "-") + ("z" if closed else "") if steps else ""


def _tenths(value: int) -> str:
    whole, tenth = divmod(abs(value), 10)
    sign, start, end = "-" if value < 0 else "", str(whole or ""), f".{tenth}" if tenth else ""
    return sign + (start + end or "0")


def draw(outlines: Outlines, map_: Map) -> str:
    """Return the map as SVG."""
    view = View(map_)
    lines = [view.line(arc, map_.detail) for arc in outlines.arcs]
    land: list[str] = []
    marked: list[str] = []
    coast: list[str] = []
    borders: list[str] = []
    cuts: list[str] = []  # between two marked countries
    users: dict[int, list[str]] = {}
    for owner, rings in outlines.polygons:
        paths = []
        for numbers in rings:
            for number in numbers:
                users.setdefault(number if number >= 0 else ~number, []).append(owner)
            ring: Ring = []
            for number in numbers:
                line = lines[number] if number >= 0 else lines[~number][::-1]
                ring.extend(line[1:] if ring else line)
            if len(cut := view.clip(ring)) > 2:
                paths.append(_path(cut, closed=True))
        is_marked = owner in map_.marked and (
            map_.only_holding is None or _holds(outlines.ring(rings[0]), map_.only_holding)
        )
        (marked if is_marked else land).extend(paths)
    for number, who in users.items():
        if len(lines[number]) > 1 and (len(who) == 1 or len(set(who)) > 1):
            within = coast if len(who) == 1 else cuts if all(each in map_.marked for each in who) else borders
            within.extend(_path(run) for run in view.runs(lines[number]))
    body = [
        f'<path fill="{LAND}" d="{"".join(land)}"/>',
        f'<path fill="{MARKED}" d="{"".join(marked)}"/>' if marked else "",
        _stroke(INK, 1.4, "".join(borders)),
        _stroke("#fff", 2.4, "".join(cuts)) if cuts else "",
        _stroke(INK, 0.9, "".join(coast)),
        *(_badge(view, badge) for badge in map_.badges),
        _stroke(INK, 2, f"M1 1H{WIDTH - 1}V{view.height - 1}H1Z"),
    ]
    size = f'viewBox="0 0 {WIDTH} {view.height}" width="{WIDTH}" height="{view.height}"'
    sea = f'<path fill="{SEA}" d="M0 0H{WIDTH}V{view.height}H0Z"/>'
    top = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join(filter(None, [top, sea, *body, "</svg>\n"]))


def _stroke(colour: str, width: float, path: str) -> str:
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round" d="{path}"/>'


def _badge(view: View, badge: Badge) -> str:
    place = view.project(badge.place)
    assert place is not None, badge
    (x, y), (dx, dy) = place, badge.at
    parts = []
    if badge.at != (0.0, 0.0):
        leader = f"M{x:.0f} {y:.0f}l{dx:.0f} {dy:.0f}"
        parts += [_stroke("#fff", 7, leader), _stroke("#000", 3, leader)]
    if badge.dot:
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="8" fill="#fff" stroke="#000" stroke-width="4"/>')
    x, y = x + dx, y + dy
    parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="23" fill="#fff" stroke="#000" stroke-width="3"/>')
    parts.append(
        f'<path transform="translate({x - 11:.1f} {y - 13:.1f}) scale(2.2)" fill="none" stroke="#000"'
        f' stroke-width="2" stroke-linejoin="round" d="{LETTERS[badge.letter]}"/>'
    )
    return "".join(parts)


# --------------------------------------------------------------------------------------------------
# Trimming the package's file to what the maps show


def trim(topology: dict[str, Any]) -> dict[str, Any]:
    """Keep only the polygons that some map shows, and coarse arcs where none shows them."""
    outlines = Outlines(topology)
    views = [View(each) for each in MAPS.values()]

    def shown(points: Ring) -> bool:
        return any(
            view.shows(places)
            for view in views
            if (places := [place for point in points if (place := view.project(point)) is not None])
        )

    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    numbers: dict[int, int] = {}
    arcs: list[list[list[int]]] = []

    def renumber(number: int) -> int:
        old = number if number >= 0 else ~number
        if old not in numbers:
            numbers[old] = len(arcs)
            points = _thin(outlines.arcs[old], 0.012 if shown(outlines.arcs[old]) else 0.6)
            cells = [(round((x - tx) / sx), round((y - ty) / sy)) for x, y in points]
            arcs.append(
                [
                    [x - before_x, y - before_y]
                    for (x, y), (before_x, before_y) in zip(cells, [(0, 0), *cells], strict=False)
                ]
            )
        return numbers[old] if number >= 0 else ~numbers[old]

    shapes = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        kept = [
            [[renumber(number) for number in ring] for ring in rings]
            for rings in parts
            if shown(outlines.ring(rings[0]))
        ]
        if kept:
            shapes.append(
                {
                    "type": "MultiPolygon",
                    "arcs": kept,
                    "id": shape.get("id", shape["properties"]["name"]),
                    "properties": {"name": shape["properties"]["name"]},
                }
            )
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": arcs,
    }


def main() -> None:
    """Trim if asked to, then draw every map."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trim", type=Path, metavar="COUNTRIES_50M_JSON", help="make outlines.json first")
    wanted = parser.parse_args()
    store = HERE / "outlines.json"
    if wanted.trim:
        trimmed = trim(json.loads(wanted.trim.read_text("utf-8")))
        store.write_text(json.dumps(trimmed, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")
    outlines = Outlines(json.loads(store.read_text("utf-8")))
    for name, map_ in MAPS.items():
        (HERE / f"{name}.svg").write_text(draw(outlines, map_), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
