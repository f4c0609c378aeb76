"""`quizgen stats`: what a learner knows, did, and will have to do."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.text.phrases import N_

command = Command(
    "stats",
    "quizgen.app.statistics:run",
    about=N_(
        "What you know, by theme and by tag; how much you answered, day by day; how much of what you had learnt "
        "you remembered; what will fall due; the hardest questions, and those you flagged."
    ),
    parameters=[
        parameters.banks(),
        option("--json", "as_json", is_flag=True, help=N_("As JSON, for programs.")),
    ],
    examples=[("quizgen stats", N_("all of it")), ("quizgen stats nato-tokyo/offices", N_("one theme"))],
)
