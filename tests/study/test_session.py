"""The session by scripted events, and by any events at all."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.grading import Arranged, Picked, Recalled, Typed, Unreadable
from quizgen.items import Choose, Form, Item, Match, Name, Option, Order, Pair, Quantity, Reveal, Step, Write
from quizgen.study.session import (
    Answer,
    Continue,
    Event,
    Flag,
    Override,
    Session,
    Settings,
    Stop,
    TimeUp,
    Undo,
    again,
    begin,
    mark,
    missed,
    presentation,
    step,
    tallies,
)


def item(name: str, form: Form, bank: str = "one", points: int = 1) -> Item:
    return Item(f"c/{name}", bank, "any", ("en",), form, Name(name), points=Decimal(points))


def choice(name: str, options: int = 4, **rest: object) -> Item:
    return item(name, Choose(tuple(Option(Name(f"{n}"), n == 0) for n in range(options))), **rest)  # type: ignore[arg-type]


def card(name: str, **rest: object) -> Item:
    return item(name, Reveal(Name("x")), **rest)  # type: ignore[arg-type]


CARDS = [card(name, bank=bank) for name, bank in (("a", "one"), ("b", "one"), ("c", "two"))]
YES, NO = Answer(Recalled(True), 2.0), Answer(Recalled(False), 3.0)


def run(session: Session, *events: Event) -> Session:
    for event in events:
        session = step(session, event)
    return session


def practice(items: list[Item] = CARDS) -> Session:
    return begin(items, Settings("practice", "en"))


def exam(items: list[Item] = CARDS) -> Session:
    return begin(items, Settings("exam", "en"))


def test_practice_tells_after_each_answer_and_then_goes_on() -> None:
    told = run(practice(), YES)
    assert (told.told, told.at, told.ended) == (True, 0, None)
    assert run(told, YES) == told  # already answered
    gone_on = run(told, Continue())
    assert (gone_on.told, gone_on.at) == (False, 1)
    done = run(gone_on, NO, Continue(), YES, Continue())
    assert (done.ended, done.right, done.current, done.seconds) == ("finished", 2, None, 7.0)


def test_exam_goes_on_by_itself_and_ends_with_the_last_answer() -> None:
    done = run(exam(), YES, NO, YES)
    assert (done.ended, done.right) == ("finished", 2)


def test_nothing_to_ask_is_finished() -> None:
    assert practice([]).ended == "finished"
    assert mark(exam([]), "fr") == (0, 20)


def test_what_cannot_be_read_is_asked_again() -> None:
    number = item("n", Write(Quantity(Decimal(5))))
    asked = run(practice([number]), Answer(Typed("many"), 4.0))
    assert isinstance(asked.unread, Unreadable)
    assert (asked.at, asked.answers, asked.told) == (0, (), False)
    read = run(asked, Answer(Typed("5"), 6.0))
    assert (read.unread, read.right, read.seconds) == (None, 1, 6.0)


def test_override_both_ways_and_undo_step_by_step() -> None:
    start = practice()
    told = run(start, NO)
    right = run(told, Override(True))
    wrong = run(right, Override(False))
    assert [each.right for each in (told, right, wrong)] == [0, 1, 0]
    assert run(wrong, Undo()) == right
    assert run(right, Undo()) == told
    assert replace(run(told, Undo()), seconds=0.0) == start
    assert run(start, Undo()) == start
    later = run(right, Continue())
    assert run(later, Undo()) == told  # the override goes first, and is seen to go


def test_undo_reaches_back_to_the_beginning() -> None:
    late = run(practice(), YES, Continue(), NO, Continue(), YES)
    back = run(late, Undo(), Undo(), Undo())
    assert (back.at, back.answers, back.told) == (0, (), False)


def test_flags_hold_the_question_and_survive_undo() -> None:
    session = run(practice(), NO, Flag("typo"), Undo())
    assert session.flags == ((session.items[0].id, "typo"),)


@pytest.mark.parametrize(("event", "how"), [(Stop(), "stopped"), (TimeUp(9.0), "time up")])
def test_an_end_is_an_end(event: Event, how: str) -> None:
    ended = run(exam(), YES, event)
    assert ended.ended == how
    for later in (YES, Undo(), Continue(), Override(False), Flag(), Stop(), TimeUp()):
        assert step(ended, later) == ended


def test_partial_credit_is_missed_but_marked() -> None:
    order = item("o", Order(tuple(Step(Name(f"{n}")) for n in range(3))), points=3)
    session = run(exam([order]), Answer(Arranged((1, 0, 2))))
    assert session.right == 0
    assert [each.id for each, _ in missed(session)] == ["c/o"]
    assert mark(session, "en") == (50, 100)
    assert mark(session, "fr_CA") == (10, 20)


def test_mark_weighs_points_and_counts_what_was_left_unanswered() -> None:
    items = [card("a", points=3), card("b", points=1)]
    session = begin(items, Settings("exam", "en"))
    answers = [YES if each.id == "c/a" else NO for each in session.items]
    assert mark(run(session, *answers), "fr") == (15, 20)
    assert mark(run(session, Stop()), "fr") == (0, 20)
    assert len(missed(run(session, Stop()))) == 2


def test_tallies_by_bank() -> None:
    everything = run(exam(), YES, YES, YES)
    assert {(each.bank, each.right, each.asked) for each in tallies(everything)} == {("one", 2, 2), ("two", 1, 1)}
    assert sum(each.asked for each in tallies(run(practice(), YES, Stop()))) == 1
    assert sum(each.asked for each in tallies(run(exam(), YES, Stop()))) == 3


def test_again_asks_the_missed_ones_as_practice() -> None:
    session = run(exam(), YES, NO, NO)
    second = again(session)
    assert {each.id for each in second.items} == {each.id for each, _ in missed(session)}
    assert second.settings.mode == "practice"
    assert second.answers == ()


def test_order_hangs_on_the_seed() -> None:
    items = [card(str(n)) for n in range(8)]
    orders = {begin(items, Settings("practice", "en", seed)).items for seed in range(5)}
    assert len(orders) > 1
    assert begin(items, Settings("practice", "en", 3)) == begin(items, Settings("practice", "en", 3))


# ---------------------------------------------------------------------------------------------------------------
# Presentation


def test_presentation_is_pinned() -> None:
    """Learners who come back to a seed find the options where they stood; no release may change that."""
    assert presentation(choice("q"), 7) == (0, 1, 3, 2)


def test_fixed_options_stay() -> None:
    form = Choose((Option(Name("a"), True), Option(Name("b"), False)), fixed=True)
    assert {presentation(item("f", form), seed) for seed in range(20)} == {(0, 1)}


@given(st.integers(), st.text("abc", min_size=1), st.integers(2, 8))
def test_steps_and_targets_are_never_solved(seed: int, name: str, count: int) -> None:
    solved = tuple(range(count))
    order = item(name, Order(tuple(Step(Name(f"{n}")) for n in solved)))
    match = item(name, Match(tuple(Pair(Name(f"l{n}"), Name(f"r{n}")) for n in solved)))
    for each in (order, match):
        shown = presentation(each, seed)
        assert sorted(shown) == list(solved)
        assert shown != solved


@given(st.integers(), st.lists(st.sampled_from("ab"), min_size=3, max_size=5))
def test_equal_steps_do_not_read_as_solved(seed: int, texts: list[str]) -> None:
    order = item("o", Order(tuple(Step(Name(text)) for text in texts)))
    shown = [texts[index] for index in presentation(order, seed)]
    assert shown != texts or len(set(texts)) == 1


@given(st.integers(), st.integers(1, 40))
def test_options_are_all_there(seed: int, count: int) -> None:
    assert sorted(presentation(choice("q", count), seed)) == list(range(count))


# ---------------------------------------------------------------------------------------------------------------
# Any events

_ITEMS = [*CARDS, choice("d", bank="two"), item("e", Write(Quantity(Decimal(5))))]
_EVENTS = st.one_of(
    st.builds(Answer, st.builds(Recalled, st.booleans()), st.floats(0, 100)),
    st.builds(Override, st.booleans()),
    st.builds(Flag, st.text(max_size=3)),
    st.sampled_from([Undo(), Continue(), Continue()]),
    st.just(Stop()),
    st.just(TimeUp(1.0)),
)


def fitting(session: Session, event: Event) -> Event:
    """The event, with a response of the current question's form."""
    if isinstance(event, Answer) and isinstance(event.response, Recalled) and session.current:
        right = event.response.right
        form = session.current.form
        if isinstance(form, Choose):
            return replace(event, response=Picked(frozenset([0 if right else 1])))
        if isinstance(form, Write):
            return replace(event, response=Typed("5" if right else "five hundred"))
    return event


@given(st.sampled_from(["practice", "exam"]), st.integers(0, 3), st.lists(_EVENTS, max_size=25))
def test_any_events_keep_the_session_whole(mode: str, seed: int, events: list[Event]) -> None:
    session = begin(_ITEMS, Settings(mode, "en", seed))  # type: ignore[arg-type]
    for proposed in events:
        event = fitting(session, proposed)
        after = step(session, event)
        _whole(after)
        if session.ended:
            assert after == session
        elif not after.ended and len(after.answers) > len(session.answers):
            assert _timeless(step(after, Undo())) == _timeless(session)
        elif isinstance(event, Override) and session.told:
            assert step(after, Undo()) == session
        session = after


def _timeless(session: Session) -> Session:
    return replace(session, seconds=0.0, unread=None)


def _whole(session: Session) -> None:
    assert pickle.loads(pickle.dumps(session)) == session
    assert 0 <= session.at <= len(session.items)
    assert [each.item for each in session.answers] == [each.id for each in session.items[: len(session.answers)]]
    assert not session.told or session.settings.mode == "practice"
    assert session.current is not None or session.ended == "finished"
    assert sum(each.right for each in tallies(session)) == session.right
    assert all(each.asked >= each.right for each in tallies(session))
    value, scale = mark(session, "fr")
    assert Fraction(0) <= value <= scale
    if session.settings.mode == "exam":
        assert len(missed(session)) == len(session.items) - session.right
