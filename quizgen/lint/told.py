"""Answers that other texts of a bank tell: its intro, and the prompts, hints and explanations of other questions.

A text tells the answer to a question where that answer stands in it and it speaks of the same thing: of the words
that the question asks with, it must have most. A word weighs the less, the more questions have it, so that what the
whole bank is about weighs nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from quizgen import languages
from quizgen.items import Bank, Choose, Enumerate, Item, Moment, Order, Text, Words, Write
from quizgen.lint.question import (
    GAP,
    answers,
    is_choice,
    is_technical,
    is_translation,
    is_truth,
    place_of_stem,
    said,
    stem,
)
from quizgen.lint.words import base, carries_meaning, run_of, words
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

TOLD_ELSEWHERE = Code(
    "Q640",
    "warning",
    N_('this tells "{answer}", the answer to "{id}", another question of this bank'),
    N_('say it in other words, or later; where it is meant to lead there, write "tells: [{id}]"'),
)

FEWEST_LETTERS = 4
"""Letters of a word that can be an answer by itself: shorter ones stand everywhere."""

FEWEST_DIGITS = 3
"""Digits of a figure that can: 7 and 19 stand in dates and names without text a thing."""

MOST_WORDS = 8
"""Words of an answer that one picks up elsewhere; a longer one is a statement of its own."""

MISSING = 4
"""Of so many words of an answer, one may be missing: the others tell it."""

SAME_THING = 0.4
"""Share, by weight, of the words that a question asks with which a text must have to speak of the same thing."""

SAME_QUESTION = 0.6
"""The same share for another prompt, which names things rather than telling of them."""

EVIDENCE = 1.2
"""What these words must weigh at least, in words that no other question has: one word alone is chance, and so are two
that many have."""

NEARLY_ALL = 0.75
"""The share of a question's words from which a text speaks of nothing else, however many other questions do."""

LITTLE_EVIDENCE = 0.4
"""What they must weigh then: words that half of the questions have are no evidence."""

COMMON = 3
"""The part of a bank's questions, a third, from which a word that they have is what the bank is about."""

WIDESPREAD = 10
"""Questions that may have a rare word of an answer, in the largest bank. What more of them have is known to whoever
learns it; and looking at each would take long."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(slots=True)
class _Told:
    """What learners read in one place: a question's text, or the bank's, of which `item` is None.

    `early`: it is read after that question's answer, or at its reader's wish, so that it tells nothing of the questions
    before, which have been asked by then. `asks`: it is the prompt.
    """

    item: Item | None
    index: int
    text: Text
    words: tuple[str, ...]
    early: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a text must have to tell an answer: its words; the `run` of them too, where it is a date."""

    shown: str
    words: frozenset[str]
    run: str | None = None


class _Bases(dict[str, str]):
    """The words of a language that carry meaning, each with its base; the others with none."""

    def __init__(self, language: str) -> None:
        super().__init__({GAP.strip(): ""})
        self._language = language
        self._function_words = languages.of(language).function_words

    def __missing__(self, word: str) -> str:
        if word.isdigit():
            return word  # of which there may be any number
        found = self[word] = base(word, self._language) if carries_meaning(word, self._function_words) else ""
        return found

    def of(self, text: str) -> tuple[str, ...]:
        """The bases of a text's words: not a set, since those of a large bank would take ten times the memory."""
        return tuple(filter(None, map(self.__getitem__, words(text, self._language))))


class Telling:
    """What the texts of a bank tell of its questions' answers, in each language.

    Questions are added one by one: other lints have just taken their texts apart into words, which are still known.
    """

    def __init__(self, head: Bank | None = None) -> None:
        self._head = head
        self._texts: dict[str, _Texts] = {}

    def add(self, item: Item) -> None:
        """The bank's next question."""
        for language in item.languages:
            texts = self._texts.get(language)
            if texts is None:
                texts = self._texts[language] = _Texts(self._head, language)
            texts.add(item)

    def problems(self) -> Iterator[Problem]:
        """The answer to a question stands in another one's texts, or in the bank's, that speak of the same thing."""
        for texts in self._texts.values():
            yield from texts.problems()


class _Texts:
    """The texts of a bank in one language.

    `_asks`: the words that each question asks with. `_having`: how many questions have each word.
    """

    def __init__(self, head: Bank | None, language: str) -> None:
        self._language = language
        self._head = head
        self._bases = _Bases(language)
        self._items: list[Item] = []
        self._asks: list[tuple[str, ...]] = []
        self._having: Counter[str] = Counter()
        self._answers: list[tuple[int, _Answer]] = []
        self._texts = list(self._of_bank(head)) if head is not None else []

    def add(self, item: Item) -> None:
        """The bank's next question in this language."""
        found = list(self._of_question(item, len(self._items)))
        self._items.append(item)
        self._asks.append(found[0].words)
        self._having.update({word for text in found for word in text.words})
        self._texts += found
        if not is_technical(item, self._language):  # formulas and lines of code have their letters in common
            self._answers += [(len(self._asks) - 1, answer) for answer in self._of_answer(item)]

    def _of_bank(self, bank: Bank) -> Iterator[_Told]:
        """Its title, and each sentence of its intro: as a whole, an intro speaks of all that is asked."""
        for text in (bank.title, bank.intro):
            if text is not None:
                for sentence in _SENTENCE.split(said(text, self._language)):
                    yield _Told(None, -1, text, self._bases.of(sentence))

    def _of_question(self, item: Item, index: int) -> Iterator[_Told]:
        """What it tells beside its answer, what it asks first. Options tell nothing: most are wrong."""
        yield _Told(item, index, item.prompt or _NOTHING, self._bases.of(stem(item, self._language)), asks=True)
        for text, early in _beside(item):
            yield _Told(item, index, text, self._bases.of(said(text, self._language)), early)

    def problems(self) -> Iterator[Problem]:
        """Each text that tells an answer, by the answers."""
        sought = [(key, index, answer) for index, answer in self._answers for key in self._rarest(answer.words)]
        holders: dict[str, list[_Told]] = {key: [] for key, _, _ in sought}
        keys = frozenset(holders)
        for text in self._texts:
            for word in keys.intersection(text.words):
                holders[word].append(text)
        seen = set()
        for key, index, answer in sought:
            for text in holders[key]:
                if self._tells(text, answer, index):
                    place = self._place(text)
                    if (index, place) not in seen:
                        seen.add((index, place))
                        name = self._items[index].name
                        yield TOLD_ELSEWHERE.at(place, self._language, answer=answer.shown, id=name)

    def _place(self, told: _Told) -> Place:
        if told.item is None:
            return Place(self._head.path if self._head is not None else "", told.text.at)
        return place_of_stem(told.item) if told.text is _NOTHING else told.item.place(told.text.at)

    def _of_answer(self, item: Item) -> Iterator[_Answer]:
        """The answer, in words that tell it; where there are several, all of them in one. None for statements."""
        form = item.form
        if is_translation(item) or is_truth(form):
            return
        each = answers(form, self._language)
        if isinstance(form, Enumerate) or (is_choice(form) and form.many):
            each = [(" · ".join(spellings[0] for spellings in each),)]
        date = isinstance(form, Write) and isinstance(form.expected, Moment)
        for spellings in each:
            shown = spellings[0]
            found = frozenset(self._bases.of(shown))
            if not 0 < len(found) <= MOST_WORDS or not (date or _can_tell(found)):
                continue
            yield _Answer(shown, found, run_of(shown, self._language) if date else None)
            for other in spellings[1:]:  # a surname alone tells as well
                if (
                    len(other) >= FEWEST_LETTERS
                    and other[0].isupper()
                    and (part := frozenset(self._bases.of(other))) < found
                ):
                    yield _Answer(other, part)

    def _rarest(self, wanted: frozenset[str]) -> list[str]:
        """The words that fewest questions have, of which one stands wherever the answer is told.

        None where one of them is what the bank is about.
        """
        rarest = sorted(wanted, key=lambda word: (self._having[word], word))[: len(wanted) // MISSING + 1]
        most = min(max(len(self._items) / COMMON, COMMON), WIDESPREAD)
        return rarest if rarest and self._having[rarest[-1]] <= most else []

    def _tells(self, told: _Told, answer: _Answer, index: int) -> bool:
        if len(answer.words.difference(told.words)) > len(answer.words) // MISSING:
            return False
        asked = self._items[index]
        if told.item is None:
            if self._head is None or asked.name in self._head.tells:
                return False
            about = frozenset(told.words)
        else:
            if told.item.question == asked.question or (told.early and told.index > index):
                return False
            about = frozenset((*told.words, *self._asks[told.index]))
        return (
            self._same_thing(told, frozenset(self._asks[index]) - answer.words, about)
            and (told.item is None or not self._meant(told.item, asked, answer))
            and (answer.run is None or answer.run in run_of(said(told.text, self._language), self._language))
        )

    def _same_thing(self, told: _Told, asked: frozenset[str], about: frozenset[str]) -> bool:
        alone = log(len(self._items) + 1)
        weight = {word: alone - log(self._having[word]) for word in asked}
        shared, whole = sum(weight[word] for word in asked & about), sum(weight.values())
        if not told.asks and shared >= NEARLY_ALL * whole:
            return shared >= LITTLE_EVIDENCE * alone
        return shared >= EVIDENCE * alone and shared >= (SAME_QUESTION if told.asks else SAME_THING) * whole

    def _meant(self, teller: Item, asked: Item, answer: _Answer) -> bool:
        """Whether its author says so, or it asks for the same itself: then it is no news that it is told there."""
        if asked.name in teller.tells:
            return True
        right = [term for spellings in answers(teller.form, self._language) for term in spellings]
        return answer.words.issubset(self._bases.of(" · ".join(right)))


_NOTHING = Words({})
"""Stands for the prompt of a passage, which has none."""


def _beside(item: Item) -> Iterator[tuple[Text, bool]]:
    """Each with whether it is read after the answer, or at its reader's wish."""
    form = item.form
    if item.context is not None:
        yield item.context, False
    for text in (item.hint, item.explanation):
        if text is not None:
            yield text, True
    if isinstance(form, Order):
        yield from ((step.text, False) for step in form.steps)
        yield from ((step.note, True) for step in form.steps if step.note is not None)
    elif isinstance(form, Choose):
        yield from ((option.because, True) for option in form.options if option.because is not None)


def _can_tell(answer: frozenset[str]) -> bool:
    """Whether to read it is to read the answer: not a letter on a map, not a 7."""
    return any(len(word) >= (FEWEST_DIGITS if word.isdigit() else FEWEST_LETTERS) for word in answer)
