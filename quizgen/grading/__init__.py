"""Judging: a response against a form gives a verdict, or asks again. Pure, and blind to who asks."""

from __future__ import annotations

from quizgen.grading.judging import judge
from quizgen.grading.spelling import accepted, known_answers
from quizgen.grading.verdicts import (
    Arranged,
    Edit,
    Filled,
    Mark,
    Named,
    Paired,
    Picked,
    Recalled,
    Response,
    Slip,
    Typed,
    Unreadable,
    Verdict,
)
from quizgen.text.folding import fold, fold_loosely

__all__ = [
    "Arranged",
    "Edit",
    "Filled",
    "Mark",
    "Named",
    "Paired",
    "Picked",
    "Recalled",
    "Response",
    "Slip",
    "Typed",
    "Unreadable",
    "Verdict",
    "accepted",
    "fold",
    "fold_loosely",
    "judge",
    "known_answers",
]
