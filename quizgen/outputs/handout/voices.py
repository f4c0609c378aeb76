"""Texts and phrases as data for a template: styled runs, once a language, equal ones once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quizgen import items
from quizgen.items import Text
from quizgen.text import values
from quizgen.text.markup import Span
from quizgen.text.phrases import Phrases

Run = str | list[str | int | bool]
"""A run of text: plain, or with its style as a sum (1 strong, 2 emphasis, 4 code, 8 words longer than a line).

A link has its address too, and whether that is to be written out after it.
"""

Runs = list[Run]
Texts = list[Runs]
"""What one text says in each language, the main one first. Languages that say the same are said once."""

SLOT = "\ue001"  # stands for what is put into a passage or phrase afterwards; the reader of banks refuses it
_LINES = re.compile(r"[ \t]*\n[ \t]*(\n[ \t]*)*")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffe\uffff]")  # PDF/A allows none of them
_LONG_WORD = re.compile(r"\S{25}")
_SET_SPACES = re.compile(r"\\xa0|\\u202f")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks on a sheet: one language, or several with the main one first."""

    phrases: tuple[Phrases, ...]

    @classmethod
    def of(cls, languages: Sequence[str]) -> Voices:
        """The voices of these languages."""
        return cls(tuple(Phrases(language) for language in languages))

    @property
    def languages(self) -> tuple[str, ...]:
        """The main one first."""
        return tuple(say.language for say in self.phrases)

    def of_item(self, item: items.Item) -> Voices:
        """Those that the item is written in."""
        if len(self.phrases) == 1 or set(self.languages) <= set(item.languages):
            return self
        return Voices(tuple(say for say in self.phrases if say.language in item.languages))

    def text(self, text: Text) -> Texts:
        """A bank's text."""
        return once([runs(items.spans(text, language)) for language in self.languages])

    def say(self, message: str, /, **filled: Text | str | int) -> Texts:
        """A phrase; texts that fill it are put in as the language writes them."""
        return once([[_filled(say, message, filled)] for say in self.phrases])

    def plural(self, singular: str, plural: str, n: int) -> Texts:
        """A phrase for a number of things."""
        return once([[say.plural(singular, plural, n)] for say in self.phrases])

    def number(self, value: items.Number) -> Texts:
        """A number, with the decimal sign of each language."""
        return once([[_number(str(value.value), language)] for language in self.languages])


@lru_cache(maxsize=256)
def _number(digits: str, language: str) -> str:
    """Cached by its digits: points recur, and 1 and 1.0 are written each in its own way."""
    return values.number(Decimal(digits), language)


def _filled(say: Phrases, message: str, filled: dict[str, Text | str | int]) -> str:
    return say(
        message,
        **{
            name: clean(each) if isinstance(each, str) else each if isinstance(each, int) else plain(each, say.language)
            for name, each in filled.items()
        },
    )


def plain(text: Text, language: str) -> str:
    """A text without styles, fit to print."""
    return clean(items.plain(text, language))


def once(texts: Sequence[Runs]) -> Texts:
    """What languages say alike is said once; the spaces before their punctuation make no difference."""
    if len(texts) == 1:
        return list(texts)
    found: dict[str, Runs] = {}
    for text in texts:
        found.setdefault(_SET_SPACES.sub("", repr(text)), text)
    return list(found.values())


def joined(texts: Sequence[Texts], between: str) -> Texts:
    """Several texts on one line, in each language."""
    if not texts:
        return []
    most = max(len(text) for text in texts)
    lines: Texts = []
    for at in range(most):
        line: Runs = []
        for number, text in enumerate(texts):
            line += [between, *text[min(at, len(text) - 1)]] if number else text[min(at, len(text) - 1)]
        lines.append(line)
    return once(lines)


def runs(spans: Sequence[Span]) -> Runs:
    """Styled runs, fit to print."""
    after = [*(span.href for span in spans[1:]), None]
    return [_run(span, following) for span, following in zip(spans, after, strict=True)]


def _run(span: Span, following: str | None) -> Run:
    text = clean(span.text)
    style = span.strong + 2 * span.emphasis + 4 * span.code + 8 * bool(_LONG_WORD.search(text))
    if span.href is not None:
        address = clean(span.href)
        return [text, style, address, following != span.href and text not in (address, address.removeprefix("mailto:"))]
    return [text, style] if style else text


def clean(text: str) -> str:
    """The text with line ends as spaces, paragraphs as single newlines, and what no PDF may hold made visible."""
    if "\n" in text:
        text = _LINES.sub(lambda found: "\n" if found.group().count("\n") > 1 else " ", text)
    return _PRIVATE.sub(lambda found: found.group() if found.group() == SLOT else UNKNOWN, text)


def words(texts: Texts) -> int:
    """How many characters the longest of the languages takes."""
    return max((sum(len(run if isinstance(run, str) else str(run[0])) for run in text) for text in texts), default=0)
