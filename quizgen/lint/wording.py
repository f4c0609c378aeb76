"""How a question is worded: what is missing, what ages, what a translation lost, what misleads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import permutations

from quizgen import languages
from quizgen.items import Fill, Item, Words, wording
from quizgen.lint.question import (
    GAP,
    is_choice,
    is_technical,
    is_translation,
    is_truth,
    of_bank,
    options,
    passage,
    said,
    texts,
)
from quizgen.lint.words import asking, unquoted, words
from quizgen.problems import Code, Problem
from quizgen.text import markup
from quizgen.text.folding import without_accents
from quizgen.text.phrases import N_

NO_EXPLANATION = Code(
    "Q605",
    "warning",
    N_("without an explanation: {n} of {total} questions ({ids})"),
    N_('tell why, or something to keep, below "explanation:"; or leave this out: "lint: {{ignore: [Q605]}}"'),
)
NO_SOURCE = Code(
    "Q606", "warning", N_("this question names no source"), N_('say below "source:" where its fact stands')
)
NO_DATE = Code("Q608", "warning", N_('"{word}": nobody will know when that was'), N_('say when, such as "in 2023"'))
UNEQUAL_LENGTHS = Code(
    "Q609",
    "warning",
    N_("{n} characters in {language_name}, {m} in {other_name}: does one say more?"),
    N_("say the same in both languages"),
)
OTHER_LANGUAGE = Code(
    "Q610", "warning", N_("this seems to be in {other_name}"), N_("translate it; put what is quoted in quotation marks")
)
NEGATIVE = Code("Q612", "warning", N_('"{word}" is easily overlooked'), N_("ask without it, or emphasise it: *{word}*"))
GAP_FIRST = Code("Q618", "warning", N_("the gap comes before anything is said"), N_("let some words come first"))
ENDS_IN_ARTICLE = Code(
    "Q619",
    "warning",
    N_('the question ends in "{word}", which tells the gender of the answer'),
    N_("end it before the article"),
)
HINT_IN_ONE = Code(
    "Q621",
    "warning",
    N_("gap {n} has a hint in {other_name}, but none in {language_name}"),
    N_("give it in both or in neither"),
)
HINT_UNTRANSLATED = Code("Q622", "warning", N_("this hint is the same as in {other_name}"), N_("translate it"))

NAMED = 5
"""Questions without an explanation that are named; how many there are is what counts."""

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

_SENTENCE_START = re.compile(r"(?:^|[.!?:|]\s+)\w")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_GAP_FIRST = re.compile(r"[\s\"'«“(*]*(?:_{2,}|(?:\.{3,}|…)(?=\s))")


def no_explanation(bank: Sequence[Item]) -> Iterator[Problem]:
    """After the answer to these questions nothing is told that would help to keep it; a translation needs nothing."""
    asking = {item.question: item for item in bank if not is_translation(item)}
    bare = [item for item in asking.values() if item.explanation is None]
    if bare:
        names = [item.name for item in bare]
        ids = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        yield of_bank(bare[0], NO_EXPLANATION, n=len(bare), total=len(asking), ids=ids)


def no_source(item: Item) -> Iterator[Problem]:
    """The question names no source, though its collection has some."""
    if not item.citations:
        yield NO_SOURCE.at(item.where, "id")


def unanchored(item: Item) -> Iterator[Problem]:
    """A "now" that will be wrong in a year or two; a year in the context, the prompt or the same text anchors it.

    A "now" to translate is none.
    """
    for language in item.languages if not is_translation(item) else ():
        if not languages.of(language).now:
            continue
        now = re.compile(languages.of(language).now)
        frame = " ".join(said(text, language) for text in (item.context, item.prompt) if text is not None)
        if _YEAR.search(frame):
            continue
        every = [text for text in (item.context, item.prompt, item.explanation) if text is not None]
        if not now.search(_uncapitalised(" | ".join(said(text, language) for text in every))):
            continue
        if is_technical(item, language):
            continue
        for text in every:
            shown = said(text, language)
            own = _uncapitalised(asking(shown) if text is item.prompt else unquoted(shown))
            if (found := now.search(own)) and not _YEAR.search(own):
                yield NO_DATE.at(item.place(text.at), language, word=found[1])


def _uncapitalised(text: str) -> str:
    """With small letters where sentences start: any capital left is a name's ("Apocalypse Now")."""
    return _SENTENCE_START.sub(lambda start: start[0].lower(), text)


def unequal_lengths(item: Item) -> Iterator[Problem]:
    """A translation says much more, or much less, than its twin."""
    for text in texts(item):
        if not isinstance(text, Words):
            continue
        compared = [language for language in item.languages if languages.base(language) not in DENSE]
        for first, language in ((compared[0], other) for other in compared[1:]):
            here, there = len(said(text, language)), len(said(text, first))
            if max(here, there) >= LONG_ENOUGH and max(here, there) > UNEQUAL * min(here, there):
                place = item.place((*text.at, language))
                yield UNEQUAL_LENGTHS.at(place, language=language, n=here, other=first, m=there)


def other_language(item: Item) -> Iterator[Problem]:
    """A text that was left in another of the languages; what is quoted or emphasised is left alone."""
    for text in texts(item):
        if not isinstance(text, Words):
            continue
        for language in item.languages:
            if other := _reads_as(text.by_language[language], language):
                yield OTHER_LANGUAGE.at(item.place(text.at), language, other=other)


def _reads_as(source: str, language: str) -> str | None:
    """The other language that a text seems to be in, if any: at least three of its telling words, and the most."""
    known = languages.of(language)
    if not known.telling_words:
        return None
    plain = source
    if markup.marked(source):
        plain = "".join(span.text if not (span.emphasis or span.code) else " " for span in markup.spans(source))
    counts = Counter(_telling().get(word) for word in set(words(unquoted(plain), language)))
    counts[None] = 0
    nearest = max(counts, key=lambda code: (counts[code], code == known.code))
    return nearest if nearest != known.code and counts[nearest] >= FOREIGN_WORDS else None


@lru_cache(maxsize=1)
def _telling() -> dict[str, str]:
    """The telling words of all languages, each with its language: no two share one."""
    return {word: each.code for each in languages.every() for word in each.telling_words}


def negative(item: Item) -> Iterator[Problem]:
    """A "not" that is easily overlooked, and turns the question round. Asking why something is not so is plain.

    It must stand in what is asked, or be part of a statement: in what is told beside it, it misleads nobody.
    """
    prompt = item.prompt
    if prompt is None or isinstance(item.form, Fill):
        return
    for language in item.languages:
        stressed = wording(prompt, language)
        if markup.marked(stressed):
            spans = markup.spans(stressed)
            stressed = "".join(" " if span.strong or span.emphasis else span.text for span in spans)
        plain = _uncapitalised(asking(stressed))
        known = languages.of(language)
        pattern = known.negative if is_truth(item.form) else known.asked_negative or known.negative
        if not pattern or (known.why and re.search(known.why, plain, re.IGNORECASE)):
            continue
        if found := re.search(pattern, plain):
            overlooked = next(word for word in found.groups() if word)
            yield NEGATIVE.at(item.place(prompt.at), language, word=overlooked)


def gap_first(item: Item) -> Iterator[Problem]:
    """A gap where nothing has been said yet; a prompt above the text says enough."""
    prompt, form = item.prompt, item.form
    for language in item.languages:
        if prompt is not None and _GAP_FIRST.match(said(prompt, language)):
            yield GAP_FIRST.at(item.place(prompt.at), language)
        if isinstance(form, Fill) and prompt is None:
            opened = passage(form, language, filled=False)
            if opened.lstrip(' \n"«“(*').startswith(GAP.strip()):
                yield GAP_FIRST.at(item.place(form.at), language)


def ends_in_article(item: Item) -> Iterator[Problem]:
    """A stem whose last word, an article, gives away the gender, or the first letter, of the answer.

    Among options it tells only what it fits: "l'" goes with "eau", and not with "mer".
    """
    prompt, form = item.prompt, item.form
    if prompt is None or is_truth(form) or is_translation(item):
        return
    for language in item.languages:
        pattern = languages.of(language).article_last
        said_ = said(prompt, language).replace("_", " ")
        found = re.search(pattern, said_, re.IGNORECASE) if pattern else None
        if found is None:
            continue
        if is_choice(form) and not {_fits(found[1], said(each, language), language) for each in options(form)} >= {
            True,
            False,
        }:
            continue
        yield ENDS_IN_ARTICLE.at(item.place(prompt.at), language, word=found[1])


def _fits(article: str, answer: str, language: str) -> bool | None:
    """Whether the answer's first letter goes with the article; None for an h, of which that can't be told."""
    if answer[:1] in "hH":
        return None
    vowel = without_accents(answer[:1].casefold()) in "aeiouy"
    elided = article[-1:] in "'’"
    shortened = article.casefold().rpartition(" ")[2] in languages.of(language).before_consonants
    return vowel == elided if elided or shortened else True


def gap_hint_in_one_language(item: Item) -> Iterator[Problem]:
    """A gap has a hint in one language and none in another."""
    form = item.form
    if not isinstance(form, Fill):
        return
    hinted = {language: {gap.number for gap in form.gaps(language) if gap.hint} for language in item.languages}
    for language, other in permutations(item.languages, 2):
        if missing := sorted(hinted[other] - hinted[language]):
            yield HINT_IN_ONE.at(item.place(form.at), language, language=language, other=other, n=missing[0])


def hint_untranslated(item: Item) -> Iterator[Problem]:
    """A hint was copied from one language to another."""
    hint = item.hint
    first, *others = item.languages
    if hint is None or sum(len(word) > 1 for word in words(said(hint, first), first)) < HINT_WORDS:
        return
    for language in others:
        if said(hint, language) == said(hint, first):
            yield HINT_UNTRANSLATED.at(item.place(hint.at), language, other=first)
