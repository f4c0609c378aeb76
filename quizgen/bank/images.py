"""Pictures that banks name: inside the collection's folder, and of a type that every output can show."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

# How a file of each type starts. SVG is text: it is looked for in the first bytes.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"),
}


def fault_in(folder: Path, name: str, within: Path) -> str | None:
    """What is wrong with a picture named relative to `folder`: a code, or None if nothing is.

    Q403: outside `within`, as written or by a link. Q402: not there. Q404: not a type of ours. Q405: not what its
    name says. Q406: can't be read.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        return "Q403"
    if path.suffix.lower() not in SIGNATURES:
        return "Q404"
    try:
        file = (folder / name).resolve()
        if not file.is_relative_to(within.resolve()):
            return "Q403"
        if not file.is_file():
            return "Q402"
        with file.open("rb") as opened:
            start = opened.read(256).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return "Q406"
    return None if start.startswith(SIGNATURES[path.suffix.lower()]) else "Q405"
