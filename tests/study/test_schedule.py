"""Days, the queue, and FSRS replayed."""

from __future__ import annotations

import datetime as calendar
import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items import Citation, Item, Name, Reveal, Source
from quizgen.study.schedule import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    Memory,
    Rated,
    day_of,
    end_of,
    milliseconds,
    mix_kinds,
    moment,
    offset_of,
    one_way_each,
    queue,
    rating_of,
    replay,
    span,
    spread_facts,
)

PARIS = ZoneInfo("Europe/Paris")
DAY_MS = 86_400_000


def at(text: str, zone: calendar.tzinfo = PARIS, fold: int = 0) -> int:
    return milliseconds(calendar.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(calendar.UTC))


# ---------------------------------------------------------------------------------------------------------------
# Days


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-22 23:59", "2026-11-22"),
        ("2026-11-23 00:01", "2026-11-22"),
        ("2026-11-23 03:59:59.999", "2026-11-22"),
        ("2026-11-23 04:00", "2026-11-23"),
        ("2026-11-23 04:01", "2026-11-23"),
        ("2028-02-29 12:00", "2028-02-29"),
        ("2028-03-01 03:00", "2028-02-29"),
        ("2038-01-19 04:15", "2038-01-19"),
        ("2038-01-19 03:15", "2038-01-18"),
        ("2027-01-01 02:00", "2026-12-31"),
        # Summer time begins: 2:00 becomes 3:00. The day before has 23 hours.
        ("2026-03-29 01:59", "2026-03-28"),
        ("2026-03-29 03:01", "2026-03-28"),
        ("2026-03-29 04:00", "2026-03-29"),
        # It ends: 3:00 becomes 2:00. The day before has 25 hours.
        ("2026-10-25 02:30", "2026-10-24"),
        ("2026-10-25 03:59", "2026-10-24"),
        ("2026-10-25 04:00", "2026-10-25"),
    ],
)
def test_a_day_ends_at_four(instant: str, day: str) -> None:
    assert day_of(at(instant), PARIS) == calendar.date.fromisoformat(day)
    assert day_of(at(instant, fold=1), PARIS) == calendar.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-28", 23), ("2026-10-24", 25), ("2026-11-22", 24), ("2028-02-28", 24)]
)
def test_days_of_23_and_25_hours(day: str, hours: int) -> None:
    date = calendar.date.fromisoformat(day)
    assert end_of(date, PARIS) - end_of(date - calendar.timedelta(days=1), PARIS) == hours * 3_600_000


ZONES = ["UTC", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati"]


@given(st.integers(0, 4_102_444_800_000), st.sampled_from(ZONES))
def test_every_moment_is_in_its_day(ms: int, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    day = day_of(ms, zone)
    assert end_of(day - calendar.timedelta(days=1), zone) <= ms < end_of(day, zone)
    assert day_of(end_of(day, zone), zone) == day + calendar.timedelta(days=1)
    assert span(ms, zone) == (day, end_of(day - calendar.timedelta(days=1), zone), end_of(day, zone))


@pytest.fixture
def set_back_over_four(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Summer time ends on 2 June at 4:30, which becomes 3:30. (No zone is known to do so.)"""
    monkeypatch.setenv("TZ", "AAA0BBB-1,J100/3:30,J153/4:30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("set_back_over_four")
def test_days_never_overlap_though_the_clock_goes_back_over_their_end() -> None:
    noon = milliseconds(calendar.datetime(2026, 6, 1, 11, tzinfo=calendar.UTC))
    moments = [noon + n * 600_000 for n in range(24 * 6 * 3)]
    spans = [span(ms, None) for ms in moments]
    assert all(begins <= ms < ends for ms, (_, begins, ends) in zip(moments, spans, strict=True))
    different = sorted(set(spans), key=lambda each: each[1])
    assert [day.day for day, _, _ in different] == [1, 2, 3, 4]
    assert all(one[2] == other[1] for one, other in itertools.pairwise(different))


def test_a_date_that_was_left_out() -> None:
    """Samoa crossed the date line: after 29 December 2011 came the 31st."""
    zone = ZoneInfo("Pacific/Apia")
    midnight = milliseconds(calendar.datetime(2011, 12, 30, 10, tzinfo=calendar.UTC))
    days = [span(midnight + hour * 3_600_000, zone) for hour in range(-8, 12)]
    assert [day.day for day, _, _ in days] == [29] * 12 + [31] * 8
    assert all(begins <= midnight + (n - 8) * 3_600_000 < ends for n, (_, begins, ends) in enumerate(days))


@given(st.integers(0, 221_845_392_000_000))
def test_moments_come_back(ms: int) -> None:
    assert milliseconds(moment(ms)) == ms
    assert milliseconds(moment(ms) + calendar.timedelta(microseconds=999)) == ms


# ---------------------------------------------------------------------------------------------------------------
# FSRS

histories = st.lists(
    st.builds(
        Rated,
        st.integers(0, 3000).map(lambda n: n * DAY_MS // 4),
        st.sampled_from([AGAIN, HARD, GOOD, EASY]),
        st.none() | st.integers(-720, 840),
    ),
    min_size=1,
    max_size=12,
).map(lambda reviews: sorted(reviews, key=lambda review: review.at_ms))


@given(histories, st.sampled_from([0.7, 0.9, 0.97]), st.data())
def test_a_replay_may_stop_and_go_on_anywhere(reviews: list[Rated], retention: float, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(reviews)))
    whole = replay(reviews, retention)
    assert whole == replay(reviews, retention)
    assert whole == replay(reviews[cut:], retention, replay(reviews[:cut], retention))
    assert whole is not None
    offset = reviews[-1].offset
    if offset is None:
        assert whole.due_ms >= reviews[-1].at_ms + DAY_MS, "never again today"
    else:
        there = calendar.timezone(calendar.timedelta(minutes=offset))
        assert day_of(whole.due_ms, there) > day_of(reviews[-1].at_ms, there), "never again today"
    assert whole.reviews == len(reviews)
    assert whole.lapses == sum(review.rating == AGAIN for review in reviews[1:])


def stabilities(*reviews: tuple[str, int], zone: ZoneInfo | None = PARIS) -> list[float]:
    rated = [Rated(at(when), rating, offset_of(at(when), zone) if zone else None) for when, rating in reviews]
    found = [replay(rated[:count], 0.9) for count in range(1, len(rated) + 1)]
    return [round(memory.stability, 3) for memory in found if memory is not None]


def test_days_are_those_of_the_calendar_as_anki_counts_them() -> None:
    noon = ("2026-01-10T12:00:10", AGAIN)
    assert stabilities(noon, ("2026-01-11T12:00:05", GOOD)) == stabilities(noon, ("2026-01-11T12:00:15", GOOD))
    evening, morning = ("2026-01-10T21:00:00", GOOD), ("2026-01-11T08:00:00", GOOD)
    assert stabilities(evening, morning) == [2.307, 7.315]  # as Anki 25.09 has it
    assert stabilities(evening, ("2026-01-11T03:59:00", GOOD)) == [2.307, 2.307], "the night is of the day before"


def test_rows_without_an_offset_mean_what_they_meant() -> None:
    """They count whole 24 hours, and so does the first row after them."""
    evening, morning = ("2026-01-10T21:00:00", GOOD), ("2026-01-11T08:00:00", GOOD)
    assert stabilities(evening, morning, zone=None) == [2.307, 2.307]
    mixed = replay([Rated(at(evening[0]), GOOD), Rated(at(morning[0]), GOOD, 60)], 0.9)
    assert mixed is not None
    assert round(mixed.stability, 3) == 2.307


def test_a_question_is_due_on_its_day_whatever_the_clock_does_meanwhile() -> None:
    late = at("2026-03-28T03:30:00")  # still the 27th; the clock goes forward on the 29th
    memory = replay([Rated(late, GOOD, offset_of(late, PARIS))], 0.9)
    assert memory is not None
    assert day_of(memory.due_ms, PARIS) == calendar.date(2026, 3, 29)
    early = at("2026-10-24T04:15:00")  # the clock goes back on the 25th
    memory = replay([Rated(early, GOOD, offset_of(early, PARIS))], 0.9)
    assert memory is not None
    assert day_of(memory.due_ms, PARIS) == calendar.date(2026, 10, 26)


def test_the_first_intervals() -> None:
    due = {rating: replay([Rated(0, rating)], 0.9) for rating in (AGAIN, HARD, GOOD, EASY)}
    assert [memory.due_ms // DAY_MS for memory in due.values() if memory] == [1, 1, 2, 8]


def test_partly_right_is_again() -> None:
    assert [rating_of(Fraction(n, 4)) for n in range(5)] == [AGAIN] * 4 + [GOOD]


# ---------------------------------------------------------------------------------------------------------------
# The queue

SOURCE = Source("s", Name("a source"))


def item(n: int, facts: frozenset[str] = frozenset()) -> Item:
    cited = (Citation(SOURCE, (1,), tuple(sorted(facts))),) if facts else ()
    return Item(f"c/q{n}", "bank", f"q{n}", ("en",), Reveal(Name("a")), prompt=Name("?"), citations=cited)


memories = st.dictionaries(
    st.integers(0, 19).map(lambda n: f"c/q{n}"),
    st.integers(0, 50).map(lambda due: Memory(due, 1.0, 5.0, 0, 1, 0)),
)


@given(memories, st.integers(0, 50), st.integers(-3, 30))
def test_due_first_the_most_overdue_first_then_new_ones(known: dict[str, Memory], until: int, new: int) -> None:
    items = [item(n) for n in range(15)]
    due, fresh = queue(items, known, 0, until, new=new)
    dates = [known[each.id].due_ms for each in due]
    assert dates == sorted(dates)
    assert {each.id for each in due} == {
        each.id for each in items if each.id in known and known[each.id].due_ms < until
    }
    unseen = [each for each in items if each.id not in known]
    assert list(fresh) == unseen[: max(new, 0)]


def ways(n: int) -> tuple[Item, Item]:
    return item(n), replace(item(n), id=f"c/q{n}~back")


both_ways = st.dictionaries(
    st.sampled_from([each.id for n in range(6) for each in ways(n)]),
    st.builds(Memory, st.integers(0, 50), st.just(1.0), st.just(5.0), st.integers(0, 50), st.just(1), st.just(0)),
)


@given(both_ways, st.integers(0, 50), st.integers(0, 50), st.integers(0, 12))
def test_two_ways_of_asking_one_question_never_come_on_one_day(
    known: dict[str, Memory], since: int, until: int, new: int
) -> None:
    items = [each for n in range(6) for each in ways(n)]
    due, fresh = queue(items, known, since, until, new=new)
    queued = [each.question for each in (*due, *fresh)]
    assert len(queued) == len(set(queued)), "one way each"
    asked = {id for id, memory in known.items() if memory.last_ms >= since}
    for each in (*due, *fresh):
        (other,) = {way.id for way in items if way.question == each.question} - {each.id}
        assert other not in asked or each.id in asked, "the other way was asked today"
    for each in items:  # and nothing is left out without such a reason
        waits = known[each.id].due_ms < until if each.id in known else len(fresh) < new
        if waits and each not in (*due, *fresh):
            assert each.question in {*queued, *(id.partition("~")[0] for id in asked)}


@given(st.integers(0, 10**6))
def test_practice_asks_each_question_one_way(seed: int) -> None:
    items = [item(9), *ways(1), *ways(2), item(8)]
    asked = one_way_each(items, seed)
    assert [each.question for each in asked] == ["c/q9", "c/q1", "c/q2", "c/q8"]
    assert set(asked) <= set(items)


def test_practice_asks_now_one_way_now_the_other() -> None:
    assert {one_way_each(ways(1), seed)[0].id for seed in range(20)} == {"c/q1", "c/q1~back"}


def clashes(order: tuple[Item, ...]) -> int:
    def facts(each: Item) -> set[str]:
        return {term for citation in each.citations for term in citation.evidence}

    return sum(bool(facts(one) & facts(other)) for one, other in itertools.pairwise(order))


@given(st.lists(st.frozensets(st.sampled_from("abcd"), max_size=2), max_size=12))
def test_siblings_are_put_apart(facts: list[frozenset[str]]) -> None:
    items = [item(n, each) for n, each in enumerate(facts)]
    order = spread_facts(items, "en")
    assert sorted(each.id for each in order) == sorted(each.id for each in items)
    assert clashes(order) <= clashes(tuple(items))
    if not clashes(tuple(items)):
        assert list(order) == items, "what is apart already stays"


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_siblings_of_one_fact_each_are_apart_wherever_it_can_be(facts: list[str]) -> None:
    items = [item(n, frozenset(each)) for n, each in enumerate(facts)]
    best = min(clashes(order) for order in itertools.permutations(items))
    assert clashes(spread_facts(items, "en")) == best


def test_the_last_two_may_need_a_place_further_up() -> None:
    items = [item(0), item(1, frozenset("a")), item(2, frozenset("a"))]
    assert [each.name for each in spread_facts(items, "en")] == ["q2", "q0", "q1"] or clashes(
        spread_facts(items, "en")
    ) == 0


def test_one_fact_may_be_written_in_two_ways() -> None:
    items = [item(0, frozenset({"Traité & Pacte"})), item(1, frozenset({"traite et pacte"})), item(2)]
    assert [each.name for each in spread_facts(items, "fr")] == ["q0", "q2", "q1"]
    assert [each.name for each in spread_facts(items, "en")] == ["q0", "q1", "q2"]


def test_new_questions_of_one_kind_do_not_stand_in_a_row_where_others_are() -> None:
    kinds = ["choice", "choice", "choice", "text", "text"]
    items = [Item(f"c/{n}", "b", kind, ("en",), Reveal(Name("?"))) for n, kind in enumerate(kinds)]
    mixed = mix_kinds(items)
    assert [item.kind for item in mixed] == ["choice", "text", "choice", "text", "choice"]
    assert [item.id for item in mixed] == ["c/0", "c/3", "c/1", "c/4", "c/2"], "else as the author had them"
