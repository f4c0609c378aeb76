"""The judge against the tables of answers, which say what a fair teacher would: see `answers`."""

from __future__ import annotations

from collections import Counter

import pytest
from answers import LANGUAGES, VERDICTS, answers, judged

MISSED = {
    ("fr", "[text] Madrid: Madrid (Espange)"): "wrong",  # a slip in what only says which one is meant
}
"""Answers that are judged otherwise than they ought to be, and how."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_judged_as_by_a_fair_teacher(language: str) -> None:
    table = list(answers(language))
    missed = {(language, str(answer)): found for answer in table if (found := judged(answer)) != answer.verdict}
    assert missed == {known: how for known, how in MISSED.items() if known[0] == language}
    assert len(missed) <= len(table) / 100


def test_no_answer_is_accepted_that_is_known_to_be_missed() -> None:
    assert not {"right", "slip"} & set(MISSED.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_large_and_has_every_verdict_for_every_kind(language: str) -> None:
    table = list(answers(language))
    assert len(table) >= 300
    assert len({(answer.question, answer.typed) for answer in table}) > 0.97 * len(table)
    for kind in ("text", "gap", "number", "date", "list"):
        given = Counter(answer.verdict for answer in table if answer.kind == kind)
        assert given.keys() >= {"right", "wrong"}, kind
    assert {answer.verdict for answer in table} == set(VERDICTS.values())
