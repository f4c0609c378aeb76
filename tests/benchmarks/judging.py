"""One typed answer judged beside 30 other known ones."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from measure import Figure

from quizgen.grading import Typed, judge
from quizgen.items import Country, Spelling, Words, Write

OTHERS = frozenset(f"une autre réponse {n}" for n in range(30))
MADRID = Write(Spelling(Words({"fr": "Madrid", "en": "Madrid"})))
NATIONS = Write(Spelling(Words({"fr": "Organisation des Nations unies", "en": "United Nations Organization"})))
KOREA = Write(Spelling(Country("KR")))
MIX = (
    (MADRID, "Madrid"),
    (MADRID, "madird"),
    (MADRID, "Vilnius"),
    (NATIONS, "organisation des nations unies"),
    (NATIONS, "Organisatoin des Nations Unies"),
    (KOREA, "Corée du Sud"),
    (KOREA, "coree du sud"),
    (KOREA, "Corée du Nord"),
)
TWO_SLIPS = ((NATIONS, "Organisatoin des Natoins unies"),)


def judging() -> list[Figure]:
    """Over answers that are right, nearly right and wrong; and the slowest path, a long answer with two slips."""

    def microseconds(cases: Sequence[tuple[Write, str]]) -> float:
        rounds = 1600 // len(cases)

        def once() -> float:
            started = time.perf_counter()
            for _ in range(rounds):
                for form, typed in cases:
                    judge(Typed(typed), form, "fr", OTHERS)
            return (time.perf_counter() - started) / (rounds * len(cases)) * 1e6

        once()
        return statistics.median(once() for _ in range(7))

    return [
        Figure("judging a typed answer", microseconds(MIX), "µs"),
        Figure("judging two slips in a long one", microseconds(TWO_SLIPS), "µs"),
    ]
