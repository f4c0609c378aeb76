"""The menu: what a bare `quizgen` opens on a terminal, and `quizgen FILE` for the banks of a file or a folder."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.app import playing, selection, statistics, studying
from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.app.learner import NEW_A_DAY, SECONDS_A_QUESTION, error_text
from quizgen.app.selection import everything
from quizgen.app.studying import Today
from quizgen.bank import find, load, load_sound
from quizgen.items import Collection, Item, Text, plain
from quizgen.play import choose_plain, lines
from quizgen.problems.report import language_name
from quizgen.study import session
from quizgen.study.progress import Progress, ProgressError
from quizgen.text.cells import cells, cut, pad
from quizgen.text.phrases import Phrases
from quizgen.text.visible import visible

Export = Callable[[str, Sequence[str]], None]
"""Makes the files of an output, by its name, of these bank files: as the command does unless told more."""

TITLE = 34
"""Cells of the longest title in the list of collections."""

LISTED = 8
"""How many collections are listed with what is due: more would push the choices off a small screen."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the menu offers: the collections that can be used, whether they are the bundled ones, and faulty files."""

    collections: tuple[Collection, ...]
    bundled: bool
    faulty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What the menu is about: some banks of these collections; all of them unless one `theme` was chosen."""

    collections: tuple[Collection, ...]
    theme: Text | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions of the part."""
        return everything(self.collections)

    @property
    def files(self) -> list[str]:
        """The files of its banks."""
        return [bank.path for collection in self.collections for bank in collection.banks]


def menu(caller: Caller, export: Export, banks: Sequence[str] = ()) -> int:
    """Choose, play, come back, until the reader leaves; Ctrl-D leaves, Ctrl-C too (130).

    Raises BanksInvalid if there is no bank without errors, and WrongUsage for an unknown one.
    """
    with nullcontext() if _by_lines(caller) else caller.mode.held():
        return _menu(caller, export, banks)


def _menu(caller: Caller, export: Export, banks: Sequence[str]) -> int:
    shelf = _shelf(caller, banks)
    part = everywhere = Part(shelf.collections)
    while True:
        language = playing.language_of(caller, part.collections)
        say = caller.phrases(language)
        try:
            choice = _choose(caller, *_first_page(caller, shelf, part, language, say), say)
            if choice == "theme":
                part = _choose_part(caller, everywhere, part, say)
                continue
        except EOFError:
            return Exit.FINE
        if choice == "quit":
            return Exit.FINE
        try:
            code = _do(choice, caller, export, shelf, part, whole=part is everywhere)
        except Exception as error:
            if caller.explained(caller, error) is None:
                raise
            continue  # what is wrong stands above the menu
        if code == Exit.INTERRUPTED:
            return code


def _do(choice: str, caller: Caller, export: Export, shelf: Shelf, part: Part, *, whole: bool) -> int:
    """Do what was chosen. `whole`: the part is all there is."""
    match choice:
        case "study" | "practice" | "exam":
            wanted: session.Mode = "study" if choice == "study" else "practice" if choice == "practice" else "exam"
            return playing.play(caller, _whole(shelf, part), part.items, playing.Wish(wanted))
        case "resume":
            return playing.resume(caller, shelf.collections)
        case "stats":
            with caller.mode.released():
                statistics.show(caller, part.collections, all_there_is=whole)
        case "handout" | "anki":
            with caller.mode.released():
                export(choice, part.files)
        case chosen:
            caller.choose_language(chosen)
    return Exit.FINE


def _shelf(caller: Caller, banks: Sequence[str]) -> Shelf:
    """Read the banks. Files with errors are left out, so that one of them doesn't close the menu to all others."""
    own = () if banks else find.own(caller.folders.here)
    targets = own or (selection.targets(caller, caller.folders, banks) if banks else find.on(caller.folders.bundled))
    loaded = load_sound(targets, caller.folders.kept)
    faulty = tuple(dict.fromkeys(problem.place.file for problem in loaded.errors))
    if faulty:
        sound = [target for target in targets if not any(_holds(target, file) for file in faulty)]
        rest = load(sound)
        if not rest.collections or rest.errors:
            selection.without_errors(loaded)  # raises
        loaded = rest
    return Shelf(loaded.collections, not banks and not own, faulty)


def _holds(target: find.Target, file: str) -> bool:
    return file == str(target.home) or target.home in Path(file).parents


def _whole(shelf: Shelf, part: Part) -> list[Collection]:
    """The collections of a part with all their banks: how an answer is judged doesn't hang on what else is asked."""
    ids = {collection.id for collection in part.collections}
    return [collection for collection in shelf.collections if collection.id in ids]


# ---------------------------------------------------------------------------------------------------------------
# The first page


def _first_page(
    caller: Caller, shelf: Shelf, part: Part, language: str, say: Phrases
) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines above, and the choices: (key, label)."""
    title = "quizgen"
    if len(part.collections) == 1:
        (collection,) = part.collections
        title = f"quizgen · {plain(part.theme or collection.title, language)}"
        if shelf.bundled:
            title = say("{title} (comes with quizgen)", title=title)
    about = [title, *_as_of(part, language, say), ""]
    items = playing.askable(part.items, language)
    try:
        with caller.learner.open_progress() as progress:
            caller.learner.adopt(progress, everything(shelf.collections))
            if len(part.collections) > 1:
                about += [*_each(caller, part, language, progress, say), ""]
            queue = studying.today(items, progress, caller.learner.now_ms(), NEW_A_DAY)
            about.append("  " + _today(queue, say))
            choices = _left(caller, shelf, progress, say)
            if queue.due or queue.new:
                choices.append(("study", say("Study now")))
    except ProgressError as error:
        about.append("  " + error_text(error, say))
        choices = []
    for file in shelf.faulty:
        command = visible(shlex.join(("quizgen", "check", file)))
        about.append("  " + say("Left out for its errors: {command}", command=command))
    choices += _sessions(len(items), language, say)
    if sum(len(collection.banks) for collection in shelf.collections) > 1:
        several = len(shelf.collections) > 1
        choices.append(("theme", say("Choose a bank or a theme…") if several else say("Choose a theme…")))
    choices += [("handout", say("Print a sheet")), ("anki", say("Export to Anki")), ("stats", say("My progress"))]
    offered = dict.fromkeys(each for collection in part.collections for each in collection.languages)
    choices += [(each, _own_name(each)) for each in offered if each != language]
    choices.append(("quit", say("Quit")))
    return about, choices


def _today(queue: Today, say: Phrases) -> str:
    """What today holds, in words."""
    due, new = len(queue.due), len(queue.new)
    if not due and not new:
        return say("Nothing is due today.")
    told = [
        *([say.plural("{n} question due today", "{n} questions due today", due)] if due else []),
        *([say.plural("{n} new one", "{n} new ones", new)] if new else []),
        say("about {n} min", n=-(-(due + new) * SECONDS_A_QUESTION // 60)),
    ]
    return " · ".join(told)


def _as_of(part: Part, language: str, say: Phrases) -> Iterator[str]:
    """When the sources of its one collection end."""
    if len(part.collections) == 1 and (date := part.collections[0].as_of) is not None:
        yield "  " + say("Sources as of {date}", date=plain(date, language))


def _each(caller: Caller, part: Part, language: str, progress: Progress, say: Phrases) -> Iterator[str]:
    """For each of several collections, its title and what today holds of it."""
    rows: list[tuple[str, str]] = []
    for collection in part.collections[:LISTED]:
        shown = caller.content(collection.languages)
        if shown is None:  # it isn't in the language that was asked for
            continue
        items = playing.askable(everything([collection]), shown)
        queue = studying.today(items, progress, caller.learner.now_ms(), NEW_A_DAY)
        due, new = len(queue.due), len(queue.new)
        figures = [
            *([say.plural("{n} due", "{n} due", due)] if due else []),
            *([say.plural("{n} new", "{n} new", new)] if new else []),
            *([] if due or new else [say("nothing today")]),
            *([] if language in collection.languages else [language_name(shown, say.language)]),
        ]
        rows.append((cut(plain(collection.title, shown), TITLE), " · ".join(figures)))
    column = max((cells(title) for title, _ in rows), default=0)
    for title, told in rows:
        yield f"  {title}: {told}" if _by_lines(caller) else f"  {pad(title, column)}   {told}"
    if more := len(part.collections) - LISTED if len(part.collections) > LISTED else 0:
        yield "  " + say.plural("and {n} more", "and {n} more", more)


def _left(caller: Caller, shelf: Shelf, progress: Progress, say: Phrases) -> list[tuple[str, str]]:
    """The session that was left, to go on with, if one was."""
    left = studying.left(caller.learner, progress, everything(shelf.collections))
    if left is None or not left[1].session.answers:
        return []
    done, total = len(left[1].session.answers), len(left[1].session.items)
    return [("resume", say("Continue where I left off ({done} of {total})", done=done, total=total))]


def _sessions(count: int, language: str, say: Phrases) -> list[tuple[str, str]]:
    """Practice and a mock exam, of so many questions at the most."""
    practice, asked = (min(playing.COUNT[mode], count) for mode in ("practice", "exam"))
    if playing.out_of_twenty(language):
        exam = say.plural(
            "Mock exam (one question, marked out of 20)", "Mock exam ({n} questions, marked out of 20)", asked
        )
    else:
        exam = say.plural(
            "Mock exam (one question, marked in percent)", "Mock exam ({n} questions, marked in percent)", asked
        )
    practise = say.plural("Practise (one question)", "Practise ({n} questions)", practice)
    return [("practice", practise), ("exam", exam)]


# ---------------------------------------------------------------------------------------------------------------
# Choosing


def _choose_part(caller: Caller, everywhere: Part, part: Part, say: Phrases) -> Part:
    """All, a collection, or one of its banks."""
    parts, several = {"": everywhere}, len(everywhere.collections) > 1
    choices = [("", say("All of them") if several else say("All themes"))]
    for collection in everywhere.collections:
        language = caller.content(collection.languages)
        if language is None:
            continue
        themes = [Part((replace(collection, banks=(bank,)),), bank.title) for bank in collection.banks]
        if several:
            parts[collection.id] = Part((collection,))
            choices.append((collection.id, _counted(plain(collection.title, language), parts[collection.id], language)))
        if not several or len(themes) > 1:
            indent = "  " if several else ""
            for bank, theme in zip(collection.banks, themes, strict=True):
                id = f"{collection.id}/{bank.id}"
                parts[id] = theme
                choices.append((id, _counted(indent + plain(bank.title, language), theme, language)))
    question = say("Which one?") if several else say("Which theme?")
    try:
        return parts[_choose(caller, [question], choices, say, back=True)]
    except EOFError:
        return part  # back to the menu, as it was


def _counted(title: str, part: Part, language: str) -> str:
    return f"{title} ({len(playing.askable(part.items, language))})"


def _choose(
    caller: Caller, title_lines: list[str], choices: list[tuple[str, str]], say: Phrases, *, back: bool = False
) -> str:
    if _by_lines(caller):
        return lines.menu(title_lines, choices, say, sys.stdin, sys.stdout)

    from quizgen.play import prompts  # prompt_toolkit takes a tenth of a second to load

    return prompts.menu(title_lines, choices, say, sys.stdout, color=caller.color(sys.stdout), back=back)


def _by_lines(caller: Caller) -> bool:
    return choose_plain(sys.stdin, sys.stdout, caller.environ, False)


def _own_name(language: str) -> str:
    """What a language calls itself, with a capital: Français, English."""
    name = language_name(language, language)
    return name[:1].upper() + name[1:]
