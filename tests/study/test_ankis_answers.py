"""Answers given in Anki among those given here: rounds of lists, echoes, and that no order of merging matters."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.study.events import Event, effective, fact
from quizgen.study.progress import Progress

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


def ours(at_ms: int, rating: int = 3, item: str = "c/list") -> Event:
    score = str(int(rating > 1))
    return Event(f"ours{at_ms}", at_ms, "answer", item, "s", mode="study", score=score, rating=rating, offset=60)


def whole(at_ms: int, ease: int = 3, item: str = "c/a") -> Event:
    made = ours(at_ms, ease, item)
    return made._replace(id=f"anki:{at_ms}", session="anki")


def of_list(at_ms: int, number: int, ease: int = 3, of: int = 3, item: str = "c/list") -> Event:
    return whole(at_ms, ease, item)._replace(rating=None, answer=fact(number, ease, of))


def ratings(*events: Event) -> list[tuple[int, str, int]]:
    return [(each.event.at_ms, each.score, each.rating) for each in effective(events) if each.rating is not None]


def test_a_list_was_asked_once_all_its_cards_were_answered() -> None:
    monday = [of_list(1, 1), of_list(2, 2, ease=1), of_list(3, 2, ease=4)]
    assert ratings(*monday) == []
    assert ratings(*monday, of_list(DAY_MS, 3, ease=2)) == [(DAY_MS, "2/3", 1)], "the lowest first answer"
    following = [of_list(2 * DAY_MS + n, n, ease=4) for n in (3, 1, 2)]
    assert ratings(*monday, of_list(DAY_MS, 3), *following)[1] == (2 * DAY_MS + 3, "1", 4)


def test_a_late_device_makes_the_rounds_anew() -> None:
    early = [of_list(1, 1), of_list(5, 2), of_list(10, 3), of_list(20, 1), of_list(21, 2)]
    assert [at_ms for at_ms, _, _ in ratings(*early)] == [10]
    assert [at_ms for at_ms, _, _ in ratings(*early, of_list(3, 3))] == [5, 21]


def test_what_a_deck_took_there_does_not_come_back() -> None:
    mine = ours(1_000_000)
    echo = whole(1_000_002, item="c/list")
    assert ratings(mine, echo) == [(1_000_000, "1", 3)]
    assert len(ratings(mine, echo._replace(id="anki:1002000", at_ms=1_002_000))) == 2
    undone = Event("u", 1_000_500, "undo", "c/list", target=mine.id)
    assert ratings(mine, undone, echo) == [], "what was taken back here stays so"


def test_a_fact_that_says_nothing_makes_no_round() -> None:
    for answer in (
        '{"anki": 3}',
        '{"anki": [1, 9, 1]}',
        '{"anki": ["1", 3, 1]}',
        "anki",
        '{"anki": [1, 3, null]}',
        "[" * 9999,
    ):
        assert ratings(of_list(1, 1)._replace(answer=answer + '"anki"' * 0)) == []


moments = st.integers(0, 12).map(lambda n: START_MS + n * DAY_MS // 2)
events = st.one_of(
    st.builds(ours, moments, st.sampled_from([1, 3])),
    st.builds(
        of_list, moments.map(lambda ms: ms + 7), st.integers(1, 3), st.sampled_from([1, 2, 3, 4]), st.integers(2, 3)
    ),
    st.builds(of_list, moments.map(lambda ms: ms + 3_600_000), st.integers(1, 3), st.sampled_from([1, 3])),
    st.builds(whole, moments, st.sampled_from([1, 2, 3, 4])),
)


def state(parts: Sequence[Sequence[Event]]) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as folder, Progress(Path(folder) / "p.db") as progress:
        for part in parts:
            progress.merge(part)
        return progress.events(), progress.memories(), list(progress.answers())


@settings(max_examples=25)
@given(st.lists(st.lists(events, max_size=8), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_imports_come_to_the_same_in_any_order_and_any_number_of_times(parts: list[list[Event]], draw) -> None:  # type: ignore[no-untyped-def]
    once = state(parts)
    shuffled = [list(part) for part in parts + parts]
    draw.shuffle(shuffled)
    for part in shuffled:
        draw.shuffle(part)
    assert state(shuffled) == once
    assert state([[event for part in parts for event in part]]) == once


def test_a_list_that_anki_has_begun_counts_as_one_of_todays_new(tmp_path: Path) -> None:
    with Progress(tmp_path / "p.db") as progress:
        progress.merge([of_list(START_MS, 1), of_list(START_MS + 1, 2), whole(START_MS + 5)])
        assert progress.begun_between(START_MS, START_MS + DAY_MS) == 2
        progress.merge([of_list(START_MS + DAY_MS, 3)])
        assert progress.begun_between(START_MS + DAY_MS, START_MS + 2 * DAY_MS) == 0, "it was begun the day before"
        assert progress.memories()["c/list"].reviews == 1
