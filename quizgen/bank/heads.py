"""What an author may write at the head of a file: the keys of a collection and of a bank."""

from __future__ import annotations

import re
from typing import Any

from quizgen.items import Source
from quizgen.kinds.fields import (
    DATE,
    LANGUAGE,
    LANGUAGES,
    PHRASE,
    SLUG,
    TEXT,
    WORDING,
    Field,
    by_key,
    by_slug,
    listed,
)
from quizgen.kinds.parts import Part, optional, part, required
from quizgen.kinds.reading import Reading, read_scalar
from quizgen.problems import Code, Path, refuse
from quizgen.text.phrases import N_

FORMAT = "1"

UNKNOWN_FORMAT = Code("Q107", "error", N_('format "{value}" is unknown'), N_('write "format: 1"'))
NOT_A_COMMAND = Code(
    "Q128", "error", N_('"{value}" is no TeX command'), N_("write a backslash and letters, such as \\R"), caret="key"
)
NOT_AN_ADDRESS = Code(
    "Q129",
    "error",
    N_('"{value}" is not an address to write to'),
    N_("write mailto:name@example.org, or an https:// address in which {{id}} stands for the question's"),
)
NOT_A_WARNING = Code(
    "Q135", "error", N_('"{value}" is no warning'), N_("warnings are Q500 to Q899; what is an error can't be ignored")
)
NOT_A_DIGEST = Code("Q409", "error", N_('"{value}" is not a SHA-256 checksum'), N_("it has 64 digits from 0 to f"))


def _format(value: Any, reading: Reading, at: Path) -> str:
    if value != FORMAT:
        refuse(UNKNOWN_FORMAT.at(reading.place(at), value=str(value)[:80]))
    return FORMAT


def _digest(value: Any, reading: Reading, at: Path) -> str:
    text = read_scalar(value, reading, at).lower()
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        refuse(NOT_A_DIGEST.at(reading.place(at), value=text[:80]))
    return text


def _command(value: Any, reading: Reading, at: Path) -> str:
    text = read_scalar(value, reading, at)
    if not re.fullmatch(r"\\(?:[A-Za-z]+|[^A-Za-z\s])", text):
        refuse(NOT_A_COMMAND.at(reading.place(at), value=text[:80]))
    return text


def _address(value: Any, reading: Reading, at: Path) -> str:
    text = read_scalar(value, reading, at)
    if not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+|https?://\S+", text):
        refuse(NOT_AN_ADDRESS.at(reading.place(at), value=text[:80]))
    return text


def _warning(value: Any, reading: Reading, at: Path) -> str:
    text = read_scalar(value, reading, at)
    if not re.fullmatch("Q[5-8][0-9][0-9]", text):
        refuse(NOT_A_WARNING.at(reading.place(at), value=text[:80]))
    return text


_COMMAND = Field(_command, {"type": "string", "pattern": r"^\\([A-Za-z]+|[^A-Za-z\s])$"})
_ADDRESS = Field(_address, {"type": "string", "pattern": "^(mailto:|https?://)"})
MACROS = by_key(_COMMAND, PHRASE)
_WARNING = Field(_warning, {"type": "string", "pattern": "^Q[5-8][0-9][0-9]$"})
_DIGEST = Field(_digest, {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"})


class SourcePart(Part):
    """Something that questions cite."""

    label = required(WORDING, N_("how an explanation or a card names the source"))
    title = optional(PHRASE, N_("the title, as published"))
    publisher = optional(PHRASE, N_("who published it"))
    date = optional(DATE, N_("when it was published"))
    url = optional(PHRASE, N_("where it stands on the web"))
    language = optional(LANGUAGE, N_("the language that it is written in"))
    file = optional(PHRASE, N_("name of the text file that citations are proved against"))
    sha256 = optional(_DIGEST, N_("checksum of that file"))

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


class LintPart(Part):
    """What `check` is asked of a collection."""

    ignore = optional(listed(_WARNING), N_("warnings that are not told, such as Q605"), ())


class Head(Part):
    """What collections and banks both have."""

    OWN = True
    format = required(Field(_format, {"enum": [1, "1"]}), N_("version of the format: 1"))
    id = required(SLUG, N_("lower-case letters, digits and hyphens; never changes"))
    title = required(TEXT, N_("how people see it named"))


class Shared(Part):
    """What a collection settles for its banks, and a lone bank for itself."""

    languages = required(LANGUAGES, N_("every text exists in each; the first is the default"))
    version = optional(PHRASE, N_("shown in decks and on sheets"))
    license = optional(PHRASE, N_("licence of the questions"))
    tags = optional(by_slug(TEXT), N_("how a tag reads to people"), {})
    sources = optional(by_slug(part(SourcePart)), N_("what the questions cite, by id"), {})
    as_of = optional(DATE, N_("when the sources end: what has happened since is not asked"))
    report = optional(_ADDRESS, N_("where mistakes are told: mailto:… or https://…, {{id}} being the question's"))
    school = optional(WORDING, N_("at the top of printed sheets, unless told on the command line"))
    teacher = optional(WORDING, N_("at the top of printed sheets, as the school is"))
    macros = optional(MACROS, N_("TeX commands of your own, and what each stands for"), {})
    lint = optional(part(LintPart), N_("what is asked of the questions by check"))


class CollectionHead(Shared, Head):
    """The file `collection.yaml`."""

    banks = optional(listed(SLUG), N_("ids of banks in the order to learn them; others follow"), ())


class BankHead(Head):
    """A bank file, without its questions."""

    intro = optional(TEXT, N_("a short lead to read before the first questions"))
    context = optional(TEXT, N_("a line shown above every prompt of the bank"))
    tells = optional(listed(SLUG), N_("ids of questions whose answers the intro tells, to lead there"), ())


class LoneBankHead(BankHead, Shared):
    """A bank file outside any collection, without its questions: a collection of its own."""
