"""`quizgen export …`: the outputs by name. Each is loaded when it is called."""

from __future__ import annotations

import importlib

import click

from quizgen.cli import parameters
from quizgen.cli.commands import Command, Group, common_options, help_unless_invoked, option
from quizgen.outputs import OUTPUTS
from quizgen.text.phrases import N_


def _load(name: str) -> click.Command:
    """The command of an output: a page of its own in `export_<name>_command`, or what all outputs share."""
    output = OUTPUTS[name]
    if output.module is None:
        command: click.Command = importlib.import_module(f"quizgen.cli.export_{name}_command").command
        return command
    return Command(
        name,
        "quizgen.app.exporting:run",
        options="quizgen.app.exporting:Wanted",
        fixed={"name": name},
        about=output.about,
        parameters=[
            parameters.banks(),
            option(
                "-o",
                "--output",
                metavar=N_("FILE|FOLDER"),
                help=N_("A file, or a folder for one a collection and language; the screen by default."),
            ),
            option("--strict", is_flag=True, help=N_("Exit code 1 if anything of a question is lost.")),
            *parameters.filters(),
        ],
    )


command = Group(
    "export",
    {name: output.about for name, output in OUTPUTS.items()},
    _load,
    callback=help_unless_invoked,
    help=N_("Make files of questions: decks for Anki, sheets for paper, files for other programs."),
    params=common_options(),
)
