"""The rules of judging, one for each form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from typing import assert_never

from quizgen import languages
from quizgen.grading.dates import judge_moment
from quizgen.grading.figures import judge_quantity
from quizgen.grading.spelling import PreparedSpelling, accepted, judge_spelling, prepare
from quizgen.grading.verdicts import (
    Arranged,
    Filled,
    Named,
    Paired,
    PartVerdict,
    Picked,
    Recalled,
    Response,
    Typed,
    Unreadable,
    Verdict,
    expect,
)
from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Gap,
    Match,
    Moment,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Write,
    plain,
)
from quizgen.text.folding import fold


def judge(response: Response, form: Form, language: str, others: frozenset[str] = frozenset()) -> Verdict | Unreadable:
    """What a response is worth; or that it can't be read, and has to be asked for again.

    `others`: known answers of other questions, which are never taken for a typo of this one's.

    Raises TypeError if the response isn't one to such a form, ValueError if it names parts that the form doesn't have.
    Both are mistakes of the caller, not of the learner.
    """
    match form:
        case Choose():
            return Verdict(_choice(form, expect(Picked, response, form).options))
        case Write(expected):
            return _write(expect(Typed, response, form).text, expected, language, others)
        case Enumerate():
            return _enumerate(expect(Named, response, form).texts, form, language, others)
        case Order(steps):
            return _order(expect(Arranged, response, form).steps, len(steps))
        case Match():
            return _match(expect(Paired, response, form).targets, form, language)
        case Fill():
            return _fill(expect(Filled, response, form).texts, form.gaps(language), language)
        case Reveal():
            return Verdict(Fraction(expect(Recalled, response, form).right))
        case _:
            assert_never(form)


def _choice(form: Choose, picked: frozenset[int]) -> Fraction:
    """With one right option: all or nothing. With several: (right - wrong) / rights, never below 0."""
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
        return _verdict(PartVerdict(right=False))
    match expected:
        case Spelling():
            part = judge_spelling(text, prepare(expected, language, others))
            return Unreadable("spelling") if part.doubtful else _verdict(part)
        case Quantity():
            right = judge_quantity(text, expected, language)
        case Moment():
            right = judge_moment(text, expected, language)
        case _:
            assert_never(expected)
    return right if isinstance(right, Unreadable) else _verdict(PartVerdict(right=right))


def _verdict(part: PartVerdict) -> Verdict:
    return Verdict(Fraction(part.right), (part,))


def _enumerate(texts: tuple[str, ...], form: Enumerate, language: str, others: frozenset[str]) -> Verdict:
    """(right - wrong) / needed, from 0 to 1, by the assignment of names to entries that counts most.

    A name that only fits entries already named is a repeat, and counts neither way; nor does a doubtful one.
    """
    prepared = _prepare_together([entry.spelling for entry in form.entries], language, others)

    @cache
    def judged(name: str) -> list[PartVerdict]:
        return [judge_spelling(name, spelling) for spelling in prepared]

    def fitting(name: str) -> dict[int, PartVerdict]:
        """By index, the entries that a name may stand for, and how well it fits each."""
        return {index: part for index, part in enumerate(judged(name)) if part.right}

    longest = max((len(shape.text) for spelling in prepared for shape in spelling.right), default=0)
    names = [name for text in texts for name in _names(text, lambda name: bool(fitting(name)), longest)]
    fits = [fitting(name) for name in names]
    parts = []
    for name, fit, entry in zip(names, fits, _assign(fits, len(prepared)), strict=True):
        if entry is not None:
            parts.append(PartVerdict(right=True, slip=fit[entry].slip, entry=entry))
        else:
            doubtful = not fit and any(part.doubtful for part in judged(name))
            parts.append(PartVerdict(right=False, entry=min(fit, default=None), repeat=bool(fit), doubtful=doubtful))
    right = sum(part.right for part in parts)
    wrong = sum(
        not (part.right or part.repeat or part.doubtful) and bool(name.strip())
        for part, name in zip(parts, names, strict=True)
    )
    score = Fraction(right - wrong, form.needed)
    return Verdict(min(Fraction(1), max(Fraction(0), score)), tuple(parts))


def _prepare_together(
    spellings: list[Spelling], language: str, others: frozenset[str] = frozenset(), *, gap: bool = False
) -> list[PreparedSpelling]:
    """Spellings of one question: what is right for one of them is never a typo of another."""
    names = [frozenset(accepted(spelling, language)) for spelling in spellings]
    return [
        prepare(spelling, language, others.union(*names[:index], *names[index + 1 :]) - names[index], gap=gap)
        for index, spelling in enumerate(spellings)
    ]


def _names(text: str, fits: Callable[[str], bool], longest: int) -> list[str]:
    """The names in a text, which is several where a part of it is an entry: "Venus, Mars and Mercury".

    `fits`: whether a name may stand for an entry. `longest`: characters of the longest entry.
    """
    if not text.strip() or fits(text):
        return [text]
    pieces = _between().split(text.strip())  # every second one is what parts its neighbours
    if len(pieces) == 1:
        words = text.split()
        return words if all(map(fits, words)) else [text]
    names = []
    while pieces:
        lengths = accumulate(map(len, pieces))
        most = sum(1 for _ in takewhile(lambda length: length <= longest + _LONGER, lengths))
        joined = range(most - (most + 1) % 2, 1, -2)
        taken = next((n for n in joined if fits("".join(pieces[:n]).strip())), 1)
        names.append("".join(pieces[:taken]).strip())
        pieces = pieces[taken + 1 :]
    names = list(filter(None, names))
    return names if len(names) > 1 and any(map(fits, names)) else [text]


_LONGER = 4  # characters that an article and a slip may make of a name


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    """Finds what stands between the names of a list: signs, line ends, "and"."""
    words = "|".join(language.and_ for language in languages.every() if language.and_)
    return re.compile(
        rf"((?:\s*[,;\n\r\u2028،؛、，；|•])+\s*(?:(?:&|{words})\s+)?|\s+/\s+|(?:^|\s+)(?:&|{words})\s+)", re.IGNORECASE
    )


def _assign(fits: list[dict[int, PartVerdict]], entries: int) -> list[int | None]:
    """For each name the entry that it counts as, or None, so that as many names as possible count.

    A maximum matching in a bipartite graph, by augmenting paths (Kuhn's algorithm). Exact names are placed first, then
    those whose accents differ, then those with a typo.
    """
    name_of: list[int | None] = [None] * entries
    entry_of: list[int | None] = [None] * len(fits)

    def place(name: int, worst: int, tried: set[int]) -> bool:
        """Give the name an entry, moving other names to other entries if need be; whether that was possible."""
        for entry, part in fits[name].items():
            if entry in tried or _rank(part) > worst:
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


def _rank(part: PartVerdict) -> int:
    """0 for an exact name, 1 for other accents, 2 for a typo."""
    if part.slip is None:
        return 0
    return 1 if part.slip.kind == "accents" else 2


def _order(steps: tuple[int, ...], count: int) -> Verdict:
    """(longest ordered subset - 1) / (count - 1): one step out of place costs one step."""
    if not steps:
        return Verdict(Fraction(0))
    if sorted(steps) != list(range(count)):
        raise ValueError("an arrangement holds every step once")
    if count == 1:
        return _verdict(PartVerdict(right=True))
    kept = _longest_ordered(steps)
    if len(kept) == 1:
        kept = set()  # a step alone is in no order
    score = Fraction(max(0, len(kept) - 1), count - 1)
    return Verdict(score, tuple(PartVerdict(right=place in kept) for place in range(count)))


def _longest_ordered(steps: tuple[int, ...]) -> set[int]:
    """The places that make up a longest increasing subsequence, by patience sorting."""
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
    parts = tuple(
        PartVerdict(right=index is not None and _reads_as(targets[index], pair.right, language))
        for index, pair in zip(given, form.pairs, strict=True)
    )
    return Verdict(_share(parts), parts)


def _reads_as(one: Text, other: Text, language: str) -> bool:
    return one == other or fold(plain(one, language), language) == fold(plain(other, language), language)


def _fill(texts: tuple[str, ...], gaps: tuple[Gap, ...], language: str) -> Verdict | Unreadable:
    """The share of gaps filled rightly; what belongs in another gap is never a typo of this one's answer."""
    if not texts:
        texts = ("",) * len(gaps)
    if len(texts) != len(gaps):
        raise ValueError("one text for each gap")
    spellings = [gap.spelling(language) for gap in gaps]
    prepared = _prepare_together(spellings, language, gap=True)
    parts = tuple(judge_spelling(text, spelling) for text, spelling in zip(texts, prepared, strict=True))
    return Unreadable("spelling") if any(part.doubtful for part in parts) else Verdict(_share(parts), parts)


def _share(parts: tuple[PartVerdict, ...]) -> Fraction:
    return Fraction(sum(part.right for part in parts), len(parts)) if parts else Fraction(0)
