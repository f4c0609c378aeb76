"""Commands as this program wants them: click parses, and every word that the reader sees is ours.

click's own phrases follow the process's locale and its metavars are English only, so help and mistakes are
worded here, from what click knows of the parameters.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.app.nearest import nearest
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quizgen.text.phrases import Phrases

Example = tuple[str, str]
"""A command line, and the msgid that says what it does."""


class Argument(click.Argument):
    """An argument whose `about` and `metavar` are msgids."""

    def __init__(self, name: str, *, about: str, **rest: Any) -> None:
        super().__init__([name], **rest)
        self.about = about


def mistake(message: str, ctx: click.Context) -> click.UsageError:
    """A mistake in the command line, in the reader's language."""
    return click.UsageError(message, ctx)


def _named(name: str) -> Any:
    """What `module:name` stands for."""
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


class Worded(click.Command):
    """A command whose every mistake knows where it was made, so that it can be told in the reader's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; a mistake that click left without its context gets it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Command(Worded):
    """A command, which names what it runs by `module:function`; `about` and the examples are msgids.

    The function takes the caller and the values of the parameters, or one record of them, of the class that `options`
    names, with the filters gathered in `filters`; it returns the exit code. `fixed`: values that are not parameters.
    """

    def __init__(
        self,
        name: str,
        run: str,
        *,
        about: str,
        options: str | None = None,
        fixed: Mapping[str, str] | None = None,
        parameters: Sequence[click.Parameter] = (),
        examples: Sequence[Example] = (),
    ) -> None:
        super().__init__(
            name,
            params=[*parameters, *common_options()],
            help=about,
            add_help_option=False,
            context_settings={"allow_extra_args": True},  # told of in `invoke`, in the reader's language
        )
        self.run = run
        self.options = options
        self.fixed = fixed or {}
        self.examples = examples

    def invoke(self, ctx: click.Context) -> int:
        """Run it, unless more arguments came than it takes."""
        caller = caller_of(ctx)
        if ctx.args:
            raise mistake(caller.say('unexpected argument "{name}"', name=visible(ctx.args[0])), ctx)
        run = _named(self.run)
        values = {**self.fixed, **ctx.params}
        if self.options is None:
            code: int = run(caller, **values)
            return code
        if "leave_out" in values:
            values["filters"] = _named("quizgen.app.selection:Filters")(
                *(tuple(values.pop(name)) for name in ("tag", "kind", "question", "leave_out"))
            )
        code = run(caller, _named(self.options)(**values))
        return code

    def get_help(self, ctx: click.Context) -> str:
        """The help page, in the reader's language."""
        return help_page(caller_of(ctx), ctx, self, self.examples)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may come next; the options' help in the reader's language."""
        found = super().shell_complete(ctx, incomplete)
        say = caller_of(ctx).say
        for item in found:
            if item.help:
                item.help = say(item.help)
        return found


class Group(Worded, click.Group):
    """Commands under a name. `entries`: each one's name and, as a msgid, what it does, in the order of the help page.

    `load` gives the command of a name among them; only when it is called.
    """

    def __init__(
        self, name: str, entries: Mapping[str, str], load: Callable[[str], click.Command], **rest: Any
    ) -> None:
        super().__init__(name, invoke_without_command=True, add_help_option=False, **rest)
        self.entries = entries
        self.load = load

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the help page."""
        return list(self.entries)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Load one."""
        return self.load(name) if name in self.entries else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument."""
        if args[0] not in self.entries and not ctx.resilient_parsing:
            say, name, meant = caller_of(ctx).say, visible(args[0]), nearest(args[0], self.entries)
            if meant:
                raise mistake(say('no such command "{name}"; did you mean {nearest}?', name=name, nearest=meant), ctx)
            known = ", ".join(self.entries)
            raise mistake(say('no such command "{name}"; the commands: {known}', name=name, known=known), ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page, with the commands."""
        return help_page(caller_of(ctx), ctx, self, commands=self.entries.items())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, told in the reader's language; no command is loaded for it."""
        from click.shell_completion import CompletionItem

        say = caller_of(ctx).say
        names = [CompletionItem(name, help=say(about)) for name, about in self.entries.items()]
        options = [
            CompletionItem(name, help=spoken(each.help, say))
            for each in self.params
            if isinstance(each, click.Option) and incomplete.startswith("-")
            for name in each.opts
        ]
        return [item for item in (*names, *options) if item.value.startswith(incomplete)]


def help_unless_invoked() -> int:
    """What a group does by itself: tell its help."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return Exit.FINE


def caller_of(ctx: click.Context) -> Caller:
    """The run that a context belongs to."""
    caller = ctx.find_object(Caller)
    assert caller is not None
    return caller


def option(*names: str, help: str, **rest: Any) -> click.Option:
    """An option whose `help` and `metavar` are msgids."""
    return click.Option(names, help=help, **rest)


def common_options() -> list[click.Parameter]:
    """What every command takes."""
    from quizgen.cli.types import LanguageTag

    return [
        option(
            "--lang",
            type=LanguageTag(),
            metavar=N_("LANGUAGE"),
            expose_value=False,  # read beforehand (language.asked); here it is only checked
            help=N_("Language of the questions and of the interface: fr, en…"),
        ),
        option(
            "-h",
            "--help",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=N_("Show this help and stop."),
        ),
    ]


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


# ---------------------------------------------------------------------------------------------------------------
# Help


def spoken(message: str | None, say: Phrases) -> str:
    """A phrase that click may lack."""
    return say(message) if message else ""


def help_page(
    caller: Caller,
    ctx: click.Context,
    command: click.Command,
    examples: Sequence[Example] = (),
    commands: Iterable[tuple[str, str]] = (),
) -> str:
    """Usage, what it does, arguments, options, the commands of a group, examples."""
    from textwrap import wrap

    say = caller.say
    width = max(20, min(caller.columns(), 100))
    arguments = [parameter for parameter in command.params if isinstance(parameter, Argument)]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    usage = [say("[OPTIONS]"), *(_slot(argument, say) for argument in arguments)]
    if commands:
        usage.append(say("[COMMAND]"))
    lines = wrap(
        " ".join((say("Usage:"), ctx.command_path, *usage)), width, subsequent_indent=" " * 8, break_on_hyphens=False
    )
    lines += ["", *wrap(spoken(command.help, say), width - 2, initial_indent="  ", subsequent_indent="  ")]
    lines += _table(say("Commands:"), [(name, say(about)) for name, about in commands], width)
    lines += _table(
        say("Arguments:"), [(spoken(argument.metavar, say), say(argument.about)) for argument in arguments], width
    )
    lines += _table(say("Options:"), [(_head(each, say), spoken(each.help, say)) for each in options], width)
    if examples:
        lines += ["", say("Examples:")]
        for line, about in examples:
            lines.append(f"  {line}")
            lines += wrap(say(about), width, initial_indent=" " * 6, subsequent_indent=" " * 6)
    return "\n".join(lines)


def _slot(argument: Argument, say: Phrases) -> str:
    word = spoken(argument.metavar, say) + ("…" if argument.nargs == -1 else "")
    return word if argument.required else f"[{word}]"


def _head(option: click.Option, say: Phrases) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return f"{names} {say(option.metavar)}" if option.metavar else names


def _table(title: str, rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Two columns; a first cell too wide for its column stands on a line of its own."""
    from textwrap import wrap

    if not rows:
        return []
    column = min(max(len(first) for first, _ in rows), 26, width // 2) + 4
    lines = ["", title]
    for first, second in rows:
        told = wrap(second, max(width - column, 12), break_on_hyphens=False)
        head = f"  {first}"
        if len(head) > column - 2:
            lines.append(head)
            head = ""
        lines.append((head.ljust(column) + told[0]) if told else head)
        lines += [" " * column + line for line in told[1:]]
    return lines


# ---------------------------------------------------------------------------------------------------------------
# Mistakes


def explain(error: click.UsageError, say: Phrases) -> str:
    """What is wrong with the command line, and where its help is."""
    message = say("Error: {message}", message=_mistake(error, say))
    if error.ctx is None:
        return message
    command = f"{error.ctx.command_path} --help"
    return message + "\n" + say("Help: {command}", command=command)


def _mistake(error: click.UsageError, say: Phrases) -> str:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=[nearest, *_]):
            return say("no such option {name}; did you mean {nearest}?", name=visible(name), nearest=nearest)
        case click.NoSuchOption(option_name=name):
            return say("no such option {name}", name=visible(name))
        case click.MissingParameter(param=click.Parameter(metavar=str(metavar))):
            return say("{name} is missing", name=say(metavar))
        case click.BadOptionUsage(option_name=name, ctx=click.Context() as ctx):
            takes_none = any(
                isinstance(each, click.Option) and each.is_flag and name in each.opts for each in ctx.command.params
            )
            if takes_none:
                return say("{name} takes no value", name=visible(name))
            return say("{name} needs a value", name=visible(name))
        case click.BadParameter(param=click.Option(opts=names)):
            return say("{option}: {message}", option=max(names, key=len), message=error.message)
    return error.message
