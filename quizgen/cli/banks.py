"""From the BANK arguments and the filters of a command to sound questions in a language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import quizgen
from quizgen.bank import Loaded, find, load
from quizgen.cli.app import App
from quizgen.cli.commands import Usage, nearest
from quizgen.items import Collection, Fill, Item, plain
from quizgen.text.phrases import N_
from quizgen.text.visible import visible
from quizgen.yaml.files import REFUSED_BY_THE_MACHINE
from quizgen.yaml.places import located

if TYPE_CHECKING:
    from quizgen.problems import Problem

HERE = Path()


def bundled() -> Path:
    """The folder of the collections that come along: inside the package, or beside it in a checkout."""
    package = Path(quizgen.__file__).parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent / "content"


def shelves() -> tuple[Path, ...]:
    """Where ids are looked up: `./content`, then the bundled collections."""
    return (HERE / "content", bundled())


def targets(app: App, names: Sequence[str]) -> tuple[find.Target, ...]:
    """What the BANK arguments stand for. An unknown one: exit code 2, with the nearest known id."""
    if not names:
        return find.on(find.shelf(HERE, bundled()))
    found: list[find.Target] = []
    for name in names:
        these = find.find(name, HERE, shelves())
        if not these:
            raise _unknown(app, name)
        found += these
    return find.merged(found)


def _unknown(app: App, name: str) -> Usage:
    if (HERE / name).is_dir():
        return Usage(app.say('there is no bank in the folder "{name}"', name=visible(name)))
    known = find.names(shelves())
    if meant := _neighbour(name) or nearest(name, known):
        return Usage(
            app.say('no file, folder or bank "{name}"; did you mean {nearest}?', name=visible(name), nearest=meant)
        )
    return Usage(
        app.say('no file, folder or bank "{name}"; the banks here: {known}', name=visible(name), known=", ".join(known))
    )


def _neighbour(name: str) -> str | None:
    """The bank file that was probably meant: one of a like name in the same folder."""
    path = HERE / name
    try:
        meant = nearest(path.name, [each.name for each in path.parent.iterdir() if each.suffix in (".yaml", ".yml")])
    except (OSError, ValueError):  # a null character in the name, say
        return None
    return visible(str(path.with_name(meant))) if meant else None


def sound(app: App, names: Sequence[str]) -> Loaded:
    """Read the banks. With errors in them: shows the errors and ends with exit code 1, or 3 if one can't be read."""
    loaded = load(targets(app, names))
    if loaded.errors:
        show(app, loaded.errors)
        print(app.say("These banks can't be used until their errors are mended."), file=sys.stderr)
        raise click.exceptions.Exit(verdict(loaded))
    return loaded


def verdict(loaded: Loaded, strict: bool = False) -> int:
    """The exit code that the problems call for."""
    if any(problem.code in REFUSED_BY_THE_MACHINE for problem in loaded.problems):
        return 3
    return 1 if loaded.errors or (strict and loaded.problems) else 0


def show(app: App, problems: Iterable[Problem]) -> None:
    """The problems as text, on standard error."""
    from quizgen.problems import report

    width, color = app.columns(sys.stderr), app.color(sys.stderr)
    for problem in located(list(problems)):
        print("\n".join(report.as_text(problem, app.say, width=width, color=color)), file=sys.stderr)
        print(file=sys.stderr)


def language_of(app: App, collection: Collection) -> str:
    """The language to show a collection in. The one asked for by --lang is missing: exit code 2."""
    language = app.content(collection.languages)
    if language is None:
        raise Usage(
            app.say(
                "{collection} has no questions in {language}, only in {languages}",
                collection=collection.id,
                language=spelled(app.wanted or "", app),
                languages=", ".join(spelled(each, app) for each in collection.languages),
            )
        )
    return language


def spelled(code: str, app: App) -> str:
    """A language by its name, and by the code that --lang takes: German (de)."""
    from quizgen.problems.report import language_name

    name = language_name(code, app.say.language)
    return name if name == visible(code) else f"{name} ({visible(code)})"


# ---------------------------------------------------------------------------------------------------------------
# Filters


def filtered(
    app: App,
    items: Sequence[Item],
    *,
    tag: Sequence[str] = (),
    kind: Sequence[str] = (),
    question: Sequence[str] = (),
    leave_out: Sequence[str] = (),
) -> tuple[Item, ...]:
    """The items with one of the tags, of one of the kinds, among the questions and not among those left out.

    An unknown tag, kind or id, or nothing left: exit code 2.
    """
    say = app.say
    _known(app, tag, {each for item in items for each in item.tags}, N_('no question has the tag "{name}"'))
    _known(app, kind, {item.kind for item in items}, N_('no question is of the kind "{name}"'))
    asked = {item.id for name in question for item in _named(app, items, name)}
    out = {item.id for name in leave_out for item in _named(app, items, name)}
    found = tuple(
        item
        for item in items
        if (not tag or not set(tag).isdisjoint(item.tags))
        and (not kind or item.kind in kind)
        and (not question or item.id in asked)
        and item.id not in out
    )
    if not found:
        raise Usage(say("no question is left after these filters"))
    return found


def _known(app: App, names: Sequence[str], known: set[str], message: str) -> None:
    for name in names:
        if name not in known:
            raise _nobody(app, app.say(message, name=visible(name)), name, sorted(known))


def _nobody(app: App, message: str, name: str, known: Sequence[str], listed_by: str | None = None) -> Usage:
    """What is wrong, with the name that was probably meant, or else all there are; many are left to `listed_by`."""
    if meant := nearest(name, known):
        return Usage(app.say("{message}; did you mean {nearest}?", message=message, nearest=meant))
    if listed_by and len(known) > 12:
        return Usage(app.say("{message}; to see them all: {command}", message=message, command=listed_by))
    if known:
        return Usage(app.say("{message}; there are: {known}", message=message, known=", ".join(known)))
    return Usage(message)


def named(app: App, items: Sequence[Item], name: str) -> Item:
    """The one item with this id, whole (`collection/question`), short, or former. Unknown: exit code 2."""
    found = _named(app, items, name)
    if len(found) > 1:
        raise Usage(
            app.say(
                'several questions are named "{name}": {ids}',
                name=visible(name),
                ids=", ".join(item.id for item in found),
            )
        )
    return found[0]


def _named(app: App, items: Sequence[Item], name: str) -> tuple[Item, ...]:
    found = tuple(item for item in items if name in (item.id, item.name, *item.was))
    if not found:
        message = app.say('no question has the id "{name}"', name=visible(name))
        known = [item.id if "/" in name else item.name for item in items]
        raise _nobody(app, message, name, known, f"quizgen list {app.say('BANK')}")
    return found


# ---------------------------------------------------------------------------------------------------------------
# Questions


def shown_in(item: Item, app: App) -> str:
    """The language to show an item in: what is wanted if it has it, else its first."""
    return app.content(item.languages) or item.languages[0]


def asked(item: Item, app: App) -> str:
    """What an item asks, on one line; a passage with its gaps open where it has no prompt."""
    from quizgen.cli.rendering import passage

    language = shown_in(item, app)
    if item.prompt is not None:
        return plain(item.prompt, language)
    return passage(item.form, language) if isinstance(item.form, Fill) else ""
