"""Lint knows forms, not kinds: it points at the right words of a question whose kind it has never heard of."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.bank import find, load
from quizgen.items import Choose, Option
from quizgen.kinds import KINDS
from quizgen.kinds.fields import TEXT, WORDING
from quizgen.kinds.parts import optional, required
from quizgen.kinds.question import Question
from quizgen.lint import lint

BANK = """\
format: 1
id: animals
title: {fr: Animaux, en: Animals}
languages: [fr, en]
questions:
  - id: larger
    kind: either-or
    prompt: {fr: "Quel cheval est grand ?", en: Which horse is large?}
    larger: {fr: un cheval, en: a horse}
    smaller:
      fr: aucune de ces réponses
      en: none of these
    explanation: {fr: Il est grand., en: It is large.}
    why: {fr: x, en: y}
"""


class EitherOr(Question):
    """One of two, by keys that no kind of ours has."""

    larger = required(WORDING, "the right one")
    smaller = required(WORDING, "the wrong one")
    why = optional(TEXT, "told to who picked it")

    def form(self) -> Choose:
        return Choose((Option(self.larger, right=True), Option(self.smaller, right=False, because=self.why)))


def test_the_caret_stands_under_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "either-or", EitherOr)
    file = tmp_path / "animals.yaml"
    file.write_text(BANK, "utf-8")
    loaded = load([find.Target(file)])
    (whole,) = loaded.wholes
    told = loaded.with_problems(lint(whole.items, sourced=True)).problems
    marked = {
        (each.code.id, each.place.line, each.place.source[each.place.column - 1 :][: each.place.length])
        for each in told
    }
    assert marked == {
        ("Q606", 6, "larger"),
        ("Q616", 9, "un cheval"),
        ("Q616", 9, "a horse"),
        ("Q613", 11, "aucune de ces réponses"),
        ("Q613", 12, "none of these"),
    }
