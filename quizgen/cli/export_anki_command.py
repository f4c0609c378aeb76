"""`quizgen export anki`: decks, one a collection and language, built over the previous ones."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli import parameters, waiting
from quizgen.cli.app import App
from quizgen.cli.commands import Command, Usage, option
from quizgen.garbage import not_collected
from quizgen.outputs.epoch import source_date_epoch
from quizgen.text.phrases import N_, Phrases
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.items import Collection, Item
    from quizgen.outputs.anki import Package, Plan

_MANY = 2000  # questions, from which on a progress bar is worth its line
_LISTED = 12  # ids of vanished questions, before the rest is only counted
_SUFFIX = ".apkg"


@dataclass(frozen=True, slots=True)
class _Deck:
    """One deck to make: where, from what, over which earlier one."""

    collection: Collection
    language: str
    items: tuple[Item, ...]
    path: Path
    since: Path


@not_collected()
def run(
    app: App,
    names: Sequence[str],
    output: str | None,
    since: str | None,
    drop: Sequence[str],
    diff: bool,
    check: bool,
    tag: Sequence[str],
    kind: Sequence[str],
    question: Sequence[str],
    leave_out: Sequence[str],
) -> int:
    """Plan every deck, then write them; nothing is written if one can't be."""
    from quizgen.cli import banks

    collections = banks.sound(app, names).collections
    items = [item for collection in collections for item in collection.items()]
    chosen = banks.filtered(app, items, tag=tag, kind=kind, question=question, leave_out=leave_out)
    decks = _decks(app, collections, {item.id for item in chosen}, output, since)
    stamp = _stamp(app)
    questions = sum(len(deck.items) for deck in decks)
    with waiting.progress(app, app.say("Making cards"), questions, worth=_MANY) as step:
        plans = [_plan(app, deck, stamp, frozenset(drop), _watched(step)) for deck in decks]
    _dropped(app, drop, plans)
    if diff or check:
        for deck, plan in zip(decks, plans, strict=True):
            _show(app, deck, plan, whole=diff)
        return 1 if any(plan.differs for plan in plans) else 0
    vanished = [(deck, plan) for deck, plan in zip(decks, plans, strict=True) if plan.vanished]
    for deck, plan in vanished:
        _refuse(app, deck, plan)
    if vanished:
        return 1
    _write(app, decks, plans)
    return 0


# ---------------------------------------------------------------------------------------------------------------
# Which decks


def _decks(
    app: App, collections: Sequence[Collection], chosen: set[str], output: str | None, since: str | None
) -> list[_Deck]:
    """A deck for each collection and language, with the file that it goes to."""
    from quizgen.cli import banks

    found = []
    for collection in collections:
        items = tuple(item for item in collection.items() if item.id in chosen)
        languages = (banks.language_of(app, collection),) if app.explicit else collection.languages
        found += [(collection, language, items) for language in languages if items]
    found = [each for each in found if any(each[1] in item.languages for item in each[2])]
    if not found:
        raise Usage(app.say("no question is left after these filters"))
    folder = None if output is None else Path(output)
    one = folder is not None and folder.suffix.lower() == _SUFFIX and not folder.is_dir()
    if folder is not None and folder.is_file() and not one:
        raise Usage(app.say('"{path}" is neither a folder nor an .apkg file', path=visible(str(folder))))
    if one and len(found) > 1:
        raise Usage(app.say("{n} decks don't fit into one file: name a folder, or add --lang", n=len(found)))
    if since is not None and len(found) > 1:
        raise Usage(app.say("--since is for one deck, but here are {n}: add --lang", n=len(found)))
    decks = []
    for collection, language, items in found:
        path = folder if one and folder else (folder or Path()) / f"{collection.id}.{language}{_SUFFIX}"
        decks.append(_Deck(collection, language, items, path, path if since is None else Path(since)))
    return decks


def _stamp(app: App) -> int:
    """The time that new and changed notes bear, in seconds: SOURCE_DATE_EPOCH, else now."""
    return source_date_epoch(app.environ) or int(time.time())


# ---------------------------------------------------------------------------------------------------------------
# What would change


def _plan(
    app: App, deck: _Deck, stamp: int, drop: frozenset[str], watch: Callable[[Sequence[Item]], Iterable[Item]]
) -> Plan:
    """The plan of one deck. What can't be done is shown, and ends with exit code 1, or 3 for a file."""
    from quizgen.cli import banks
    from quizgen.outputs import anki

    previous = _previous(app, deck, drop)
    plan = anki.build(
        deck.collection,
        deck.language,
        deck.items,
        previous=previous,
        stamp=stamp,
        say=Phrases(deck.language),
        drop=drop,
        watch=watch,
    )
    if isinstance(plan, anki.Plan):
        return plan
    banks.show(app, plan)
    raise click.exceptions.Exit(1)


def _previous(app: App, deck: _Deck, drop: frozenset[str]) -> Package | None:
    from quizgen.cli import banks
    from quizgen.outputs import anki
    from quizgen.outputs.anki.plan import OTHER_COLLECTION, OTHER_DECK_LANGUAGE

    if deck.since == deck.path and not deck.since.exists():
        return None
    found = anki.earlier(deck.since, deck.collection, deck.language)
    if isinstance(found, anki.Package):
        return found
    if found.code is OTHER_COLLECTION and found.values["collection"] in drop:
        return None
    banks.show(app, [found])
    raise click.exceptions.Exit(1 if found.code in (OTHER_COLLECTION, OTHER_DECK_LANGUAGE) else 3)


def _dropped(app: App, drop: Sequence[str], plans: Sequence[Plan]) -> None:
    known = {each for plan in plans for each in plan.dropped}
    previous = [plan.previous is None for plan in plans]
    for name in drop:
        if name not in known and not any(previous):
            raise Usage(app.say('--drop: no earlier deck holds a question "{name}"', name=visible(name)))


def _watched(step: Callable[[int], None]) -> Callable[[Sequence[Item]], Iterator[Item]]:
    """Questions one after the other, with a step at every hundredth."""

    def watch(items: Sequence[Item]) -> Iterator[Item]:
        for done, item in enumerate(items, 1):
            yield item
            if done % 100 == 0:
                step(100)
        step(len(items) % 100)

    return watch


# ---------------------------------------------------------------------------------------------------------------
# Telling and doing


def _show(app: App, deck: _Deck, plan: Plan, *, whole: bool) -> None:
    """What a build would change: a headline, and for --diff each question."""
    from quizgen.outputs.anki import diff

    path, say = visible(str(deck.since)), app.say
    if plan.previous is None:
        print(say("{path} is not there yet → {counts}", path=path, counts=diff.counts(plan, say)))
    elif plan.differs:
        print(f"{path} → {diff.counts(plan, say)}")
    else:
        print(say("{path}: nothing has changed ({counts})", path=path, counts=diff.counts(plan, say)))
    _left_out(app, deck, plan)
    if whole and plan.differs:
        for line in diff.lines(plan, say):
            print(visible(line))


def _left_out(app: App, deck: _Deck, plan: Plan) -> None:
    if plan.left_out:
        print(
            app.say.plural(
                "  {n} question is not in the language {language} and stays out",
                "  {n} questions are not in the language {language} and stay out",
                plan.left_out,
                language=deck.language,
            )
        )


def _refuse(app: App, deck: _Deck, plan: Plan) -> None:
    say = app.say
    print(
        say.plural(
            "{path}: {n} question has vanished from the banks, but learners have it:",
            "{path}: {n} questions have vanished from the banks, but learners have them:",
            len(plan.vanished),
            path=visible(str(deck.since)),
        ),
        file=sys.stderr,
    )
    for id_ in plan.vanished[:_LISTED]:
        print(f"  ? {visible(id_)}", file=sys.stderr)
    if more := len(plan.vanished) - _LISTED if len(plan.vanished) > _LISTED else 0:
        print("  " + say.plural("and {n} more", "and {n} more", more), file=sys.stderr)
    print(
        say(
            'Nothing was written. Put it back with "withdrawn: true", name its old id with "was:", leave the filters '
            "away, or let it go with --drop ID."
        ),
        file=sys.stderr,
    )


def _write(app: App, decks: Sequence[_Deck], plans: Sequence[Plan]) -> None:
    """Write what differs. The file that nothing would change is left alone."""
    from quizgen.outputs import anki
    from quizgen.outputs.anki import diff

    say = app.say
    for deck, plan in zip(decks, plans, strict=True):
        path, counts = visible(str(deck.path)), diff.counts(plan, say)
        if plan.differs or deck.since != deck.path:
            anki.write(plan.package, deck.path)
            print(say("{path}: {counts}", path=path, counts=counts))
        else:
            print(say("{path}: nothing has changed ({counts})", path=path, counts=counts))
        _left_out(app, deck, plan)


command = Command(
    "anki",
    run,
    about=N_(
        "Make Anki decks, one a collection and language. Over an earlier deck, only what changed is updated: learners "
        "keep their schedule everywhere, and their own edits on what did not change."
    ),
    parameters=[
        parameters.banks("names"),
        option(
            "-o",
            "--output",
            metavar=N_("FILE|FOLDER"),
            help=N_("An .apkg file, or a folder for <collection>.<language>.apkg; here by default."),
        ),
        option(
            "--since",
            metavar=N_("OLD.apkg"),
            help=N_("Build over this earlier deck; by default, over the one that is to be replaced."),
        ),
        option(
            "--drop",
            multiple=True,
            metavar=N_("ID"),
            help=N_("Let this question go, though the earlier deck has it; may be repeated."),
        ),
        option(
            "--diff", is_flag=True, help=N_("Write nothing; tell what would change. Exit code 1 if anything would.")
        ),
        option("--check", is_flag=True, help=N_("Write nothing; exit code 1 unless a build would change nothing.")),
        *parameters.filters(),
    ],
    examples=[
        ("quizgen export anki nato-tokyo -o decks", N_("a deck in every language")),
        ("quizgen export anki nato-tokyo -o decks --diff", N_("what a new release would change")),
        ("quizgen export anki nato-tokyo --lang fr -o fr.apkg", N_("one language")),
    ],
)
