"""What is shown as it was written, though its author may think otherwise."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from quizgen.items import Fill, Item, Name, Passage, Words, spans, wording
from quizgen.problems import Code, Problem
from quizgen.text.markup import GAP
from quizgen.text.phrases import N_

QUOTED_WHOLE = Code(
    "Q623",
    "warning",
    N_("the quotation marks around this text are shown"),
    N_("to quote a text for YAML, only \" and ' will do; leave these if they are to be shown"),
)
HTML = Code(
    "Q624",
    "warning",
    N_('"{tag}" is shown as it is: HTML means nothing here'),
    N_("emphasise by *stars*; put code between backquotes"),
)

_QUOTED = re.compile(r"\s*(?:[“„][^“”„]*[”“]|‘[^‘’]*’)\s*")
_TAG = re.compile(
    r"</?(?:abbr|a|blockquote|br|b|center|code|div|em|font|h[1-6]|hr|img|i|kbd|li|mark|ol|pre|p|small|span|strong|sub"
    r"|sup|s|table|tbody|td|th|tr|tt|ul|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&#?\w+;")


def quoted_whole(item: Item) -> Iterator[Problem]:
    """A text stands in the quotation marks that a word processor makes of those which YAML would have taken away."""
    for text, language in _each(item):
        if _QUOTED.fullmatch(wording(text, language)):
            yield QUOTED_WHOLE.at(item.place(text.at), language)


def html_is_text(item: Item) -> Iterator[Problem]:
    """A tag or a character's name of HTML, outside code and formulas."""
    for text, language in _each(item):
        source = wording(text, language)
        if text.read_as != "markup" or ("<" not in source and "&" not in source):
            continue
        shown = " ".join(span.text for span in spans(text, language) if not (span.code or span.maths))
        entities = (found for found in _ENTITY.finditer(shown) if html.unescape(found[0]) != found[0])
        if found := _TAG.search(shown) or next(entities, None):
            yield HTML.at(item.place(text.at), language, tag=found[0])


def _each(item: Item) -> Iterator[tuple[Words | Name, str]]:
    """Each text that an author put in words for this question, in each language; a passage has a sign for each gap."""
    path = item.where.path or ()
    own = item.context if item.context is not None and item.context.at[: len(path)] == path else None
    found = _within((item.prompt, own, item.form, item.image, item.hint, item.explanation))
    for text in {id(text): text for text in found}.values():  # a picture's words may be an option's
        for language in item.languages:
            yield text, language


def _passage(parts: Passage) -> str:
    return "".join(part if isinstance(part, str) else GAP for part in parts)


def _within(value: object) -> Iterator[Words | Name]:
    """All texts in words that something is made of, whatever it is."""
    if isinstance(value, Words | Name):
        yield value
    elif isinstance(value, Fill):
        yield Words({language: _passage(parts) for language, parts in value.passages.items()}, value.at)
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _within(getattr(value, each.name))
