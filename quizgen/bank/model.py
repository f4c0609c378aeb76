"""What an author may write at the head of a file: the keys of a collection and of a bank."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from quizgen.items import Source
from quizgen.kinds.fields import DateField, Language, Languages, Phrase, Read, Slug, TextField, Wording
from quizgen.kinds.question import Part
from quizgen.kinds.reading import fail, fault
from quizgen.text.phrases import N_

FORMAT = "1"


def _format(value: Any) -> str:
    if value != FORMAT:
        fail(fault("Q107", value=str(value)[:80]))
    return FORMAT


def _digest(value: Any) -> str:
    text = str(value).strip().lower()
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        fail(fault("Q409", value=text[:80]))
    return text


class SourcePart(Part):
    """Something that questions cite."""

    label: Wording = Field(description=N_("how an explanation or a card names the source"))
    title: Phrase | None = Field(None, description=N_("the title, as published"))
    publisher: Phrase | None = Field(None, description=N_("who published it"))
    date: DateField | None = Field(None, description=N_("when it was published"))
    url: Phrase | None = Field(None, description=N_("where it stands on the web"))
    language: Language | None = Field(None, description=N_("the language that it is written in"))
    file: Phrase | None = Field(None, description=N_("name of the text file that citations are proved against"))
    sha256: Annotated[str, Read(_digest, {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"})] | None = Field(
        None, description=N_("checksum of that file")
    )

    def source(self, id: str) -> Source:
        """The source, as items cite it."""
        return Source(
            id,
            self.label,
            self.title,
            self.publisher,
            self.date,
            self.url,
            self.language,
            self.file,
            self.sha256,
        )


class Head(Part):
    """What collections and banks both have."""

    format: Annotated[str, Read(_format, {"enum": [1, "1"]})] = Field(description=N_("version of the format: 1"))
    id: Slug = Field(description=N_("lower-case letters, digits and hyphens; never changes"))
    title: TextField = Field(description=N_("how people see it named"))


class Shared(Part):
    """What a collection settles for its banks, and a lone bank for itself."""

    languages: Languages = Field(description=N_("every text exists in each; the first is the default"))
    version: Phrase | None = Field(None, description=N_("shown in decks and on sheets"))
    license: Phrase | None = Field(None, description=N_("licence of the questions"))
    tags: dict[Slug, TextField] = Field(default_factory=dict, description=N_("how a tag reads to people"))
    sources: dict[Slug, SourcePart] = Field(default_factory=dict, description=N_("what the questions cite, by id"))


class CollectionHead(Shared, Head):
    """The file `collection.yaml`."""

    banks: list[Slug] = Field(
        default_factory=list, description=N_("ids of banks in the order to learn them; others follow")
    )


class BankHead(Head):
    """A bank file, without its questions."""

    intro: TextField | None = Field(None, description=N_("a short lead to read before the first questions"))
    context: TextField | None = Field(None, description=N_("a line shown above every prompt of the bank"))


class LoneBankHead(BankHead, Shared):
    """A bank file outside any collection, without its questions: a collection of its own."""
