"""Ids and numbers that learners' histories hang on. Those that are pinned here may never change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizgen.items import Entry, Item, Name, Reveal, Spelling
from quizgen.outputs.anki.identity import deck_id, guid_of, media_name, names, notetype_id, number_entries, part_id
from quizgen.outputs.anki.notetypes import FIELDS


def test_pinned() -> None:
    assert guid_of("nato-tokyo/gulf-office", "fr", "choose") == PINNED["guid"]
    assert [notetype_id(form, language) for form in FIELDS for language in ("fr", "en")] == PINNED["types"]
    assert part_id("field", "choose", "fr", "Prompt") == PINNED["field"]
    assert part_id("template", "choose", "fr") == PINNED["template"]
    assert deck_id("nato-tokyo", "fr", "") == PINNED["deck"]
    assert media_name(b"x", ".PNG") == "quizgen-2d711642b726b04401627ca9.png"


PINNED: dict[str, object] = {
    "guid": "wAB3)L>rqG",
    "types": [
        1621222264082,
        1561193435263,
        1577243208017,
        1604123794600,
        1630617838188,
        1578882817345,
        1541477069222,
        1588040475323,
        1536806631321,
        1633744273382,
        1646731948791,
        1500047718361,
        1679333583621,
        1643173072422,
    ],
    "field": 8539075025512877568,
    "template": 8592383510187265487,
    "deck": 1367981291905,
}


def test_note_types_and_their_parts_have_ids_of_their_own() -> None:
    languages = ("fr", "en", "de", "pt-BR")
    types = [notetype_id(form, language) for form in FIELDS for language in languages]
    assert len(set(types)) == len(types)
    parts = [part_id("field", form, each, key) for form, keys in FIELDS.items() for each in languages for key in keys]
    assert len(set(parts)) == len(parts)


def test_the_fields_in_their_order() -> None:
    """A field more, or another order, forks the note type at every learner's: name a spare one instead."""
    tail = ["Hint", "Explanation", "Source", "Picture", "AnswerPicture", "Language", "Theme", "Id", "Withdrawn"]
    tail += [f"Spare{number}" for number in range(1, 7)]
    assert {form: " ".join(keys[: -len(tail)]) for form, keys in FIELDS.items()} == {
        "choose": "Prompt Context Options Answer",
        "write": "Prompt Context Answer Typed Unit Strict Variants",
        "enumerate": "Prompt Context Entries",
        "order": "Prompt Context Steps First Last Answer",
        "match": "Prompt Context Lefts Targets Answer",
        "fill": "Passage Context Prompt",
        "reveal": "Prompt Context Answer",
    }
    assert all(list(keys[-len(tail) :]) == tail for keys in FIELDS.values())


def test_the_oldest_id_comes_first() -> None:
    item = Item("c/new", "b", "card", ("en",), Reveal(Name("x")), was=("c/newer", "c/oldest"))
    assert names(item) == ("c/oldest", "c/newer", "c/new")


ENTRIES = st.lists(
    st.tuples(st.sampled_from([None, "i", "j", "k"]), st.sampled_from("abcdef")),
    max_size=5,
    unique_by=(lambda each: each[1], lambda each: each[0] or object()),
)


def entries(listed: list[tuple[str | None, str]]) -> list[Entry]:
    return [Entry(Spelling(Name(text)), id_) for id_, text in listed]


@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_a_number_never_goes_to_another_entry(releases: list[list[tuple[str | None, str]]]) -> None:
    before: tuple[object, ...] = ()
    highest = 0
    for listed in releases:
        after = number_entries(entries(listed), "en", before)  # type: ignore[arg-type]
        assert len({each.number for each in after}) == len(after)
        assert [(each.id, each.text) for each in after[: len(listed)]] == listed
        assert {each.number for each in before} <= {each.number for each in after}  # type: ignore[attr-defined]
        old = {each.number: each for each in before}  # type: ignore[attr-defined]
        for each in after[: len(listed)]:
            same = old.get(each.number)
            assert same is None or same.id == each.id is not None or same.text == each.text
            assert same is not None or each.number > highest
        highest = max((each.number for each in after), default=0)
        before = after


def test_numbers_follow_the_id_then_the_text() -> None:
    before = number_entries(entries([("a", "Kuwait"), (None, "Ukraine"), (None, "Georgia")]), "en", ())
    after = number_entries(entries([(None, "Georgia"), ("a", "Koweit"), ("u", "Ukraine"), (None, "new")]), "en", before)
    assert [each.number for each in after] == [3, 1, 2, 4]
