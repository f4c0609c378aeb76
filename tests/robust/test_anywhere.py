"""Any locale, any home, any path: every command works, or says plainly why not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAIN_C = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CHECKED = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")

BANK = "Ma banque d'été.yaml"
TEXT = """\
format: 1
id: mots
title: {fr: Les mots d'été, en: Summer words}
languages: [fr, en]
questions:
  - {id: un, kind: text, prompt: {fr: Écrire « été », en: Write "été"}, answer: été, explanation: {fr: Où ?, en: Why}}
  - {id: deux, kind: card, prompt: {fr: Cœur, en: Heart}, answer: {fr: cœur, en: heart}}
"""
SOME = [
    ("list", BANK, "--json"),
    ("play", BANK, "--plain", "--lang", "fr"),
    ("progress", "export", "-o", "Mes réponses.jsonl"),
    ("export", "anki", BANK, "-o", "Mes paquets"),
    ("export", "handout", BANK, "-o", "Fiche d'été.pdf", "--lang", "fr", "--title", "Été à l'île"),
]
HOMES = ["absent", "a-file", "unset", *(["read-only"] if getattr(os, "geteuid", lambda: 0)() else [])]
"""For whoever may write everywhere, no home is read-only."""

COMMANDS = [
    *SOME,
    ("--help",),
    ("check", BANK),
    ("check", BANK, "--format", "json"),
    ("show", "un", BANK, "--lang", "fr"),
    ("stats", BANK, "--lang", "fr"),
    ("progress", "path"),
    ("progress", "import", "Mes réponses.jsonl"),
    ("export", "anki", BANK, "-o", "Paquet d'été.apkg", "--lang", "fr"),
    ("export", "anki", BANK, "-o", "Paquet d'été.apkg", "--lang", "fr", "--diff"),
    ("new", "Écrits nouveaux/À moi.yaml", "--languages", "fr"),
    ("check", "Écrits nouveaux"),
    ("schema",),
    ("completion", "bash"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder, and in it a bank and a home, whose names have spaces and accents."""
    found = tmp_path / "Écrits à moi"
    found.mkdir()
    (found / BANK).write_text(TEXT, "utf-8")
    return found


def run(
    folder: Path, *arguments: str, python: tuple[str, ...] = (), **environ: str | None
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, in the folder. A variable that is None is not set."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    home = {"HOME": str(folder / "Chez moi"), "XDG_DATA_HOME": str(folder / "Mes données")}
    given = {**kept, **home, "PYTHONPATH": str(ROOT), **environ}
    return subprocess.run(
        [sys.executable, *python, "-m", "quizgen", *arguments],
        input="été\n\ncœur\n\no\n".encode(),
        env={name: value for name, value in given.items() if value is not None},
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
    )


def everything(
    folder: Path, commands: Sequence[tuple[str, ...]] = COMMANDS, python: tuple[str, ...] = (), **environ: str | None
) -> dict[tuple[str, ...], str]:
    """What the commands say; each must be fine."""
    said = {}
    for arguments in commands:
        ran = run(folder, *arguments, python=python, **environ)
        assert ran.returncode == 0, (arguments, ran.stderr.decode())
        assert b"Traceback" not in ran.stderr
        said[arguments] = ran.stdout.decode("utf-8")
    return said


@pytest.mark.slow
def test_no_text_takes_its_encoding_from_the_machine(folder: Path) -> None:
    """In the C locale, with an error wherever an encoding is left to the machine, from paths with accents."""
    said = everything(folder, COMMANDS, CHECKED, **PLAIN_C)
    assert "Écrire «\N{NO-BREAK SPACE}été\N{NO-BREAK SPACE}»" in said[("list", BANK, "--json")]
    assert "Juste" in said[("play", BANK, "--plain", "--lang", "fr")]
    assert "été" in (folder / "Mes réponses.jsonl").read_text("utf-8")
    made = {each.name for each in folder.iterdir()}
    assert {"Mes données", "Mes paquets", "Fiche d'été.pdf", "Fiche d'été-key.pdf"} <= made
    assert {each.name for each in (folder / "Mes paquets").iterdir()} == {"mots.fr.apkg", "mots.en.apkg"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "fr_FR.UTF-8"},
        {"LANG": "fr_FR.ISO-8859-1", "LC_ALL": "fr_FR.ISO-8859-1", "PYTHONUTF8": "0"},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONIOENCODING": "utf-8:strict", "TZ": "Pacific/Kiritimati"},
        {"PATH": None, "TERM": None},
        {"PYTHONDEVMODE": "1"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=lambda environ: "+".join(f"{name}={value}" for name, value in environ.items()),
)
def test_every_command_in_another_environment(folder: Path, environ: dict[str, str | None]) -> None:
    everything(folder, [*SOME, ("stats", BANK, "--lang", "fr")], **environ)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOMES)
def test_every_command_in_a_home_that_can_not_be_used(folder: Path, tmp_path: Path, kind: str) -> None:
    """What needs no home works; what can't keep progress says so, with the path, and exit code 3."""
    home = tmp_path / "foyer d'hiver"
    if kind == "a-file":
        home.write_text("", "utf-8")
    elif kind == "read-only":
        home.mkdir()
        home.chmod(0o500)
    data = str(folder / "Mes données") if kind == "unset" else None
    for arguments in COMMANDS:
        ran = run(folder, *arguments, HOME=None if kind == "unset" else str(home), XDG_DATA_HOME=data)
        told = ran.stderr.decode("utf-8")
        assert b"Traceback" not in ran.stderr
        if kind in ("absent", "unset") or arguments[0] not in ("play", "stats", "progress"):
            assert ran.returncode == 0, (arguments, told)
        elif arguments[:2] == ("progress", "path"):
            assert ran.returncode == 0
        else:
            assert ran.returncode in (0, 3), (arguments, told)
            assert ran.returncode == 0 or re.search("foyer d.hiver|réponses", told), told


LEFT_TO_THE_MACHINE = re.compile(
    r"\.(read_text|write_text)\(\s*\)|(?<![.\w])open\([^)]*[\"'][rwax]\+?[\"']\s*\)|\.open\((?:[\"'][rwax]\+?[\"'])?\s*\)"
)
A_FUNCTION_EACH = ("quizgen/mode.py", "quizgen/play/lines.py")
"""What has a function for each kind of system."""
ONE_SYSTEMS_OWN = re.compile(
    r"\bimport (fcntl|termios|tty|pty|pwd|grp|resource|msvcrt|winreg|curses|readline)\b|"
    r"\bos\.(fork|getuid|geteuid|getppid|uname|mkfifo|chown|setsid|killpg|startfile|O_BINARY)\b|"
    r"\bsignal\.(SIGALRM|SIGKILL|SIGHUP|SIGUSR1|SIGWINCH|SIGPIPE|alarm|setitimer)\b|\bselect\.(select|poll|epoll)\b|"
    r"\bos\.path\.sep\b|[\"']/(tmp|dev|proc|usr|etc)\b|strftime\([^)]*%-"
)


@pytest.mark.parametrize("pattern", [LEFT_TO_THE_MACHINE, ONE_SYSTEMS_OWN], ids=["encodings", "systems"])
def test_the_code_leaves_nothing_to_one_system(pattern: re.Pattern[str]) -> None:
    """No text file without its encoding, no call that only one kind of system has."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "quizgen").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert [each for each in found if not each.startswith(A_FUNCTION_EACH)] == []
