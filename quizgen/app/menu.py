"""The menu: what a bare `quizgen` opens on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from quizgen.app import playing, selection, statistics, studying
from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.app.learner import NEW_A_DAY, SECONDS_A_QUESTION, error_text
from quizgen.items import Bank, Collection, Item, plain
from quizgen.play import choose_plain, lines
from quizgen.study.progress import ProgressError
from quizgen.study.session import Mode
from quizgen.text.phrases import Phrases, available

Export = Callable[[str, str | None], None]
"""Makes the files of an output, by its name, of one theme or of all: as the command does unless told more."""


def menu(caller: Caller, export: Export) -> int:
    """Choose, play, come back, until the reader leaves; Ctrl-D leaves, Ctrl-C too (130)."""
    collections = selection.sound(caller, caller.folders, ())
    theme: str | None = None
    while True:
        try:
            choice = _choose(caller, *_first_page(caller, collections, theme))
            if choice == "theme":
                theme = _choose_theme(caller, collections, theme)
                continue
        except EOFError:
            return Exit.FINE
        match choice:
            case "study" | "practice" | "exam":
                mode: Mode = "study" if choice == "study" else "practice" if choice == "practice" else "exam"
                code = playing.play(caller, collections, _items(collections, theme), playing.Wish(mode))
                if code:
                    return code
            case "resume":
                if code := playing.resume(caller, collections):
                    return code
            case "stats":
                statistics.show(caller, collections)
            case "handout" | "anki":
                export(choice, theme)
            case "quit":
                return Exit.FINE
            case language:
                caller.speak(language)


def _first_page(
    caller: Caller, collections: Sequence[Collection], theme: str | None
) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines above, and the choices: (key, label)."""
    language = playing.language_of(caller, collections)
    say = caller.phrases(language)
    titles = ", ".join(plain(collection.title, language) for collection in collections)
    items, _ = playing.askable(_items(collections, theme), language)
    about, choices = _today(caller, collections, items, say)
    if theme is not None:
        about.insert(0, plain(_banks(collections)[theme].title, language))
    count = min(playing.COUNT["exam"], len(items))
    if playing.out_of_twenty(language):
        exam = say.plural(
            "Mock exam (one question, marked out of 20)", "Mock exam ({n} questions, marked out of 20)", count
        )
    else:
        exam = say.plural(
            "Mock exam (one question, marked in percent)", "Mock exam ({n} questions, marked in percent)", count
        )
    choices += [
        (
            "practice",
            say.plural(
                "Practise (one question)", "Practise ({n} questions)", min(playing.COUNT["practice"], len(items))
            ),
        ),
        ("exam", exam),
    ]
    if len(_banks(collections)) > 1:
        choices.append(("theme", say("Choose a theme…")))
    choices += [
        ("handout", say("Print a sheet…")),
        ("anki", say("Export to Anki…")),
        ("stats", say("Where do I stand?")),
    ]
    offered = {each for collection in collections for each in collection.languages}
    others = [each for each in available() if each != say.language and each in offered]
    choices += [(each, _own_name(each)) for each in others]
    choices.append(("quit", say("Quit")))
    return [f"quizgen · {titles}", "", " · ".join(about)], choices


def _today(
    caller: Caller, collections: Sequence[Collection], items: Sequence[Item], say: Phrases
) -> tuple[list[str], list[tuple[str, str]]]:
    """What is due, in words, and what can be done about it."""
    try:
        learner = caller.learner
        with learner.open_progress() as progress:
            everything = _items(collections, None)
            learner.adopt(progress, everything)
            queue = studying.today(items, progress, learner.now_ms(), NEW_A_DAY)
            left = studying.left(learner, progress, everything)
    except ProgressError as error:
        return [error_text(error, say)], []
    choices = []
    if left is not None and left[1].session.answers:
        done, total = len(left[1].session.answers), len(left[1].session.items)
        choices.append(("resume", say("Go on where I left off ({done} of {total})", done=done, total=total)))
    due, new = len(queue.due), len(queue.new)
    if not due and not new:
        return [say("Nothing is due today.")], choices
    choices.append(("study", say("Study now")))
    minutes = -(-(due + new) * SECONDS_A_QUESTION // 60)
    about = [
        *([say.plural("{n} question due today", "{n} questions due today", due)] if due else []),
        *([say.plural("{n} new one", "{n} new ones", new)] if new else []),
        say("about {n} min", n=minutes),
    ]
    return about, choices


def _choose_theme(caller: Caller, collections: Sequence[Collection], theme: str | None) -> str | None:
    language = playing.language_of(caller, collections)
    say = caller.phrases(language)
    choices = [("", say("All themes"))]
    for id, bank in _banks(collections).items():
        count = len(playing.askable(_items(collections, id), language)[0])
        title = plain(bank.title, language)
        choices.append((id, say("{title} ({n})", title=title, n=count)))
    try:
        return _choose(caller, [say("Which theme?")], choices) or None
    except EOFError:
        return theme  # back to the menu, as it was


def _choose(caller: Caller, title_lines: list[str], choices: list[tuple[str, str]]) -> str:
    say = caller.phrases(None)
    if choose_plain(sys.stdin, sys.stdout, caller.environ, False):
        return lines.menu(title_lines, choices, say, sys.stdin, sys.stdout)

    from quizgen.play import prompts  # prompt_toolkit takes a tenth of a second to load

    return prompts.menu(title_lines, choices, say, sys.stdout, color=caller.color(sys.stdout))


def _banks(collections: Sequence[Collection]) -> dict[str, Bank]:
    """By `collection/bank`."""
    return {f"{collection.id}/{bank.id}": bank for collection in collections for bank in collection.banks}


def _items(collections: Sequence[Collection], theme: str | None) -> list[Item]:
    if theme is None:
        return [item for collection in collections for item in collection.items()]
    return [item for item in _banks(collections)[theme].items if not item.withdrawn]


def _own_name(language: str) -> str:
    """What a language calls itself, with a capital: Français, English."""
    from babel import Locale

    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]
