"""What every kind of question shares: the keys an author may write on any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails

from quizgen.items import Form, Name, Text, Words
from quizgen.kinds.fields import (
    Count,
    Flag,
    Formers,
    Languages,
    Phrase,
    Positive,
    Read,
    ReadIn,
    Slug,
    Terms,
    TextField,
    Wording,
    shared,
)
from quizgen.kinds.reading import Reading, fail, fault, list_of, nearest
from quizgen.text.phrases import N_


class Part(BaseModel):
    """A mapping of known keys; any other key is an author's slip."""

    # Built when first used: a run rarely meets every kind and every head.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_codes(cls, tree: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read the mapping; what pydantic finds wrong is told in our codes, since only we know the keys."""
        if not isinstance(tree, dict):
            fail(fault("Q111"))
        try:
            return handler(tree)
        except ValidationError as error:
            fail(*(cls._fault(each) for each in error.errors(include_url=False)))

    @classmethod
    def _fault(cls, error: ErrorDetails) -> InitErrorDetails:
        loc, code = error["loc"], error["type"]
        match code:
            case "missing":
                return fault("Q102", *loc[:-1], key=loc[-1])
            case "extra_forbidden":
                known = [name for name in cls.model_fields if name != loc[-1]]
                return fault("Q104", *loc, key=str(loc[-1])[:80], **nearest(str(loc[-1]), known))
            case "list_type" | "tuple_type":
                return fault("Q113", *loc)
            case "dict_type":
                return fault("Q111", *loc)
            case "literal_error":
                expected = str(error["ctx"]["expected"]).replace("'", '"').replace(" or ", " / ")
                return fault("Q110", *loc, value=str(error["input"])[:80], expected=expected)
            case _:
                return fault(code, *loc, **error.get("ctx", {}))


class CitationPart(Part):
    """One citation: a source of the collection, where in it, and short terms that stand there."""

    article: Slug = Field(description=N_("id of a source of the collection"))
    paragraph: Annotated[
        tuple[int, ...],
        Read(
            lambda value: _paragraphs(value),
            {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "array", "items": {"type": "integer"}}]},
        ),
    ] = Field((), description=N_("paragraph of the source, or a list of them, counted from 1"))
    evidence: Terms = Field((), description=N_("terms of at most four words that stand in that paragraph"))


def _paragraphs(value: Any) -> tuple[int, ...]:
    found = []
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        if not (isinstance(each, str) and each.isdecimal() and each.isascii() and int(each[:9]) > 0):
            fail(fault("Q407", *((index,) if isinstance(value, list) else ()), value=str(each)[:80]))
        found.append(int(each[:9]))
    return tuple(found)


def _citations(value: Any, reading: Reading) -> tuple[CitationPart, ...]:
    def citation(each: Any) -> CitationPart:
        return CitationPart.model_validate(each, context=reading)

    return tuple(list_of(citation, value)) if isinstance(value, list) else (citation(value),)


class ImagePart(Part):
    """A picture beside the question or the answer."""

    file: Annotated[
        dict[str, str],
        ReadIn(
            lambda value, reading: _files(value, reading),
            {
                "anyOf": [
                    {"type": "string"},
                    {"type": "object", "additionalProperties": {"type": "string"}},
                ]
            },
        ),
    ] = Field(description=N_("path of the picture, relative to the bank; may differ by language"))
    alt: TextField = Field(
        description=N_("what the picture shows, for who can't see it; must not give the answer away")
    )
    credit: Wording | None = Field(None, description=N_("who made the picture, and its licence"))
    side: Literal["question", "answer"] = Field("question", description=N_("shown with the question or the answer"))
    needed: Flag = Field(False, description=N_("true where the question makes no sense without the picture"))


def _files(value: Any, reading: Reading) -> dict[str, str]:
    """Language → path; one path for all is every known language's."""
    if isinstance(value, str) and value.strip():
        return dict.fromkeys(reading.known, value.strip())
    if not isinstance(value, dict):
        fail(fault("Q112" if isinstance(value, list) else "Q130"))
    faults = []
    for language, path in value.items():
        if language not in reading.known:
            hint = nearest(language, reading.known)
            faults.append(fault("Q133", language, key=language[:80], languages=", ".join(reading.known), **hint))
        elif not isinstance(path, str) or not path.strip():
            faults.append(fault("Q130", language))
    faults.extend(
        fault("Q131", language=language, languages=", ".join(reading.languages))
        for language in reading.languages
        if language not in value
    )
    if faults:
        fail(*faults)
    return dict(value)


class Question(Part):
    """The keys common to all kinds. A kind adds its own and says which form they make."""

    id: Slug = Field(description=N_("unique in the collection, never changes, never used again"))
    kind: str = Field(description=N_("what sort of question this is"))
    languages: Languages | None = Field(None, description=N_("languages of this question, if fewer than the bank's"))
    prompt: TextField = Field(description=N_("what is asked"))
    context: TextField | None = Field(None, description=N_("a line shown above the prompt"))
    explanation: TextField | None = Field(None, description=N_("told after the answer: what it adds, why it is so"))
    hint: TextField | None = Field(None, description=N_("helps without telling"))
    source: Annotated[
        tuple[CitationPart, ...],
        ReadIn(
            _citations,
            {
                "anyOf": [
                    shared("Citation"),
                    {"type": "array", "items": shared("Citation")},
                ]
            },
        ),
    ] = Field((), description=N_("where the fact stands: a citation, or a list of them"))
    tags: Terms = Field((), description=N_("tags, as declared in the collection"))
    points: Positive = Field(Decimal(1), description=N_("what the question is worth; 1 unless stated"))
    image: ImagePart | None = Field(None, description=N_("a picture beside the question or the answer"))
    was: Formers = Field((), description=N_("the question's former id, or a list of them: its history is kept"))
    withdrawn: Flag = Field(False, description=N_("true: asked nowhere, and the id stays reserved"))

    def form(self) -> Form:
        """The answer form that the question lowers to. Refuses, by `fail`, what makes no sense."""
        raise TypeError(f"{type(self).__name__} says nothing of its form")  # a kind must


def repeated(texts: Iterable[Text]) -> list[tuple[int, int]]:
    """Where a text says the same as an earlier one in some language: (index, index of the earlier one)."""
    seen: dict[object, int] = {}
    found = []
    for index, text in enumerate(texts):
        keys = list(_keys(text))
        earlier = [seen[key] for key in keys if key in seen]
        if earlier:
            found.append((index, min(earlier)))
        for key in keys:
            seen.setdefault(key, index)
    return found


def _keys(text: Text) -> Iterable[object]:
    """What a text is equal by: its value, or its letters in a language, whatever their case and spaces."""
    match text:
        case Words(by_language):
            return [(language, _letters(words)) for language, words in by_language.items()]
        case Name(words):
            return [_letters(words)]
        case _:
            return [text]


def _letters(words: str) -> str:
    return " ".join(words.casefold().split())


def says(text: Text, other: Text) -> bool:
    """Whether the two texts say the same in every language."""
    if isinstance(text, Words) and isinstance(other, Words):
        return _folded(text.by_language) == _folded(other.by_language)
    return list(_keys(text)) == list(_keys(other))


def _folded(by_language: Mapping[str, str]) -> dict[str, str]:
    return {language: _letters(words) for language, words in by_language.items()}


__all__ = ["Count", "Part", "Phrase", "Question", "repeated", "says"]
