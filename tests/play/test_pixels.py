"""Pictures as half blocks: what a PNG of any filter holds, and what of it stands in the cells."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.app.drawing import drawing
from quizgen.play.pixels import colors, half_blocks, rows_of

RED, BLUE = (255, 0, 0), (0, 0, 255)


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        distances = {"left": abs(guess - left), "up": abs(guess - up), "corner": abs(guess - corner)}
        nearest = min(distances.values())
        return left if distances["left"] == nearest else up if distances["up"] == nearest else corner
    return [0, left, up, (left + up) >> 1][kind]


def encoded(rows: list[list[tuple[int, int, int]]], kinds: list[int]) -> bytes:
    raw, above = b"", [0] * 3 * len(rows[0])
    for row, kind in zip(rows, kinds, strict=True):
        line = [value for pixel in row for value in pixel]
        raw += bytes([kind])
        for i, value in enumerate(line):
            left, corner = (line[i - 3], above[i - 3]) if i >= 3 else (0, 0)
            raw += bytes([(value - predicted(kind, left, above[i], corner)) & 255])
        above = line
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(b)) + k + b + b"\0\0\0\0" for k, b in chunks)


@given(st.data())
def test_a_png_of_any_filters_is_read(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    pixel = st.tuples(*[st.integers(0, 255)] * 3)
    rows = data.draw(st.lists(st.lists(pixel, min_size=width, max_size=width), min_size=height, max_size=height))
    kinds = data.draw(st.lists(st.integers(0, 4), min_size=height, max_size=height))
    assert rows_of(encoded(rows, kinds)) == rows


def test_what_is_no_such_png_is_refused() -> None:
    whole = encoded([[RED, BLUE]], [0])
    for broken in (whole[:30], whole[:-20], b"\x89PNG\r\n\x1a\n", whole.replace(b"\x08\x02", b"\x10\x02", 1)):
        with pytest.raises(ValueError, match=r".*"):
            rows_of(broken)


def test_two_pixels_stand_in_a_cell() -> None:
    assert list(half_blocks([[RED], [BLUE]], 2**24)) == ["\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[0m"]
    assert list(half_blocks([[RED]], 256)) == ["\x1b[38;5;196;48;5;196m▀\x1b[0m"]


def test_a_terminal_without_colors_shows_none() -> None:
    assert [colors(each) for each in ({"COLORTERM": "truecolor"}, {"TERM": "xterm-256color"}, {"TERM": "vt100"})] == [
        2**24,
        256,
        0,
    ]


def test_pictures_of_any_size_are_drawn_within_the_room_and_bad_ones_not_at_all(tmp_path: Path) -> None:
    drawn = '<rect width="100%" height="100%" fill="red"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{{}}" height="{{}}">{drawn}</svg>'
    sizes = [(1, 1), (400, 100), (20000, 20000)]
    for width, height in sizes:
        (tmp_path / f"{width}.svg").write_text(svg.format(width, height), "utf-8")
    (tmp_path / "broken.png").write_bytes(encoded([[RED, BLUE]], [0])[:40])
    (tmp_path / "bomb.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "utf-8")
    (tmp_path / "one.png").write_bytes(_real([[RED]]))
    with drawing() as draw:
        for name in ("1.svg", "400.svg", "20000.svg", "one.png"):
            png = draw(tmp_path / name, 40, 20)
            if png is not None:
                rows = rows_of(png)
                assert 1 <= len(rows) <= 20, name
                assert 1 <= len(rows[0]) <= 40, name
                assert rows[0][0] == RED, name
        assert draw(tmp_path / "400.svg", 40, 20) is not None
        for name in ("broken.png", "bomb.svg", "none.png"):
            assert draw(tmp_path / name, 40, 20) is None, name


def _real(rows: list[list[tuple[int, int, int]]]) -> bytes:
    """With checksums, as programs other than ours want them."""
    raw = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks
    )
