"""The commands by name. Each is loaded when it is called, so that help and mistakes come at once."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.cli.commands import Group, caller_of, common_options, option
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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
    "help": N_("Help for a command, or the page on the format of banks."),
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
    return open_menu(caller_of(ctx)) if ctx.invoked_subcommand is None else Exit.FINE


def open_menu(caller: Caller, banks: Sequence[str] = ()) -> int:
    """On a terminal, the menu of these banks, or of those at hand; elsewhere the help."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(click.get_current_context().find_root().get_help())
        return Exit.FINE
    from quizgen.app.menu import menu

    return menu(caller, lambda output, files: _export(caller, output, files), banks)


def _export(caller: Caller, output: str, files: Sequence[str]) -> None:
    """Make what `quizgen export` makes of some bank files unless told more, and say in which folder."""
    from quizgen.text.visible import visible

    print(caller.say("Written to {folder}:", folder=visible(os.getcwd())))  # noqa: PTH109
    command = _load("export")
    with command.make_context("quizgen export", [output, "--", *files], obj=caller) as context:
        command.invoke(context)


class _Root(Group):
    """The program's own commands; in the place of one, banks to open the menu for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument, or the menu of the bank that it names."""
        if args[0] not in self.entries and not ctx.resilient_parsing and _names_banks(args[0]):
            return "", _load("menu"), args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, or else files."""
        from click.shell_completion import CompletionItem

        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="file")]


def _names_banks(name: str) -> bool:
    """Whether a word that is no command is a file, a folder or the id of a bank, or looks like a path."""
    from pathlib import Path

    from quizgen.app.selection import HERE, Folders, bundled
    from quizgen.bank import find

    if Path(name).suffix in find.BANK_SUFFIXES or "/" in name:
        return True
    return bool(find.find(name, HERE, Folders(HERE, bundled()).shelves)) or Path(name).is_dir()


root = _Root(
    "quizgen",
    COMMANDS,
    _load,
    callback=_bare,
    help=N_(
        "Write questions once, in as many languages as you like; answer them here. "
        "Without a command: a menu, on a terminal, of the banks in this folder, or of the file or folder named."
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
