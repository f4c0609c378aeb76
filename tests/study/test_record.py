"""A session written down and taken up again is the session that was left."""

from __future__ import annotations

import itertools
from dataclasses import replace
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
from quizgen.study.progress import Plan
from quizgen.study.record import Recorder, Restored, plan, restore
from quizgen.study.rows import Row, What, response_from_json, response_to_json, to_line
from quizgen.study.session import (
    Answer,
    Continue,
    Event,
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


def run(events: list[Event], mode: str = "study") -> tuple[Session, Restored, list[Row], Recorder]:
    """Play the events, writing them down; the session, and the one that the rows make."""
    rows: list[Row] = []
    ids = itertools.count()
    recorder = Recorder("s", rows.append, lambda: 1000 + len(rows), lambda: f"id{next(ids)}")
    session = begin(list(ITEMS.values()), Settings(mode, "en", seed=3))  # type: ignore[arg-type]  # from a strategy
    stored = plan("s", 1000, session)
    for event in events:
        before, session = session, step(session, event)
        if session != before:
            recorder(before, event, session)
    restored = restore(stored, rows, ITEMS, same)
    assert restored is not None
    return session, restored, rows, recorder


def answers(right: bool) -> list[Event]:
    """An answer to each question in the order asked, going on after each."""
    session = begin(list(ITEMS.values()), Settings("study", "en", seed=3))
    given: list[Event] = []
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


events = st.lists(
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


@given(events, st.sampled_from(["study", "practice", "exam"]))
def test_any_session_comes_back_from_its_rows(events: list[Event], mode: str) -> None:
    playable = []
    session = begin(list(ITEMS.values()), Settings(mode, "en", seed=3))  # type: ignore[arg-type]  # from a strategy
    for event in events:
        try:
            session = step(session, event)
        except (TypeError, ValueError):
            continue  # a response of another form, which no face would send
        playable.append(event)
    session, restored, rows, recorder = run(playable, mode)
    # What is only on show is not stored: the answer was given, the next question comes.
    back = restored.session
    assert back == replace(session, told=False, ended=back.ended, seconds=back.seconds, unread=None)
    assert (restored.stack, restored.seq) == (recorder.stack, recorder.seq)
    assert [row.seq for row in rows] == list(range(len(rows)))


def test_going_on_after_a_resume_undoes_what_was_answered_before_it() -> None:
    _, restored, rows, _ = run(answers(True)[:4])
    more: list[Row] = []
    recorder = Recorder("s", more.append, lambda: 2000, lambda: "later", restored.stack, restored.seq)
    recorder(restored.session, Undo(), step(restored.session, Undo()))
    assert more[0].what == "undo"
    assert more[0].target == rows[-1].id
    assert more[0].seq == len(rows)


def test_vanished_questions_are_left_out() -> None:
    session, _, rows, _ = run(answers(True)[:6])
    left = {id: item for id, item in ITEMS.items() if id not in (session.items[0].id, session.items[-1].id)}
    restored = restore(plan("s", 0, begin(list(ITEMS.values()), session.settings)), rows, left, same)
    assert restored is not None
    assert [answered.item for answered in restored.session.answers] == [item.id for item in session.items[1:3]]
    assert [item.id for item in restored.session.items] == [item.id for item in session.items[1:-1]]
    assert restored.gone == 2


def test_a_question_with_another_form_keeps_its_score() -> None:
    session, _, rows, _ = run(answers(True)[:2])
    changed = dict(ITEMS)
    first = session.items[0].id
    changed[first] = replace(ITEMS[first], form=Order((Step(Name("p")), Step(Name("q")), Step(Name("r")))))
    restored = restore(plan("s", 0, begin(list(ITEMS.values()), session.settings)), rows, changed, same)
    assert restored is not None
    assert restored.session.answers[0].score == 1
    assert restored.session.answers[0].response == Arranged(())


def test_another_questions_answer_is_no_typo_after_a_resume_either() -> None:
    rivals = {"madird": "write"}

    def others(item: Item, _language: str) -> frozenset[str]:
        return frozenset(name for name, id in rivals.items() if item.name == id)

    session = begin([ITEMS["c/write"]], Settings("study", "en"))
    rows: list[Row] = []
    event = Answer(Typed("madird"))
    after = step(session, event, others)
    Recorder("s", rows.append, lambda: 1, lambda: "id")(session, event, after)
    restored = restore(plan("s", 0, session), rows, ITEMS, same, others)
    assert restored is not None
    assert restored.session.answers == after.answers
    assert after.answers[0].verdict.slips == ()
    unaware = restore(plan("s", 0, session), rows, ITEMS, same)
    assert unaware is not None
    assert unaware.session.answers != after.answers


def test_a_plan_that_is_not_ours_is_no_session() -> None:
    _, _, rows, _ = run([])
    stored = plan("s", 7, begin(list(ITEMS.values()), Settings("study", "en")))
    assert (stored.id, stored.at_ms, stored.ended) == ("s", 7, False)
    assert restore(replace(stored, plan="[]"), rows, ITEMS, same) is None
    assert restore(replace(stored, plan="no JSON"), rows, ITEMS, same) is None
    assert restore(replace(stored, plan="{}"), rows, ITEMS, same) is None
    assert restore(replace(stored, plan=stored.plan.replace("seed", "sead")), rows, ITEMS, same) is None


def test_rows_say_what_counts() -> None:
    _, _, rows, _ = run([Answer(Picked(frozenset({1})), 1.5), Override(True), Undo(), Stop()])
    assert [(row.what, row.rating, row.score) for row in rows] == [
        ("answer", 1, "0"),
        ("rate", 3, "1"),
        ("undo", None, None),
    ]
    assert rows[0].duration_ms == 1500
    assert Fraction(rows[0].score or "") == 0


def test_a_session_row_by_row() -> None:
    session, restored, rows, _ = run(
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
    assert [to_line(row) for row in rows] == lines
    back = restored.session
    assert back.answers == session.answers
    assert back.flags == (("c/choose", "typo"), ("c/write", ""))
    assert (back.seconds, back.ended, restored.gone) == (1.5, None, 0)
    assert (restored.stack, restored.seq) == ([["id0", "id2"]], len(rows))


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_only_study_is_scheduled(mode: str) -> None:
    session = begin([ITEMS["c/write"]], Settings(mode, "en"))  # type: ignore[arg-type]  # from a parameter
    rows: list[Row] = []
    recorder = Recorder("s", rows.append, lambda: 1, lambda: f"{len(rows)}")
    event = Answer(Typed("Rome"), -1)  # the clock was put back meanwhile
    recorder(session, event, step(session, event))
    assert [(row.mode, row.rating, row.score, row.duration_ms) for row in rows] == [(mode, None, "0", 0)]


def stored() -> Plan:
    """A session of all the questions, in their order."""
    return plan("s", 0, begin(list(ITEMS.values()), Settings("study", "en")))


def test_a_session_that_is_finished_was_finished() -> None:
    session, restored, _, _ = run(answers(True))
    assert session.ended == restored.session.ended == "finished"


def test_what_was_answered_can_be_gone_from_the_row() -> None:
    rows = [Row(f"{n}", n, "answer", id, "s", n) for n, id in enumerate(ITEMS)]
    restored = restore(stored(), rows, ITEMS, same)
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
    rows = [
        Row("0", 0, "answer", "c/choose", "s", 0, score="1"),
        Row("1", 1, "flag", "c/old", "s", 1, note="n"),
        Row("2", 2, "answer", "c/old", "s", 2, answer='{"typed": "Madrid"}', score="1"),
    ]
    restored = restore(old, rows, ITEMS, lambda id: "c/write" if id == "c/old" else id)
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
    assert (restored.gone, restored.seq, restored.stack) == (1, 0, [])


@pytest.mark.parametrize(
    ("rows", "words"),
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
def test_ratings_that_stand(rows: list[tuple[What, str, str | None, int | None]], words: list[tuple[int, ...]]) -> None:
    """Also where two quizzes went on with one session, and a row speaks of what isn't there any more."""
    told = [Row("0", 0, "answer", "c/choose", "s", 0, score="0")]
    told += [
        Row(id, 1, what, "c/choose", "s", n, target=target, rating=rating)
        for n, (what, id, target, rating) in enumerate(rows, 1)
    ]
    restored = restore(stored(), told, ITEMS, same)
    assert restored is not None
    assert [answered.words for answered in restored.session.answers] == words


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
