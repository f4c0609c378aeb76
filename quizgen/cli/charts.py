"""The charts of `quizgen stats`: bars that read without colour, at any width from 40 columns on."""

from __future__ import annotations

import datetime as calendar
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.bar import Bar
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from quizgen.cli import banks
from quizgen.items import plain
from quizgen.text import values
from quizgen.text.phrases import Phrases
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.cli.app import App
    from quizgen.items import Collection, Item
    from quizgen.study.statistics import Share, Statistics

WIDEST = 88
DAYS = 14  # shown of the past and of the future: two weeks fit a screen
TAGS = 8  # shown of the tags, the largest ones


def show(app: App, collections: Sequence[Collection], found: Statistics) -> None:
    """Print them all."""
    language = next((app.content(collection.languages) for collection in collections), None) or "en"
    say = app.phrases(language)
    width = max(min(app.columns(), WIDEST), 40)
    color = app.color(sys.stdout)
    console = Console(
        file=sys.stdout,
        width=width,
        no_color=not color,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    for part in _parts(app, collections, found, language, say, width):
        console.print(part)


def _parts(
    app: App, collections: Sequence[Collection], found: Statistics, language: str, say: Phrases, width: int
) -> Iterable[RenderableType]:
    titles = {bank.id: plain(bank.title, language) for collection in collections for bank in collection.banks}
    tags = {id: plain(text, language) for collection in collections for id, text in collection.tags.items()}
    items = {item.id: item for collection in collections for item in collection.items()}
    if not found.reviews:
        yield say("No question answered yet: quizgen play")
        return
    yield _heading(say("What you know"))
    yield _shares(found.banks, titles, say, width)
    largest = dict(sorted(found.tags.items(), key=lambda pair: (-pair[1].total, pair[0]))[:TAGS])
    if largest:
        yield _heading(say("By tag"))
        yield _shares(largest, tags, say, width)
    yield _heading(say("Answers a day"))
    days = [found.today - calendar.timedelta(days=n) for n in reversed(range(DAYS))]
    yield _days([(day, found.by_day.get(day, 0)) for day in days], say, width, found.right_by_day)
    yield _heading(say("Remembered"))
    yield _recall(found, say)
    yield _heading(say("What falls due"))
    ahead = [(found.today + calendar.timedelta(days=n), count) for n, count in enumerate(found.forecast[:DAYS])]
    yield _days(ahead, say, width)
    if found.hardest:
        yield _heading(say("The hardest"))
        rows = [(say.plural("{n} lapse", "{n} lapses", hard.lapses), hard.item) for hard in found.hardest]
        yield _questions(app, rows, items, width)
    if found.flags:
        yield _heading(say("Flagged"))
        yield _questions(app, [(visible(note), item) for item, note in found.flags], items, width)
    if found.vanished:
        yield ""
        yield Styled(
            say.plural(
                "{n} question answered before is in none of these banks; its history is kept.",
                "{n} questions answered before are in none of these banks; their history is kept.",
                found.vanished,
            ),
            "dim",
        )


def _heading(words: str) -> RenderableType:
    return Group("", Styled(words, "bold"))


def _shares(by_name: Mapping[str, Share], names: Mapping[str, str], say: Phrases, width: int) -> RenderableType:
    """A bar each: █ known, ▒ learning, ░ new; the counts stand beside it."""
    label = min(max(len(visible(names.get(name, name))) for name in by_name), width // 3)
    room = max(width - label - 16, 8)
    most = max(share.total for share in by_name.values())
    table = _grid(label)
    for name, share in by_name.items():
        cells = max(round(room * share.total / most), 1)
        known = round(cells * share.known / share.total)
        learning = min(round(cells * share.learning / share.total), cells - known)
        bar = Styled.assemble(
            ("█" * known, "green"), ("▒" * learning, "yellow"), ("░" * (cells - known - learning), "dim")
        )
        table.add_row(Styled(visible(names.get(name, name))), f"{share.known}/{share.total}", bar)
    key = Styled.assemble(
        ("  █ ", "green"), say("known"), ("  ▒ ", "yellow"), say("being learnt"), ("  ░ ", "dim"), say("new")
    )
    return Group(table, key)


def _days(
    counts: Sequence[tuple[calendar.date, int]],
    say: Phrases,
    width: int,
    right: Mapping[calendar.date, int] | None = None,
) -> RenderableType:
    """A bar a day; where it is known, how many were right."""
    most = max([count for _, count in counts] + [1])
    label = max(len(values.weekday(day, say.language)) for day, _ in counts)
    told = 6 if right is None else 22
    table = _grid(label)
    for day, count in counts:
        share = ""
        if right is not None and count:
            share = " · " + say("{percent} right", percent=values.percent(right.get(day, 0) / count, say.language))
        bar = Bar(size=most, begin=0, end=count, width=max(width - label - told - 4, 6), color="cyan")
        table.add_row(values.weekday(day, say.language), f"{count}", bar, Styled(share, "dim"))
    return table


def _recall(found: Statistics, say: Phrases) -> RenderableType:
    lines = []
    for words, recall in (
        (say("the last 30 days"), found.recall_30_days),
        (say("since the beginning"), found.recall),
    ):
        if recall.reviewed:
            share = values.percent(recall.remembered / recall.reviewed, say.language)
            count = say.plural("of {n} review", "of {n} reviews", recall.reviewed)
            lines.append(f"  {share} {count}, {words}")
        else:
            lines.append("  " + say("nothing reviewed yet, {when}", when=words))
    lines.append("  " + say("wanted: {percent}", percent=values.percent(found.wanted, say.language)))
    return Group(*lines)


def _questions(app: App, rows: Sequence[tuple[str, str]], items: Mapping[str, Item], width: int) -> RenderableType:
    """A question each, and what is to be said of it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=max(width // 3, 12))
    table.add_column(ratio=1)
    for told, id in rows:
        item = items.get(id)
        asked = banks.asked(item, app) if item is not None else ""
        table.add_row(f"  {told}" if told else "", Styled(visible(asked) or id))
    return table


def _grid(label: int) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=label + 2)
    table.add_column(justify="right", min_width=3)
    table.add_column()
    table.add_column()
    return table
