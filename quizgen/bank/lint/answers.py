"""Answers that stand where a learner reads them before answering, and answers that are never asked alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizgen.bank.faults import Fault, Loc
from quizgen.bank.lint.asked import GAP, Asked, answers, is_choice, passage, said, stem
from quizgen.bank.lint.words import content, run_of, words
from quizgen.items import Choose, Country, Enumerate, Fill, Match, Name, Quantity, Spelling, Text, Write

FEWEST_DIGITS = 3
"""Digits of a figure that is only told by telling it: 7 and 19 stand in dates and names without telling a thing."""

FEWEST_LETTERS = 4
"""Letters of an answer that is looked for in other prompts: shorter ones stand everywhere."""

COMMON_FROM = 3
"""Other prompts that a term stands in to be common knowledge of its theme, which gives nothing away."""

WIDESPREAD = 5
"""Prompts of a bank that a word may stand in and still tie two of them together."""

LONG_LIST = 5
"""Entries that a learner can take in by the list alone; of longer ones, facts are learnt one by one first."""


def stands_in_question(asked: Asked) -> Iterator[Fault]:
    """The answer stands, as whole words, in the prompt, the context, the hint or the words for the picture."""
    for language in asked.item.languages:
        wanted = [answer for answer in answers(asked.form, language) if _tells(answer[0], asked, language)]
        for place, text in _read_before(asked, language) if wanted else ():
            run = run_of(text, language)
            if isinstance(asked.form, Choose) and _names_a_wrong_one(asked.form, run, language):
                continue
            told = (term for answer in wanted for term in answer if _tells(term, asked, language))
            found = next((term for term in told if run_of(term, language) in run), None)
            if found is not None:
                yield asked.fault("Q601", *place, language, answer=found)


def _tells(term: str, asked: Asked, language: str) -> bool:
    """Whether reading these words is reading the answer: not a letter on a map, not a "the", not a 7."""
    found = content(term, language)
    if isinstance(asked.form, Write) and isinstance(asked.form.expected, Quantity):
        return len(term) >= FEWEST_DIGITS
    return any(len(word) > 1 and not (word.isdigit() and len(word) < FEWEST_DIGITS) for word in found)


def _names_a_wrong_one(form: Choose, run: str, language: str) -> bool:
    """Whether a wrong option stands there too ("Which is larger, France or Spain?"): then neither is told."""
    return any(run_of(said(option.text, language), language) in run for option in form.options if not option.right)


def _read_before(asked: Asked, language: str) -> Iterator[tuple[Loc, str]]:
    item, form = asked.item, asked.form
    alt = item.image.alt if item.image is not None and item.image.side == "question" else None
    placed: list[tuple[Loc, Text | None]] = [
        (("prompt",), item.prompt),
        (("context",), item.context),
        (("hint",), item.hint),
        (("image", "alt"), alt),
    ]
    for place, text in placed:
        if text is not None:
            yield place, said(text, language)
    if isinstance(form, Fill):
        hints = [gap.hint for gap in form.gaps(language) if gap.hint]
        yield ("text",), GAP.join([passage(form, language, filled=False), *hints])


def stands_in_another(bank: Sequence[Asked]) -> Iterator[Fault]:
    """A proper answer stands in another prompt of the theme that speaks of the same thing.

    A term in three other prompts or more is common knowledge there. The two prompts must share a word of content
    that few prompts of the bank have: Hiroshima in a question about its peace park tells nothing of the summit.
    """
    for language in dict.fromkeys(language for asked in bank for language in asked.item.languages):
        stems = [_Stem.of(asked, language) for asked in bank if language in asked.item.languages]
        holders: dict[str, list[_Stem]] = {}
        for each in stems:
            for word in each.words:
                holders.setdefault(word, []).append(each)
        for own in stems:
            for term in _proper(own.asked, language):
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
                        yield other.fault(language, term, own)


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a question asks, in a language: as a run of words, as a set of them, as those of content."""

    asked: Asked
    run: str
    words: frozenset[str]
    content: frozenset[str]

    @classmethod
    def of(cls, asked: Asked, language: str) -> _Stem:
        text = stem(asked, language)
        letters = frozenset(word for word in content(text, language) if len(word) >= FEWEST_LETTERS)
        return cls(asked, run_of(text, language), frozenset(words(text, language)), letters - {GAP.strip()})

    def fault(self, language: str, term: str, own: _Stem) -> Fault:
        place = ("prompt",) if self.asked.item.prompt is not None else ("text",)
        return self.asked.fault("Q611", *place, language, answer=term, id=own.asked.item.name)


def _proper(asked: Asked, language: str) -> Iterable[str]:
    """The answers that name one thing: a country, a name, several words, a word with a capital inside the text."""
    form = asked.form
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


def long_list_alone(collection: Sequence[Asked]) -> Iterator[Fault]:
    """A list over five entries of which no other question asks one alone."""
    lists = [asked for asked in collection if isinstance(asked.form, Enumerate) and len(asked.form.entries) > LONG_LIST]
    if not lists:
        return
    asked_alone: dict[str, set[str]] = {}
    for asked in collection:
        for language in asked.item.languages:
            if not isinstance(asked.form, Enumerate):
                asked_alone.setdefault(language, set()).update(_single(asked, language))
    for asked in lists:
        language = asked.item.languages[0]
        entries = {run_of(term, language) for spellings in answers(asked.form, language) for term in spellings}
        if entries.isdisjoint(asked_alone.get(language, ())):
            yield asked.fault("Q620", "answers", n=len(answers(asked.form, language)))


def _single(asked: Asked, language: str) -> Iterator[str]:
    if isinstance(asked.form, Match):
        for pair in asked.form.pairs:
            yield run_of(said(pair.left, language), language)
            yield run_of(said(pair.right, language), language)
    for spellings in answers(asked.form, language):
        yield from (run_of(term, language) for term in spellings)
