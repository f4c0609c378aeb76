"""The commands by name. Each is loaded when it is called, so that help and mistakes come at once."""

from __future__ import annotations

import importlib
import sys

import click

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.cli.commands import Group, caller_of, common_options, option
from quizgen.text.phrases import N_

COMMANDS = {
    "play": N_("Answer questions here, in the terminal."),
    "list": N_("List banks and questions."),
    "show": N_("Show one question with its answer and sources."),
    "check": N_("Report every problem in the banks."),
    "export": N_("Make files of questions: decks for Anki, sheets and cards for paper."),
    "stats": N_("What you know, and what will fall due."),
    "progress": N_("Your own data: where it is, export, import, rebuild."),
    "new": N_("Write a commented bank to start from."),
    "schema": N_("Print the JSON Schema of the bank format, for editors."),
    "completion": N_("Print the shell's completion script."),
}


def _load(name: str) -> click.Command:
    """The module `<name>_command` holds it as `command`."""
    command: click.Command = importlib.import_module(f"quizgen.cli.{name}_command").command
    return command


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from quizgen import __version__

        click.echo(f"quizgen {__version__}")
        ctx.exit()


def _bare() -> int:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return Exit.FINE
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(ctx.get_help())
        return Exit.FINE
    from quizgen.app.menu import menu

    caller = caller_of(ctx)
    return menu(caller, lambda output, theme: _export(caller, output, theme))


def _export(caller: Caller, output: str, theme: str | None) -> None:
    """Make the files of one theme, or of all, as `quizgen export` does unless told more."""
    command = _load("export")
    banks = [theme] if theme is not None else []
    with command.make_context("quizgen export", [output, *banks], obj=caller) as context:
        command.invoke(context)


root = Group(
    "quizgen",
    COMMANDS,
    _load,
    callback=_bare,
    help=N_(
        "Write questions once, in as many languages as you like; answer them here. "
        "Without a command: a menu, on a terminal."
    ),
    params=[
        option(
            "--version",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=N_("Show the version and stop."),
        ),
        *common_options(),
    ],
)
