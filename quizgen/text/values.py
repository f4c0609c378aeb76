"""Values that a bank states once and every language writes in its own way: countries, dates, numbers.

The names and patterns are CLDR's, as Babel carries them, but where a language's file says otherwise. An unknown
language gets English. Everything is cached: a value is written many times over.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from quizgen import languages
from quizgen.text.numerals import known_locale, locale_of, number, percent

__all__ = [
    "countries",
    "country",
    "country_names",
    "date",
    "interval",
    "is_country",
    "is_language",
    "months",
    "number",
    "percent",
    "truth",
    "weekday",
    "weekdays",
]

# Two-letter codes in CLDR that aren't ISO 3166-1 countries or territories: groupings (EU, EZ, QO, UN), pseudo
# and unknown regions (XA, XB, ZZ) and islets that ISO only reserves. Kosovo (XK) is kept: people learn it.
_NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=64)
def is_language(code: str) -> bool:
    """Whether CLDR knows the language: fr, pt-BR, zh-Hant."""
    return bool(re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*", code)) and known_locale(code) is not None


def is_rightwards(code: str) -> bool:
    """Whether the language is written from right to left."""
    locale = known_locale(code)
    return locale is not None and locale.text_direction == "rtl"


def is_country(code: str) -> bool:
    """Whether it is the two-letter code of a country or territory, in capitals."""
    return code in _country_codes()


def countries() -> tuple[str, ...]:
    """Every country and territory code, in order."""
    return tuple(sorted(_country_codes()))


@lru_cache(maxsize=2048)
def country(code: str, language: str) -> str:
    """The name of a country. Raises KeyError for what isn't one."""
    return country_names(code, language)[0]


@lru_cache(maxsize=2048)
def country_names(code: str, language: str) -> tuple[str, ...]:
    """All that people call a country, the name to show first. Raises KeyError if it isn't one."""
    if not is_country(code):
        raise KeyError(code)
    locale = locale_of(language)
    known = languages.of(locale.language)
    name = locale.territories.get(code) or locale_of(languages.SOURCE).territories[code]
    names = [*known.countries.get(code, ()), name]
    if known.and_ and " & " in name:
        names.insert(0, name.replace(" & ", f" {known.and_} "))
    if known.written_out:
        short, whole = known.written_out
        names += [whole + each.removeprefix(short) for each in names if each.startswith(short)]
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=2048)
def date(year: int, month: int | None, day: int | None, language: str) -> str:
    """A date as precise as it is given: 2022, juin 2022, 1er mai 2023, 1 May 2023; 0 is 1 BC, as in ISO 8601."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(language)
    if year <= 0:
        return f"{date(1 - year, month, day, language)} {locale.eras['abbreviated'][0]}"
    try:
        moment = datetime.date(year, month or 1, day or 1)
    except ValueError:  # no such day; whoever reads banks refuses it
        return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
    if month is None:
        return format_skeleton("y", moment, locale=locale)
    if day is None:
        return format_skeleton("yMMMM", moment, locale=locale)
    written = format_date(moment, "long", locale=locale)
    first = languages.of(locale.language).first_of_month
    return f"1{first}{written[1:]}" if first and day == 1 else written


Point = tuple[int, int | None, int | None]
"""Year, month and day; the last ones None where not known."""


@lru_cache(maxsize=1024)
def interval(start: Point, end: Point, language: str) -> str:
    """From one date to another, with what they share said once: 19–21 mai 2023, January–June 2022."""
    if start == end:
        return date(*start, language)
    locale = locale_of(language)
    if languages.of(locale.language).year_last:
        return _interval_by_words(start, end, language)
    from babel.dates import format_interval

    skeleton = "y" if start[1] is None else "yMMMM" if start[2] is None else "yMMMMd"
    try:
        days = [datetime.date(year, month or 1, day or 1) for year, month, day in (start, end)]
    except ValueError:
        return f"{date(*start, language)} – {date(*end, language)}"
    written = format_interval(days[0], days[1], skeleton, locale=locale)
    return str(written).replace("\N{THIN SPACE}", " ")


def _interval_by_words(start: Point, end: Point, language: str) -> str:
    """Where day, month and year stand in this order, the parts shared stand last."""
    first, last = date(*start, language), date(*end, language)
    shared = 0
    if start[1] is not None and start[0] == end[0]:
        shared = 2 if start[2] is not None and start[1] == end[1] else 1
    short = first.rsplit(" ", shared)[0] if shared else first
    spaced = " " in short or " " in last.rsplit(" ", shared)[0]
    return f"{short} – {last}" if spaced else f"{short}–{last}"


@lru_cache(maxsize=2048)
def weekday(day: datetime.date, language: str) -> str:
    """A day of this year as people speak of it: `lun. 23 nov.`, `Mon 23 Nov`."""
    from babel.dates import format_date, format_skeleton

    locale = locale_of(language)
    known = languages.of(locale.language)
    if not known.weekday:
        return format_skeleton("MMMEd", day, locale=locale)
    figure = f"d'{known.first_of_month}'" if known.first_of_month and day.day == 1 else "d"
    return format_date(day, known.weekday.replace("d", figure), locale)


@lru_cache(maxsize=64)
def truth(value: bool, language: str) -> str:
    """True or false, in words; in English where they aren't known in the language."""
    return languages.of(language).true_false[0 if value else 1]


@lru_cache(maxsize=64)
def months(language: str) -> dict[str, int]:
    """Month names and abbreviations, as CLDR writes them, and their numbers."""
    from babel.dates import get_month_names

    return {
        name: number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, context, locale_of(language)).items()
    }


@lru_cache(maxsize=64)
def weekdays(language: str) -> frozenset[str]:
    """The names and abbreviations of the days of the week."""
    from babel.dates import get_day_names

    return frozenset(
        name
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", locale_of(language)).values()
    )


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    from babel.core import get_global

    # CLDR's table of languages by territory: no locale has to be loaded for it.
    return frozenset(get_global("territory_languages")) - _NO_COUNTRY
