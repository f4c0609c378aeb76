"""What every kind of question shares: the keys an author may write on any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path as File
from typing import Any, Literal

from quizgen.items import Form, Image, Name, Room, Text, Words
from quizgen.kinds.fields import (
    FLAG,
    FORMERS,
    HEIGHT,
    LANGUAGES,
    LINES,
    PHRASE,
    POSITIVE,
    SLUG,
    TERMS,
    TEXT,
    WORDING,
    Field,
    listed,
    one_of,
)
from quizgen.kinds.parts import Part, optional, part, required
from quizgen.kinds.reading import Reading, list_of, read_passages, read_scalar
from quizgen.problems import Code, Path, Problem, refuse
from quizgen.text.phrases import N_

LINES_AND_SPACE = Code(
    "Q154", "error", N_('"lines:" and "space:" say the same thing twice'), N_("take one of them away")
)
NOT_A_PARAGRAPH = Code("Q407", "error", N_('"{value}" is not a paragraph'), N_("paragraphs are counted from 1"))


def _paragraph(value: Any, reading: Reading, at: Path) -> int:
    text = read_scalar(value, reading, at)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if number == 0:
        refuse(NOT_A_PARAGRAPH.at(reading.place(at), value=text[:80]))
    return number


def _paragraphs(value: Any, reading: Reading, at: Path) -> tuple[int, ...]:
    if isinstance(value, list):
        return tuple(list_of(_paragraph, value, reading, at))
    return (_paragraph(value, reading, at),)


_PARAGRAPHS = Field(
    _paragraphs,
    {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "array", "items": {"type": "integer"}}]},
)


class CitationPart(Part):
    """One citation: a source of the collection, where in it, and short terms that stand there."""

    article = required(SLUG, N_("id of a source of the collection"))
    paragraph = optional(_PARAGRAPHS, N_("paragraph of the source, or a list of them, counted from 1"), ())
    evidence = optional(TERMS, N_("terms of at most four words that stand in that paragraph"), ())


def _citations(value: Any, reading: Reading, at: Path) -> tuple[CitationPart, ...]:
    if not isinstance(value, list):
        return (CitationPart.read(value, reading, at),)
    return tuple(list_of(CitationPart.read, value, reading, at))


_CITATIONS = Field(_citations, {"anyOf": [CitationPart, {"type": "array", "items": CitationPart}]})


def _files(value: Any, reading: Reading, at: Path) -> dict[str, str]:
    """Language → path; one path for all is every known language's."""
    if isinstance(value, dict):
        files = dict(read_passages(value, reading, at))
    else:
        files = dict.fromkeys(reading.known, read_scalar(value, reading, at))
    wrong = {name: reading.wrong_picture(name) for name in files.values()}
    problems = [code.at(reading.place(at), file=name[:200]) for name, code in wrong.items() if code is not None]
    if problems:
        refuse(*problems)
    return files


_FILES = Field(_files, {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]})


_SIDE: Field[Literal["question", "answer"]] = one_of("question", "answer")
_WIDTH: Field[Literal["half", "full"]] = one_of("half", "full")
_PAPER: Field[Literal["lines", "squares", "blank"]] = one_of("lines", "squares", "blank")


class PicturePart(Part):
    """A picture."""

    file = required(_FILES, N_("path of the picture, relative to the bank; may differ by language"))
    alt = required(TEXT, N_("what the picture shows, for who can't see it; must not give the answer away"))
    credit = optional(WORDING, N_("who made the picture, and its licence"))

    def image(self) -> Image:
        """The picture, as items have it."""
        folder = File(self._file).parent
        files = {language: folder / name for language, name in self.file.items()}
        return Image(files, self.alt, self.credit, at=self.at)


class ImagePart(PicturePart):
    """A picture beside the question or the answer."""

    side = optional(_SIDE, N_("shown with the question or the answer"), "question")
    needed = optional(FLAG, N_("true where the question makes no sense without the picture"), False)
    width = optional(_WIDTH, N_("on paper: half the width of the column, or all of it"))

    def image(self) -> Image:
        """The picture, and where it is shown."""
        return replace(super().image(), side=self.side, needed=self.needed, width=self.width)


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking a question: what is asked, and the form of its answer.

    `suffix` tells the item's id from the question's own: none for the first way, `~back` for another.
    """

    prompt: Text | None
    form: Form
    suffix: str = ""


class Question(Part):
    """The keys common to all kinds. A kind adds its own and says which form they make."""

    OWN = True

    id = required(SLUG, N_("unique in the collection, never changes, never used again"))
    kind = required(PHRASE, N_("what sort of question this is"))
    languages = optional(LANGUAGES, N_("languages of this question, if fewer than the bank's"))
    prompt = required(TEXT, N_("what is asked"))
    context = optional(TEXT, N_("a line shown above the prompt"))
    explanation = optional(TEXT, N_("told after the answer: what it adds, why it is so"))
    hint = optional(TEXT, N_("helps without telling"))
    source = optional(_CITATIONS, N_("where the fact stands: a citation, or a list of them"), ())
    tags = optional(TERMS, N_("tags, as declared in the collection"), ())
    points = optional(POSITIVE, N_("what the question is worth; 1 unless stated"), Decimal(1))
    image = optional(part(ImagePart), N_("a picture beside the question or the answer"))
    lines = optional(LINES, N_("on paper: so many lines to answer on"))
    space = optional(HEIGHT, N_("on paper: so high a space to answer in, as in 6cm"))
    paper = optional(_PAPER, N_("on paper: what the space to answer in is, lines, squares of 5 mm, or blank"))
    was = optional(FORMERS, N_("the question's former id, or a list of them: its history is kept"), ())
    tells = optional(listed(SLUG), N_("ids of questions of the bank whose answers this one tells, to lead there"), ())
    withdrawn = optional(FLAG, N_("true: asked nowhere, and the id stays reserved"), False)

    def form(self) -> Form:
        """The answer form that the question lowers to. Raises Invalid, by `refuse`, for what makes no sense."""
        raise TypeError(f"{type(self).__name__} says nothing of its form")  # a kind must

    def asked(self) -> tuple[Asked, ...]:
        """Each way of asking the question, an item each; nearly always one. Raises Invalid, as `form` does."""
        return (Asked(self.prompt, self.form()),)

    def room(self) -> Room | None:
        """What is left on paper to answer in, if the author says so. Raises Invalid for what is told twice."""
        if self.lines is not None and self.space is not None:
            refuse(LINES_AND_SPACE.at(self.place, "space"))
        if self.lines is None and self.space is None and self.paper is None:
            return None
        return Room(self.paper or ("lines" if self.space is None else "blank"), self.lines, self.space)

    def doubts(self) -> Iterator[Problem]:
        """Warnings: what is sound, but probably means something else than its author thinks."""
        yield from ()


def as_read(words: str) -> str:
    """What reads the same, whatever its case and spaces."""
    return " ".join(words.casefold().split())


def as_written(words: str) -> str:
    """What is the same letter for letter: case and inner spaces tell one line of code from another."""
    return words.strip()


def repeated(texts: Iterable[Text], alike: Callable[[str], str] = as_read) -> list[tuple[int, int]]:
    """Where a text says the same as an earlier one in some language: (index, index of the earlier one)."""
    each = [_keys(text, alike) for text in texts]
    if len({key for keys in each for key in keys}) == sum(map(len, each)):  # as nearly always
        return []
    seen: dict[object, int] = {}
    found = []
    for index, keys in enumerate(each):
        earlier = [seen[key] for key in keys if key in seen]
        if earlier:
            found.append((index, min(earlier)))
        for key in keys:
            seen.setdefault(key, index)
    return found


def _keys(text: Text, alike: Callable[[str], str]) -> list[object]:
    """What a text is equal by: its value, or what is alike of its words in each language."""
    if isinstance(text, Words):
        return [(language, alike(words)) for language, words in text.by_language.items()]
    return [(text.language, alike(text.words)) if isinstance(text, Name) else text]


def says(text: Text, other: Text, alike: Callable[[str], str] = as_read) -> bool:
    """Whether the two texts say the same in every language."""
    return set(_keys(text, alike)) == set(_keys(other, alike))
