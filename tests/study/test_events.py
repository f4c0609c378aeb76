"""Rows: what a line of an export may be, and what events come to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.study.events import BadLine, Effective, Event, effective, from_line, rated, renames, to_line
from quizgen.study.schedule import Rated

LINES = (Path(__file__).parent.parent / "cases" / "rows" / "lines.txt").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("case", LINES)
def test_a_line_is_a_event_or_told_why_not(case: str) -> None:
    why, _, line = case.partition("\t")
    if not why:
        assert to_line(from_line(line)) == line
        return
    with pytest.raises(BadLine) as junk:
        from_line(line)
    assert str(junk.value) == why


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
SOME = WORDS.filter(bool)
TIMES = st.integers(0, 10**12)
EVENTS = st.builds(
    Event,
    SOME,
    TIMES,
    st.sampled_from(["answer", "rate", "undo", "flag", "rename"]),
    SOME,
    WORDS,
    TIMES,
    target=SOME,
    mode=st.none() | SOME,
    language=st.none() | SOME,
    answer=st.none() | SOME,
    score=st.sampled_from(["0", "1", "1/3"]),
    duration_ms=st.none() | TIMES,
    rating=st.sampled_from([None, 1, 2, 3, 4]),
    note=st.none() | SOME,
    offset=st.none() | st.integers(-1440, 1440),
)


@given(EVENTS)
def test_every_event_comes_back_from_its_line(event: Event) -> None:
    line = to_line(event)
    assert from_line(line) == event
    assert "\n" not in line
    shown = [value for value in event if isinstance(value, str) and value.isprintable()]
    assert all(char in line for value in shown for char in value if not char.isascii())  # legible in any language
    assert list(json.loads(line)) == sorted(json.loads(line))
    assert not {None, ""} & set(json.loads(line).values())


def answer(id: str, at_ms: int = 5, rating: int | None = 3, score: str | None = "1") -> Event:
    return Event(id, at_ms, "answer", "c/a", rating=rating, score=score)


def rate(id: str, target: str, rating: int | None, score: str | None, seq: int = 0, at_ms: int = 5) -> Event:
    return Event(id, at_ms, "rate", "c/a", seq=seq, target=target, rating=rating, score=score)


def undo(id: str, target: str) -> Event:
    return Event(id, 9, "undo", "c/a", target=target)


@pytest.mark.parametrize(
    ("events", "stand"),
    [
        # by time, then by id
        ([answer("b"), answer("a"), answer("c", 4)], [("c", "1", 3), ("a", "1", 3), ("b", "1", 3)]),
        # what is taken back is gone, in whatever order it is told; what another event speaks of is not
        ([undo("z", "a"), answer("a"), answer("b")], [("b", "1", 3)]),
        ([answer("a"), Event("f", 6, "flag", "c/a", target="a")], [("a", "1", 3)]),
        # the last word counts: by its place in the sitting, then by time, then by id
        ([answer("a", score="0", rating=1), rate("r", "a", 2, "1")], [("a", "1", 2)]),
        ([answer("a"), rate("r", "a", 2, "1/2", seq=2), rate("q", "a", 4, "1", seq=1, at_ms=9)], [("a", "1/2", 2)]),
        ([answer("a"), rate("q", "a", 2, "1/2", at_ms=9), rate("r", "a", 4, "1", at_ms=8)], [("a", "1/2", 2)]),
        ([answer("a"), rate("r", "a", 2, "1/2"), rate("q", "a", 4, "1")], [("a", "1/2", 2)]),
        # a word taken back leaves the one before it
        ([answer("a"), rate("q", "a", 2, "0"), rate("r", "a", 4, "1", seq=1), undo("z", "r")], [("a", "0", 2)]),
        # each answer has its own
        ([answer("a"), answer("b"), rate("r", "b", 1, "0")], [("a", "1", 3), ("b", "0", 1)]),
        # a word without a score leaves the score as it was; no score at all is none
        ([answer("a", score="1/2"), rate("r", "a", 4, None)], [("a", "1/2", 4)]),
        ([answer("a", score=None)], [("a", "0", 3)]),
        # nothing that was not to be scheduled is, by a later word
        ([answer("a", rating=None), rate("r", "a", 4, "1")], [("a", "1", None)]),
        # words of no answer
        ([rate("r", "gone", 4, "1"), Event("s", 5, "rate", "c/a", rating=1), answer("a")], [("a", "1", 3)]),
    ],
)
def test_what_stands(events: list[Event], stand: list[tuple[str, str, int | None]]) -> None:
    for each in (events, events[::-1]):
        assert [(event.id, score, rating) for event, score, rating in effective(each)] == stand


def test_only_what_has_a_rating_is_scheduled() -> None:
    told = [Effective(answer("a", 1), "1", 3), Effective(answer("b", 2), "1", None), Effective(answer("c", 3), "0", 1)]
    assert rated(told) == [Rated(1, 3), Rated(3, 1)]


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        (["ab"], {"a": "b"}),
        (["ab", "bc"], {"a": "c", "b": "c"}),
        (["bc", "ab"], {"a": "c", "b": "c"}),
        (["ab", "ba"], {"b": "a"}),
        (["ab", "bc", "ca"], {"b": "a", "c": "a"}),
        (["ab", "ba", "ab"], {"a": "b"}),
        (["ab", "ac"], {"a": "c"}),
        (["ab", "ca", "ac"], {"a": "c"}),
        (["aa"], {}),
    ],
)
def test_renames(steps: list[str], names: dict[str, str]) -> None:
    events = [Event(str(n), n, "rename", step[0], target=step[1]) for n, step in enumerate(steps)]
    assert renames(reversed(events)) == names
    at_once = [event._replace(at_ms=0) for event in events]
    assert renames(reversed(at_once)) == names, "of one moment, by their ids"


def test_only_renames_rename() -> None:
    events = [
        Event("1", 1, "rate", "a", target="b"),
        Event("2", 2, "rename", "c"),
        Event("3", 3, "rename", "d", target="e"),
    ]
    assert renames(events) == {"d": "e"}
