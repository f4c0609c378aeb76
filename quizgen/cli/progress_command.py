"""`quizgen progress …`: the learner's own data, to find, to carry to another machine, to derive anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from quizgen.cli.app import App
from quizgen.cli.commands import Argument, Command, Group, Usage, common_options, help_unless_invoked, option
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.study.events import Event
    from quizgen.study.progress import Progress

PROBLEMS, FILES = 1, 3

ENTRIES = {
    "path": N_("Where your progress is stored."),
    "export": N_("Your answers as JSON lines, for another machine or a backup."),
    "import": N_("Merge what another machine exported."),
    "rebuild": N_("Derive the schedule anew from your answers."),
    "retention": N_("Show or set how much you want to remember."),
}

_JUNK = {
    "not JSON": N_("it is not JSON"),
    "not a row": N_("it is no answer of quizgen's"),
    "incomplete": N_("something is missing"),
}


def _using(app: App, work: Callable[[Progress], int], *, reading: bool = False) -> int:
    from quizgen.cli import learner
    from quizgen.study.progress import ProgressError

    try:
        with learner.open_progress(reading=reading) as progress:
            return work(progress)
    except ProgressError as error:
        print(app.say("Error: {message}", message=learner.told(error, app.say)), file=sys.stderr)
        return FILES


def _path(_app: App) -> int:
    from quizgen.cli import learner

    print(learner.path())
    return 0


def _export(app: App, output: str | None) -> int:
    from quizgen.cli import learner
    from quizgen.outputs import files
    from quizgen.study.events import to_line

    def work(progress: Progress) -> int:
        rows = progress.events()
        lines = [to_line(row) + "\n" for row in rows]
        if output is None or output == "-":
            sys.stdout.writelines(lines)
            return 0
        files.write(Path(output), "".join(lines).encode())
        told = app.say.plural(
            "{n} row written to {path}", "{n} rows written to {path}", len(rows), path=visible(output)
        )
        print(told)
        return 0

    if output is not None and Path(output).resolve() == learner.path().resolve():
        raise Usage(app.say("that is the file that your progress is stored in: choose another name"))
    return _using(app, work, reading=True)


def _import(app: App, files: Sequence[str], skip: bool) -> int:
    rows: list[Event] = []
    junk: list[str] = []
    for name in files:
        _read(app, name, rows, junk)
    for told in junk[:20]:
        print(told, file=sys.stderr)
    if len(junk) > 20:
        print(app.say.plural("… and {n} more", "… and {n} more", len(junk) - 20), file=sys.stderr)
    if junk and not (skip or _agrees(app, len(junk))):
        print(app.say("Nothing was imported. To leave these lines out: --skip-junk"), file=sys.stderr)
        return PROBLEMS

    def work(progress: Progress) -> int:
        new = progress.merge(rows)
        print(
            app.say.plural(
                "{n} new row, {known} known already", "{n} new rows, {known} known already", new, known=len(rows) - new
            )
        )
        return 0

    return _using(app, work)


def _read(app: App, name: str, rows: list[Event], junk: list[str]) -> None:
    from quizgen.study.events import BadLine, from_line

    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    for number, line in enumerate(data.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(from_line(line))
        except BadLine as reason:
            say, other = app.say, N_('"{field}" is not what it should be')
            why = say(_JUNK.get(str(reason), other), field=str(reason))
            junk.append(say("{place}: left out, since {reason}", place=f"{visible(name)}:{number}", reason=why))


def _agrees(app: App, count: int) -> bool:
    """Ask, on a terminal; elsewhere nobody can agree."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    from quizgen.play import agree, choose_plain

    words = app.say.plural("Leave out this line?", "Leave out these {n} lines?", count)
    plain = choose_plain(sys.stdin, sys.stdout, app.environ, False)
    return agree(words, say=app.say, plain=plain, stdin=sys.stdin, stdout=sys.stdout, color=app.color(sys.stdout))


def _rebuild(app: App) -> int:
    def work(progress: Progress) -> int:
        progress.rebuild()
        count = len(progress.memories())
        print(app.say.plural("{n} question scheduled anew", "{n} questions scheduled anew", count))
        return 0

    return _using(app, work)


def _retention(app: App, percent: str | None) -> int:
    from quizgen.cli import learner
    from quizgen.study.schedule import RETENTION_BOUNDS
    from quizgen.text import values

    low, high = (round(100 * bound) for bound in RETENTION_BOUNDS)

    def refuse() -> NoReturn:
        raise Usage(app.say("give a whole number of percent from {low} to {high}", low=low, high=high))

    def work(progress: Progress) -> int:
        if percent is not None:
            given = percent.strip().rstrip("%").strip()
            if not (given.isascii() and given.isdecimal() and low <= int(given[:4]) <= high):
                refuse()
            progress.aim_for(int(given) / 100, learner.now_ms())
        share = values.percent(progress.retention, app.say.language)
        print(app.say("You mean to remember {percent} of what falls due.", percent=share))
        return 0

    return _using(app, work, reading=percent is None)


def _commands() -> dict[str, Command]:
    return {
        "path": Command("path", _path, about=ENTRIES["path"]),
        "export": Command(
            "export",
            _export,
            about=N_("Write every answer you gave as a line of JSON: a backup, or for another machine to import."),
            parameters=[
                option("-o", "--output", metavar=N_("FILE"), help=N_("Write to a file; to the screen by default."))
            ],
            examples=[("quizgen progress export -o progress.jsonl", N_("into a file"))],
        ),
        "import": Command(
            "import",
            _import,
            about=N_(
                "Merge what another machine exported into your progress: a union, in any order, any number of times. "
                "Lines that are no answers are told, and left out only if you agree."
            ),
            parameters=[
                Argument(
                    "files",
                    nargs=-1,
                    required=True,
                    metavar=N_("FILE"),
                    about=N_("What quizgen progress export wrote; - for standard input."),
                ),
                option("--skip-junk", "skip", is_flag=True, help=N_("Leave out lines that can't be read.")),
            ],
            examples=[("quizgen progress import laptop.jsonl", N_("from another machine"))],
        ),
        "rebuild": Command(
            "rebuild",
            _rebuild,
            about=N_("Derive what is due from your answers once more. It changes nothing unless the file was damaged."),
        ),
        "retention": Command(
            "retention",
            _retention,
            about=N_(
                "Of the questions that fall due, the share that you want to remember: more means more reviews. "
                "Every due date follows from it."
            ),
            parameters=[
                Argument(
                    "percent",
                    required=False,
                    metavar=N_("PERCENT"),
                    about=N_("From 70 to 97; 90 by default. Left out: show it."),
                )
            ],
        ),
    }


command = Group(
    "progress",
    ENTRIES,
    lambda name: _commands()[name],
    callback=help_unless_invoked,
    help=N_("Your own data: every answer you gave, on this machine alone."),
    params=common_options(),
)
