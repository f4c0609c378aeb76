"""Reading the values of a bank's fields: from strings, lists and mappings to texts, numbers and flags.

The YAML reader leaves every scalar a string, so each field says here what it asks of that string. Every reader takes
the value, what it is read against, and `at`, the path to it; what can't be read is refused there, by its code.
"""

from __future__ import annotations

import datetime as calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from quizgen.items import Country, Date, Interval, Name, Number, Text, Words
from quizgen.kinds import formulas, meant
from quizgen.problems import Code, Invalid, Path, Place, Problem, nearest, refuse
from quizgen.text import values
from quizgen.text.phrases import N_

T = TypeVar("T")

SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXCERPT = 80  # characters of a wrong value that a message shows

NOT_TEXT = Code(
    "Q112",
    "error",
    N_("a text was expected here, not a list or keys"),
    N_("write one value; a text that starts with [ or {{ needs quotes"),
)
NOT_A_LIST = Code("Q113", "error", N_("a list was expected here"), N_('write "[one, two]", or one a line after "- "'))
NOT_AN_ID = Code(
    "Q114",
    "error",
    N_('"{value}" is not an id'),
    N_("use lower-case letters a-z, digits and single hyphens, such as gulf-office"),
)
NOT_A_FLAG = Code("Q115", "error", N_('"{value}" is neither true nor false'), N_("write true or false"))
NOT_A_NUMBER = Code(
    "Q116", "error", N_('"{value}" is not a number'), N_("write digits, with a point before decimals: 3.5")
)
NOT_ABOVE_ZERO = Code(
    "Q117", "error", N_("{value} is not above zero"), N_("write a number above zero, or take the key away")
)
NOT_WHOLE = Code("Q118", "error", N_("{value} is not a whole number"), N_("write it without decimals"))
NOT_A_DATE = Code("Q119", "error", N_('"{value}" is not a date'), N_("write 2022, 2022-06 or 2022-06-29"))
NOT_IN_CALENDAR = Code(
    "Q120", "error", N_("{value} is not in the calendar"), N_("compare the month and the day: year-month-day")
)
NOT_A_SPAN = Code(
    "Q121",
    "error",
    N_('"{value}" is not a span of time'),
    N_("write 2023-05-19/2023-05-21: from, to, both equally precise"),
)
NOT_A_LANGUAGE = Code("Q122", "error", N_('"{value}" is not a language'), N_("write a code such as fr, en or pt-BR"))
NOT_A_COUNTRY = Code(
    "Q123", "error", N_('"{value}" is not a country'), N_("write the two capital letters of ISO 3166, such as JP")
)
NO_LANGUAGE = Code("Q124", "error", N_("no language is named"), N_("name at least one, such as [fr, en]"))
LANGUAGE_TWICE = Code("Q125", "error", N_("a language is named twice"), N_("take one away"))
NOT_ANSWERS = Code(
    "Q126",
    "error",
    N_("a list of answers was expected here"),
    N_('write "[one, two]" for all languages, or "{{fr: [un], en: [one]}}"'),
)
EMPTY_TEXT = Code("Q130", "error", N_("this text is empty"), N_("write it, or take the key away"))
UNTRANSLATED = Code(
    "Q131",
    "error",
    N_("no text in {language_name}"),
    N_('add "{language}:" here; the languages are {languages}'),
    caret="gap",
)
ONE_TEXT_FOR_ALL = Code(
    "Q132",
    "error",
    N_("one text is given for all languages"),
    N_('write one for each, as in "{{fr: un, en: one}}"; the languages are {languages}'),
)
OTHER_LANGUAGE = Code(
    "Q133",
    "error",
    N_('"{key}" is not a language of this collection'),
    N_("its languages are {languages}"),
    caret="key",
)

LEAST_HEIGHT_MM, MOST_HEIGHT_MM = 10, 240  # no page holds more
MOST_LINES = 60  # on two pages and a half
NOT_A_HEIGHT = Code("Q151", "error", N_('"{value}" is not a height'), N_("write it in centimetres, as in 6cm"))
HEIGHT_OUT_OF_BOUNDS = Code(
    "Q152", "error", N_('a space of "{value}" fits on no page'), N_("write {least}cm at least, {most}cm at most")
)
TOO_MANY_LINES = Code("Q153", "error", N_("{value} lines are too many"), N_("write {most} at most"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the fields of one question are read against.

    `languages`: those in which every text must exist; `known`: those in which one may. `file`: where it all stands.
    `wrong_picture`: what is wrong with a picture, by its name as written. `macros`: TeX commands of the author's own;
    None where they can't be read: then formulas aren't looked at.
    """

    languages: tuple[str, ...]
    known: tuple[str, ...]
    file: str = ""
    wrong_picture: Callable[[str], Code | None] = lambda _name: None
    macros: Mapping[str, str] | None = field(default_factory=dict)

    def place(self, at: Path) -> Place:
        """The place that a path leads to."""
        return Place(self.file, at)

    def shown(self, text: str, at: Path) -> str:
        """A text with markup, its formulas ready. Raises Invalid for one that can't be shown."""
        if self.macros is None or not formulas.possible(text):
            return text
        return formulas.ready(text, self.macros, self.place(at))


Reader = Callable[[Any, Reading, Path], T]
"""Reads a value. Raises Invalid with every problem in it."""


# ---------------------------------------------------------------------------------------------------------------
# Scalars


def _string(value: Any, reading: Reading, at: Path) -> str:
    if not isinstance(value, str):
        refuse(NOT_TEXT.at(reading.place(at)))
    if not value.strip():
        refuse(EMPTY_TEXT.at(reading.place(at)))
    return value


def read_scalar(value: Any, reading: Reading, at: Path) -> str:
    """A word or a text without the spaces around it."""
    text = value.strip() if isinstance(value, str) else ""
    return text or _string(value, reading, at)


def read_slug(value: Any, reading: Reading, at: Path) -> str:
    """An id."""
    text = read_scalar(value, reading, at)
    if not SLUG_PATTERN.fullmatch(text):
        refuse(NOT_AN_ID.at(reading.place(at), value=text[:_EXCERPT], **meant.slug(text[:_EXCERPT])))
    return text


def read_flag(value: Any, reading: Reading, at: Path) -> bool:
    """Yes or no, written true or false."""
    text = read_scalar(value, reading, at).lower()
    if text not in ("true", "false"):
        refuse(NOT_A_FLAG.at(reading.place(at), value=text[:_EXCERPT], **meant.flag(text[:_EXCERPT])))
    return text == "true"


def read_decimal(value: Any, reading: Reading, at: Path) -> Decimal:
    """A decimal with a point, of at most 30 digits; nothing else that Decimal would take."""
    text = read_scalar(value, reading, at)
    if not re.fullmatch(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?", text):
        written = meant.number(text, reading.known)
        refuse(NOT_A_NUMBER.at(reading.place(at), value=text[:_EXCERPT], **written))
    return Decimal(text)


def read_positive(value: Any, reading: Reading, at: Path) -> Decimal:
    """A decimal above zero."""
    number = read_decimal(value, reading, at)
    if number <= 0:
        refuse(NOT_ABOVE_ZERO.at(reading.place(at), value=str(number)))
    return number


def read_count(value: Any, reading: Reading, at: Path) -> int:
    """A whole number above zero."""
    number = read_positive(value, reading, at)
    if number != number.to_integral_value() or number > 10**9:
        refuse(NOT_WHOLE.at(reading.place(at), value=str(number)))
    return int(number)


_LENGTH = re.compile(r"([+-]?\d{1,6}(?:\.\d{1,6})?) ?(mm|cm)")


def read_height(value: Any, reading: Reading, at: Path) -> int:
    """A height on paper, `6cm` or `45 mm`, in millimetres."""
    text = read_scalar(value, reading, at)
    found = _LENGTH.fullmatch(text)
    if found is None:
        refuse(NOT_A_HEIGHT.at(reading.place(at), value=text[:_EXCERPT]))
    height_mm = Decimal(found[1]) * (10 if found[2] == "cm" else 1)
    if not LEAST_HEIGHT_MM <= height_mm <= MOST_HEIGHT_MM:
        values: dict[str, str | int] = {"value": text, "least": LEAST_HEIGHT_MM // 10, "most": MOST_HEIGHT_MM // 10}
        refuse(HEIGHT_OUT_OF_BOUNDS.at(reading.place(at), **values))
    return round(height_mm)


def read_lines(value: Any, reading: Reading, at: Path) -> int:
    """How many lines to write on."""
    count = read_count(value, reading, at)
    if count > MOST_LINES:
        refuse(TOO_MANY_LINES.at(reading.place(at), value=count, most=MOST_LINES))
    return count


ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _iso_date(text: str, reading: Reading, at: Path) -> Date:
    parts = ISO_DATE.fullmatch(text)
    if parts is None:
        refuse(NOT_A_DATE.at(reading.place(at), value=text[:_EXCERPT], **meant.date(text[:_EXCERPT], reading.known)))
    numbers = [int(part) for part in parts.groups() if part is not None]
    try:
        calendar.date(*[*numbers, 1, 1][:3])
    except ValueError:
        refuse(NOT_IN_CALENDAR.at(reading.place(at), value=text))
    year, *rest = numbers
    return Date(year, rest[0] if rest else None, rest[1] if len(rest) > 1 else None, at)


def _moment(text: str, reading: Reading, at: Path) -> Date | Interval:
    start, slash, end = text.partition("/")
    if not slash or "/" in end:  # 29/06/2022 is no span, nor anything else
        return _iso_date(text, reading, at)
    first, last = _iso_date(start, reading, at), _iso_date(end, reading, at)
    if first.precision != last.precision or _ordinal(first) > _ordinal(last):
        refuse(NOT_A_SPAN.at(reading.place(at), value=text))
    return Interval(first, last, at)


def _ordinal(date: Date) -> tuple[int, int, int]:
    return (date.year, date.month or 0, date.day or 0)


def read_date(value: Any, reading: Reading, at: Path) -> Date:
    """An ISO date, `2022`, `2022-06` or `2022-06-29`; also written as `{date: …}`."""
    if isinstance(value, dict) and set(value) == {"date"}:
        value = value["date"]
    return _iso_date(read_scalar(value, reading, at), reading, at)


def read_language(value: Any, reading: Reading, at: Path) -> str:
    """A language code that CLDR knows."""
    text = read_scalar(value, reading, at)
    if not values.is_language(text):
        code = meant.language(text[:_EXCERPT])
        refuse(NOT_A_LANGUAGE.at(reading.place(at), value=text[:_EXCERPT], **({"written": code} if code else {})))
    return text


# ---------------------------------------------------------------------------------------------------------------
# Texts

TYPED = ("country", "date", "number")


def _typed(kind: str, value: Any, reading: Reading, at: Path) -> Text:
    text = _string(value, reading, (*at, kind)).strip()
    match kind:
        case "country":
            if not values.is_country(text):
                written = meant.country(text[:_EXCERPT], reading.known)
                refuse(NOT_A_COUNTRY.at(reading.place(at), kind, value=text[:_EXCERPT], **written))
            return Country(text, at)
        case "date":
            return replace(_moment(text, reading, (*at, kind)), at=at)
        case _:
            return Number(read_decimal(text, reading, (*at, kind)), at)


def _by_language(tree: dict[str, Any], reading: Reading, at: Path) -> dict[str, str]:
    known = reading.known
    if len(tree) == len(known):  # as nearly always: a text in each language, and nothing else
        for language in known:
            text = tree.get(language)
            if not isinstance(text, str) or not text or text.isspace():
                break
        else:
            return tree
    place = reading.place(at)
    problems: list[Problem] = []
    meant_: set[object] = set()
    for key, value in tree.items():
        if key not in known:
            hint = _language_meant(key, tree, reading)
            meant_.update(hint.values())
            problems.append(OTHER_LANGUAGE.at(place, key, key=key[:_EXCERPT], languages=", ".join(known), **hint))
        elif not isinstance(value, str):
            problems.append(NOT_TEXT.at(place, key))
        elif not value or value.isspace():
            problems.append(EMPTY_TEXT.at(place, key))
    for language in reading.languages:
        if language not in tree and not meant_.intersection((language, *TYPED)):
            problems.append(UNTRANSLATED.at(place, language=language, languages=", ".join(reading.languages)))
    if problems:
        refuse(*problems)
    return tree


def _language_meant(key: str, tree: dict[str, Any], reading: Reading) -> dict[str, str | int]:
    """The language, or else the sort of value, that a key stands for, as the value `nearest`."""
    if (code := meant.language(key[:_EXCERPT], reading.known)) is not None:
        return {"nearest": code}
    if values.is_language(key):
        return {}
    if len(tree) == 1 and (typed := meant.key(key[:_EXCERPT], TYPED)):
        return typed
    return nearest(key[:_EXCERPT], reading.known)


def read_text(value: Any, reading: Reading, at: Path) -> Text:
    """A text: in each language, or a value."""
    if not isinstance(value, dict):
        text = _string(value, reading, at)
        if len(reading.known) > 1:
            refuse(ONE_TEXT_FOR_ALL.at(reading.place(at), languages=", ".join(reading.known)))
        return Words({reading.known[0]: reading.shown(text, at)}, at)
    return _ready(_words(value, reading, at), reading)


def read_wording(value: Any, reading: Reading, at: Path) -> Text:
    """A text, or a lone string that stands for every language, as a name does."""
    return _ready(read_literal(value, reading, at), reading)


def read_literal(value: Any, reading: Reading, at: Path) -> Text:
    """A wording in which no mark means anything, as the answer that is typed."""
    if isinstance(value, dict):
        return _words(value, reading, at)
    text = _string(value, reading, at)
    return Name(text, at=at) if len(reading.known) > 1 else Words({reading.known[0]: text}, at)


def _ready(text: Text, reading: Reading) -> Text:
    """The text with its formulas ready to be shown."""
    if isinstance(text, Name):
        ready = reading.shown(text.words, text.at)
        return text if ready is text.words else replace(text, words=ready)
    if isinstance(text, Words):
        for words in text.by_language.values():
            if formulas.possible(words):
                return replace(text, by_language=_shown_in_each(text.by_language, reading, text.at))
    return text


def _shown_in_each(by_language: Mapping[str, str], reading: Reading, at: Path) -> dict[str, str]:
    """Texts with markup by their languages, as `Reading.shown` has them."""
    shown: dict[str, str] = {}
    problems: list[Problem] = []
    for language, words in by_language.items():
        try:
            shown[language] = reading.shown(words, (*at, language))
        except Invalid as error:
            problems += error.problems
    if problems:
        refuse(*problems)
    return shown


def _words(tree: dict[str, Any], reading: Reading, at: Path) -> Text:
    if len(tree) == 1:
        (key,) = tree
        if key in TYPED and key not in reading.known:
            return _typed(key, tree[key], reading, at)
    if "text" in tree and tree.keys() == {"text", "lang"}:
        words = _string(tree["text"], reading, (*at, "text"))
        return Name(words, read_language(tree["lang"], reading, (*at, "lang")), at)
    return Words(_by_language(tree, reading, at), at)


def read_passages(value: Any, reading: Reading, at: Path) -> dict[str, str]:
    """One string a language; a lone string in a bank of one language."""
    if isinstance(value, dict):
        return _by_language(value, reading, at)
    text = _string(value, reading, at)
    if len(reading.known) > 1:
        refuse(ONE_TEXT_FOR_ALL.at(reading.place(at), languages=", ".join(reading.known)))
    return {reading.known[0]: text}


# ---------------------------------------------------------------------------------------------------------------
# Lists


def list_of(read: Reader[T], value: Any, reading: Reading, at: Path) -> list[T]:
    """Each element read; the problems of all of them, if there are any."""
    if not isinstance(value, list):
        refuse(NOT_A_LIST.at(reading.place(at)))
    found: list[T] = []
    problems: list[Problem] = []
    for index, each in enumerate(value):
        try:
            found.append(read(each, reading, (*at, index)))
        except Invalid as error:
            problems.extend(error.problems)
    if problems:
        refuse(*problems)
    return found


def read_languages(value: Any, reading: Reading, at: Path) -> tuple[str, ...]:
    """Language codes, each known to CLDR and named once."""
    found = tuple(list_of(read_language, value, reading, at))
    if not found:
        refuse(NO_LANGUAGE.at(reading.place(at)))
    if len(set(found)) < len(found):
        refuse(LANGUAGE_TWICE.at(reading.place(at)))
    return found


def _former(value: Any, reading: Reading, at: Path) -> str:
    text = read_scalar(value, reading, at)
    if not all(SLUG_PATTERN.fullmatch(part) for part in text.split("/", 1)):
        refuse(NOT_AN_ID.at(reading.place(at), value=text[:_EXCERPT], **meant.slug(text[:_EXCERPT])))
    return text


def read_formers(value: Any, reading: Reading, at: Path) -> tuple[str, ...]:
    """One former id or a list of them: `question`, or `collection/question`."""
    return tuple(list_of(_former, value, reading, at)) if isinstance(value, list) else (_former(value, reading, at),)


def read_terms(value: Any, reading: Reading, at: Path) -> tuple[str, ...]:
    """A list of words."""
    return tuple(list_of(read_scalar, value, reading, at))


def read_variants(value: Any, reading: Reading, at: Path) -> dict[str, tuple[str, ...]]:
    """`[x]` for every language, or `{fr: [x], en: [y]}`; a language left out has none."""
    if isinstance(value, list):
        words = tuple(list_of(read_scalar, value, reading, at))
        return dict.fromkeys(reading.known, words)
    if not isinstance(value, dict):
        refuse(NOT_ANSWERS.at(reading.place(at)))
    known = ", ".join(reading.known)
    problems: list[Problem] = []
    found: dict[str, tuple[str, ...]] = {}
    for language, words in value.items():
        if language not in reading.known:
            hint = nearest(language, reading.known)
            place = reading.place((*at, language))
            problems.append(OTHER_LANGUAGE.at(place, key=language[:_EXCERPT], languages=known, **hint))
            continue
        try:
            found[language] = tuple(list_of(read_scalar, words, reading, (*at, language)))
        except Invalid as error:
            problems.extend(error.problems)
    if problems:
        refuse(*problems)
    return found
