"""How a question is worded: what is missing, what ages, what a translation lost, what misleads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from quizgen.bank.faults import Fault
from quizgen.bank.lint.asked import GAP, Asked, Placed, is_truth, passage, said, texts
from quizgen.bank.lint.words import PROFILES, unquoted, words
from quizgen.items import Fill, Words, wording
from quizgen.text import markup
from quizgen.text.folding import base

LONG_ENOUGH = 50
"""Characters of the longer of two twins from which their lengths are compared; short ones differ by chance."""

UNEQUAL = 1.9
"""Times a text may be as long as its twin. French takes about 1.2 times the room of English, single sentences
up to 1.6; beyond this, one of the two says more."""

DENSE = frozenset({"zh", "ja", "ko", "th", "lo", "km", "my", "yue"})
"""Languages whose scripts take far less room, or that don't part words, so that lengths tell nothing."""

FOREIGN_WORDS = 3
"""Telling words of the other language in a text that is taken to be in it: two may stand in a name."""

HINT_WORDS = 3
"""Words from which a hint that is the same in two languages was forgotten; a shorter one may be a name."""

_NOW = {
    "fr": re.compile(
        r"\b(aujourd['’]hui|actuellement|désormais|récemment|dernièrement|à présent|à l['’]heure actuelle|de nos jours"
        r"|actuel(?:le)?s?|en ce moment|(?<!en )maintenant(?! (?:les?|la|l['’]|une?|des|du|son|sa|ses|leurs?)\b)"
        r"|l['’]an dernier|l['’]année dernière)(?!\w)"
    ),
    "en": re.compile(
        r"\b((?<!until )(?<!from )now(?! that\b)|currently|today|nowadays|recently|lately|presently|at present"
        r"|at the moment|these days|last year)\b"
    ),
}
_SENTENCE_START = re.compile(r"(?:^|[.!?:|]\s+)\w")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_NEGATIVE = {
    "fr": re.compile(
        r"\bn(?:e\s|['’])[^.;:?!]{0,40}?\b(pas|jamais)\b(?! (?:seulement|que\b))|\b(sauf|excepté|hormis)\b"
    ),
    "en": re.compile(r"(?<!-)\b(not|never|except|cannot|[a-z]+n['’]t)\b(?!-| (?:only|just|necessarily)\b)"),
}
_WHY = re.compile(r"\b(?:why|pourquoi|whether or not)\b", re.IGNORECASE)
_ARTICLE_LAST = re.compile(r"(?:^|[\s(])(les?|la|une?|du|de la|des?|aux?|(?:de )?[ld]['’])\W*$", re.IGNORECASE)
_GAP_FIRST = re.compile(r"[\s\"'«“(*]*(?:_{2,}|\.{3,}|…)")


def no_explanation(asked: Asked) -> Iterator[Fault]:
    """After the answer, nothing is told that would help to keep it."""
    if asked.item.explanation is None:
        yield asked.fault("Q605", "id")


def no_source(asked: Asked) -> Iterator[Fault]:
    """The collection has sources, and the question names none."""
    if asked.sourced and not asked.item.citations:
        yield asked.fault("Q606", "id")


def unanchored(asked: Asked) -> Iterator[Fault]:
    """A "now" that will be wrong in a year or two; a year in the context, the prompt or the same text anchors it."""
    item = asked.item
    for language in item.languages:
        now = _NOW.get(base(language))
        if now is None:
            continue
        frame = " ".join(said(text, language) for text in (item.context, item.prompt) if text is not None)
        if _YEAR.search(frame):
            continue
        context: list[Placed] = [(("context",), item.context)] if item.context else []
        every = [*context, *texts(asked)]
        if not now.search(_uncapitalised(" | ".join(said(text, language) for _, text in every))):
            continue
        for place, text in every:
            own = _uncapitalised(unquoted(said(text, language)))
            if (found := now.search(own)) and not _YEAR.search(own):
                yield asked.fault("Q608", *place, language, word=found[1])


def _uncapitalised(text: str) -> str:
    """With small letters where sentences start: any capital left is a name's ("Apocalypse Now")."""
    return _SENTENCE_START.sub(lambda start: start[0].lower(), text)


def unequal_lengths(asked: Asked) -> Iterator[Fault]:
    """A translation says much more, or much less, than its twin."""
    for place, text in texts(asked):
        if not isinstance(text, Words):
            continue
        compared = [language for language in asked.item.languages if base(language) not in DENSE]
        for first, language in ((compared[0], other) for other in compared[1:]):
            here, there = len(said(text, language)), len(said(text, first))
            if max(here, there) >= LONG_ENOUGH and max(here, there) > UNEQUAL * min(here, there):
                yield asked.fault("Q609", *place, language, language=language, n=here, other=first, m=there)


def other_language(asked: Asked) -> Iterator[Fault]:
    """English left in a French text, or the other way round; what is quoted or emphasised is left alone."""
    for place, text in texts(asked):
        if not isinstance(text, Words):
            continue
        for language in asked.item.languages:
            if base(language) in PROFILES and (other := _reads_as(text.by_language[language], base(language))):
                yield asked.fault("Q610", *place, language, other=other)


def _reads_as(source: str, language: str) -> str | None:
    """The other language that a text seems to be in. Its telling words must be three, or all, and the more."""
    plain = "".join(span.text if not (span.emphasis or span.code) else " " for span in markup.parse(source))
    found = words(unquoted(plain), language)
    mine = len(PROFILES[language].intersection(found))
    for other, profile in PROFILES.items():
        foreign = len(profile.intersection(found))
        if other != language and foreign > mine and foreign >= FOREIGN_WORDS:
            return other
    return None


def negative(asked: Asked) -> Iterator[Fault]:
    """A "not" that is easily overlooked, and turns the question round. Asking why something is not so is plain."""
    prompt = asked.item.prompt
    if prompt is None or isinstance(asked.form, Fill):
        return
    for language in asked.item.languages:
        spans = markup.parse(wording(prompt, language))
        stressed = "".join(" " if span.strong or span.emphasis else span.text for span in spans)
        plain = _uncapitalised(unquoted(stressed))
        pattern = _NEGATIVE.get(base(language))
        found = pattern.search(plain) if pattern and not _WHY.search(plain) else None
        if found:
            yield asked.fault("Q612", "prompt", language, word=next(word for word in found.groups() if word))


def gap_first(asked: Asked) -> Iterator[Fault]:
    """A gap where nothing has been said yet; a prompt above the text says enough."""
    prompt, form = asked.item.prompt, asked.form
    for language in asked.item.languages:
        if prompt is not None and _GAP_FIRST.match(said(prompt, language)):
            yield asked.fault("Q618", "prompt", language)
        opened = passage(form, language, filled=False) if isinstance(form, Fill) and prompt is None else ""
        if opened.lstrip(' \n"«“(*').startswith(GAP.strip()):
            yield asked.fault("Q618", "text", language)


def ends_in_article(asked: Asked) -> Iterator[Fault]:
    """A French stem whose last word gives away the gender, or the first letter, of the answer."""
    prompt = asked.item.prompt
    for language in asked.item.languages if prompt is not None and not is_truth(asked.form) else ():
        if base(language) == "fr" and prompt is not None:
            said_ = said(prompt, language).replace("_", " ")
            if found := _ARTICLE_LAST.search(said_):
                yield asked.fault("Q619", "prompt", language, word=found[1])


def gap_hint_in_one_language(asked: Asked) -> Iterator[Fault]:
    """A gap has a hint in one language and none in another."""
    form = asked.form
    if not isinstance(form, Fill):
        return
    hinted = {language: {gap.number for gap in form.gaps(language) if gap.hint} for language in asked.item.languages}
    for language, other in permutations(asked.item.languages, 2):
        if missing := sorted(hinted[other] - hinted[language]):
            yield asked.fault("Q621", "text", language, language=language, other=other, n=missing[0])


def hint_untranslated(asked: Asked) -> Iterator[Fault]:
    """A hint was copied from one language to another."""
    hint = asked.item.hint
    first, *others = asked.item.languages
    if hint is None or sum(len(word) > 1 for word in words(said(hint, first), first)) < HINT_WORDS:
        return
    for language in others:
        if said(hint, language) == said(hint, first):
            yield asked.fault("Q622", "hint", language, other=first)
