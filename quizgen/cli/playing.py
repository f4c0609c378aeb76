"""Choosing questions and playing them: what `play` and the menu share."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from quizgen import grading
from quizgen.cli import banks
from quizgen.cli.app import App
from quizgen.cli.commands import Usage
from quizgen.play import choose_plain, run, without_needed_images
from quizgen.study.session import Mode, Settings, begin, mark

if TYPE_CHECKING:
    from quizgen.items import Collection, Item

COUNT = {"practice": 10, "exam": 20}
"""How many questions a session has unless told: an exam in French is marked out of 20."""

INTERRUPTED = 130


def out_of_twenty(language: str) -> bool:
    """Whether the language's readers are used to marks out of 20 rather than percent."""
    return mark(begin((), Settings("exam", language)), language)[1] == 20


def language_of(app: App, collections: Sequence[Collection]) -> str:
    """The one language of a session: the language wanted if any of the collections has it, else the first's first.

    The one asked for by --lang is in none: exit code 2.
    """
    for collection in collections:
        found = app.content(collection.languages)
        if found is not None and (app.wanted is None or app.serves(found)):
            return found
    return banks.language_of(app, collections[0])


def askable(items: Sequence[Item], language: str) -> tuple[tuple[Item, ...], int]:
    """The items that can be asked in a terminal in that language, and how many lack only their picture."""
    return without_needed_images(item for item in items if language in item.languages)


def play(
    app: App,
    collections: Sequence[Collection],
    items: Sequence[Item],
    *,
    mode: Mode,
    count: int | None = None,
    seed: int | None = None,
    plain: bool = False,
    time_limit_s: float | None = None,
) -> int:
    """Ask some of the items and tell how it went; 130 if it was interrupted, else 0."""
    language = language_of(app, collections)
    say = app.phrases(language)
    pool, left_out = askable(items, language)
    if not pool:
        raise Usage(say("none of these questions can be asked here, in this language"))
    drawn = SystemRandom().randrange(10**6) if seed is None else seed
    number = min(count or COUNT[mode], len(pool))
    chosen = Random(drawn).sample(pool, number)

    @cache
    def others(item_id: str, language: str) -> frozenset[str]:
        return grading.known_answers(pool, by_id[item_id], language)

    by_id = {item.id: item for item in chosen}
    ended = run(
        begin(chosen, Settings(mode, language, drawn, time_limit_s)),
        say=say,
        themes={bank.id: bank for collection in collections for bank in collection.banks},
        others=lambda item, language: others(item.id, language),
        plain=choose_plain(sys.stdin, sys.stdout, app.environ, plain),
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=app.color(sys.stdout),
        clock=time.monotonic,
        open_file=_open,
        left_out=left_out,
    )
    return INTERRUPTED if ended.how == "interrupted" else 0


def _open(path: Path) -> None:
    """Show a picture with whatever the system shows pictures with."""
    import click

    click.launch(str(path))
