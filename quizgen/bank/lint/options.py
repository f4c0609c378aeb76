"""Options that can be told apart without knowing the answer, or can't be told apart at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from quizgen.bank.faults import Fault
from quizgen.bank.lint.asked import Asked, is_choice, is_truth, options, said, side_by_side, stem
from quizgen.bank.lint.words import content, run_of, unquoted, words
from quizgen.items import Country, Date, Interval, Name, Number, Text, Truth, Words
from quizgen.text.folding import base, fold, without_article

FEWEST_LETTERS = 5
"""Letters of a word whose echo leads to the right option; shorter ones recur by chance."""

FEWEST_IN_ORDER = 3
"""Options that make an order; two are in one either way."""

_ALL_OR_NONE = re.compile(  # on folded words
    r"(?:all|none|both|any|neither)(?: of)?(?: the)? "
    r"(?:above\b.*|these|those|them|two|(?:(?:these|other|given) )*(?:answers|options|choices)\b.*)"
    r"|(?:both )?[a-f] (?:and|et) [a-f]"
    r"|(?:tous|toutes?|aucune?)(?: (?:de|d entre|parmi))?(?: (?:ces|les|ceux|celles))?"
    r" (?:(?:reponses?|options?|propositions?|choix|ci)\b.*|elles|eux)"
    r"|aucune? de (?:ces|ceux|celles)\b.*|(?:aucune?|toutes?) des (?:reponses|options|propositions|deux)\b.*"
    r"|les deux(?: a la fois| ensemble)?|ni l une? ni l autre|tout ce qui precede|rien de tout cela"
)
_ABSOLUTE = frozenset({"always", "never", "toujours", "jamais"})
_FIGURE = re.compile(
    r"\W{0,2}?([-−–]? ?\d+(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]\d+)?)(?: ?[-–] ?\d+)?\s*(?:°C|°F|[%‰€$£°]|([^\W\d]+)\.?)?"
)
_NO_AMOUNT = frozenset({"none", "nothing", "zero", "never", "aucun", "aucune", "rien", "jamais"})


def alike(asked: Asked) -> Iterator[Fault]:
    """Two options, steps or targets differ in nothing but case, marks or an article.

    Accents are kept: whether to write "ou" or "où" may be the question.
    """
    placed = side_by_side(asked.form)
    found: dict[int, tuple[str, str]] = {}
    for language in asked.item.languages:
        seen: dict[str, str] = {}
        for index, (_, text) in enumerate(placed):
            shown = said(text, language)
            first = seen.setdefault(without_article(fold(shown, language), language), shown)
            if first is not shown:
                found.setdefault(index, (first, language))
    for index, (first, language) in sorted(found.items()):
        yield asked.fault("Q602", *placed[index][0], language, first=first)


def all_or_none(asked: Asked) -> Iterator[Fault]:
    """An option speaks of the others: it is a riddle of its own, and shuffling takes away what is above it."""
    for place, text, language in _each_option(asked):
        if _ALL_OR_NONE.fullmatch(" ".join(words(text, language))):
            yield asked.fault("Q613", *place, language)


def always_never(asked: Asked) -> Iterator[Fault]:
    """A statement or some options are absolute, which learners know to be wrong; not if all options are."""
    if is_truth(asked.form):
        for language in asked.item.languages:
            found = _absolute(stem(asked, language), language)
            if found:
                yield asked.fault("Q614", "prompt", language, word=found)
        return
    every = [each for each in _each_option(asked) if not _alone_or_title(each[1])]
    if any(not _absolute(text, language) for _, text, language in every):
        for place, text, language in every:
            if found := _absolute(text, language):
                yield asked.fault("Q614", *place, language, word=found)


def _absolute(text: str, language: str) -> str | None:
    if base(language) not in ("fr", "en"):
        return None
    return next((word for word in words(unquoted(text), language) if word in _ABSOLUTE), None)


def _alone_or_title(text: str) -> bool:
    """Whether it is one word ("Never", on a scale), or has a capital on each, as English titles do."""
    parts = text.split()
    return len(parts) == 1 or all(part[0].isupper() or not part[0].isalpha() for part in parts)


def _each_option(asked: Asked) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Each option in words: its place, what it says, in which language."""
    if is_choice(asked.form):
        for place, text in options(asked.form):
            if isinstance(text, Words | Name):
                yield from ((place, said(text, language), language) for language in asked.item.languages)


Sort = Literal["country", "date", "number", "words", "amount"]


def mixed_sorts(asked: Asked) -> Iterator[Fault]:
    """A date among names, a figure among words, a country among plain words: the odd one tells something."""
    if not is_choice(asked.form):
        return
    placed = options(asked.form)
    sorts = [_sort(text, asked.item.languages[0]) for _, text in placed]
    usual = max(sorts, key=sorts.count)
    odd = next((index for index, sort in enumerate(sorts) if sort not in (usual, "amount")), None)
    if odd is not None and {*sorts} != {"date", "number"}:  # a year written as a plain figure is a date all the same
        yield asked.fault("Q615", *placed[odd][0])


def _sort(text: Text, language: str) -> Sort:
    match text:
        case Country():
            return "country"
        case Date() | Interval():
            return "date"
        case Number():
            return "number"
        case Words() | Name():
            shown = said(text, language).strip()
            if shown.lower() in _NO_AMOUNT:
                return "amount"
            return "number" if _FIGURE.fullmatch(shown) else "words"
        case Truth():
            return "words"


def echo(asked: Asked) -> Iterator[Fault]:
    """A word of the stem stands in the right option and in no other."""
    form = asked.form
    if not is_choice(form) or form.many:
        return
    placed = options(form)
    right = next(index for index, option in enumerate(form.options) if option.right)
    for language in asked.item.languages:
        asking = stem(asked, language)
        shown = [said(text, language) for _, text in placed]
        if run_of(shown[right], language) in run_of(asking, language):
            continue  # the whole answer stands there, which is told by itself
        wrong = {_root(word) for index, text in enumerate(shown) if index != right for word in content(text, language)}
        stems = {_root(word) for word in content(asking, language) if len(word) >= FEWEST_LETTERS}
        for word in content(shown[right], language):
            if _root(word) in stems - wrong:
                yield asked.fault("Q616", *placed[right][0], language, word=word)
                break


def _root(word: str) -> str:
    """The word without what makes it plural in French and English, roughly."""
    return word.rstrip("sx")


def out_of_order(asked: Asked) -> Iterator[Fault]:
    """Figures or dates that are not shown by size, so that learners search instead of thinking."""
    form = asked.form
    if not is_choice(form) or len(form.options) < FEWEST_IN_ORDER:
        return
    sizes = [_size(option.text, asked.item.languages[0]) for option in form.options]
    known = [size for _, size in filter(None, sizes)]
    if len(known) < len(sizes) or len({unit for unit, _ in filter(None, sizes)}) > 1:
        return
    if not form.fixed or known not in (sorted(known), sorted(known, reverse=True)):
        yield asked.fault("Q617", "options" if form.fixed else "distractors")


def _size(text: Text, language: str) -> tuple[str, tuple[Decimal, ...]] | None:
    """What a figure or a date is counted in, and sorted by; None for words and countries."""
    match text:
        case Number(value):
            return "", (value,)
        case Date(year, month, day):
            return "date", (Decimal(year), Decimal(month or 0), Decimal(day or 0))
        case Interval(start, end):
            parts = (start.year, start.month, start.day, end.year, end.month, end.day)
            return "interval", tuple(Decimal(part or 0) for part in parts)
        case Words() | Name():
            figure = _FIGURE.fullmatch(said(text, language).strip())
            return (_root(figure[2] or ""), (_decimal(figure[1], language),)) if figure else None
        case Country() | Truth():
            return None


def _decimal(figure: str, language: str) -> Decimal:
    """The figure's size: its last sign is the decimal one, unless the language groups digits by it."""
    grouped = re.sub(r"[ \u00a0\u202f]", "", figure).replace("−", "-").replace("–", "-")
    *groups, last = re.split("[.,]", grouped)
    if base(language) == "en":
        decimals = grouped.removesuffix(last).endswith(".")
    else:
        decimals = bool(groups) and not (len(groups) > 1 and all(len(part) == 3 for part in (*groups[1:], last)))
    return Decimal(f"{''.join(groups)}.{last}" if decimals else "".join((*groups, last)))
