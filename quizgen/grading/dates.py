"""Judging a date, in the forms in which people write one.

Whatever form CLDR has for a language is read: its names of months and days, its figures, and the words of its
patterns, which mean nothing by themselves (Spanish de, Vietnamese năm). The names of the languages that have a file
are read in any session, since a learner may write in another language than the session's. A day and a month in figures
are asked for again where they may be either, in English alone, which knows both orders.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

from quizgen import languages
from quizgen.grading.figures import LONGEST, MINUS, in_words
from quizgen.grading.verdicts import Unreadable
from quizgen.items import Date, Moment
from quizgen.text import values
from quizgen.text.folding import without_accents
from quizgen.text.numerals import locale_of

_EAST_ASIAN = re.compile(r"(?:(\d+) ?[年년] ?)?(?:(\d+) ?[月월] ?)?(?:(\d+) ?[日일号] ?)?")
_FIGURES = re.compile(r"(-?\d{1,4})(?:([-/. ])(\d{1,4})(?:\2(\d{1,4}))?)?")


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

    Years before Christ are counted as ISO 8601 does: 0 is 1 BC. `year`: the one to use where none is typed; None if it
    has to be. `short_years`: read years of one or two digits, as in an answer before the year 100; elsewhere an answer
    of 22 for 2022 is better asked for again.
    """
    if len(text) > LONGEST:
        return frozenset()
    text = _levelled(text).translate(MINUS).translate(_digits(text))
    without, era = _without_era(text, language)
    found = _read(without, language, year, short_years or era is not None)
    if not found and era is not None:
        found, era = _read(text, language, year, short_years), None  # they were letters of something else
    found = {date for date in found if date.year}
    if era == "before":
        found = {Date(1 - date.year, date.month, date.day) for date in found if date.year > 0}
    return frozenset(filter(_exists, found))


def _levelled(text: str) -> str:
    """A text without what case, accents and kinds of spaces add."""
    text = unicodedata.normalize("NFKC", text.replace("´", "'")).casefold()
    text = without_accents(text.translate(_SIGNS))
    return " ".join(text.replace("\u2024", ".").split())


_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "ʻ": "'", "\u200e": "", "\u200f": "", "\u061c": "", "،": ",", "፣": ","})


def _digits(text: str) -> dict[int, str]:
    """The figures of other scripts, as ours."""
    return {ord(char): str(unicodedata.digit(char)) for char in set(text) if char.isdecimal() and not char.isascii()}


def _read(text: str, language: str, year: int | None, short_years: bool) -> set[Date]:
    text = text.strip(" .;!?")
    if as_written := _as_written(text, language, year, short_years):
        return as_written
    east_asian = _EAST_ASIAN.fullmatch(text)
    if east_asian and text and not text.isdecimal():
        return _named_figures([part and int(part) for part in east_asian.groups()], year)
    plain = _ordinal().sub("", " ".join(text.replace(",", " ").split()))
    if figures := _FIGURES.fullmatch(_lead().sub("", plain)):
        return _in_figures(figures, language, year, short_years)
    return _in_words(text, language, year, short_years)


def _named_figures(parts: list[int | str | None], year: int | None) -> set[Date]:
    """A date of which each figure has its name behind it: 2023年5月19日, 5월 6일."""
    given, month, day = (part if isinstance(part, int) else None for part in parts)
    given = year if given is None else given
    if given is None or (day is not None and month is None):
        return set()
    return {Date(given, month, day)}


def _in_figures(figures: re.Match[str], language: str, year: int | None, short_years: bool) -> set[Date]:
    """What one to three numbers may mean. A number of three digits or more is a year."""
    parts = [part for part in figures.group(1, 3, 4) if part is not None]
    numbers = [int(part) for part in parts]
    is_year = [len(part.lstrip("-")) >= 3 or part.startswith("-") for part in parts]
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
            return _days(numbers[0], numbers[1], year, figures[2], language)
        case [True, False, False]:
            return {Date(numbers[0], numbers[1], numbers[2])}
        case [False, False, is_last] if is_last or short_years:
            return _days(numbers[0], numbers[1], numbers[2], figures[2], language)
    return set()


def _days(first: int, second: int, year: int, sign: str, language: str) -> set[Date]:
    """A day and a month, in the language's order if that makes a date; in English, in both. With dots, day first."""
    day_first, month_first = Date(year, second, first), Date(year, first, second)
    if languages.base(language) == languages.SOURCE and sign != ".":
        return {date for date in (day_first, month_first) if _exists(date)}
    in_order = [day_first, month_first] if sign == "." or _day_comes_first(language) else [month_first, day_first]
    return set(next(([date] for date in in_order if _exists(date)), []))


@lru_cache(maxsize=64)
def _day_comes_first(language: str) -> bool:
    pattern = str(locale_of(language).date_formats["short"].pattern)
    return pattern.lower().find("d") < pattern.upper().find("M")


def _in_words(text: str, language: str, year: int | None, short_years: bool) -> set[Date]:
    """The dates of a text with a month in words, or a year with words that mean nothing; nothing if more is in it."""
    found: set[Date] = set()
    for pattern, months in _months(language):
        for at in pattern.finditer(text):  # "mar. 14 mars" has two, one of which is a Tuesday
            rest = f"{text[: at.start()]} | {text[at.end() :]}"
            found |= _around(rest, months[at[0]], language, year, short_years)
        if found:
            return found
    return _around(text, None, language, year, short_years)


def _around(text: str, month: int | None, language: str, year: int | None, short_years: bool) -> set[Date]:
    """The date of the figures beside a month, where all else means nothing."""
    if re.search(r"[^\w\s.,'’/|\-]", "".join(char for char in text if not unicodedata.category(char).startswith("M"))):
        return set()
    if re.search(r"\d ?- ?\d", text):
        return set()  # from one day or year to another
    text = _ordinal().sub(" ", text)
    words = [word for word in _split(text) if word not in ("|",)]
    numbers = [word for word in words if word.isdecimal()]
    others = [word for word in words if not word.isdecimal()]
    meaningful = [word for word in others if word not in _fillers() and word not in _literals(language)]
    if month is not None:
        meaningful = [word for word in meaningful if word not in _weekdays(language)]
    spelt = " ".join(meaningful)
    if spelt:
        number = _in_letters(spelt)
        if number is None:
            return set()
        numbers = sorted([*numbers, str(number)], key=len)
    year_and_day = _year_and_day(numbers, year, short_years)
    if year_and_day is None or (month is None and (year_and_day[1] is not None or not numbers)):
        return set()
    return {Date(year_and_day[0], month, year_and_day[1])}


def _split(text: str) -> list[str]:
    """The words and figures of a text; a word keeps the marks that its script writes on letters."""
    words: list[str] = []
    last = ""
    for char in text:
        category = unicodedata.category(char)
        kind = "d" if category == "Nd" else "w" if category[0] in "LM" else ""
        if kind and kind == last:
            words[-1] += char
        elif kind:
            words.append(char)
        last = kind
    return words


def _in_letters(words: str) -> int | None:
    """A day or a year in words: third, vingt et un."""
    ordinals = {word: number for language in languages.every() for word, number in language.ordinal_words.items()}
    return ordinals.get(words, in_words(words))


def _year_and_day(numbers: list[str], year: int | None, short_years: bool) -> tuple[int, int | None] | None:
    """The year and the day, if there is one, among the numbers beside a month; None if they are anything else."""
    years = [number for number in numbers if len(number) >= 3] or (numbers[-1:] if short_years else [])
    days = [number for number in numbers if number not in years]
    if len(years) > 1 or len(days) > 1:
        return None
    if years:
        year = int(years[0])
    return None if year is None else (year, int(days[0]) if days else None)


def _exists(date: Date) -> bool:
    year = (
        date.year if date.year > 0 else 4 - -date.year % 4
    )  # a year that is as long; before Christ, as ISO 8601 has it
    try:
        datetime.date(year, 1 if date.month is None else date.month, 1 if date.day is None else date.day)
    except (ValueError, OverflowError):
        return False
    return date.year >= -9999


# ---------------------------------------------------------------------------------------------------------------
# Words of CLDR's


@lru_cache(maxsize=64)
def _months(language: str) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """Patterns that find a month by its name in full or shortened, of this language first, and then of any."""
    found = []
    for spoken in ((language,), languages.KNOWN):
        names: dict[str, set[int]] = {}
        for code in spoken:
            for name, number in values.months(code).items():
                for form in _forms(_levelled(name).strip(" .")):
                    names.setdefault(form, set()).add(number)
            for name in values.weekdays(code):
                if _levelled(name).strip(" .") not in {_levelled(each).strip(" .") for each in values.months(code)}:
                    names.pop(_levelled(name).strip(" ."), None)
        sure = {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1 and name}
        either = "|".join(re.escape(name) for name in sorted(sure, key=len, reverse=True))
        found.append((re.compile(rf"(?<![^\W\d_]|\d)(?:{either})(?![^\W\d_]|[\d\u0300-\u0e7f])"), sure))
    return tuple(found)


def _forms(name: str) -> set[str]:
    """A month's name, and its beginnings from three letters on, if it is a single word in an alphabet."""
    if not name.isalpha() or not all(
        char.isascii() or unicodedata.name(char, "").split()[0] in _ALPHABETS for char in name
    ):
        return {name}
    return {name, *(name[:length] for length in range(3, len(name)))}


_ALPHABETS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"}


@lru_cache(maxsize=64)
def _weekdays(language: str) -> frozenset[str]:
    return frozenset(
        word
        for spoken in (language, *languages.KNOWN)
        for name in values.weekdays(spoken)
        for word in _split(_levelled(name))
    )


@lru_cache(maxsize=64)
def _literals(language: str) -> frozenset[str]:
    """The words in CLDR's patterns of dates in a language, and in the months' names beside the figure that is one."""
    locale = locale_of(language)
    patterns = [str(pattern.pattern) for pattern in locale.date_formats.values()]
    patterns += [str(pattern.pattern) for pattern in locale.datetime_skeletons.values()]
    quoted = [word for pattern in patterns for word in re.findall(r"'((?:[^']|'')+)'", pattern)]
    unquoted = [re.sub(r"'(?:[^']|'')*'|[a-zA-Z]", " ", pattern) for pattern in patterns]
    return frozenset(word for text in (*quoted, *unquoted) for word in _split(_levelled(text)))


def _as_written(text: str, language: str, year: int | None, short_years: bool) -> set[Date]:
    """The date of a text that is written after one of CLDR's patterns for the language, whichever words are in that."""
    months, patterns = _patterns(language)
    for pattern in patterns:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            figures = parts.get("year")
            if figures and len(figures) < 3 and not short_years:
                return set()
            month = months.get(parts["month"]) if parts.get("month") else int(parts.get("number") or 0) or None
            day = int(parts["day"]) if parts.get("day") else None
            given = int(figures) if figures else year
            return set() if given is None else {Date(given, month, day)}
    return set()


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[dict[str, int], tuple[re.Pattern[str], ...]]:
    """The months of a language, and CLDR's patterns of dates in it, but for those in figures and signs alone."""
    locale = locale_of(language)
    levelled = {_levelled(name).strip(" ."): number for name, number in values.months(language).items()}
    months = {name.translate(_digits(name)): number for name, number in levelled.items()}
    either = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True) if name)
    written = [str(locale.date_formats[width].pattern) for width in ("long", "full", "medium")]
    skeletons = locale.datetime_skeletons
    written += [str(skeletons[name].pattern) for name in ("yMMMM", "yMMMd", "MMMMd", "MMMd", "y") if name in skeletons]
    found = []
    for pattern in dict.fromkeys(written):
        if "MMM" not in pattern and re.fullmatch(r"[yMd]+[-/.][yMd]+[-/.][yMd]+\.?", pattern):
            continue
        parts = [part.group() for part in re.finditer(r"'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)]
        found.append(re.compile("".join(_part(part, either) for part in parts)))
    return months, tuple(found)


def _part(part: str, months: str) -> str:
    """A pattern for one part of a CLDR pattern."""
    if part[0] == "y":
        return r"(?<!\d)(?P<year>\d{1,4})(?!\d)"
    if part[0] in "ML":
        return rf"(?P<month>{months})\.?" if len(part) >= 3 else r"(?<!\d)(?P<number>\d{1,2})(?!\d)"
    if part[0] == "d":
        return r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
    if part[0] in "EeccG":
        return ".*?"
    literal = part[1:-1].replace("''", "'") if part[0] == "'" else part
    words = re.split(r"\s+", without_accents(unicodedata.normalize("NFKC", literal).casefold().translate(_SIGNS)))
    if not literal.strip():
        return r"[\s.,]+"
    return r"[\s.,]*".join(re.escape(word).replace("\\.", "[. ]*").replace(",", "[, ]*") for word in words)


def _without_era(text: str, language: str) -> tuple[str, str | None]:
    """The text without the words for before or after Christ, and which of them it has."""
    for era, pattern in _eras(language):
        found = pattern.search(text)
        if found:
            return f"{text[: found.start()]} {text[found.end() :]}".strip(), era
    return text, None


@lru_cache(maxsize=64)
def _eras(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Finds the words for before and after Christ, of this language and of any that has a file."""
    found = []
    for index, era in enumerate(("before", "after")):
        names = {
            _levelled(str(locale_of(spoken).eras[width][index])).strip(" .")
            for spoken in (language, *languages.KNOWN)
            for width in ("wide", "abbreviated")
        }
        names |= {
            word for known in languages.every() for word in (known.before_christ if index == 0 else known.after_christ)
        }
        either = "|".join(_spaced(name) for name in sorted(names, key=len, reverse=True) if len(name) > 1)
        found.append((era, re.compile(rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])\.?")))
    return tuple(found)


def _spaced(name: str) -> str:
    """A pattern for a name of which dots, spaces and hyphens may be there or not: av. J.-C., av JC."""
    return r"[-. ]*".join(re.escape(part) for part in re.findall(r"[^-. ]", name))


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(word for language in languages.every() for word in language.date_fillers)


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    endings = "|".join(ending for language in languages.every() for ending in language.ordinals)
    return re.compile(rf"(?<=\d) ?(?:{endings})\b(?!')")


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    leads = sorted((lead for language in languages.every() for lead in language.date_leads), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(leads)}) (?=-?\d)")
