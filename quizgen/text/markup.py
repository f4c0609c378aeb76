r"""Markup: from what an author typed to blocks, and within them runs of text in one style.

What is written is what is shown. A line end is a line end, an empty line parts paragraphs, two lines or more that start
with `- `, or with `1. `, `2. ` and so on, are a list. The marks are `*emphasis*`, `**strong**`, `` `code` ``,
`[text](https://…)` or `(mailto:…)`, `<https://…>`, three backquotes around a block of code, and `$…$`, `\(…\)`,
`$$…$$`, `\[…\]` around a formula in TeX. A backslash before a character that may be a mark (``\ ` * [ ] < $``, or `-`
and `.` where a list may start) takes its meaning away. Everything else is text: underscores, HTML, pictures, links of
other schemes, a backslash elsewhere, stars between letters or figures, and whatever is opened but not closed.

As in pandoc, the dollar that opens a formula has no space after it, the next one no space before it and no figure after
it, so that $5 and $10 stay dollars. Nothing in code is markup, nor anything in a formula.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


class Span(NamedTuple):
    """A run of text in one style. A line end in it is a line end.

    `code`: shown character by character. `maths`: the text is a formula in TeX, without the marks around it; what reads
    it is `quizgen.text.maths`. Both are never typeset. A tuple: it takes a quarter of a dataclass's time to make, and
    each text is made of some.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str | None = None
    maths: bool = False


Spans = tuple[Span, ...]


class Paragraph(NamedTuple):
    """Lines of text; their ends are kept, as newlines in the runs."""

    spans: Spans


class List(NamedTuple):
    """A list of two or more items. `start`: the number of the first one; None where they have no numbers."""

    items: tuple[Spans, ...]
    start: int | None = None

    def mark(self, place: int) -> str:
        """What an author types before the item at a place, counted from 0: `- ` or `1. `."""
        return "- " if self.start is None else f"{self.start + place}. "


class CodeBlock(NamedTuple):
    """Code in lines of its own, as typed. `language`: as the author names it, "" if not."""

    text: str
    language: str = ""


class Display(NamedTuple):
    """A formula in TeX in a line of its own, without the marks around it."""

    tex: str


Block = Paragraph | List | CodeBlock | Display
Blocks = tuple[Block, ...]

GAP = "\x1a"
"""Stands for a gap where a passage is read as one text: a control character, which no bank may hold."""

# Patterns, compiled when first needed: help needs none of them, and must come at once.
_ADDRESS = r"<[^\s<>]+[:@][^\s<>]+>"
_NO_WORDS = r"\[\s*\]"
_NO_ADDRESS = r"\]\(\s*\)\Z"
_SAFE_LINK = r"(?i:https?://|mailto:)\S"
_FENCE = r"( {0,3})(`{3,})[ \t]*([^`]*)"
_ITEM = r"(?:-|([0-9]{1,9})\.)[ \t]+(?=\S)"
# What may open or close code or a formula. In a formula, words in braces may hold dollars of their own.
_MARK = r"`+|\\(?:text|mbox|hbox|textrm|textbf|textit)\s*\{[^{}]*\}|\\.|\$\$?"
# Simple emphasis opens after one of the first, or at the start, and closes before one of the second, or at the end.
_BEFORE_PLAIN, _AFTER_PLAIN = " \n(", " \n.,;:!?)"
_ESCAPED = "\\`*[]<$"
# A star between two of these multiplies, or the like.
_BEFORE_OPERATOR, _AFTER_OPERATOR = ")]}$`", "([{$`\\"

_compiled = lru_cache(maxsize=16)(re.compile)


def parse(source: str) -> Blocks:
    """The blocks of a text. Any text can be read."""
    if not marked(source):
        return (Paragraph((Span(source),)),) if source else ()
    if "\n" not in source:
        simple = _parse_simple(source)
        return (Paragraph(simple),) if simple else tuple(_paragraphs(source))
    return tuple([block for chunk in chunks(source.split("\n")) for block in _block(chunk)])


def spans(source: str) -> Spans:
    """The runs of a text that is shown within a line or in lines of one size, as `flat` gives them."""
    return flat(parse(source))


def flat(blocks: Blocks) -> Spans:
    """Blocks as one row of runs: an empty line parts paragraphs, all else has lines of its own, a list its marks."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].spans
    found: list[Span] = []
    for place, block in enumerate(blocks):
        if place:
            apart = isinstance(block, Paragraph) and isinstance(blocks[place - 1], Paragraph)
            found.append(Span("\n\n" if apart else "\n"))
        match block:
            case Paragraph(inside):
                found += inside
            case List(items):
                for at, item in enumerate(items):
                    found += [Span(("\n" if at else "") + block.mark(at)), *item]
            case CodeBlock(text):
                found += [Span(text, code=True)] if text else []
            case Display(tex):
                found.append(Span(tex, maths=True))
    return _joined(found)


def expanded(source: str, macros: Mapping[str, str]) -> str:
    r"""The text with the macros of its formulas expanded, as `maths.expand` does; its other lines stay as they are.

    A formula with a macro comes to stand between `\(` and `\)`, or `\[` and `\]`. Raises maths.BadFormula.
    """
    if not any(name in source for name in macros):
        return source
    lines = source.split("\n")
    done: list[str] = []
    at = 0
    for chunk in chunks(lines):
        texts = [_expanded_within(text, macros) for text in chunk.texts]
        if texts == [*chunk.texts]:
            continue
        done += lines[at : chunk.first]
        at = chunk.after
        for place, text in enumerate(texts):
            mark, indent = (chunk.block.mark(place), "\n  ") if isinstance(chunk.block, List) else ("", "\n")
            done.append(mark + text.replace("\n", indent))
    return "\n".join([*done, *lines[at:]])


def _expanded_within(text: str, macros: Mapping[str, str]) -> str:
    from quizgen.text import maths

    done: list[str] = []
    at = 0
    for start, found in verbatims(text).items():
        if found.kind == "code":
            continue
        tex = maths.expand(found.text, macros)
        if tex != found.text:
            opening, closing = ("\\(", "\\)") if found.kind == "maths" else ("\\[", "\\]")
            done += [text[at:start], opening, " ".join(tex.split("\n")), closing]
            at = found.end
    return "".join([*done, text[at:]])


def plain(spans: Sequence[Span]) -> str:
    """How runs read without any style, a formula as one line of ordinary characters."""
    return "".join([_linear(span.text) if span.maths else span.text for span in spans])


def marked(source: str) -> bool:
    """Whether there may be any mark or line end. To look for a character takes a tenth of what a pattern does."""
    return "\n" in source or _marked_within(source)


def _marked_within(source: str) -> bool:
    return (
        "*" in source
        or "`" in source
        or "\\" in source
        or "$" in source
        or "](" in source
        or ("<" in source and _compiled(_ADDRESS).search(source) is not None)
    )


def _linear(tex: str) -> str:
    from quizgen.text import maths

    try:
        return maths.linear(tex)
    except maths.BadFormula:
        return tex


def _joined(found: Sequence[Span]) -> Spans:
    """The runs without empty ones; neighbours in one style are one, unless they are formulas."""
    done: list[Span] = []
    for span in found:
        if done and span[1:] == done[-1][1:] and not span.maths:
            done[-1] = Span(done[-1].text + span.text, *span[1:])
        elif span.text:
            done.append(span)
    return tuple(done)


# ---------------------------------------------------------------------------------------------------------------
# Blocks


class Chunk(NamedTuple):
    """Lines of a text that make one block, or a paragraph with the formulas in lines of their own among it.

    `first` and `after`: the first line, and the one after the last. `texts`: what is to be read for runs and formulas,
    a paragraph or each item of a list; nothing for code.
    """

    first: int
    after: int
    texts: tuple[str, ...]
    block: CodeBlock | List | None = None
    """The block of code, or the list without its items."""


def chunks(lines: list[str]) -> list[Chunk]:
    """The lines of a text, taken apart."""
    return _Lines(lines).chunks()


def _block(chunk: Chunk) -> list[Block]:
    match chunk.block:
        case CodeBlock():
            return [chunk.block]
        case List():
            return [chunk.block._replace(items=tuple([_one_line(_within(item)) for item in chunk.texts]))]
        case None:
            return _paragraphs(chunk.texts[0])


class _Lines:
    """Reads the lines of a text, each of them once."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.closing = [0] * len(lines)
        """The most backquotes in a line of nothing else from each line on: no block of code is looked for in vain."""
        most = 0
        for at in range(len(lines) - 1, -1, -1):
            most = max(most, _backquotes(lines[at]))
            self.closing[at] = most
        self.unclosed = {"$$": 0, "\\]": 0}
        """By what closes a formula: before which line it doesn't stand."""

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        at = first = 0  # `first`: where the paragraph starts that is being read

        def end_paragraph() -> None:
            if first < at:
                found.append(Chunk(first, at, ("\n".join(self.lines[first:at]),)))

        while at < len(self.lines):
            line = self.lines[at]
            chunk = None
            if line.lstrip()[:3] == "```":
                chunk = self.code(at)
            elif line[:1] in ("-", *"0123456789"):
                chunk = self.list(at)
            if chunk is not None:
                end_paragraph()
                found.append(chunk)
                at = first = chunk.after
            elif not line.strip():
                end_paragraph()
                at = first = at + 1
            else:
                at = self.display(at) if line.lstrip()[:2] in ("$$", "\\[") else at + 1
        end_paragraph()
        return found

    def code(self, at: int) -> Chunk | None:
        """The block of code that starts at a line, if one does."""
        opening = _compiled(_FENCE).fullmatch(self.lines[at])
        if opening is None or at + 1 == len(self.lines) or self.closing[at + 1] < len(opening[2]):
            return None
        end = at + 1
        while _backquotes(self.lines[end]) < len(opening[2]):
            end += 1
        indent = opening[1]
        inside = [_outdented(line, len(indent)) for line in self.lines[at + 1 : end]]
        return Chunk(at, end + 1, (), CodeBlock("\n".join(inside), (opening[3].split() or [""])[0]))

    def list(self, at: int) -> Chunk | None:
        """The list that starts at a line, if one does."""
        first = _compiled(_ITEM).match(self.lines[at])
        if first is None:
            return None
        items: list[str] = []
        start = None if first[1] is None else int(first[1])
        mark: re.Match[str] | None = first
        end = at
        while mark is not None:
            words = [self.lines[end][mark.end() :]]
            end += 1
            while end < len(self.lines) and self.lines[end][:2] == "  " and self.lines[end].strip():
                words.append(self.lines[end].strip())
                end += 1
            items.append("\n".join(words))
            following = end
            while following < len(self.lines) and not self.lines[following].strip():
                following += 1
            mark = _compiled(_ITEM).match(self.lines[following]) if following < len(self.lines) else None
            if mark is not None:
                number = None if mark[1] is None else int(mark[1])
                if number != (None if start is None else start + len(items)):
                    mark = None
                else:
                    end = following
        return Chunk(at, end, tuple(items), List((), start)) if len(items) > 1 else None

    def display(self, at: int) -> int:
        """The line after the formula that starts a line: what stands in it is no list."""
        closing = "$$" if self.lines[at].lstrip()[0] == "$" else "\\]"
        if closing in self.lines[at].lstrip()[2:]:
            return at + 1
        end = max(at + 1, self.unclosed[closing])
        while end < len(self.lines) and self.lines[end].strip():
            if closing in self.lines[end]:
                return end + 1
            end += 1
        self.unclosed[closing] = end
        return at + 1


def _backquotes(line: str) -> int:
    """How many backquotes a line is made of, if of nothing else and of three or more; else 0."""
    bare = line.strip(" \t")
    return len(bare) if len(bare) >= 3 and not bare.strip("`") and len(line) - len(line.lstrip(" ")) < 4 else 0


def _outdented(line: str, most: int) -> str:
    """The line without the spaces at its start, as many as the mark before the code has."""
    return line[min(most, len(line) - len(line.lstrip(" "))) :]


def _paragraphs(text: str) -> list[Block]:
    """Lines of text, with the formulas that stand in lines of their own."""
    found: list[Block] = []
    row: list[Span] = []
    for piece in _within(text):
        if isinstance(piece, Span):
            row.append(piece)
        else:
            _add_paragraph(row, found, before_display=True)
            found.append(piece)
            row = []
    if not found:
        return [Paragraph(tuple(row))] if row else []
    _add_paragraph(row, found)
    return found


def _add_paragraph(row: list[Span], found: list[Block], before_display: bool = False) -> None:
    """Add what stands before or after a formula, without the spaces and line ends that part it from there.

    The sign that ends a sentence stays with the formula.
    """
    if found and row and row[0][1:] == _PLAIN:
        text = row[0].text
        if text[0] in ".,;:" and text[1:2] in ("", " ", "\n") and isinstance(found[-1], Display):
            found[-1] = Display(found[-1].tex + text[0])
            text = text[1:]
        row[0] = Span(text.lstrip())
    if before_display and row and row[-1][1:] == _PLAIN:
        row[-1] = Span(row[-1].text.rstrip())
    if spans := tuple([span for span in row if span.text]):
        found.append(Paragraph(spans))


_PLAIN = Span("")[1:]


# ---------------------------------------------------------------------------------------------------------------
# Runs


Pieces = tuple[Span | Display, ...]


def _one_line(pieces: Pieces) -> Spans:
    """The pieces with each formula in the line."""
    return tuple(Span(piece.tex, maths=True) if isinstance(piece, Display) else piece for piece in pieces)


def _within(text: str) -> Pieces:
    """The runs of a paragraph, and the formulas that want a line of their own."""
    if _marked_within(text):
        return _parse_simple(text) or _parse_marked(text)
    return (Span(text),) if text else ()


def _parse_simple(source: str) -> Spans | None:
    """The runs of a text whose only marks are `*words*` with spaces around, else None.

    As many explanations are: their runs come in a twentieth of the time, a whole deck in four fifths of it.
    """
    if "`" in source or "\\" in source or "$" in source or "[" in source or "<" in source or "**" in source:
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


class Verbatim(NamedTuple):
    """Code or a formula: what stands between its marks, where the marks end, what it is."""

    text: str
    end: int
    kind: str
    """`code`, `maths` or, for a formula that wants a line of its own, `display`."""


@lru_cache(maxsize=4096)
def _parse_marked(source: str) -> Pieces:
    verbatim = verbatims(source)
    rest, at = [], 0
    for start, each in verbatim.items():
        rest.append(source[at:start])
        at = each.end
    rest.append(source[at:])
    if any(map(_marked_within, rest)):
        return _by_markdown(source, verbatim)
    pieces: list[Span | Display] = []
    for words, found in zip(rest, [*verbatim.values(), None], strict=True):
        pieces += [Span(words)] if words else []
        pieces += [] if found is None else [_piece(found.kind, found.text)]
    return tuple(pieces)


def _piece(
    kind: str, text: str, strong: bool = False, emphasis: bool = False, href: str | None = None
) -> Span | Display:
    if kind == "display" and not (strong or emphasis or href):
        return Display(text)
    return Span(text, strong, emphasis, kind == "code", href, kind in ("maths", "display"))


def verbatims(text: str) -> dict[int, Verbatim]:
    """The code and the formulas of a paragraph or an item of a list, by the places where their marks start."""
    return _Scan(text).found() if "`" in text or "$" in text or "\\" in text else {}


class _Scan:
    """Finds code and formulas in a text, in the order in which they are read; each character is looked at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mark = _compiled(_MARK, re.DOTALL)
        self.backquotes: dict[int, list[int]] = {}
        for run in _compiled("`+").finditer(text):
            self.backquotes.setdefault(len(run[0]), []).append(run.start())
        self.unclosed: set[str] = set()  # the marks that nothing further on closes

    def found(self) -> dict[int, Verbatim]:
        found: dict[int, Verbatim] = {}
        at = 0
        while opening := self.mark.search(self.text, at):
            at = opening.end()
            each = self.opened(opening)
            if each is not None:
                found[opening.start()] = each
                at = each.end
        return found

    def opened(self, opening: re.Match[str]) -> Verbatim | None:
        """What a mark opens, if anything."""
        mark, at = opening[0], opening.end()
        if mark[0] == "`":
            end = self.code_end(len(mark), at)
            return None if end is None else Verbatim(_unpadded(self.text[at:end]), end + len(mark), "code")
        if mark in ("\\(", "\\["):
            closing = self.next(at, "\\)" if mark == "\\(" else "\\]")
            kind = "maths" if mark == "\\(" else "display"
            return None if closing is None else self.formula(at, closing.start(), closing.end(), kind)
        if mark == "$$":
            closing = self.next(at, "$$")
            if closing is None:
                return None
            alone = self.starts_line(opening.start()) and self.ends_line(closing.end())
            if not alone and (self.text[at].isspace() or self.text[closing.start() - 1].isspace()):
                return None
            return self.formula(at, closing.start(), closing.end(), "display")
        if mark == "$" and not self.text[at : at + 1].isspace():
            closing = self.next(at, "$")
            if closing is None or closing[0][0] != "$":
                return None
            end = closing.start()
            if self.text[end - 1].isspace() or self.text[end + 1 : end + 2].isdigit():
                return None
            return self.formula(at, end, end + 1, "maths")
        return None

    def code_end(self, length: int, at: int) -> int | None:
        """Where the backquotes stand that close code."""
        runs = self.backquotes.get(length, ())
        place = bisect_left(runs, at)
        return runs[place] if place < len(runs) else None

    def next(self, at: int, wanted: str) -> re.Match[str] | None:
        """The next mark that may close a formula. A single dollar also stops at a double one, or at code."""
        if wanted in self.unclosed:
            return None
        for found in self.mark.finditer(self.text, at):
            if found[0] == wanted or (wanted == "$" and found[0] == "$$"):
                return found
            if wanted == "$" and found[0][0] == "`" and self.code_end(len(found[0]), found.end()) is not None:
                return found
        self.unclosed.add(wanted)
        return None

    def formula(self, start: int, end: int, after: int, kind: str) -> Verbatim | None:
        tex = self.text[start:end].strip()
        return None if not tex or GAP in tex else Verbatim(tex, after, kind)

    def starts_line(self, at: int) -> bool:
        while at and self.text[at - 1] in " \t":
            at -= 1
        return not at or self.text[at - 1] == "\n"

    def ends_line(self, at: int) -> bool:
        if self.text[at : at + 1] in tuple(".,;:"):
            at += 1
        while self.text[at : at + 1] in (" ", "\t"):
            at += 1
        return self.text[at : at + 1] in ("", "\n")


def _unpadded(code: str) -> str:
    """Code without the spaces that part it from its marks, as they must where it starts or ends with a backquote."""
    if len(code) > 2 and code[0] == code[-1] == " " and "`" in (code[1], code[-2]):
        return code[1:-1]
    return code


def _by_markdown(source: str, verbatim: dict[int, Verbatim]) -> Pieces:
    from markdown_it.token import Token

    markdown = _markdown()
    tokens: list[Token] = []
    markdown.inline.parse(source, markdown, {"verbatim": verbatim}, tokens)
    found: list[Span | Display] = []
    row: list[Span] = []
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
            case kind:
                piece = _piece(kind, token.content, strong > 0, emphasis > 0, href)
                if isinstance(piece, Span):
                    row.append(piece)
                else:
                    found += [*_joined(row), piece]
                    row = []
    return (*found, *_joined(row))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """CommonMark's inline rules for our marks alone. Built late: the import costs a fifth of a start-up."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis, link

    markdown = MarkdownIt("zero", {"maxNesting": 100})
    markdown.enable(["emphasis", "link", "autolink"])
    no_words, no_address = _compiled(_NO_WORDS), _compiled(_NO_ADDRESS)

    def verbatim(state: StateInline, silent: bool) -> bool:
        found: Verbatim | None = state.env["verbatim"].get(state.pos)
        if found is None or found.end > state.posMax:
            return False
        if not silent:
            state.push(found.kind, "", 0).content = found.text
        state.pos = found.end
        return True

    def escaped(state: StateInline, silent: bool) -> bool:
        if not escapes(state.src, state.pos):
            return False
        if not silent:
            state.push("text", "", 0).content = state.src[state.pos + 1]
        state.pos += 2
        return True

    def starred(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "*" or silent:
            return False
        end = state.pos
        while state.src[end : end + 1] == "*":
            end += 1
        before, after = state.src[state.pos - 1 : state.pos], state.src[end : end + 1]
        if not (before and after and _operator(before, after)):
            return emphasis.tokenize(state, silent)
        state.push("text", "", 0).content = state.src[state.pos : end]
        state.pos = end
        return True

    def real_link(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start - 1 : start] == "!" or no_words.match(state.src, start):
            return False
        # The library's rule lets `[text]()` through, so it is tried first without keeping its tokens.
        found = link(state, True) and not no_address.search(state.src, start, state.pos)
        state.pos = start
        return found and link(state, silent)

    markdown.validateLink = lambda url: bool(re.match(_SAFE_LINK, url))  # type: ignore[method-assign]  # the library's documented way
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # shown as typed
    markdown.inline.ruler.before("emphasis", "verbatim", verbatim)
    markdown.inline.ruler.before("emphasis", "escaped", escaped)
    markdown.inline.ruler.at("emphasis", starred)
    markdown.inline.ruler.at("link", real_link)
    return markdown


def _operator(before: str, after: str) -> bool:
    """Whether a star between these two characters multiplies, or the like."""
    return (_in_word(before) or before in _BEFORE_OPERATOR) and (_in_word(after) or after in _AFTER_OPERATOR)


def _in_word(char: str) -> bool:
    """Whether it is a figure, or a letter of a script that parts words by spaces."""
    return char.isalnum() and (char < "\u0e00" or "\u1e00" <= char < "\u2000")


def escapes(source: str, at: int) -> bool:
    """Whether a backslash stands there that takes a mark's meaning away."""
    if source[at] != "\\" or at + 1 == len(source):
        return False
    if source[at + 1] in _ESCAPED:
        return True
    if source[at + 1] not in "-." or source[at + 2 : at + 3] not in (" ", "\t"):
        return False
    start = at
    while source[at + 1] == "." and at - start < 9 and source[start - 1 : start].isdecimal():
        start -= 1
    return source[start - 1 : start] in ("", "\n") and (source[at + 1] == "-") == (start == at)
