"""How a part of a bank is read: every key in its place, every flaw told at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items import Name, Words
from quizgen.kinds.fields import COUNT, FLAG, OTHER_WORD, SLUG, TERMS, WORDING, Field, by_slug, listed, one_of
from quizgen.kinds.parts import UNKNOWN_KEY, Part, optional, part, part_or_text, required
from quizgen.kinds.reading import NOT_AN_ID, Reading
from quizgen.problems import Invalid, Path, Place, Problem

READING = Reading(("fr", "en"), ("fr", "en"))


class Chair(Part):
    legs = required(COUNT, "how many")
    arms = optional(FLAG, "whether it has any", False)
    owner = optional(SLUG, "whose")


class Room(Part):
    name = required(WORDING, "what it says on the door")
    chairs = optional(listed(part(Chair)), "in it", ())
    doors = optional(by_slug(TERMS), "where they lead", {})


class Library(Room):
    quiet = required(FLAG, "whether one must be")


def wrong(kind: type[Part], tree: object) -> set[tuple[str, Path | None]]:
    with pytest.raises(Invalid) as refused:
        kind.read(tree, READING, ())
    return {(problem.code.id, problem.place.path) for problem in refused.value.problems}


def test_what_is_written_is_read_and_the_rest_is_as_declared() -> None:
    chair = Chair.read({"legs": "4", "owner": "ann"}, READING, ())
    assert (chair.legs, chair.arms, chair.owner) == (4, False, "ann")
    assert Chair.read({"legs": "3", "arms": "true"}, READING, ()).owner is None


def test_parts_stand_in_parts_and_inherit_keys() -> None:
    tree = {"name": "A", "chairs": [{"legs": "4"}, {"legs": "3"}], "doors": {"hall": ["x", "y"]}, "quiet": "true"}
    library = Library.read(tree, READING, ())
    assert library.name == Name("A")
    assert [chair.legs for chair in library.chairs] == [4, 3]
    assert library.doors == {"hall": ("x", "y")}
    assert list(Library.KEYS) == ["name", "chairs", "doors", "quiet"]
    assert "quiet" not in Room.KEYS


def test_every_flaw_is_told_at_its_place() -> None:
    tree = {
        "chairs": [{"legs": "no", "armz": "true"}, "stool", {"arms": "perhaps"}],
        "doors": {"Hall!": "x"},
        "zz": "1",
    }
    assert wrong(Room, tree) == {
        ("Q102", ()),  # name
        ("Q116", ("chairs", 0, "legs")),
        ("Q104", ("chairs", 0, "armz")),
        ("Q111", ("chairs", 1)),
        ("Q102", ("chairs", 2)),
        ("Q115", ("chairs", 2, "arms")),
        ("Q114", ("doors", "Hall!")),
        ("Q113", ("doors", "Hall!")),
        ("Q104", ("zz",)),
    }


def test_a_flaw_in_an_authors_own_key_is_told_of_the_key() -> None:
    with pytest.raises(Invalid) as refused:
        Room.read({"name": "A", "doors": {"Hall!": ["x"]}}, READING, ())
    assert refused.value.problems == (
        Problem(NOT_AN_ID, Place("", ("doors", "Hall!"), in_key=True), {"value": "Hall!", "nearest": "hall"}),
    )


def test_an_unknown_key_comes_with_the_one_probably_meant() -> None:
    with pytest.raises(Invalid) as refused:
        Chair.read({"legs": "4", "ownr": "ann"}, READING, ())
    assert refused.value.problems == (Problem(UNKNOWN_KEY, Place("", ("ownr",)), {"key": "ownr", "nearest": "owner"}),)


def test_of_many_unknown_keys_only_the_first_are_compared() -> None:
    with pytest.raises(Invalid) as refused:
        Chair.read({f"leg{n}": "4" for n in range(102)}, READING, ())
    hints = [each.values.get("nearest") for each in refused.value.problems if each.code is UNKNOWN_KEY]
    assert hints == ["legs"] * 100 + [None, None]


def test_what_an_editor_is_told_of_each_key() -> None:
    assert {name: (key.about, key.required, key.default) for name, key in Chair.KEYS.items()} == {
        "legs": ("how many", True, None),
        "arms": ("whether it has any", False, False),
        "owner": ("whose", False, None),
    }


def test_a_key_that_was_mistyped_is_not_missing_as_well() -> None:
    assert wrong(Chair, {"lges": "4"}) == {("Q104", ("lges",))}
    assert wrong(Chair, {"ownr": "ann"}) == {("Q104", ("ownr",)), ("Q102", ())}


@pytest.mark.parametrize("tree", ["a", [], None, ["legs"]])
def test_a_part_is_a_mapping(tree: object) -> None:
    assert wrong(Chair, tree) == {("Q111", ())}


@pytest.mark.parametrize("tree", ["x", ["hall"]])
def test_what_an_author_names_is_a_mapping(tree: object) -> None:
    assert wrong(Room, {"name": "A", "doors": tree}) == {("Q111", ("doors",))}


def test_one_of_a_few_words() -> None:
    side: Field[str] = one_of("left", "right")
    assert side.read("left", READING, ()) == "left"
    with pytest.raises(Invalid) as refused:
        side.read("up", READING, ())
    assert refused.value.problems == (
        Problem(OTHER_WORD, Place("", ()), {"value": "up", "expected": '"left" / "right"'}),
    )


TREES = st.recursive(
    st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
)
KEYED = st.dictionaries(st.sampled_from(["name", "chairs", "doors", "quiet", "legs", "x"]), TREES)


@given(KEYED | TREES)
def test_anything_is_read_or_refused_with_places_that_exist(tree: object) -> None:
    found: tuple[Problem, ...] | None = None
    try:
        Library.read(tree, READING, ())
    except Invalid as refused:
        found = refused.problems
    assert found != ()
    for problem in found or ():
        here: Any = tree
        for step in problem.place.path or ():
            here = here[step]


class Island(Part):
    label = required(WORDING, "what it is called")
    id = optional(SLUG, "never changes")
    sights = optional(TERMS, "what to see", ())


def test_any_key_of_a_part_tells_it_from_a_text_but_a_language() -> None:
    field = part_or_text(Island, "label")
    assert field.read({"fr": "Bali", "en": "Bali"}, READING, ()).label == Words({"fr": "Bali", "en": "Bali"})
    assert field.read({"label": "Bali", "sights": ["x"]}, READING, ()).sights == ("x",)
    with pytest.raises(Invalid) as refused:
        field.read({"text": "Bali", "sights": ["x"]}, READING, ())
    assert {(each.code.id, each.place.path) for each in refused.value.problems} == {("Q104", ("text",)), ("Q102", ())}
    indonesian = Reading(("id", "en"), ("id", "en"))
    assert field.read({"id": "Bali", "en": "Bali"}, indonesian, ()).label == Words({"id": "Bali", "en": "Bali"})
