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
    """What an answer may be the name of. `name`: it is a proper name at all. `country`: its code, if it is stated."""

    texts: tuple[str, ...]
    name: bool
    country: str | None


def place(texts: tuple[str, ...], country: str | None) -> Place:
    """What the right spellings of an answer may name: proper names begin with a capital, article aside."""
    named = country is not None or any(word[:1].isupper() for text in texts for word in re.split(r"[\s'’]", text))
    return Place(texts, named, country)


def without(folded: str, expected: Place, language: str) -> tuple[str, ...]:
    """A folded text without what may be left out, in each way in which it may be read."""
    return _without(folded, expected.name, _country(expected, language), language)


@lru_cache(maxsize=8)  # for the entries of a list, by each of which a name is judged in turn
def _without(folded: str, named: bool, country: str | None, language: str) -> tuple[str, ...]:
    return tuple(_ways(folded, named, country, language))


def _ways(folded: str, named: bool, country: str | None, language: str) -> Iterator[str]:
    lead = _lead(language).match(without_accents(folded))
    if lead:
        yield folded[lead.end() :]
    if not named:
        return
    bare = without_accents(folded)
    if len(bare) != len(folded):
        folded = bare  # a ligature, which would shift what is cut
    parted = _PARTED.search(folded) or _where(language).search(folded)
    if parted:
        name, more = folded[: parted.start()].strip(" .,"), folded[parted.end() :].strip(" .,()")
        yield f"{more} {name}"  # Korea, South
        town, region = fold_loosely(name, language), fold_loosely(more, language)
        code = _regions(language).get(region)
        if region in languages.of(language).nations or (
            code is not None and _agrees(town, code) and (country is None or code in (country, _continent(code)))
        ):
            yield name
            yield from _ways(name, named, country, language)
        if country is not None and code == country and code in _towns().get(town, ()):
            yield more  # Seoul, South Korea
    for pattern in _patterns(language, country=country is not None):
        found = pattern.search(bare)
        if found and found.end() - found.start() < len(folded):
            yield folded[: found.start()] + folded[found.end() :]


def _continent(code: str) -> str | None:
    return code if code.isdecimal() else None


@lru_cache(maxsize=512)
def _country(expected: Place, language: str) -> str | None:
    """The country that an answer is, by its code or by its name."""
    found = expected.country or next(
        (_regions(language).get(fold_loosely(text, language)) for text in expected.texts), None
    )
    return None if found is None or found.isdecimal() else found


def _agrees(town: str, country: str) -> bool:
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
def _where(language: str) -> re.Pattern[str]:
    """A preposition before the last words: Madrid in Spain."""
    prepositions = languages.of(language).prepositions
    return re.compile(f" (?:{'|'.join(prepositions)}) (?=[^ ]+( [^ ]+)?$)" if prepositions else "(?!)")


@lru_cache(maxsize=64)
def _lead(language: str) -> re.Pattern[str]:
    """What people repeat of a question before the answer."""
    leads = sorted(languages.of(language).leads, key=len, reverse=True)
    either = "|".join(lead if lead.endswith("'") else f"{lead} " for lead in leads)
    return re.compile(f"(?:{either})(?=.)" if leads else "(?!)")


@lru_cache(maxsize=64)
def _patterns(language: str, country: bool) -> tuple[re.Pattern[str], ...]:
    """What is cut from the start, and from the end, of a text without accents."""
    known = languages.of(language)
    before = [*known.kinds_before, *known.honorifics, *(known.states if country else known.towns), *known.nations]
    words = [
        re.escape(word) + ("" if word.endswith("'") else r"\.? ") for word in sorted(before, key=len, reverse=True)
    ]
    found = [re.compile(f"^(?:{'|'.join(words)})(?=.)")] if words else []
    if known.kinds_after:
        found.append(re.compile(f"(?<=.) (?:{'|'.join(known.kinds_after)})$"))
    return tuple(found)
