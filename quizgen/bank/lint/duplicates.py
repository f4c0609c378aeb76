"""Questions that ask the same thing nearly in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from quizgen.bank.faults import Fault, Loc
from quizgen.bank.lint.asked import Asked, answers, is_truth, said, side_by_side, stem
from quizgen.bank.lint.words import content, words
from quizgen.items import Enumerate, Match, Order, wording

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


def nearly_the_same(collection: Sequence[Asked]) -> Iterator[Fault]:
    """Two questions of one form, with one picture, whose words are all the same, or nearly and the answer is."""
    signed = [(asked, signature) for asked in collection if (signature := _signature(asked)).words]
    common = Counter(word for _, signature in signed for word in signature.words)
    exact: dict[tuple[object, ...], Asked] = {}
    rare: dict[tuple[object, ...], list[tuple[_Signature, Asked]]] = {}
    for asked, signature in signed:
        first = exact.setdefault((*signature.group, signature.words, signature.shown), asked)
        if first is asked:
            first = _near(asked, signature, common, rare)
        if first is not asked:
            also = (first.entry.file, first.loc(*_place(first)))
            yield Fault(asked.entry.file, asked.loc(*_place(asked)), "Q603", {"id": first.item.name}, also)


def _place(asked: Asked) -> Loc:
    return ("text" if asked.item.prompt is None else "prompt", asked.item.languages[0])


def _near(
    asked: Asked,
    signature: _Signature,
    common: Counter[str],
    rare: dict[tuple[object, ...], list[tuple[_Signature, Asked]]],
) -> Asked:
    """The first question nearly the same, else this one, which is then known by its rarest words.

    Two sets this much alike must share one of the few rarest words of each, so that only those are looked up.
    """
    if signature.answer is None:
        return asked
    by_rarity = sorted(signature.words, key=lambda word: (common[word], word))
    kept = by_rarity[: len(by_rarity) - ceil(ALIKE * len(by_rarity)) + 1]
    keys = [(*signature.group, signature.answer, word) for word in kept]
    for key in keys:
        for other, holder in rare.get(key, ()):
            both = len(signature.words & other.words)
            if both >= ALIKE * len(signature.words | other.words):
                return holder
    for key in keys:
        rare.setdefault(key, []).append((signature, asked))
    return asked


def _signature(asked: Asked) -> _Signature:
    """In the question's first language. The figures of two questions must agree."""
    item, form = asked.item, asked.form
    language = item.languages[0]
    asking = stem(asked, language)
    if item.context is not None:
        asking = f"{said(item.context, language)} {asking}"
    found = content(asking, language) or words(asking, language)
    shown = [] if isinstance(form, Enumerate) else [wording(text, language) for _, text in side_by_side(form)]
    figures = frozenset(word for word in found if any(map(str.isdigit, word)))
    files = tuple(sorted(map(str, item.image.files.values()))) if item.image else ()
    told = None if is_truth(form) or isinstance(form, Order | Match) else _told(asked, language)
    return _Signature((type(form), language, files, figures), frozenset(found), frozenset(shown), told)


def _told(asked: Asked, language: str) -> frozenset[str]:
    return frozenset(" ".join(words(spellings[0], language)) for spellings in answers(asked.form, language))
