"""The session by scripted actions, and by any actions at all."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.grading import Arranged, Picked, Recalled, Typed, Unreadable
from quizgen.items import (
    Choose,
    Form,
    Item,
    Match,
    Name,
    Option,
    Order,
    Pair,
    Quantity,
    Reveal,
    Spelling,
    Step,
    Write,
)
from quizgen.study.schedule import AGAIN, GOOD
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


def run(session: Session, *actions: Action) -> Session:
    for action in actions:
        session = step(session, action)
    return session


def practice(items: list[Item] = CARDS) -> Session:
    return begin(items, Settings("practice", "en"))


def exam(items: list[Item] = CARDS) -> Session:
    return begin(items, Settings("exam", "en"))


def study(items: list[Item] = CARDS) -> Session:
    return begin(items, Settings("study", "en"))


def test_practice_tells_after_each_answer_and_then_goes_on() -> None:
    told = run(practice(), YES)
    assert (told.showing_feedback, told.at, told.ended) == (True, 0, None)
    assert run(told, YES) == told  # already answered
    gone_on = run(told, Continue())
    assert (gone_on.showing_feedback, gone_on.at) == (False, 1)
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
    assert isinstance(asked.unreadable, Unreadable)
    assert (asked.at, asked.answers, asked.showing_feedback) == (0, (), False)
    read = run(asked, Answer(Typed("5"), 6.0))
    assert (read.unreadable, read.right, read.seconds) == (None, 1, 6.0)


@pytest.mark.parametrize("action", [Undo(), Stop(), TimeUp()])
def test_what_could_not_be_read_is_asked_no_more_once_the_learner_does_something_else(action: Action) -> None:
    asked = run(study([card("a"), item("n", Write(Quantity(Decimal(5))))]), YES, Continue(), Answer(Typed("many")))
    overridden = run(asked, Undo(), YES, Override(False), Continue(), Answer(Typed("many")))
    for session in (asked, overridden):
        assert session.unreadable
        assert run(session, action).unreadable is None


def test_another_questions_answer_is_no_typo_of_this_ones() -> None:
    poison = item("p", Write(Spelling(Name("poison"))))
    asked: list[tuple[Item, str]] = []

    def others(about: Item, language: str) -> frozenset[str]:
        asked.append((about, language))
        return frozenset({"poisonn"})

    near = Answer(Typed("poisonn"))
    assert step(practice([poison]), near).right == 1
    assert step(practice([poison]), near, others).right == 0
    assert asked == [(poison, "en")]


def test_study_asks_in_the_order_that_the_schedule_has_put() -> None:
    items = [card(str(n)) for n in range(8)]
    assert study(items).items == tuple(items)


def test_a_right_answer_may_be_rated_in_study() -> None:
    told = run(study(), YES)
    assert [run(told, Rate(rating)).answers[-1].rating for rating in (2, 4)] == [2, 4]
    assert run(told, Rate(4), Rate(2)).answers[-1].rating == 2  # the last word counts
    assert run(told, Rate(2)).right == 1
    assert run(told, Rate(2), Undo()) == told
    overridden = run(study(), NO, Override(True))
    assert run(overridden, Rate(4)).answers[-1].rating == 4
    assert run(overridden, Rate(4), Undo()) == overridden
    for session in (run(study(), NO), run(practice(), YES), study(), run(told, Override(False)), run(told, Continue())):
        assert run(session, Rate(4)) == session


def test_an_answer_is_held_with_its_time_and_its_rating() -> None:
    order = item("o", Order(tuple(Step(Name(f"{n}")) for n in range(3))))
    partly = run(study([order]), Answer(Arranged((1, 0, 2)), 7.0))
    (answered,) = partly.answers
    assert (answered.response, answered.seconds, answered.score) == (Arranged((1, 0, 2)), 7.0, Fraction(1, 2))
    assert (answered.rating, run(study(), YES).answers[0].rating) == (AGAIN, GOOD)
    overridden = run(partly, Override(True)).answers[0]
    assert (overridden.score, overridden.rating, overridden.right) == (1, GOOD, True)
    refused = run(study(), YES, Override(False)).answers[0]
    assert (refused.score, refused.rating, refused.right) == (0, AGAIN, False)


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
    assert (back.at, back.answers, back.showing_feedback) == (0, (), False)


def test_flags_hold_the_question_and_survive_undo() -> None:
    session = run(practice(), NO, Flag("typo"), Undo())
    assert session.flags == ((session.items[0].id, "typo"),)


@pytest.mark.parametrize(("action", "how"), [(Stop(), "stopped"), (TimeUp(9.0), "time up")])
def test_an_end_is_an_end(action: Action, how: str) -> None:
    ended = run(exam(), YES, action)
    assert ended.ended == how
    assert ended.seconds == YES.seconds + (action.seconds if isinstance(action, TimeUp) else 0)
    for later in (YES, Undo(), Continue(), Override(False), Flag(), Stop(), TimeUp()):
        assert step(ended, later) == ended


def test_partial_credit_is_missed_but_marked() -> None:
    order = item("o", Order(tuple(Step(Name(f"{n}")) for n in range(3))), points=3)
    session = run(exam([order]), Answer(Arranged((1, 0, 2))))
    assert session.right == 0
    assert [each.id for each, _ in missed(session)] == ["c/o"]
    assert mark(session, "en") == (50, 100)
    assert mark(session, "fr_CA") == mark(session, "fr-CA") == (10, 20)


def test_mark_weighs_points_and_counts_what_was_left_unanswered() -> None:
    items = [card("a", points=3), card("b", points=1)]
    session = begin(items, Settings("exam", "en"))
    answers = [YES if each.id == "c/a" else NO for each in session.items]
    assert mark(run(session, *answers), "fr") == (15, 20)
    assert mark(run(session, Stop()), "fr") == (0, 20)
    assert len(missed(run(session, Stop()))) == 2


def test_tallies_by_bank() -> None:
    everything = run(exam(), YES, YES, YES)
    assert {(each.bank, each.right, each.total) for each in tallies(everything)} == {("one", 2, 2), ("two", 1, 1)}
    assert sum(each.total for each in tallies(run(practice(), YES, Stop()))) == 1
    stopped = run(exam(), YES, Stop())
    asked_first = stopped.items[0].bank
    assert {(each.bank, each.right, each.total) for each in tallies(stopped)} == {
        ("one", asked_first == "one", 2),
        ("two", asked_first == "two", 1),
    }
    in_order = run(study([card("c", bank="two"), card("a", bank="one"), card("d", bank="two")]), YES, Continue(), NO)
    assert [(each.bank, each.right, each.total) for each in tallies(in_order)] == [("two", 1, 1), ("one", 0, 1)]


def test_again_asks_the_missed_ones_as_practice() -> None:
    limited = begin(CARDS, Settings("exam", "en", time_limit_s=60.0))
    session = run(limited, YES, NO, NO)
    second = again(session)
    assert {each.id for each in second.items} == {each.id for each, _ in missed(session)}
    assert second.answers == ()
    assert second.settings == Settings("practice", "en", seed=1), "a seed of its own, the same every time; no limit"


def test_order_hangs_on_the_seed() -> None:
    items = [card(str(n)) for n in range(8)]
    orders = {begin(items, Settings("practice", "en", seed)).items for seed in range(5)}
    assert len(orders) > 1
    assert begin(items, Settings("practice", "en", 3)) == begin(items, Settings("practice", "en", 3))


# ---------------------------------------------------------------------------------------------------------------
# Presentation


def test_options_that_stay_last_are_shown_last() -> None:
    options = tuple(Option(Name(name), name == "a", last=name in "bd") for name in "abcdef")
    shown = {presentation(item("f", Choose(options)), seed) for seed in range(40)}
    assert {places[-2:] for places in shown} == {(1, 3)}
    assert len({places[:-2] for places in shown}) > 10
    assert presentation(item("f", Choose(options, fixed=True)), 7) == (0, 1, 2, 3, 4, 5)


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


def test_forms_without_a_list_show_none() -> None:
    for form in (Reveal(Name("x")), Write(Quantity(Decimal(5)))):
        assert presentation(item("f", form), 7) == ()


@given(st.integers(), st.integers(1, 40))
def test_options_are_all_there(seed: int, count: int) -> None:
    assert sorted(presentation(choice("q", count), seed)) == list(range(count))


# ---------------------------------------------------------------------------------------------------------------
# Any actions

_ITEMS = [*CARDS, choice("d", bank="two"), item("e", Write(Quantity(Decimal(5))))]
_ACTIONS = st.one_of(
    st.builds(Answer, st.builds(Recalled, st.booleans()), st.floats(0, 100)),
    st.builds(Override, st.booleans()),
    st.builds(Rate, st.sampled_from([2, 4])),
    st.builds(Flag, st.text(max_size=3)),
    st.sampled_from([Undo(), Continue(), Continue()]),
    st.just(Stop()),
    st.just(TimeUp(1.0)),
)


def fitting(session: Session, action: Action) -> Action:
    """The action, with a response of the current question's form."""
    if isinstance(action, Answer) and isinstance(action.response, Recalled) and session.current:
        right = action.response.right
        form = session.current.form
        if isinstance(form, Choose):
            return replace(action, response=Picked(frozenset([0 if right else 1])))
        if isinstance(form, Write):
            return replace(action, response=Typed("5" if right else "five hundred"))
    return action


@given(st.sampled_from(["study", "practice", "exam"]), st.integers(0, 3), st.lists(_ACTIONS, max_size=25))
def test_any_actions_keep_the_session_whole(mode: str, seed: int, actions: list[Action]) -> None:
    session = begin(_ITEMS, Settings(mode, "en", seed))  # type: ignore[arg-type]
    for proposed in actions:
        action = fitting(session, proposed)
        after = step(session, action)
        _whole(after)
        if session.ended:
            assert after == session
        elif not after.ended and len(after.answers) > len(session.answers):
            assert _timeless(step(after, Undo())) == _timeless(session)
        elif (isinstance(action, Override) and session.showing_feedback) or (
            isinstance(action, Rate) and after != session
        ):
            assert step(after, Undo()) == session
        session = after


def _timeless(session: Session) -> Session:
    return replace(session, seconds=0.0, unreadable=None)


def _whole(session: Session) -> None:
    assert pickle.loads(pickle.dumps(session)) == session
    assert 0 <= session.at <= len(session.items)
    assert session.places == tuple(presentation(each, session.settings.seed) for each in session.items)
    assert [each.item for each in session.answers] == [each.id for each in session.items[: len(session.answers)]]
    assert not session.showing_feedback or session.settings.mode != "exam"
    assert session.current is not None or session.ended == "finished"
    assert sum(each.right for each in tallies(session)) == session.right
    assert all(each.total >= each.right for each in tallies(session))
    value, scale = mark(session, "fr")
    assert Fraction(0) <= value <= scale
    if session.settings.mode == "exam":
        assert len(missed(session)) == len(session.items) - session.right
