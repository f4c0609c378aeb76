"""`quizgen check`: every problem of every file, in one run."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.cli.types import OneOf, WarningCode
from quizgen.text.phrases import N_

command = Command(
    "check",
    "quizgen.app.checking:run",
    about=N_(
        "Read the banks and report every problem of every file, with its place and how to mend it. "
        "Exit code 1 if there are errors, 3 if a file can't be read."
    ),
    parameters=[
        parameters.banks(),
        option(
            "--format",
            type=OneOf(("text", "json", "github")),
            default="text",
            metavar=N_("FORMAT"),
            help=N_("text (for people), json (for programs), github (annotations of a workflow)."),
        ),
        option(
            "--watch",
            is_flag=True,
            help=N_(
                "Check again at every change, and show the question that changed on a terminal, as a card and on "
                "paper. Ctrl-C ends."
            ),
        ),
        option(
            "--ignore",
            multiple=True,
            type=WarningCode(),
            metavar=N_("CODE"),
            help=N_("Leave out the warnings with this code, such as Q605; may be repeated."),
        ),
        option("--strict", is_flag=True, help=N_("Warnings make it fail too.")),
        option(
            "--articles",
            type=str,
            metavar=N_("FOLDER"),
            help=N_("Prove the citations against the sources' texts in this folder."),
        ),
    ],
    examples=[
        ("quizgen check my-questions.yaml", N_("one file")),
        ("quizgen check --watch", N_("while you write, beside your editor")),
        ("quizgen check --strict content", N_("all below a folder; warnings count")),
    ],
)
