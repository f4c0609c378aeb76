"""The pictures that a document shows, and the names it knows them by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quizgen.items import Image
from quizgen.outputs.handout.speech import Speaker, Texts, clean


@dataclass(slots=True)
class Pictures:
    """The names of pictures, by their files."""

    names: dict[Path, str] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """The picture's name in the document's folder."""
        return self.names.setdefault(path, f"/pictures/{len(self.names)}{path.suffix.lower()}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its files, one unless the languages of the sheet have their own, its text and its credit."""

    files: tuple[str, ...]
    alt: str
    credit: Texts


def picture(image: Image, speaker: Speaker, pictures: Pictures) -> Picture:
    """A picture: its files in the languages that have one, all of them if none has."""
    files = [image.files[language] for language in speaker.languages if language in image.files]
    return Picture(
        files=tuple(pictures.name(path) for path in dict.fromkeys(files or image.files.values())),
        alt=clean(image.alt.plain(speaker.languages[0])),
        credit=speaker.say("Image: {credit}", credit=image.credit) if image.credit else (),
    )
