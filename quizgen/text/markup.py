"""Inline markup: from what an author typed to styled runs of text.

The marks are `*emphasis*`, `**strong**`, `` `code` ``, `[text](https://…)` or `(mailto:…)`, `<https://…>` and
the backslash. Everything else is text: underscores, HTML, images, links of other schemes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. Newlines are kept: one blank line separates paragraphs."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None


_MARKED = re.compile(r"[*`\\]|\]\(|<[^\s<>]+[:@][^\s<>]+>")
_IMAGE_MARK = re.compile(r"(?<!\\)!\Z")
_NO_ADDRESS = re.compile(r"\]\(\s*\)\Z")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(source: str) -> tuple[Span, ...]:
    """The runs of a text; adjoining runs differ in style, none is empty."""
    if not source:
        return ()
    if not _MARKED.search(source):
        return (Span(source),)
    return _parse_marked(source)


def plain(spans: Sequence[Span]) -> str:
    """The text of the runs, without any style."""
    return "".join(span.text for span in spans)


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
                if found and replace(span, text=found[-1].text) == found[-1]:
                    found[-1] = replace(span, text=found[-1].text + text)
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

    def starred(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)

    def real_link(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if _IMAGE_MARK.search(state.src, 0, start):
            return False
        # The library's rule lets `[text]()` through, so it is tried first without keeping its tokens.
        found = link(state, True) and not _NO_ADDRESS.search(state.src, start, state.pos)
        state.pos = start
        return found and link(state, silent)

    markdown.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]  # the library's documented way
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # shown as typed
    markdown.inline.ruler.at("emphasis", starred)
    markdown.inline.ruler.at("link", real_link)
    return markdown
