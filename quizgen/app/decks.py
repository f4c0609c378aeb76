"""Decks for Anki, one a collection and language, built over the previous ones."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.app import selection, waiting
from quizgen.app.caller import Caller
from quizgen.app.errors import Inexpressible, WrongDeck, WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.selection import NO_FILTERS, Filters, Selection
from quizgen.garbage import not_collected
from quizgen.items import Collection, Item
from quizgen.outputs import anki
from quizgen.outputs.anki import Plan, diff, mine
from quizgen.outputs.anki.plan import OTHER_COLLECTION, OTHER_DECK_LANGUAGE
from quizgen.outputs.epoch import source_date_epoch
from quizgen.text.phrases import Phrases
from quizgen.text.visible import visible

_MANY = 2000  # questions, from which on a progress bar is worth its line
_LISTED = 12  # ids of vanished questions, before the rest is only counted
_SUFFIX = ".apkg"
OWN_SUFFIX = ".mine.apkg"


@dataclass(frozen=True, slots=True)
class _Deck:
    """One deck to make: where, from what, over which earlier one. `optional`: that one may not be there yet."""

    collection: Collection
    language: str
    items: tuple[Item, ...]
    path: Path
    since: Path
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decks, and what to do with them.

    `output`: a file or a folder, here unless told. `since`: the earlier deck, the one that is replaced unless told.
    `drop`: ids that learners may lose. `diff`, `check`: write nothing, tell what would change. `with_progress`: decks
    for the learner alone, beside those that are released.
    """

    banks: Sequence[str] = ()
    output: str | None = None
    since: str | None = None
    drop: Sequence[str] = ()
    diff: bool = False
    check: bool = False
    with_progress: bool = False
    filters: Filters = NO_FILTERS


@not_collected()
def run(caller: Caller, wanted: Wanted) -> int:
    """Plan every deck, then write them; nothing is written if one can't be. Raises WrongUsage."""
    if wanted.with_progress and (wanted.diff or wanted.check):
        raise WrongUsage(caller.say("--with-progress makes a deck of your own: there is nothing to compare"))
    selected = selection.with_sound_pictures(selection.select(caller, caller.folders, wanted.banks, wanted.filters))
    decks = _decks(caller, selected, wanted.output, wanted.since)
    if wanted.with_progress:
        decks = [_own(caller, deck, wanted.since) for deck in decks]
    stamp = _stamp(caller)
    questions = sum(len(deck.items) for deck in decks)
    with waiting.progress(caller, caller.say("Making cards"), questions, worth=_MANY) as step:
        plans = [_plan(deck, stamp, frozenset(wanted.drop), _watched(step)) for deck in decks]
    _dropped(caller, wanted.drop, plans)
    if wanted.diff or wanted.check:
        for deck, plan in zip(decks, plans, strict=True):
            _show(caller, deck, plan, whole=wanted.diff)
        return Exit.PROBLEMS if any(plan.differs for plan in plans) else Exit.FINE
    vanished = [(deck, plan) for deck, plan in zip(decks, plans, strict=True) if plan.vanished]
    for deck, plan in vanished:
        _refuse(caller, deck, plan)
    if vanished:
        return Exit.PROBLEMS
    if wanted.with_progress:
        _write_own(caller, decks, plans)
    else:
        _write(caller, decks, plans)
    return Exit.FINE


# ---------------------------------------------------------------------------------------------------------------
# Which decks


def _decks(caller: Caller, selected: Selection, output: str | None, since: str | None) -> list[_Deck]:
    """A deck for each collection and language, with the file that it goes to."""
    found: list[tuple[Collection, str, tuple[Item, ...]]] = []
    for collection, items in selected.by_collection():
        languages = (selection.language_of(caller, collection),) if caller.explicit else collection.languages
        found += [(collection, language, items) for language in languages]
    found = [each for each in found if any(each[1] in item.languages for item in each[2])]
    if not found:
        raise selection.nothing_left(caller)
    folder = None if output is None else Path(output)
    one = folder is not None and folder.suffix.lower() == _SUFFIX and not folder.is_dir()
    if folder is not None and folder.is_file() and not one:
        raise WrongUsage(caller.say('"{path}" is neither a folder nor an .apkg file', path=visible(str(folder))))
    if one and len(found) > 1:
        raise WrongUsage(caller.say("{n} decks don't fit into one file: name a folder, or add --lang", n=len(found)))
    if since is not None and len(found) > 1:
        raise WrongUsage(caller.say("--since is for one deck, but here are {n}: add --lang", n=len(found)))
    decks = []
    for collection, language, items in found:
        path = folder if one and folder else (folder or Path()) / f"{collection.id}.{language}{_SUFFIX}"
        decks.append(_Deck(collection, language, items, path, path if since is None else Path(since), since is None))
    return decks


def _own(caller: Caller, deck: _Deck, since: str | None) -> _Deck:
    """The learner's own deck in the place of a released one, over which it is built. Raises WrongUsage.

    A file named by -o is that deck itself, and mustn't be one that is released.
    """
    own = f"{deck.collection.id}.{deck.language}{OWN_SUFFIX}"
    released = deck.path.with_name(f"{deck.collection.id}.{deck.language}{_SUFFIX}")
    path = deck.path.with_name(own) if deck.path == released else deck.path
    found = anki.read(path) if path.exists() else None
    if isinstance(found, anki.Package):
        message = caller.say("{path} is a deck to release: name another file for your own", path=visible(str(path)))
        raise WrongUsage(message)
    return replace(deck, path=path, since=Path(since) if since is not None else released)


def _stamp(caller: Caller) -> int:
    """The time that new and changed notes bear, in seconds: SOURCE_DATE_EPOCH, else now."""
    return source_date_epoch(caller.environ) or int(time.time())


# ---------------------------------------------------------------------------------------------------------------
# What would change


def _plan(deck: _Deck, stamp: int, drop: frozenset[str], watch: Callable[[Sequence[Item]], Iterable[Item]]) -> Plan:
    """The plan of one deck. Raises Inexpressible and WrongDeck."""
    earlier = None if deck.optional and not deck.since.exists() else deck.since
    return planned(deck.collection, deck.language, deck.items, earlier, stamp=stamp, drop=drop, watch=watch)


def planned(
    collection: Collection,
    language: str,
    items: Sequence[Item],
    earlier: Path | None,
    *,
    stamp: int,
    drop: frozenset[str] = frozenset(),
    watch: Callable[[Sequence[Item]], Iterable[Item]] = iter,
) -> Plan:
    """What a deck over an earlier one would hold and change. Raises Inexpressible and WrongDeck.

    `stamp`: the time of the release in seconds; `drop`: ids of questions, or of the collection, that may be lost.
    """
    previous = None
    if earlier is not None:
        found = anki.earlier(earlier, collection, language)
        if isinstance(found, anki.Package):
            previous = found
        elif not (found.code is OTHER_COLLECTION and found.values["collection"] in drop):
            raise WrongDeck([found], unreadable=found.code not in (OTHER_COLLECTION, OTHER_DECK_LANGUAGE))
    plan = anki.build(
        collection,
        language,
        tuple(items),
        previous=previous,
        stamp=stamp,
        say=Phrases(language),
        drop=drop,
        watch=watch,
    )
    if not isinstance(plan, anki.Plan):
        raise Inexpressible(plan)
    return plan


def _dropped(caller: Caller, drop: Sequence[str], plans: Sequence[Plan]) -> None:
    known = {each for plan in plans for each in plan.dropped}
    previous = [plan.previous is None for plan in plans]
    for name in drop:
        if name not in known and not any(previous):
            raise WrongUsage(caller.say('--drop: no earlier deck holds a question "{name}"', name=visible(name)))


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


def _show(caller: Caller, deck: _Deck, plan: Plan, *, whole: bool) -> None:
    """What a build would change: a headline, and for --diff each question."""
    path, say = visible(str(deck.since)), caller.say
    if plan.previous is None:
        print(say("{path} is not there yet → {counts}", path=path, counts=diff.counts(plan, say)))
    elif plan.differs:
        print(f"{path} → {diff.counts(plan, say)}")
    else:
        print(say("{path}: nothing has changed ({counts})", path=path, counts=diff.counts(plan, say)))
    _left_out(caller, deck, plan)
    if whole and plan.differs:
        for line in diff.lines(plan, say):
            print(visible(line))


def _left_out(caller: Caller, deck: _Deck, plan: Plan) -> None:
    if plan.left_out:
        print(
            caller.say.plural(
                "  {n} question is not in the language {language} and stays out",
                "  {n} questions are not in the language {language} and stay out",
                plan.left_out,
                language=deck.language,
            )
        )


def _refuse(caller: Caller, deck: _Deck, plan: Plan) -> None:
    say = caller.say
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


def _write(caller: Caller, decks: Sequence[_Deck], plans: Sequence[Plan]) -> None:
    """Write what differs. The file that nothing would change is left alone."""
    say = caller.say
    for deck, plan in zip(decks, plans, strict=True):
        path, counts = visible(str(deck.path)), diff.counts(plan, say)
        if plan.differs or deck.since != deck.path:
            anki.write(plan.package, deck.path)
            print(say("{path}: {counts}", path=path, counts=counts))
        else:
            print(say("{path}: nothing has changed ({counts})", path=path, counts=counts))
        _left_out(caller, deck, plan)


def _write_own(caller: Caller, decks: Sequence[_Deck], plans: Sequence[Plan]) -> None:
    """Write the learner's own decks, and say what is to be done with them. Raises ProgressUnusable."""
    say = caller.say
    with caller.learner.progress(say, or_read_only=True) as progress:
        caller.learner.adopt(progress, [item for deck in decks for item in deck.items])
        answers, retention = progress.effective(), progress.retention
    now_ms = caller.learner.now_ms()
    for deck, plan in zip(decks, plans, strict=True):
        studied = mine.studied(plan.package, deck.items, answers, retention=retention, now_ms=now_ms, zone=None)
        anki.write(replace(plan.package, studied=studied), deck.path)
        cards = say.plural("{n} card with your progress", "{n} cards with your progress", len(studied.cards))
        print(say("{path}: {counts}", path=visible(str(deck.path)), counts=cards))
        _left_out(caller, deck, plan)
    print(
        say(
            "In Anki's import dialog, tick Import any learning progress. It works for cards that Anki does not have "
            "yet; those that it has stay as they are."
        )
    )
    print(
        say(
            "If you have the deck already: quizgen progress import --anki first, then delete the deck in Anki and "
            "import this one. Your own edits, tags and flags on it go."
        )
    )
