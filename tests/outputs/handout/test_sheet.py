"""The sheet's own model: versions, orders, letters, points, form ids."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items import Choose, Item, Match, Name, Option, Order, Pair, Step
from quizgen.outputs.handout import sheet, shuffle
from quizgen.outputs.handout.points import conversion, worth

TEXTS = [Name(f"t{n}") for n in range(8)]


def choice(name: str, options: int = 4, *, fixed: bool = False, points: str = "1") -> Item:
    form = Choose(tuple(Option(text, at == 0) for at, text in enumerate(TEXTS[:options])), fixed=fixed)
    return Item(f"c/{name}", "b", "choice", ("en",), form, Name(name), points=Decimal(points))


def order(name: str, steps: int = 3) -> Item:
    return Item(f"c/{name}", "b", "order", ("en",), Order(tuple(map(Step, TEXTS[:steps]))), Name(name))


def match(name: str, pairs: int = 3) -> Item:
    form = Match(tuple(Pair(Name(f"left {n}"), TEXTS[n]) for n in range(pairs)), extra=(TEXTS[7],))
    return Item(f"c/{name}", "b", "match", ("en",), form, Name(name))


names = st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=9, unique=True)
seeds = st.integers(0, 10**6)


def items_of(found: list[str]) -> list[Item]:
    return [(choice, order, match)[at % 3](name) for at, name in enumerate(found)]


@given(names, seeds, st.integers(0, 8))
def test_one_more_question_reshuffles_nothing_else(found: list[str], seed: int, at: int) -> None:
    items = items_of(found)
    more = [*items[: at % (len(items) + 1)], choice("zz"), *items[at % (len(items) + 1) :]]
    before, after = (sheet.compose(each, seed=seed, versions=3) for each in (items, more))
    for old, new in zip(before.versions, after.versions, strict=True):
        kept = [question for question in new.questions if question.item.id != "c/zz"]
        assert [each.item.id for each in kept] == [each.item.id for each in old.questions]
        assert [each.places for each in kept] == [each.places for each in old.questions]


@given(names, seeds, st.integers(1, 9))
def test_one_more_question_displaces_at_most_one_of_those_drawn(found: list[str], seed: int, count: int) -> None:
    items = items_of(found)
    count = min(count, len(items))
    before = {item.id for item in sheet.compose(items, seed=seed, count=count).items}
    after = {item.id for item in sheet.compose([*items, choice("zz")], seed=seed, count=count).items}
    assert len(before - after) <= 1


@given(names, seeds, st.integers(1, 26))
def test_a_version_is_the_same_however_many_there_are(found: list[str], seed: int, versions: int) -> None:
    items = items_of(found)
    few, many = (sheet.compose(items, seed=seed, versions=each) for each in (versions, 26))
    assert few.versions == many.versions[:versions]


@given(seeds)
def test_ordering_and_matching_never_come_in_the_right_order(seed: int) -> None:
    items = [order("o3"), order("o5", 5), match("m3"), match("m5", 5)]
    for version in sheet.compose(items, seed=seed, versions=26).versions:
        for question in version.questions:
            assert sorted(question.places) == list(range(len(question.places)))
            assert list(question.places) != sorted(question.places)


@given(seeds)
def test_neighbours_have_the_right_option_in_different_places(seed: int) -> None:
    versions = sheet.compose([choice("a"), choice("b", 2)], seed=seed, versions=6).versions
    for one, next_ in itertools.pairwise(versions):
        marks = [{each.item.id: each.marks() for each in version.questions} for version in (one, next_)]
        assert all(marks[0][item_id] != marks[1][item_id] for item_id in marks[0])


@given(st.integers(0, 7), st.integers(2, 6), seeds)
def test_options_that_stay_last_are_listed_last(right: int, shuffled: int, seed: int) -> None:
    options = tuple(Option(text, at == right, last=at >= shuffled) for at, text in enumerate(TEXTS))
    asked = Item("c/q", "b", "choice", ("en",), Choose(options), Name("q"))
    for places in shuffle.listed(asked, seed, 5):
        assert places[shuffled:] == tuple(range(shuffled, 8))
        assert sorted(places[:shuffled]) == list(range(shuffled))


def test_options_in_the_authors_order_stay_there() -> None:
    composed = sheet.compose([choice("a", 5, fixed=True)], seed=3, versions=9)
    assert {version.questions[0].places for version in composed.versions} == {(0, 1, 2, 3, 4)}


@given(names, seeds, st.integers(2, 5))
def test_the_mapping_leads_from_each_question_to_itself(found: list[str], seed: int, versions: int) -> None:
    composed = sheet.compose(items_of(found), seed=seed, versions=versions)
    for row in composed.mapping():
        assert len({question.item.id for question in row}) == 1
        for version, question in zip(composed.versions, row, strict=True):
            assert version.questions[question.number - 1] is question


@given(names, seeds)
def test_marks_name_what_is_right(found: list[str], seed: int) -> None:
    for version in sheet.compose(items_of(found), seed=seed, versions=2).versions:
        for question in version.questions:
            form = question.item.form
            shown = dict(zip(question.names, question.places, strict=True))
            match form:
                case Choose(options):
                    assert [options[shown[mark]].right for mark in question.marks()] == [True]
                case Order():
                    assert [int(mark) - 1 for mark in question.marks()] == list(question.places)
                case Match(pairs):
                    assert [form.targets[shown[mark]] for mark in question.marks()] == [pair.right for pair in pairs]


def test_numbers_name_the_targets_where_the_lefts_are_letters() -> None:
    form = Match(tuple(Pair(Name(letter), text) for letter, text in zip("ABC", TEXTS, strict=False)))
    item = Item("c/map", "b", "match", ("en",), form, Name("map"))
    (question,) = sheet.compose([item], seed=1).versions[0].questions
    assert question.names == ("1", "2", "3")


# ---------------------------------------------------------------------------------------------------------------
# Points

worths = st.lists(st.sampled_from(["0.5", "1", "1.5", "2", "3", "4"]), min_size=1, max_size=40)


@given(worths, st.sampled_from(["5", "10", "20", "25", "100", "12.5", "7.3"]))
def test_points_add_up_and_all_are_multiplied_by_the_same(points: list[str], out_of: str) -> None:
    items = [choice(f"q{at}", points=each) for at, each in enumerate(points)]
    found = worth(items, Decimal(out_of))
    assert sum(found.points.values()) == found.total
    assert Decimal(out_of) == (found.total if found.out_of is None else found.out_of)
    factors = {found.points[item.id] / item.points for item in items}
    assert max(factors) - min(factors) < Decimal("1e-20")
    if found.out_of is None:
        assert all(each * 2 % 1 == 0 for each in found.points.values())
    else:
        assert factors == {1}, "nobody adds up 0.8, 0.9 and 1.7"


@pytest.mark.parametrize(
    ("points", "out_of", "expected", "converted"),
    [
        (["1"] * 20, "20", {"1"}, False),
        (["1"] * 10, "20", {"2"}, False),
        (["1"] * 40, "20", {"0.5"}, False),
        (["1"] * 22, "20", {"1"}, True),
        (["2", "1", "1"], "10", {"5", "2.5"}, False),
        (["0.75", "1.25"], "20", {"7.5", "12.5"}, False),
        (["0.75", "1"], "20", {"0.75", "1"}, True),
    ],
)
def test_points_stay_whole_or_half(points: list[str], out_of: str, expected: set[str], converted: bool) -> None:
    found = worth([choice(f"q{at}", points=each) for at, each in enumerate(points)], Decimal(out_of))
    assert {str(each) for each in found.points.values()} == expected
    assert (found.out_of is not None) == converted


def test_a_part_of_a_question_earns_quarters_of_a_point() -> None:
    pairs = Match(tuple(Pair(Name(f"l{n}"), Name(f"r{n}")) for n in range(4)))
    five = [Item("c/m", "b", "match", ("en",), pairs, Name("m")), *map(choice, "abde")]
    assert worth(five, Decimal("12.5")).out_of == Decimal("12.5"), "2.5 points for 4 pairs are 0.625 a pair"
    assert worth(five, Decimal(10)).out_of is None


def test_points_stay_as_the_bank_says_unless_told() -> None:
    items = [choice("a", points="1.50"), choice("b", points="2")]
    assert worth(items, None).points == {"c/a": Decimal("1.50"), "c/b": Decimal(2)}
    assert sheet.compose(items, seed=1).total == Decimal("3.50")
    assert worth(items, None, Decimal(1)).points == {"c/a": 1, "c/b": 1}
    assert worth(items, Decimal(20), Decimal(1)).points == {"c/a": 10, "c/b": 10}


def test_marks_are_converted_to_a_tenth() -> None:
    table = conversion(Decimal(24), Decimal(20))
    assert [(str(mark), str(made)) for mark, made in table[:3]] == [("24", "20"), ("23", "19.2"), ("22", "18.3")]
    assert len(table) == 24
    assert conversion(Decimal("12.5"), Decimal(20))[0] == (12, Decimal("19.2"))
    assert conversion(Decimal(400), Decimal(20)) == ()


# ---------------------------------------------------------------------------------------------------------------
# Form ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4821", sheet.VersionId(4821)),
        ("4821-b", sheet.VersionId(4821, "B")),
        (" 4821-B-7F3a ", sheet.VersionId(4821, "B", "7F3A")),
        ("4821-", None),
        ("4821-B-7F3", None),
        ("-1", None),
        ("x", None),
        ("", None),
    ],
)
def test_form_ids_are_read_back(text: str, expected: sheet.VersionId | None) -> None:
    assert sheet.read_version_id(text) == expected


@given(names, seeds)
def test_a_form_id_reads_back_as_what_it_was_made_of(found: list[str], seed: int) -> None:
    for version in sheet.compose(items_of(found), seed=seed, versions=2).versions:
        read = sheet.read_version_id(version.id)
        assert read is not None
        assert (read.seed, read.version) == (seed, version.letter)


def test_a_form_id_changes_with_what_is_asked_and_for_how_much() -> None:
    items = [choice("a"), choice("b"), order("c")]
    ids = {
        sheet.compose(items, seed=1).versions[0].id,
        sheet.compose(items[:2], seed=1).versions[0].id,
        sheet.compose(items[::-1], seed=1).versions[0].id,
        sheet.compose(items, seed=1, out_of=Decimal(20)).versions[0].id,
        sheet.compose([choice("a", 5), *items[1:]], seed=1).versions[0].id,
    }
    assert len(ids) == 5
