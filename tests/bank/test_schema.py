"""The schema that editors use says of banks what the reader says, as far as a schema can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sample
import yaml
from jsonschema import Draft202012Validator

from quizgen.bank import find, load
from quizgen.bank.schema import schema
from quizgen.kinds import KINDS
from quizgen.text.phrases import Phrases

ROOT = Path(__file__).parent.parent.parent
CONTENT = sorted([*(ROOT / "content").rglob("*.yaml"), *sample.FOLDER.glob("*.yaml")])
CASES = ROOT / "tests/cases/banks"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    made = schema(Phrases("en"))
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def read(path: Path) -> Any:
    """As an editor reads YAML 1.2: dates are strings."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        letter: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_our_content_fits(validator: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in validator.iter_errors(read(path))] == []


@pytest.mark.parametrize("code", ["Q101", "Q102", "Q104"])
def test_what_the_reader_refuses_in_a_question_the_schema_does_too(validator: Draft202012Validator, code: str) -> None:
    path = CASES / "shape.yaml"
    said = {
        tuple(error.absolute_path)[:2] for error in validator.iter_errors(read(path)) if len(error.absolute_path) > 1
    }
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines, start=1) if line.startswith("  - ")]
    for problem in load([find.Target(path)]).problems:
        if problem.code == code:
            index = sum(start <= problem.where.line for start in starts) - 1
            assert ("questions", index) in said, problem


def test_every_kind_and_every_key_is_described() -> None:
    definitions = schema(lambda message: f"⟦{message}⟧")["$defs"]
    for model in KINDS.values():
        definition = definitions[model.__name__]
        for key, field in definition["properties"].items():
            assert key == "kind" or field["description"].startswith("⟦"), (model, key)


def test_nothing_may_be_null() -> None:
    assert "'null'" not in str(schema(Phrases("en")))
