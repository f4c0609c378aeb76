from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marking import verdict

from quizgen.grading import (
    Arranged,
    Filled,
    Named,
    Paired,
    Picked,
    Recalled,
    Response,
    Typed,
    Unreadable,
    Verdict,
    judge,
)
from quizgen.items import (
    Choose,
    Country,
    Date,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Match,
    Moment,
    Name,
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


@pytest.mark.parametrize("text", ["x" * 10_000, "é" * 10_000, "1" * 10_000, "-,. '" * 2000, "\x00", "\ud83d\ude00"])
def test_nothing_typed_is_too_much(text: str) -> None:
    for expected in (Spelling(Name("Paris")), Quantity(Decimal(3)), Moment(Date(2022, 6))):
        found = judge(Typed(text), Write(expected), "fr")
        assert isinstance(found, Unreadable) or not found.right


@given(st.text(max_size=40))
@example("2200000000")  # more than a machine counts years in
def test_judging_never_fails(text: str) -> None:
    for expected in (Spelling(Country("KR")), Quantity(Decimal("3.5"), unit=Name("km")), Moment(Date(2022, 6, 5))):
        assert isinstance(judge(Typed(text), Write(expected), "fr"), Verdict | Unreadable)


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
    assert [(one.right, one.repeat, one.entry) for one in found.parts] == [
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
    assert verdict(Named(("un", "deux", "trois")), form).score == 1
    assert verdict(Named(("deux", "huit")), form).score == 0


words = st.lists(st.sampled_from(["abcd", "abce", "abcf", "abxy", "bacd", "zzzz", "abcdd"]), max_size=4)


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
    assert sum(part.right for part in found.parts) >= len(greedy)
    targets = [part.entry for part in found.parts if part.right]
    assert len(targets) == len(set(targets))


@pytest.mark.parametrize(
    ("worse", "better"),
    [("Orleens", "Orléans"), ("Orleans", "Orléans"), ("Orleens", "Orleans"), ("Orléens", "orleans")],
)
def test_an_exact_name_goes_before_one_without_accents_and_that_before_a_typo(worse: str, better: str) -> None:
    parts = verdict(Named((worse, better)), listing("Orléans", "Rome")).parts
    assert [(one.right, one.repeat) for one in parts] == [(False, True), (True, False)]


def test_a_name_in_a_list_may_have_a_slip() -> None:
    slips = verdict(Named(("rome", "orleans", "Lisbonna")), listing("Orléans", "Rome", "Lisbonne")).slips
    assert [(slip.kind, slip.typed, slip.expected) for slip in slips] == [
        ("accents", "orleans", "Orléans"),
        ("typo", "Lisbonna", "Lisbonne"),
    ]


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
    shown = "".join(letter for letter, part in zip(arranged, found.parts, strict=True) if part.right)
    if kept is not None:
        assert shown == kept
    assert shown == "".join(sorted(shown))


def test_the_shortest_orders() -> None:
    two, one = Order(STEPS.steps[:2]), Order(STEPS.steps[:1])
    solved, swapped = verdict(Arranged((0, 1)), two), verdict(Arranged((1, 0)), two)
    assert (solved.score, [part.right for part in solved.parts]) == (1, [True, True])
    assert (swapped.score, [part.right for part in swapped.parts]) == (0, [False, False])
    alone = verdict(Arranged((0,)), one)
    assert (alone.score, [part.right for part in alone.parts]) == (1, [True])


@given(st.permutations(range(5)))
def test_an_order_keeps_a_longest_ordered_subset(steps: list[int]) -> None:
    longest = max(n for n in range(1, 6) if any(list(c) == sorted(c) for c in itertools.combinations(steps, n)))
    assert verdict(Arranged(tuple(steps)), STEPS).score == Fraction(longest - 1, 4)


def test_a_match_is_right_by_its_text() -> None:
    form = Match(
        (Pair(Name("a"), Name("Un")), Pair(Name("b"), Name("Deux")), Pair(Name("c"), Words({"fr": "deux"}))),
        (Name("Trois"),),
    )
    assert [part.right for part in verdict(Paired((0, 2, 1)), form).parts] == [True, True, True]
    assert verdict(Paired((1, 1, None)), form).score == Fraction(1, 3)
    assert verdict(Paired(()), form).score == 0


def test_a_match_reads_and_as_its_language_does() -> None:
    form = Match((Pair(Name("a"), Name("sel & poivre")), Pair(Name("b"), Name("sel et poivre"))))
    assert verdict(Paired((1, 0)), form, "fr").score == 1
    assert verdict(Paired((1, 0)), form, "en").score == 0


def test_gaps_share_the_points_and_never_borrow_answers() -> None:
    gaps = (Gap(1, "poison"), Gap(2, "poisson", ("le thon",)), Gap(2, "2022"))
    form = Fill({"fr": ("Du ", gaps[0], " dans le ", gaps[1], " de ", gaps[2])})
    assert verdict(Filled(("poison", "thon", "2022")), form).right
    found = verdict(Filled(("poisson", "poison", "2023")), form)
    assert (found.score, len(found.parts)) == (0, 3)
    assert verdict(Filled(("poizon", "poisson", "")), form).score == Fraction(2, 3)
    assert verdict(Filled(()), form).score == 0


def test_a_strict_gap_wants_its_spelling() -> None:
    form = Fill({"en": ("The ", Gap(1, "pH", strict=True), " of ", Gap(2, "oxygen"))})
    assert verdict(Filled(("pH", "oxigen")), form, "en").score == 1
    assert verdict(Filled(("ph", "oxigen")), form, "en").score == Fraction(1, 2)


def test_what_a_gap_rejects_is_no_slip_of_its_answer() -> None:
    form = Fill({"fr": ("Le ", Gap(1, "poisson", reject=("poissom",)), " et le ", Gap(2, "poisson"))})
    assert [part.right for part in verdict(Filled(("poissom", "poissom")), form).parts] == [False, True]


def test_nothing_to_fill_is_worth_nothing() -> None:
    assert verdict(Filled(()), Fill({"fr": ("Rien à remplir.",)})).score == 0


def test_recalling() -> None:
    assert [verdict(Recalled(right), Reveal(Name("x"))).score for right in (True, False)] == [1, 0]


def test_giving_up_is_wrong_and_never_unreadable() -> None:
    for expected in (Spelling(Name("x")), Quantity(Decimal(3)), Moment(Date(2022, 6))):
        for blank in ("", "  \u00a0\n"):
            assert verdict(Typed(blank), Write(expected)).score == 0


def test_a_response_to_another_form_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match=r"^Typed is no response to Reveal$"):
        judge(Typed("x"), Reveal(Name("x")), "fr")


@pytest.mark.parametrize(
    ("response", "form", "complaint"),
    [
        (Picked(frozenset({9})), Choose(LETTERS), "no such option"),
        (Arranged((0, 0)), STEPS, "an arrangement holds every step once"),
        (Paired((0,)), Match((Pair(Name("a"), Name("b")),) * 2), "one target, or None, for each pair"),
        (Filled(("a",)), Fill({"fr": (Gap(1, "a"), Gap(2, "b"))}), "one text for each gap"),
    ],
)
def test_a_response_with_other_parts_is_one_too(response: Response, form: Form, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{complaint}$"):
        judge(response, form, "fr")


def test_several_names_on_one_line_are_several_names() -> None:
    form = listing("Iran", "Irak", "Qatar")
    alone = verdict(Named(("iran", "oman", "irak")), form)
    for line in (
        "iran, oman, irak",
        "iran;oman ; irak",
        "iran\noman\nirak",
        "- iran\n- oman\n- irak",
        "iran, oman et irak",
    ):
        assert verdict(Named((line,)), form) == alone, line
    assert verdict(Named(("iran, oman", "irak")), form) == alone
    assert len(verdict(Named(("oman, yemen",)), form).parts) == 1  # nothing in it is an entry: one wrong name


def test_an_entry_with_a_comma_or_an_and_is_one_name() -> None:
    form = Enumerate((Entry(Spelling(Name("Trinité-et-Tobago"))), Entry(Spelling(Name("Washington, D.C.")))), 2)
    assert len(verdict(Named(("Washington, D.C. et Trinité et Tobago",)), form).parts) == 2
    assert verdict(Named(("Washington, D.C. et Trinité et Tobago",)), form).score == 1


def test_a_doubtful_name_counts_neither_way() -> None:
    form = Enumerate((Entry(Spelling(Name("Russia"))), Entry(Spelling(Name("China")))), 2)
    found = verdict(Named(("Prussia", "China")), form, "en")
    assert [part.doubtful for part in found.parts] == [True, False]
    assert found.score == Fraction(1, 2)


def test_a_doubtful_gap_is_asked_again() -> None:
    form = Fill({"en": ("From ", Gap(1, "Russia"), " to ", Gap(2, "China"))})
    assert judge(Filled(("Prussia", "China")), form, "en") == Unreadable("spelling")
    assert verdict(Filled(("Rusia", "China")), form, "en").score == 1


@pytest.mark.parametrize("text", ["Iran," * 2000, "," * 10_000, "x et " * 2000, "\n" * 10_000, "a / " * 2000])
def test_no_line_of_a_list_is_too_much(text: str) -> None:
    assert verdict(Named((text,)), listing("Iran", "Irak")).score < 1
