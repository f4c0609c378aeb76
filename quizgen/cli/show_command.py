"""`quizgen show`: one question, whole."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Argument, Command, option
from quizgen.text.phrases import N_

command = Command(
    "show",
    "quizgen.app.showing:run",
    about=N_("Show one question with its answer, explanation, sources and tags."),
    parameters=[
        Argument(
            "id",
            type=str,
            required=True,
            metavar=N_("ID"),
            about=N_("The question's id, alone or after its collection's: gulf-office, nato-tokyo/gulf-office."),
        ),
        parameters.banks(),
        option("--json", "as_json", is_flag=True, help=N_("For programs: everything, as JSON.")),
    ],
    examples=[("quizgen show gulf-office --lang fr", N_("in French"))],
)
