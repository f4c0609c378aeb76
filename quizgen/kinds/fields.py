"""The fields that a bank's parts are made of: how each value is read, and what an editor is told of it.

Their JSON Schemas speak of YAML as an editor sees it, where 400 and true are not strings. Where a schema holds a
class of `parts`, `bank.schema` puts a reference to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from quizgen.items import Date
from quizgen.kinds.reading import (
    SLUG_PATTERN,
    TYPED,
    Flaw,
    Reading,
    Refused,
    fail,
    fault,
    list_of,
    read_count,
    read_date,
    read_decimal,
    read_flag,
    read_formers,
    read_language,
    read_languages,
    read_passages,
    read_positive,
    read_scalar,
    read_slug,
    read_terms,
    read_text,
    read_variants,
    read_wording,
)

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """How a value is read, against what the question is read against, and its JSON Schema."""

    read: Callable[[Any, Reading], T]
    schema: Schema


def alone(read: Callable[[Any], T], schema: Schema) -> Field[T]:
    """A field whose value is read the same whatever stands around it."""
    return Field(lambda value, _reading: read(value), schema)


def listed(field: Field[T]) -> Field[tuple[T, ...]]:
    """A list of such values."""

    def read(value: Any, reading: Reading) -> tuple[T, ...]:
        return tuple(list_of(lambda each: field.read(each, reading), value))

    return Field(read, {"type": "array", "items": field.schema})


def by_slug(field: Field[T]) -> Field[dict[str, T]]:
    """A mapping from ids of the author's to such values."""

    def read(value: Any, reading: Reading) -> dict[str, T]:
        if not isinstance(value, dict):
            fail(fault("Q111"))
        found: dict[str, T] = {}
        flaws: list[Flaw] = []
        for key, each in value.items():
            try:
                slug = read_slug(key)
            except Refused as refused:
                flaws += (Flaw(flaw.code, (key,), flaw.values, in_key=True) for flaw in refused.flaws)
                slug = key
            try:
                found[slug] = field.read(each, reading)
            except Refused as refused:
                flaws += refused.below(key)
        if flaws:
            fail(*flaws)
        return found

    return Field(read, {"type": "object", "additionalProperties": field.schema, "propertyNames": _SLUG})


def one_of(*words: Word) -> Field[Word]:
    """One of a few words of ours."""

    def read(value: Any) -> Word:
        text = read_scalar(value)
        for word in words:
            if word == text:
                return word
        fail(fault("Q110", value=text[:80], expected=" / ".join(f'"{word}"' for word in words)))

    return alone(read, {"enum": list(words)})


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
    "Text": {
        "anyOf": [
            {"type": "object", "additionalProperties": _ANY_SCALAR, "minProperties": 1},
            {"type": "string", "minLength": 1},
        ]
    },
    "Wording": {"anyOf": [_TEXT, _ANY_SCALAR]},
}

SLUG = alone(read_slug, _SLUG)
FORMERS = alone(read_formers, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
FLAG = alone(read_flag, {"type": "boolean"})
DECIMAL = alone(read_decimal, {"type": "number"})
POSITIVE: Field[Decimal] = alone(read_positive, {"type": "number", "exclusiveMinimum": 0})
COUNT = alone(read_count, {"type": "integer", "minimum": 1})
DATE: Field[Date] = alone(read_date, {"anyOf": [_DATE, shared("Typed")]})
LANGUAGE = alone(read_language, {"type": "string"})
LANGUAGES = alone(read_languages, _LANGUAGES)
PHRASE = alone(read_scalar, _ANY_SCALAR)
TERMS = alone(read_terms, {"type": "array", "items": _ANY_SCALAR})
VARIANTS = Field(read_variants, _VARIANTS)
NO_VARIANTS: dict[str, tuple[str, ...]] = {}
TEXT = Field(read_text, _TEXT)
WORDING = Field(read_wording, _WORDING)
PASSAGES = Field(read_passages, _TEXT)
