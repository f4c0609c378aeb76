"""Units: all that CLDR calls one in a language, and how much one is of another."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from quizgen import languages
from quizgen.text.folding import fold_loosely
from quizgen.text.numerals import known_locale, locale_of

# By CLDR's names, a unit in terms of the smallest one of its group, by definition.
_SIZES = (
    {
        "duration-second": 1,
        "duration-minute": 60,
        "duration-hour": 3600,
        "duration-day": 86400,
        "duration-week": 604800,
    },
    {"duration-month": 1, "duration-quarter": 3, "duration-year": 12, "duration-decade": 120, "duration-century": 1200},
    {
        **{"length-nanometer": 1, "length-micrometer": 10**3, "length-millimeter": 10**6, "length-centimeter": 10**7},
        **{"length-decimeter": 10**8, "length-meter": 10**9, "length-kilometer": 10**12},
    },
    {"mass-milligram": 1, "mass-gram": 10**3, "mass-kilogram": 10**6, "mass-tonne": 10**9},
    {
        **{"volume-milliliter": 1, "volume-centiliter": 10, "volume-deciliter": 100, "volume-liter": 1000},
        "volume-hectoliter": 10**5,
    },
)


def pattern(unit: str, language: str) -> re.Pattern[str]:
    """Finds a unit after figures, in any of its names: its own figures (m²) are none to read."""
    return _pattern(unit, language)


def is_name(text: str, unit: str, language: str) -> bool:
    """Whether a text is the unit, be it singular or plural, or another name of it."""
    if not unit:
        return False
    own, names, signs = _names_of(unit, language)
    folded = _singular(fold_loosely(text, language), language)
    return folded in own or folded in names or text in signs or any(each.startswith(f"{folded} ") for each in own)


def measured(unit: str, language: str) -> bool:
    """Whether CLDR knows it as a unit, in this language or the code's own."""
    return bool(_ids(unit, language))


def factor(given: str, wanted: str, language: str) -> Fraction | None:
    """How many of the unit wanted one of the unit given is; None if that isn't fixed."""
    for sizes in _SIZES:
        for one in _ids(given, language) & sizes.keys():
            for other in _ids(wanted, language) & sizes.keys():
                return Fraction(sizes[one], sizes[other])
    return None


@lru_cache(maxsize=512)
def _pattern(unit: str, language: str) -> re.Pattern[str]:
    _own, _names, signs = _names_of(unit, language)
    written = {form for name in (unit, *signs) for form in (name, unicodedata.normalize("NFKC", name))}
    longest_first = sorted(written - signs, key=len, reverse=True)
    own = "|".join(map(re.escape, longest_first))
    shorts = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
    either = f"(?i:{own})|{shorts}" if own and shorts else f"(?i:{own})" if own else shorts
    return re.compile(rf"(?<=[\d\s])(?:{either})(?=[\s.;!?]*$)")


@lru_cache(maxsize=512)
def _names_of(unit: str, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What a unit is called: as the author wrote it and in full, folded and singular; and by its signs, as they are."""
    own = frozenset({_singular(fold_loosely(unit, language), language)})
    names: set[str] = set()
    signs: set[str] = set()
    for code in _spoken(language):
        for id in _ids(unit, language):
            in_full, short = _table(code)[id]
            names |= in_full
            signs |= short
    return own, frozenset(names), frozenset(signs)


@lru_cache(maxsize=512)
def _ids(unit: str, language: str) -> frozenset[str]:
    folded = _singular(fold_loosely(unit, language), language)
    return frozenset(
        id
        for code in _spoken(language)
        for id, (in_full, signs) in _table(code).items()
        if folded in in_full or unit in signs
    )


def _spoken(language: str) -> tuple[str, ...]:
    """The locales whose names are read: the language's, as it is written here and at large, and the code's own."""
    return tuple(dict.fromkeys([str(locale_of(language)), languages.base(language), languages.SOURCE]))


@lru_cache(maxsize=16)
def _table(code: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """CLDR's units by their ids: names in full, folded and singular, and signs."""
    from babel.units import format_unit

    locale, language = known_locale(code) or locale_of(code), languages.base(code)
    found = {}
    for id, names in locale.unit_display_names.items():
        if "-" not in id or id in _NO_UNITS:
            continue
        in_full = {str(names.get("long", ""))}
        signs = {str(names.get(length, "")) for length in ("short", "narrow")}
        for amount in (1, 2):
            in_full.add(_without_figures(format_unit(amount, id, "long", locale=locale)))
            signs.add(_without_figures(format_unit(amount, id, "short", locale=locale)))
            signs.add(_without_figures(format_unit(amount, id, "narrow", locale=locale)))
        folded = {_singular(fold_loosely(name, language), language) for name in in_full}
        found[id] = frozenset(folded - {""}), frozenset(signs - {""})
    return found


_NO_UNITS = {"concentr-item", "concentr-percent", "temperature-generic"}


def _without_figures(text: str) -> str:
    return re.sub(r"\d", "", text).strip(" \u00a0\u202f")


def _singular(words: str, language: str) -> str:
    known = languages.of(language)
    singular = " ".join(word.rstrip(known.plural) for word in words.split())
    return known.unit_names.get(singular, singular)
