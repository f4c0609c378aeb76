"""The charts of `quizgen stats`: bars that read without colour, at any width."""

from __future__ import annotations

import datetime as calendar
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizgen.app import selection
from quizgen.items import plain
from quizgen.play.measures import duration
from quizgen.play.styled import Line, Run, run
from quizgen.play.terminal import Terminal
from quizgen.play.view import BLANK, Row
from quizgen.text import values
from quizgen.text.cells import cells, cut
from quizgen.text.phrases import Phrases

if TYPE_CHECKING:
    from quizgen.app.caller import Caller
    from quizgen.items import Collection, Item
    from quizgen.study.statistics import Share, Statistics

WIDEST = 88
BAR = 40  # cells of the longest bar: longer ones say no more
LABEL = 32  # cells of the longest label
DAYS = 14  # of the past and of the future: two weeks fit a screen
TAGS = 8  # the largest ones
HARDEST = 5

_KNOWN, _LEARNING, _NEW = Run("█", "good"), Run("▒", "accent"), Run("░", "dim")
_RIGHT, _MISSED, _DUE = Run("█", "good"), Run("░", "dim"), Run("█", "accent")

Part = tuple[Run, int]
"""A stretch of a bar: what it is drawn with, and how much it stands for."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the reader's language, by their ids."""

    banks: Mapping[str, str]
    tags: Mapping[str, str]
    questions: Mapping[str, str]


def show(caller: Caller, collections: Sequence[Collection], found: Statistics) -> None:
    """Print them all below the answer in one line; that line alone stays on a terminal that is too low for all."""
    language = next((caller.content(collection.languages) for collection in collections), None) or "en"
    named = {*(hard.item for hard in found.hardest), *(item for item, _ in found.flags)}
    items = (item for collection in collections for item in collection.items() if item.id in named)
    names = Names(
        {
            f"{collection.id}/{bank.id}": plain(bank.title, language)
            for collection in collections
            for bank in collection.banks
        },
        {id: plain(text, language) for collection in collections for id, text in collection.tags.items()},
        {item.id: _asked(item, caller) for item in items},
    )
    width = max(min(caller.columns(), WIDEST), 20)
    say = caller.phrases(language)

    def drawn(rows: Iterable[Row]) -> str:
        text = io.StringIO()
        Terminal(text, color=caller.color(sys.stdout), width=width).show(rows)
        return text.getvalue()

    first = [headline(found, say)]
    caller.read_out(drawn([*first, *rows(found, names, say, width)]), first=drawn(first))


def _asked(item: Item, caller: Caller) -> str:
    return selection.stem(item, caller) or item.id


def headline(found: Statistics, say: Phrases) -> Row:
    """Where the learner stands, in one line."""
    if not found.reviews:
        return Row((run(say("No question answered yet: quizgen play")),))
    known, total = (
        sum(share.known for share in found.banks.values()),
        sum(share.total for share in found.banks.values()),
    )
    recall, due = found.recall_30_days if found.recall_30_days.reviewed else found.recall, found.forecast[0]
    parts = [say("{known} of {total} known", known=known, total=total)]
    if recall.reviewed:
        share = values.percent(recall.remembered / recall.reviewed, say.language)
        parts.append(say("{percent} remembered", percent=share))
    parts.append(say.plural("{n} due today", "{n} due today", due) if due else say("nothing due today"))
    return Row((run(" · ".join(parts), "bold"),))


def rows(found: Statistics, names: Names, say: Phrases, width: int) -> Iterator[Row]:
    """All that stands below the headline, one paragraph after the other, for so many columns."""
    if found.reviews:
        yield from _knowledge(found, names, say, width)
        yield from _past(found, say, width)
        yield from _recall(found, say)
        yield from _ahead(found, say, width)
        yield from _hardest(found, names, say)
    if found.flags:
        yield from _heading(say("Flagged"))
        for id, note in found.flags:
            name = names.questions.get(id, id)
            yield Row((run(name), *((run(f" · {id}", "dim"),) if name != id else ())), _INDENT, 4)
            if note:
                yield Row((run(note, "italic"),), (Run("    "),), 4)
    if found.vanished:
        yield BLANK
        words = say.plural(
            "{n} question answered before is in none of these banks; its history is kept.",
            "{n} questions answered before are in none of these banks; their history is kept.",
            found.vanished,
        )
        yield Row((run(words, "dim"),))


_INDENT: Line = (Run("  "),)


def _heading(words: str, *key: tuple[Run, str]) -> Iterator[Row]:
    """A heading, and what the bars below it are drawn with."""
    line = [run(words, "bold")]
    for sign, meaning in key:  # a no-break space, so that a sign and its meaning stay together
        line += [Run("   "), sign, run("\u00a0" + meaning.replace(" ", "\u00a0"), "dim")]
    yield BLANK
    yield Row(tuple(line))


def _knowledge(found: Statistics, names: Names, say: Phrases, width: int) -> Iterator[Row]:
    key = ((_KNOWN, say("known")), (_LEARNING, say("being learnt")), (_NEW, say("new")))
    yield from _heading(say("What you know"), *key)
    yield from _shares(found.banks, names.banks, width)
    largest = dict(sorted(found.tags.items(), key=lambda pair: (-pair[1].total, pair[0]))[:TAGS])
    if largest and len(found.banks) + len(largest) > 2:
        yield from _heading(say("By tag"))
        yield from _shares(largest, names.tags, width)


def _shares(by_name: Mapping[str, Share], names: Mapping[str, str], width: int) -> Iterator[Row]:
    bars = [
        (
            names.get(name, name),
            f"{share.known}/{share.total}",
            ((_KNOWN, share.known), (_LEARNING, share.learning), (_NEW, share.new)),
        )
        for name, share in by_name.items()
    ]
    yield from _bars(bars, width)


def _past(found: Statistics, say: Phrases, width: int) -> Iterator[Row]:
    yield from _heading(say("Answers a day"), (_RIGHT, say("right answers")), (_MISSED, say("missed answers")))
    days = [found.today - calendar.timedelta(days=n) for n in reversed(range(DAYS))]
    while days and days[0] not in found.days:
        del days[0]
    if not days:
        yield Row((run(say.plural("Nothing in the last {n} day.", "Nothing in the last {n} days.", DAYS)),), _INDENT, 2)
    bars: list[tuple[str, str, tuple[Part, ...]]] = []
    done_on = {day: found.days[day] for day in days if day in found.days}
    shares = {day: values.percent(done.right / done.answers, say.language) for day, done in done_on.items()}
    room = max(map(cells, shares.values()), default=0)
    for day in days:
        done = done_on.get(day)
        right = (done.right, done.answers - done.right) if done else (0, 0)
        figure = f"{sum(right)}  {' ' * (room - cells(shares.get(day, '')))}{shares.get(day, '')}"
        bars.append((values.weekday(day, say.language), figure, ((_RIGHT, right[0]), (_MISSED, right[1]))))
    yield from _bars(bars, width)
    time = duration(found.seconds, say)
    total = say.plural("{n} answer in all, in {time}", "{n} answers in all, in {time}", found.reviews, time=time)
    yield Row((run(total, "dim"),), _INDENT, 2)
    if found.from_anki:
        ankis = say.plural("{n} of them given in Anki", "{n} of them given in Anki", found.from_anki)
        yield Row((run(ankis, "dim"),), _INDENT, 2)


def _recall(found: Statistics, say: Phrases) -> Iterator[Row]:
    """True retention against the wanted one."""
    yield from _heading(say("Retention"))
    lately, all_time = found.recall_30_days, found.recall
    spans = [(lately, say("in the last 30 days")), (all_time, say("since the beginning"))]
    for recall, when in spans[lately == all_time :]:
        if recall.reviewed:
            share = values.percent(recall.remembered / recall.reviewed, say.language)
            count = say.plural("of {n} review", "of {n} reviews", recall.reviewed)
            yield Row((run(share, "bold"), run(f" {count}, {when}")), _INDENT, 2)
    if not all_time.reviewed:
        yield Row((run(say("Nothing was asked again yet.")),), _INDENT, 2)
    yield Row((run(say("goal: {percent}", percent=values.percent(found.wanted, say.language)), "dim"),), _INDENT, 2)


def _ahead(found: Statistics, say: Phrases, width: int) -> Iterator[Row]:
    counts = list(found.forecast[:DAYS])
    while counts and not counts[-1]:
        counts.pop()
    later = sum(share.known + share.learning for share in found.banks.values()) - sum(counts)
    if not counts and not later:
        return
    yield from _heading(say("What falls due"))
    days = [found.today + calendar.timedelta(days=n) for n in range(len(counts))]
    labels = [say("today"), *(values.weekday(day, say.language) for day in days[1:])]
    bars = [(label, f"{n}", ((_DUE, n),)) for label, n in zip(labels, counts, strict=False)]
    if later:
        bars.append((say("later"), f"{later}", ((_DUE, 0),)))
    yield from _bars(bars, width)


def _hardest(found: Statistics, names: Names, say: Phrases) -> Iterator[Row]:
    hardest = found.hardest[:HARDEST]
    if not hardest:
        return
    yield from _heading(say("The hardest"))
    for hard in hardest:
        told = say.plural("forgotten {n} time", "forgotten {n} times", hard.lapses)
        yield Row((run(names.questions.get(hard.item, hard.item)), run(f" · {told}", "dim")), _INDENT, 4)


# ---------------------------------------------------------------------------------------------------------------
# Bars


def _bars(bars: Sequence[tuple[str, str, tuple[Part, ...]]], width: int) -> Iterator[Row]:
    """A line each: label, figure, and a bar as long as its share of the largest."""
    if not bars:
        return
    figure = max(cells(each[1]) for each in bars)
    room = width - 2 - 2 - 2 - figure - 2  # margins, indent and the gaps between
    label = min(max(cells(each[0]) for each in bars), LABEL, max(room * 3 // 5, 8))
    length = min(BAR, max(room - label, 0))
    most = max(sum(count for _, count in parts) for _, _, parts in bars)
    for name, told, parts in bars:
        short = cut(name, label)
        text = f"{short}{' ' * (label - cells(short))}  {' ' * (figure - cells(told))}{told}"
        taken = zip(parts, _cells(parts, most, length), strict=True)
        bar = [Run(sign.text * n, sign.style) for (sign, _), n in taken if n]
        yield Row((run(text), *([Run("  "), *bar] if bar else [])), _INDENT, 2)


def _cells(parts: Sequence[Part], most: int, length: int) -> list[int]:
    """How many cells each stretch takes: all that is there shows, and stretches add up to the bar."""
    counts = [count for _, count in parts]
    total = sum(counts)
    if not total or length < 4:
        return [0] * len(counts)
    bar = max(round(length * total / most), sum(count > 0 for count in counts))
    ends = [round(bar * sum(counts[: n + 1]) / total) for n in range(len(counts))]
    found = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    for n, count in enumerate(counts):
        if count and not found[n]:  # a cell of its own, at the longest one's cost
            found[found.index(max(found))] -= 1
            found[n] = 1
    return found
