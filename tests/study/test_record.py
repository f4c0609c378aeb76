"""A session written down and taken up again is the session that was left."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed
from quizgen.items import (
    Choose,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Item,
    Match,
    Name,
    Option,
    Order,
    Pair,
    Reveal,
    Spelling,
    Step,
    Words,
    Write,
)
from quizgen.study.events import Event, What, response_from_json, response_to_json, to_line
from quizgen.study.progress import StoredSession
from quizgen.study.record import Recorder, Restored, restore, to_store
from quizgen.study.session import (
    Action,
    Answer,
    Continue,
    Flag,
    Override,
    Rate,
    Session,
    Settings,
    Stop,
    Undo,
    begin,
    step,
)

CASES = Path(__file__).parent.parent / "cases" / "rows"
FORMS: dict[str, tuple[Form, Response, Response]] = {
    "choose": (
        Choose((Option(Name("a"), True), Option(Name("b"), False))),
        Picked(frozenset({0})),
        Picked(frozenset({1})),
    ),
    "write": (Write(Spelling(Name("Madrid"))), Typed("madird"), Typed("Rome")),
    "enumerate": (
        Enumerate((Entry(Spelling(Name("one"))), Entry(Spelling(Name("two")))), 2),
        Named(("one", "two")),
        Named(("one",)),
    ),
    "order": (Order((Step(Name("a")), Step(Name("b")), Step(Name("c")))), Arranged((0, 1, 2)), Arranged((1, 0, 2))),
    "match": (
        Match((Pair(Name("a"), Name("x")), Pair(Name("b"), Name("y")), Pair(Name("c"), Name("z")))),
        Paired((0, 1, 2)),
        Paired((0, None, 1)),
    ),
    "fill": (Fill({"en": ("a ", Gap(1, "gap"), " b ", Gap(2, "hole"))}), Filled(("gap", "hole")), Filled(("gap", ""))),
    "reveal": (Reveal(Name("a")), Recalled(True), Recalled(False)),
}
ITEMS = {
    f"c/{name}": Item(f"c/{name}", "bank", name, ("en",), form, prompt=Words({"en": f"{name}?"}))
    for name, (form, _, _) in FORMS.items()
}


def same(id: str) -> str:
    return id


def run(actions: list[Action], mode: str = "study") -> tuple[Session, Restored, list[Event], Recorder]:
    """Play the actions, writing them down; the session, and the one that the events make."""
    events: list[Event] = []
    ids = itertools.count()
    recorder = Recorder("s", events.append, lambda: 1000 + len(events), lambda: f"id{next(ids)}", UTC)
    session = begin(list(ITEMS.values()), Settings(mode, "en", seed=3))  # type: ignore[arg-type]  # from a strategy
    stored = to_store("s", 1000, session)
    for action in actions:
        before, session = session, step(session, action)
        if session != before:
            recorder(before, action, session)
    restored = restore(stored, events, ITEMS, same)
    assert restored is not None
    return session, restored, events, recorder


def answers(right: bool) -> list[Action]:
    """An answer to each question in the order asked, going on after each."""
    session = begin(list(ITEMS.values()), Settings("study", "en", seed=3))
    given: list[Action] = []
    for item in session.items:
        _, good, bad = FORMS[item.name]
        given += [Answer(good if right else bad, 2.5), Continue()]
    return given


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("left_after", range(len(FORMS)))
def test_every_form_is_taken_up_where_it_was_left(right: bool, left_after: int) -> None:
    session, restored, _, _ = run(answers(right)[: 2 * left_after])
    assert restored.session == session
    assert restored.session.current == list(ITEMS.values())[left_after]


actions = st.lists(
    st.one_of(
        st.sampled_from([*answers(True), *answers(False)]),
        st.builds(Override, st.booleans()),
        st.builds(Rate, st.sampled_from([2, 4])),
        st.just(Undo()),
        st.just(Continue()),
        st.builds(Flag, st.sampled_from(["", "typo"])),
    ),
    max_size=30,
)


@given(actions, st.sampled_from(["study", "practice", "exam"]))
def test_any_session_comes_back_from_its_events(actions: list[Action], mode: str) -> None:
    playable = []
    session = begin(list(ITEMS.values()), Settings(mode, "en", seed=3))  # type: ignore[arg-type]  # from a strategy
    for action in actions:
        try:
            session = step(session, action)
        except (TypeError, ValueError):
            continue  # a response of another form, which no frontend would send
        playable.append(action)
    session, restored, events, recorder = run(playable, mode)
    # What is only on show is not stored: the answer was given, the next question comes.
    back = restored.session
    assert back == replace(session, showing_feedback=False, ended=back.ended, seconds=back.seconds, unreadable=None)
    assert (restored.event_ids, restored.seq) == (recorder.event_ids, recorder.seq)
    assert [event.seq for event in events] == list(range(len(events)))


def test_going_on_after_a_resume_undoes_what_was_answered_before_it() -> None:
    _, restored, events, _ = run(answers(True)[:4])
    more: list[Event] = []
    recorder = Recorder("s", more.append, lambda: 2000, lambda: "later", UTC, restored.event_ids, restored.seq)
    recorder(restored.session, Undo(), step(restored.session, Undo()))
    assert more[0].what == "undo"
    assert more[0].target == events[-1].id
    assert more[0].seq == len(events)


def test_vanished_questions_are_left_out() -> None:
    session, _, events, _ = run(answers(True)[:6])
    left = {id: item for id, item in ITEMS.items() if id not in (session.items[0].id, session.items[-1].id)}
    restored = restore(to_store("s", 0, begin(list(ITEMS.values()), session.settings)), events, left, same)
    assert restored is not None
    assert [answered.item for answered in restored.session.answers] == [item.id for item in session.items[1:3]]
    assert [item.id for item in restored.session.items] == [item.id for item in session.items[1:-1]]
    assert restored.gone == 2


def test_a_question_with_another_form_keeps_its_score() -> None:
    session, _, events, _ = run(answers(True)[:2])
    changed = dict(ITEMS)
    first = session.items[0].id
    changed[first] = replace(ITEMS[first], form=Order((Step(Name("p")), Step(Name("q")), Step(Name("r")))))
    restored = restore(to_store("s", 0, begin(list(ITEMS.values()), session.settings)), events, changed, same)
    assert restored is not None
    assert restored.session.answers[0].score == 1
    assert restored.session.answers[0].response == Arranged(())


def test_another_questions_answer_is_no_typo_after_a_resume_either() -> None:
    rivals = {"madird": "write"}

    def others(item: Item, _language: str) -> frozenset[str]:
        return frozenset(name for name, id in rivals.items() if item.name == id)

    session = begin([ITEMS["c/write"]], Settings("study", "en"))
    events: list[Event] = []
    action = Answer(Typed("madird"))
    after = step(session, action, others)
    Recorder("s", events.append, lambda: 1, lambda: "id", UTC)(session, action, after)
    restored = restore(to_store("s", 0, session), events, ITEMS, same, others)
    assert restored is not None
    assert restored.session.answers == after.answers
    assert after.answers[0].verdict.slips == ()
    unaware = restore(to_store("s", 0, session), events, ITEMS, same)
    assert unaware is not None
    assert unaware.session.answers != after.answers


def test_a_plan_that_is_not_ours_is_no_session() -> None:
    _, _, events, _ = run([])
    stored = to_store("s", 7, begin(list(ITEMS.values()), Settings("study", "en")))
    assert (stored.id, stored.at_ms, stored.ended) == ("s", 7, False)
    assert restore(replace(stored, plan="[]"), events, ITEMS, same) is None
    assert restore(replace(stored, plan="no JSON"), events, ITEMS, same) is None
    assert restore(replace(stored, plan="{}"), events, ITEMS, same) is None
    assert restore(replace(stored, plan=stored.plan.replace("seed", "sead")), events, ITEMS, same) is None


def test_rows_say_what_counts() -> None:
    _, _, events, _ = run([Answer(Picked(frozenset({1})), 1.5), Override(True), Undo(), Stop()])
    assert [(event.what, event.rating, event.score) for event in events] == [
        ("answer", 1, "0"),
        ("rate", 3, "1"),
        ("undo", None, None),
    ]
    assert events[0].duration_ms == 1500
    assert Fraction(events[0].score or "") == 0


def test_a_session_event_by_row() -> None:
    session, restored, events, _ = run(
        [
            Answer(Picked(frozenset({1})), 1.5),
            Flag("typo"),
            Override(True),
            Rate(4),
            Undo(),
            Continue(),
            Flag(),
            Answer(Typed("Rome"), 0.0004),
            Undo(),
            Stop(),
        ]
    )
    lines = CASES.joinpath("session.jsonl").read_text("utf-8").splitlines()
    assert [to_line(event) for event in events] == lines
    back = restored.session
    assert back.answers == session.answers
    assert back.flags == (("c/choose", "typo"), ("c/write", ""))
    assert (back.seconds, back.ended, restored.gone) == (1.5, None, 0)
    assert (restored.event_ids, restored.seq) == ([["id0", "id2"]], len(events))


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_only_study_is_scheduled(mode: str) -> None:
    session = begin([ITEMS["c/write"]], Settings(mode, "en"))  # type: ignore[arg-type]  # from a parameter
    events: list[Event] = []
    recorder = Recorder("s", events.append, lambda: 1, lambda: f"{len(events)}", UTC)
    action = Answer(Typed("Rome"), -1)  # the clock was put back meanwhile
    recorder(session, action, step(session, action))
    assert [(event.mode, event.rating, event.score, event.duration_ms) for event in events] == [(mode, None, "0", 0)]


def stored() -> StoredSession:
    """A session of all the questions, in their order."""
    return to_store("s", 0, begin(list(ITEMS.values()), Settings("study", "en")))


def test_a_session_that_is_finished_was_finished() -> None:
    session, restored, _, _ = run(answers(True))
    assert session.ended == restored.session.ended == "finished"


def test_what_was_answered_can_be_gone_from_the_row() -> None:
    events = [Event(f"{n}", n, "answer", id, "s", n) for n, id in enumerate(ITEMS)]
    restored = restore(stored(), events, ITEMS, same)
    assert restored is not None
    assert [(answered.response, answered.score, answered.seconds) for answered in restored.session.answers] == [
        (response, Fraction(0), 0.0)
        for response in (
            Picked(frozenset()),
            Typed(""),
            Named(()),
            Arranged(()),
            Paired((None, None, None)),
            Filled(("", "")),
            Recalled(False),
        )
    ]
    assert restored.session.ended == "finished"


def test_an_answer_by_an_old_id_is_the_new_ones() -> None:
    old = replace(stored(), plan=stored().plan.replace('"c/write"', '"c/old", "c/write"'))
    events = [
        Event("0", 0, "answer", "c/choose", "s", 0, score="1"),
        Event("1", 1, "flag", "c/old", "s", 1, note="n"),
        Event("2", 2, "answer", "c/old", "s", 2, answer='{"typed": "Madrid"}', score="1"),
    ]
    restored = restore(old, events, ITEMS, lambda id: "c/write" if id == "c/old" else id)
    assert restored is not None
    assert [item.id for item in restored.session.items] == list(ITEMS), "each question once"
    assert [answered.item for answered in restored.session.answers] == ["c/choose", "c/write"]
    assert restored.session.flags == (("c/write", "n"),)
    assert restored.gone == 0


def test_a_question_that_lost_the_language_is_left_out() -> None:
    left = {**ITEMS, "c/order": replace(ITEMS["c/order"], languages=("fr",))}
    restored = restore(stored(), [], left, same)
    assert restored is not None
    assert [item.id for item in restored.session.items] == [id for id in ITEMS if id != "c/order"]
    assert (restored.gone, restored.seq, restored.event_ids) == (1, 0, [])


@pytest.mark.parametrize(
    ("events", "ratings"),
    [
        ([("rate", "1", "0", 4), ("rate", "2", "0", 2)], [(4, 2)]),
        ([("rate", "1", "0", 4), ("rate", "2", "0", 2), ("undo", "3", "1", None)], [(2,)]),
        ([("rate", "1", "0", None)], [()]),
        ([("rate", "1", "elsewhere", 4), ("undo", "2", "1", None)], [()]),
        ([("rate", "1", "0", 4), ("undo", "2", "0", None)], []),
        ([("rate", "1", "0", 4), ("undo", "2", "0", None), ("undo", "3", "1", None)], []),
        ([("undo", "1", None, None)], [()]),
    ],
)
def test_ratings_that_count(
    events: list[tuple[What, str, str | None, int | None]], ratings: list[tuple[int, ...]]
) -> None:
    """Also where two processes went on with one session, and an event is about one that isn't there any more."""
    answer_and_events = [Event("0", 0, "answer", "c/choose", "s", 0, score="0")]
    answer_and_events += [
        Event(id, 1, what, "c/choose", "s", n, target=target, rating=rating)
        for n, (what, id, target, rating) in enumerate(events, 1)
    ]
    restored = restore(stored(), answer_and_events, ITEMS, same)
    assert restored is not None
    assert [answered.ratings for answered in restored.session.answers] == ratings


@pytest.mark.parametrize("response", [each for _, *both in FORMS.values() for each in both], ids=repr)
def test_responses_travel_as_json(response: Response) -> None:
    assert response_from_json(response_to_json(response)) == response


@pytest.mark.parametrize(
    ("response", "text"),
    [
        (Picked(frozenset({9, 0, 8, 1})), '{"picked": [0, 1, 8, 9]}'),
        (Typed("été"), '{"typed": "été"}'),
        (Named(("a", "é")), '{"named": ["a", "é"]}'),
        (Arranged((2, 0, 1)), '{"arranged": [2, 0, 1]}'),
        (Paired((1, None)), '{"paired": [1, null]}'),
        (Filled(("a", "")), '{"filled": ["a", ""]}'),
        (Recalled(True), '{"recalled": true}'),
    ],
)
def test_responses_as_they_are_kept(response: Response, text: str) -> None:
    assert response_to_json(response) == text
    assert response_from_json(text) == response


NO_RESPONSES = ["", "[]", "{}", "nonsense", "[" * 100_000, '{"a": 1, "b": 2}', '{"rated": 3}', '{"paired": ["x"]}']
NO_RESPONSES += [f'{{"{tag}": 3}}' for tag in ("picked", "typed", "named", "arranged", "paired", "filled", "recalled")]
NO_RESPONSES += [f'{{"{tag}": "12"}}' for tag in ("picked", "named", "arranged", "paired", "filled", "recalled")]
NO_RESPONSES += ['{"picked": [1e999]}', '{"typed": ["a"]}', '{"picked": [null]}']


@pytest.mark.parametrize("text", NO_RESPONSES, ids=lambda text: text[:30])
def test_what_is_no_response_is_none(text: str) -> None:
    assert response_from_json(text) is None
