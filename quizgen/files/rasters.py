"""What the head of a PNG, JPEG, GIF or WebP file says, and whether the file goes on to its end. No pixel is decoded.

The layouts are those of the W3C's PNG specification, ITU-T T.81, CompuServe's GIF89a and Google's WebP container.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

MAX_PIXELS = 50_000_000
"""Of a picture: 50 megapixels, more than nearly any camera takes, and 200 MB once decoded."""

MAX_FRAMES = 1_000


class Broken(ValueError):
    """A picture that is cut short, or is none."""


@dataclass(frozen=True, slots=True)
class Raster:
    """The type of a picture, its size in pixels, and of how many frames it is made."""

    type: str
    width: int
    height: int
    frames: int = 1


def look(data: bytes) -> Raster:
    """What a file holds, by its content alone. Raises Broken."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            found = _png(data)
        elif data.startswith(b"\xff\xd8\xff"):
            found = _jpeg(data)
        elif data.startswith((b"GIF87a", b"GIF89a")):
            found = _gif(data)
        elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            found = _webp(data)
        else:
            raise Broken
    except (struct.error, IndexError):
        raise Broken from None
    if found.width < 1 or found.height < 1:
        raise Broken
    return found


def _png(data: bytes) -> Raster:
    """Chunks: a length, a name of four letters, as many bytes, a checksum."""
    width, height = struct.unpack_from(">II", data, 16)
    at, frames, name = 8, 1, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        content = memoryview(data)[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if (at == 8) != (name == b"IHDR") or zlib.crc32(content) != checksum:
            raise Broken
        if name == b"acTL":
            (frames,) = struct.unpack_from(">I", data, at + 8)
        at += 12 + length
    return Raster(".png", width, height, max(frames, 1))


def _jpeg(data: bytes) -> Raster:
    """Segments: FF, a marker, a length. The size stands in the frame's head, before the scan; at the end, FF D9."""
    at, size = 2, None
    while True:
        if data[at] != 0xFF:
            raise Broken
        marker = data[at + 1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            size = struct.unpack_from(">HH", data, at + 5)
        at += 2 + length
        if marker == 0xDA:
            break
    if size is None or data.find(b"\xff\xd9", at) < 0:
        raise Broken
    return Raster(".jpg", size[1], size[0])


def _gif(data: bytes) -> Raster:
    """Blocks: an image (2C), an extension (21), the end (3B). Each frame has a size of its own."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at, frames = 13 + _palette(flags), 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            _, _, own_width, own_height, flags = struct.unpack_from("<HHHHB", data, at + 1)
            width, height = max(width, own_width), max(height, own_height)
            at += 11 + _palette(flags)
            frames += 1
        elif data[at] == 0x21:
            at += 2
        else:
            raise Broken
        while data[at]:  # a block's parts, each with its length before it
            at += 1 + data[at]
        at += 1
    if not frames:
        raise Broken
    return Raster(".gif", width, height, frames)


def _palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Raster:
    """Chunks of RIFF: a name, a length, as many bytes, and one more where that is odd."""
    (whole,) = struct.unpack_from("<I", data, 4)
    if whole + 8 > len(data):
        raise Broken
    at, frames, size = 12, 0, None
    while at + 8 <= whole + 8:
        name, length = struct.unpack_from("<4sI", data, at)
        start = at + 8
        if start + length > len(data):
            raise Broken
        if name == b"VP8X":
            size = _three(data, start + 4) + 1, _three(data, start + 7) + 1
        elif name == b"ANMF":
            frames += 1
        elif name == b"VP8 ":
            if data[start + 3 : start + 6] != b"\x9d\x01\x2a":
                raise Broken
            width, height = struct.unpack_from("<HH", data, start + 6)
            size = size or (width & 0x3FFF, height & 0x3FFF)
            frames += 1
        elif name == b"VP8L":
            (bits,) = struct.unpack_from("<I", data, start + 1)
            size = size or ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
            frames += 1
        at = start + length + length % 2
    if size is None or not frames:
        raise Broken
    return Raster(".webp", *size, frames)


def _three(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")
