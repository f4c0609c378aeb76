"""Every problem of every file, and what a teacher would say of the questions."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from quizgen.app import selection
from quizgen.app.caller import Caller
from quizgen.app.data import for_programs
from quizgen.app.errors import WrongUsage
from quizgen.app.exits import Exit
from quizgen.bank import Loaded, Target, load, pictures
from quizgen.garbage import not_collected
from quizgen.items import Item
from quizgen.lint import lint
from quizgen.problems import Problem, report
from quizgen.text.phrases import Phrases
from quizgen.text.visible import visible
from quizgen.yaml.suspicious import MAX_PROBLEMS

_SCREENFUL = 10  # problems that fit one screen; after more, their sums by code help


@not_collected()
def checked(targets: Sequence[Target], articles: Path | None = None, ignored: Set[str] = frozenset()) -> Loaded:
    """What the targets hold, with its errors and all that lint has to say; without the warnings of these codes."""
    loaded = load(targets, articles).without(ignored)
    for whole in loaded.wholes:
        found = lint(whole.items, sourced=whole.sourced, ignored=whole.ignored | ignored, banks=whole.banks)
        loaded = loaded.with_problems(found)
        told = [item for item in whole.items if item.where.file in loaded.told]
        loaded = loaded.with_problems(each for each in _pictures(told) if each.code.id not in ignored)
    return loaded


def _pictures(items: Sequence[Item]) -> Iterator[Problem]:
    """What is wrong with the pictures; those of which looking does not tell all are drawn, as on paper."""
    looked = pictures.look(items)
    yield from looked.problems
    if looked.to_draw:
        from quizgen.outputs.handout.make import not_drawn  # few banks need it

        yield from not_drawn(looked.to_draw, items)


def run(
    caller: Caller,
    banks: Sequence[str],
    format: str,
    strict: bool,
    watch: bool,
    articles: str | None,
    ignore: Sequence[str],
) -> int:
    """Report the problems on standard output; with `watch`, again at every change, until KeyboardInterrupt."""
    started = time.perf_counter()
    folder = None if articles is None else Path(articles)
    if folder is not None and not folder.is_dir():
        raise WrongUsage(caller.say('there is no folder "{name}"', name=visible(str(folder))))
    if watch:
        if format != "text":
            raise WrongUsage(caller.say("--watch is for people: leave out --format {format}", format=format))
        from quizgen.app import watching

        watching.watch(caller, banks, folder, frozenset(ignore))
    loaded = checked(selection.targets(caller, caller.folders, banks), folder, frozenset(ignore))
    match format:
        case "json":
            print(for_programs(_data(caller, loaded)))
        case "github":
            for problem in loaded.problems:
                print(report.as_annotation(problem, caller.say))
            print(summary(caller.say, loaded, time.perf_counter() - started))
        case _:
            width, color = caller.columns(), caller.color(sys.stdout)
            for _, lines in report.listed(loaded.problems, caller.say, width=width, color=color):
                print("\n".join(lines) + "\n")
            print("".join(line + "\n" for line in (*_uncited(caller, loaded), *_sums(caller, loaded))), end="")
            print(summary(caller.say, loaded, time.perf_counter() - started))
    return _verdict(loaded, strict)


def _verdict(loaded: Loaded, strict: bool) -> Exit:
    """The exit code that the problems call for."""
    if selection.unreadable(loaded):
        return Exit.FILES
    return Exit.PROBLEMS if loaded.errors or (strict and loaded.problems) else Exit.FINE


def _data(caller: Caller, loaded: Loaded) -> dict[str, object]:

    severities = [problem.severity for problem in loaded.problems]
    return {
        "files": loaded.files,
        "questions": loaded.questions,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "by_code": report.by_code(loaded.problems),
        "left_out": loaded.left_out,
        "problems": [report.as_data(problem, caller.say) for problem in loaded.problems],
        "uncited": {each.source.id: list(each.uncited) for each in loaded.coverage},
    }


def _sums(caller: Caller, loaded: Loaded) -> Iterator[str]:
    """After more problems than fit a screen, how many there are of each code; and that some are not told."""
    counts = report.by_code(loaded.problems)
    if len(loaded.problems) > _SCREENFUL and len(counts) > 1:
        codes = ", ".join(f"{code} {report.figure(n, caller.say)}" for code, n in counts.items())
        yield caller.say("By code: {codes}", codes=codes)
    if loaded.left_out:
        yield caller.say.plural(
            "Stopped at {limit} problems: {n} more is not told. --ignore leaves out a code.",
            "Stopped at {limit} problems: {n} more are not told. --ignore leaves out a code.",
            loaded.left_out,
            limit=report.figure(MAX_PROBLEMS, caller.say),
        )


def _uncited(caller: Caller, loaded: Loaded) -> list[str]:
    """For each article, the paragraphs that no question cites: perhaps facts worth asking."""
    say = caller.say
    return [
        say(
            "{article}: no question cites § {paragraphs} (of {n})",
            article=each.source.id,
            paragraphs=", ".join(map(str, each.uncited)),
            n=each.paragraphs,
        )
        for each in loaded.coverage
        if each.uncited
    ]


def summary(say: Phrases, loaded: Loaded, seconds: float) -> str:
    """How much was found, in how much, and how fast; a line."""
    affected = len({problem.place.file for problem in loaded.problems})
    found = report.counted(loaded.problems, say)
    if affected:
        files = say.plural(
            "{found} in the file",
            "{found} in {affected} of {n} files",
            loaded.files,
            found=found,
            affected=affected,
        )
    else:
        files = say.plural("{found} in {n} file", "{found} in {n} files", loaded.files, found=found)
    return " · ".join(
        (
            files,
            say.plural("{n} question read", "{n} questions read", loaded.questions),
            say("{seconds} s", seconds=report.decimal(seconds, say)),
        )
    )
