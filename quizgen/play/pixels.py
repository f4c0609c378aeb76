"""A picture as half blocks: two pixels a cell, in colours that nearly every terminal has. Pure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence

Pixel = tuple[int, int, int]

_SAMPLES = {0: 1, 2: 3, 4: 2, 6: 4}  # values a pixel, by the colour type of a PNG
_STEPS = (0, 95, 135, 175, 215, 255)  # of each colour in the cube of 216 that terminals of 256 colours have


def colors(environ: Mapping[str, str]) -> int:
    """How many colours the terminal says that it has: 2 ** 24, 256, or 0 where a picture can't be shown."""
    if environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return 2**24
    return 256 if "256color" in environ.get("TERM", "") or environ.get("COLORTERM") else 0


def rows_of(png: bytes) -> list[list[Pixel]]:
    """The pixels of a PNG of 8 bits a sample, row by row; transparency is left out. Raises ValueError for others."""
    try:
        return _rows_of(png)
    except (struct.error, zlib.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from error


def _rows_of(png: bytes) -> list[list[Pixel]]:
    at, packed, width, height, size = 8, b"", 0, 0, 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            size = _SAMPLES[color]
            if depth != 8 or interlaced:
                raise ValueError("not as Typst writes it")
        elif kind == b"IDAT":
            packed += body
    raw = zlib.decompress(packed)
    rows: list[list[Pixel]] = []
    line = bytes(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        line = _unfiltered(raw[start], raw[start + 1 : start + 1 + width * size], line, size)
        rows.append([_pixel(line[x : x + size]) for x in range(0, width * size, size)])
    return rows


def _pixel(samples: bytes) -> Pixel:
    return (samples[0], samples[1], samples[2]) if len(samples) > 2 else (samples[0],) * 3


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    """A row without its filter (PNG, 9.2). `above`: the row before; `size`: bytes a pixel."""
    done = bytearray(line)
    for i, value in enumerate(line):
        left = done[i - size] if i >= size else 0
        up, corner = above[i], above[i - size] if i >= size else 0
        done[i] = (value + _predicted(kind, left, up, corner)) & 255
    return bytes(done)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 3:
        return (left + up) // 2
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda each: abs(guess - each))  # the first of equals, in this order
    return (0, left, up)[kind]


def half_blocks(rows: Sequence[Sequence[Pixel]], colors: int) -> Iterator[str]:
    """Lines of cells, each its upper pixel upon its lower one, with the codes that colour them."""
    for y in range(0, len(rows), 2):
        line, last = "", None
        lower = rows[y + 1] if y + 1 < len(rows) else rows[y]
        for pair in zip(rows[y], lower, strict=True):
            if pair != last:
                line += f"\x1b[38;{_code(pair[0], colors)};48;{_code(pair[1], colors)}m"
                last = pair
            line += "▀"
        yield line + "\x1b[0m"


def _code(pixel: Pixel, colors: int) -> str:
    """A colour as a parameter of Select Graphic Rendition."""
    if colors > 256:
        return "2;{};{};{}".format(*pixel)
    red, green, blue = (min(range(6), key=lambda step: abs(_STEPS[step] - value)) for value in pixel)
    return f"5;{16 + 36 * red + 6 * green + blue}"
