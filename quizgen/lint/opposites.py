"""Answers that say something else, and yet would be taken for a slip of the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from quizgen import languages
from quizgen.grading import Typed, Verdict, accepted, judge
from quizgen.items import Country, Item, Spelling, Write
from quizgen.problems import Code, Problem
from quizgen.text.folding import without_accents
from quizgen.text.phrases import N_

WOULD_PASS = Code(
    "Q629",
    "warning",
    N_('"{other}" would be taken for a slip of "{answer}"'),
    N_('if that is wrong, write it below "reject:"'),
)

SHORTEST = 5
"""Letters of a word that is looked at; a shorter one allows no slip."""

MOST = 12
"""Other words that are tried for one answer."""

_WORD = re.compile(r"[^\W\d_]+")


def opposite_would_pass(item: Item) -> Iterator[Problem]:
    """An opposite of a typed answer, or what is called nearly so, would count as right.

    The judge knows the common words, and the beginnings that make opposites. What is left are the ends of learned
    words, of which only those are tried that make another one for sure: of most stems they make no word at all.
    """
    form = item.form
    if not (isinstance(form, Write) and isinstance(form.expected, Spelling)) or form.expected.strict:
        return
    spelling = form.expected
    if isinstance(spelling.text, Country):
        return  # every other country is wrong already
    told: set[str] = set()  # an answer that isn't translated is told of once
    for language in item.languages:
        right = accepted(spelling, language)
        answer = right[0]
        for other in islice(_others(answer, language), MOST):
            if other in right or other in told:
                continue
            verdict = judge(Typed(other), form, language)
            if isinstance(verdict, Verdict) and verdict.right:
                told.add(other)
                yield WOULD_PASS.at(item.place(spelling.text.at), language, other=other, answer=answer)
                break


def _others(answer: str, language: str) -> Iterator[str]:
    """The answer with another end or beginning of one of its words, where that makes another word."""
    known = languages.of(language)
    for found in _WORD.finditer(answer):
        word = found[0]
        if len(word) < SHORTEST or word[0].isupper():
            continue  # a name has no opposite
        plain = without_accents(word.casefold())
        if len(plain) != len(word):
            continue
        for stems, ends in known.contrasts:
            if made := re.search(f"(?:{stems})({'|'.join(ends)})$", plain):
                stem = answer[: found.end() - len(made[1])]
                yield from (f"{stem}{other}{answer[found.end() :]}" for other in ends if other != made[1])
