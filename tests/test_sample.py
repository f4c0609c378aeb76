"""What tests take for one of each is one of each: a kind or a key that is added has to be added to the sample."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sample
import yaml

from quizgen.kinds import KINDS
from quizgen.kinds.parts import Part
from quizgen.kinds.question import Question

TREES = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sample.FOLDER.glob("*.yaml")]


def keys_in(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from keys_in(each)


def parts(part: type[Part] = Part) -> Iterator[type[Part]]:
    yield part
    for each in part.__subclasses__():
        yield from parts(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_there_with_every_key_of_its_own(kind: str) -> None:
    questions = [question for tree in TREES for question in tree.get("questions", []) if question["kind"] == kind]
    assert questions
    assert KINDS[kind].KEYS.keys() - Question.KEYS.keys() - {key for each in questions for key in each} == set()


def test_every_key_of_every_part_is_there() -> None:
    written = {key for tree in TREES for key in keys_in(tree)}
    assert {key for part in parts() if part.__module__.startswith("quizgen.") for key in part.KEYS} - written == set()
