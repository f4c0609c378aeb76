"""Decks and handouts written over old ones by processes that are killed: the old file or the new one, never half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from quizgen.bank import Target, load
from quizgen.outputs import anki, files
from quizgen.text.phrases import Phrases

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content" / "nato-tokyo"

WRITE = import_module("quizgen.outputs.anki.write")  # the package has a function of that name
content = WRITE.content

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nothing there kills as SIGKILL does"),
]


def packages() -> tuple[anki.Package, anki.Package]:
    """Two releases of the bundled deck."""
    (collection,) = load([Target(CONTENT)]).collections
    found = []
    for items in (list(collection.items()), list(collection.items())[:20]):
        plan = anki.build(collection, "fr", items, previous=None, stamp=1_700_000_000, say=Phrases("fr"))
        assert isinstance(plan, anki.Plan)
        found.append(plan.package)
    return found[0], found[1]


def killed_at_random(write: Callable[[int], None], path: Path, whole: list[bytes], kills: int) -> int:
    """Let a child write the two contents in turn and kill it, again and again; how often the file had changed."""
    draw = Random(7)
    changed = 0
    for _ in range(kills):
        before = path.read_bytes()
        child = os.fork()
        if child == 0:
            number = 0
            while True:
                write(number % 2)
                number += 1
        time.sleep(draw.uniform(0, 0.04))  # the moment that it is killed at
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after = path.read_bytes()
        assert after in whole
        changed += after != before
    return changed


def test_a_deck_is_the_old_one_or_the_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "deck.apkg"
    both = packages()
    made = {id(each): content(each) for each in both}
    monkeypatch.setattr(WRITE, "content", lambda package: made[id(package)])  # what takes long touches no file
    anki.write(both[0], path)
    changed = killed_at_random(lambda n: anki.write(both[n], path), path, list(made.values()), 150)
    left = len(list(tmp_path.iterdir())) - 1
    with capsys.disabled():
        print(f"\n150 killed while writing decks: {changed} files had changed, {left} temporary files left behind")
    assert changed
    assert left, "some were killed in the middle"
    anki.write(both[1], path)
    assert isinstance(anki.read(path), anki.Package)


def test_a_sheet_is_the_old_one_or_the_new_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sheet.pdf"
    both = [b"%PDF old " * 100_000, b"%PDF new " * 150_000]
    files.write(path, both[0])
    changed = killed_at_random(lambda n: files.write(path, both[n]), path, both, 200)
    left = len(list(tmp_path.iterdir())) - 1
    with capsys.disabled():
        print(f"\n200 killed while writing sheets: {changed} files had changed, {left} temporary files left behind")
    assert changed
    assert left, "some were killed in the middle"
    files.write(path, both[1])
    assert path.read_bytes() == both[1]


@pytest.mark.parametrize("output", ["anki", "handout"])
def test_the_command_is_killed_and_the_next_run_is_fine(away: Path, output: str) -> None:
    """Killed anywhere from its start on; what it leaves behind disturbs no later run, and is taken for no bank."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"}
    name = "deck.apkg" if output == "anki" else "sheet.pdf"

    def command(bank: str, target: str) -> list[str]:
        rest = ["--key", "none"] if output == "handout" else ["--since", f"{bank}.apkg"] * Path(f"{bank}.apkg").exists()
        head = [sys.executable, "-m", "quizgen", "export", output, f"nato-tokyo/{bank}", "--lang", "fr"]
        return [*head, "-o", target, *rest]

    def run(bank: str, target: str, within_s: float | None = None) -> bool:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command(bank, target), env=environ, stdout=quiet, stderr=quiet)
        try:
            assert process.wait(within_s) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
        return False

    began = time.monotonic()
    whole = []
    for bank in ("visit", "japan"):
        run(bank, f"{bank}{Path(name).suffix}")
        whole.append(Path(f"{bank}{Path(name).suffix}").read_bytes())
    each_s = (time.monotonic() - began) / 2
    path = away / name
    path.write_bytes(whole[0])
    draw = Random(5)
    killed = 0
    for number in range(8):
        killed += run(("visit", "japan")[number % 2], name, draw.uniform(0.3, 1.1) * each_s)
        assert path.read_bytes() in whole
    assert killed
    assert not run("japan", name)
    assert path.read_bytes() == whole[1]
