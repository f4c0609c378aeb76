"""From texts to HTML that every Anki shows as it was written.

Anki reads more than HTML in a field: cloze marks, sounds, LaTeX, speech and, in the page, MathJax. All of them
are escaped here, so that nothing in a text is ever obeyed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from quizgen.items import Text, spans, unstyled
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
_SPECIAL = re.compile(r"[\x00-\x1f\x7f&<>\"'\[{}\\]")
_VISIBLE = re.compile(r"(?:\A|>)\s*[^<\s]")
_NOTHING = re.compile("(?!)")
_TAGS = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"<br>|</li>|</p>")


def escape(text: str) -> str:
    """A text between tags."""
    return text if text.isalnum() or not _SPECIAL.search(text) else text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """A text in an attribute's double quotes."""
    return text.translate(_IN_ATTRIBUTES) if _SPECIAL.search(text) else text


def to_type(text: str) -> str:
    """A text that Anki compares with what is typed: on one line, and without tags."""
    return attribute(" ".join(text.split("\n")))


def render(text: Text, language: str) -> str:
    """A bank's text, with its styles and the language's typography."""
    simple = unstyled(text, language)
    return styled(spans(text, language)) if simple is None else escape(simple)


def both(text: Text, language: str) -> tuple[str, str]:
    """A bank's text as it reads, and rendered."""
    simple = unstyled(text, language)
    if simple is not None:
        return simple, escape(simple)
    runs = spans(text, language)
    return "".join([run.text for run in runs]), styled(runs)


def styled(runs: Sequence[Span], inner: Callable[[str], str] = escape) -> str:
    """Styled runs; `inner` renders what stands in them."""
    return "".join([_run(run, inner) for run in runs])


def _run(run: Span, inner: Callable[[str], str]) -> str:
    found = inner(run.text)
    if run.code:
        found = f"<code>{found}</code>"
    if run.emphasis:
        found = f"<em>{found}</em>"
    if run.strong:
        found = f"<strong>{found}</strong>"
    return found if run.href is None else f'<a href="{attribute(run.href)}">{found}</a>'


def with_slots(runs: Sequence[Span], slots: Mapping[str, str]) -> str:
    """Styled runs in which some characters stand for HTML of their own."""
    one = re.compile(f"([{''.join(slots)}])") if slots else _NOTHING

    def inner(text: str) -> str:
        return "".join(slots.get(part) or escape(part) for part in one.split(text))

    return styled(runs, inner)


def visible(field: str) -> bool:
    """Whether anything of a field can be read."""
    return _VISIBLE.search(field) is not None


def text_of(field: str) -> str:
    """What a field reads, on one line."""
    if "<" in field:
        field = _TAGS.sub("", _BREAKS.sub(" ", field))
    return html.unescape(field).strip()
