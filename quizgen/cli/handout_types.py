"""What the options of `export handout` may be, besides the common types."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from quizgen.app.caller import Caller
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.outputs.handout.sheet import VersionId
    from quizgen.text.phrases import Phrases


def _say(ctx: click.Context | None) -> Phrases:
    caller = ctx.find_object(Caller) if ctx else None
    assert caller is not None
    return caller.say


class SheetId(click.ParamType["VersionId"]):
    """A seed, or a form id as it stands on a sheet."""

    name = "seed"

    def convert(self, value: str | VersionId, param: click.Parameter | None, ctx: click.Context | None) -> VersionId:
        """`4821`, `4821-B`, `4821-B-7F3A`."""
        from quizgen.outputs.handout.sheet import VersionId, read_version_id

        if isinstance(value, VersionId):
            return value
        found = read_version_id(value)
        if found is None:
            say = _say(ctx)
            message = say('"{value}" is neither a number nor a form id such as 4821-B-7F3A', value=visible(value))
            raise click.BadParameter(message, ctx, param)
        return found


class Duration(click.ParamType[int]):
    """How long a test takes, in minutes: 55, 55min, 1h, 1h30, 1:30."""

    name = "duration"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """From a minute to a day."""
        if isinstance(value, int):
            return value
        written = "".join(value.lower().split())
        found = re.fullmatch(r"(?:(\d{1,2})(?:h|:))?(?:(\d{1,3})(?:mins?|mn|m)?)?", written)
        minutes = 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0
        if 0 < minutes <= 24 * 60:
            return minutes
        say = _say(ctx)
        raise click.BadParameter(say('"{value}" is not a time such as 55 or 1h30', value=visible(value)), ctx, param)


class Marks(click.ParamType[Decimal]):
    """A total of points above zero: 20, 12.5, 12,5."""

    name = "points"

    def convert(self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """At most four digits and two decimals."""
        if isinstance(value, Decimal):
            return value
        written = value.strip().replace(",", ".")
        if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", written) and Decimal(written) > 0:
            return Decimal(written)
        say = _say(ctx)
        message = say('"{value}" is not a number of points such as 20', value=visible(value))
        raise click.BadParameter(message, ctx, param)
