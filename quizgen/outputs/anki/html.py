"""From texts to HTML that every Anki shows as it was written.

Anki reads more than HTML in a field: cloze marks, sounds, LaTeX, speech and, in the page, MathJax. All of them
are escaped here, so that Anki never obeys anything in a text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from quizgen.items import Text, marked, plain, spans
from quizgen.text.markup import Span

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
_SPECIAL = bytes([*range(32), 127, *b"&<>\"'[{}\\"])
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
    """A text that Anki compares with what is typed: on one line, and without tags."""
    return attribute(" ".join(text.split("\n")))


def render(text: Text, language: str) -> str:
    """A bank's text, with its styles and the language's typography."""
    return styled(spans(text, language)) if marked(text, language) else escape(plain(text, language))


def plain_and_html(text: Text, language: str) -> tuple[str, str]:
    """A bank's text as it reads, and as HTML."""
    words = plain(text, language)
    return words, styled(spans(text, language)) if marked(text, language) else escape(words)


def styled(runs: Sequence[Span]) -> str:
    """Styled runs as HTML."""
    return "".join([dressed(run, escape(run.text)) for run in runs])


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
