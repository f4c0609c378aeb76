"""Files that nobody would make but to do harm, generated: pictures, packages and progress.

`python tests/robust/corpus.py FOLDER` writes them all into a folder, to be looked at; the tests make them as they go.
Each is a name and its bytes. None needs more than a few megabytes on disk, whatever it asks for.
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

File = tuple[str, bytes]

# ---------------------------------------------------------------------------------------------------------------
# Pictures


def png(width: int, height: int, *, rows: bytes | None = None, depth: int = 8, extra: bytes = b"") -> bytes:
    """A grey PNG; `rows`: its data, zeros unless told; `extra`: chunks before them."""
    data = b"\0" * ((width * depth + 7) // 8 + 1) * height if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def gif(width: int, height: int, frames: int = 1, own: tuple[int, int] | None = None) -> bytes:
    """A GIF; `own`: the size of its frames, if another than its own."""
    frame = b"," + struct.pack("<HHHH", 0, 0, *(own or (width, height))) + b"\0\x02\x02D\x01\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


def jpeg(width: int, height: int, tail: bytes = b"\xff\xd9") -> bytes:
    """The segments of a JPEG around a scan that is none."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    return b"\xff\xd8" + frame + b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\0\0\x3f\0" + b"\0" * 20 + tail


def webp(width: int, height: int, claimed: int | None = None) -> bytes:
    """A lossless WebP of a given size, whose data is none."""
    data = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0" * 10
    body = b"WEBP" + b"VP8L" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body) if claimed is None else claimed) + body


def svg(body: str, head: str = 'width="40" height="40"', before: str = "") -> bytes:
    """An SVG around a body."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {spaces} {head}>{body}</svg>".encode()


RECT = '<rect width="9" height="9"/>'


def fine_pictures() -> Iterator[File]:
    """Pictures that must pass and be printed."""
    yield "one.png", png(1, 1)
    yield "animated.png", png(8, 8, extra=chunk(b"acTL", struct.pack(">II", 3, 0)))
    yield "many.gif", gif(1, 1, 20)
    yield "plain.svg", svg(RECT)
    yield "sizeless.svg", svg(RECT, head='viewBox="0 0 9 9"')
    yield "percent.svg", svg(RECT, head='width="100%" height="100%" viewBox="0 0 9 9"')
    yield "text.svg", svg("<text y='20'>Où ? 中文</text>")
    yield "style.svg", svg("<style>.a{fill:#fff;stroke:url(#g)}</style><linearGradient id='g'/><rect class='a'/>")
    yield "uses.svg", svg(f"<defs><g id='a'>{RECT}</g></defs><use href='#a'/><use xlink:href='#a'/>")
    yield "clip.svg", svg(f"<clipPath id='c'>{RECT}</clipPath><g clip-path='url(#c)'>{RECT}</g>")
    yield "shadow.svg", svg(f"<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><g filter='url(#f)'>{RECT}</g>")
    yield "link.svg", svg(f"<a href='https://example.org'>{RECT}</a>")
    yield "editor.svg", svg(f"<i:view xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:x='1'/>{RECT}")
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    yield "doctype.svg", svg(RECT, before=doctype)
    inner = base64.b64encode(png(4, 4)).decode()
    yield "inner.svg", svg(f"<image width='4' height='4' href='data:image/png;base64,{inner}'/>")


def bad_pictures() -> Iterator[File]:
    """Pictures that are told, whatever they ask for."""
    whole = png(8, 8)
    for size in (8, 20, 33, len(whole) - 12, len(whole) - 1):
        yield f"cut-{size}.png", whole[:size]
    for width, height in ((60_000, 60_000), (2**31, 2**31), (0, 5), (5, 0), (50_001, 1_000)):
        yield f"claims-{width}x{height}.png", png(width, height, rows=b"")
    yield "checksum.png", whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]
    yield "dataless.png", png(8, 8, rows=b"")
    yield "first.png", whole[:8] + chunk(b"tEXt", b"x") + whole[8:]
    yield "long-chunk.png", whole[:33] + struct.pack(">I", 0xFFFFFFF0) + b"IDAT"
    for width, height in ((65_535, 65_535), (0, 9), (10_000, 5_001)):
        yield f"claims-{width}x{height}.gif", gif(width, height)
    yield "frame.gif", gif(1, 1, own=(65_535, 65_535))
    yield "frames.gif", gif(8, 8, 1_001)
    yield "empty.gif", gif(8, 8, 0)
    for size in (6, 13, 20, len(gif(8, 8)) - 1):
        yield f"cut-{size}.gif", gif(8, 8)[:size]
    yield "block.gif", gif(8, 8)[:-1] + b"x;"
    for width, height in ((65_500, 65_500), (0, 9), (8, 8)):  # the last has no scan that can be read
        yield f"claims-{width}x{height}.jpg", jpeg(width, height)
    yield "cut.jpg", jpeg(8, 8, tail=b"")
    for size in (3, 6, 12, 20):
        yield f"cut-{size}.jpg", jpeg(8, 8)[:size]
    yield "segments.jpg", b"\xff\xd8" + b"\xff\xe0\0\x02" * 100_000
    yield "zero.jpg", b"\xff\xd8\xff\xe0\0\0" + b"\0" * 100
    yield "fill.jpg", b"\xff" * 1_000_000
    for width, height in ((16_384, 16_384), (8, 8)):
        yield f"claims-{width}x{height}.webp", webp(width, height)
    yield "cut.webp", webp(8, 8)[:-6]
    yield "long.webp", webp(8, 8, claimed=0xFFFFFFF0)
    yield "wave.webp", b"RIFF\x04\0\0\0WAVE"
    yield "gif.png", gif(8, 8)
    yield "png.svg", whole
    yield "larger.svg", b"<svg " + b" " * 20_000_000
    for number, body in enumerate(_bad_bodies()):
        yield f"body-{number}.svg", svg(body)
    for number, head in enumerate(_bad_heads()):
        yield f"head-{number}.svg", svg(RECT, head=head)
    yield "unclosed.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path"
    yield "foreign.svg", b"<svg><rect/></svg>"
    yield "html.svg", b"<!-- --><html xmlns='http://www.w3.org/1999/xhtml'/>"
    yield "latin.svg", "<?xml version='1.0' encoding='latin-1'?><svg>é</svg>".encode("latin-1")
    yield "deep.svg", svg("<g>" * 200_000 + "</g>" * 200_000)
    lol = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    yield "laughs.svg", svg("<text>&l11;</text>", before=f"<!DOCTYPE svg [<!ENTITY l0 'lol'>{lol}]>")
    xxe = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    yield "external.svg", svg("<text>&x;</text>", before=xxe)
    yield "parameter.svg", svg(RECT, before="<!DOCTYPE svg [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>")
    yield "sheet.svg", svg(RECT, before="<?xml-stylesheet href='http://127.0.0.1:9/x.css'?>")


def _bad_bodies() -> Iterator[str]:
    yield "<script>window.ran=1</script>"
    yield "<rect onload='window.ran=1' width='9' height='9'/>"
    yield "<a href='javascript:window.ran=1'><rect/></a>"
    yield "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"
    yield "<g><div xmlns='http://www.w3.org/1999/xhtml'/></g>"
    yield "<animate attributeName='x' values='0;9' repeatCount='indefinite'/>"
    yield "<set attributeName='href' to='javascript:0'/>"
    for link in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x.png", "data:image/svg+xml;base64,PHN2Zy8+"):
        yield f"<image width='9' height='9' href='{link}'/>"
        yield f"<use xlink:href='{link}'/>"
    yield "<image href='data:image/png;base64,AAAA'/>"
    yield f"<image href='data:image/gif;base64,{base64.b64encode(gif(65_535, 65_535)).decode()}'/>"
    yield "<style>@import url(http://127.0.0.1:9/x.css);</style>"
    yield "<style>rect{fill:url(http://127.0.0.1:9/x.svg#a)}</style>"
    yield "<rect style='fill:\\75 rl(http://127.0.0.1:9/x)' width='9'/>"
    yield "<rect fill='url(http://127.0.0.1:9/x.svg#a)' width='9'/>"
    yield "<g id='a'><use href='#a'/></g>"
    yield "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
    yield (
        "<defs><rect id='u0'/>"
        + "".join(f"<g id='u{n}'><use href='#u{n - 1}'/><use href='#u{n - 1}'/></g>" for n in range(1, 40))
        + "</defs><use href='#u39'/>"
    )
    yield (
        "<defs>"
        + "".join(f"<mask id='m{n}'><g mask='url(#m{n - 1})'/><g mask='url(#m{n - 1})'/></mask>" for n in range(1, 40))
        + "<mask id='m0'/></defs><g mask='url(#m39)'><rect/></g>"
    )
    marker = "<marker id='k'>" + RECT * 1000 + "</marker>"
    yield marker + f"<path marker-mid='url(#k)' d='M0 0{' 1 1' * 10_000}'/>"
    yield RECT * 100_001
    yield "<filter id='f'><feTurbulence baseFrequency='.5' numOctaves='99'/></filter><g filter='url(#f)'/>"
    yield "<filter id='f'><feConvolveMatrix order='99'/></filter><g filter='url(#f)'/>"
    yield "<filter id='f'><feMorphology radius='9999'/></filter><g filter='url(#f)'/>"
    yield "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter><g filter='url(#f)'/>"
    yield "<filter id='f' width='1e9' height='1e9'/><g filter='url(#f)'/>"
    yield "<filter id='f' filterUnits='userSpaceOnUse' width='1e9' height='1e9'/><g filter='url(#f)'/>"
    yield "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>" + "<g filter='url(#f)'/>" * 21
    yield "<rect>"


def _bad_heads() -> Iterator[str]:
    for size in ("0", "-5", "NaN", "1e9", "inf", "x", "9" * 400):
        yield f'width="{size}" height="40"'
    for box in ("0 0 0 9", "0 0 1e99 9", "0 0 9", "a b c d", "0 0 -1 5"):
        yield f'viewBox="{box}"'
    yield 'width="9" height="9" onclick="window.ran=1"'


# ---------------------------------------------------------------------------------------------------------------
# Packages


def packages(released: bytes) -> Iterator[File]:
    """Altered copies of a package of ours, none of which is ours any more."""
    with zipfile.ZipFile(io.BytesIO(released)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for number, script in enumerate(_scripts()):
        yield (
            f"database-{number}.apkg",
            packed({**members, "collection.anki2": altered(members["collection.anki2"], script)}),
        )
    manifest = json.loads(members["quizgen.json"])
    for number, text in enumerate(_manifests(manifest)):
        yield f"manifest-{number}.apkg", packed({**members, "quizgen.json": text.encode()})
    for number, data in enumerate(_databases(members["collection.anki2"])):
        yield f"bytes-{number}.apkg", packed({**members, "collection.anki2": data})
    for number, data in enumerate(
        [b"", b"[]", b'{"7":"x"}', b'{"0":7}', b'{"../x":"y"}', b"[" * 100_000, b'{"0":"\\ud800"}']
    ):
        yield f"media-{number}.apkg", packed({**members, "media": data})
    for name in ("quizgen.json", "collection.anki2", "media"):
        yield f"without-{name}.apkg", packed({each: data for each, data in members.items() if each != name})
        yield f"zeros-{name}.apkg", packed({**members, name: b"\0" * 120_000_000})
    yield "lying.apkg", _lying(packed({**members, "media": b"\0" * 60_000_000}), 60_000_000)
    many = {str(n): b"\0" * 60_000_000 for n in range(10)}
    listed = json.dumps({str(n): f"{n}.png" for n in range(10)}).encode()
    yield "pictures.apkg", packed({**members, "media": listed, **many})
    for size in (0, 4, 100, len(released) // 2, len(released) - 10):
        yield f"cut-{size}.apkg", released[:size]
    yield "encrypted.apkg", _flagged(released)
    yield "text.apkg", b"format: 1\n"


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def altered(stored: bytes, script: str) -> bytes:
    """A database after some SQL."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(stored)
    connection.executescript(script)
    connection.commit()
    found = connection.serialize()
    connection.close()
    return found


def _lying(data: bytes, size: int) -> bytes:
    """An archive whose member says that it is small."""
    return data.replace(struct.pack("<I", size), struct.pack("<I", 10))


def _flagged(data: bytes) -> bytes:
    """An archive that says to be encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


def _scripts() -> Iterator[str]:
    columns = {
        "notes": ("id", "guid", "mid", "mod", "tags", "flds"),
        "cards": ("id", "nid", "ord", "did", "due"),
    }
    for table, names in columns.items():
        loose = f"CREATE TABLE loose AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE loose RENAME TO {table};"
        for name in names:
            for value in ("NULL", "9e999", "-1", "9223372036854775807", "x'ff00'", "1.5", "'text'"):
                text = name in ("guid", "tags") and value not in ("NULL", "x'ff00'")  # to SQLite, a number is one, too
                if name != "nid" and not (text and name == "tags"):
                    yield f"{loose} UPDATE {table} SET {name} = {value}"
        yield f"DROP TABLE {table}"
        yield f"ALTER TABLE {table} RENAME TO kept; CREATE VIEW {table} AS SELECT * FROM kept"
        others = ", ".join(f"1 AS {each}" for each in names)
        yield f"DROP TABLE {table}; CREATE VIEW {table} AS {_ENDLESS} SELECT {others} FROM n"
        yield f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN SELECT 1; END"
        yield f"ALTER TABLE {table} RENAME COLUMN {names[-1]} TO other"
    yield "UPDATE notes SET guid = ''"
    yield "UPDATE notes SET flds = 'a'"
    yield "UPDATE notes SET flds = flds || char(31) || 'a'"
    yield "UPDATE notes SET flds = CAST(x'ff' AS TEXT)"
    yield "DELETE FROM col"
    for name in ("decks", "models"):
        for text in ("", "[]", "{", "null", '{"7":7}', "[" * 100_000, '{"7":{"name":7,"desc":""}}'):
            if not (name == "models" and text in ('{"7":7}', '{"7":{"name":7,"desc":""}}')):
                yield f"UPDATE col SET {name} = '{text}'"
        yield f"UPDATE col SET {name} = NULL" if False else f"UPDATE col SET {name} = x'00'"
        yield f"UPDATE col SET {name} = hex(zeroblob(9000000))"


def _manifests(ours: dict[str, object]) -> Iterator[str]:
    yield from ("", "[]", "{", "7", "null", "[" * 100_000, "{}")
    odd = ("Infinity", "NaN", "-1", "1e400", "9" * 30, "9" * 5000, "true", '"x"', "null", "[]", '"\\ud800"')
    for key in ours:
        rest = json.dumps({name: value for name, value in ours.items() if name != key})[:-1]
        for value in odd:
            if key in ("collection", "language") and value == '"x"':
                continue
            yield f'{rest}, "{key}": {value}}}'
    for banks in (
        '{"":[1]}',
        '{"":[1e400,"x"]}',
        '{"":["1","x"]}',
        '{"":[1,2]}',
        '{"":[-1,"x"]}',
        f'{{"":[{"9" * 30},"x"]}}',
    ):
        yield json.dumps({**ours, "banks": 0}).replace('"banks": 0', f'"banks": {banks}')
    for numbers in (
        '{"a":[[0,"x","y"]]}',
        '{"a":[["1","x","y"]]}',
        '{"a":[[1,2,"y"]]}',
        '{"a":[[1e9,"x","y"]]}',
        '{"a":7}',
    ):
        yield json.dumps({**ours, "numbers": 0}).replace('"numbers": 0', f'"numbers": {numbers}')


def _databases(stored: bytes) -> Iterator[bytes]:
    yield b""
    yield stored[:16]
    yield stored[:4096]
    yield stored[:-4096]
    yield b"SQLite format 3\0" + b"x" * 100_000
    yield stored[:16] + b"\xff\xff" + stored[18:]
    (page,) = struct.unpack_from(">H", stored, 16)
    for number in range(1, min(len(stored) // page, 12)):  # pages in each other's place
        yield stored[: page * number] + stored[:page] + stored[page * (number + 1) :]


def main(folder: Path) -> None:
    """Write all of them; packages only if a deck named `released.apkg` lies in the folder."""
    parts: dict[str, Callable[[], Iterator[File]]] = {"fine": fine_pictures, "bad": bad_pictures}
    if (released := folder / "released.apkg").exists():
        parts["packages"] = lambda: packages(released.read_bytes())
    for name, files in parts.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, data in files():
            (folder / name / file).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
