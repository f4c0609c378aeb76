"""What the tests of the command share: two small banks, and the command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

SOUND = """\
format: 1
id: tiny
title: {fr: Minuscule, en: Tiny}
languages: [fr, en]
questions:
  - id: kuwait
    kind: choice
    prompt: {fr: Quel pays est dans le Golfe ?, en: Which country is in the Gulf?}
    answer: {country: KW}
    distractors: [{country: FR}, {country: JP}]
    explanation: {fr: Sa capitale est Koweït., en: Its capital is Kuwait City.}
    tags: [gulf]
  - id: tokyo
    kind: text
    prompt: {fr: Quelle est la capitale du Japon ?, en: What is the capital of Japan?}
    answer: Tokyo
    explanation: {fr: Elle compte quatorze millions d'habitants., en: It has fourteen million inhabitants.}
    tags: [asia]
"""

BROKEN = SOUND.replace("answer: Tokyo", "anwser: Tokyo")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def spawned(*arguments: str, **rest: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, without a terminal."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *arguments],
        env=environ,
        text=True,
        encoding="utf-8",
        capture_output="stdout" not in rest,
        timeout=60,
        check=False,
        **{"stdin": subprocess.DEVNULL, **rest},
    )
