"""The recipes of CONTRIBUTING.md, followed word by word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BANK = """
format: 1
id: animals
title: Animals
languages: [en]
questions:
  - {id: larger, kind: either-or, prompt: Which is larger?, answer: a horse, other: %s}
  - {id: horse, kind: card, prompt: le cheval, answer: the horse}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with what the recipes add to it."""
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "quizgen", house / "quizgen", ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    start = 0
    for found in re.finditer(r"^```python\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL):
        named = re.findall(r"`(quizgen/[\w/]+\.py)`", text[start : found.start()])
        start = found.end()
        path, code = house / named[-1], found[1]
        if not path.exists():
            path.write_text(code, "utf-8")
            continue
        table = path.read_text("utf-8").replace("\n}\n", f"\n{code}}}\n")
        imported = "from quizgen.kinds.either_or import EitherOrQuestion\n" if path.parent.name == "kinds" else ""
        path.write_text(table.replace("from quizgen.", f"{imported}from quizgen.", 1), "utf-8")
    return house


def run(house: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": str(house), "QUIZGEN_LANG": "en", "XDG_DATA_HOME": str(house / "data")}
    command = [sys.executable, "-m", "quizgen", *arguments]
    return subprocess.run(command, input=typed, env=environ, cwd=house, capture_output=True, encoding="utf-8")


def bank(house: Path, other: str) -> str:
    path = house / "animals.yaml"
    path.write_text(BANK % other, "utf-8")
    return str(path)


def test_a_new_kind_is_played_checked_and_described(house: Path) -> None:
    played = run(house, "play", bank(house, "a mouse"), "--kind", "either-or", "--plain", typed="A\n\n")
    assert played.returncode == 0
    assert "a horse" in played.stdout
    assert "a mouse" in played.stdout
    assert run(house, "check", bank(house, "a mouse")).returncode == 0
    assert '"other"' in run(house, "schema").stdout


def test_what_a_new_kind_refuses_is_told_at_its_place(house: Path) -> None:
    checked = run(house, "check", bank(house, "A horse"))
    assert checked.returncode == 1
    assert "animals.yaml:7:" in checked.stdout + checked.stderr
    assert "Q299" in checked.stdout + checked.stderr


def test_a_new_output_is_a_command_that_drops_nothing_silently(house: Path) -> None:
    made = run(house, "export", "vocabulary", bank(house, "a mouse"))
    assert made.stdout == "le cheval\tthe horse\n"
    assert "larger" in made.stderr
    assert made.returncode == 1
    assert "vocabulary" in run(house, "export", "--help").stdout


def test_a_new_output_refuses_a_question_that_lacks_the_language(house: Path) -> None:
    """And only then says so; of the others, each language has a file of its own."""
    two = BANK.replace("languages: [en]", "languages: [fr, en]").replace("title: Animals", "title: {fr: A, en: A}")
    one = "  - {id: horse, kind: card, languages: [fr], prompt: {fr: le cheval}, answer: the horse}\n"
    path = house / "two.yaml"
    path.write_text(
        "".join(line for line in two.splitlines(keepends=True) if "id: larger" not in line and "id: horse" not in line)
        + one,
        "utf-8",
    )
    made = run(house, "export", "vocabulary", str(path), "--lang", "en")
    assert (made.returncode, made.stdout) == (1, "")
    assert "Q553" in made.stderr
    assert run(house, "export", "vocabulary", str(path), "--lang", "fr").stdout == "le cheval\tthe horse\n"
