"""Packages that are none of ours, given to be built over: told in time and within memory, and the old deck stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import corpus
import pytest
from hostile import BANK, run

MEMORY = 600_000_000
"""Bytes that reading any package may take, all of the program counted."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("released") / "x.apkg"
    assert run("export", "anki", BANK, "--lang", "fr", "-o", path).code == 0
    return path.read_bytes()


def test_there_are_many_and_each_is_told(released: bytes, away: Path) -> None:
    files = list(corpus.packages(released))
    assert len(files) >= 120
    wrong = []
    for name, data in files:
        if name.startswith(("zeros-", "lying", "pictures")):
            continue  # below, in a process of their own
        path = away / "old.apkg"
        path.write_bytes(data)
        ran = run("export", "anki", BANK, "--lang", "fr", "-o", path, "--diff")
        again = run("export", "anki", BANK, "--lang", "fr", "-o", path)
        told = any(code in ran.err for code in ("Q910", "Q911", "Q912", "Q913", "Q914"))
        if ran.code == again.code == 0 and name.startswith("bytes-"):
            continue  # a page was hit that nobody reads
        if ran.code not in (1, 3) or again.code not in (1, 3) or not told or path.read_bytes() != data:
            wrong.append((name, ran.code, again.code, ran.err[:200]))
    assert not wrong, "\n".join(map(str, wrong))


_WITHIN = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))
from quizgen.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't bound a process's memory so")
def test_packages_that_unpack_to_very_much_take_little_memory(released: bytes, away: Path) -> None:
    for name, data in corpus.packages(released):
        if name.startswith(("zeros-", "lying", "pictures")):
            (away / name).write_bytes(data)
            ran = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    _WITHIN,
                    "export",
                    "anki",
                    str(BANK),
                    "--lang",
                    "fr",
                    "--since",
                    name,
                    "--check",
                ],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (ran.returncode, "Q910" in ran.stderr) == (3, True), (name, ran)
