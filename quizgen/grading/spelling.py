"""Judging an answer in words.

An answer is right as typed, right but for its accents, right but for a typo, doubtful, or wrong. A typo is at most one
edit in an answer of 4 letters or more (in a gap, of 6), and at most two in one of 9 or more. These are never typos:
what equals another known answer, a rejected spelling or, for a country, any other country, and what is nearer to one of
these; a difference in a figure of any sort (XIXe, 1789) or in a letter that stands alone (vitamin C); another word, as
`slips` tells. What is as near to another known answer is doubtful.

Figures are the same in Roman and Arabic numerals and in words. What people add to say which one they mean is let pass:
the country of a town, the kind of a place, the form of a state, a title; see `context`.

Where an answer is `strict`, accents and spelling count, and so does case from the second letter on (pH, Co). Only
outer spaces, the first letter's case and the shape of quotes, dashes and spaces don't.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizgen import languages
from quizgen.grading import context
from quizgen.grading.edits import Change, changes, within_one
from quizgen.grading.numerals import figures_in, numbered
from quizgen.grading.slips import Kind, kind_of, sounds_alike
from quizgen.grading.verdicts import Edit, PartVerdict, Slip
from quizgen.items import Country, Item, Number, Spelling, Write, language_of, plain
from quizgen.text import values
from quizgen.text.folding import (
    fold,
    fold_loosely,
    fold_strictly,
    trace,
    with_preposition,
    without_accents,
    without_article,
)
from quizgen.text.typography import typeset_text

# Letters from which one or two edits are forgiven.
_ONE_EDIT_FROM, _ONE_EDIT_FROM_IN_A_GAP, _TWO_EDITS_FROM = 4, 6, 9
_LONGEST = 500  # characters of an answer that are compared at all
_LETTER = re.compile(r"\b[A-Z]\b(?!['’.])")
_DIGITS = re.compile(r"\d+")
_PARENTHESIS = re.compile(r"(.{2,}?) \((.{2,})\)")
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,}")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A text as it is shown, folded (`exact`), folded without its accents (`loose`), and that in figures (`numbered`).

    `figures` and `letters`: the figures, and the letters that stand alone, in it.
    """

    text: str
    exact: str
    loose: str
    numbered: str
    figures: tuple[str, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedSpelling:
    """A spelling made ready to compare with: what is right, and what is known to be something else.

    `wrong_loose`: wrong answers without their accents, by their length. `wrong_lines`: the same, each on a line of its
    own, which is the quickest to search.
    """

    right: tuple[_Shape, ...]
    wrong_exact: frozenset[str]
    wrong_loose: Mapping[int, frozenset[str]]
    wrong_lines: str
    strict: bool
    language: str
    place: context.Place
    one_edit_from: int


def accepted(spelling: Spelling, language: str) -> tuple[str, ...]:
    """Every spelling that is right, the one to show first. `language`: the one that the question is asked in."""
    text = spelling.text
    shown = plain(text, language)
    others: tuple[str, ...] = ()
    if isinstance(text, Country):
        others = values.country_names(text.code, language)
    elif isinstance(text, Number):
        others = (f"{text.value:f}",)
    elif " (" in shown and not spelling.strict:
        others = _name_and_acronym(shown)
    accept = spelling.accept.get(language, ())
    if not spelling.strict:
        accept = tuple(typeset_text(words, language_of(text, language)) for words in accept)
    return tuple(dict.fromkeys([shown, *others, *accept]))


def known_answers(items: Iterable[Item], item: Item, language: str) -> frozenset[str]:
    """What the answers of other questions are called, without what this item accepts: never typos of its answer."""
    own = {fold(name, language) for name in _answers(item, language)}
    return frozenset(
        name
        for other in items
        if other.id != item.id
        for name in _answers(other, language)
        if fold(name, language) not in own
    )


def prepare(
    spelling: Spelling, language: str, others: frozenset[str] = frozenset(), *, gap: bool = False
) -> PreparedSpelling:
    """Make a spelling ready to compare with, in its answer's language.

    `others`: known answers of something else. `gap`: it fills one.
    """
    code = spelling.text.code if isinstance(spelling.text, Country) else None
    rejected = spelling.reject.get(language, ())
    own = language_of(spelling.text, language)
    return _prepare(accepted(spelling, language), rejected, others, code, spelling.strict, own, gap)


def judge_spelling(typed: str, spelling: PreparedSpelling) -> PartVerdict:
    """Whether what was typed is right, and what differs if it is only nearly so."""
    typed = typed.strip()
    if not typed or len(typed) > _LONGEST:
        return PartVerdict(right=False)
    language = spelling.language
    if spelling.strict:
        strictly = fold_strictly(typed, language)
        return PartVerdict(right=any(fold_strictly(shape.text, language) == strictly for shape in spelling.right))
    folded = _folded(typed, language)
    first = _judge(typed, folded, spelling)
    if first.right or _counting(folded, language)[0] in spelling.wrong_exact:
        return first
    for other in _otherwise(folded, spelling):
        judged = _judge(typed, other, spelling)
        if judged.right:
            return judged
    return first


# A list judges one name by each of its entries in turn: what the name is by itself is worked out once. The caches are
# so small that nothing else finds itself in them.
_folded = lru_cache(maxsize=2)(fold)


@lru_cache(maxsize=8)
def _counting(folded: str, language: str) -> tuple[str, str]:
    """What of a folded text counts, with its accents and without."""
    exact = _compared(folded, language)
    return exact, without_accents(exact)


def _compared(folded: str, language: str) -> str:
    """What of a folded text counts: no article at its start, no commas inside."""
    return without_article(folded.replace(", ", " "), language)


def _judge(typed: str, folded: str, spelling: PreparedSpelling) -> PartVerdict:
    """The verdict on what was typed, of which `folded` is what counts."""
    language = spelling.language
    exact, loose = _counting(folded, language)
    if any(shape.exact == exact for shape in spelling.right):
        return PartVerdict(right=True)
    if exact in spelling.wrong_exact:
        return PartVerdict(right=False)
    for shape in spelling.right:
        if shape.loose == loose and not (exact is not loose and kind_of(exact, shape.exact, language) is Kind.ANOTHER):
            edits = _accents(typed, loose, shape, language)
            return PartVerdict(right=True, slip=Slip("accents", typed, shape.text, edits))
    if loose in spelling.wrong_loose.get(len(loose), ()):
        return PartVerdict(right=False)
    return _in_figures(loose, spelling) or _typo(typed, exact, loose, spelling)


def _otherwise(folded: str, spelling: PreparedSpelling) -> Iterator[str]:
    """The same without what people add to an answer, or with the accent that a keyboard lacks."""
    with_accent = with_preposition(folded, spelling.language)
    if with_accent != folded:
        yield with_accent
    joined = f" {languages.of(spelling.language).and_} "
    if joined.strip() and joined in folded:
        yield folded.replace(joined, " ")  # where a hyphen stands for it: Bosnie-Herzégovine
    yield from context.without(folded, spelling.place, spelling.language)
    yield from _without_acronym(folded, spelling)


def _without_acronym(folded: str, spelling: PreparedSpelling) -> Iterator[str]:
    """A name without the acronym of it, or of an accepted spelling, that stands behind in parentheses."""
    name, parted, acronym = folded.rpartition(" (")
    if parted and (
        any(fold_loosely(acronym, spelling.language) == shape.loose for shape in spelling.right)
        or _name_and_acronym(f"{name} ({acronym.upper()})")
    ):
        yield name


def _in_figures(loose: str, spelling: PreparedSpelling) -> PartVerdict | None:
    """The verdict on an answer that differs in the notation of its figures alone: Louis 14."""
    in_figures = bool(_DIGITS.search(loose))
    if not in_figures and not any(shape.figures or shape.numbered != shape.loose for shape in spelling.right):
        return None
    same = numbered(loose, spelling.language)
    if any(shape.numbered == same and (shape.figures or in_figures) for shape in spelling.right):
        return PartVerdict(right=True)
    return None


def _typo(typed: str, exact: str, loose: str, spelling: PreparedSpelling) -> PartVerdict:
    """The verdict on a typo of the nearest right spelling."""
    nearest: tuple[_Shape, tuple[Change, ...]] | None = None
    budget = 2
    doubtful = False
    for shape in spelling.right:
        allowed = min(budget, _edits_allowed(shape.loose, spelling.one_edit_from))
        needed = changes(loose, shape.loose, allowed) if allowed else None
        if needed is None or not _same_figures(loose, shape, spelling.language):
            continue
        kind = kind_of(exact, shape.exact, spelling.language)
        if kind is Kind.SLIP:
            nearest = shape, needed
            budget = len(needed) - 1
        elif kind is Kind.DOUBTFUL:
            doubtful = True
    if nearest is None:
        return PartVerdict(right=False, doubtful=doubtful)
    shape, needed = nearest
    if len(needed) == 2 and _near_to_another(loose, spelling):
        return PartVerdict(right=False)
    if needed[0].kind == "wrong" and not sounds_alike(loose, shape.loose) and _near_to_another(loose, spelling, True):
        return PartVerdict(right=False, doubtful=True)  # Slovekia is as near to Slovakia as to Slovenia
    edits = _edits(typed, loose, shape, needed, spelling.language)
    return PartVerdict(right=True, slip=Slip("typo", typed, shape.text, edits))


def _near_to_another(loose: str, spelling: PreparedSpelling, by_one_letter: bool = False) -> bool:
    """Whether a known wrong answer is one edit away; or one that puts a letter in place of another."""
    half = len(loose) // 2 - 1
    head, tail = "\n" + loose[:half], loose[-half:] + "\n"  # one edit leaves at least one of them as it is
    if head not in spelling.wrong_lines and tail not in spelling.wrong_lines:
        return False
    lengths = (len(loose),) if by_one_letter else range(len(loose) - 1, len(loose) + 2)
    return any(within_one(loose, other) for length in lengths for other in spelling.wrong_loose.get(length, ()))


def _edits_allowed(loose: str, one_edit_from: int) -> int:
    return 0 if len(loose) < one_edit_from else 1 if len(loose) < _TWO_EDITS_FROM else 2


def _same_figures(loose: str, shape: _Shape, language: str) -> bool:
    """Whether every figure, in whichever notation, and every letter that stands alone are there."""
    if not shape.figures and not shape.letters:
        return not _DIGITS.search(loose)
    if _DIGITS.findall(numbered(loose, language)) != _DIGITS.findall(shape.numbered):
        return False
    words = loose.replace("'", " ").split() if shape.letters else ()
    return all(letter in words for letter in shape.letters)


def _edits(typed: str, loose: str, shape: _Shape, needed: tuple[Change, ...], language: str) -> tuple[Edit, ...]:
    """The changes between the folded texts, as edits of what was typed into the answer as it is spelt."""
    whole = (Edit(0, len(typed), "wrong", shape.text),)
    here, there = trace(typed, loose), _trace_answer(shape.text, shape.loose)
    if here is None or there is None:
        return whole
    edits: list[Edit] = []
    for change in needed:
        if change.start < change.end:
            start, end = here[change.start][0], here[change.end - 1][1]
        else:
            start = end = here[change.start - 1][1] if change.start else here[0][0]
        expected = shape.text[there[change.from_][0] : there[change.to - 1][1]] if change.from_ < change.to else ""
        last = edits[-1] if edits else None
        if last and last.end == start and last.kind == change.kind != "swapped":
            edits[-1] = Edit(last.start, end, change.kind, last.expected + expected)
        else:
            edits.append(Edit(start, end, change.kind, expected))
    mended = typed
    for edit in reversed(edits):
        mended = mended[: edit.start] + edit.expected + mended[edit.end :]
    # A ligature typed or expected (œ is two letters here) may not split where a change does.
    return tuple(edits) if without_accents(_compared(fold(mended, language), language)) == shape.loose else whole


def _accents(typed: str, loose: str, shape: _Shape, language: str) -> tuple[Edit, ...]:
    """An edit for each letter whose accents differ."""
    here, there = trace(typed, loose), _trace_answer(shape.text, shape.loose)
    if here is None or there is None:
        return ()
    spans: dict[tuple[int, int], tuple[int, int]] = {}  # by place in the answer: a letter, or oe against œ
    for (start, end), place in zip(here, there, strict=True):
        spans[place] = (spans.get(place, (start,))[0], end)
    pairs = ((start, end, shape.text[slice(*place)]) for place, (start, end) in spans.items())
    return tuple(
        Edit(start, end, "wrong", expected)
        for start, end, expected in pairs
        if expected[0].isalnum() and fold(typed[start:end], language) != fold(expected, language)
    )


def _answers(item: Item, language: str) -> tuple[str, ...]:
    """What the answer of a question with a typed answer in words is called; nothing for other questions."""
    if language in item.languages and isinstance(item.form, Write) and isinstance(item.form.expected, Spelling):
        return accepted(item.form.expected, language)
    return ()


@lru_cache(maxsize=1024)
def _name_and_acronym(shown: str) -> tuple[str, ...]:
    """Both halves of "Organization for Security and Co-operation in Europe (OSCE)", or of "OSCE (Organization…)".

    Nothing where the one isn't made of the other's initials: then the parenthesis may be a remark.
    """
    halves = _PARENTHESIS.fullmatch(shown)
    if not halves:
        return ()
    name, acronym = sorted(halves.groups(), key=lambda half: bool(_ACRONYM.fullmatch(half)))
    initials = iter(re.findall(r"\b\w", without_accents(name.casefold())))
    stands_for = all(letter in initials for letter in without_accents(acronym.casefold()))
    return (name, acronym) if _ACRONYM.fullmatch(acronym) and stands_for else ()


@lru_cache(maxsize=1024)
def _prepare(
    right: tuple[str, ...],
    rejected: tuple[str, ...],
    others: frozenset[str],
    country: str | None,
    strict: bool,
    language: str,
    gap: bool,
) -> PreparedSpelling:
    shapes = tuple(_shape(text, language) for text in right)
    wrong = {_shape(text, language) for text in (*rejected, *others)}
    if country:
        wrong |= _countries_but(country, language)
    own_exact, own_loose = {shape.exact for shape in shapes}, {shape.loose for shape in shapes}
    by_length: dict[int, set[str]] = {}
    for loose in {shape.loose for shape in wrong} - own_loose:
        by_length.setdefault(len(loose), set()).add(loose)
    return PreparedSpelling(
        right=shapes,
        wrong_exact=frozenset({shape.exact for shape in wrong} - own_exact),
        wrong_loose={length: frozenset(texts) for length, texts in by_length.items()},
        wrong_lines="\n".join(("", *(loose for texts in by_length.values() for loose in texts), "")),
        strict=strict,
        language=language,
        place=context.place(right, country),
        one_edit_from=_ONE_EDIT_FROM_IN_A_GAP if gap else _ONE_EDIT_FROM,
    )


_trace_answer = lru_cache(maxsize=1024)(trace)  # for answers alone: they come again and again, what is typed once


@lru_cache(maxsize=4096)
def _shape(text: str, language: str) -> _Shape:
    exact = _compared(fold(text, language), language)
    loose = without_accents(exact)
    letters = tuple(letter.lower() for letter in _LETTER.findall(text))
    return _Shape(text, exact, loose, numbered(loose, language), figures_in(text), letters)


@lru_cache(maxsize=512)
def _countries_but(code: str, language: str) -> frozenset[_Shape]:
    return frozenset(
        _shape(name, language)
        for other in values.countries()
        if other != code
        for name in values.country_names(other, language)
    )
