"""The parameters that several commands share: which banks, which of their questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizgen.cli.commands import Argument, option
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class BankName(click.types.StringParamType):
    """A file, a folder, or the id of a bank; what it stands for is looked up by `selection.targets`."""

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The banks of this folder and the ids that start so, or else files."""
        from click.shell_completion import CompletionItem

        from quizgen.app.selection import HERE, Folders, bundled
        from quizgen.bank import find

        shelves = Folders(HERE, bundled()).shelves
        names = [*(str(target.home) for target in find.own(HERE) if target.home != HERE), *find.names(shelves)]
        known = [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(incomplete)]
        return known or [CompletionItem(incomplete, type="file")]


def banks(name: str = "banks") -> Argument:
    """BANK…"""
    return Argument(
        name,
        nargs=-1,
        type=BankName(),
        metavar=N_("BANK"),
        about=N_(
            "A file, a folder, or the id of a bundled collection or bank (nato-tokyo, nato-tokyo/offices). "
            "Left out: the banks of this folder (those in ./content, if there is a collection), else the bundled ones."
        ),
    )


def filters() -> list[click.Parameter]:
    """--tag, --kind, --question, --except; each may be given several times."""
    return [
        option(
            "--tag",
            multiple=True,
            type=str,
            metavar=N_("TAG"),
            help=N_("Only questions with this tag; may be repeated."),
        ),
        option(
            "--kind",
            multiple=True,
            type=str,
            metavar=N_("KIND"),
            help=N_("Only questions of this kind (choice, text, list…); may be repeated."),
        ),
        option(
            "--question",
            multiple=True,
            type=str,
            metavar=N_("ID"),
            help=N_("Only this question; may be repeated."),
        ),
        option(
            "--except",
            "leave_out",
            multiple=True,
            type=str,
            metavar=N_("ID"),
            help=N_("All but this question; may be repeated."),
        ),
    ]
