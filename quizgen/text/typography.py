"""Typography: what an author types with an ordinary keyboard, set as the language's readers expect it.

Everywhere: ' becomes ’. What else is done, each language's file says (`quizgen.languages`): its quotation marks, its
spaces before signs and within figures, … for three dots. Quotes are set in pairs; one that stands alone stays
straight. A single quote opens only where a word starts and another one closes it, else it is an apostrophe. Code,
formulas, addresses (https://…, name@host) and colons inside a word or a figure (10:30) stay as typed. Setting a text
twice changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from quizgen import languages
from quizgen.languages import NO_BREAK_SPACE, THIN_SPACE, Language, Quotes
from quizgen.text.markup import Block, Blocks, List, Paragraph, Span, Spans

# Patterns, compiled when a text first needs them: help must come at once.
_SPACES = f" {NO_BREAK_SPACE}{THIN_SPACE}"
_ADDRESS = r"(?:https?://|mailto:|www\.)[^\s<>«»“”\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|&#?\w+;"
_ADDRESS_END = ".,;:!?…)]'’*"  # what follows an address rather than belonging to it
_BEFORE_OPENING = frozenset(f"{_SPACES}\t\n([{{«“‘„‚—–-/>=’'")
_BEFORE_CLOSING = frozenset(f"{_SPACES}\t\n)]}}»”.,;:!?…—–-/<")
_BEFORE_SINGLE = frozenset(f' {NO_BREAK_SPACE}\t\n([{{—–"“„')
_QUOTES_OPENING = rf'(?:["“„]|«[{_SPACES}]*)+'
_ELLIPSIS = r"(?<!\.)\.\.\.(?!\.)"
_THOUSANDS = rf"(?<![0-9,])(?<!(?<!\.\.)\.)[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?![0-9])"

_FIGURES = frozenset("0123456789")
_NONE: frozenset[str] = frozenset()

_compiled = lru_cache(maxsize=64)(re.compile)
"""As `re.compile`, whose own cache takes three times as long."""


def typeset(spans: Sequence[Span], language: str) -> Spans:
    """The runs with the language's typography; the context of a mark may reach over to the next run."""
    text = "".join([span.text for span in spans])
    known = languages.of(language)
    if not (signs := _signs_in(text, known)):
        return tuple(spans)
    starts = [0, *accumulate([len(span.text) for span in spans])]
    code = [
        (start, start + len(span.text)) for start, span in zip(starts, spans, strict=False) if span.code or span.maths
    ]
    marks = _marks(text, signs, known, code)
    places = sorted(marks)
    done: list[Span] = []
    for span, (start, end) in zip(spans, pairwise(starts), strict=True):
        here = places[bisect_left(places, start) : bisect_left(places, end)]
        part = _written(text, marks, here, start, end) if here else span.text
        if part:
            done.append(span if part == span.text else Span(part, *span[1:]))
    return tuple(done)


def typeset_blocks(blocks: Blocks, language: str) -> Blocks:
    """The blocks with the language's typography: each paragraph and each item of a list by itself."""
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            block = Paragraph(typeset(block.spans, language))
        elif isinstance(block, List):
            block = block._replace(items=tuple([typeset(item, language) for item in block.items]))
        done.append(block)
    return tuple(done)


def typeset_text(text: str, language: str) -> str:
    """A text without markup, with the language's typography."""
    known = languages.of(language)
    signs = _signs_in(text, known)
    if not signs:
        return text
    marks = _marks(text, signs, known, ())
    return _written(text, marks, sorted(marks), 0, len(text)) if marks else text


def _written(text: str, marks: Mapping[int, str], places: Sequence[int], start: int, end: int) -> str:
    """A part of the text, of which the characters at some places have become their marks."""
    parts: list[str] = []
    for place in places:
        parts += (text[start:place], marks[place])
        start = place + 1
    parts.append(text[start:end])
    return "".join(parts)


def _signs_in(text: str, language: Language) -> frozenset[str]:
    """The characters of the text that there may be something to do about; in most texts, a few words, there are none.

    Each step below first looks whether its own are among them: that takes a tenth of what trying a pattern does. And
    most texts are passed over as bytes, since not one of theirs is of a sign.
    """
    if not text.encode("utf-8", "surrogatepass").translate(None, _quiet(language)) and "..." not in text:
        return _NONE
    found = frozenset(_signs(language).findall(text))
    return found | {"..."} if "..." in text else found


def _marks(text: str, signs: frozenset[str], language: Language, code: Sequence[tuple[int, int]]) -> dict[int, str]:
    """What some characters of the text become, by their places. `code`: where code and formulas start and end."""
    marks: dict[int, str] = {}
    kept = _kept(text, code)
    if language.quotes is not None:
        if language.quotes.single and "'" in signs:
            _pair_single_quotes(text, language.quotes.single, kept, marks)
        if '"' in signs:
            _pair_double_quotes(text, language.quotes, kept, marks)
    paired = _written(text, marks, sorted(marks), 0, len(text)) if marks else text
    _space_signs(paired, signs, language, kept, marks)
    if not signs.isdisjoint(_FIGURES):
        _space_figures(text, language, kept, marks)
    if not signs.isdisjoint(_title_signs(language)):
        for title in _titles(language).finditer(text):
            if title.end() - 1 not in kept and not text[: title.start()][-1:].isalnum():
                marks[title.end() - 1] = NO_BREAK_SPACE
    if "'" in signs:
        for apostrophe in _compiled("'").finditer(text):
            if apostrophe.start() not in marks and apostrophe.start() not in kept:
                marks[apostrophe.start()] = "’"
    if language.ellipsis and "..." in signs:
        for dots in _compiled(_ELLIPSIS).finditer(text):
            if kept.isdisjoint(range(*dots.span())):
                marks |= zip(range(*dots.span()), ("…", "", ""), strict=True)
    return marks


def _kept(text: str, code: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The places of the characters that stay as typed: those of code and of addresses."""
    kept = [place for start, end in code for place in range(start, end)]
    if "/" in text or "@" in text or "&" in text or "www." in text or "mailto:" in text:
        for address in _compiled(_ADDRESS).finditer(text):
            words = address[0] if address[0].startswith("&") else address[0].rstrip(_ADDRESS_END)
            kept += range(address.start(), address.start() + len(words))
    return frozenset(kept)


def _pair_double_quotes(text: str, quotes: Quotes, kept: frozenset[int], marks: dict[int, str]) -> None:
    """Make pairs of straight double quotes the language's own; the spaces come later."""
    waiting: list[int] = []  # where an opening quote isn't closed yet; -1 for one that was not typed straight
    for at, char in enumerate(text):
        if at in kept:
            continue
        if char in quotes.opening:
            waiting.append(-1)
        elif char in quotes.closing:
            if waiting:
                waiting.pop()
        elif char == '"':
            if _opens(text, at, quotes):
                waiting.append(at)
            elif waiting and waiting[-1] >= 0:
                start = waiting.pop()
                marks[start], marks[at] = quotes.inner if waiting else quotes.outer


def _opens(text: str, at: int, quotes: Quotes) -> bool:
    """Whether a straight quote stands where something starts; quotes in a row open or close together."""
    before = text[:at].rstrip('"')[-1:]
    after = _compiled(_QUOTES_OPENING).match(text, at)
    follows = text[after.end() : after.end() + 1] if after else ""
    starts = not before or (before in _BEFORE_OPENING and before not in quotes.closing)
    return starts and bool(follows) and follows not in _BEFORE_CLOSING


def _pair_single_quotes(text: str, pair: tuple[str, str], kept: frozenset[int], marks: dict[int, str]) -> None:
    """Make a pair of a single quote that starts a word and of the next one on its line that ends one."""
    opened = -1
    for at, char in enumerate(text):
        if char == "\n" and at not in kept:
            opened = -1
        if char != "'" or at in kept:
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if (not before or before in _BEFORE_SINGLE) and after.isalpha():
            opened = at if opened < 0 else opened
        elif opened >= 0 and not after.isalnum() and not before.isspace():
            marks[opened], marks[at] = pair
            opened = -1


def _space_signs(
    text: str, signs: frozenset[str], language: Language, kept: frozenset[int], marks: dict[int, str]
) -> None:
    """Set the spaces before signs, and inside the quotation marks, with which the text comes."""
    for spaced in language.spaced:
        place = text.find(spaced.sign) if spaced.sign in signs else -1
        while place >= 0:
            after = text[place + 1 : place + 2]
            if after in spaced.before or after.isspace():  # nothing, at the end, is in any string
                start = place
                while start and text[start - 1] in _SPACES:
                    start -= 1
                before = text[start - 1 : start]
                stays = before in spaced.not_after or before.isspace()
                if not stays and (not kept or kept.isdisjoint(range(start, place + 1))):
                    marks |= dict.fromkeys(range(start, place), "")
                    marks[place] = spaced.space + spaced.sign
            place = text.find(spaced.sign, place + 1)
    quotes = language.quotes
    if quotes is None or not quotes.space:
        return
    opening, closing = quotes.outer
    if opening in text:
        for found in _compiled(rf"(?<={opening})[{_SPACES}]*(?=\S)").finditer(text):
            _space_quote(found, found.start() - 1, opening + quotes.space, kept, marks)
    if closing in text:
        for found in _compiled(rf"(?<=[^\s{opening}])[{_SPACES}]*(?={closing})").finditer(text):
            _space_quote(found, found.end(), quotes.space + closing, kept, marks)


def _space_quote(spaces: re.Match[str], mark: int, written: str, kept: frozenset[int], marks: dict[int, str]) -> None:
    """Set a quotation mark with its space, in place of those that were typed."""
    if mark not in kept and kept.isdisjoint(range(*spaces.span())):
        marks |= dict.fromkeys(range(*spaces.span()), "")
        marks[mark] = written


def _space_figures(text: str, language: Language, kept: frozenset[int], marks: dict[int, str]) -> None:
    """Set the spaces within figures, and between a figure and its unit."""
    grouped = False
    for figure in _spaced_figures(language).finditer(text):
        space = figure.end() - 1
        if text[space + 1].isdigit():
            grouped = True
        elif space not in kept:
            marks[space] = NO_BREAK_SPACE
    for figure in _compiled(_THOUSANDS).finditer(text) if grouped and language.thousands else ():
        marks |= {
            place: language.thousands for place in range(*figure.span()) if text[place] in _SPACES and place not in kept
        }


@lru_cache(maxsize=64)
def _quiet(language: Language) -> bytes:
    """The bytes that no sign of the language is made of in UTF-8."""
    signs = _signs(language).pattern.strip("[]").replace("\\", "")
    return bytes({*range(256)} - {*signs.encode()})


@lru_cache(maxsize=64)
def _signs(language: Language) -> re.Pattern[str]:
    """Finds a character that there may be something to do about."""
    signs = {"'", '"', *(spaced.sign for spaced in language.spaced), *_title_signs(language)}
    if language.quotes is not None and language.quotes.space:
        signs.update(language.quotes.outer)
    if language.thousands or language.units:
        signs.update(_FIGURES)
    return re.compile(f"[{re.escape(''.join(sorted(signs)))}]")


@lru_cache(maxsize=64)
def _title_signs(language: Language) -> frozenset[str]:
    """A character of each title that few words have: M in Mme, ° in n°."""
    return frozenset(next(char for char in title if not char.islower()) for title in language.titles)


@lru_cache(maxsize=64)
def _spaced_figures(language: Language) -> re.Pattern[str]:
    """Finds a figure and a space before another figure or a unit."""
    return re.compile("|".join([f"[0-9][{_SPACES}](?=[0-9]", *map(re.escape, language.units)]) + ")")


@lru_cache(maxsize=64)
def _titles(language: Language) -> re.Pattern[str]:
    """Finds a title and a space before a capital or a figure."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, language.titles)) or '(?!)'}) (?=[A-ZÀ-Þ\d])")
