"""`quizgen help`: the help page of a command, or the page on the format of banks."""

from __future__ import annotations

import click

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.cli.commands import Argument, Command
from quizgen.cli.types import OneOf
from quizgen.text.phrases import N_

FORMAT = "format"


class Topic(OneOf):
    """A command, or the format."""

    def __init__(self) -> None:
        from quizgen.cli.root import COMMANDS

        super().__init__((FORMAT, *COMMANDS))


def run(caller: Caller, topic: str | None) -> int:
    """Print the page; on a terminal, screen by screen."""
    if topic == FORMAT:
        from quizgen.app.manual import show_format

        return show_format(caller)
    from quizgen.cli.root import root

    context = click.get_current_context().find_root()
    if topic is not None:
        command = root.get_command(context, topic)
        assert command is not None
        context = click.Context(command, context, topic)
    caller.read_out(context.get_help() + "\n")
    return Exit.FINE


command = Command(
    "help",
    "quizgen.cli.help_command:run",
    about=N_("Help for a command, or the page on the format of banks, by example."),
    parameters=[
        Argument("topic", type=Topic(), metavar=N_("TOPIC"), about=N_("A command, or format."), required=False)
    ],
    examples=[("quizgen help format", N_("all that a bank may hold")), ("quizgen help play", N_("one command"))],
)
