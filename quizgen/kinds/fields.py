"""The fields that a bank's parts are made of: how each value is read, and what an editor is told of it.

Their JSON Schemas speak of YAML as an editor sees it, where 400 and true are not strings. Where a schema holds a
class of `parts`, the schema of the whole format puts a reference to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Generic, TypeVar

from quizgen.items import Date
from quizgen.kinds.reading import (
    MOST_LINES,
    SLUG_PATTERN,
    TYPED,
    Reader,
    Reading,
    list_of,
    read_count,
    read_date,
    read_decimal,
    read_flag,
    read_formers,
    read_height,
    read_language,
    read_languages,
    read_lines,
    read_literal,
    read_passages,
    read_positive,
    read_scalar,
    read_slug,
    read_terms,
    read_text,
    read_variants,
    read_wording,
)
from quizgen.problems import Code, Invalid, Path, Problem, refuse
from quizgen.text.phrases import N_

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

Schema = Mapping[str, Any]

OTHER_WORD = Code("Q110", "error", N_('"{value}" is none of the words that may stand here'), N_("write {expected}"))
NOT_KEYS = Code(
    "Q111",
    "error",
    N_("keys with values were expected here"),
    N_('write "{{{keys}}}", or each key on a line of its own'),
)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """How a value is read, and its JSON Schema."""

    read: Reader[T]
    schema: Schema


def listed(field: Field[T]) -> Field[tuple[T, ...]]:
    """A list of such values."""

    def read(value: Any, reading: Reading, at: Path) -> tuple[T, ...]:
        return tuple(list_of(field.read, value, reading, at))

    return Field(read, {"type": "array", "items": field.schema})


LISTED = Code(
    "Q137", "error", N_("a list stands here, where one answer belongs"), N_('for several right answers, write "{key}:"')
)
SPELLINGS = Code(
    "Q138",
    "error",
    N_("a list of spellings stands here, where one answer belongs"),
    N_('write the one to show; the others go below "{key}:"'),
)


def alone(field: Field[T], code: Code, key: str) -> Field[T]:
    """One such value; of a list, it is said where that belongs."""

    def read(value: Any, reading: Reading, at: Path) -> T:
        if isinstance(value, list):
            refuse(code.at(reading.place(at), key=key))
        return field.read(value, reading, at)

    return Field(read, field.schema)


def by_slug(field: Field[T]) -> Field[dict[str, T]]:
    """A mapping from ids of the author's to such values."""
    return by_key(SLUG, field)


def by_key(key_field: Field[str], field: Field[T]) -> Field[dict[str, T]]:
    """A mapping from keys of the author's to such values."""

    def read(value: Any, reading: Reading, at: Path) -> dict[str, T]:
        if not isinstance(value, dict):
            refuse(NOT_KEYS.at(reading.place(at), keys="…: …"))
        found: dict[str, T] = {}
        problems: list[Problem] = []
        for key, each in value.items():
            try:
                name = key_field.read(key, reading, (*at, key))
            except Invalid as error:
                problems += (replace(each, place=replace(each.place, in_key=True)) for each in error.problems)
                name = key
            try:
                found[name] = field.read(each, reading, (*at, key))
            except Invalid as error:
                problems += error.problems
        if problems:
            refuse(*problems)
        return found

    return Field(read, {"type": "object", "additionalProperties": field.schema, "propertyNames": key_field.schema})


def one_of(*words: Word) -> Field[Word]:
    """One of a few words of ours."""

    def read(value: Any, reading: Reading, at: Path) -> Word:
        text = read_scalar(value, reading, at)
        for word in words:
            if word == text:
                return word
        expected = " / ".join(f'"{word}"' for word in words)
        refuse(OTHER_WORD.at(reading.place(at), value=text[:80], expected=expected))

    return Field(read, {"enum": list(words)})


def shared(name: str) -> dict[str, Any]:
    """A reference to one of SHARED."""
    return {"$ref": f"#/$defs/{name}"}


_ANY_SCALAR = {"type": ["string", "number", "boolean"]}
_TEXT = shared("Text")
_WORDING = shared("Wording")
_SLUG = {"type": "string", "pattern": f"^{SLUG_PATTERN.pattern}$"}
_DATE = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_LANGUAGES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
_VARIANTS = {
    "anyOf": [
        {"type": "array", "items": _ANY_SCALAR},
        {"type": "object", "additionalProperties": {"type": "array", "items": _ANY_SCALAR}},
    ]
}

SHARED: dict[str, Any] = {
    "Typed": {
        "oneOf": [
            {
                "type": "object",
                "properties": {key: _ANY_SCALAR},
                "required": [key],
                "additionalProperties": False,
            }
            for key in TYPED
        ]
    },
    "OtherLanguage": {
        "type": "object",
        "properties": {"text": _ANY_SCALAR, "lang": {"type": "string"}},
        "required": ["text", "lang"],
        "additionalProperties": False,
    },
    "Text": {
        "anyOf": [
            {
                "type": "object",
                "additionalProperties": _ANY_SCALAR,
                "propertyNames": {"pattern": "^[a-z]{2,3}([-_][A-Za-z0-9]+)*$"},
                "minProperties": 1,
            },
            shared("Typed"),
            shared("OtherLanguage"),
            {"type": "string", "minLength": 1},
        ]
    },
    "Wording": {"anyOf": [_TEXT, _ANY_SCALAR]},
}

SLUG = Field(read_slug, _SLUG)
FORMERS = Field(read_formers, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
FLAG = Field(read_flag, {"type": "boolean"})
DECIMAL = Field(read_decimal, {"type": "number"})
POSITIVE: Field[Decimal] = Field(read_positive, {"type": "number", "exclusiveMinimum": 0})
COUNT = Field(read_count, {"type": "integer", "minimum": 1})
LINES = Field(read_lines, {"type": "integer", "minimum": 1, "maximum": MOST_LINES})
HEIGHT = Field(read_height, {"type": "string", "pattern": r"^\d+(\.\d+)? ?(mm|cm)$"})
DATE: Field[Date] = Field(read_date, {"anyOf": [_DATE, shared("Typed")]})
LANGUAGE = Field(read_language, {"type": "string"})
LANGUAGES = Field(read_languages, _LANGUAGES)
PHRASE = Field(read_scalar, _ANY_SCALAR)
TERMS = Field(read_terms, {"type": "array", "items": _ANY_SCALAR})
VARIANTS = Field(read_variants, _VARIANTS)
NO_VARIANTS: dict[str, tuple[str, ...]] = {}
TEXT = Field(read_text, _TEXT)
WORDING = Field(read_wording, _WORDING)
LITERAL = Field(read_literal, _WORDING)
PASSAGES = Field(read_passages, _TEXT)
