"""The learner's own data: where it is, carried to another machine, derived anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from quizgen.app import learner
from quizgen.app.caller import Caller
from quizgen.app.errors import WrongUsage
from quizgen.app.exits import Exit
from quizgen.outputs import files
from quizgen.play import agree, choose_plain
from quizgen.text import values
from quizgen.text.visible import visible

SHOWN = 20
"""How many of the lines that can't be read are told one by one."""


def show_path(caller: Caller) -> int:
    """Print where the answers are stored."""
    print(caller.learner.path)
    return Exit.FINE


def write_lines(caller: Caller, output: str | None) -> int:
    """Write every answer as a line of JSON, to a file or to standard output."""
    if output is not None and Path(output).resolve() == caller.learner.path.resolve():
        raise WrongUsage(caller.say("that is the file that your progress is stored in: choose another name"))
    lines = learner.exported(caller.learner, caller.say)
    if output is None or output == "-":
        sys.stdout.writelines(lines)
        return Exit.FINE
    files.write(Path(output), "".join(lines).encode())
    written = caller.say.plural(
        "{n} row written to {path}", "{n} rows written to {path}", len(lines), path=visible(output)
    )
    print(written)
    return Exit.FINE


def merge_lines(caller: Caller, files: Sequence[str], skip: bool) -> int:
    """Merge what another machine exported. Lines that are no answers are left out only if the learner agrees."""
    say = caller.say
    named = ((name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()) for name in files)
    lines = learner.read_lines(named, say)
    for reason in lines.bad[:SHOWN]:
        print(reason, file=sys.stderr)
    if len(lines.bad) > SHOWN:
        print(say.plural("… and {n} more", "… and {n} more", len(lines.bad) - SHOWN), file=sys.stderr)
    if lines.bad and not (skip or _agrees(caller, len(lines.bad))):
        print(say("Nothing was imported. To leave these lines out: --skip-junk"), file=sys.stderr)
        return Exit.PROBLEMS
    new = learner.merge(caller.learner, lines.events, say)
    known = len(lines.events) - new
    print(say.plural("{n} new row, {known} known already", "{n} new rows, {known} known already", new, known=known))
    return Exit.FINE


def _agrees(caller: Caller, count: int) -> bool:
    """Ask, on a terminal; elsewhere nobody can agree."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    words = caller.say.plural("Leave out this line?", "Leave out these {n} lines?", count)
    plain = choose_plain(sys.stdin, sys.stdout, caller.environ, False)
    color = caller.color(sys.stdout)
    return agree(words, say=caller.say, plain=plain, stdin=sys.stdin, stdout=sys.stdout, color=color)


def rebuild(caller: Caller) -> int:
    """Derive the schedule anew from the answers."""
    count = learner.rebuild(caller.learner, caller.say)
    print(caller.say.plural("{n} question scheduled anew", "{n} questions scheduled anew", count))
    return Exit.FINE


def retention(caller: Caller, percent: str | None) -> int:
    """Show, or set, the share of what falls due that the learner wants to remember."""
    share = values.percent(learner.retention(caller.learner, caller, percent), caller.say.language)
    print(caller.say("Goal: remember {percent} of what falls due.", percent=share))
    return Exit.FINE
