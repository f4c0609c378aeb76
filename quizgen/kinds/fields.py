"""The types of the fields that a bank's models are made of: how each is read, and what an editor is told of it.

Their JSON Schemas speak of YAML as an editor sees it, where 400 and true are not strings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from quizgen.items import Date, Text
from quizgen.kinds.reading import (
    SLUG,
    TYPED,
    Reading,
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
)


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: typing hashes what it deduplicates
class Read:
    """A field read by a function of its value.

    Pydantic's own PlainValidator would first work out how to write the type down again, which no one needs and
    which takes most of a model's building time.
    """

    function: Callable[[Any], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.function)

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.schema)


@dataclass(frozen=True, slots=True, eq=False)
class ReadIn:
    """A field read by a function of its value and of what it is read against."""

    function: Callable[[Any, Reading], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        function = self.function

        def read(value: Any, info: core_schema.ValidationInfo[Any]) -> Any:
            return function(value, info.context)

        return core_schema.with_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.schema)


def _read_text(value: Any, reading: Reading) -> Text:
    return read_text(value, reading, plain=False)


def _read_wording(value: Any, reading: Reading) -> Text:
    return read_text(value, reading, plain=True)


SHARED = "shared"


def shared(name: str) -> dict[str, Any]:
    """Stands for a reference to a definition of ours, which pydantic knows nothing of; the schema puts it in."""
    return {SHARED: name}


_ANY_SCALAR = {"type": ["string", "number", "boolean"]}
_TEXT = shared("Text")
_WORDING = shared("Wording")
_SLUG = {"type": "string", "pattern": f"^{SLUG.pattern}$"}
_DATE = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_LANGUAGES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
_VARIANTS = {
    "anyOf": [
        {"type": "array", "items": _ANY_SCALAR},
        {"type": "object", "additionalProperties": {"type": "array", "items": _ANY_SCALAR}},
    ]
}

SHARED_SCHEMAS: dict[str, Any] = {
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

Slug = Annotated[str, Read(read_slug, _SLUG)]
Formers = Annotated[
    tuple[str, ...],
    Read(read_formers, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Flag = Annotated[bool, Read(read_flag, {"type": "boolean"})]
DecimalField = Annotated[Decimal, Read(read_decimal, {"type": "number"})]
Positive = Annotated[Decimal, Read(read_positive, {"type": "number", "exclusiveMinimum": 0})]
Count = Annotated[int, Read(read_count, {"type": "integer", "minimum": 1})]
DateField = Annotated[Date, Read(read_date, {"anyOf": [_DATE, shared("Typed")]})]
Language = Annotated[str, Read(read_language, {"type": "string"})]
Languages = Annotated[tuple[str, ...], Read(read_languages, _LANGUAGES)]
Phrase = Annotated[str, Read(read_scalar, _ANY_SCALAR)]
Terms = Annotated[
    tuple[str, ...],
    Read(read_terms, {"type": "array", "items": _ANY_SCALAR}),
]
Variants = Annotated[dict[str, tuple[str, ...]], ReadIn(read_variants, _VARIANTS)]
TextField = Annotated[Text, ReadIn(_read_text, _TEXT)]
Wording = Annotated[Text, ReadIn(_read_wording, _WORDING)]
Passages = Annotated[dict[str, str], ReadIn(read_passages, _TEXT)]
