"""`quizgen FILE`: the menu for the banks of a file or a folder. It stands in the place of a command's name."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command
from quizgen.text.phrases import N_

command = Command(
    "",
    "quizgen.cli.root:open_menu",
    about=N_("Open the menu of these banks, on a terminal."),
    parameters=[parameters.banks()],
    examples=[("quizgen capitals.yaml", N_("one file")), ("quizgen my-questions/", N_("all below a folder"))],
)
