"""Questions that ask the same thing nearly in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from quizgen.items import Enumerate, Item, Match, Order, language_of, wording
from quizgen.lint.question import answers, is_truth, place_of_stem, said, side_by_side, stem
from quizgen.lint.words import content, words
from quizgen.problems import Code, Problem
from quizgen.text import markup
from quizgen.text.phrases import N_

NEARLY_THE_SAME = Code(
    "Q603",
    "warning",
    N_('this is nearly the same question as "{id}"'),
    N_("ask for something else, or keep one of them"),
)

ALIKE = 0.8
"""Share of words in common (Jaccard) from which two questions with one answer are the same: one word of nine
exchanged, one of five added."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """`group`: only questions equal in this can be the same. `shown`: what there is to choose from, order or match.

    `answer`: None where it tells nothing, as "true" does.
    """

    group: tuple[object, ...]
    words: frozenset[str]
    shown: frozenset[str]
    answer: frozenset[str] | None


def nearly_the_same(collection: Sequence[Item]) -> Iterator[Problem]:
    """Two questions of one form, with one picture, whose words are all the same, or nearly and the answer is.

    Two ways of asking one question are no two questions.
    """
    signed = [(item, signature) for item in collection if (signature := _signature(item)).words]
    common = Counter(word for _, signature in signed for word in signature.words)
    exact: dict[tuple[object, ...], Item] = {}
    rare: dict[tuple[object, ...], list[tuple[_Signature, Item]]] = {}
    for item, signature in signed:
        first = exact.setdefault((*signature.group, signature.words, signature.shown), item)
        if first is item:
            first = _near(item, signature, common, rare)
        if first.question != item.question:
            here, there = (place_of_stem(each).below(each.languages[0]) for each in (item, first))
            yield replace(NEARLY_THE_SAME.at(here, id=first.name), also=there)


def _near(
    item: Item,
    signature: _Signature,
    common: Counter[str],
    rare: dict[tuple[object, ...], list[tuple[_Signature, Item]]],
) -> Item:
    """The first question nearly the same, else this one, which is then known by its rarest words.

    Two sets this much alike must share one of the few rarest words of each, so that only those are looked up.
    """
    if signature.answer is None:
        return item
    by_rarity = sorted(signature.words, key=lambda word: (common[word], word))
    kept = by_rarity[: len(by_rarity) - ceil(ALIKE * len(by_rarity)) + 1]
    keys = [(*signature.group, signature.answer, word) for word in kept]
    for key in keys:
        for other, holder in rare.get(key, ()):
            both = len(signature.words & other.words)
            if both >= ALIKE * len(signature.words | other.words):
                return holder
    for key in keys:
        rare.setdefault(key, []).append((signature, item))
    return item


def _signature(item: Item) -> _Signature:
    """In the question's first language. The figures of two questions must agree."""
    form = item.form
    language = item.languages[0]
    asking = stem(item, language)
    if item.context is not None:
        asking = f"{said(item.context, language)} {asking}"
    found = content(asking, language) or words(asking, language)
    shown = [] if isinstance(form, Enumerate) else [wording(text, language) for text in side_by_side(form)]
    figures = frozenset(word for word in found if any(map(str.isdigit, word)))
    files = tuple(sorted(map(str, item.image.files.values()))) if item.image else ()
    told = None if is_truth(form) or isinstance(form, Order | Match) else _told(item, language)
    given = "" if item.prompt is None else language_of(item.prompt, language)
    exact = () if item.prompt is None else _exact(wording(item.prompt, language))
    return _Signature((type(form), language, given, exact, files, figures), frozenset(found), frozenset(shown), told)


@lru_cache(maxsize=1 << 14)
def _exact(source: str) -> tuple[str, ...]:
    """The code and the formulas in a text, of which each sign counts."""
    if not ("`" in source or "$" in source or "\\" in source):
        return ()
    return tuple(span.text for span in markup.spans(source) if span.code or span.maths)


def _told(item: Item, language: str) -> frozenset[str]:
    return frozenset(" ".join(words(spellings[0], language)) for spellings in answers(item.form, language))
