"""Answers that stand where a learner reads them before answering, and answers that are never asked alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from quizgen.items import Choose, Country, Enumerate, Fill, Item, Match, Name, Quantity, Spelling, Text, Words, Write
from quizgen.lint.question import (
    GAP,
    answers,
    is_choice,
    is_technical,
    is_translation,
    list_around,
    passage,
    place_of_stem,
    said,
    side_by_side,
    stem,
)
from quizgen.lint.words import content, run_of, words
from quizgen.problems import Code, Problem
from quizgen.text import values
from quizgen.text.phrases import N_

GIVEN_AWAY = Code("Q601", "warning", N_('this gives the answer away: "{answer}"'), N_("ask in other words"))
GIVEN_AWAY_ELSEWHERE = Code(
    "Q611",
    "warning",
    N_('"{answer}" is the answer to "{id}", another question of this bank'),
    N_("leave the name out here, or ask the other one differently"),
)
LIST_ALONE = Code(
    "Q620",
    "warning",
    N_("no other question asks for any of these {n} answers alone"),
    N_("add some that do: long lists are learnt piece by piece"),
)

FEWEST_DIGITS = 3
"""Digits of a figure that is only told by telling it: 7 and 19 stand in dates and names without telling a thing."""

OF_MANY = 5
"""Prompts of a bank that ask the same of something else, from which the names in them are the theme's, not a slip."""

NAMES = 6
"""Words by which such prompts differ, at most."""

FEWEST_SHARED = 3
"""Words that such prompts have in common, at least."""

# One or two figures, as an ordinal or with what they count: they stand in riddles and sums without telling a thing.
_AMOUNT = re.compile(r"\d{1,2}(?:\w{1,3})?(?: \w+)?$")

FEWEST_LETTERS = 4
"""Letters of an answer that is looked for in other prompts: shorter ones stand everywhere."""

COMMON_FROM = 3
"""Other prompts that a term stands in to be common knowledge of its theme, which gives nothing away."""

WIDESPREAD = 5
"""Prompts of a bank that a word may stand in and still tie two of them together."""

LONG_LIST = 5
"""Entries that a learner can take in by the list alone; of longer ones, facts are learnt one by one first."""


def stands_in_question(bank: Sequence[Item]) -> Iterator[Problem]:
    """The answer stands, as whole words, in the prompt, the context, the hint or the words for the picture.

    Words that two languages share are no fault of the author's, nor is a capital that is called as its country,
    where a bank asks the same of many.
    """
    prompts: dict[str, _Prompts] = {}
    for item in bank:
        for problem, language in _told_in(item):
            if language not in prompts:
                prompts[language] = _Prompts([each for each in bank if language in each.languages], language)
            if not prompts[language].ask_the_same(item):
                yield problem


class _Prompts:
    """What the questions of a bank ask, in a language: the words of each."""

    def __init__(self, bank: Iterable[Item], language: str) -> None:
        self._language = language
        self._each = [self._asked(item) for item in bank]
        self._counts = Counter(chain.from_iterable(self._each))

    def _asked(self, item: Item) -> frozenset[str]:
        return frozenset(words(stem(item, self._language), self._language))

    def ask_the_same(self, item: Item) -> bool:
        """Whether several ask the same of something else than the item does, so that only a name or two differ."""
        asked = self._asked(item)
        shared = frozenset(word for word in asked if self._counts[word] > OF_MANY)
        if len(shared) < FEWEST_SHARED or len(asked) - len(shared) > NAMES:
            return False
        alike = (each for each in self._each if shared <= each)
        return sum(1 for _ in islice(alike, OF_MANY + 1)) > OF_MANY


def _told_in(item: Item) -> Iterator[tuple[Problem, str]]:
    """Where the answer stands before it is asked for, and in which language."""
    for language in item.languages if not is_translation(item) else ():
        wanted = [answer for answer in answers(item.form, language) if _tells(answer[0], item, language)]
        for text in _read_before(item, language) if wanted else ():
            run = run_of(said(text, language), language)
            if isinstance(item.form, Choose) and _names_a_wrong_one(item.form, run, language):
                continue
            told = (term for answer in wanted for term in answer if _tells(term, item, language))
            found = next((term for term in told if run_of(term, language) in run), None)
            if found is not None and not _by_chance(found, item, language):
                yield GIVEN_AWAY.at(item.place(text.at), language, answer=found), language


def _tells(term: str, item: Item, language: str) -> bool:
    """Whether reading these words is reading the answer: not a letter on a map, not a "the", not a 7."""
    found = content(term, language)
    if isinstance(item.form, Write) and isinstance(item.form.expected, Quantity):
        return len(term) >= FEWEST_DIGITS
    return any(len(word) > 1 and not (word.isdigit() and len(word) < FEWEST_DIGITS) for word in found)


def _by_chance(term: str, item: Item, language: str) -> bool:
    """Whether the answer could hardly not stand there: an amount, a day of the week, a formula's letters."""
    if _AMOUNT.match(term) and not isinstance(item.form, Write):
        return True
    return is_technical(item, language) or (is_choice(item.form) and _of_the_calendar(item.form, language))


def _of_the_calendar(form: Choose, language: str) -> bool:
    """Whether the options are days or months: a question about those can't help naming some."""
    known = {*values.weekdays(language), *values.months(language)}
    return all(said(option.text, language) in known for option in form.options)


def _names_a_wrong_one(form: Choose, run: str, language: str) -> bool:
    """Whether a wrong option stands there too ("Which is larger, France or Spain?"): then neither is told."""
    return any(run_of(said(option.text, language), language) in run for option in form.options if not option.right)


def _read_before(item: Item, language: str) -> Iterator[Text]:
    form = item.form
    alt = item.image.alt if item.image is not None and item.image.side == "question" else None
    yield from (text for text in (item.prompt, item.context, item.hint, alt) if text is not None)
    if isinstance(form, Fill):
        hints = [gap.hint for gap in form.gaps(language) if gap.hint]
        yield Words({language: GAP.join([passage(form, language, filled=False), *hints])}, form.at)


def stands_in_another(bank: Sequence[Item]) -> Iterator[Problem]:
    """A proper answer stands in another prompt of the theme that speaks of the same thing.

    A term in three other prompts or more is common knowledge there. The two prompts must share a word of content
    that few prompts of the bank have: Hiroshima in a question about its peace park tells nothing of the summit.
    """
    for language in dict.fromkeys(language for item in bank for language in item.languages):
        stems = [_Stem.of(item, language) for item in bank if language in item.languages]
        holders: dict[str, list[_Stem]] = {}
        for each in stems:
            for word in each.words:
                holders.setdefault(word, []).append(each)
        for own in stems:
            for term in _proper(own.item, language):
                run = run_of(term, language)
                first = min(words(term, language), key=lambda word: len(holders.get(word, ())))
                if run in own.run:
                    continue
                telling = [other for other in holders.get(first, ()) if other is not own and run in other.run]
                if not 0 < len(telling) < COMMON_FROM:
                    continue
                mine = set(words(term, language))
                for other in telling:
                    shared = {word for word in own.content & other.content if len(holders[word]) <= WIDESPREAD}
                    if shared - mine:
                        yield other.problem(language, term, own)


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a question asks, in a language: as a run of words, as a set of them, as those of content."""

    item: Item
    run: str
    words: frozenset[str]
    content: frozenset[str]

    @classmethod
    def of(cls, item: Item, language: str) -> _Stem:
        text = stem(item, language)
        letters = frozenset(word for word in content(text, language) if len(word) >= FEWEST_LETTERS)
        return cls(item, run_of(text, language), frozenset(words(text, language)), letters - {GAP.strip()})

    def problem(self, language: str, term: str, own: _Stem) -> Problem:
        place = place_of_stem(self.item)
        return GIVEN_AWAY_ELSEWHERE.at(place, language, answer=term, id=own.item.name)


def _proper(item: Item, language: str) -> Iterable[str]:
    """The answers that name one thing: a country, a name, several words, a word with a capital inside the text."""
    form = item.form
    if isinstance(form, Write) and isinstance(form.expected, Spelling):
        text: Text = form.expected.text
        typed = True
    elif is_choice(form) and not form.many:
        text = next(option.text for option in form.options if option.right)
        typed = False
    else:
        return ()
    term = said(text, language)
    told = content(term, language)
    if sum(map(len, told)) < FEWEST_LETTERS:
        return ()
    tail = term if typed else term[1:]  # an option's first capital may be its author's style
    proper = isinstance(text, Country | Name) or any(char.isupper() for char in tail) or len(told) > 1
    return (term,) if proper else ()


def long_list_alone(collection: Sequence[Item]) -> Iterator[Problem]:
    """A list over five entries of which no other question asks one alone."""
    lists = [item for item in collection if isinstance(item.form, Enumerate) and len(item.form.entries) > LONG_LIST]
    if not lists:
        return
    asked_alone: dict[str, set[str]] = {}
    for item in collection:
        for language in item.languages:
            if not isinstance(item.form, Enumerate):
                asked_alone.setdefault(language, set()).update(_single(item, language))
    for item in lists:
        language = item.languages[0]
        entries = {run_of(term, language) for spellings in answers(item.form, language) for term in spellings}
        if entries.isdisjoint(asked_alone.get(language, ())):
            around = list_around(side_by_side(item.form)[0].at, item)
            yield LIST_ALONE.at(item.place(around), n=len(answers(item.form, language)))


def _single(item: Item, language: str) -> Iterator[str]:
    if isinstance(item.form, Match):
        for pair in item.form.pairs:
            yield run_of(said(pair.left, language), language)
            yield run_of(said(pair.right, language), language)
    for spellings in answers(item.form, language):
        yield from (run_of(term, language) for term in spellings)
