"""The JSON Schema of the format, for editors."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from quizgen.bank.heads import BankHead, CollectionHead, LoneBankHead
from quizgen.kinds import KINDS
from quizgen.kinds.fields import SHARED
from quizgen.kinds.parts import Part


def schema(say: Callable[[str], str]) -> dict[str, Any]:
    """A schema that holds for a collection.yaml, a bank of a collection and a lone bank alike.

    What editors show of a key is spoken by `say`.
    """
    book = _Book(say)
    for kind, question in KINDS.items():
        book.definition(question)["properties"]["kind"] = {"const": kind}
    book.definitions["Question"] = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": {"enum": list(KINDS)}},
        # One branch for each kind, chosen by its name: so an editor complains of that kind's keys only.
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": book.resolved(question),
            }
            for kind, question in KINDS.items()
        ],
    }
    for head in (CollectionHead, BankHead, LoneBankHead):
        definition = book.definition(head)
        if head is not CollectionHead:
            definition["properties"]["questions"] = {
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/$defs/Question"},
            }
            definition["required"] = [*definition["required"], "questions"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("quizgen bank, format 1"),
        "type": "object",
        "if": {"required": ["questions"]},
        "then": {
            "if": {"required": ["languages"]},
            "then": book.resolved(LoneBankHead),
            "else": book.resolved(BankHead),
        },
        "else": book.resolved(CollectionHead),
        "$defs": {**SHARED, **dict(sorted(book.definitions.items()))},
    }


class _Book:
    """The definitions met so far, by name."""

    def __init__(self, say: Callable[[str], str]) -> None:
        self.definitions: dict[str, dict[str, Any]] = {}
        self._say = say

    def definition(self, part: type[Part]) -> dict[str, Any]:
        """The schema of a part."""
        name = part.__name__.removesuffix("Part")
        if name not in self.definitions:
            self.definitions[name] = {}  # parts may stand in each other
            self.definitions[name] |= {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {
                        **self.resolved(key.field.schema),
                        "description": self._say(key.about),
                        **_default(key.default),
                    }
                    for name, key in part.KEYS.items()
                },
                "required": [name for name, key in part.KEYS.items() if key.required],
                **({"patternProperties": {"^x-": {}}} if part.OWN else {}),
            }
        return self.definitions[name]

    def resolved(self, node: Any) -> Any:
        """A schema with references in place of parts."""
        if isinstance(node, type):
            self.definition(node)
            return {"$ref": f"#/$defs/{node.__name__.removesuffix('Part')}"}
        if isinstance(node, dict):
            return {key: self.resolved(value) for key, value in node.items()}
        return [self.resolved(each) for each in node] if isinstance(node, list) else node


def _default(value: Any) -> dict[str, Any]:
    """What is so unless written, where an editor can show it."""
    if isinstance(value, Decimal):
        return {"default": int(value)}
    return {"default": value} if isinstance(value, bool | str) else {}
