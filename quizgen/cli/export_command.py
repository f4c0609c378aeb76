"""`quizgen export …`: the outputs by name. Each is loaded when it is called."""

from __future__ import annotations

import importlib

import click

from quizgen.cli.commands import Group, common_options, help_unless_invoked
from quizgen.outputs import OUTPUTS
from quizgen.text.phrases import N_


def _load(name: str) -> click.Command:
    """The module `export_<name>_command` holds it as `command`."""
    command: click.Command = importlib.import_module(f"quizgen.cli.export_{name}_command").command
    return command


command = Group(
    "export",
    OUTPUTS,
    _load,
    callback=help_unless_invoked,
    help=N_("Make files of questions: decks for Anki, sheets and cards for paper."),
    params=common_options(),
)
