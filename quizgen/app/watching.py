"""`check --watch`: check again at every change, and show the question that changed as learners will meet it."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NoReturn

from quizgen.app import selection
from quizgen.app.caller import Caller
from quizgen.app.checking import checked, summary
from quizgen.app.errors import WrongUsage
from quizgen.app.reader import Reader
from quizgen.bank import Loaded, Target
from quizgen.items import Item, Text
from quizgen.play.styled import Line, run
from quizgen.play.terminal import Terminal
from quizgen.problems import report
from quizgen.text.phrases import Phrases
from quizgen.text.visible import visible

POLL_S = 0.1
"""How often the files are looked at: a tenth of a second is felt as at once, and looking takes a hundredth of it.

Looking works everywhere, also where the system tells of no changes: on network drives, in containers.
"""

SETTLED_S = 0.03
"""For so long a file must stay as it is before it is read: editors write in several steps."""

_CLEAR = "\x1b[2J\x1b[H"

Stamps = tuple[object, ...]


def watch(caller: Caller, banks: Sequence[str], articles: Path | None, ignored: Set[str]) -> NoReturn:
    """Check, and again whenever a file has changed, until KeyboardInterrupt."""
    targets = selection.targets(caller, caller.folders, banks)
    quiet = Reader(caller.wanted, caller.preferred, explicit=caller.explicit)
    before: dict[str, Item] | None = None
    shown: str | None = None
    while True:
        stamps = _stamps(targets)
        started = time.perf_counter()
        loaded = checked(targets, articles, ignored)
        items = {item.id: item for collection in loaded.collections for bank in collection.banks for item in bank.items}
        if before is not None:
            shown = next((id for id, item in items.items() if before.get(id) != item), shown)
        before = items
        _show(caller, loaded, items.get(shown or ""), time.perf_counter() - started)
        targets = _changed(quiet, caller, banks, targets, stamps)


def _changed(
    reader: Reader, caller: Caller, banks: Sequence[str], targets: tuple[Target, ...], stamps: Stamps
) -> tuple[Target, ...]:
    """Wait until something is different, and stays so for a moment; returns what there is to read then."""
    from quizgen.app import previewing  # loaded while nobody waits for it  # noqa: F401

    while True:
        time.sleep(POLL_S)
        try:
            targets = selection.targets(reader, caller.folders, banks)
        except WrongUsage:  # gone, perhaps while an editor puts a new file in its place
            continue
        now = _stamps(targets)
        if now != stamps:
            while now != (now := _after_a_moment(targets)):
                pass
            return targets


def _after_a_moment(targets: Sequence[Target]) -> Stamps:
    time.sleep(SETTLED_S)
    return _stamps(targets)


def _stamps(targets: Sequence[Target]) -> Stamps:
    """What changes when a file does, or the terminal's size."""
    return (*((str(file), *_stamp(file)) for file in _files(targets)), *_size())


def _files(targets: Sequence[Target]) -> Iterator[Path]:
    """All that lies in the folders of collections, pictures too; lone banks with what lies beside them."""
    for place in dict.fromkeys(target.home if target.home.is_dir() else target.home.parent for target in targets):
        deep = any(target.home == place for target in targets)
        for parent, folders, names in os.walk(place):
            folders[:] = sorted(name for name in folders if deep and not name.startswith("."))
            yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _size() -> tuple[int, int]:
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return 80, 24


# ---------------------------------------------------------------------------------------------------------------
# What is shown


def _show(caller: Caller, loaded: Loaded, item: Item | None, seconds: float) -> None:
    """On a terminal, a screen that takes the place of the one before; elsewhere one block after the other."""
    languages = [language for collection in loaded.collections for language in collection.languages]
    say = caller.phrases(caller.content(languages) if languages else None)
    on_screen = sys.stdout.isatty() and caller.environ.get("TERM") != "dumb"
    width, color = caller.columns(), caller.color(sys.stdout)
    own = item.where.file if item is not None else ""
    first = sorted(loaded.problems, key=lambda each: (each.severity == "warning", each.place.file != own))
    told = first if on_screen else loaded.problems
    problems = [lines for _, lines in report.listed(told, say, width=width, color=color)]
    below = [summary(say, loaded, seconds)]
    if item is None and on_screen:
        below.append(say("Save a change to a question, and it is shown here. Ctrl-C ends."))
    preview = _preview(caller, loaded, item, say, width) if item is not None else []
    if on_screen:
        room = _size()[1] - len(below) - 1
        problems = _first(problems, max(room // 2, room - len(preview)) if preview else room, say)
        preview = preview[: max(room - sum(map(len, problems)), 0)]
    else:
        problems = [[*problem, ""] for problem in problems]
    text = [line for problem in problems for line in problem]
    sys.stdout.write((_CLEAR if on_screen else "") + "".join(line + "\n" for line in (*text, *below, *preview)))
    sys.stdout.write("" if on_screen else "\n")
    sys.stdout.flush()


def _first(problems: list[list[str]], room: int, say: Phrases) -> list[list[str]]:
    """As many of the problems as there is room for, each with an empty line below it."""
    kept: list[list[str]] = []
    left = room
    for number, problem in enumerate(problems):
        more = len(problems) - number
        if len(problem) + 1 > left - (1 if more > 1 else 0):
            return [*kept, [say.plural("and {n} more", "and {n} more", more)]]
        kept.append([*problem, ""])
        left -= len(problem) + 1
    return kept


def _preview(caller: Caller, loaded: Loaded, item: Item, say: Phrases, width: int) -> list[str]:
    """The question in its three looks, as lines of text."""
    from quizgen.app import previewing

    language = selection.shown_in(item, caller)
    try:
        blocks = previewing.blocks(item, _theme(loaded, item), language, say)
    except OSError as error:
        return ["", say("It can't be shown: {reason}", reason=visible(str(error)))]
    lines: list[Line] = [(), (run(f" {item.id}", "bold"),), *previewing.drawn(blocks, width)]
    text = io.StringIO()
    Terminal(text, color=caller.color(sys.stdout), width=width).draw(lines)
    return text.getvalue().splitlines()


def _theme(loaded: Loaded, item: Item) -> Text:
    titles: Mapping[str, Text] = {
        f"{collection.id}/{bank.id}": bank.title for collection in loaded.collections for bank in collection.banks
    }
    return titles[f"{item.id.split('/')[0]}/{item.bank}"]
