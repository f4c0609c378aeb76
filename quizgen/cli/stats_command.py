"""`quizgen stats`: what a learner knows, did, and will have to do."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quizgen.cli import parameters
from quizgen.cli.app import App
from quizgen.cli.commands import Command, option
from quizgen.cli.data import for_programs
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from quizgen.items import Collection
    from quizgen.study.statistics import Statistics


def run(app: App, names: Sequence[str], as_json: bool) -> int:
    """Read the banks and the progress, and print."""
    from quizgen.cli import banks

    collections = banks.sound(app, names).collections
    if not as_json:
        return show(app, collections, all_there_is=not names)
    found = _statistics(app, collections, all_there_is=not names)
    if found is None:
        return 3
    print(for_programs(_data(found)))
    return 0


def show(app: App, collections: Sequence[Collection], *, all_there_is: bool = True) -> int:
    """Print the charts: of every answer given, or of those to the questions of these banks."""
    from quizgen.cli import charts

    found = _statistics(app, collections, all_there_is)
    if found is None:
        return 3
    charts.show(app, collections, found)
    return 0


def _statistics(app: App, collections: Sequence[Collection], all_there_is: bool) -> Statistics | None:
    """Everything; None if the progress can't be read, having told why."""
    from quizgen.cli import learner
    from quizgen.study.progress import ProgressError
    from quizgen.study.statistics import statistics

    items = [item for collection in collections for item in collection.items()]
    living = {item.id for item in items}
    try:
        with learner.open_progress(reading=True) as progress:
            learner.adopt(progress, items)
            name = progress.name
            flags = progress.flags()
            if not all_there_is:
                flags = [row for row in flags if name(row.item) in living]
            return statistics(
                items,
                progress.days(None, None if all_there_is else living),
                progress.answered() if all_there_is else living,
                progress.memories(living),
                flags,
                name=name,
                now_ms=learner.now_ms(),
                zone=None,
                retention=progress.retention,
            )
    except ProgressError as error:
        print(app.say("Error: {message}", message=learner.told(error, app.say)), file=sys.stderr)
        return None


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


command = Command(
    "stats",
    run,
    about=N_(
        "What you know, by theme and by tag; how much you answered, day by day; how much of what you had learnt "
        "you remembered; what will fall due; the hardest questions, and those you flagged."
    ),
    parameters=[
        parameters.banks("names"),
        option("--json", "as_json", is_flag=True, help=N_("As JSON, for programs.")),
    ],
    examples=[("quizgen stats", N_("all of it")), ("quizgen stats nato-tokyo/offices", N_("one theme"))],
)
