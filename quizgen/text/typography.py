"""Typography: what an author types with an ordinary keyboard, set as the language's readers expect it.

Everywhere: ' becomes ’. French: « » with U+00A0 inside (“ ” for quotes within quotes), U+00A0 before a colon,
U+202F before ; ! ?, and the no-break spaces of `1 000`, `5 %`, `n° 5`, `M. Dupont`. English: “ ” and ‘ ’.
French and English: … for three dots. Quotes are set in pairs; one that stands alone stays straight. A single
quote opens (‘) in English only where a word starts and another one closes it, else it is an apostrophe.
Code, addresses (https://…, name@host) and colons inside a word or a figure (10:30) stay as typed.
Setting a text twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from quizgen.text.markup import Span

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"

_TOUCHED = {
    "fr": re.compile(r"""['"«»:;!?%°€]|\.\.\.|\d \d|\bM"""),
    "en": re.compile(r"""['"]|\.\.\."""),
}
_APOSTROPHE = re.compile("'")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>«»“”\"]+|[\w.+-]+@[\w-]+\.[\w.-]+|&#?\w+;")
_ADDRESS_MARK = re.compile("[/@&]|www|mailto")  # in every address, and quick to look for
_ADDRESS_END = ".,;:!?…)]'’*"  # what follows an address rather than belonging to it
_SPACES = f" {NBSP}{THIN}"
_BEFORE_OPENING = frozenset(f" {NBSP}{THIN}\t\n([{{«“‘—–-/=>'’")
_BEFORE_CLOSING = frozenset(f" {NBSP}{THIN}\t\n)]}}»”.,;:!?…—–-/<")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DOUBLE_QUOTE = re.compile('["«»“”]')
_SINGLE_QUOTE = re.compile("['\\n]")
_QUOTES_OPENING = re.compile(rf'(?:"|“|«[{_SPACES}]*)+')
# A colon counts where a clause may end; `:)` is left alone, and so is a mark that starts a line or a bracket.
# A run of ! and ? takes one space.
_SPACED = rf"(?P<spaces>[{_SPACES}]*)"
# Patterns, compiled when a French text first needs them: help in English must come at once.
# Before each, the marks that it is about: without them there is no need to try it.
_FRENCH_SIGNS = (
    (":", r":(?=[\s»”\"]|$)", ":;(«“", NBSP),
    ("!?;", r"[!?](?=[\s!?»”’\"')\].,;:…*—–]|$)|;(?=[\s»”\"]|$)", "([{!?;:«“", THIN),
)
_FRENCH_QUOTES = (
    ("«", rf"(?<=«){_SPACED}(?=\S)", NBSP),
    ("»", rf"(?<=[^\s«]){_SPACED}(?=»)", NBSP),
)
_FIGURE, _TITLE = rf"\d[{_SPACES}]", "n°|M|Dr"  # in what the next three are about, and quick to look for
_FRENCH_GROUPS = rf"(?<![\d.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)"
_FRENCH_UNIT = rf"(?<=\d)(?P<space>[{_SPACES}])(?=[%€]|°C)"
_FRENCH_TITLE = r"(?:\bn°|\b(?:M|MM)\.|\b(?:Mme|Mlle|Dr))(?P<space> )(?=[A-ZÀ-Þ\d])"


def typeset(spans: Sequence[Span], language: str) -> tuple[Span, ...]:
    """The runs with the language's typography; the context of a mark may reach over to the next run."""
    spans = tuple(spans)
    family = _family(language)
    text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
    if not _TOUCHED.get(family, _APOSTROPHE).search(text):
        return spans
    return _typeset(spans, family)


@lru_cache(maxsize=8192)
def _typeset(spans: tuple[Span, ...], family: str) -> tuple[Span, ...]:
    text = "".join(span.text for span in spans)
    shield = bytearray(len(text))  # 1 where characters stay as typed
    at = 0
    for span in spans:
        if span.code:
            shield[at : at + len(span.text)] = b"\1" * len(span.text)
        at += len(span.text)
    marks = _set(text, family, shield)
    done: list[Span] = []
    at = 0
    for span in spans:
        end = at + len(span.text)
        done.append(replace(span, text="".join(marks[at:end])))
        at = end
    return tuple(span for span in done if span.text)


@lru_cache(maxsize=4096)
def typeset_text(text: str, language: str) -> str:
    """A text without markup, with the language's typography."""
    return "".join(span.text for span in typeset((Span(text),), language))


@lru_cache(maxsize=64)
def _family(language: str) -> str:
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _set(text: str, family: str, shield: bytearray) -> list[str]:
    """What each character of the text becomes."""
    for address in _ADDRESS.finditer(text) if _ADDRESS_MARK.search(text) else ():
        end = address.start() + len(address.group().rstrip(_ADDRESS_END))
        shield[address.start() : end] = b"\1" * (end - address.start())
    quoted = list(text)
    if family == "en" and "'" in text:
        _pair_single_quotes(text, shield, quoted)
    if family in ("fr", "en") and '"' in text:
        _pair_double_quotes(text, family, shield, quoted)
    for apostrophe in _APOSTROPHE.finditer(text):
        i = apostrophe.start()
        if quoted[i] == "'" and not shield[i]:
            quoted[i] = "’"
    out = quoted.copy()
    if family == "fr":
        _space_french("".join(quoted), shield, out)
    if family in ("fr", "en") and "..." in text:
        for dots in _ELLIPSIS.finditer(text):
            if not any(shield[dots.start() : dots.end()]):
                out[dots.start() : dots.end()] = ["…", "", ""]
    return out


def _pair_double_quotes(text: str, family: str, shield: bytearray, quoted: list[str]) -> None:
    """Make pairs of straight quotes « » or “ ”; the spaces come later."""
    waiting: list[int] = []  # opening quotes not yet closed; -1 for one that was typed as « or “
    for quote in _DOUBLE_QUOTE.finditer(text):
        i, char = quote.start(), quote[0]
        if shield[i]:
            continue
        if char in "«“":
            waiting.append(-1)
        elif char in "»”":
            if waiting:
                waiting.pop()
        elif _opens(text, i):
            waiting.append(i)
        elif waiting and waiting[-1] >= 0:
            start = waiting.pop()
            quoted[start], quoted[i] = "«»" if family == "fr" and not waiting else "“”"


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote stands where something starts; quotes in a row open or close together."""
    before = text[:at].rstrip('"')[-1:]
    after = _QUOTES_OPENING.match(text, at)
    follows = text[after.end() : after.end() + 1] if after else ""
    return (before in _BEFORE_OPENING or not before) and bool(follows) and follows not in _BEFORE_CLOSING


def _pair_single_quotes(text: str, shield: bytearray, quoted: list[str]) -> None:
    """Make ‘ ’ of a single quote that starts a word and of the next one that ends one."""
    opened = -1
    for quote in _SINGLE_QUOTE.finditer(text):
        i, char = quote.start(), quote[0]
        if shield[i]:
            continue
        if char == "\n":
            opened = -1
            continue
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        at_start = before == "" or before in ' \t\n([{—–"“' + NBSP
        if at_start and after.isalpha():
            opened = i if opened < 0 else opened
        elif opened >= 0 and not after.isalnum() and not before.isspace():
            quoted[opened], quoted[i] = "‘", "’"
            opened = -1


def _space_french(text: str, shield: bytearray, out: list[str]) -> None:
    for signs, pattern, never_after, space in _FRENCH_SIGNS:
        if not any(sign in text for sign in signs):
            continue
        for found in re.finditer(pattern, text):
            mark = start = found.start()
            while start and text[start - 1] in _SPACES:
                start -= 1
            before = text[start - 1 : start]
            if not before or before.isspace() or before in never_after or shield[mark] or any(shield[start:mark]):
                continue
            out[start:mark] = [""] * (mark - start)
            out[mark] = space + out[mark]
    for quote, pattern, space in _FRENCH_QUOTES:
        for found in re.finditer(pattern, text) if quote in text else ():
            start, end = found.span("spaces")
            mark = start - 1 if text[start - 1 : start] == "«" else end
            if shield[mark] or any(shield[start:end]):
                continue
            out[start:end] = [""] * (end - start)
            out[mark] = out[mark] + space if mark < start else space + out[mark]
    figures, titles = re.search(_FIGURE, text), re.search(_TITLE, text)
    for found in re.finditer(_FRENCH_GROUPS, text) if figures else ():
        for i in range(*found.span()):
            if text[i] in _SPACES and not shield[i]:
                out[i] = THIN
    for pattern in [_FRENCH_UNIT] * bool(figures) + [_FRENCH_TITLE] * bool(titles):
        for found in re.finditer(pattern, text):
            if not shield[found.start("space")]:
                out[found.start("space")] = NBSP
