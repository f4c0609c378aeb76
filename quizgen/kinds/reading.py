"""Reading the values of a bank's fields: from strings, lists and mappings to texts, numbers and flags.

The YAML reader leaves every scalar a string, so each field says here what it asks of that string. A field that
can't be read raises a fault with its code, its place below the field and the values of its message.
"""

from __future__ import annotations

import datetime as calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from quizgen.items import Country, Date, Interval, Name, Number, Text, Words
from quizgen.text import values

T = TypeVar("T")

Loc = tuple[str | int, ...]
SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the fields of one question are read against.

    `languages`: those in which every text must exist; `known`: those in which one may.
    """

    languages: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong at a place below what is being read. `in_key`: in the key there, rather than in its value."""

    code: str
    loc: Loc = ()
    values: Mapping[str, str | int] = field(default_factory=dict)
    in_key: bool = False


class Refused(Exception):
    """What was read makes no sense, for all these reasons."""

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        super().__init__()
        self.flaws = tuple(flaws)

    def below(self, *loc: str | int) -> list[Flaw]:
        """The flaws as seen from further up: `loc` leads to what was refused."""
        return [replace(flaw, loc=(*loc, *flaw.loc)) for flaw in self.flaws]


def fault(code: str, *loc: str | int, **values: str | int) -> Flaw:
    """One thing wrong, by its code, place and the values of its message."""
    return Flaw(code, loc, values)


def fail(*flaws: Flaw) -> NoReturn:
    """Refuse what is being read."""
    raise Refused(flaws)


def nearest(word: str, known: Iterable[str]) -> dict[str, str | int]:
    """The known word that was probably meant, as the value `nearest`; nothing if none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), known, n=1)
    return {"nearest": close[0]} if close else {}


# ---------------------------------------------------------------------------------------------------------------
# Scalars


def _string(value: Any, *loc: str | int) -> str:
    if not isinstance(value, str):
        fail(fault("Q112", *loc))
    if not value.strip():
        fail(fault("Q130", *loc))
    return value


def read_scalar(value: Any) -> str:
    """A word or a text without the spaces around it."""
    text = value.strip() if isinstance(value, str) else ""
    return text or _string(value)


def read_slug(value: Any) -> str:
    """An id."""
    text = read_scalar(value)
    if not SLUG_PATTERN.fullmatch(text):
        fail(fault("Q114", value=text[:80]))
    return text


def read_flag(value: Any) -> bool:
    """Yes or no, written true or false."""
    text = read_scalar(value).lower()
    if text not in ("true", "false"):
        fail(fault("Q115", value=text[:80]))
    return text == "true"


def read_decimal(value: Any) -> Decimal:
    """A decimal with a point, of at most 30 digits; nothing else that Decimal would take."""
    text = read_scalar(value)
    if not re.fullmatch(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?", text):
        fail(fault("Q116", value=text[:80]))
    return Decimal(text)


def read_positive(value: Any) -> Decimal:
    """A decimal above zero."""
    number = read_decimal(value)
    if number <= 0:
        fail(fault("Q117", value=str(number)))
    return number


def read_count(value: Any) -> int:
    """A whole number above zero."""
    number = read_positive(value)
    if number != number.to_integral_value() or number > 10**9:
        fail(fault("Q118", value=str(number)))
    return int(number)


ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _iso_date(text: str) -> Date:
    parts = ISO_DATE.fullmatch(text)
    if parts is None:
        fail(fault("Q119", value=text[:80]))
    numbers = [int(part) for part in parts.groups() if part is not None]
    try:
        calendar.date(*[*numbers, 1, 1][:3])
    except ValueError:
        fail(fault("Q120", value=text))
    return Date(*numbers)


def _moment(text: str) -> Date | Interval:
    start, slash, end = text.partition("/")
    if not slash:
        return _iso_date(text)
    first, last = _iso_date(start), _iso_date(end)
    if first.precision != last.precision or _ordinal(first) > _ordinal(last):
        fail(fault("Q121", value=text))
    return Interval(first, last)


def _ordinal(date: Date) -> tuple[int, int, int]:
    return (date.year, date.month or 0, date.day or 0)


def read_date(value: Any) -> Date:
    """An ISO date, `2022`, `2022-06` or `2022-06-29`; also written as `{date: …}`."""
    if isinstance(value, dict) and set(value) == {"date"}:
        value = value["date"]
    return _iso_date(read_scalar(value))


def read_language(value: Any) -> str:
    """A language code that CLDR knows."""
    text = read_scalar(value)
    if not values.is_language(text):
        fail(fault("Q122", value=text[:80]))
    return text


# ---------------------------------------------------------------------------------------------------------------
# Texts

TYPED = ("country", "date", "number")


def _typed(kind: str, value: Any) -> Text:
    text = _string(value, kind).strip()
    match kind:
        case "country":
            if not values.is_country(text):
                guess = text.upper()
                hint = {"nearest": guess} if values.is_country(guess) else {}
                fail(fault("Q123", kind, value=text[:80], **hint))
            return Country(text)
        case "date":
            try:
                return _moment(text)
            except Refused as error:
                fail(*error.below(kind))
        case _:
            try:
                return Number(read_decimal(text))
            except Refused as error:
                fail(*error.below(kind))


def _by_language(tree: dict[str, Any], reading: Reading) -> dict[str, str]:
    known = reading.known
    if len(tree) == len(known):  # as nearly always: a text in each language, and nothing else
        for language in known:
            text = tree.get(language)
            if not isinstance(text, str) or not text or text.isspace():
                break
        else:
            return tree
    faults: list[Flaw] = []
    for key, value in tree.items():
        if key not in known:
            hint = {} if values.is_language(key) else nearest(key, (*known, *TYPED))
            faults.append(fault("Q133", key, key=key[:80], languages=", ".join(known), **hint))
        elif not isinstance(value, str):
            faults.append(fault("Q112", key))
        elif not value or value.isspace():
            faults.append(fault("Q130", key))
    for language in reading.languages:
        if language not in tree:
            faults.append(fault("Q131", language=language, languages=", ".join(reading.languages)))
    if faults:
        fail(*faults)
    return tree


def read_text(value: Any, reading: Reading) -> Text:
    """A text: in each language, or a value."""
    if isinstance(value, dict):
        return _words(value, reading)
    text = _string(value)
    if len(reading.known) > 1:
        fail(fault("Q132", languages=", ".join(reading.known)))
    return Words({reading.known[0]: text})


def read_wording(value: Any, reading: Reading) -> Text:
    """A text, or a lone string that stands for every language, as a name does."""
    if isinstance(value, dict):
        return _words(value, reading)
    text = _string(value)
    return Name(text) if len(reading.known) > 1 else Words({reading.known[0]: text})


def _words(tree: dict[str, Any], reading: Reading) -> Text:
    if len(tree) == 1:
        (key,) = tree
        if key in TYPED and key not in reading.known:
            return _typed(key, tree[key])
    return Words(_by_language(tree, reading))


def read_passages(value: Any, reading: Reading) -> dict[str, str]:
    """One string a language; a lone string in a bank of one language."""
    if isinstance(value, dict):
        return _by_language(value, reading)
    text = _string(value)
    if len(reading.known) > 1:
        fail(fault("Q132", languages=", ".join(reading.known)))
    return {reading.known[0]: text}


# ---------------------------------------------------------------------------------------------------------------
# Lists


def list_of(read: Callable[[Any], T], value: Any, *loc: str | int) -> list[T]:
    """Each element read; the faults of all of them, if there are any."""
    if not isinstance(value, list):
        fail(fault("Q113", *loc))
    found: list[T] = []
    faults: list[Flaw] = []
    for index, each in enumerate(value):
        try:
            found.append(read(each))
        except Refused as error:
            faults.extend(error.below(*loc, index))
    if faults:
        fail(*faults)
    return found


def read_languages(value: Any) -> tuple[str, ...]:
    """Language codes, each known to CLDR and named once."""
    found = tuple(list_of(read_language, value))
    if not found:
        fail(fault("Q124"))
    if len(set(found)) < len(found):
        fail(fault("Q125"))
    return found


def _former(value: Any) -> str:
    text = read_scalar(value)
    if not all(SLUG_PATTERN.fullmatch(part) for part in text.split("/", 1)):
        fail(fault("Q114", value=text[:80]))
    return text


def read_formers(value: Any) -> tuple[str, ...]:
    """One former id or a list of them: `question`, or `collection/question`."""
    return tuple(list_of(_former, value)) if isinstance(value, list) else (_former(value),)


def read_terms(value: Any) -> tuple[str, ...]:
    """A list of words."""
    return tuple(list_of(read_scalar, value))


def read_variants(value: Any, reading: Reading) -> dict[str, tuple[str, ...]]:
    """`[x]` for every language, or `{fr: [x], en: [y]}`; a language left out has none."""
    if isinstance(value, list):
        words = tuple(list_of(read_scalar, value))
        return dict.fromkeys(reading.known, words)
    if not isinstance(value, dict):
        fail(fault("Q126"))
    faults: list[Flaw] = []
    found: dict[str, tuple[str, ...]] = {}
    for language, words in value.items():
        if language not in reading.known:
            hint = nearest(language, reading.known)
            faults.append(fault("Q133", language, key=language[:80], languages=", ".join(reading.known), **hint))
            continue
        try:
            found[language] = tuple(list_of(read_scalar, words, language))
        except Refused as error:
            faults.extend(error.flaws)
    if faults:
        fail(*faults)
    return found
