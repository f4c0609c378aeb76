"""The commands by name. Each is loaded when it is called, so that help and mistakes come at once."""

from __future__ import annotations

import importlib
from typing import Any

import click

from quizgen.cli.commands import Usage, Worded, app_of, common_options, help_page, nearest, option, spoken
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

COMMANDS = {
    "play": N_("Answer questions here, in the terminal."),
    "list": N_("List banks and questions."),
    "show": N_("Show one question with its answer and sources."),
    "check": N_("Report every problem in the banks."),
    "export": N_("Make files of questions: decks for Anki, sheets and cards for paper."),
    "new": N_("Write a commented bank to start from."),
    "schema": N_("Print the JSON Schema of the bank format, for editors."),
    "completion": N_("Print the shell's completion script."),
}


class Root(Worded, click.Group):
    """`quizgen` itself: a menu on a terminal, else the help."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the help page."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Load one command: the module `<name>_command` holds it as `command`."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"quizgen.cli.{name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            say, name, meant = app_of(ctx).say, visible(args[0]), nearest(args[0], COMMANDS)
            if meant:
                raise Usage(say('no such command "{name}"; did you mean {nearest}?', name=name, nearest=meant), ctx)
            raise Usage(say('no such command "{name}"', name=name), ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page, with the commands."""
        return help_page(app_of(ctx), ctx, self, commands=COMMANDS.items())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Commands and options, told in the reader's language; no command is loaded for it."""
        from click.shell_completion import CompletionItem

        say = app_of(ctx).say
        names = [CompletionItem(name, help=say(about)) for name, about in COMMANDS.items()]
        options = [
            CompletionItem(name, help=spoken(each.help, say))
            for each in self.params
            if isinstance(each, click.Option) and incomplete.startswith("-")
            for name in each.opts
        ]
        return [item for item in (*names, *options) if item.value.startswith(incomplete)]


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from quizgen import __version__

        click.echo(f"quizgen {__version__}")
        ctx.exit()


def _bare() -> int:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return 0
    import sys

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(ctx.get_help())
        return 0
    from quizgen.cli.menu import menu

    return menu(app_of(ctx))


root = Root(
    "quizgen",
    callback=_bare,
    invoke_without_command=True,
    help=N_(
        "Write questions once, in as many languages as you like; answer them here. "
        "Without a command: a menu, on a terminal."
    ),
    add_help_option=False,
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
