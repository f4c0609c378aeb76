"""Anki decks: one a language, built over the previous one so that learners lose nothing."""

from __future__ import annotations

from quizgen.outputs.anki.package import Package, read
from quizgen.outputs.anki.plan import Plan, Updated, build, earlier
from quizgen.outputs.anki.write import write

__all__ = ["Package", "Plan", "Updated", "build", "earlier", "read", "write"]
