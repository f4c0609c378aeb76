"""Texts for other programs: as their authors wrote them, without any language's typography, which is for readers.

So whoever brings a file back in finds the same words. Values are written the way the language writes them.
"""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from quizgen.items import Date, Image, Item, Name, Spelling, Text, Words, marked, plain, wording
from quizgen.text import markup
from quizgen.text.markup import Block, Blocks, CodeBlock, Display, List, Paragraph, Span

_BLOCKS = ("<p>", "<ul>", "<ol", "<pre>", "<div>")


def blocks(text: Text, language: str) -> Blocks:
    """The text as its author wrote it: paragraphs, lists, code and formulas."""
    if not marked(text, language):
        return (Paragraph((Span(written(text, language)),)),)
    return markup.parse(wording(text, language))


def written(text: Text, language: str) -> str:
    """The words as they were written, marks and all; a value as the language writes it."""
    return wording(text, language) if isinstance(text, (Words, Name)) else typed(plain(text, language))


def on_one_line(text: Text, language: str) -> str:
    """How the text reads, its formulas in TeX, without line ends: for what a format keeps on one line."""
    runs = markup.flat(blocks(text, language))
    return " ".join("".join([f"\\({run.text}\\)" if run.maths else run.text for run in runs]).split())


def typed(words: str) -> str:
    """The words as a keyboard types them: ordinary spaces and apostrophes."""
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def spellings(spelling: Spelling, language: str) -> tuple[str, ...]:
    """What is right, as it is typed: the answer first."""
    found = (written(spelling.text, language), *spelling.accept.get(language, ()))
    return tuple(dict.fromkeys(map(typed, found)))


def dates(date: Date, language: str, *, year_given: bool) -> tuple[str, ...]:
    """A date as it may be typed, the most natural way first; without the year too where the question gives it."""
    whole = typed(plain(date, language))
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    numbers = [f"{part:02}" for part in parts]
    found = [whole, "-".join(numbers)]
    if len(parts) > 1:
        found += ["/".join(reversed(numbers)), "/".join(map(str, reversed(parts)))]
    if year_given:
        found.insert(0, whole.removesuffix(f" {date.year}"))
    return tuple(dict.fromkeys(found))


# ---------------------------------------------------------------------------------------------------------------
# HTML


def to_html(text: Text, language: str) -> str:
    r"""The text as HTML that is XHTML too, its formulas between \( and \)."""
    return blocks_html(blocks(text, language))


def blocks_html(found: Blocks) -> str:
    """Blocks as HTML; a lone paragraph without its tag, as the editors of such programs write it."""
    if len(found) == 1 and isinstance(found[0], Paragraph):
        return _runs(found[0].spans)
    return "".join(map(_block, found))


def escaped(words: str) -> str:
    """Words between tags, of which nothing is a formula to whoever shows them."""
    words = html.escape(words, quote=False)
    return words.replace("\\", "<span>\\</span>").replace("$$", "$<span>$</span>").replace("\n", "<br/>")


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{_runs(runs)}</p>"
        case List(rows, start):
            tag = "ul" if start is None else "ol"
            first = "" if start in (None, 1) else f' start="{start}"'
            return f"<{tag}{first}>{''.join([f'<li>{_runs(row)}</li>' for row in rows])}</{tag}>"
        case CodeBlock(code, language):
            of = f' class="language-{html.escape(language)}"' if language else ""
            return f"<pre><code{of}>{html.escape(code, quote=False)}</code></pre>"
        case Display(tex):
            return f"<p>\\[{html.escape(tex, quote=False)}\\]</p>"
        case _:
            assert_never(block)


def _runs(runs: Iterable[Span]) -> str:
    return "".join(map(_run, runs))


def _run(run: Span) -> str:
    if run.maths:
        return f"\\({html.escape(run.text, quote=False)}\\)"
    shown = f"<code>{html.escape(run.text, quote=False)}</code>" if run.code else escaped(run.text)
    if run.emphasis:
        shown = f"<em>{shown}</em>"
    if run.strong:
        shown = f"<strong>{shown}</strong>"
    return shown if run.href is None else f'<a href="{html.escape(run.href)}">{shown}</a>'


# ---------------------------------------------------------------------------------------------------------------
# What stands around a question


def lead(item: Item, language: str) -> list[str]:
    """What is read before the answer, each piece in HTML: the context, the prompt."""
    parts = [] if item.context is None else [f"<p><em>{to_html(item.context, language)}</em></p>"]
    return parts if item.prompt is None else [*parts, to_html(item.prompt, language)]


def told(item: Item, language: str) -> list[str]:
    """What is read after the answer, each piece in HTML: the explanation, what it rests on."""
    parts = [] if item.explanation is None else [to_html(item.explanation, language)]
    labels = []
    for citation in item.citations:
        label = to_html(citation.source.label, language)
        numbers = ", ".join(map(str, citation.paragraphs))
        labels.append(f"{label}, § {numbers}" if numbers else label)
    return [*parts, f"<p><small>{' · '.join(dict.fromkeys(labels))}</small></p>"] if labels else parts


def in_blocks(*pieces: str) -> str:
    """Pieces of HTML, each in blocks: `blocks_html` gives either blocks alone or no block at all."""
    return "".join([piece if piece.startswith(_BLOCKS) else f"<p>{piece}</p>" for piece in pieces if piece])


@dataclass(slots=True)
class Pictures:
    """The pictures of a text or a file, each by a name of its own."""

    contents: dict[str, bytes] = field(default_factory=dict)
    _names: dict[Path, str] = field(default_factory=dict)

    def name(self, image: Image, language: str) -> str:
        """The name by which the text shows the picture. Raises OSError if it can't be read."""
        path = image.files[language]
        if path not in self._names:
            content, name, number = path.read_bytes(), path.name, 1
            while name in self.contents and self.contents[name] != content:
                number += 1
                name = f"{path.stem}-{number}{path.suffix}"
            self._names[path], self.contents[name] = name, content
        return self._names[path]


def media_type(name: str) -> str:
    """The type of a picture, by its name."""
    return "image/webp" if name.lower().endswith(".webp") else mimetypes.guess_type(name)[0] or "image/png"
