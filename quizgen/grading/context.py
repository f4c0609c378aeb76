"""What people add to a right answer to say which one they mean, and which makes no difference.

A town's country ("Madrid, Spain", "Madrid (Espagne)"), the kind of a place ("the island of Hokkaido"), the form of a
state ("Republic of Georgia"), a title ("Mr Wakamiya"). The names of countries are CLDR's, the words stand in the
languages' files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizgen import languages
from quizgen.text import values
from quizgen.text.folding import fold_loosely, without_accents

_PARTED = re.compile(r"(?:, ?| ?\(| - | – )(?=[^,(]+$)")


@dataclass(frozen=True, slots=True)
class Place:
    """What an answer may be the name of. `name`: it is a proper name at all. `country`: its code, if it is one."""

    name: bool
    country: str | None


def place(texts: tuple[str, ...], country: str | None) -> Place:
    """What the right spellings of an answer may name: proper names begin with a capital, article aside."""
    named = country is not None or any(word[:1].isupper() for text in texts for word in re.split(r"[\s'’]", text))
    return Place(named, country)


def without(folded: str, expected: Place, language: str) -> Iterator[str]:
    """A folded text without what may be left out, in each way in which it may be read."""
    if not expected.name:
        return
    bare = without_accents(folded)
    if len(bare) != len(folded):
        folded = bare  # a ligature, which would shift what is cut
    parted = _PARTED.search(folded)
    if parted:
        name, more = folded[: parted.start()].strip(" .,"), folded[parted.end() :].strip(" .,()")
        yield f"{more} {name}"  # Korea, South
        region = fold_loosely(more, language)
        code = _regions(language).get(region)
        if code is not None and _agrees(fold_loosely(name, language), code, language):
            yield name
            yield from without(name, expected, language)
    for pattern in _patterns(language, country=expected.country is not None):
        found = pattern.search(bare)
        if found and found.end() - found.start() < len(folded):
            yield folded[: found.start()] + folded[found.end() :]


def _agrees(town: str, country: str, language: str) -> bool:
    """Whether a town may be in a country or continent, as far as CLDR knows towns: those that give time zones names."""
    at_home = _towns().get(town)
    return at_home is None or country in at_home or country.isdecimal()


@lru_cache(maxsize=64)
def _regions(language: str) -> dict[str, str]:
    """Countries and continents by their names, loosely folded."""
    from quizgen.text.numerals import locale_of

    countries = {
        fold_loosely(name, language): code
        for code in values.countries()
        for name in values.country_names(code, language)
    }
    continents = {fold_loosely(name, language): code for code, name in locale_of(language).territories.items()}
    return {name: code for name, code in continents.items() if code.isdecimal()} | countries


@lru_cache(maxsize=1)
def _towns() -> dict[str, set[str]]:
    """The countries of the towns that time zones are named after."""
    from babel.core import get_global

    towns: dict[str, set[str]] = {}
    for zone, country in get_global("zone_territories").items():
        towns.setdefault(zone.rpartition("/")[2].replace("_", " ").lower(), set()).add(country)
    return towns


@lru_cache(maxsize=64)
def _patterns(language: str, country: bool) -> tuple[re.Pattern[str], ...]:
    """What is cut from the start, and from the end, of a text without accents."""
    known = languages.of(language)
    before = [*known.kinds_before, *known.honorifics, *(known.states if country else known.towns)]
    words = [re.escape(word) + ("" if word.endswith("'") else r"\.? ") for word in sorted(before, key=len, reverse=True)]
    found = [re.compile(f"^(?:{'|'.join(words)})(?=.)")] if words else []
    if known.kinds_after:
        found.append(re.compile(f"(?<=.) (?:{'|'.join(known.kinds_after)})$"))
    return tuple(found)
