"""The marking rules, one a form."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import assert_never

from quizgen.grading.figures import judge_moment, judge_quantity
from quizgen.grading.spelling import Target, accepted, mark, target
from quizgen.grading.verdicts import (
    Arranged,
    Filled,
    Mark,
    Named,
    Paired,
    Picked,
    Recalled,
    Response,
    Typed,
    Unreadable,
    Verdict,
)
from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Gap,
    Match,
    Moment,
    Name,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Write,
    plain,
)
from quizgen.text.folding import fold


def judge(response: Response, form: Form, language: str, others: frozenset[str] = frozenset()) -> Verdict | Unreadable:
    """What a response is worth. `others` are known answers of other questions: never a typo of this one's.

    Raises TypeError if the response isn't one to such a form, ValueError if it speaks of parts that the form
    doesn't have: both are the caller's mistakes, not the learner's.
    """
    match form, response:
        case Choose(), Picked(options):
            return Verdict(_choice(form, options))
        case Write(expected), Typed(text):
            return _write(text, expected, language, others)
        case Enumerate(), Named(texts):
            return _enumerate(texts, form, language, others)
        case Order(), Arranged(steps):
            return _order(steps, len(form.steps))
        case Match(), Paired(targets):
            return _match(targets, form, language)
        case Fill(), Filled(texts):
            return _fill(texts, form.gaps(language), language)
        case Reveal(), Recalled(right):
            return Verdict(Fraction(right))
        case _:
            raise TypeError(f"{type(response).__name__} is no response to {type(form).__name__}")


def _choice(form: Choose, picked: frozenset[int]) -> Fraction:
    """One right: all or nothing. Several: (right - wrong) / rights, never below 0."""
    if not picked <= frozenset(range(len(form.options))):
        raise ValueError("no such option")
    rights = frozenset(i for i, option in enumerate(form.options) if option.right)
    if not form.many:
        return Fraction(len(picked) == 1 and picked <= rights)
    return max(Fraction(0), Fraction(len(picked & rights) - len(picked - rights), len(rights)))


def _write(
    text: str, expected: Spelling | Quantity | Moment, language: str, others: frozenset[str]
) -> Verdict | Unreadable:
    if not text.strip():
        return _verdict(Mark(right=False))
    match expected:
        case Spelling():
            return _verdict(mark(text, target(expected, language, others)))
        case Quantity():
            right = judge_quantity(text, expected, language)
        case Moment():
            right = judge_moment(text, expected, language)
        case _:
            assert_never(expected)
    return right if isinstance(right, Unreadable) else _verdict(Mark(right=right))


def _verdict(single: Mark) -> Verdict:
    return Verdict(Fraction(single.right), (single,))


def _enumerate(texts: tuple[str, ...], form: Enumerate, language: str, others: frozenset[str]) -> Verdict:
    """(right - wrong) / needed, from 0 to 1, by the assignment of names to entries that counts most.

    A name that only fits entries already named is a repeat, and counts neither way.
    """
    names = [accepted(entry.spelling, language) for entry in form.entries]
    targets = [
        target(
            entry.spelling,
            language,
            others.union(*(names[j] for j in range(len(names)) if j != i)) - frozenset(names[i]),
        )
        for i, entry in enumerate(form.entries)
    ]
    fits = [_fits(text, targets) for text in texts]
    entry_of = _assign(fits, len(targets))
    marks = []
    for fit, entry in zip(fits, entry_of, strict=True):
        if entry is not None:
            marks.append(Mark(right=True, slip=fit[entry].slip, target=entry))
        else:
            marks.append(Mark(right=False, target=min(fit, default=None), repeat=bool(fit)))
    wrong = sum(
        not single.right and not single.repeat and bool(text.strip()) for single, text in zip(marks, texts, strict=True)
    )
    score = Fraction(sum(single.right for single in marks) - wrong, form.needed)
    return Verdict(min(Fraction(1), max(Fraction(0), score)), tuple(marks))


def _fits(text: str, targets: list[Target]) -> dict[int, Mark]:
    """The entries that a name may stand for, and how well."""
    found = ((i, mark(text, wanted)) for i, wanted in enumerate(targets))
    return {i: single for i, single in found if single.right}


def _assign(fits: list[dict[int, Mark]], entries: int) -> list[int | None]:
    """A largest matching of names to entries, built from exact names first, then accents, then typos."""
    name_of: list[int | None] = [None] * entries
    entry_of: list[int | None] = [None] * len(fits)

    def place(name: int, worst: int, tried: set[int]) -> bool:
        for entry, single in fits[name].items():
            if entry in tried or _rank(single) > worst:
                continue
            tried.add(entry)
            holder = name_of[entry]
            if holder is None or place(holder, worst, tried):
                name_of[entry], entry_of[name] = name, entry
                return True
        return False

    for worst in range(3):
        for name in range(len(fits)):
            if entry_of[name] is None:
                place(name, worst, set())
    return entry_of


def _rank(single: Mark) -> int:
    return 0 if single.slip is None else 1 if single.slip.kind == "accents" else 2


def _order(steps: tuple[int, ...], count: int) -> Verdict:
    """(longest ordered subset - 1) / (n - 1): one step out of place costs one step."""
    if not steps:
        return Verdict(Fraction(0))
    if sorted(steps) != list(range(count)):
        raise ValueError("an arrangement holds every step once")
    kept = _longest_ordered(steps)
    if len(kept) < 2:
        kept = set() if count > 1 else kept
    score = Fraction(max(0, len(kept) - 1), count - 1) if count > 1 else Fraction(1)
    return Verdict(score, tuple(Mark(right=i in kept) for i in range(count)))


def _longest_ordered(steps: tuple[int, ...]) -> set[int]:
    """The places that make up a longest increasing subsequence."""
    ends: list[int] = []  # for each length, the smallest step that such a subsequence may end with
    places: list[int] = []  # where that step stands
    before: list[int] = []  # for each place, the place before it in its subsequence
    for place, step in enumerate(steps):
        length = bisect_left(ends, step)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [step]
        places[length : length + 1] = [place]
    kept = set()
    place = places[-1]
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _match(given: tuple[int | None, ...], form: Match, language: str) -> Verdict:
    """The share of lefts that were given a right which reads as their own."""
    if not given:
        given = (None,) * len(form.pairs)
    if len(given) != len(form.pairs):
        raise ValueError("one target, or None, for each pair")
    targets = form.targets
    marks = tuple(
        Mark(
            right=index is not None
            and (
                targets[index] == pair.right
                or fold(plain(targets[index], language), language) == fold(plain(pair.right, language), language)
            )
        )
        for index, pair in zip(given, form.pairs, strict=True)
    )
    return Verdict(_share(marks), marks)


def _fill(texts: tuple[str, ...], gaps: tuple[Gap, ...], language: str) -> Verdict:
    """The share of gaps filled rightly; what belongs in another gap is never a typo of this one's answer."""
    if not texts:
        texts = ("",) * len(gaps)
    if len(texts) != len(gaps):
        raise ValueError("one text for each gap")
    spellings = [Spelling(Name(gap.answer), accept={language: gap.accept}, strict=gap.strict) for gap in gaps]
    names = [accepted(spelling, language) for spelling in spellings]
    marks = tuple(
        mark(
            text,
            target(spelling, language, frozenset(name for own in names for name in own) - frozenset(names[i])),
        )
        for i, (text, spelling) in enumerate(zip(texts, spellings, strict=True))
    )
    return Verdict(_share(marks), marks)


def _share(marks: tuple[Mark, ...]) -> Fraction:
    return Fraction(sum(single.right for single in marks), len(marks)) if marks else Fraction(0)
