"""Judging an answer in figures: a number or a date, in the notations that learners use.

A learner may write in another language than the session's, so the notation isn't tied to it: 3,5 and 3.5 are the same
number; 1,000, which may be a thousand or one, is asked for again wherever it is typed; words are read in every
language that has a file.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from quizgen import languages
from quizgen.grading.verdicts import Unreadable
from quizgen.items import Date, Moment, Number, Quantity, plain
from quizgen.text import values
from quizgen.text.folding import fold_loosely, without_accents

_LONGEST = 100  # characters: a longer text is read neither as a number nor as a date
_MINUS = str.maketrans(dict.fromkeys("−–‒﹣-", "-"))
# Groups of three digits, separated by one and the same sign, or digits without groups; then perhaps decimals.
_NUMBER = re.compile(
    r"(?P<sign>[-+]?) ?(?:(?P<grouped>[1-9]\d{0,2}(?:(?P<by>[ ',.])\d{3})(?:(?P=by)\d{3})*)|(?P<plain>\d+))?"
    r"(?:(?P<point>[.,])(?P<decimals>\d+))?"
)


def judge_quantity(text: str, expected: Quantity, language: str) -> bool | Unreadable:
    """Whether a number is right within the tolerance."""
    unit = plain(expected.unit, language) if expected.unit is not None else ""
    readings = read_number(text, unit, language)
    if not readings:
        return Unreadable("number")
    if len(readings) > 1:
        return Unreadable("ambiguous", tuple(Number(value) for value in readings))
    # By fractions, since arithmetic with decimals would round to the precision of its context.
    return abs(Fraction(readings[0]) - Fraction(expected.value)) <= Fraction(expected.tolerance)


def read_number(text: str, unit: str, language: str) -> tuple[Decimal, ...]:
    """What a text may mean as a number, the smallest first; nothing if it isn't one.

    `unit`: what may stand beside the number; "" for none.
    """
    if len(text) > _LONGEST:
        return ()
    text = _without_written_unit(text, unit)
    if any(unicodedata.category(char) == "No" for char in text):
        return ()  # NFKC would make 5² fifty-two
    text = unicodedata.normalize("NFKC", text).translate(_MINUS).replace("’", "'").casefold()
    text = _without_unit(" ".join(text.split()).rstrip(".;!?"), unit, language)
    text = _minus().sub("-", text)
    word = without_accents(text.lstrip("+-"))
    if word in _number_words():
        return (Decimal(_number_words()[word] * (-1 if text.startswith("-") else 1)),)
    return tuple(sorted(_tidy(value) for value in {*_with_groups(text), *_with_decimals(text)}))


def _with_groups(text: str) -> tuple[Decimal, ...]:
    """The number, with a sign between groups of three digits taken for a thousands separator."""
    number = _NUMBER.fullmatch(text)
    if not number or not any(number.group("grouped", "plain", "decimals")):
        return ()
    if number["by"] is not None and number["by"] == number["point"]:
        return ()  # one sign can't separate both groups and decimals
    whole = re.sub(r"\D", "", number["grouped"] or number["plain"] or "0")
    return (Decimal(f"{number['sign']}{whole}.{number['decimals'] or '0'}"),)


def _with_decimals(text: str) -> tuple[Decimal, ...]:
    """The number, with its only comma or point taken for the decimal one."""
    number = re.fullmatch(r"([-+]?) ?(\d+)[.,](\d+)", text)
    return (Decimal(f"{number[1]}{number[2]}.{number[3]}"),) if number else ()


def _without_written_unit(text: str, unit: str) -> str:
    """The text without the unit after its figures, as the author wrote it: its own figures (m²) are none to read."""
    for written in (unit, unicodedata.normalize("NFKC", unit)) if unit else ():
        text = re.sub(rf"(?<=[\d\s]){re.escape(written)}(?=[\s.;!?]*$)", "", text, flags=re.IGNORECASE)
    return text


def _tidy(value: Decimal) -> Decimal:
    """The same number without the zero that reading added: 1000, not 1000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _without_unit(text: str, unit: str, language: str) -> str:
    """The text without a unit or per cent sign before or after its number, be the unit singular or plural."""
    known = {_singular(fold_loosely(unit, language), language), ""}
    if not re.search(r"\d", text):
        words, count = text.split(), len(unit.split())
        after = _singular(fold_loosely(" ".join(words[-count:]), language), language)
        return " ".join(words[:-count]) if unit and after in known else text
    edge = re.fullmatch(r"([^\d+-]*?) ?([-+]? ?[\d.,' -]*\d) ?([^\d]*)", text)
    if not edge:
        return text
    before, number, after = edge.groups()
    sides = {_singular(fold_loosely(side, language), language) for side in (before, after)}
    return number if sides <= known | {"%"} else text


def _singular(words: str, language: str) -> str:
    return " ".join(word.rstrip(languages.of(language).plural) for word in words.split())


@lru_cache(maxsize=1)
def _number_words() -> dict[str, int]:
    return {word: number for language in languages.every() for word, number in language.number_words.items()}


@lru_cache(maxsize=1)
def _minus() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(language.minus for language in languages.every())}) (?=\w)")


# --- Dates ---

_EAST_ASIAN = str.maketrans({"年": "-", "월": " ", "년": "-", "月": "-", "日": " ", "일": " "})
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = re.compile(r"(\d{1,4})(?:([-/. ])(\d{1,4})(?:\2(\d{1,4}))?)?")


def judge_moment(text: str, expected: Moment, language: str) -> bool | Unreadable:
    """Whether a date is right, to the precision of the one expected."""
    right = expected.date
    readings = read_date(text, language, right.year if expected.given else None, short_years=right.year < 100)
    if not readings:
        return Unreadable("date")
    as_precise = {_as_precise_as(right, reading) for reading in readings}
    if len(as_precise) > 1:
        in_order = sorted(readings, key=lambda date: date.month or 0)  # day and month, and the other way round
        return Unreadable("ambiguous", tuple(in_order))
    return as_precise == {right}


def _as_precise_as(right: Date, date: Date) -> Date:
    """The date without its day or month, where the right one has none."""
    month = date.month if right.month is not None else None
    return Date(date.year, month, date.day if right.day is not None else None)


def read_date(text: str, language: str, year: int | None, *, short_years: bool = False) -> frozenset[Date]:
    """What a text may mean as a date; nothing if it isn't one.

    `year`: the one to use where none is typed; None if it has to be. `short_years`: read years of one or two digits,
    as in an answer before the year 100; elsewhere an answer of 22 for 2022 is better asked for again.
    """
    if len(text) > _LONGEST:
        return frozenset()
    text = without_accents(unicodedata.normalize("NFKC", text).casefold().translate(_MINUS)).translate(_EAST_ASIAN)
    text = _ordinal().sub("", " ".join(text.replace(",", " ").split())).strip(" .;!?-")
    figures = _FIGURES.fullmatch(_lead().sub("", text))
    if figures:
        return frozenset(filter(_exists, _in_figures(figures, year, short_years)))
    return frozenset(filter(_exists, _in_words(text, language, year, short_years)))


def _in_figures(figures: re.Match[str], year: int | None, short_years: bool) -> set[Date]:
    """What one to three numbers may mean. A number of three digits or more is a year."""
    parts = [part for part in figures.group(1, 3, 4) if part is not None]
    numbers = [int(part) for part in parts]
    is_year = [len(part) >= 3 for part in parts]
    match is_year:
        case [True]:
            return {Date(numbers[0])}
        case [False]:
            if year is not None and 1 <= numbers[0] <= 12:
                return {Date(year, numbers[0])}
            return {Date(numbers[0])} if short_years else set()
        case [True, False]:
            return {Date(numbers[0], numbers[1])}
        case [False, True]:
            return {Date(numbers[1], numbers[0])}
        case [False, False] if year is not None:
            return _days(numbers[0], numbers[1], year, figures[2])
        case [True, False, False]:
            return {Date(numbers[0], numbers[1], numbers[2])}
        case [False, False, is_last] if is_last or short_years:
            return _days(numbers[0], numbers[1], numbers[2], figures[2])
    return set()


def _days(first: int, second: int, year: int, sign: str) -> set[Date]:
    """A day and a month, and the other way round, where both exist. With dots, the day always comes first."""
    dates = {Date(year, second, first), Date(year, first, second)} if sign != "." else {Date(year, second, first)}
    return {date for date in dates if _exists(date)}


def _in_words(text: str, language: str, year: int | None, short_years: bool) -> set[Date]:
    """The date of a text with a month in words; nothing if there is anything else in it."""
    if re.search(r"[^\w\s.,'’/-]", text):
        return set()
    tokens = [token for token in _TOKEN.findall(text) if token not in _fillers()]
    month = _only_month([token for token in tokens if not token.isdecimal()], language)
    year_and_day = _year_and_day([token for token in tokens if token.isdecimal()], year, short_years)
    if month is None or year_and_day is None:
        return set()
    return {Date(year_and_day[0], month, year_and_day[1])}


def _year_and_day(numbers: list[str], year: int | None, short_years: bool) -> tuple[int, int | None] | None:
    """The year and the day, if there is one, among the numbers beside a month; None if they are anything else."""
    years = [number for number in numbers if len(number) >= 3] or (numbers[-1:] if short_years else [])
    days = [number for number in numbers if number not in years]
    if len(years) > 1 or len(days) > 1:
        return None
    if years:
        year = int(years[0])
    return None if year is None else (year, int(days[0]) if days else None)


def _only_month(words: list[str], language: str) -> int | None:
    """The month that all of the words name, weekdays aside; None if they name none, or several, or anything else."""
    weekdays = _weekdays(language)
    others = [word for word in words if word not in weekdays]
    months = {_month(word, language) for word in others or words}
    if not others:  # "mar", a Tuesday in French, is March where no other word names a month
        months.discard(None)
    return months.pop() if len(months) == 1 else None


def _exists(date: Date) -> bool:
    try:
        datetime.date(date.year, 1 if date.month is None else date.month, 1 if date.day is None else date.day)
    except ValueError:
        return False
    return True


def _month(word: str, language: str) -> int | None:
    """The month that a word names in full, or by its first three letters or more if no other month begins so."""
    for names in _months(language):
        if word in names:
            return names[word]
        if len(word) >= 3:
            meant = {number for name, number in names.items() if name.startswith(word)}
            if len(meant) == 1:
                return meant.pop()
    return None


@lru_cache(maxsize=64)
def _months(language: str) -> tuple[dict[str, int], ...]:
    return tuple(
        {_bare(name): number for name, number in values.months(spoken).items()}
        for spoken in dict.fromkeys((language, *languages.KNOWN))
    )


@lru_cache(maxsize=64)
def _weekdays(language: str) -> frozenset[str]:
    return frozenset(_bare(name) for spoken in (language, *languages.KNOWN) for name in values.weekdays(spoken))


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(word for language in languages.every() for word in language.date_fillers)


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    endings = "|".join(ending for language in languages.every() for ending in language.ordinals)
    return re.compile(rf"(?<=\d) ?(?:{endings})\b")


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{'|'.join(lead for language in languages.every() for lead in language.date_leads)}) (?=\d)"
    )


def _bare(name: str) -> str:
    return without_accents(name.casefold()).rstrip(".")
