"""Lints: what makes a sound question teach or test less well. Warnings, told by `check` alone.

A lint is one function and one line in a table: over one question, over those of a bank, or over all those of a
collection. Withdrawn questions, and what is too large to be read, are left out before any lint sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.items import Item
from quizgen.lint import answers, duplicates, guessing, options, wording
from quizgen.problems import Problem

QuestionLint = Callable[[Item], Iterator[Problem]]
GroupLint = Callable[[Sequence[Item]], Iterator[Problem]]

QUESTION_LINTS: tuple[QuestionLint, ...] = (
    answers.stands_in_question,
    options.alike,
    options.all_or_none,
    options.always_never,
    options.mixed_sorts,
    options.echo,
    options.out_of_order,
    wording.no_explanation,
    wording.unanchored,
    wording.unequal_lengths,
    wording.other_language,
    wording.negative,
    wording.gap_first,
    wording.ends_in_article,
    wording.gap_hint_in_one_language,
    wording.hint_untranslated,
)

BANK_LINTS: tuple[GroupLint, ...] = (
    guessing.longest_is_right,
    guessing.truth_out_of_balance,
    guessing.guessing_pays,
    answers.stands_in_another,
)

COLLECTION_LINTS: tuple[GroupLint, ...] = (
    duplicates.nearly_the_same,
    answers.long_list_alone,
)


_READABLE = 200_000
"""Characters of a question that anybody reads: twice the largest text that a card must bear. Past that, comparing its
texts with each other could take minutes."""


def lint(items: Sequence[Item], *, sourced: bool) -> Iterator[Problem]:
    """All that the lints find in the questions of a collection. `sourced`: the collection has sources."""
    readable = [item for item in items if not item.withdrawn and _readable(item)]
    banks: dict[str, list[Item]] = {}
    for item in readable:
        banks.setdefault(item.where.file, []).append(item)
        for question_lint in QUESTION_LINTS:
            yield from question_lint(item)
        if sourced:
            yield from wording.no_source(item)
    for bank in banks.values():
        for bank_lint in BANK_LINTS:
            yield from bank_lint(bank)
    for collection_lint in COLLECTION_LINTS:
        yield from collection_lint(readable)


def _readable(item: Item) -> bool:
    return len(f"{item.prompt}{item.form}{item.explanation}{item.hint}") <= _READABLE


__all__ = ["lint"]
