"""The same history, the same memory: Anki's own scheduler is asked what it makes of it."""

from __future__ import annotations

import datetime as calendar
import importlib.util
import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from quizgen.study.schedule import Rated, milliseconds, offset_of, replay

PARIS, MONTREAL = ZoneInfo("Europe/Paris"), ZoneInfo("America/Montreal")
HISTORIES = 100


@pytest.fixture
def _in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield
    time.tzset()


def history(draw: Random, last_day: calendar.date) -> list[Rated]:
    """A year with both changes of the clock, some months of it on the other side of the ocean.

    Between eight in the morning and nine in the evening, wherever the learner is: Anki knows of one zone alone, that
    of today, and what is one evening in Montreal must be one day in Paris too.
    """
    reviews = []
    day = last_day - calendar.timedelta(days=365 + draw.randrange(20))
    away = last_day - calendar.timedelta(days=draw.randrange(60, 330))
    back = away + calendar.timedelta(days=draw.randrange(10, 120))
    while day < last_day:
        zone = MONTREAL if away <= day < back else PARIS
        for _ in range(draw.choice([1, 1, 1, 1, 2, 3])):
            clock = calendar.time(draw.randrange(8, 21), draw.randrange(60), draw.randrange(60))
            at_ms = milliseconds(calendar.datetime.combine(day, clock, zone).astimezone(calendar.UTC))
            reviews.append(Rated(at_ms, draw.choice([1, 2, 3, 3, 3, 3, 4]), offset_of(at_ms, zone)))
        day += calendar.timedelta(days=draw.choice([1, 1, 2, 3, 5, 8, 13, 21, 34, 55]))
    return sorted(reviews)


@pytest.mark.slow
@pytest.mark.usefixtures("_in_paris")
def test_a_year_in_two_zones_comes_to_the_memory_that_anki_computes(tmp_path: Path) -> None:
    if importlib.util.find_spec("anki") is None:
        if os.environ.get("CI"):
            pytest.fail("anki is missing, and nothing may be skipped here")
        pytest.skip("anki is missing")
    from anki.collection import Collection

    draw = Random(17)
    yesterday = calendar.datetime.now(PARIS).date() - calendar.timedelta(days=1)
    histories = [history(draw, yesterday) for _ in range(HISTORIES)]
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        collection.set_config("fsrs", True)
        notetype = collection.models.by_name("Basic")
        assert notetype is not None
        taken: set[int] = set()
        for n, reviews in enumerate(histories):
            note = collection.new_note(notetype)
            note["Front"] = str(n)
            collection.add_note(note, 1)  # type: ignore[arg-type]  # the deck that every collection has
            (card,) = note.card_ids()
            for place, review in enumerate(reviews):
                id_ = review.at_ms
                while id_ in taken:
                    id_ += 1
                taken.add(id_)
                assert collection.db is not None
                collection.db.execute(
                    "INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 0, 200, 3000, ?)",
                    id_,
                    card,
                    review.rating,
                    int(place > 0),
                )
            theirs = collection.compute_memory_state(card)
            ours = replay(reviews, 0.9)
            assert ours is not None
            assert theirs.stability is not None
            assert theirs.difficulty is not None
            assert abs(ours.stability - theirs.stability) < 0.01, (n, reviews)
            assert abs(ours.difficulty - theirs.difficulty) < 0.01, (n, reviews)
    finally:
        collection.close()
