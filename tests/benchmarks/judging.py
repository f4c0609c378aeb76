"""One typed answer judged beside 30 other known ones, and a list typed on one line."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from measure import Figure

from quizgen.grading import Named, Typed, judge
from quizgen.items import Country, Entry, Enumerate, Spelling, Words, Write

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
# Several, so that no answer finds what the one before it left behind.
TWO_SLIPS = tuple(
    (NATIONS, f"{first} des {second} unies")
    for first in ("Organisatoin", "Oragnisation", "Orgnaisation", "Organistaion")
    for second in ("Natoins", "Natinos", "Ntaions", "Naitons")
)
PLANETS = Enumerate(
    tuple(Entry(Spelling(Words({"fr": name, "en": name}))) for name in ("Vénus", "Mars", "Mercure")), needed=3
)
PASTED = tuple((PLANETS, line) for line in ("Vénus, Mars, Mercure", "Mercure et Mars, Vénus", "Mars, Mercure et Vénus"))


def judging() -> list[Figure]:
    """Over answers that are right, nearly right and wrong; and the slowest path, a long answer with two slips."""

    def microseconds(cases: Sequence[tuple[Write | Enumerate, str]]) -> float:
        rounds = 1600 // len(cases)

        def once() -> float:
            started = time.process_time()
            for _ in range(rounds):
                for form, typed in cases:
                    response = Named((typed,)) if isinstance(form, Enumerate) else Typed(typed)
                    judge(response, form, "fr", OTHERS)
            return (time.process_time() - started) / (rounds * len(cases)) * 1e6

        once()
        return statistics.median(once() for _ in range(7))

    return [
        Figure("judging a typed answer", microseconds(MIX), "µs"),
        Figure("judging two slips in a long one", microseconds(TWO_SLIPS), "µs"),
        Figure("judging a list on one line", microseconds(PASTED), "µs"),
    ]
