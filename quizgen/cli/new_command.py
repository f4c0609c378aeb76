"""`quizgen new`: a commented bank to start from."""

from __future__ import annotations

from quizgen.cli.commands import Argument, Command, option
from quizgen.cli.types import Languages
from quizgen.text.phrases import N_

command = Command(
    "new",
    "quizgen.app.authoring:write_bank",
    about=N_("Write a commented bank with a few examples to start from. A file that exists is left alone."),
    parameters=[
        Argument("name", type=str, required=True, metavar=N_("NAME"), about=N_("Name of the file, or its path.")),
        option(
            "--languages",
            type=Languages(),
            metavar=N_("LANGUAGES"),
            help=N_("Languages of its questions: fr,en. Left out: those of the collection around, else yours."),
        ),
    ],
    examples=[("quizgen new capitals --languages fr,en", N_("writes capitals.yaml, in two languages"))],
)
