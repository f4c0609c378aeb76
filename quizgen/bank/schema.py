"""The JSON Schema of the format, for editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from quizgen.bank.model import BankHead, CollectionHead, LoneBankHead
from quizgen.kinds import KINDS
from quizgen.kinds.choice import OptionPart
from quizgen.kinds.fields import SHARED, SHARED_SCHEMAS
from quizgen.kinds.list import EntryPart
from quizgen.kinds.order import StepPart
from quizgen.kinds.question import CitationPart, ImagePart

# Models that fields refer to by a shorter name, since those fields are read by functions of ours.
NAMED: dict[str, type[BaseModel]] = {
    "Citation": CitationPart,
    "Entry": EntryPart,
    "Image": ImagePart,
    "Option": OptionPart,
    "Step": StepPart,
}


def schema(say: Callable[[str], str]) -> dict[str, Any]:
    """A schema that holds for a collection.yaml, a bank of a collection and a lone bank alike.

    What editors show of a key is spoken by `say`.
    """
    heads: tuple[type[BaseModel], ...] = (CollectionHead, BankHead, LoneBankHead)
    models = [(model, "validation") for model in (*heads, *KINDS.values(), *NAMED.values())]
    references, defined = models_json_schema(models, ref_template="#/$defs/{model}")  # type: ignore[arg-type]  # mode is a literal
    definitions: dict[str, Any] = {**defined["$defs"], **SHARED_SCHEMAS}
    for name, model in NAMED.items():
        definitions[name] = references[model, "validation"]
    for kind, question in KINDS.items():
        definition = definitions[question.__name__]
        definition["properties"]["kind"] = {"const": kind}
    definitions["Question"] = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": {"enum": list(KINDS)}},
        # One branch for each kind, chosen by its name: so an editor complains of that kind's keys only.
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": references[question, "validation"],
            }
            for kind, question in KINDS.items()
        ],
    }
    for definition in definitions.values():
        definition.pop("description", None)  # the class's docstring, which speaks to programmers
    for head in heads:
        definition = definitions[head.__name__]
        definition["patternProperties"] = {"^x-": {}}
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
            "then": references[LoneBankHead, "validation"],
            "else": references[BankHead, "validation"],
        },
        "else": references[CollectionHead, "validation"],
        "$defs": _with_references(definitions, say),
    }


def _with_references(node: Any, say: Callable[[str], str]) -> Any:
    """The same schema with real references, and without what pydantic says for its own sake."""
    if isinstance(node, dict):
        kept = {key: value for key, value in node.items() if key != "title" or not isinstance(value, str)}
        options = kept.get("anyOf")
        if isinstance(options, list) and {"type": "null"} in options:
            # Pydantic's "or nothing" is a key left out; in a bank an empty value is a mistake.
            rest = {key: value for key, value in kept.items() if key not in ("anyOf", "default")}
            left = [each for each in options if each != {"type": "null"}]
            return _with_references({**(left[0] if len(left) == 1 else {"anyOf": left}), **rest}, say)
        about = kept.get("description")
        if isinstance(about, str):
            kept["description"] = say(about)
        shared = kept.pop(SHARED, None)
        if isinstance(shared, str):
            return {"$ref": f"#/$defs/{shared}", **kept}
        return {key: _with_references(value, say) for key, value in kept.items()}
    return [_with_references(each, say) for each in node] if isinstance(node, list) else node
