"""Options that can be told apart without knowing the answer, or can't be told apart at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from quizgen import languages
from quizgen.items import Choose, Country, Date, Interval, Item, Name, Number, Text, Truth, Words
from quizgen.lint.question import (
    holds_code,
    is_choice,
    is_technical,
    is_truth,
    list_around,
    options,
    said,
    side_by_side,
    stem,
)
from quizgen.lint.words import asking, content, root, run_of, unquoted, words
from quizgen.problems import Code, Problem
from quizgen.text.folding import fold, without_article
from quizgen.text.numerals import separators
from quizgen.text.phrases import N_

ALIKE = Code("Q602", "warning", N_('this reads like "{first}"'), N_("change one of the two, or take it away"))
ALL_OR_NONE = Code(
    "Q613",
    "warning",
    N_("this option speaks of the other ones"),
    N_('let every option stand alone; for several right ones, write "answers:"; or keep this one last: "last: true"'),
)
ABSOLUTE = Code("Q614", "warning", N_('"{word}" is absolute, so it sounds wrong'), N_("say it without"))
OTHER_SORT = Code(
    "Q615",
    "warning",
    N_("this option is of another sort than the others"),
    N_("let all be countries, dates, figures or words; put titles in quotation marks"),
)
ECHO = Code(
    "Q616",
    "warning",
    N_('"{word}" stands in the question and, of all options, only in the right one'),
    N_("use it in none, or in a wrong one too"),
)
OUT_OF_ORDER = Code(
    "Q617",
    "warning",
    N_("these figures or dates are not shown in their order"),
    N_('list all of them by size below "options:"'),
)

FEWEST_LETTERS = 5
"""Letters of a word whose echo leads to the right option; shorter ones recur by chance."""

FEWEST_IN_ORDER = 3
"""Options that make an order; two are in one either way."""

_FIGURE = re.compile(
    r"\W{0,2}?([-−–]? ?\d+(?:[ \u00a0\u202f.,]\d{3})*(?:[.,]\d+)?)(?: ?[-–] ?\d+)?\s*(?:°C|°F|[%‰€$£°]|([^\W\d]+)\.?)?"
)


# Signs that prose has no use for; a point or a hyphen inside a word; a figure to begin with.
_SIGNS = re.compile(r"[\\\\_=<>{}()\[\]&|*^$#%~@+/]|(?<!\S)[-!]\w|\w\.\w|^\W*\d")


def alike(item: Item) -> Iterator[Problem]:
    """Two options, steps or targets differ in nothing but case, marks or an article; in code, but in spaces.

    What holds signs, as commands and formulas do, is read as code: there, each sign counts.

    Accents are kept: whether to write "ou" or "où" may be the question.
    """
    texts = side_by_side(item.form)
    found: dict[int, tuple[str, str]] = {}
    for language in item.languages:
        seen: dict[str, str] = {}
        for index, text in enumerate(texts):
            shown = said(text, language)
            if _SIGNS.search(shown) or holds_code(text, language):
                folded = " ".join(shown.split())
            else:
                folded = without_article(fold(shown, language), language)
            first = seen.setdefault(folded, shown)
            if first is not shown:
                found.setdefault(index, (first, language))
    for index, (first, language) in sorted(found.items()):
        yield ALIKE.at(item.place(texts[index].at), language, first=first)


def all_or_none(item: Item) -> Iterator[Problem]:
    """An option speaks of the others: it is a riddle of its own, and shuffling takes away what is above it.

    One that stays last may: its author knows.
    """
    staying = [option.text for option in item.form.options if option.last] if is_choice(item.form) else []
    for option, text, language in _each_option(item):
        if option in staying:
            continue
        pattern = languages.of(language).all_or_none
        if pattern and re.fullmatch(pattern, " ".join(words(text, language))):
            yield ALL_OR_NONE.at(item.place(option.at), language)


def always_never(item: Item) -> Iterator[Problem]:
    """A false statement or wrong options are absolute, by which learners know them; not if a right option is, too."""
    form = item.form
    if is_truth(form) and isinstance(form, Choose):
        is_true = any(option.right and option.text == Truth(True) for option in form.options)
        for language in () if is_true else item.languages:
            stated = asking(stem(item, language))
            found = _absolute(stated, language)
            if found and not _MORE.search(stated) and item.prompt is not None and not is_technical(item, language):
                yield ABSOLUTE.at(item.place(item.prompt.at), language, word=found)
        return
    stating = {language for language in item.languages if _asks_for_statements(item, language)}
    every = [each for each in _each_option(item) if each[2] in stating and not _short_or_title(each[1])]
    right = [option.text for option in form.options if option.right] if is_choice(form) else []
    told = {language for option, text, language in every if option in right and _absolute(text, language)}
    for option, text, language in every:
        if language not in told and not is_technical(item, language) and (found := _absolute(text, language)):
            yield ABSOLUTE.at(item.place(option.at), language, word=found)


# A second sentence: the absolute word may stand in what is only told.
_MORE = re.compile(r"[.!?][\"”»’')]*\s+\S")

FEWEST_WORDS = 4
"""Words of an option that states something; "It never ends" is an answer of its own."""


def _asks_for_statements(item: Item, language: str) -> bool:
    """Whether the options are statements, not events or lines of a film, in which "never" says no more than it does."""
    pattern = languages.of(language).stating
    return bool(pattern and re.search(pattern, stem(item, language), re.IGNORECASE))


def _absolute(text: str, language: str) -> str | None:
    known = languages.of(language)
    found = words(unquoted(text), language)
    for before, word in pairwise(("", *found)):
        if word in known.absolute and before not in known.denying:
            return word
    return None


def _short_or_title(text: str) -> bool:
    """Whether it is a word or three ("Never", on a scale), or has a capital on each, as English titles do."""
    parts = text.split()
    return len(parts) < FEWEST_WORDS or all(part[0].isupper() or not part[0].isalpha() for part in parts)


def _each_option(item: Item) -> Iterator[tuple[Text, str, str]]:
    """Each option that the author put in words, what it says, and in which language."""
    if is_choice(item.form):
        for text in options(item.form):
            if isinstance(text, Words | Name):
                yield from ((text, said(text, language), language) for language in item.languages)


Sort = Literal["country", "date", "number", "words", "any"]


def mixed_sorts(item: Item) -> Iterator[Problem]:
    """A date or figure among names, a name among countries: the odd one tells something.

    Only what was stated as a value is sure to be one: 1941 is a film, too, and "up to 80 years" a figure.
    """
    if not is_choice(item.form):
        return
    texts = [option.text for option in item.form.options if not option.last]
    sorts = [_sort(text, item.languages[0]) for text in texts]
    usual = max(sorts, key=sorts.count, default=None)
    odd = next((index for index, sort in enumerate(sorts) if sort not in (usual, "any")), None)
    if odd is not None and usual != "any" and {*sorts} - {"any"} != {"date", "number"}:
        yield OTHER_SORT.at(item.place(texts[odd].at))


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
            plain = shown.lower() in languages.of(language).no_amount or any(map(str.isdigit, shown))
            return "any" if plain else "words"
        case Truth():
            return "words"


def echo(item: Item) -> Iterator[Problem]:
    """A word of the stem stands in the right option and in no other."""
    form = item.form
    if not is_choice(form) or form.many:
        return
    texts = options(form)
    right = next(index for index, option in enumerate(form.options) if option.right)
    for language in item.languages:
        asked = stem(item, language)
        shown = [said(text, language) for text in texts]
        if run_of(shown[right], language) in run_of(asked, language):
            continue  # the whole answer stands there, which is told by itself
        wrong = {
            root(word, language)
            for index, text in enumerate(shown)
            if index != right
            for word in content(text, language)
        }
        stems = {root(word, language) for word in content(asked, language) if len(word) >= FEWEST_LETTERS}
        for word in content(shown[right], language):
            if root(word, language) in stems - wrong and not is_technical(item, language):
                yield ECHO.at(item.place(texts[right].at), language, word=word)
                break


def out_of_order(item: Item) -> Iterator[Problem]:
    """Figures or dates that are not shown by size, so that learners search instead of thinking."""
    form = item.form
    if not is_choice(form):
        return
    sizes = [_size(option.text, item.languages[0]) for option in form.options if not option.last]
    known = [size for _, size in filter(None, sizes)]
    if len(sizes) < FEWEST_IN_ORDER or len(known) < len(sizes) or len({unit for unit, _ in filter(None, sizes)}) > 1:
        return
    if not form.fixed or known not in (sorted(known), sorted(known, reverse=True)):
        shown = next(option.text for option in form.options if not option.right or form.fixed)
        yield OUT_OF_ORDER.at(item.place(list_around(shown.at, item)))


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
            return (root(figure[2] or "", language), (_decimal(figure[1], language),)) if figure else None
        case Country() | Truth():
            return None


def _decimal(figure: str, language: str) -> Decimal:
    """The figure's size: its last sign is the decimal one, unless the language groups digits by it."""
    grouped = re.sub(r"[ \u00a0\u202f]", "", figure).replace("−", "-").replace("–", "-")
    *groups, last = re.split("[.,]", grouped)
    signs = separators(language)
    if signs[ord(",")] in ",.":
        decimals = grouped.removesuffix(last).endswith(signs[ord(".")])
    else:
        decimals = bool(groups) and not (len(groups) > 1 and all(len(part) == 3 for part in (*groups[1:], last)))
    return Decimal(f"{''.join(groups)}.{last}" if decimals else "".join((*groups, last)))
