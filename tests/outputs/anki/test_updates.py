"""What happens to learners when a deck is released again: proved in the official backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizgen.outputs.anki import notetypes, render
from quizgen.outputs.anki import plan as planning

if TYPE_CHECKING:
    from world import Author, Learner

LONG_AGO = 1_700_000_000  # 2023: before anything that a learner does
QUESTIONS = 12
CARDS = 15  # the list has three, the gaps two


def test_import_is_clean(author: Author, learner: Learner) -> None:
    log = learner.imports(author.release(at=LONG_AGO))
    assert log == {"new": QUESTIONS}
    assert learner.anki.card_count() == CARDS
    assert learner.anki.get_empty_cards().notes == []
    media = learner.anki.media.check()
    assert (list(media.unused), list(media.missing)) == ([], [])
    assert learner.anki.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert learner.anki.note_count() == QUESTIONS


def test_decks_and_tags(author: Author, learner: Learner) -> None:
    learner.imports(author.release("fr", at=LONG_AGO))
    assert learner.decks() == {"Le monde", "Le monde::Asie", "Le monde::Europe"}
    assert {"quizgen::bank::asia", "quizgen::kind::true-false", "quizgen::theme::maps"} <= set(learner.anki.tags.all())
    deck = learner.anki.decks.by_name("Le monde")
    assert deck is not None
    for expected in ("1", "CC0", "Atlas", "juillet 2023"):
        assert expected in deck["desc"]


def test_new_cards_come_in_the_authors_order(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    deck = learner.anki.decks.id_for_name("The world::Europe")
    learner.anki.decks.select(deck)
    queued = learner.anki.sched.get_queued_cards(fetch_limit=50).cards
    notes = [learner.anki.get_note(each.card.note_id) for each in queued]
    ids = [next(field for field in note.fields if field.startswith("world/")) for note in notes]
    assert list(dict.fromkeys(ids)) == [
        f"world/{name}" for name in ("wall", "benelux", "rivers", "capitals", "seine", "treaty")
    ]


def test_importing_twice_does_nothing(author: Author, learner: Learner) -> None:
    path = author.release(at=LONG_AGO)
    learner.imports(path)
    assert learner.imports(path) == {"duplicate": QUESTIONS}
    assert learner.anki.card_count() == CARDS


def test_one_edited_question_is_one_update_and_all_keep_their_schedule(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    before = learner.schedule()
    author.edit("asia.yaml", "en: What is the capital of Japan?", "en: What's the capital of Japan?")
    assert learner.imports(author.release()) == {"updated": 1, "duplicate": QUESTIONS - 1}
    assert "What’s" in learner.note("capital")["Question"]
    assert learner.schedule() == before


def test_a_learners_own_edit_survives_where_nothing_changed(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    own = learner.note("treaty")
    own["Answer"] = "my own words"
    learner.anki.update_note(own)
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    learner.imports(author.release())
    assert learner.note("treaty")["Answer"] == "my own words"
    assert "the year" in learner.note("capital")["Explanation"]


def test_a_learners_own_edit_gives_way_where_the_question_changed(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    own = learner.note("treaty")
    own["Answer"] = "my own words"
    learner.anki.update_note(own)
    author.edit("europe.yaml", "en: A treaty}", "en: Two treaties}")
    learner.imports(author.release())
    assert learner.note("treaty")["Answer"] == "Two treaties"


def test_a_question_inserted_at_the_head(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    author.edit(
        "asia.yaml",
        "questions:\n",
        "questions:\n  - {id: first, kind: card, prompt: {fr: Un, en: One}, answer: {fr: Deux, en: Two}}\n",
    )
    assert learner.imports(author.release()) == {"new": 1, "duplicate": QUESTIONS}
    assert learner.anki.card_count() == CARDS + 1


def test_questions_reordered(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    path = author.home / "bank" / "asia.yaml"
    head, *questions = path.read_text("utf-8").split("  - id: ")
    path.write_text("  - id: ".join([head, *reversed(questions)]), "utf-8")
    plan = author.plan()
    assert plan.differs  # for those who are still to begin
    assert not plan.updated
    assert learner.imports(author.release()) == {"duplicate": QUESTIONS}


def test_a_question_moved_to_another_bank(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    before = learner.schedule()
    question = (
        "  - id: treaty\n" + (author.home / "bank/europe.yaml").read_text("utf-8").partition("  - id: treaty\n")[2]
    )
    author.edit("europe.yaml", question, "")
    path = author.home / "bank/asia.yaml"
    path.write_text(path.read_text("utf-8") + question, "utf-8")
    assert learner.imports(author.release()) == {"updated": 1, "duplicate": QUESTIONS - 1}
    assert learner.schedule() == before
    assert learner.note("treaty").has_tag("quizgen::bank::asia")


def test_a_bank_renamed(author: Author, learners: list[Learner]) -> None:
    ann, bob = learners
    ann.imports(author.release(at=LONG_AGO))
    decks = ann.decks()
    author.edit("asia.yaml", "en: Asia}", "en: The East}")
    author.edit("collection.yaml", "en: The world}", "en: The whole world}")
    assert not author.plan().differs
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    path = author.release()
    assert ann.imports(path) == {"updated": 1, "duplicate": QUESTIONS - 1}
    assert bob.imports(path) == {"new": QUESTIONS}
    assert ann.decks() == decks == bob.decks()


def test_a_question_renamed_keeps_its_history_and_the_learners_edits(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    author.edit("asia.yaml", "- id: capital\n", "- id: capital-of-japan\n    was: capital\n")
    plan = author.plan()
    assert not plan.differs
    assert not plan.vanished


def test_a_renamed_question_in_its_first_deck_has_the_guid_of_its_oldest_id(author: Author, learner: Learner) -> None:
    before = {note.guid for note in author.plan(at=LONG_AGO).package.notes}
    author.edit("asia.yaml", "- id: capital\n", "- id: capital-of-japan\n    was: capital\n")
    assert {note.guid for note in author.plan(at=LONG_AGO).package.notes} == before


def test_french_and_english_side_by_side(author: Author, learner: Learner) -> None:
    assert learner.imports(author.release("fr", at=LONG_AGO)) == {"new": QUESTIONS}
    assert learner.imports(author.release("en", at=LONG_AGO)) == {"new": QUESTIONS}
    assert learner.imports(author.dist / "fr.apkg") == {"duplicate": QUESTIONS}
    assert learner.anki.card_count() == 2 * CARDS
    assert len(learner.types()) == 14
    assert not any("+" in name for name in learner.types())
    assert learner.decks() == {
        *("Le monde", "Le monde::Asie", "Le monde::Europe"),
        *("The world", "The world::Asia", "The world::Europe"),
    }


def test_languages_with_the_same_title_have_decks_of_their_own(author: Author, learner: Learner) -> None:
    author.edit("collection.yaml", "title: {fr: Le monde, en: The world}", "title: {fr: Atlas, en: Atlas}")
    learner.imports(author.release("fr", at=LONG_AGO))
    learner.imports(author.release("en", at=LONG_AGO))
    assert {name for name in learner.decks() if "::" not in name} == {"Atlas (fr)", "Atlas (en)"}


def test_a_deck_that_the_learner_renamed_and_moved_is_left_in_peace(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    deck = learner.anki.decks.id_for_name("The world")
    learner.anki.decks.rename(deck, "School::Geography")
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    assert learner.imports(author.release()) == {"updated": 1, "duplicate": QUESTIONS - 1}
    homes = {learner.anki.decks.name(learner.anki.get_card(card).did) for card in learner.anki.find_cards("")}
    assert homes == {"School::Geography::Asia", "School::Geography::Europe"}


# ---------------------------------------------------------------------------------------------------------------
# Withdrawing


def test_withdrawn(author: Author, learners: list[Learner]) -> None:
    ann, bob = learners
    ann.imports(author.release(at=LONG_AGO))
    ann.studies()
    before = ann.schedule()
    gone = ann.note("benelux").guid
    author.edit("europe.yaml", "- id: benelux\n", "- id: benelux\n    withdrawn: true\n")
    path = author.release()
    assert ann.imports(path) == {"updated": 1, "duplicate": QUESTIONS - 1}
    assert ann.empties() == 3  # a list of three
    assert "benelux" not in ann.questions()
    assert ann.schedule() == {key: value for key, value in before.items() if key[0] != gone}
    bob.imports(path)
    assert bob.anki.card_count() == CARDS - 3
    assert "benelux" not in bob.questions()
    assert bob.anki.get_empty_cards().notes == []


@pytest.mark.parametrize("question", ["capital", "alliance", "rivers", "capitals", "seine", "treaty"])
def test_withdrawn_of_every_form(author: Author, learner: Learner, question: str) -> None:
    learner.imports(author.release(at=LONG_AGO))
    file = "asia.yaml" if question in ("capital", "alliance") else "europe.yaml"
    author.edit(file, f"- id: {question}\n", f"- id: {question}\n    withdrawn: true\n")
    learner.imports(author.release())
    assert learner.empties() == (2 if question == "seine" else 1)
    assert question not in learner.questions()
    assert learner.anki.note_count() == QUESTIONS - 1


@pytest.mark.parametrize("question", ["treaty", "benelux"])
def test_one_card_of_what_is_withdrawn_outlives_empty_cards_as_anki_offers_it(
    author: Author, learner: Learner, question: str
) -> None:
    """The dialog keeps notes unless its box is unticked: what the documents say, and the search that they give."""
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    author.edit("europe.yaml", f"- id: {question}\n", f"- id: {question}\n    withdrawn: true\n")
    path = author.release()
    learner.imports(path)
    learner.empties(keep_notes=True)
    assert question in learner.questions()
    assert learner.deletes("tag:quizgen::withdrawn") == 1
    assert question not in learner.questions()
    learner.imports(path)
    assert question not in learner.questions()


def test_a_withdrawn_card_says_why_it_is_empty(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    learner.imports(author.release())
    (card,) = (card for card in map(learner.anki.get_card, learner.anki.find_cards("")) if card.note()["Withdrawn"])
    assert "withdrawn" in card.question()


def test_withdrawn_twice_over_then_asked_again(author: Author, learners: list[Learner]) -> None:
    ann, bob = learners
    ann.imports(author.release(at=LONG_AGO))
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    author.release(at=LONG_AGO + 10)
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    path = author.release(at=LONG_AGO + 20)
    ann.imports(path)
    ann.empties()
    bob.imports(path)
    assert "treaty" not in ann.questions() | bob.questions()
    author.edit("europe.yaml", "- id: treaty\n    withdrawn: true\n", "- id: treaty\n")
    path = author.release(at=LONG_AGO + 30)
    for learner in learners:
        learner.imports(path)
        assert "treaty" in learner.questions()
        assert learner.anki.card_count() == CARDS
        assert learner.anki.get_empty_cards().notes == []


def test_asked_again_before_the_learner_emptied_anything(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    before = learner.schedule()
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    learner.imports(author.release(at=LONG_AGO + 10))
    author.edit("europe.yaml", "- id: treaty\n    withdrawn: true\n", "- id: treaty\n")
    learner.imports(author.release(at=LONG_AGO + 20))
    assert learner.schedule() == before
    assert learner.note("treaty")["Answer"] == "A treaty"


def test_a_kind_changed(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    author.edit("europe.yaml", "- id: treaty\n    kind: card\n", "- id: treaty\n    kind: text\n")
    plan = author.plan()
    assert (plan.new, plan.withdrawn) == (("world/treaty",), ("world/treaty",))
    assert learner.imports(author.release()) == {"new": 1, "updated": 1, "duplicate": QUESTIONS - 1}
    assert learner.empties() == 1
    assert learner.note("treaty")["Answer to type"] == "A treaty"
    assert learner.anki.card_count() == CARDS


def test_a_language_taken_from_a_question(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    languages: [fr]\n")
    author.edit(
        "europe.yaml",
        "prompt: {fr: Qu'a-t-on signé à Rome en 1957 ?, en: What was signed in Rome in 1957?}",
        "prompt: {fr: Qu'a-t-on signé ?}",
    )
    author.edit("europe.yaml", "answer: {fr: Un traité, en: A treaty}", "answer: {fr: Un traité}")
    plan = author.plan()
    assert (plan.left_out, plan.withdrawn) == (1, ("world/treaty",))
    learner.imports(author.release())
    assert learner.empties() == 1


# ---------------------------------------------------------------------------------------------------------------
# Lists


def test_a_lists_entries_keep_their_cards(author: Author, learner: Learner) -> None:
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    before = learner.schedule()
    guid = learner.note("benelux").guid
    author.edit(
        "europe.yaml", "[{country: BE}, {country: NL}, {country: LU}]", "[{country: FR}, {country: LU}, {country: BE}]"
    )
    learner.imports(author.release())
    after = learner.schedule()
    assert after[guid, 0] == before[guid, 0]  # Belgium
    assert after[guid, 2] == before[guid, 2]  # Luxembourg
    assert (guid, 3) in after  # France is new: it doesn't take the place of the Netherlands
    assert learner.empties() == 1
    assert (guid, 1) not in learner.schedule()
    entries = learner.note("benelux")["Answers"]
    assert [part[:20] for part in entries.split("{{")[1:]] == ["c4::France", "c3::Luxembourg", "c1::Belgium"] or (
        "c4::France" in entries and "c3::Luxembourg" in entries and "c1::Belgium" in entries
    )


# ---------------------------------------------------------------------------------------------------------------
# Note types


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later quizgen, whose design is another."""
    read = notetypes._read

    def other(path: str) -> str:
        text = read(path)
        return text + "\n.qz { color: teal }" if path.endswith(".css") else text.replace("qz-theme", "qz-theme new")

    monkeypatch.setattr(notetypes, "_read", other)
    monkeypatch.setattr(planning, "STAMP", notetypes.STAMP + 1)
    notetypes.notetype.cache_clear()


@pytest.fixture(autouse=True)
def _fresh() -> object:
    yield
    notetypes.notetype.cache_clear()


def _new_design(learner: Learner) -> None:
    types = learner.types()
    assert len(types) == 7
    assert not any("+" in name for name in types)
    for name in types:
        model = learner.anki.models.by_name(name)
        assert model is not None
        assert "teal" in model["css"]
        assert "qz-theme new" in model["tmpls"][0]["qfmt"]


def test_a_new_design_reaches_everybody(author: Author, learner: Learner, request: pytest.FixtureRequest) -> None:
    learner.imports(author.release(at=LONG_AGO))
    learner.studies()
    before, schema = learner.schedule(), learner.schema()
    request.getfixturevalue("renewed")
    assert learner.imports(author.release()) == {"duplicate": QUESTIONS}
    _new_design(learner)
    assert learner.schedule() == before
    assert learner.schema() == schema  # no forced full sync


def test_a_spare_field_put_to_use(
    author: Author, learner: Learner, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.imports(author.release(at=LONG_AGO))
    before, schema = learner.schedule(), learner.schema()
    request.getfixturevalue("renewed")
    names, draft = notetypes.field_names, render.Renderer.draft

    def with_audio(*arguments: object) -> dict[str, str]:
        return {key: "Audio" if key == "Spare1" else name for key, name in names(*arguments).items()}

    def spoken(self: render.Renderer, *arguments: object) -> render.Draft:
        made = draft(self, *arguments)
        at = notetypes.FIELDS[made.form].index("Spare1")
        fields = (*made.fields[:at], "a sound", *made.fields[at + 1 :])
        return render.Draft(made.form, made.language, fields, made.cards, made.numbered)

    monkeypatch.setattr(notetypes, "field_names", with_audio)
    monkeypatch.setattr(render.Renderer, "draft", spoken)
    read = notetypes._read
    monkeypatch.setattr(notetypes, "_read", lambda path: read(path).replace("<!-- form -->", "{{Spare1}}<!-- form -->"))
    notetypes.notetype.cache_clear()
    assert learner.imports(author.release()) == {"updated": QUESTIONS}
    _new_design(learner)
    assert learner.note("treaty")["Audio"] == "a sound"
    assert "a sound" in learner.note("treaty").cards()[0].question()
    assert learner.schedule() == before
    assert learner.schema() == schema
