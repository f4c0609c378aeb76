"""The item model: what every frontend and every output renders and grades.

An author writes one of many open *kinds*; each lowers to one of the seven closed *forms* below. Everything
downstream matches on the form alone, so a type checker lists every place that misses one. No input, no output.

Texts and items know where they were written (`at`, `where`); two that say the same are equal all the same.

A text is shown by `blocks` where there is room for paragraphs, lists and code, by `spans` within a line or beside
others, by `plain` where there is no style at all; `wording` is what an author typed. A typed answer is literal:
`Spelling` and `Gap` see to it, and those functions know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path as File
from typing import Literal, assert_never

from quizgen.problems import Path, Place
from quizgen.text import markup, typography, values

# ---------------------------------------------------------------------------------------------------------------
# Texts


ReadAs = Literal["markup", "literal", "exact"]
"""How what an author typed is read: with its marks; character by character, in the language's typography; without
typography either."""


class _Shown:
    """What every text can do."""

    __slots__ = ()

    def plain(self, language: str) -> str:
        """The text as it reads in a language, without any styling."""
        return plain(self, language)  # type: ignore[arg-type]  # every subclass is a Text


@dataclass(frozen=True, slots=True)
class Words(_Shown):
    """One string a language, as the author typed it: with markup, ordinary spaces and quotes."""

    by_language: Mapping[str, str]
    at: Path = field(default=(), compare=False, repr=False)
    read_as: ReadAs = "markup"


@dataclass(frozen=True, slots=True)
class Name(_Shown):
    """The same string in every language: a proper name, a code, a formula.

    `language`: the one that it is in, where its author says so (vocabulary); its typography and judging follow it.
    """

    words: str
    language: str | None = None
    at: Path = field(default=(), compare=False, repr=False)
    read_as: ReadAs = "markup"


@dataclass(frozen=True, slots=True)
class Country(_Shown):
    """A country or territory by its ISO 3166-1 alpha-2 code, named from CLDR."""

    code: str
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Date(_Shown):
    """A day, a month or a year of the Gregorian calendar, as precise as it is known. The year 0 is 1 BC, as in ISO."""

    year: int
    month: int | None = None
    day: int | None = None
    at: Path = field(default=(), compare=False, repr=False)

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """What the date is known to."""
        return "year" if self.month is None else "month" if self.day is None else "day"


@dataclass(frozen=True, slots=True)
class Interval(_Shown):
    """From one date to another, both included, both equally precise."""

    start: Date
    end: Date
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(_Shown):
    """An exact decimal, written the way the reader's language writes numbers."""

    value: Decimal
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Truth(_Shown):
    """True or false, as words."""

    value: bool
    at: Path = field(default=(), compare=False, repr=False)


Text = Words | Name | Country | Date | Interval | Number | Truth
"""What is shown. `at`: the path through its file's data to where it was written; () for what nobody wrote."""


def literal(text: Text, *, exact: bool = False) -> Text:
    """The text without markup, as a typed answer is meant; with `exact`, without typography either."""
    if not isinstance(text, Words | Name):
        return text
    read_as: ReadAs = "exact" if exact else "literal"
    return text if text.read_as == read_as else replace(text, read_as=read_as)


def wording(text: Text, language: str) -> str:
    """The text in a language, before markup and typography are applied.

    Raises KeyError if a `Words` lacks the language: the bank reader has made sure that it doesn't.
    """
    match text:
        case Words():
            return text.by_language[language]
        case Name():
            return text.words
        case Country(code):
            return values.country(code, language)
        case Date(year, month, day):
            return values.date(year, month, day, language)
        case Interval(start, end):
            return values.interval((start.year, start.month, start.day), (end.year, end.month, end.day), language)
        case Number(value):
            return values.number(value, language)
        case Truth(value):
            return values.truth(value, language)
        case _:
            assert_never(text)


def language_of(text: Text, language: str) -> str:
    """The language that a text is in, where the question is asked in `language`: nearly always that one."""
    return (text.language or language) if isinstance(text, Name) else language


def marked(text: Text, language: str) -> bool:
    """Whether there may be any markup or line end. Where there is none, `plain` is all of the text."""
    if not isinstance(text, (Words, Name)) or text.read_as != "markup":  # half the time of a union
        return False
    return markup.marked(text.words if isinstance(text, Name) else text.by_language[language])


def blocks(text: Text, language: str) -> markup.Blocks:
    """The text as paragraphs, lists, blocks of code and formulas, with its language's typography."""
    if not marked(text, language):
        return (markup.Paragraph((markup.Span(plain(text, language)),)),)
    return typography.typeset_blocks(markup.parse(wording(text, language)), language_of(text, language))


def spans(text: Text, language: str) -> markup.Spans:
    """The text as styled runs, with its language's typography: for what is shown in a row, such as an option."""
    if not marked(text, language):
        return (markup.Span(plain(text, language)),)
    return markup.flat(blocks(text, language))


def plain(text: Text, language: str) -> str:
    """The text as it reads without any styling, with its language's typography.

    Line ends, the marks of lists and code are as they were typed; a formula is on one line of ordinary characters.
    """
    source = wording(text, language)
    if not isinstance(text, (Words, Name)) or text.read_as == "exact":  # half the time of a union
        return source
    if text.read_as == "literal" or not markup.marked(source):  # as in most: far quicker than by its runs
        return typography.typeset_text(source, language_of(text, language))
    return markup.plain(spans(text, language))


# ---------------------------------------------------------------------------------------------------------------
# The seven forms


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, one file for all languages or one each. `needed`: the question makes no sense without it.

    `width`: what share of the column it takes on paper, if the author says so.
    """

    files: Mapping[str, File]
    alt: Text
    credit: Text | None = None
    side: Literal["question", "answer"] = "question"
    needed: bool = False
    width: Literal["half", "full"] | None = None
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Room:
    """What an author leaves on paper to answer in: so many lines or so high a space; None where that is left open."""

    paper: Literal["lines", "squares", "blank"]
    lines: int | None = None
    height_mm: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick; `because` tells afterwards why it is right, or what the mistake was.

    An option that is nothing but a picture has the picture's `alt` for its text. `last`: it stays at the end, however
    the others are shuffled.
    """

    text: Text
    right: bool
    because: Text | None = None
    image: Image | None = None
    last: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether its picture is all of it."""
        return self.image is not None and self.text == self.image.alt


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick from a list. `many`: several may be right, even all. `fixed`: shown in this order, never shuffled."""

    options: tuple[Option, ...]
    many: bool = False
    fixed: bool = False

    def settled(self, places: Sequence[int]) -> tuple[int, ...]:
        """An order drawn for the options, with those that stay last at the end, as their author ordered them."""
        stay = [place for place, option in enumerate(self.options) if option.last]
        return (*(place for place in places if place not in stay), *stay) if stay else tuple(places)


@dataclass(frozen=True, slots=True)
class Spelling:
    """An answer in words. `accept` and `reject` are further spellings by language; `strict`: letter for letter.

    The text is made literal, and exact where the spelling is strict, since an answer that is typed has no markup.
    """

    text: Text
    accept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reject: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strict: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", literal(self.text, exact=self.strict))


@dataclass(frozen=True, slots=True)
class Quantity:
    """An answer in figures: right within ± `tolerance`. The unit is shown beside the answer, not typed."""

    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, asked to the precision written. `given` is "year" where the prompt states the year."""

    date: Date
    given: Literal["year"] | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Type or write one answer."""

    expected: Spelling | Quantity | Moment


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of a list. `id`, where the author gave one, keeps its identity when the text changes."""

    spelling: Spelling
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Enumerate:
    """Name at least `needed` of the entries, in any order."""

    entries: tuple[Entry, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to put in its place; the note (a date, say) is told afterwards."""

    text: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Put the steps, given here in the right order, in order; `first` and `last` label the two ends."""

    steps: tuple[Step, ...]
    first: Text | None = None
    last: Text | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """What goes with what."""

    left: Text
    right: Text


@dataclass(frozen=True, slots=True)
class Match:
    """Give each left its right. Equal rights are one target; `extra` targets belong to nobody."""

    pairs: tuple[Pair, ...]
    extra: tuple[Text, ...] = ()

    @property
    def targets(self) -> tuple[Text, ...]:
        """The distinct right-hand texts, in the author's order, then the extra ones."""
        found: list[Text] = []
        for right in (*(pair.right for pair in self.pairs), *self.extra):
            if right not in found:
                found.append(right)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Gap:
    """One hole in a passage. Gaps with one number are one card in Anki. `answer` and `accept` are literal."""

    number: int
    answer: str
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    hint: str | None = None
    strict: bool = False

    @property
    def text(self) -> Text:
        """The answer as a text to show."""
        return literal(Name(self.answer), exact=self.strict)

    def spelling(self, language: str) -> Spelling:
        """What is to be typed, in the language of the gap's passage."""
        return Spelling(Name(self.answer), {language: self.accept}, {language: self.reject}, self.strict)


Passage = tuple[str | Gap, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill the gaps of a passage; each language has its own passage, all with the same gap numbers."""

    passages: Mapping[str, Passage]
    at: Path = field(default=(), compare=False, repr=False)

    def gaps(self, language: str) -> tuple[Gap, ...]:
        """The gaps of one language's passage, in reading order."""
        return tuple(part for part in self.passages[language] if isinstance(part, Gap))


def passage_blocks(form: Fill, language: str) -> markup.Blocks:
    """A passage as blocks, as `blocks` gives them, with `markup.GAP` for each of its gaps, in their order.

    Markup and typography see the passage as one text, so that an emphasis, a list or code may hold a gap. `with_gaps`
    puts the gaps into a run's text.
    """
    return blocks(Name(passage_source(form.passages[language])), language)


def passage_source(parts: Passage) -> str:
    """A passage as its author typed it, with `markup.GAP` for each gap."""
    return "".join([markup.GAP if isinstance(part, Gap) else part.replace(markup.GAP, "") for part in parts])


def with_gaps(text: str, gaps: Iterator[Gap]) -> tuple[str | Gap, ...]:
    """A text of a passage in parts, with the next of the gaps in the place of each `markup.GAP`."""
    first, *rest = text.split(markup.GAP)
    parts: list[str | Gap] = [first]
    for words in rest:
        parts += [next(gaps), words]
    return tuple(part for part in parts if part)


def passage(form: Fill, language: str) -> tuple[tuple[markup.Span, tuple[str | Gap, ...]], ...]:
    """A passage as styled runs, as `spans` gives them, each with the texts and gaps that stand in it.

    In a span's own text a character of no meaning stands for each gap: show the parts instead.
    """
    gaps = iter(form.gaps(language))
    return tuple([(span, with_gaps(span.text, gaps)) for span in markup.flat(passage_blocks(form, language))])


@dataclass(frozen=True, slots=True)
class Reveal:
    """Recall, look, and grade yourself."""

    answer: Text


Form = Choose | Write | Enumerate | Order | Match | Fill | Reveal


# ---------------------------------------------------------------------------------------------------------------
# Items and what holds them


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from. `label` is how an explanation or a card names it."""

    id: str
    label: Text
    title: str | None = None
    publisher: str | None = None
    date: Date | None = None
    url: str | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, the paragraphs in it (counted from 1) and short terms that stand there."""

    source: Source
    paragraphs: tuple[int, ...] = ()
    evidence: tuple[str, ...] = ()
    at: Path = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `id` is `collection/question`: history, decks and versions hang on it.

    What an author writes as one question may be asked in several ways, each an item: those after the first are
    `collection/question~way`, and no two of them are ever asked on one day.
    `kind` is an opaque label, for tags and filters. Only a Fill may lack a prompt: its passage is one.
    `was` holds older full ids, newest first. `tells`: names of questions of its bank whose answers it tells, as their
    lead-in. `where` is the question in its file; the `at` of its texts are paths
    through that file's data.
    """

    id: str
    bank: str
    kind: str
    languages: tuple[str, ...]
    form: Form
    prompt: Text | None = None
    context: Text | None = None
    explanation: Text | None = None
    hint: Text | None = None
    citations: tuple[Citation, ...] = ()
    tags: tuple[str, ...] = ()
    points: Decimal = Decimal(1)
    image: Image | None = None
    room: Room | None = None
    was: tuple[str, ...] = ()
    withdrawn: bool = False
    tells: tuple[str, ...] = ()
    where: Place = field(default=Place(), compare=False, repr=False)

    @property
    def images(self) -> Iterator[Image]:
        """Its picture and those of its options."""
        if self.image is not None:
            yield self.image
        if isinstance(self.form, Choose):
            yield from (option.image for option in self.form.options if option.image is not None)

    def place(self, path: Path) -> Place:
        """The place of one of its parts, by the part's `at`."""
        return Place(self.where.file, path)

    @property
    def name(self) -> str:
        """The question's own id, without the collection's."""
        return self.id.rpartition("/")[2]

    @property
    def question(self) -> str:
        """The id that it shares with the other ways of asking the same question."""
        return self.id.partition("~")[0]


@dataclass(frozen=True, slots=True)
class Bank:
    """One theme: a file of questions. `path` is as the reader was given it, for messages.

    `tells`: names of its questions whose answers the intro tells, as their lead-in.
    """

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None
    path: str = ""
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Banks that share an id, languages, tags and sources. The first language is the default.

    `macros`: TeX commands of the author's own, with their backslash, and what they stand for; the formulas in texts
    have them expanded already. `report`: where mistakes are told, a mailto: or http(s) address in which `{id}` stands
    for the question's. `as_of`: when its sources end. `school`, `teacher`: who prints sheets of it.
    """

    id: str
    title: Text
    languages: tuple[str, ...]
    banks: tuple[Bank, ...]
    version: str | None = None
    license: str | None = None
    tags: Mapping[str, Text] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    report: str | None = None
    as_of: Date | None = None
    school: Text | None = None
    teacher: Text | None = None

    def items(self) -> Iterator[Item]:
        """Every item that may be asked: withdrawn ones are left out."""
        for bank in self.banks:
            for item in bank.items:
                if not item.withdrawn:
                    yield item
