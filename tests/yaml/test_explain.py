"""Syntax errors, told as slips of an author. Each slip has a case in tests/cases/yaml (see test_reader.py)."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from codes import declared, ids
from hypothesis import given
from hypothesis import strategies as st

from quizgen.yaml.reader import read

CASES = sorted((Path(__file__).parent.parent / "cases" / "yaml").glob("*.yaml"))
OURS = ids("Q001", "Q049") | ids("Q501", "Q509")
GENERATED = {"Q001", "Q002", "Q003", "Q005", "Q012", "Q015"}  # in test_reader.py: a plain file can't hold them


def test_every_code_has_a_case_and_every_case_a_message():
    told = {problem.code.id for path in CASES for problem in read(path.read_bytes()).problems}
    assert told | GENERATED == OURS


def _fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages_find_the_values_that_they_name(path):
    for problem in read(path.read_bytes()).problems:
        for phrase in (problem.code.message, problem.code.hint):
            assert _fields(phrase) <= set(problem.values)


@pytest.mark.parametrize("code", sorted(OURS))
def test_messages_are_short_plain_and_ours(code):
    words = declared()[code][1]
    assert words.hint
    for phrase in (words.message, words.hint):
        assert len(phrase) <= 100
        assert not phrase.endswith(".")
        assert not re.search("mapping|scalar|token|sequence|node|flow|block|expected|stream", phrase)


# Slips in a place that is not the file's first line, with text around them.
@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("    prompt: Qui : quoi ?", "Q021", 17),
        ("    prompt: `x` y", "Q023", 13),
        ("    prompt: 'L'OTAN'", "Q030", 15),
        ('    prompt: "a" b', "Q031", 17),
        ("    text: {{c1::a}} b", "Q024", 11),
        ("    tags: [a] b", "Q033", 11),
        ("    prompt", "Q029", 5),
        ("    prompt:a", "Q032", 11),
        ("   prompt: a", "Q027", 4),
        ("     prompt: a", "Q027", 6),
        ("\tprompt: a", "Q022", 1),
        ("    title: {fr: L'OTAN, à Tokyo, en: b}", "Q013", 25),
        ("    prompt: 'a", "Q025", 13),
        ("    tags: [a, b", "Q026", 11),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_slip_is_placed_within_a_bank(line, code, column, end):
    above = ["# é 😀", "questions:", "  - id: one", "    kind: text"]
    below = ["    answer: b", "  - id: two", "    prompt: c"]
    problems = read((end.join([*above, line, *below]) + end).encode()).problems
    assert [(p.code.id, p.place.line, p.place.column) for p in problems] == [(code, 5, column)]


SLIPS = ["a: b", "- ", "  ", "\n", "\t", ": ", "[", "]", "{", "}", "{{", "'", '"', "#x", " #y", ",", "*a", "&a "]
SLIPS += ["!t ", "|", ">-", "? ", "é", "a:b", "-c", "%", "@", "`"]


@given(st.lists(st.sampled_from(SLIPS), max_size=12))
def test_no_heap_of_slips_is_beyond_words(parts):
    for problem in read("".join(parts).encode()).problems:
        assert problem.code.id in OURS
        for phrase in (problem.code.message, problem.code.hint):
            assert _fields(phrase) <= set(problem.values)
