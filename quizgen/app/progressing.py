"""The learner's own data: where it is, carried to another machine, derived anew."""

from __future__ import annotations

import datetime as calendar
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from quizgen.app import learner
from quizgen.app.caller import Caller
from quizgen.app.errors import FileUnusable, WrongUsage
from quizgen.app.exits import Exit
from quizgen.files import MAX_PROGRESS, Refused, opened
from quizgen.outputs import files
from quizgen.play import agree, choose_plain
from quizgen.study import schedule
from quizgen.study.events import Event
from quizgen.text import values
from quizgen.text.visible import visible

LAST = "last"
"""What the last import is called."""

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
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for count, line in enumerate(lines, start=1):  # noqa: B007  # the last one is how many there are
            yield line.encode()

    files.write_parts(Path(output), counted())
    written = caller.say.plural("{n} row written to {path}", "{n} rows written to {path}", count, path=visible(output))
    print(written)
    return Exit.FINE


def merge_files(caller: Caller, files: Sequence[str], anki: bool, skip: bool, show: bool, undo: str | None) -> int:
    """Merge what another machine exported, or what was answered in Anki.

    Lines that are no answers are left out only if the learner agrees. `anki`: read the newest backup of each profile;
    `show`: list what was imported; `undo`: take one import back, by its number, or the last one.
    """
    say = caller.say
    if show:
        return _show_batches(caller)
    if undo is not None:
        return _take_back(caller, undo)
    if anki:
        files = [*files, *_backups(caller)]
    if not files:
        raise WrongUsage(say("name a file that quizgen progress export or Anki wrote, or - for standard input"))
    of_anki = [name for name in files if name != "-" and _is_ankis(Path(name))]
    with ExitStack() as stack:
        lines = learner.read_lines([(name, _opened(name, stack)) for name in files if name not in of_anki], say)
    for reason in lines.bad[:SHOWN]:
        print(reason, file=sys.stderr)
    if len(lines.bad) > SHOWN:
        print(say.plural("… and {n} more", "… and {n} more", len(lines.bad) - SHOWN), file=sys.stderr)
    if lines.bad and not (skip or _agrees(caller, len(lines.bad))):
        print(say("Nothing was imported. To leave these lines out: --skip-junk"), file=sys.stderr)
        return Exit.PROBLEMS
    events = list(lines.events)
    if of_anki:
        events += _from_anki(caller, of_anki)
    new = learner.merge(caller.learner, events, _named(files), say, backed_up=bool(of_anki))
    known = len(events) - new
    print(say.plural("{n} new row, {known} known already", "{n} new rows, {known} known already", new, known=known))
    return Exit.FINE


def _is_ankis(path: Path) -> bool:
    from quizgen.outputs.anki import revlog  # it loads what makes decks, which nothing else here needs

    try:
        return revlog.looks_like_anki(path)
    except Refused as refused:
        raise refused.as_error() from None


def _from_anki(caller: Caller, names: Sequence[str]) -> Sequence[Event]:
    """The answers that files of Anki's hold; what was left out is told. Raises FileUnusable and OSError."""
    from quizgen.app import from_anki

    say = caller.say
    with caller.learner.progress(say) as progress:
        try:
            found = from_anki.read([Path(name) for name in names], progress, caller.learner.now_ms(), say)
        except Refused as refused:
            raise refused.as_error() from None
    if found.echoes:
        print(say.plural("{n} answer in it was given here", "{n} answers in it were given here", found.echoes))
    if found.future:
        print(
            say.plural(
                "{n} answer is dated in the future and was left out: is a clock wrong?",
                "{n} answers are dated in the future and were left out: is a clock wrong?",
                found.future,
            ),
            file=sys.stderr,
        )
    if not (found.events or found.echoes or found.future):
        print(say("No answer to a question of quizgen's in it: was the deck exported with its progress?"))
    return found.events


def _backups(caller: Caller) -> list[str]:
    """The newest backup of each of Anki's profiles, as is told. Raises FileUnusable if there is none."""
    from quizgen.app import from_anki

    homes = from_anki.homes(caller.environ)
    profiles = from_anki.profiles(homes)
    say = caller.say
    for profile in profiles:
        name = visible(profile.name)
        if profile.backup is None:
            print(say("{profile}: no backup yet. In Anki: File › Create Backup", profile=name), file=sys.stderr)
            continue
        made = datetime.fromtimestamp(profile.backup.stat().st_mtime).astimezone()
        date = values.date(made.year, made.month, made.day, say.language)
        print(say("{profile}: backup of {date}, {time}", profile=name, date=date, time=f"{made:%H:%M}"))
    found = [str(profile.backup) for profile in profiles if profile.backup is not None]
    if not found:
        folder = visible(str(homes[0]))
        raise FileUnusable(say("no backup of Anki's in {folder}: name a file that Anki exported", folder=folder))
    return found


def _named(files: Sequence[str]) -> str:
    """What an import came from, in letters that can be stored, whatever encoding the machine takes names to have."""
    return " ".join(os.fsencode(name).decode("utf-8", "replace") for name in files)


def _opened(name: str, stack: ExitStack) -> BinaryIO:
    """A file to read lines from. Raises OSError."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return stack.enter_context(opened(Path(name), MAX_PROGRESS))
    except Refused as refused:
        raise refused.as_error() from None


def _show_batches(caller: Caller) -> int:
    found = learner.batches(caller.learner, caller.say)
    for batch in found:
        when = datetime.fromtimestamp(batch.at_ms / 1000).astimezone()
        day = values.date(when.year, when.month, when.day, caller.say.language)
        rows = caller.say.plural("{n} row", "{n} rows", batch.rows)
        print(f"{batch.id}  {day}  {rows}  {visible(batch.source)}")
    if not found:
        print(caller.say("Nothing was imported that could be taken back."))
    return Exit.FINE


def _take_back(caller: Caller, undo: str) -> int:
    found = learner.batches(caller.learner, caller.say)
    wanted = [batch for batch in found if undo in (LAST, str(batch.id))][:1]
    if not wanted:
        raise WrongUsage(caller.say('there is no import "{name}" to take back; --list shows them', name=visible(undo)))
    gone = learner.take_back(caller.learner, wanted[0].id, caller.say)
    source = visible(wanted[0].source)
    print(caller.say.plural("{n} row of {source} taken back", "{n} rows of {source} taken back", gone, source=source))
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


def suspend(caller: Caller, ids: Sequence[str], lift: bool) -> int:
    """List what is put aside; or suspend these questions, or have them asked again."""
    return _marked(caller, ids, "suspend", lift=lift)


def flags(caller: Caller, ids: Sequence[str], lift: bool) -> int:
    """List what was flagged; or lift the flags of these questions."""
    if ids and not lift:
        raise WrongUsage(caller.say("a question is flagged while it is asked; --lift takes its flags back"))
    return _marked(caller, ids, "flag", lift=lift)


def _marked(caller: Caller, ids: Sequence[str], what: Literal["suspend", "flag"], *, lift: bool) -> int:
    own, say = caller.learner, caller.say
    if lift and not ids:
        raise WrongUsage(say("--lift needs the ids of questions"))
    with own.progress(say) as progress:
        day = schedule.day_of(own.now_ms(), None) - calendar.timedelta(days=1)
        marked = progress.flags() if what == "flag" else progress.aside(schedule.end_of(day, None))
        if not ids:
            for event in marked:
                until = say("until tomorrow") if event.what == "bury" else visible(event.note or "")
                print(f"{visible(progress.name(event.item))}  {until}".rstrip())
            if not marked:
                print(say("Nothing is flagged.") if what == "flag" else say("Nothing is put aside."))
            return Exit.FINE
        known = set() if lift else {event.item for event in progress.each_event() if event.item}
        for id in ids:
            these = [event for event in marked if id in (progress.name(event.item), event.item.partition("/")[2])]
            if lift and not these:
                raise WrongUsage(say('"{name}" is not in the list', name=visible(id)))
            for event in these if lift else ():
                progress.append(Event(own.new_id(), own.now_ms(), "undo", event.item, target=event.id))
            if not lift and not these:
                item = next((each for each in known if id in (each, each.partition("/")[2])), id)
                if "/" not in item:
                    raise WrongUsage(say('no question has the id "{name}"', name=visible(id)))
                progress.append(Event(own.new_id(), own.now_ms(), "suspend", item))
        done = len(ids)
    if not lift:
        print(say.plural("{n} question suspended", "{n} questions suspended", done))
    else:
        print(say.plural("lifted for {n} question", "lifted for {n} questions", done))
    return Exit.FINE
