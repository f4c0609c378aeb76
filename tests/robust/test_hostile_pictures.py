"""Pictures are looked at when banks are checked: what passes is printed, and what does harm is told, not drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import corpus
import pytest
from hostile import run

from quizgen.bank import Target, drawings, load, pictures
from quizgen.files import MAX_PICTURE, rasters
from quizgen.outputs.handout.typeset import Typesetter

BAD = dict(corpus.bad_pictures())
FINE = dict(corpus.fine_pictures())


def bank(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A bank with a question for each picture."""
    questions = ""
    for number, (name, data) in enumerate(files):
        (folder / name).write_bytes(data)
        questions += f"  - {{id: q{number}, kind: card, prompt: a, answer: b, image: {{file: {name}, alt: z}}}}\n"
    path = folder / "bank.yaml"
    path.write_text(f"format: 1\nid: x\ntitle: X\nlanguages: [en]\nquestions:\n{questions}")
    return path


def test_there_are_many() -> None:
    assert len(BAD) + len(FINE) >= 100


# Their heads are sound and their data is of no use, which only drawing them tells.
DATALESS = {"claims-8x8.jpg", "claims-8x8.webp", "dataless.png"}


@pytest.mark.parametrize("name", sorted(BAD.keys() - DATALESS))
def test_a_bad_picture_is_told_by_looking_alone(name: str, tmp_path: Path) -> None:
    path = bank(tmp_path, [(name, BAD[name])])
    loaded = load([Target(path)])
    looked = pictures.look(loaded.wholes[0].items) if loaded.wholes else None
    codes = [p.code.id for p in (*loaded.errors, *(looked.problems if looked else ()))]
    assert len(codes) == 1
    assert codes[0] in ("Q404", "Q405", "Q420", "Q421", "Q422", "Q423")


def test_check_tells_each_bad_picture_at_its_key(away: Path) -> None:
    path = bank(away, BAD.items())
    ran = run("check", path, "--lang", "en", "--format", "json")
    assert ran.code == 1
    told = [each for each in json.loads(ran.out)["problems"] if each["severity"] == "error"]
    assert [each["line"] for each in told] == [number + 6 for number in range(len(BAD))]
    assert all(each["code"].startswith("Q4") or each["code"] == "Q951" for each in told)
    assert run("export", "handout", path, "-o", "x.pdf").code == 1
    assert run("export", "anki", path, "-o", "x.apkg").code == 1
    assert {each.suffix for each in away.iterdir()} >= {".yaml", ".svg"}
    assert not {".pdf", ".apkg"} & {each.suffix for each in away.iterdir()}


def test_what_passes_is_printed(away: Path) -> None:
    path = bank(away, FINE.items())
    ran = run("check", path, "--lang", "en")
    assert ran.code == 0, ran.out
    assert run("export", "handout", path, "-o", "x.pdf").code == 0
    assert run("export", "anki", path, "-o", "x.apkg").code == 0


def test_the_limits_are_what_they_say(tmp_path: Path) -> None:
    assert rasters.look(corpus.png(8, 8)) == rasters.Raster(".png", 8, 8)
    assert rasters.look(corpus.gif(7, 9, 3)) == rasters.Raster(".gif", 7, 9, 3)
    assert rasters.look(corpus.jpeg(640, 480)) == rasters.Raster(".jpg", 640, 480)
    assert rasters.look(corpus.webp(300, 20)) == rasters.Raster(".webp", 300, 20)
    assert drawings.look(corpus.svg(corpus.RECT)) is True
    assert drawings.look(corpus.svg("<text>a</text>")) is False
    assert len(BAD["larger.svg"]) > MAX_PICTURE


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in BAD if name != "larger.svg"])
def test_typst_survives_each_of_them(name: str, tmp_path: Path) -> None:
    """What is looked at is also bounded where it is drawn: each in turn, as if nobody had looked."""
    (tmp_path / name).write_bytes(BAD[name])
    with Typesetter() as typesetter:
        typesetter.draws({tmp_path / name: f"/pictures/0{Path(name).suffix}"})
