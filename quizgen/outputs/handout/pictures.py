"""The pictures that a document shows, and the names it knows them by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from quizgen import files
from quizgen.files import rasters
from quizgen.items import Image
from quizgen.outputs.handout import glyphs
from quizgen.outputs.handout.speech import Speaker, Texts, clean

_LEAST_DPI = 150  # a raster drawn larger than this looks blurred


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture's name in the document's folder. `widest_pt`: how wide it may be drawn, 0 for as wide as you like."""

    name: str
    widest_pt: float


@dataclass(slots=True)
class Pictures:
    """The names of pictures, by their files; how wide they may be; the characters that their labels can't show."""

    names: dict[Path, str] = field(default_factory=dict)
    widths: dict[Path, float] = field(default_factory=dict)
    unlabelled: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def file(self, path: Path) -> PictureFile:
        """The picture in the document's folder. Raises OSError."""
        name = self.names.setdefault(path, f"/pictures/{len(self.names)}{path.suffix.lower()}")
        if path not in self.widths:
            data = files.read(path, files.MAX_PICTURE)
            if path.suffix.lower() == ".svg":
                self.widths[path] = 0
                self.unlabelled[path] = glyphs.missing_in_labels(data)
            else:
                self.widths[path] = _widest_pt(data)
        return PictureFile(name, self.widths[path])


def _widest_pt(data: bytes) -> float:
    try:
        return rasters.look(data).width * 72 / _LEAST_DPI
    except rasters.Broken:  # which the typesetter tells of
        return 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its files, one unless the languages of the sheet have their own, its text and its credit.

    `width`: what share of the column it takes, "" for what suits the preset.
    """

    files: tuple[PictureFile, ...]
    alt: str
    credit: Texts
    width: Literal["", "half", "full"] = ""


def picture(image: Image, speaker: Speaker, pictures: Pictures) -> Picture:
    """A picture: its files in the languages that have one, all of them if none has."""
    found = [image.files[language] for language in speaker.languages if language in image.files]
    return Picture(
        files=tuple(pictures.file(path) for path in dict.fromkeys(found or image.files.values())),
        alt=clean(image.alt.plain(speaker.languages[0])),
        credit=speaker.say("Image: {credit}", credit=image.credit) if image.credit else (),
        width=image.width or "",
    )
