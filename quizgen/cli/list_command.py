"""`quizgen list`: the banks, or the questions of those named."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.text.phrases import N_

command = Command(
    "list",
    "quizgen.app.listing:run",
    about=N_("List the banks and how many questions each holds; of banks that are named, the questions too."),
    parameters=[
        parameters.banks(),
        option("--json", "as_json", is_flag=True, help=N_("For programs: everything, as JSON.")),
    ],
    examples=[("quizgen list nato-tokyo/offices", N_("the questions of one bank"))],
)
