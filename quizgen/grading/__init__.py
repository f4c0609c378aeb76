"""Judging: a response against a form gives a verdict, or has to be asked for again. Pure."""

from __future__ import annotations

from quizgen.grading.judging import judge
from quizgen.grading.spelling import accepted, known_answers
from quizgen.grading.verdicts import (
    Arranged,
    Edit,
    Filled,
    Named,
    Paired,
    PartVerdict,
    Picked,
    Recalled,
    Response,
    Slip,
    Typed,
    Unreadable,
    Verdict,
    expect,
)
from quizgen.text.folding import fold, fold_loosely

__all__ = [
    "Arranged",
    "Edit",
    "Filled",
    "Named",
    "Paired",
    "PartVerdict",
    "Picked",
    "Recalled",
    "Response",
    "Slip",
    "Typed",
    "Unreadable",
    "Verdict",
    "accepted",
    "expect",
    "fold",
    "fold_loosely",
    "judge",
    "known_answers",
]
