"""What a learner knows, did, and will have to do: as charts, and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.app import charts, selection
from quizgen.app.caller import Caller
from quizgen.app.data import for_programs
from quizgen.app.exits import Exit
from quizgen.items import Collection
from quizgen.study.statistics import Statistics, statistics


def run(caller: Caller, banks: Sequence[str], as_json: bool) -> int:
    """Read the banks and the progress, and print. Raises ProgressUnusable."""
    collections = selection.sound(caller, caller.folders, banks)
    if not as_json:
        return show(caller, collections, all_there_is=not banks)
    print(for_programs(_data(_statistics(caller, collections, all_there_is=not banks))))
    return Exit.FINE


def show(caller: Caller, collections: Sequence[Collection], *, all_there_is: bool = True) -> int:
    """Print the charts. `all_there_is`: these banks are all of their collections; what else was answered left."""
    charts.show(caller, collections, _statistics(caller, collections, all_there_is))
    return Exit.FINE


def _statistics(caller: Caller, collections: Sequence[Collection], all_there_is: bool) -> Statistics:
    items = selection.everything(collections)
    living = {item.id for item in items}
    homes = {collection.id for collection in collections}
    learner = caller.learner
    with learner.progress(caller.say, or_read_only=True) as progress:
        learner.adopt(progress, items)
        name = progress.name
        flags = progress.flags()
        ever = progress.answered() if all_there_is else living  # with those that have left these collections since
        told = living | {item for item in ever if item.partition("/")[0] in homes}
        flags = [flag for flag in flags if name(flag.item) in told]
        return statistics(
            items,
            progress.days(None, told),
            told,
            progress.memories(living),
            flags,
            name=name,
            now_ms=learner.now_ms(),
            zone=None,
            retention=progress.retention,
            from_anki=progress.count_ankis(told),
        )


def _data(found: Statistics) -> dict[str, Any]:
    """The statistics as JSON: dates in ISO 8601, shares as counts, seconds of study."""

    def shares(by_name: Mapping[str, Any]) -> dict[str, dict[str, int]]:
        return {
            name: {"known": share.known, "learning": share.learning, "new": share.new, "total": share.total}
            for name, share in by_name.items()
        }

    def recall(each: Any) -> dict[str, int]:
        return {"remembered": each.remembered, "reviewed": each.reviewed}

    return {
        "today": found.today.isoformat(),
        "banks": shares(found.banks),
        "tags": shares(found.tags),
        "answers": found.reviews,
        "from_anki": found.from_anki,
        "seconds": round(found.seconds),
        "days": {date.isoformat(): {"answers": day.answers, "right": day.right} for date, day in found.days.items()},
        "retention": {
            "wanted": found.wanted,
            "all": recall(found.recall),
            "last_30_days": recall(found.recall_30_days),
        },
        "forecast": list(found.forecast),
        "hardest": [{"question": hard.item, "lapses": hard.lapses, "reviews": hard.reviews} for hard in found.hardest],
        "flags": [{"question": item, "note": note} for item, note in found.flags],
        "vanished": found.vanished,
    }
