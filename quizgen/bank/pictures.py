"""Pictures as a whole: of a size that every output can show, not cut short, and drawing nothing but themselves.

`check` looks so, and whatever makes something of pictures: what passes is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizgen import files
from quizgen.bank import drawings
from quizgen.bank.images import NOT_ITS_TYPE, REFUSALS, SIGNATURES, UNREADABLE
from quizgen.files import rasters
from quizgen.items import Item
from quizgen.problems import Code, Problem
from quizgen.text.phrases import N_

TOO_LARGE = Code(
    "Q420", "error", N_('the picture "{file}" is larger than {limit} MB'), N_("save it smaller, or of fewer pixels")
)
TOO_MANY_PIXELS = Code(
    "Q421",
    "error",
    N_('the picture "{file}" has {width} × {height} pixels: more than {limit} million'),
    N_("save it with fewer pixels: a page shows four million at most"),
)
TOO_FEW_PIXELS = Code(
    "Q555",
    "warning",
    N_('the picture "{file}" has {width} × {height} pixels: nobody sees what it shows'),
    N_("save it larger, or take it away"),
)
BROKEN = Code(
    "Q422",
    "error",
    N_('the picture "{file}" is damaged or cut short'),
    N_("open it in an editor and save it again"),
)
NOT_SHAPES = Code(
    "Q423",
    "error",
    N_('the picture "{file}" holds more than shapes: {what}'),
    N_("save it as plain SVG, without scripts, animations, heavy filters and links to other files"),
)

_LEAST_PIXELS = 8


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at pictures: the problems, and those pictures of which only drawing them tells the rest."""

    problems: tuple[Problem, ...]
    to_draw: tuple[Path, ...]


def look(items: Iterable[Item]) -> Looked:
    """Look at the pictures that questions show, each file once; a problem at each question that shows a bad one."""
    found: dict[Path, tuple[Code, dict[str, str | int]] | bool] = {}
    problems = []
    for item, image in ((each, image) for each in items for image in each.images):
        for path in dict.fromkeys(image.files.values()):
            if path not in found:
                found[path] = _look(path)
            seen = found[path]
            if not isinstance(seen, bool):
                code, values = seen
                problems.append(code.at(item.place((*image.at, "file")), file=path.name, **values))
    return Looked(tuple(problems), tuple(path for path, seen in found.items() if seen is False))


def shows(path: Path) -> bool:
    """Whether nothing speaks against drawing this picture."""
    found = _look(path)
    return isinstance(found, bool) or found[0].severity == "warning"


def _look(path: Path) -> tuple[Code, dict[str, str | int]] | bool:
    """What is wrong with a picture, and the values that tell it; else whether it is sure to draw."""
    try:
        data = files.read(path, files.MAX_PICTURE)
    except files.Refused as refused:
        if refused.why == "too large":
            return TOO_LARGE, {"limit": refused.limit // 1_000_000}
        return REFUSALS.get(refused.why, UNREADABLE), {}
    if path.suffix.lower() == ".svg":
        try:
            return drawings.look(data)
        except drawings.Refused as refused:
            return (NOT_SHAPES, {"what": str(refused)[:40]}) if str(refused) else (BROKEN, {})
    try:
        raster = rasters.look(data)
    except rasters.Broken:
        return BROKEN, {}
    if not data.startswith(SIGNATURES[path.suffix.lower()]):
        return NOT_ITS_TYPE, {}
    if raster.width * raster.height > rasters.MAX_PIXELS or raster.frames > rasters.MAX_FRAMES:
        size: dict[str, str | int] = {
            "width": raster.width,
            "height": raster.height,
            "limit": rasters.MAX_PIXELS // 1_000_000,
        }
        return TOO_MANY_PIXELS, size
    if max(raster.width, raster.height) < _LEAST_PIXELS:
        return TOO_FEW_PIXELS, {"width": raster.width, "height": raster.height}
    return False
