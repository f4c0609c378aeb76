"""Interface phrases in the reader's language: gettext catalogs, spoken through a `Phrases` object.

A phrase is its English wording, typed with ordinary spaces, ' and "; English has no catalog, since it would only
repeat them. The language's typography is applied to the wording, never to what fills its `{placeholders}`; literal
braces are doubled. What stands between backticks (`key: value`) stays as typed, without them.
"""

from __future__ import annotations

import gettext
import io
import os
import re
from collections.abc import Sequence
from functools import lru_cache

from quizgen import languages

# Paths as strings: pathlib would take a tenth of the time to the help page.
LOCALES: str | os.PathLike[str] = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locales")
_DOMAIN = "quizgen"
_KEPT = re.compile(r"`[^`]*`|\{\{|\}\}|\{[^{}]*\}")
_STALE_SECONDS = 10  # an installer may write the .mo a moment before the .po


def N_(message: str) -> str:
    """Mark a phrase for translation where it is listed; it is spoken elsewhere."""
    return message


def available() -> tuple[str, ...]:
    """The languages that the interface speaks: English, and those that have a catalog."""
    folder = os.fspath(LOCALES)
    found = {name for name in os.listdir(folder) if any(map(os.path.exists, _files(folder, name)))}
    return tuple(sorted(found | {languages.SOURCE}))


def _files(folder: str, language: str) -> tuple[str, str]:
    """Where a language's catalog is: compiled, and its source."""
    stem = os.path.join(folder, language, "LC_MESSAGES", _DOMAIN)
    return f"{stem}.mo", f"{stem}.po"


def best(wanted: str, offered: Sequence[str]) -> str | None:
    """The offered language that serves the wanted one: itself, else its base or a sister (fr_CA, fr)."""
    tag = re.split("[.@]", wanted, maxsplit=1)[0].replace("_", "-").casefold()
    tags = {language.replace("_", "-").casefold(): language for language in reversed(offered)}
    base = tag.split("-")[0]
    for candidate in (tag, base, *(other for other in reversed(tags) if other.split("-")[0] == base)):
        if candidate in tags:
            return tags[candidate]
    return None


class Phrases:
    """Speaks phrases in one language. Called `say` by convention: `say("{n} of {total}", n=1, total=7)`."""

    __slots__ = ("_catalog", "_set", "_worded_in", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        self._worded_in = best(language, available()) or languages.SOURCE
        self._catalog = _catalog(os.fspath(LOCALES), self._worded_in)
        self._set: dict[str, str] = {}

    def __call__(self, message: str, /, **values: object) -> str:
        """The phrase in the language, with its placeholders filled."""
        return self._fill(self._catalog.gettext(message) if message else "", values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form of the phrase for a number of things; `{n}` is that number as the language writes it."""
        values.setdefault("n", _written(n, self.language))
        return self._fill(self._catalog.ngettext(singular, plural, n), values)

    def _fill(self, wording: str, values: dict[str, object]) -> str:
        template = self._set.get(wording)
        if template is None:
            template = self._set[wording] = _typeset_template(wording, self._worded_in)
        return template.format_map(_Values(values))


class _Values(dict[str, object]):
    """A placeholder that nobody fills shows its name; no phrase is worth a crash."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _typeset_template(wording: str, language: str) -> str:
    if language == languages.SOURCE and not any(mark in wording for mark in ("'", '"', "`", "...")):
        return wording  # nothing to set, and nothing to load for it
    from quizgen.text.typography import typeset_text

    kept = [each.strip("`") for each in _KEPT.findall(wording)]
    # A private-use letter stands in for each field, so that `{n!r}` or `{x:>3}` isn't taken for punctuation.
    spoken = typeset_text(_KEPT.sub("\ue000", wording), language)
    return re.sub("\ue000", lambda _: kept.pop(0), spoken)


def _written(n: int, language: str) -> str:
    if abs(n) < 1000:
        return str(n)
    from decimal import Decimal

    from quizgen.text.numerals import number

    return number(Decimal(n), language)


@lru_cache(maxsize=16)
def _catalog(folder: str, language: str) -> gettext.NullTranslations:
    """A language's catalog: compiled, or from its source where that was edited since (editable installs)."""
    mo, po = _files(folder, language)
    if not os.path.exists(mo) and not os.path.exists(po):
        return gettext.NullTranslations()
    if os.path.exists(mo) and not (os.path.exists(po) and os.path.getmtime(po) > os.path.getmtime(mo) + _STALE_SECONDS):
        with open(mo, "rb") as file:
            return gettext.GNUTranslations(file)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(po, "rb") as file:
        source = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, source)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
