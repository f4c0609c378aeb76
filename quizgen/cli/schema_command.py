"""`quizgen schema`: the bank format as a JSON Schema."""

from __future__ import annotations

import json

from quizgen.cli.app import App
from quizgen.cli.commands import Command
from quizgen.text.phrases import N_


def run(app: App) -> int:
    """Print it."""
    from quizgen.bank.schema import schema

    print(json.dumps(schema(app.say), ensure_ascii=False, indent=2))
    return 0


command = Command(
    "schema",
    run,
    about=N_("Print the JSON Schema of the bank format. Editors use it to complete keys and to mark mistakes."),
    examples=[("quizgen schema > bank.schema.json", N_("write it to a file, then point your editor at it"))],
)
