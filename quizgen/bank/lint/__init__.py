"""Lints: what makes a sound question teach or test less well. Warnings, told by `check` alone.

A lint is one function and one line in a table: over one question, over those of a bank, or over all those of a
collection. Withdrawn questions, and what is too large to be read, are left out before any lint sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from quizgen.bank.faults import Fault
from quizgen.bank.lint import answers, duplicates, marks, options, wording
from quizgen.bank.lint.asked import Asked
from quizgen.bank.lower import Entry

QuestionLint = Callable[[Asked], Iterator[Fault]]
GroupLint = Callable[[Sequence[Asked]], Iterator[Fault]]

QUESTION_LINTS: tuple[QuestionLint, ...] = (
    answers.stands_in_question,
    options.alike,
    options.all_or_none,
    options.always_never,
    options.mixed_sorts,
    options.echo,
    options.out_of_order,
    wording.no_explanation,
    wording.no_source,
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
    marks.longest_is_right,
    marks.truth_out_of_balance,
    marks.guessing_pays,
    answers.stands_in_another,
)

COLLECTION_LINTS: tuple[GroupLint, ...] = (
    duplicates.nearly_the_same,
    answers.long_list_alone,
)


_READABLE = 200_000
"""Characters of a question that anybody reads: twice the largest text that a card must bear. Past that, comparing its
texts with each other could take minutes."""


def lint(entries: Sequence[Entry], *, sourced: bool) -> Iterator[Fault]:
    """All that the lints find in the questions of a collection. `sourced`: the collection has sources."""
    asked = [Asked(entry, sourced) for entry in entries if not entry.item.withdrawn and _readable(entry)]
    banks: dict[Path, list[Asked]] = {}
    for each in asked:
        banks.setdefault(each.entry.file, []).append(each)
        for question_lint in QUESTION_LINTS:
            yield from question_lint(each)
    for bank in banks.values():
        for bank_lint in BANK_LINTS:
            yield from bank_lint(bank)
    for collection_lint in COLLECTION_LINTS:
        yield from collection_lint(asked)


def _readable(entry: Entry) -> bool:
    item = entry.item
    return len(f"{item.prompt}{item.form}{item.explanation}{item.hint}") <= _READABLE


__all__ = ["lint"]
