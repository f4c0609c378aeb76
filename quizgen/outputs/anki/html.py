"""From texts to HTML that every Anki shows as it was written.

Anki reads more than HTML in a field: cloze marks, sounds, LaTeX, speech and, in the page, MathJax. All of them
are escaped here, so that Anki never obeys anything in a text; only formulas are given to MathJax on purpose.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import assert_never

from quizgen.items import Text, blocks, marked, plain
from quizgen.text import code, maths
from quizgen.text.markup import Block, Blocks, CodeBlock, Display, List, Paragraph, Span, flat

_CONTROLS: dict[int, str | None] = dict.fromkeys({*range(32), 127} - {9, 10})
_IN_ATTRIBUTES: dict[int, str | None] = _CONTROLS | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    ord("["): "&#91;",  # [sound:, [latex], [$], [anki:
    ord("{"): "&#123;",  # cloze marks
    ord("}"): "&#125;",
}
_IN_TEXT: dict[int, str | None] = _IN_ATTRIBUTES | {
    # MathJax reads text nodes, so that an entity would not do: an element parts the backslash from its bracket.
    ord("\\"): "<span>\\</span>",
    ord("\n"): "<br>",
}
_ROLES: dict[code.Role, str] = {
    "": "",
    "keyword": "k",
    "name": "f",
    "string": "s",
    "number": "n",
    "comment": "c",
    "operator": "",
}
"""The classes by which the style sheet colours code."""
_SPECIAL = bytes([*range(32), 127, *b"&<>\"'[{}\\"])
# In HTML, no text but a formula has a backslash before a bracket.
_TOUCHED = re.compile(r"(?:[(«“‘„]|&#91;)*\\\(.*?\\\)[.,;:!?…)\]»”’%-]*", re.DOTALL)
_GROUPING = re.compile("(?<=[0-9])[\u00a0\u202f](?=[0-9]{3})")
_TYPED = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
_VISIBLE = re.compile(r"(?:\A|>)\s*[^<\s]")
_TAGS = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"<br>|</li>|</p>")


def escape(text: str) -> str:
    """A text between tags."""
    return text if text.isalnum() or not _special(text) else text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """A text between an attribute's double quotes."""
    return text.translate(_IN_ATTRIBUTES) if _special(text) else text


def _special(text: str) -> bool:
    """Whether any character must be escaped. Most texts have none, and this is the quickest way to know."""
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, _SPECIAL)) < len(encoded)


def to_type(text: str) -> str:
    """A text that Anki compares with what is typed: on one line, without tags, in characters that a keyboard has."""
    return attribute(_GROUPING.sub("", " ".join(text.split("\n"))).translate(_TYPED))


def render(text: Text, language: str) -> str:
    """A bank's text, with its blocks, its styles and the language's typography."""
    return block_html(blocks(text, language)) if marked(text, language) else escape(plain(text, language))


def words_and_html(text: Text, language: str) -> tuple[str, str]:
    """A bank's text without any style, its formulas in TeX, and as HTML."""
    if not marked(text, language):
        words = plain(text, language)
        return words, escape(words)
    found = blocks(text, language)
    return "".join([run.text for run in flat(found)]), block_html(found)


def block_html(found: Blocks, inside: Callable[[Span], str] | None = None) -> str:
    """Blocks as HTML: paragraphs alone are parted by empty lines, as in Anki's own editor.

    `inside` gives the HTML of a run's text; as it reads, unless told.
    """
    show = inside or (lambda run: escape(run.text))
    if all(isinstance(block, Paragraph) for block in found):
        shown = "".join([_run(run, show) for run in flat(found)])
    else:
        shown = "".join([_block(block, show) for block in found])
    return _TOUCHED.sub(_on_one_line, shown) if "\\(" in shown else shown


def _on_one_line(touched: re.Match[str]) -> str:
    """A formula with the signs that touch it, which a browser would part from it at the end of a line."""
    alone = touched[0].startswith("\\(") and touched[0].endswith("\\)")
    return touched[0] if alone else f'<span class="qz-whole">{touched[0]}</span>'


def _block(block: Block, show: Callable[[Span], str]) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{''.join([_run(run, show) for run in runs])}</p>"
        case List(items, start):
            rows = "".join([f"<li>{''.join([_run(run, show) for run in item])}</li>" for item in items])
            if start is None:
                return f'<ul class="qz-list">{rows}</ul>'
            first = "" if start == 1 else f' start="{start}"'
            return f'<ol class="qz-list"{first}>{rows}</ol>'
        case CodeBlock(text, language):
            pieces = [(_ROLES[token.role], show(Span(token.text, code=True))) for token in code.tokens(text, language)]
            lines = "".join([f'<span class="{role}">{piece}</span>' if role else piece for role, piece in pieces])
            lines = lines.replace("<br>", "\n")  # a pre keeps its line ends
            return f'<pre class="qz-code" tabindex="0"><code>{lines}</code></pre>'
        case Display(tex):
            return formula(tex, display=True)
        case _:
            assert_never(block)


def _run(run: Span, show: Callable[[Span], str]) -> str:
    return formula(run.text, display=False) if run.maths else dressed(run, show(run))


def formula(tex: str, *, display: bool) -> str:
    """A formula for the MathJax that Anki ships; one that can't be read is shown as it was typed.

    Its braces are entities, which the browser undoes before MathJax reads them, so that they end no gap of Anki's.
    """
    opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
    try:
        ready = maths.apart(maths.to_mathjax(tex))
    except maths.BadFormula:
        return escape(f"$${tex}$$" if display else f"${tex}$")
    return opening + " ".join(ready.split()).translate(_IN_ATTRIBUTES) + closing


def dressed(run: Span, inside: str) -> str:
    """HTML in the style of a run."""
    if run.code:
        inside = f"<code>{inside}</code>"
    if run.emphasis:
        inside = f"<em>{inside}</em>"
    if run.strong:
        inside = f"<strong>{inside}</strong>"
    return inside if run.href is None else f'<a href="{attribute(run.href)}">{inside}</a>'


def visible(field: str) -> bool:
    """Whether there is anything to read in a field."""
    return _VISIBLE.search(field) is not None


def text_of(field: str) -> str:
    """How a field reads, on one line."""
    if "<" in field:
        field = _TAGS.sub("", _BREAKS.sub(" ", field))
    return html.unescape(field).strip()
