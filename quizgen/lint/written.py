"""What is shown as it was written, though its author may think otherwise."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import assert_never

from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Gap,
    Image,
    Item,
    Match,
    Name,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Words,
    Write,
    passage_source,
)
from quizgen.problems import Code, Path, Problem
from quizgen.text.markup import spans
from quizgen.text.phrases import N_
from quizgen.text.vanishing import Doubt, vanishing

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

LOST_BACKSLASH = Code(
    "Q625",
    "warning",
    N_('this backslash is not shown: "{excerpt}"'),
    N_("the text is the same without it; to show it as well, write one more"),
)
LOST_STARS = Code(
    "Q626",
    "warning",
    N_('these stars emphasise, and go: "{excerpt}"'),
    N_("put a backslash before each to show it, or the code between backquotes"),
)
OPEN_CODE = Code(
    "Q627", "warning", N_('this block of code is not closed: "{excerpt}"'), N_("end it with a line of three backquotes")
)
OPEN_FORMULA = Code(
    "Q628",
    "warning",
    N_('this seems to start a formula, but is text: "{excerpt}"'),
    N_("close it, without spaces inside the dollars and without a gap in it; a dollar is \\$"),
)
_DOUBTS = {
    Doubt.BACKSLASH: LOST_BACKSLASH,
    Doubt.STAR: LOST_STARS,
    Doubt.FENCE: OPEN_CODE,
    Doubt.FORMULA: OPEN_FORMULA,
}

_OPENING = ("“", "„", "‘")
_QUOTED = re.compile("[“„][^“”„]*[”“]|‘[^‘’]*’")
_TAG = re.compile(
    r"</?(?:abbr|a|blockquote|br|b|center|code|div|em|font|h[1-6]|hr|img|i|kbd|li|mark|ol|pre|p|small|span|strong|sub"
    r"|sup|s|table|tbody|td|th|tr|tt|ul|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&#?\w+;")


def shown_as_it_is(item: Item) -> Iterator[Problem]:
    """What stands in a text and will be shown as it is, or won't be shown, against what its author may expect."""
    for literal, source, at in _sources(item):
        if source.startswith(_OPENING) and _QUOTED.fullmatch(source.rstrip()):
            yield QUOTED_WHOLE.at(item.place(at))
        if not literal:
            if ("<" in source or "&" in source) and (tag := _html(source)):
                yield HTML.at(item.place(at), tag=tag)
            for found in vanishing(source):
                yield _DOUBTS[found.doubt].at(item.place(at), excerpt=found.excerpt)


def _html(source: str) -> str | None:
    """The first tag, or else the first character's name, of HTML outside code and formulas."""
    shown = " ".join(span.text for span in spans(source) if not (span.code or span.maths))
    entities = (found for found in _ENTITY.finditer(shown) if html.unescape(found[0]) != found[0])
    found = _TAG.search(shown) or next(entities, None)
    return found[0] if found else None


Source = tuple[bool, str, Path]
"""Whether no mark means anything in it, as in a typed answer; what an author typed; the path to it."""


def _sources(item: Item) -> Iterator[Source]:
    """Each string that was typed for this question alone."""
    path = item.where.path or ()
    own = item.context if item.context is not None and item.context.at[: len(path)] == path else None
    for text in (item.prompt, own, *_in_form(item.form), *_in_image(item.image), item.hint, item.explanation):
        if isinstance(text, Words):
            for language, words in text.by_language.items():
                yield text.read_as != "markup", words, (*text.at, language)
        elif isinstance(text, Name):
            yield text.read_as != "markup", text.words, text.at
    if isinstance(item.form, Fill):
        for language, parts in item.form.passages.items():
            at = (*item.form.at, language)
            yield False, passage_source(parts), at
            yield from ((False, part.hint, at) for part in parts if isinstance(part, Gap) and part.hint is not None)


def _in_form(form: Form) -> Iterator[Text | None]:
    """All texts of a form, but for a passage."""
    match form:
        case Choose(options):
            for option in options:
                if option.image is None or option.text is not option.image.alt:
                    yield option.text
                yield option.because
                yield from _in_image(option.image)
        case Write(Spelling(text)):
            yield text
        case Write(Quantity(unit=unit)):
            yield unit
        case Enumerate(entries):
            yield from (entry.spelling.text for entry in entries)
        case Order(steps, first, last):
            yield from (text for step in steps for text in (step.text, step.note))
            yield from (first, last)
        case Match(pairs, extra):
            yield from (text for pair in pairs for text in (pair.left, pair.right))
            yield from extra
        case Reveal(answer):
            yield answer
        case Write() | Fill():
            pass
        case _:
            assert_never(form)


def _in_image(image: Image | None) -> Iterator[Text | None]:
    if image is not None:
        yield from (image.alt, image.credit)
