"""From texts to HTML that every Anki shows as it was written.

Anki reads more than HTML in a field: cloze marks, sounds, LaTeX, speech and, in the page, MathJax. All of them
are escaped here, so that nothing in a text is ever obeyed.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable, Mapping, Sequence

from quizgen.items import Text, plain, typed, wording
from quizgen.text.markup import Span, emphases, marked, parse
from quizgen.text.typography import typeset, typeset_marked, typeset_text

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
# Letters, spaces, commas and hyphens. Without M and D, for French keeps `M. Dupont` and `Dr Dupont` together; beyond
# ASCII, without what starts with the bytes C2 and E2: signs rather than letters.
_BARE = bytes({*range(0x80, 0x100), *string.ascii_letters.encode(), *b" ,-"} - {*b"MD\xc2\xe2"})
_VISIBLE = re.compile(r"(?:\A|>)\s*[^<\s]")
_NOTHING = re.compile("(?!)")
_TAGS = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"<br>|</li>|</p>")


def escape(text: str) -> str:
    """A text between tags."""
    return text if text.isalnum() or not _special(text) else text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """A text in an attribute's double quotes."""
    return text.translate(_IN_ATTRIBUTES) if _special(text) else text


def _bare(text: str) -> bool:
    """Whether there is nothing in a text that markup, typography or HTML would change: most are a few words."""
    return not text.encode("utf-8", "surrogatepass").translate(None, _BARE)


def _special(text: str) -> bool:
    """Whether any character must be escaped. Most texts have none, and this is the quickest way to know."""
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, _SPECIAL)) < len(encoded)


def to_type(text: str) -> str:
    """A text that Anki compares with what is typed: on one line, and without tags."""
    return attribute(" ".join(text.split("\n")))


def render(text: Text, language: str) -> str:
    """A bank's text, with its styles and the language's typography."""
    source = typed(text, language)
    if source is None:
        return escape(wording(text, language))
    if _bare(source):
        return source
    if marked(source):
        return _emphasised(source, language) or styled(typeset(parse(source), language))
    return escape(typeset_text(source, language))


def _emphasised(source: str, language: str) -> str:
    """A text with no marks but `*words*` and with little typography, as most marked ones; nothing for any other."""
    text = typeset_marked(source, language)
    parts = None if text is None else emphases(text)
    if text is None or parts is None:
        return ""
    if _special(text):
        parts = [escape(part) for part in parts]
    parts[1::2] = [f"<em>{words}</em>" for words in parts[1::2]]
    return "".join(parts)


def both(text: Text, language: str) -> tuple[str, str]:
    """A bank's text as it reads, and rendered."""
    shown = render(text, language)
    return (shown, shown) if shown == typed(text, language) else (plain(text, language), shown)


def styled(runs: Sequence[Span], inner: Callable[[str], str] = escape) -> str:
    """Styled runs; `inner` renders what stands in them."""
    return "".join([_run(run, inner) for run in runs])


def _run(run: Span, inner: Callable[[str], str]) -> str:
    text, strong, emphasis, code, href = run
    found = inner(text)
    if code:
        found = f"<code>{found}</code>"
    if emphasis:
        found = f"<em>{found}</em>"
    if strong:
        found = f"<strong>{found}</strong>"
    return found if href is None else f'<a href="{attribute(href)}">{found}</a>'


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
