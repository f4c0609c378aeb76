"""What a learner earns without knowing anything: by length, by always saying the same, by pure guessing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb, factorial, isqrt
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Name, Order, Reveal, Truth, Words, Write
from quizgen.lint.question import is_choice, is_truth, of_bank, said
from quizgen.problems import Code, Problem
from quizgen.text.phrases import N_

LONGEST_IS_RIGHT = Code(
    "Q600",
    "warning",
    N_("the right option is the longest in {longest} of {n} choices ({percent}%) in {language_name}"),
    N_("shorten right options or lengthen wrong ones, until it tells nothing"),
)
OUT_OF_BALANCE = Code(
    "Q604",
    "warning",
    N_("of {n} true-or-false statements, {true} are true and {false} false"),
    N_("turn some round, so that always saying the same earns little"),
)
GUESSING_PAYS = Code(
    "Q607",
    "warning",
    N_("pure guessing earns {percent}% in this bank; more than {limit}% says little of what one knows"),
    N_("add distractors, or let some answers be typed"),
)

FEWEST = 4
"""Questions from which a habit shows; in fewer, chance makes one easily."""

LONGEST = Fraction(1, 2)
"""Share of questions whose right option is the longest. Chance gives 1/4 to 1/3; at half, picking it pays."""

VISIBLE = Fraction(11, 10)
"""Times the next longest that an option must be, for the difference to catch the eye."""

SAME_ANSWER = Fraction(7, 10)
"""Share of true, or of false, that is still a balance: 7 of 10, but not 3 of 4."""

GUESSING = Fraction(2, 5)
"""Mark of a pure guesser. Four options give 25 %, three 33 %; beyond 40 %, a pass says little about knowing."""


def longest_is_right(bank: Sequence[Item]) -> Iterator[Problem]:
    """The right option is the longest too often: a learner who knows nothing picks it. Told for each language."""
    choices = [item for item in bank if is_choice(item.form) and not item.form.many and _written(item.form)]
    for language in dict.fromkeys(language for item in choices for language in item.languages):
        here = [item.form for item in choices if language in item.languages]
        longest = sum(_right_is_longest(form, language) for form in here if isinstance(form, Choose))
        if len(here) >= FEWEST and Fraction(longest, len(here)) > LONGEST:
            yield of_bank(
                choices[0],
                LONGEST_IS_RIGHT,
                percent=round(100 * longest / len(here)),
                longest=longest,
                n=len(here),
                language=language,
            )


def _written(form: Choose) -> bool:
    """Whether the options are of the author's own words: nobody chooses how long a country's name is."""
    return all(isinstance(option.text, Words | Name) for option in form.options)


def _right_is_longest(form: Choose, language: str) -> bool:
    right = max(len(said(option.text, language)) for option in form.options if option.right)
    return right > VISIBLE * max(len(said(option.text, language)) for option in form.options if not option.right)


def truth_out_of_balance(bank: Sequence[Item]) -> Iterator[Problem]:
    """True, or false, is right so often that always saying it pays."""
    truths = [item for item in bank if is_truth(item.form)]
    true = sum(_is_true(item.form) for item in truths)
    if len(truths) >= FEWEST and Fraction(max(true, len(truths) - true), len(truths)) > SAME_ANSWER:
        yield of_bank(truths[0], OUT_OF_BALANCE, true=true, false=len(truths) - true, n=len(truths))


def _is_true(form: Form) -> bool:
    return isinstance(form, Choose) and any(option.right and option.text == Truth(True) for option in form.options)


def guessing_pays(bank: Sequence[Item]) -> Iterator[Problem]:
    """Someone who knows nothing at all gets a mark that looks like knowing something."""
    marked = [item for item in bank if not isinstance(item.form, Reveal)]  # a card is marked by who guesses
    if len(marked) < FEWEST:
        return
    points = sum((item.points for item in marked), Decimal(0))
    earned = sum((guess(item.form) * Fraction(item.points) for item in marked), Fraction(0))
    expected = earned / Fraction(points)
    if expected > GUESSING:
        yield of_bank(marked[0], GUESSING_PAYS, percent=round(100 * expected), limit=round(100 * GUESSING))


def guess(form: Form) -> Fraction:
    """The mark to expect from pure guessing. What is typed can't be guessed."""
    match form:
        case Choose(options, many=False):
            return Fraction(1, len(options))
        case Choose(options):
            return _several(sum(option.right for option in options), len(options))
        case Order(steps):
            return (_longest_ordered(len(steps)) - 1) / (len(steps) - 1)
        case Match():
            return Fraction(1, len(form.targets))
        case Write() | Enumerate() | Fill() | Reveal():
            return Fraction(0)
        case _:
            assert_never(form)


@lru_cache(maxsize=256)
def _several(rights: int, options: int) -> Fraction:
    """Several right: (right - wrong) / rights, not below 0, for the number of random picks that pays most."""
    return max(
        sum(
            (
                Fraction(comb(rights, hit) * comb(options - rights, picks - hit), comb(options, picks))
                * Fraction(max(0, 2 * hit - picks), rights)
                for hit in range(max(0, picks - (options - rights)), min(picks, rights) + 1)
            ),
            Fraction(0),
        )
        for picks in range(1, options + 1)
    )


@lru_cache(maxsize=64)
def _longest_ordered(count: int) -> Fraction:
    """The longest ordered subset to expect of a random order.

    By Robinson and Schensted, orders whose longest is k are as many as pairs of Young tableaux with a first row
    of k, which the hook lengths count. From 25 steps on, the asymptote 2√n is near enough.
    """
    if count > 24:
        return Fraction(2 * isqrt(count))
    total = Fraction(0)
    for shape in _partitions(count, count):
        columns = [sum(row > column for row in shape) for column in range(shape[0])]
        hooks = 1
        for i, row in enumerate(shape):
            for j in range(row):
                hooks *= row - j + columns[j] - i - 1
        total += shape[0] * (factorial(count) // hooks) ** 2
    return total / factorial(count)


def _partitions(total: int, largest: int) -> Iterator[tuple[int, ...]]:
    if total == 0:
        yield ()
    for first in range(min(total, largest), 0, -1):
        for rest in _partitions(total - first, first):
            yield (first, *rest)
