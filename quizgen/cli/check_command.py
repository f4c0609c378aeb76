"""`quizgen check`: every problem of every file, in one run."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.cli import parameters
from quizgen.cli.app import App
from quizgen.cli.commands import Command, Usage, option
from quizgen.cli.data import for_programs
from quizgen.cli.types import OneOf
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.bank import Loaded


def run(app: App, banks_: Sequence[str], format: str, strict: bool, articles: str | None) -> int:
    """Report the problems on standard output."""
    from quizgen.bank import load
    from quizgen.cli import banks
    from quizgen.lint import lint
    from quizgen.problems import report

    started = time.perf_counter()
    folder = None if articles is None else Path(articles)
    if folder is not None and not folder.is_dir():
        raise Usage(app.say('there is no folder "{name}"', name=visible(str(folder))))
    loaded = load(banks.targets(app, banks_), folder)
    for whole in loaded.wholes:
        loaded = loaded.with_problems(lint(whole.items, sourced=whole.sourced))
    match format:
        case "json":
            print(for_programs(_data(app, loaded)))
        case "github":
            for problem in loaded.problems:
                print(report.as_annotation(problem, app.say))
            print(_sum(app, loaded, time.perf_counter() - started))
        case _:
            width, color = app.columns(), app.color(sys.stdout)
            for problem in loaded.problems:
                print("\n".join(report.as_text(problem, app.say, width=width, color=color)) + "\n")
            print("".join(line + "\n" for line in _uncited(app, loaded)), end="")
            print(_sum(app, loaded, time.perf_counter() - started))
    return banks.verdict(loaded, strict)


def _data(app: App, loaded: Loaded) -> dict[str, object]:
    from quizgen.problems import report

    severities = [problem.severity for problem in loaded.problems]
    return {
        "files": loaded.files,
        "questions": loaded.questions,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "problems": [report.as_data(problem, app.say) for problem in loaded.problems],
        "uncited": {each.source.id: list(each.uncited) for each in loaded.coverage},
    }


def _uncited(app: App, loaded: Loaded) -> list[str]:
    """For each article, the paragraphs that no question cites: perhaps facts worth asking."""
    say = app.say
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


def _sum(app: App, loaded: Loaded, seconds: float) -> str:
    from quizgen.problems import report

    say = app.say
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


command = Command(
    "check",
    run,
    about=N_(
        "Read the banks and report every problem of every file, with its place and how to mend it. "
        "Exit code 1 if there are errors, 3 if a file can't be read."
    ),
    parameters=[
        parameters.banks("banks_"),
        option(
            "--format",
            type=OneOf(("text", "json", "github")),
            default="text",
            metavar=N_("FORMAT"),
            help=N_("text (for people), json (for programs), github (annotations of a workflow)."),
        ),
        option("--strict", is_flag=True, help=N_("Warnings make it fail too.")),
        option(
            "--articles",
            type=str,
            metavar=N_("FOLDER"),
            help=N_("Prove the citations against the sources' texts in this folder."),
        ),
    ],
    examples=[
        ("quizgen check my-questions.yaml", N_("one file")),
        ("quizgen check --strict content", N_("all below a folder; warnings count")),
    ],
)
