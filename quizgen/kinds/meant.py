"""What an author probably meant by a word that can't stand where it was written.

Nothing here decides what is read: it fills the hints of what was refused. So it may look far, in all of CLDR's
languages, and costs nothing as long as nothing is wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from quizgen import languages
from quizgen.grading.dates import read_date
from quizgen.grading.figures import read_number
from quizgen.items import Date
from quizgen.problems import nearest
from quizgen.text import values
from quizgen.text.folding import fold, without_accents, without_article
from quizgen.text.lookalikes import plain, plain_word
from quizgen.text.numerals import known_locale

_MOST = 3  # readings that a hint names
_CLOSE = 0.82  # likeness from which a country's name is mistyped rather than unknown, by difflib's measure

Values = dict[str, str | int]


@lru_cache(maxsize=1)
def _called() -> dict[str, tuple[str, ...]]:
    """Word → the words of ours that it may stand for."""
    found: dict[str, list[str]] = {}
    for known in languages.every():
        for ours, others in known.keys.items():
            for word in others:
                found.setdefault(word, []).append(ours)
    return {word: tuple(ours) for word, ours in found.items()}


def key(word: str, known: Iterable[str]) -> Values:
    """The known key that a word stands for, as the value `nearest`."""
    known = tuple(known)
    if near := nearest(word, known):
        return near
    plain_ = slug(word).get("nearest", "")
    called = next((ours for ours in _called().get(str(plain_), ()) if ours in known), None)
    return {"nearest": called} if called else {}


def slug(word: str) -> Values:
    """An id made of a word or a title, as the value `nearest`."""
    letters = without_accents(plain(unicodedata.normalize("NFC", word)).lower())
    made = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return {"nearest": made} if made else {}


def flag(word: str) -> Values:
    """True or false, in whatever words, as the value `written`."""
    folded = without_accents(plain_word(word).casefold())
    for known in languages.every():
        for written, said in (("true", (*known.yes, known.true_false[0])), ("false", (*known.no, known.true_false[1]))):
            if folded in {without_accents(each.casefold()) for each in said}:
                return {"written": written}
    return {}


# ---------------------------------------------------------------------------------------------------------------
# Languages


def language(word: str, known: Sequence[str] = ()) -> str | None:
    """The code of a language that is named, or written with three letters, capitals or a country of its own.

    Only one of `known`, if any are.
    """
    from babel.core import get_global

    bare = plain_word(word).lower().replace("_", "-")
    aliases: Mapping[str, str] = get_global("language_aliases")
    for code in (bare, aliases.get(bare, ""), bare.partition("-")[0]):
        if code in known or (not known and code and code != word and values.is_language(code)):
            return code
    codes = known or tuple(languages.KNOWN)
    for code in (*codes, *(() if known else _common_languages())):
        locale = known_locale(code)
        for told in map(known_locale, dict.fromkeys((code, *known, languages.SOURCE))):
            if locale is not None and told is not None and (locale.get_display_name(told) or "").casefold() == bare:
                return code
    return None


@lru_cache(maxsize=1)
def _common_languages() -> tuple[str, ...]:
    from babel import localedata

    return tuple(sorted(code for code in localedata.locale_identifiers() if len(code) == 2))


# ---------------------------------------------------------------------------------------------------------------
# Countries


def country(word: str, known: Sequence[str]) -> Values:
    """The codes of a country that is named, as the value `written`; a name in one of `known` comes first."""
    from babel.core import get_global

    text = plain(word).strip()
    upper = text.upper()
    if values.is_country(upper):
        return {"written": upper}
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    near = tuple(dict.fromkeys((*known, languages.SOURCE, *languages.KNOWN)))
    for codes in (
        _former(text, near),
        _named(text, near),
        [code for code in aliases.get(upper, ()) if values.is_country(code)],
        _nearly(text, tuple(dict.fromkeys((*known, languages.SOURCE)))),
        _named(text, _every_language()),
    ):
        if 0 < len(codes) <= _MOST:
            return {"written": " / ".join(codes)}
    return {}


def _former(text: str, languages_: Sequence[str]) -> list[str]:
    """Countries that were called so before, or in part."""
    for language_ in languages_:
        for codes, names in languages.of(language_).former.items():
            if _bare(text, language_) in names:
                return codes.split("/")
    return []


def _named(text: str, languages_: Sequence[str]) -> list[str]:
    for language_ in languages_:
        if codes := _names(language_).get(_bare(text, language_)):
            return list(codes)
    return []


def _nearly(text: str, languages_: Sequence[str]) -> list[str]:
    """Countries whose name has these words in it, else those of a name that is spelt nearly so."""
    from difflib import get_close_matches

    for language_ in languages_:
        names, bare = _names(language_), _bare(text, language_)
        within = sorted({code for name in names if f" {bare} " in f" {name} " for code in names[name]})
        if 0 < len(within) <= _MOST:
            return within
        if close := get_close_matches(bare, names, n=1, cutoff=_CLOSE):
            if close[0][0] != bare[0]:
                continue
            return list(names[close[0]])
    return []


@lru_cache(maxsize=512)
def _names(language_: str) -> dict[str, tuple[str, ...]]:
    """What a language calls countries → their codes."""
    found: dict[str, dict[str, None]] = {}
    for code in values.countries():
        for name in values.country_names(code, language_):
            for part in (name, *re.split(r"[()]", name)):
                if part.strip():
                    found.setdefault(_bare(part, language_), {})[code] = None
    return {name: tuple(codes) for name, codes in found.items()}


def _bare(text: str, language_: str) -> str:
    return without_accents(without_article(fold(text.strip(), language_), language_)).strip()


@lru_cache(maxsize=1)
def _every_language() -> tuple[str, ...]:
    from babel import localedata

    return tuple(sorted(code for code in localedata.locale_identifiers() if "_" not in code))


# ---------------------------------------------------------------------------------------------------------------
# Figures


_SPAN = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?) ?[-–—/] ?(\d{4}(?:-\d\d(?:-\d\d)?)?)")


def date(text: str, known: Sequence[str]) -> Values:
    """A date in words or in other figures, as the format writes it, as the value `written`."""
    text = plain(text).strip()
    if span := _SPAN.fullmatch(text):
        return {"written": f"{span[1]}/{span[2]}"}
    for language_ in dict.fromkeys((*known, languages.SOURCE, *languages.KNOWN)):
        found = sorted(_iso(each) for each in read_date(text, language_, None) if each.year > 0)
        if 0 < len(found) <= _MOST:
            return {"written": " / ".join(found)}
    return {}


def _iso(date_: Date) -> str:
    parts = zip((date_.year, date_.month, date_.day), (4, 2, 2), strict=True)
    return "-".join(f"{part:0{width}}" for part, width in parts if part is not None)


def number(text: str, known: Sequence[str]) -> Values:
    """A number as it is written elsewhere, with a point and without spaces, as the value `written`."""
    text = plain(text).strip()
    for language_ in dict.fromkeys((*known, languages.SOURCE)):
        found = [f"{each:f}" for each in map(_decimal, read_number(text, "", language_)) if each is not None]
        if 0 < len(found) <= _MOST:
            return {"written": " / ".join(found)} if found != [text] else {}
    return {}


def _decimal(amount: Decimal | Fraction) -> Decimal | None:
    """The amount in few digits; None where it has no end, as a third."""
    if isinstance(amount, Decimal):
        return amount
    thousandths = amount * 1000
    return Decimal(thousandths.numerator).scaleb(-3).normalize() if thousandths.denominator == 1 else None


_WITH_UNIT = re.compile(r"([-+]?\d[\d.,\u00a0\u202f ]*?)\s*((?:[^\W\d]|[%°€$£‰/²³µ])[^\d]*)")


def unit(text: str, known: Sequence[str]) -> tuple[str, str] | None:
    """A number, as the format writes it, and the unit behind it; None where there is no unit."""
    found = _WITH_UNIT.fullmatch(text.strip())
    if found is None:
        return None
    figures = found[1].strip()
    written = figures if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", figures) else number(figures, known).get("written")
    return (str(written), found[2].strip()) if written else None
