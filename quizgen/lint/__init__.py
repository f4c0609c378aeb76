"""Lints: what makes a sound question teach or test less well. Warnings, told by `check` alone.

A lint is one function and one line in a table: over one question, over those of a bank, or over all those of a
collection. Withdrawn questions, and what is too large to be read, are left out before any lint sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from quizgen.items import Bank, Item
from quizgen.lint import answers, duplicates, guessing, opposites, options, told, wording, written
from quizgen.problems import Problem

QuestionLint = Callable[[Item], Iterator[Problem]]
GroupLint = Callable[[Sequence[Item]], Iterator[Problem]]

QUESTION_LINTS: tuple[QuestionLint, ...] = (
    options.alike,
    options.all_or_none,
    options.always_never,
    options.mixed_sorts,
    options.echo,
    options.out_of_order,
    wording.unanchored,
    wording.unequal_lengths,
    wording.other_language,
    wording.negative,
    wording.gap_first,
    wording.ends_in_article,
    wording.gap_hint_in_one_language,
    wording.hint_untranslated,
    written.shown_as_it_is,
    opposites.opposite_would_pass,
)

BANK_LINTS: tuple[GroupLint, ...] = (
    guessing.longest_is_right,
    guessing.truth_out_of_balance,
    guessing.guessing_pays,
    answers.stands_in_question,
    answers.stands_in_another,
    wording.no_explanation,
)

COLLECTION_LINTS: tuple[GroupLint, ...] = (
    duplicates.nearly_the_same,
    answers.long_list_alone,
)


_READABLE = 200_000
"""Characters of a question that anybody reads: twice the largest text that a card must bear. Past that, comparing its
texts with each other could take minutes."""


def lint(
    items: Sequence[Item], *, sourced: bool, ignored: Set[str] = frozenset(), banks: Sequence[Bank] = ()
) -> Iterator[Problem]:
    """All that the lints find in the questions of a collection, but for the codes that it ignores.

    `sourced`: the collection has sources. `banks`: its banks, as far as their heads are sound.
    """
    heads = {bank.path: bank for bank in banks}
    return (problem for problem in _found(items, sourced, heads) if problem.code.id not in ignored)


def _found(items: Sequence[Item], sourced: bool, heads: Mapping[str, Bank]) -> Iterator[Problem]:
    readable = [item for item in items if not item.withdrawn and _readable(item)]
    banks: dict[str, list[Item]] = {}
    telling: dict[str, told.Telling] = {}
    before: list[Problem] = []
    for index, item in enumerate(readable):
        file = item.where.file
        if file not in banks:
            banks[file], telling[file] = [], told.Telling(heads.get(file))
        banks[file].append(item)
        found = [problem for question_lint in QUESTION_LINTS for problem in question_lint(item)]
        if sourced:
            found += wording.no_source(item)
        if index and item.question == readable[index - 1].question:  # another way of asking the same
            found = [problem for problem in found if problem not in before]
        telling[file].add(item)
        yield from found
        before = found
    for file, bank in banks.items():
        of_bank = [problem for bank_lint in BANK_LINTS for problem in bank_lint(bank)]
        yield from of_bank
        named = {(problem.place, problem.values.get("id")) for problem in of_bank}  # already told of as a name
        yield from (each for each in telling[file].problems() if (each.place, each.values["id"]) not in named)
    for collection_lint in COLLECTION_LINTS:
        yield from collection_lint(readable)


def _readable(item: Item) -> bool:
    return len(f"{item.prompt}{item.form}{item.explanation}{item.hint}") <= _READABLE


__all__ = ["lint"]
