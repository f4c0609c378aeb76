"""`quizgen schema`: the bank format as a JSON Schema."""

from __future__ import annotations

from quizgen.cli.commands import Command
from quizgen.text.phrases import N_

command = Command(
    "schema",
    "quizgen.app.authoring:print_schema",
    about=N_("Print the JSON Schema of the bank format. Editors use it to complete keys and to mark mistakes."),
    examples=[("quizgen schema > bank.schema.json", N_("write it to a file, then point your editor at it"))],
)
