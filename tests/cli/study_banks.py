"""Banks to study, and what to type at the frontend of plain lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import robot
import sample

from quizgen.bank import Target, load
from quizgen.items import Item
from quizgen.study.session import presentation


def every_kind(folder: Path) -> Path:
    """The sample of every kind, to be edited, in a folder of its own."""
    return Path(shutil.copytree(sample.FOLDER, folder / "every-kind"))


def many(folder: Path, count: int = 30) -> Path:
    path = folder / "many.yaml"
    head = "format: 1\nid: many\ntitle: {fr: Beaucoup, en: Many}\nlanguages: [fr, en]\n"
    head += "x-why: &why {fr: x, en: x}\nquestions:\n"
    line = (
        "  - {{id: q{n}, kind: text, prompt: {{fr: Mot {n} ?, en: Word {n}?}}, answer: word{n}, explanation: *why}}\n"
    )
    path.write_text(head + "".join(line.format(n=n) for n in range(count)), "utf-8")
    return path


def items_of(bank: Path) -> list[Item]:
    """Those that are asked."""
    return [
        each for collection in load([Target(bank)]).collections for each in collection.items() if not each.withdrawn
    ]


def question(out: str) -> str:
    """The last question asked: all from its heading on."""
    return out[max(out.rfind("\nQuestion "), 0) :].strip()


def typed(item: Item, seed: int, language: str) -> list[str]:
    """The right answer's lines, and the Enter that goes on."""
    return [*robot.line(robot.right(item.form, language), presentation(item, seed)), ""]
