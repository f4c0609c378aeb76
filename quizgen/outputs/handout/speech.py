"""Texts and phrases as data for a template: runs and blocks in each language of a sheet, what they share only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, assert_never

from quizgen import items, languages
from quizgen.items import Text
from quizgen.text import maths, values
from quizgen.text.markup import Block, CodeBlock, Display, List, Paragraph, Span
from quizgen.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Styled:
    """A run of text that is not plain.

    `long`: a word in it may be longer than a line, and must be broken anywhere. `href`: where a link leads;
    `spelled_out`: the address is printed after the link's text, since on paper nobody can follow it. `held`: a hyphen
    of inversion in it, as in "a-t-il", ends no line.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    long: bool = False
    href: str | None = None
    spelled_out: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in Typst's own notation, in words and in TeX; in a line of its own if `display`."""

    source: str
    alt: str
    display: bool
    tex: str
    kind: Literal["formula"] = "formula"


@dataclass(frozen=True, slots=True)
class Code:
    """Code in lines of its own, as typed. `language`: how to colour it."""

    text: str
    language: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. `start`: the number of its first item; None where items have no numbers."""

    items: tuple[Runs, ...]
    start: int | None
    kind: Literal["list"] = "list"


Run = str | Styled | Formula | Code | Bullets
Runs = tuple[Run, ...]
Texts = tuple[Runs, ...]
"""What one text says in each language, the main one first; languages that say the same share one. () is no text."""

_RIGHTWARDS = re.compile("[\u0590-\u08ff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PARAGRAPHS = re.compile(r"\n{3,}")
_INDENT = re.compile(r"^ +", re.MULTILINE)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffe\uffff]")  # PDF/A allows none of them
_LONG_WORD = re.compile(r"\S{25}")
_INVERSION = re.compile("|".join([rf"[^\W\d_](?:{each.inversion})" for each in languages.every() if each.inversion]))
_NO_BREAK_SPACES = str.maketrans("", "", "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks the languages of a sheet: one, or several with the main one first."""

    phrases: tuple[Phrases, ...]

    @classmethod
    def of(cls, languages: Sequence[str]) -> Speaker:
        """A speaker of these languages."""
        return cls(tuple(Phrases(language) for language in languages))

    @property
    def languages(self) -> tuple[str, ...]:
        """The main one first."""
        return tuple(say.language for say in self.phrases)

    def for_item(self, item: items.Item) -> Speaker:
        """A speaker of those of the languages that the item is written in."""
        if len(self.phrases) == 1 or set(self.languages) <= set(item.languages):
            return self
        return Speaker(tuple(say for say in self.phrases if say.language in item.languages))

    def text(self, text: Text | None) -> Texts:
        """A bank's text; () for None."""
        if text is None:
            return ()
        return distinct([printed(text, language) for language in self.languages])

    def say(self, message: str, /, **filled: Text | str | int) -> Texts:
        """A phrase; the texts that fill its placeholders are written as the language writes them."""
        return distinct([(_filled(say, message, filled),) for say in self.phrases])

    def plural(self, singular: str, plural: str, n: int) -> Texts:
        """A phrase for a number of things."""
        return distinct([(_in_its_way(say.plural(singular, plural, n), say.language),) for say in self.phrases])

    def number(self, value: Decimal) -> Texts:
        """A number, with the decimal sign of each language."""
        return distinct([(_number(str(value), language),) for language in self.languages])


@lru_cache(maxsize=256)
def _number(digits: str, language: str) -> str:
    """Cached, since points recur; by the digits, since 1 and 1.0 are equal but written differently."""
    return values.number(Decimal(digits), language)


@lru_cache(maxsize=64)
def rightwards(language: str) -> bool:
    """Whether the language is written from right to left."""
    return values.is_rightwards(language)


def _in_its_way(text: str, language: str) -> str:
    """An English phrase amid a language that runs the other way: marks of direction keep its signs in place."""
    if not rightwards(language) or _RIGHTWARDS.search(text):
        return text
    return f"\N{LEFT-TO-RIGHT MARK}{text}\N{LEFT-TO-RIGHT MARK}"


def _filled(say: Phrases, message: str, filled: dict[str, Text | str | int]) -> str:
    return _in_its_way(_words(say, message, filled), say.language)


def _words(say: Phrases, message: str, filled: dict[str, Text | str | int]) -> str:
    return say(
        message,
        **{
            name: clean(each)
            if isinstance(each, str)
            else each
            if isinstance(each, int)
            else clean(each.plain(say.language))
            for name, each in filled.items()
        },
    )


def distinct(texts: Sequence[Runs]) -> Texts:
    """Drop a language whose text equals an earlier one's, French no-break spaces ignored."""
    if len(texts) == 1:
        return tuple(texts)
    found: dict[Runs, Runs] = {}
    for text in texts:
        found.setdefault(tuple(map(_without_no_break_spaces, text)), text)
    return tuple(found.values())


def _without_no_break_spaces(run: Run) -> Run:
    match run:
        case str():
            return run.translate(_NO_BREAK_SPACES)
        case Styled():
            return replace(run, text=run.text.translate(_NO_BREAK_SPACES))
        case Bullets(rows):
            return replace(run, items=tuple(tuple(map(_without_no_break_spaces, row)) for row in rows))
        case Formula() | Code():
            return run
        case _:
            assert_never(run)


def joined(texts: Sequence[Texts], between: str) -> Texts:
    """Several texts on one line, in each language; a text that all languages share stands in each line."""
    if not texts:
        return ()
    lines: list[Runs] = []
    for at in range(max(len(text) for text in texts)):
        line: list[Run] = []
        for number, text in enumerate(texts):
            line += [between] if number else []
            line += text[min(at, len(text) - 1)]
        lines.append(tuple(line))
    return distinct(lines)


def printed(text: Text, language: str) -> Runs:
    """A bank's text in one language, fit to print: paragraphs, lists, code and formulas, in their order."""
    if not items.marked(text, language):
        return runs((Span(items.plain(text, language)),))
    found: list[Run] = []
    blocks = items.blocks(text, language)
    for place, block in enumerate(blocks):
        if place and isinstance(block, Paragraph) and isinstance(blocks[place - 1], Paragraph):
            found.append("\n\n")
        found += _block(block)
    return tuple(found)


def _block(block: Block) -> Runs:
    match block:
        case Paragraph(spans):
            return runs(spans)
        case List(rows, start):
            return (Bullets(tuple(runs(row) for row in rows), start),)
        case CodeBlock(text, language):
            return (Code(shown(text), language),)
        case Display(tex):
            return (formula(tex, display=True),)
        case _:
            assert_never(block)


def formula(tex: str, *, display: bool) -> Run:
    """A formula, fit to print; one that can't be read is printed as it was typed."""
    try:
        return Formula(maths.to_typst(tex), maths.linear(tex), display, tex)
    except maths.BadFormula:
        return clean(f"$${tex}$$" if display else f"${tex}$")


def runs(spans: Sequence[Span]) -> Runs:
    """Styled runs, fit to print."""
    after = [*(span.href for span in spans[1:]), None]
    return tuple([run(span, span.text, following) for span, following in zip(spans, after, strict=True)])


def run(span: Span, text: str, following: str | None) -> Run:
    """A text in a span's style, fit to print. `following`: the address of the link that comes next, if any.

    The address of a link is spelled out after the last of its runs, unless it is the link's own text.
    """
    if span.maths:
        return formula(text, display=False)
    text = clean(text)
    if span.code:  # Typst would take away the spaces at the start of a line
        text = _INDENT.sub(lambda indent: "\N{NO-BREAK SPACE}" * len(indent[0]), text)
    long = _LONG_WORD.search(text) is not None
    held = not span.code and "-" in text and _INVERSION.search(text) is not None
    if span.href is None:
        plain = not (span.strong or span.emphasis or span.code or long or held)
        return text if plain else Styled(text, span.strong, span.emphasis, span.code, long, held=held)
    address = clean(span.href)
    spelled_out = following != span.href and text not in (address, address.removeprefix("mailto:"))
    return Styled(text, span.strong, span.emphasis, span.code, long, address, spelled_out)


def clean(text: str) -> str:
    """The text with no more than one empty line at a time, and what no PDF may hold made visible."""
    if "\n" in text:
        text = _PARAGRAPHS.sub("\n\n", text)
    return shown(text)


def shown(text: str) -> str:
    """The text with what no PDF may hold made visible: of code, every line end counts."""
    return _PRIVATE.sub(UNKNOWN, text)


def length(texts: Texts) -> int:
    """How many characters the longest of the languages takes."""
    return max((sum(len(text_of(run)) for run in text) for text in texts), default=0)


def first_words(texts: Texts) -> str:
    """What a text says in the main language, without styles."""
    return "".join(map(text_of, texts[0]))


def text_of(run: Run) -> str:
    """The characters of a run."""
    match run:
        case str():
            return run
        case Styled(text) | Code(text):
            return text
        case Formula(_, alt):
            return alt
        case Bullets(rows):
            return " ".join("".join(map(text_of, row)) for row in rows)
        case _:
            assert_never(run)
