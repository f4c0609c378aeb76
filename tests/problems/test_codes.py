"""Codes: each has an id of its own, in the range of its severity, and words that the values can fill."""

from __future__ import annotations

import string

import pytest
from codes import declared

from quizgen.problems import Code

CODES = [code for _, code in declared().values()]


def test_the_ranges_are_those_that_the_package_promises() -> None:
    assert len(CODES) > 150
    for code in CODES:
        assert code.severity == ("warning" if code.id[1] in "5678" else "error"), code.id


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_each_has_words(code: Code) -> None:
    assert code.message
    for phrase in (code.message, code.hint):
        assert not phrase.endswith(".")
        assert all(name != "" for _, name, _, _ in string.Formatter().parse(phrase))
