from __future__ import annotations

import datetime
import itertools
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.grading import (
    Arranged,
    Filled,
    Named,
    Paired,
    Picked,
    Recalled,
    Response,
    Slip,
    Typed,
    Unreadable,
    Verdict,
    accepted,
    fold,
    fold_loosely,
    judge,
    known_answers,
)
from quizgen.grading.edits import changes
from quizgen.grading.figures import read_number
from quizgen.items import (
    Choose,
    Country,
    Date,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Item,
    Match,
    Moment,
    Name,
    Number,
    Option,
    Order,
    Pair,
    Quantity,
    Reveal,
    Spelling,
    Step,
    Truth,
    Words,
    Write,
)
from quizgen.text import values

CASES = Path(__file__).parent / "cases" / "grading"


def rows(name: str) -> Iterator[list[str]]:
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip(" ") for cell in line.split("|")]


def verdict(response: Response, form: Form, language: str = "fr", others: frozenset[str] = frozenset()) -> Verdict:
    found = judge(response, form, language, others)
    assert isinstance(found, Verdict)
    return found


# --- Words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "expected", "others", "typed", "outcome"), list(rows("spelling")))
def test_what_is_typed_for_words(language: str, expected: str, others: str, typed: str, outcome: str) -> None:
    text = Country(expected[1:3]) if expected.startswith("{") else Name(expected.lstrip("!"))
    form = Write(Spelling(text, strict=expected.startswith("!")))
    found = verdict(Typed(typed), form, language, frozenset(filter(None, others.split(";"))))
    slip = found.marks[0].slip
    assert (slip.kind if slip else "right" if found.right else "wrong") == outcome


def slip(typed: str, expected: str, language: str = "fr") -> Slip:
    found = verdict(Typed(typed), Write(Spelling(Name(expected))), language).slips
    assert len(found) == 1
    return found[0]


def drawn(slip: Slip) -> str:
    """The typed text with each edit as [typed>expected]."""
    text = slip.typed
    for edit in reversed(slip.edits):
        text = f"{text[: edit.start]}[{text[edit.start : edit.end]}>{edit.expected}]{text[edit.end :]}"
    return text


@pytest.mark.parametrize(
    ("typed", "expected", "picture", "kinds"),
    [
        (" Madird ", "Madrid", "Mad[ir>ri]d", ["swapped"]),
        ("la Madri", "Madrid", "la Madri[>d]", ["missing"]),
        ("Mmadrid", "Madrid", "M[m>]adrid", ["extra"]),
        ("Matrid", "Madrid", "Ma[t>d]rid", ["wrong"]),
        ("noe\u0308lz", "Noël", "noe\u0308l[z>]", ["extra"]),
        ("sth korea", "South Korea", "s[>ou]th korea", ["missing"]),
        ("Helsinky, Findland", "Helsinki, Finland", "Helsink[y>i], Fin[d>]land", ["wrong", "extra"]),
        ("cor\u00e9e  du sut", "Corée du Sud", "corée  du su[t>d]", ["wrong"]),
        ("oeuf", "œuf", "[oe>œ]uf", ["wrong"]),
        ("etats unis", "États-Unis", "[e>É]tats unis", ["wrong"]),
    ],
)
def test_the_difference_is_told(typed: str, expected: str, picture: str, kinds: list[str]) -> None:
    found = slip(typed, expected)
    assert drawn(found) == picture
    assert [edit.kind for edit in found.edits] == kinds


letters = st.text(st.sampled_from("abcdeéèœçñ -'’ABÉXV1"), min_size=1, max_size=14)


@settings(max_examples=200)
@given(expected=letters, data=st.data())
def test_edits_lead_to_the_answer(expected: str, data: st.DataObject) -> None:
    typed = list(expected)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(typed)))
        typed[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "x", "e", "œ", " "]))
    found = verdict(Typed("".join(typed)), Write(Spelling(Name(expected))))
    for one in found.slips:
        mended = one.typed
        for edit in reversed(one.edits):
            assert 0 <= edit.start <= edit.end <= len(one.typed)
            mended = mended[: edit.start] + edit.expected + mended[edit.end :]
        assert fold_loosely(mended, "fr") == fold_loosely(expected, "fr")


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20), st.sampled_from(["fr", "en"]))
def test_the_answer_itself_is_right_however_it_is_typed(answer: str, language: str) -> None:
    form = Write(Spelling(Name(answer)))
    shown = accepted(form.expected, language)[0] if isinstance(form.expected, Spelling) else ""
    variants = [shown, f"  {shown}\u00a0", unicodedata.normalize("NFD", shown), shown.replace(" ", "\u202f")]
    for typed in variants:
        assert verdict(Typed(typed), form, language).right or not typed.strip()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_country_is_right_and_no_other_is(language: str) -> None:
    names = {code: values.country_names(code, language) for code in values.countries()}
    for code, own in names.items():
        form = Write(Spelling(Country(code)))
        for name in own:
            for typed in (name, name.upper(), f"« {name} »."):
                assert verdict(Typed(typed), form, language).right
    for code in ["KR", "IE", "IR", "AU", "CG", "GN", "NE", "DO", "SK", "SI", "ML", "MW", "MR", "MU"]:
        own_folded = {fold_loosely(name, language) for name in names[code]}
        form = Write(Spelling(Country(code)))
        for name in itertools.chain.from_iterable(names.values()):
            right = verdict(Typed(name), form, language).right
            assert right == (fold_loosely(name, language) in own_folded), name


@given(st.text(st.sampled_from("abc"), max_size=7), st.text(st.sampled_from("abc"), max_size=7))
def test_changes_are_the_fewest(a: str, b: str) -> None:
    rows = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, j in itertools.product(range(1, len(a) + 1), range(1, len(b) + 1)):
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    for budget in range(3):
        found = changes(a, b, budget)
        assert (None if found is None else len(found)) == (rows[-1][-1] if rows[-1][-1] <= budget else None)


def test_accept_and_reject_speak_for_their_language() -> None:
    spelling = Spelling(
        Words({"fr": "la Finlande", "en": "Finland"}),
        accept={"fr": ("Suomi",)},
        reject={"fr": ("Finlanda", "Rome")},
    )
    assert verdict(Typed("suomi"), Write(spelling), "fr").right
    assert not verdict(Typed("suomi"), Write(spelling), "en").right
    assert not verdict(Typed("finlanda"), Write(spelling), "fr").right
    assert verdict(Typed("finlanda"), Write(spelling), "en").right
    assert accepted(spelling, "fr") == ("la Finlande", "Suomi")


def item(name: str, form: Form, languages: tuple[str, ...] = ("fr", "en")) -> Item:
    return Item(f"c/{name}", "b", "text", languages, form, Name("?"))


def test_known_answers_are_the_others_without_ones_own() -> None:
    fish, poison = item("fish", Write(Spelling(Name("Poisson")))), item("poison", Write(Spelling(Name("poison"))))
    twin = item("twin", Write(Spelling(Name("POISON"))))
    others = known_answers([fish, poison, twin, item("n", Write(Quantity(Decimal(3))))], poison, "fr")
    assert others == {"Poisson"}
    assert not verdict(Typed("poisson"), poison.form, others=others).right
    assert known_answers([item("de", fish.form, ("de",))], poison, "fr") == frozenset()


@pytest.mark.parametrize("text", ["x" * 10_000, "é" * 10_000, "1" * 10_000, "-,. '" * 2000, "\x00", "\ud83d\ude00"])
def test_nothing_typed_is_too_much(text: str) -> None:
    for expected in (Spelling(Name("Paris")), Quantity(Decimal(3)), Moment(Date(2022, 6))):
        found = judge(Typed(text), Write(expected), "fr")
        assert isinstance(found, Unreadable) or not found.right


@given(st.text(max_size=40))
def test_judging_never_fails(text: str) -> None:
    for expected in (Spelling(Country("KR")), Quantity(Decimal("3.5"), unit=Name("km")), Moment(Date(2022, 6, 5))):
        assert isinstance(judge(Typed(text), Write(expected), "fr"), Verdict | Unreadable)


# --- Figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), list(rows("numbers")))
def test_what_is_typed_for_a_number(typed: str, meant: str) -> None:
    readings = read_number(typed, "pays", "fr")
    assert list(readings) == [Decimal(value) for value in meant.split(";") if value.strip()]
    found = judge(Typed(typed), Write(Quantity(Decimal(42), unit=Name("pays"))), "fr")
    if len(readings) == 1:
        assert isinstance(found, Verdict)
    elif readings:
        assert found == Unreadable("ambiguous", tuple(map(Number, readings)))
    else:
        assert found == Unreadable("number")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_reads_as_it_is_written(value: Decimal) -> None:
    for language in ("fr", "en", "de"):
        assert value in read_number(values.number(value, language), "", language)


@pytest.mark.parametrize(("typed", "right"), [("3,3", True), ("3.7", True), ("3,71", False), ("3.29", False)])
def test_tolerance_includes_its_ends(typed: str, right: bool) -> None:
    form = Write(Quantity(Decimal("3.5"), Decimal("0.2")))
    assert verdict(Typed(typed), form).right is right


@pytest.mark.parametrize(("asked", "typed", "outcome"), list(rows("dates")))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_typed_for_a_date(asked: str, typed: str, outcome: str, language: str) -> None:
    date = Date(*map(int, asked.rstrip("?").split("-")))
    found = judge(Typed(typed), Write(Moment(date, "year" if asked.endswith("?") else None)), language)
    if isinstance(found, Verdict):
        assert ("right" if found.right else "wrong") == outcome
    elif found.reason == "date":
        assert outcome == "unreadable"
    else:
        assert found.readings == tuple(Date(*map(int, one.split("-"))) for one in outcome.split("; "))


@given(st.dates(min_value=datetime.date(100, 1, 1)), st.sampled_from(["fr", "en", "de", "es", "it", "pl", "ja"]))
def test_a_date_reads_as_it_is_written(day: datetime.date, language: str) -> None:
    for date in (Date(day.year, day.month, day.day), Date(day.year, day.month), Date(day.year)):
        written = values.date(date.year, date.month, date.day, language)
        assert verdict(Typed(written), Write(Moment(date)), language).right, written


# --- The other forms ---------------------------------------------------------------------------------------

LETTERS = tuple(Option(Name(letter), right) for letter, right in zip("ABCDE", [True] * 3 + [False] * 2, strict=True))


@pytest.mark.parametrize(
    ("picked", "score"), [("ABC", 1), ("AB", "2/3"), ("ABCD", "2/3"), ("AD", 0), ("DE", 0), ("", 0), ("ABCDE", "1/3")]
)
def test_several_right_options(picked: str, score: str | int) -> None:
    found = verdict(Picked(frozenset("ABCDE".index(letter) for letter in picked)), Choose(LETTERS, many=True))
    assert found.score == Fraction(score)


def test_one_right_option() -> None:
    form = Choose((Option(Truth(True), False), Option(Truth(False), True)), fixed=True)
    scores = [verdict(Picked(frozenset(picked)), form).score for picked in ([1], [0], [], [0, 1])]
    assert scores == [1, 0, 0, 0]


def listing(*names: str, needed: int | None = None) -> Enumerate:
    entries = tuple(Entry(Spelling(Name(one), accept={"fr": tuple(more)})) for one, *more in map(str.split, names))
    return Enumerate(entries, needed or len(entries))


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("iran irak qatar", 1),
        ("qatar iran", "2/3"),
        ("iran iran iran", "1/3"),
        ("iran irak qatar oman", "2/3"),
        ("oman yemen iran", 0),
        ("", 0),
        ("irann qatarr irakk", 1),
    ],
)
def test_a_list(typed: str, score: str | int) -> None:
    assert verdict(Named(tuple(typed.split())), listing("Iran", "Irak", "Qatar")).score == Fraction(score)


def test_a_repeat_counts_neither_way() -> None:
    found = verdict(Named(("iran", "Iran", "oman", " ")), listing("Iran", "Irak"))
    assert [(one.right, one.repeat, one.target) for one in found.marks] == [
        (True, False, 0),
        (False, True, 0),
        (False, False, None),
        (False, False, None),
    ]


def test_a_name_that_fits_two_entries_leaves_the_other_to_who_needs_it() -> None:
    form = listing("nord Corée", "sud Corée")  # "Corée" will do for either
    assert verdict(Named(("corée", "nord")), form).score == 1
    assert verdict(Named(("nord", "corée")), form).score == 1
    assert verdict(Named(("corée", "corée")), form).score == 1


def test_more_than_needed_can_make_up_for_a_mistake() -> None:
    form = listing("un", "deux", "trois", "quatre", needed=2)
    assert verdict(Named(("un", "deux", "trois", "huit")), form).score == 1
    assert verdict(Named(("deux", "huit")), form).score == 0


words = st.lists(st.sampled_from(["abcd", "abce", "abcf", "abxy", "bacd", "zzzz", "abcdd"]), max_size=4)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.sampled_from(["abcd", "abce", "abcf", "abxy"]), min_size=1, max_size=3), min_size=1, max_size=4
    ),
    words,
)
def test_the_assignment_is_the_best_one_in_any_order(entries: list[list[str]], typed: list[str]) -> None:
    form = listing(*(" ".join(names) for names in entries))
    scores = {verdict(Named(order), form).score for order in itertools.permutations(typed)}
    assert len(scores) == 1
    found = verdict(Named(tuple(typed)), form)
    assert 0 <= found.score <= 1
    alone = [{i for i in range(len(entries)) if one in entries[i]} for one in typed]
    greedy: set[int] = set()
    for fits in alone:
        greedy |= set(sorted(fits - greedy)[:1])
    assert sum(mark.right for mark in found.marks) >= len(greedy)
    targets = [mark.target for mark in found.marks if mark.right]
    assert len(targets) == len(set(targets))


def test_an_exact_name_goes_before_a_typo() -> None:
    marks = verdict(Named(("Lisbonna", "Lisbonne")), listing("Lisbonne", "Rome")).marks
    assert [(one.right, one.repeat) for one in marks] == [(False, True), (True, False)]


STEPS = Order(tuple(Step(Name(letter)) for letter in "ABCDE"))


@pytest.mark.parametrize(
    ("arranged", "score", "kept"),
    [
        ("ABCDE", 1, "ABCDE"),
        ("BCDEA", "3/4", "BCDE"),
        ("EABCD", "3/4", "ABCD"),
        ("EDCBA", 0, ""),
        ("", 0, ""),
        ("ACBED", "1/2", None),
    ],
)
def test_an_order(arranged: str, score: str | int, kept: str | None) -> None:
    found = verdict(Arranged(tuple("ABCDE".index(letter) for letter in arranged)), STEPS)
    assert found.score == Fraction(score)
    shown = "".join(letter for letter, mark in zip(arranged, found.marks, strict=True) if mark.right)
    if kept is not None:
        assert shown == kept
    assert shown == "".join(sorted(shown))


@given(st.permutations(range(5)))
def test_an_order_keeps_a_longest_ordered_subset(steps: list[int]) -> None:
    longest = max(n for n in range(1, 6) if any(list(c) == sorted(c) for c in itertools.combinations(steps, n)))
    assert verdict(Arranged(tuple(steps)), STEPS).score == Fraction(longest - 1, 4)


def test_a_match_is_right_by_its_text() -> None:
    form = Match(
        (Pair(Name("a"), Name("Un")), Pair(Name("b"), Name("Deux")), Pair(Name("c"), Words({"fr": "deux"}))),
        (Name("Trois"),),
    )
    assert [mark.right for mark in verdict(Paired((0, 2, 1)), form).marks] == [True, True, True]
    assert verdict(Paired((1, 1, None)), form).score == Fraction(1, 3)
    assert verdict(Paired(()), form).score == 0


def test_gaps_share_the_points_and_never_borrow_answers() -> None:
    gaps = (Gap(1, "poison"), Gap(2, "poisson", ("le thon",)), Gap(2, "2022"))
    form = Fill({"fr": ("Du ", gaps[0], " dans le ", gaps[1], " de ", gaps[2])})
    assert verdict(Filled(("poison", "thon", "2022")), form).right
    found = verdict(Filled(("poisson", "poison", "2023")), form)
    assert (found.score, len(found.marks)) == (0, 3)
    assert verdict(Filled(("poizon", "poisson", "")), form).score == Fraction(2, 3)
    assert verdict(Filled(()), form).score == 0


def test_recalling() -> None:
    assert [verdict(Recalled(right), Reveal(Name("x"))).score for right in (True, False)] == [1, 0]


def test_giving_up_is_wrong_and_never_unreadable() -> None:
    for expected in (Spelling(Name("x")), Quantity(Decimal(3)), Moment(Date(2022, 6))):
        for blank in ("", "  \u00a0\n"):
            assert verdict(Typed(blank), Write(expected)).score == 0


def test_a_response_to_another_form_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        judge(Typed("x"), Reveal(Name("x")), "fr")
    for response, form in [(Picked(frozenset({9})), Choose(LETTERS)), (Arranged((0, 0)), STEPS)]:
        with pytest.raises(ValueError, match=r"option|arrangement"):
            judge(response, form, "fr")


# --- Folding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("l’État", "L'état"),
        ("e\u0301te\u0301", "été"),
        ("États‑Unis", "états – unis"),
        ("« oui »", '"oui"'),
        ("1\u202f000\u00a0km", "1000 km"),
        ("Bosnie & Herzégovine", "bosnie et herzégovine"),
        ("ﬁn", "fin"),
        ("U.R.S.S.", "urss"),
        ("19 – 21 mai", "19-21 mai"),
        ("co\u00adopération", "coopération"),
    ],
)
def test_folding_levels(a: str, b: str) -> None:
    assert fold(a, "fr") == fold(b, "fr")


@pytest.mark.parametrize(("a", "b"), [("5!", "5"), ("C", "C++"), ("-5", "5"), ("été", "ete"), ("le Mans", "Mans")])
def test_folding_keeps_apart(a: str, b: str) -> None:
    assert fold(a, "fr") != fold(b, "fr")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    for language in ("fr", "en", "de"):
        assert fold(fold(text, language), language) == fold(text, language)
