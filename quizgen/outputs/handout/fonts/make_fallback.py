"""Draw the font of last resort, and list what the other fonts hold. Run by hand: needs fonttools and typst.

`Unknown.ttf` shows every character as one hollow box. It stands for what no other font of ours holds, so that a
missing letter is seen in print, and can still be searched for and copied.

`coverage.txt` lists the characters that some other font of ours holds, as ranges of hexadecimal code points. It is
asked of Typst, whose own fonts can't be read from outside. `labels.txt` lists what the one font holds that the labels
of pictures are set in.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import typst
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = Path(__file__).resolve().parent
FACES = ["Andika", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math"]  # as in templates/base.typ
LAST = 0x110000


def draw(path: Path) -> None:
    """Write the font."""
    pen = TTGlyphPen(None)
    for corners in (
        [(60, 0), (60, 700), (540, 700), (540, 0)],
        [(490, 50), (490, 650), (110, 650), (110, 50)],
    ):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "unknown"])
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "unknown": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (600, 0), "unknown": (600, 60)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    name = "Quizgen Unknown"
    font.setupNameTable(
        {
            "familyName": name,
            "styleName": "Regular",
            "fullName": name,
            "psName": "QuizgenUnknown",
            "uniqueFontIdentifier": "QuizgenUnknown",
            "copyright": "quizgen contributors, MIT licence",
        }
    )
    table = CmapSubtable.newSubtable(13)  # many characters to one glyph, in a few bytes
    table.platformID, table.platEncID, table.language, table.reserved = 3, 10, 0, 0
    table.cmap = dict.fromkeys((code for code in range(0x20, LAST) if not 0xD800 <= code < 0xE000), "unknown")
    cmap = newTable("cmap")
    cmap.tableVersion, cmap.tables = 0, [table]
    font.font["cmap"] = cmap
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.save(path)


def covered(faces: list[str]) -> list[int]:
    """The code points that Typst can show in these fonts."""
    known = [code for code in range(0x20, LAST) if unicodedata.category(chr(code)) not in ("Cc", "Cn", "Co", "Cs")]
    lost: set[int] = set()
    for start in range(0, len(known), 2000):
        lost |= _lost(known[start : start + 2000], faces)
    return [code for code in known if code not in lost]


def _lost(codes: list[int], faces: list[str]) -> set[int]:
    source = (
        '#set document(title: "-")\n#set text(fallback: false, font: json(bytes(sys.inputs.faces)))\n'
        "#for it in json(bytes(sys.inputs.data)) { par(it) }"
    )
    compiler = typst.Compiler(root=tempfile.mkdtemp(), font_paths=[str(HERE)], ignore_system_fonts=True)
    inputs = {"faces": json.dumps(faces), "data": json.dumps([chr(code) for code in codes])}
    try:
        compiler.compile(source.encode(), format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=0)
    except typst.TypstError as error:
        told = re.findall(r'the text `"(.+?)"` could not be displayed', error.diagnostic)
        return {int(each[3:-1], 16) if each.startswith("\\u{") else ord(each[-1]) for each in told}
    return set()


def ranges(codes: Iterable[int]) -> list[str]:
    """`20-7e`, or one code point alone."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return [f"{first:x}-{last:x}" if first != last else f"{first:x}" for first, last in found]


if __name__ == "__main__":
    draw(HERE / "Unknown.ttf")
    (HERE / "coverage.txt").write_text("\n".join(ranges(covered(FACES))) + "\n", "utf-8")
    (HERE / "labels.txt").write_text("\n".join(ranges(covered(FACES[:1]))) + "\n", "utf-8")
