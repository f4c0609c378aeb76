"""Numbers and shares as a language writes them, and the locale of a language: CLDR's, as Babel carries it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from quizgen import languages

if TYPE_CHECKING:
    from babel import Locale


def number(value: Decimal, language: str) -> str:
    """A decimal with every digit it was stated with: 1 000,50 in French, 1,000.50 in English."""
    if not value.is_finite():
        return str(value)
    return f"{value:,f}".translate(separators(language))


@lru_cache(maxsize=64)
def separators(language: str) -> dict[int, str]:
    """What parts thousands and decimals in a language, by Python's signs. Babel's formatting takes 50 times as long."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = locale_of(language)
    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale)}


def percent(fraction: float | Decimal | Fraction, language: str) -> str:
    """A share of one in whole percent: 82 % in French, 82% in English."""
    from babel.numbers import format_percent

    return format_percent(Decimal(round(fraction * 100)).scaleb(-2), locale=locale_of(language))


def known_locale(code: str) -> Locale | None:
    """The locale of a language code, if CLDR knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale to write a language in; English for a language that CLDR doesn't know."""
    known = languages.of(language)
    wanted = known.locale if language == known.code and known.locale else language
    return known_locale(wanted) or known_locale(known.code) or locale_of(languages.SOURCE)
