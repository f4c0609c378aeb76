"""Inline markup: from what an author typed to styled runs of text.

The marks are `*emphasis*`, `**strong**`, `` `code` ``, `[text](https://…)` or `(mailto:…)`, `<https://…>` and
the backslash. Everything else is text: underscores, HTML, images, links of other schemes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


class Span(NamedTuple):
    """A run of text in one style. Newlines are kept: one blank line separates paragraphs.

    A tuple: it takes a quarter of a dataclass's time to make, and each text is made of some.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None


# Patterns, compiled when first needed: help needs none of them, and must come at once.
_ADDRESS = r"<[^\s<>]+[:@][^\s<>]+>"
_IMAGE_MARK = r"(?<!\\)!\Z"
_NO_ADDRESS = r"\]\(\s*\)\Z"
# Simple emphasis opens after one of the first, or at the start, and closes before one of the second, or at the end.
_BEFORE_PLAIN, _AFTER_PLAIN = " \n(", " \n.,;:!?)"
_SAFE_LINK = r"(?i:https?://|mailto:)\S"


def parse(source: str) -> tuple[Span, ...]:
    """The runs of a text; adjoining runs differ in style, none is empty."""
    if marked(source):
        return _parse_simple(source) or _parse_marked(source)
    return (Span(source),) if source else ()


def marked(source: str) -> bool:
    """Whether there may be any mark. Looking for a character takes a tenth of what trying a pattern does."""
    return (
        "*" in source
        or "`" in source
        or "\\" in source
        or "](" in source
        or ("<" in source and re.search(_ADDRESS, source) is not None)
    )


def plain(spans: Sequence[Span]) -> str:
    """The text of the runs, without any style."""
    return "".join(span.text for span in spans)


def _parse_simple(source: str) -> tuple[Span, ...] | None:
    """The runs of a text whose only marks are `*words*` with spaces around, else None.

    As many explanations are: their runs come in a twentieth of the time, a whole deck in four fifths of it.
    """
    if "`" in source or "\\" in source or "[" in source or "<" in source or "**" in source:
        return None
    parts = source.split("*")
    if len(parts) % 2 == 0:
        return None
    for place in range(1, len(parts), 2):
        before, words, after = parts[place - 1 : place + 2]
        if before[-1:] not in _BEFORE_PLAIN or after[:1] not in _AFTER_PLAIN:  # nothing, at an end, is in any string
            return None
        if not (words[:1].isalnum() and words[-1:].isalnum()):
            return None
    return tuple([Span(text, False, place % 2 == 1) for place, text in enumerate(parts) if text])


@lru_cache(maxsize=4096)
def _parse_marked(source: str) -> tuple[Span, ...]:
    from markdown_it.token import Token

    markdown = _markdown()
    tokens: list[Token] = []
    markdown.inline.parse(source, markdown, {}, tokens)
    found: list[Span] = []
    strong = emphasis = 0
    href: str | None = None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                href = str(token.attrs["href"])
            case "link_close":
                href = None
            case _:
                text = "\n" if token.type == "hardbreak" else token.content
                span = Span(text, strong > 0, emphasis > 0, token.type == "code_inline", href)
                if found and span[1:] == found[-1][1:]:
                    found[-1] = Span(found[-1].text + text, *span[1:])
                elif text:
                    found.append(span)
    return tuple(found)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """CommonMark's inline rules for our marks alone. Built late: the import costs a fifth of a start-up."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis, link

    markdown = MarkdownIt("zero", {"maxNesting": 100})
    markdown.enable(["backticks", "emphasis", "link", "autolink", "escape"])

    image_mark, no_address = re.compile(_IMAGE_MARK), re.compile(_NO_ADDRESS)

    def starred(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)

    def real_link(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if image_mark.search(state.src, 0, start):
            return False
        # The library's rule lets `[text]()` through, so it is tried first without keeping its tokens.
        found = link(state, True) and not no_address.search(state.src, start, state.pos)
        state.pos = start
        return found and link(state, silent)

    markdown.validateLink = lambda url: bool(re.match(_SAFE_LINK, url))  # type: ignore[method-assign]  # the library's documented way
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # shown as typed
    markdown.inline.ruler.at("emphasis", starred)
    markdown.inline.ruler.at("link", real_link)
    return markdown
