"""Pictures that banks name: inside the collection's folder, and of a type that every output can show.

Loading a bank looks at where each picture lies and how it starts; `pictures` looks at the whole of them.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from quizgen import files
from quizgen.problems import Code
from quizgen.text.phrases import N_

NOT_THERE = Code("Q402", "error", N_('the picture "{file}" is not there'), N_("give its path from this bank's folder"))
OUTSIDE = Code(
    "Q403", "error", N_('the picture "{file}" lies outside the collection'), N_("copy it into the collection's folder")
)
NO_TYPE = Code(
    "Q404", "error", N_('"{file}" is no type of picture that quizgen shows'), N_("use SVG, PNG, JPEG, GIF or WebP")
)
NOT_ITS_TYPE = Code(
    "Q405", "error", N_('"{file}" is not what its name says'), N_("save it again in the type of its ending")
)
UNREADABLE = Code("Q406", "error", N_('the picture "{file}" can\'t be read'), N_("check its permissions"))

# How a file of each type starts. SVG is text: it is looked for in the first bytes.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"),
}

# By why a file was refused at the door.
REFUSALS = {"absent": NOT_THERE, "folder": NOT_THERE, "special": NOT_THERE, "outside": OUTSIDE}


def wrong_with(folder: Path, name: str, within: Path) -> Code | None:
    """What is wrong with a picture named relative to `folder`, which must lie `within`; None if nothing is."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        return OUTSIDE
    if path.suffix.lower() not in SIGNATURES:
        return NO_TYPE
    file = folder / name
    try:
        start = files.head(file, 256, within=within).lstrip(b"\xef\xbb\xbf \t\r\n")
    except files.Refused as refused:
        return REFUSALS.get(refused.why, UNREADABLE)
    return None if start.startswith(SIGNATURES[path.suffix.lower()]) else NOT_ITS_TYPE
