"""Each sort of value: what the reader takes, an editor's schema takes; what one refuses, so does the other."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from quizgen.bank.heads import CollectionHead
from quizgen.bank.schema import schema
from quizgen.kinds.choice import ChoiceQuestion
from quizgen.kinds.cloze import ClozeQuestion
from quizgen.kinds.fields import (
    COUNT,
    DATE,
    DECIMAL,
    FLAG,
    FORMERS,
    LANGUAGE,
    LANGUAGES,
    PASSAGES,
    PHRASE,
    POSITIVE,
    SLUG,
    TERMS,
    TEXT,
    VARIANTS,
    WORDING,
    Field,
    by_slug,
    listed,
    one_of,
)
from quizgen.kinds.match import MatchQuestion
from quizgen.kinds.number import NumberQuestion
from quizgen.kinds.pair import PairQuestion
from quizgen.kinds.question import Question
from quizgen.kinds.reading import Reading
from quizgen.problems import Invalid
from quizgen.yaml import reader

ONE = Reading(("en",), ("en",))
TWO = Reading(("fr", "en"), ("fr", "en"))
DEFINITIONS = schema(str)["$defs"]

FIELDS: dict[str, tuple[Field[Any], Reading, list[str], list[str]]] = {
    # name: the field, read in which languages, values for both to take, values for both to refuse
    "an id": (SLUG, TWO, ["a", "a-1", "1-a"], ["A", "a-", "-a", "a--b", "a_b", "[a]", "{a: b}"]),
    "former ids": (FORMERS, TWO, ["a", "a/b", "[a, b/c]"], ["{a: b}", "[[a]]"]),
    "true or false": (FLAG, TWO, ["true", "false"], ["1", "perhaps", "[true]"]),
    "a decimal": (DECIMAL, TWO, ["0", "-1", "+1", "1.50"], ["a", "[1]", "{a: 1}"]),
    "above zero": (POSITIVE, TWO, ["0.1", "2"], ["0", "-1", "a"]),
    "a count": (COUNT, TWO, ["1", "12"], ["0", "-1", "1.5", "a"]),
    "a number": (NumberQuestion.KEYS["answer"].field, TWO, ["1", "-1.5"], ["a", "[1]"]),
    "a date": (
        DATE,
        TWO,
        ["2022", "2022-06", "2022-06-29", '"2022"', "{date: 2022}", "{date: 2022-06-29}"],
        ["22-06", "2022-6", "June", "2022-06-29-01", "[2022]", "{date: 2022, to: 2023}", "{day: 2022}"],
    ),
    "a language": (LANGUAGE, TWO, ["fr", "pt-BR"], ["[fr]", "{fr: en}"]),
    "languages": (LANGUAGES, TWO, ["[fr]", "[fr, en]"], ["fr", "[]", "[fr, fr]", "[[fr]]"]),
    "a word": (PHRASE, TWO, ["a", "1", "1.5", "true"], ["[a]", "{a: b}"]),
    "words": (TERMS, TWO, ["[a, 1, true]", "[]"], ["a", "[[a]]", "{a: b}"]),
    "variants": (VARIANTS, TWO, ["[a, 1]", "{fr: [a], en: [1]}", "{fr: []}"], ["a", "{fr: a}", "[[a]]", "{fr: [[a]]}"]),
    "a text in one language": (TEXT, ONE, ["a", "{en: a}", "{country: JP}", "{number: 1}"], ["[a]", '""', "{}"]),
    "a text": (TEXT, TWO, ["{fr: a, en: b}", "{number: 1.5}", "{date: 2022}"], ["[a]", "{fr: [a], en: b}", "{}"]),
    "a wording": (WORDING, TWO, ["a", "1", "1.5", "true", "{fr: a, en: b}", "{country: JP}"], ["[a]", "{}"]),
    "passages": (PASSAGES, ONE, ["a", "{en: a}"], ["[a]", '""', "{}", "{en: [a]}"]),
    "a list": (listed(COUNT), TWO, ["[]", "[1, 2]"], ["1", "[a]", "[1, 0]", "{a: 1}"]),
    "by id": (by_slug(COUNT), TWO, ["{}", "{a: 1, b-c: 2}"], ["[1]", "1", "{a: b}", "{A: 1}", "{a_b: 1}"]),
    "one of": (one_of("left", "right"), TWO, ["left", "right"], ["up", "[left]", "1"]),
    "options": (
        ChoiceQuestion.KEYS["distractors"].field,
        ONE,
        [
            "[a, {text: b}, {text: c, because: d}]",
            "[{en: a}, {country: JP}, 1]",
            "[{text: a, lang: fr}, {text: b, lang: fr, last: true}]",
            "[{image: {file: a.svg, alt: a}}, {text: b, image: {file: {en: b.svg}, alt: b, credit: c}}]",
        ],
        ["a", "[[a]]", "[{text: [a]}]", "[{text: a, last: 3}]", "[{text: a, lang: [fr]}]"],
    ),
    "a side of a pair": (
        PairQuestion.KEYS["front"].field,
        TWO,
        [
            "a",
            "1",
            "{fr: a, en: b}",
            "{text: a, lang: es}",
            "{text: a, lang: es, accept: [b]}",
            "{text: {country: JP}}",
        ],
        ["[a]", "{text: [a], lang: es}", "{text: a, accept: b}", "{accept: [a]}"],
    ),
    "gaps": (
        ClozeQuestion.KEYS["gaps"].field,
        TWO,
        ["{}", "{1: {accept: [a], reject: {fr: [b]}, strict: true}, 2: {}}"],
        ["a", "[1]", "{1: [a]}", "{1: {accept: a}}", "{1: {hint: a}}"],
    ),
    "macros": (
        CollectionHead.KEYS["macros"].field,
        ONE,
        [r"{'\R': '\mathbb{R}', '\|': a}", "{}"],
        ["a", "{R: a}", r"{'\R2': a}", r"{'\R': [a]}", r"{'\': a}"],
    ),
    "an address": (
        CollectionHead.KEYS["report"].field,
        ONE,
        ["mailto:a@example.org", "'https://example.org/{id}'"],
        ["a@example.org", "[a]", "ftp://example.org"],
    ),
    "ignored": (
        CollectionHead.KEYS["lint"].field,
        ONE,
        ["{}", "{ignore: []}", "{ignore: [Q605, Q510]}"],
        ["Q605", "{ignore: Q605}", "{ignore: [Q104]}", "{ignore: [Q6055]}", "{only: [Q605]}"],
    ),
    "pairs": (
        MatchQuestion.KEYS["pairs"].field,
        TWO,
        ["[{left: a, right: b}]"],
        ["[a]", "[{left: a}]", "{left: a, right: b}"],
    ),
    "paragraphs": (
        Question.KEYS["source"].field,
        TWO,
        ["{article: a, paragraph: 1}", "[{article: a, paragraph: [1, 2]}]", "{article: a, evidence: [b]}"],
        ["a", "[a]", "{article: a, paragraph: 0}", "{article: a, paragraph: [a]}", "{paragraph: 1}"],
    ),
    "a picture": (
        Question.KEYS["image"].field,
        ONE,
        ["{file: a.svg, alt: a}", "{file: {en: a.svg}, alt: a, side: answer, needed: true}"],
        [
            "a.svg",
            "{file: a.svg}",
            "{file: [a.svg], alt: a}",
            "{file: {en: [a]}, alt: a}",
            "{file: a, alt: a, side: up}",
        ],
    ),
}


class Editor(yaml.CSafeLoader):
    """YAML 1.2 as editors have it: dates are strings."""


Editor.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def resolved(value: Any) -> Any:
    if isinstance(value, type):
        return {"$ref": f"#/$defs/{value.__name__.removesuffix('Part')}"}
    if isinstance(value, dict):
        return {key: resolved(each) for key, each in value.items()}
    return [resolved(each) for each in value] if isinstance(value, list) else value


CASES = [
    pytest.param(field, reading, text, good, id=f"{name}: {text}")
    for name, (field, reading, taken, refused) in FIELDS.items()
    for good, texts in ((True, taken), (False, refused))
    for text in texts
]


@pytest.mark.parametrize(("field", "reading", "text", "good"), CASES)
def test_reader_and_schema_agree(field: Field[Any], reading: Reading, text: str, good: bool) -> None:
    document = reader.read(f"value: {text}\n".encode())
    assert isinstance(document.tree, dict)
    try:
        field.read(document.tree["value"], reading, ())
        read = True
    except Invalid:
        read = False
    validator = Draft202012Validator({"$defs": DEFINITIONS, **resolved(field.schema)})
    assert (read, validator.is_valid(yaml.load(text, Editor))) == (good, good)
