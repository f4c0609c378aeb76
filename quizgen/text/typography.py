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
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from quizgen.text.markup import Span

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"

_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>«»“”\"]+|[\w.+-]+@[\w-]+\.[\w.-]+|&#?\w+;")
_ADDRESS_END = ".,;:!?…)]'’*"  # what follows an address rather than belonging to it
_SPACES = f" {NBSP}{THIN}"
_BEFORE_OPENING = frozenset(f" {NBSP}{THIN}\t\n([{{«“‘—–-/=>'’")
_BEFORE_CLOSING = frozenset(f" {NBSP}{THIN}\t\n)]}}»”.,;:!?…—–-/<")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DOUBLE_QUOTE = re.compile('["«»“”]')
_SINGLE_QUOTE = re.compile("['\\n]")
_QUOTES_OPENING = re.compile(rf'(?:"|“|«[{_SPACES}]*)+')
# What a mark is set before in French: where a clause may end. `:)` is left alone, and so is a mark that starts a line
# or a bracket. A run of ! and ? takes one space.
# Each: the mark; what may follow it, besides a space and the end; what it may not follow; the space before it.
_ENDING = ' »”"'
_FRENCH_SIGNS = (
    (":", _ENDING, ":;(«“", NBSP),
    ("!", " !?»”’\"')].,;:…*—–", "([{!?;:«“", THIN),
    ("?", " !?»”’\"')].,;:…*—–", "([{!?;:«“", THIN),
    (";", _ENDING, "([{!?;:«“", THIN),
)
# A text is first looked over as UTF-8: there may be something to do about what is left of it without these bytes.
# Of characters beyond ASCII, French keeps the first byte: C2 (Â) of « » ° and U+00A0, E2 (â) of “ ” ’ … € and U+202F.
_QUIET = bytes({*range(256)} - {*b"'\"."})
_QUIET_IN_FRENCH = bytes({*range(256)} - {*b" '\".:;!?%0123456789MDw\xc2\xe2"})  # w: www.
_NONE: frozenset[int] = frozenset()
# Patterns, compiled when a French text first needs them: help in English must come at once.
_SPACED = rf"(?P<spaces>[{_SPACES}]*)"
_FRENCH_QUOTES = (
    ("«", rf"(?<=«){_SPACED}(?=\S)", NBSP),
    ("»", rf"(?<=[^\s«]){_SPACED}(?=»)", NBSP),
)
_FIGURE = re.compile("[0-9][ Ââ][0-9%Ââ]")  # what is left of that which the next two are about
_FRENCH_GROUPS = rf"(?<![0-9.,])[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?![0-9])"
_FRENCH_UNIT = rf"(?<=[0-9])(?P<space>[{_SPACES}])(?=[%€]|°C)"
_FRENCH_TITLE = r"(?:\bn°|\b(?:M|MM)\.|\b(?:Mme|Mlle|Dr))(?P<space> )(?=[A-ZÀ-Þ\d])"


def typeset(spans: Sequence[Span], language: str) -> tuple[Span, ...]:
    """The runs with the language's typography; the context of a mark may reach over to the next run."""
    text = "".join([span.text for span in spans])
    code: list[tuple[int, int]] = []
    start = 0
    for span in spans:
        end = start + len(span.text)
        if span.code:
            code.append((start, end))
        start = end
    family = _family(language)
    signs = _signs(text, family)
    if not signs:
        return tuple(spans)
    if not code and _apostrophes_alone(signs, family):
        return tuple([Span(span.text.replace("'", "’"), *span[1:]) if "'" in span.text else span for span in spans])
    marks = _marks(text, family, signs, code)
    places = sorted(marks)
    done: list[Span] = []
    start = 0
    for span in spans:
        end = start + len(span.text)
        here = places[bisect_left(places, start) : bisect_left(places, end)]
        done.append(Span(_written(text, marks, here, start, end), *span[1:]) if here else span)
        start = end
    return tuple([span for span in done if span.text])


def typeset_text(text: str, language: str) -> str:
    """A text without markup, with the language's typography."""
    if text.isalpha():  # a word
        return text
    family = _family(language)
    signs = _signs(text, family)
    found = _at_once(text, signs, family)
    return _all_written(text, _marks(text, family, signs, ())) if found is None else found


def typeset_marked(source: str, language: str) -> str | None:
    """A text with the marks of emphasis still in it, with its typography; None where the two may touch."""
    family = _family(language)
    return _at_once(source, _signs(source, family), family)


def _at_once(text: str, signs: str, family: str) -> str | None:
    """The text with its typography where that is the same wherever a character stands, as in most; else None."""
    if not signs:
        return text
    return text.replace("'", "’") if _apostrophes_alone(signs, family) else None


def _signs(text: str, family: str) -> str:
    """What is left of a text when it is looked over; nothing of most."""
    quiet = _QUIET_IN_FRENCH if family == "fr" else _QUIET
    signs = text.encode("utf-8", "surrogatepass").translate(None, quiet).decode("latin-1")
    return signs if signs.strip(" .w") or "..." in signs else ""


def _apostrophes_alone(signs: str, family: str) -> bool:
    """Whether nothing else is to be done, as in many a French text, and wherever they stand: in no address."""
    return family == "fr" and not signs.strip(" .'") and "..." not in signs


def _all_written(text: str, marks: Mapping[int, str]) -> str:
    return _written(text, marks, sorted(marks), 0, len(text)) if marks else text


def _written(text: str, marks: Mapping[int, str], places: Sequence[int], start: int, end: int) -> str:
    """The text from `start` to `end`, in which the characters at `places` have become their marks."""
    parts: list[str] = []
    for place in places:
        parts.append(text[start:place])
        parts.append(marks[place])
        start = place + 1
    parts.append(text[start:end])
    return "".join(parts)


@lru_cache(maxsize=64)
def _family(language: str) -> str:
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _marks(text: str, family: str, signs: str, code: Sequence[tuple[int, int]]) -> dict[int, str]:
    """What some characters of the text become, by their places. `code`: from where to where text stays as typed.

    Looking for a character takes a tenth of what trying a pattern does, so no pattern is tried in vain.
    """
    marks: dict[int, str] = {}
    kept = _kept(text, code)
    single, double = "'" in signs, '"' in signs
    if single and family == "en":
        _pair_single_quotes(text, kept, marks)
    if double and family in ("fr", "en"):
        _pair_double_quotes(text, family, kept, marks)
    if family == "fr":
        _space_french(_all_written(text, marks), signs, kept, marks)
    place = text.find("'") if single else -1
    while place >= 0:
        if place not in marks and place not in kept:
            marks[place] = "’"
        place = text.find("'", place + 1)
    if "..." in signs and family in ("fr", "en"):
        for found in _ELLIPSIS.finditer(text):
            if kept.isdisjoint(range(*found.span())):
                marks |= zip(range(*found.span()), ("…", "", ""), strict=True)
    return marks


def _kept(text: str, code: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The places of the characters that stay as typed."""
    # One of these is in every address.
    addressed = "/" in text or "@" in text or "&" in text or "www" in text or "mailto" in text
    if not addressed and not code:
        return _NONE
    kept: set[int] = set()
    for start, end in code:
        kept.update(range(start, end))
    if addressed:
        for address in _ADDRESS.finditer(text):
            words = address[0] if address[0].startswith("&") else address[0].rstrip(_ADDRESS_END)
            kept.update(range(address.start(), address.start() + len(words)))
    return frozenset(kept)


def _pair_double_quotes(text: str, family: str, kept: frozenset[int], marks: dict[int, str]) -> None:
    """Make pairs of straight quotes « » or “ ”; the spaces come later."""
    waiting: list[int] = []  # opening quotes not yet closed; -1 for one that was typed as « or “
    for quote in _DOUBLE_QUOTE.finditer(text):
        i, char = quote.start(), quote[0]
        if i in kept:
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
            marks[start], marks[i] = "«»" if family == "fr" and not waiting else "“”"


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote stands where something starts; quotes in a row open or close together."""
    before = text[:at].rstrip('"')[-1:]
    after = _QUOTES_OPENING.match(text, at)
    follows = text[after.end() : after.end() + 1] if after else ""
    return (before in _BEFORE_OPENING or not before) and bool(follows) and follows not in _BEFORE_CLOSING


def _pair_single_quotes(text: str, kept: frozenset[int], marks: dict[int, str]) -> None:
    """Make ‘ ’ of a single quote that starts a word and of the next one that ends one."""
    opened = -1
    for quote in _SINGLE_QUOTE.finditer(text):
        i, char = quote.start(), quote[0]
        if i in kept:
            continue
        if char == "\n":
            opened = -1
            continue
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        at_start = before == "" or before in ' \t\n([{—–"“' + NBSP
        if at_start and after.isalpha():
            opened = i if opened < 0 else opened
        elif opened >= 0 and not after.isalnum() and not before.isspace():
            marks[opened], marks[i] = "‘", "’"
            opened = -1


def _space_french(text: str, signs: str, kept: frozenset[int], marks: dict[int, str]) -> None:
    for sign, followers, never_after, space in _FRENCH_SIGNS:
        mark = text.find(sign) if sign in signs else -1
        while mark >= 0:
            after = text[mark + 1 : mark + 2]
            if after in followers or after.isspace():  # nothing, at the end, is in any string
                start = mark
                while start and text[start - 1] in _SPACES:
                    start -= 1
                before = text[start - 1 : start]
                stays = before in never_after or before.isspace()
                if not (stays or (kept and not kept.isdisjoint(range(start, mark + 1)))):
                    for place in range(start, mark):
                        marks[place] = ""
                    marks[mark] = space + sign
            mark = text.find(sign, mark + 1)
    for quote, pattern, space in _FRENCH_QUOTES if "«" in text or "»" in text else ():
        for found in re.finditer(pattern, text) if quote in text else ():
            start, end = found.span("spaces")
            mark = start - 1 if text[start - 1 : start] == "«" else end
            if mark in kept or not kept.isdisjoint(range(start, end)):
                continue
            marks |= dict.fromkeys(range(start, end), "")
            told = marks.get(mark, text[mark])
            marks[mark] = told + space if mark < start else space + told
    if _FIGURE.search(signs):
        for found in re.finditer(_FRENCH_GROUPS, text):
            for place in range(*found.span()):
                if text[place] in _SPACES and place not in kept:
                    marks[place] = THIN
        _keep_together(_FRENCH_UNIT, text, kept, marks)
    if "M" in signs or "D" in signs or "n°" in text:
        _keep_together(_FRENCH_TITLE, text, kept, marks)


def _keep_together(pattern: str, text: str, kept: frozenset[int], marks: dict[int, str]) -> None:
    for found in re.finditer(pattern, text):
        if found.start("space") not in kept:
            marks[found.start("space")] = NBSP
