"""What the value of an option may be. A wrong one is told of in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from quizgen.app.caller import Caller
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quizgen.text.phrases import Phrases

# Patterns, not compiled ones: help needs none of them, and must come at once.
_LANGUAGE = r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*"
_WARNING = "Q[5-8][0-9][0-9]"
_DURATION = r"(?:(?P<hours>\d{1,2})h)?(?:(?P<minutes>\d{1,4})(?:min|m|$))?(?:(?P<seconds>\d{1,5})s)?"


def _say(ctx: click.Context | None) -> Phrases:
    assert ctx is not None  # None only for click's own prompts, which nothing here uses
    caller = ctx.find_object(Caller)
    assert caller is not None
    return caller.say


def _refuse(message: str, ctx: click.Context | None, param: click.Parameter | None) -> NoReturn:
    raise click.BadParameter(message, ctx, param)


class Whole(click.ParamType[int]):
    """A whole number from `least` up."""

    name = "whole"

    def __init__(self, least: int = 0) -> None:
        self.least = least

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Digits only: no sign, no spaces, at most twelve."""
        text = str(value)
        if re.fullmatch(r"[0-9]{1,12}", text) and int(text) >= self.least:
            return int(text)
        say = _say(ctx)
        message = say('"{value}" is not a whole number from {least} up', value=visible(text), least=self.least)
        _refuse(message, ctx, param)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is."""
        if value in self.words:
            return value
        say = _say(ctx)
        message = say('"{value}" is not one of {words}', value=visible(value), words=", ".join(self.words))
        _refuse(message, ctx, param)

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that start so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class LanguageTag(click.ParamType[str]):
    """A language, as banks and locales name it: fr, en, pt_BR."""

    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The tag as it is."""
        if re.fullmatch(_LANGUAGE, value):
            return value
        say = _say(ctx)
        _refuse(say('"{value}" is not a language such as fr or en', value=visible(value)), ctx, param)


class WarningCode(click.ParamType[str]):
    """The code of a warning: Q605."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, in capitals."""
        code = value.strip().upper()
        if re.fullmatch(_WARNING, code):
            return code
        say = _say(ctx)
        message = say(
            '"{value}" is no warning: they are Q500 to Q899; what is an error can\'t be ignored', value=visible(value)
        )
        _refuse(message, ctx, param)


class Languages(click.ParamType[tuple[str, ...]]):
    """Several languages, with commas between: fr,en."""

    name = "languages"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Each once, in the order given."""
        if isinstance(value, tuple):
            return value
        found = tuple(dict.fromkeys(LanguageTag().convert(each.strip(), param, ctx) for each in value.split(",")))
        return found


class Duration(click.ParamType[int]):
    """A time to keep to: 20m, 1h30, 90s; a bare number at the end is minutes. In seconds."""

    name = "duration"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds, at least one."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(_DURATION, value.replace(" ", "").casefold())
        seconds = 0
        if found:
            hours, minutes, rest = (int(found[name] or 0) for name in ("hours", "minutes", "seconds"))
            seconds = hours * 3600 + minutes * 60 + rest
        if not seconds:
            say = _say(ctx)
            _refuse(say('"{value}" is not a time such as 20m, 1h30 or 90s', value=visible(value)), ctx, param)
        return seconds
