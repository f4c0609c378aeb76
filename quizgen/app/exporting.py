"""Files of questions for other programs, by an output of the table."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.app import selection
from quizgen.app.caller import Caller
from quizgen.app.errors import WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.selection import NO_FILTERS, Filters
from quizgen.outputs import OUTPUTS, Make, files, in_language
from quizgen.problems import Problem
from quizgen.text.visible import visible


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made, of which questions. `output`: a file or a folder; standard output unless told.

    `strict`: whatever is lost counts as a failure.
    """

    name: str
    banks: Sequence[str] = ()
    output: str | None = None
    filters: Filters = NO_FILTERS
    strict: bool = False


def maker(name: str) -> Make:
    """What makes the files of an output of the table."""
    make: Make = importlib.import_module(str(OUTPUTS[name].module)).make
    return make


def run(caller: Caller, wanted: Wanted) -> int:
    """Make a file for each collection, in every language into a folder, else in one; tell what can't be expressed.

    Raises WrongUsage if several files would go to one.
    """
    output, make = OUTPUTS[wanted.name], maker(wanted.name)
    selected = selection.select(caller, caller.folders, wanted.banks, wanted.filters)
    target = None if wanted.output in (None, "-") else Path(str(wanted.output))
    folder = target is not None and files.names_folder(str(wanted.output))
    problems: list[Problem] = []
    made: list[tuple[str, bytes]] = []
    for collection, items in selected.by_collection():
        every = folder and not caller.explicit
        for language in collection.languages if every else (selection.language_of(caller, collection),):
            kept, left_out = in_language(items, language)
            problems += left_out
            if kept:
                found = make(collection, kept, language)
                problems += found.problems
                made.append((f"{collection.id}.{language}{output.suffix}", found.content))
    if len(made) > 1 and not folder:
        raise WrongUsage(caller.say("{n} files don't fit into one: name a folder by -o", n=len(made)))
    for name, content in made:
        if target is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            path = target / name if folder else target
            files.write(path, content)
            print(visible(str(path)))
    caller.show(problems)
    lost = wanted.strict or not made or any(problem.severity == "error" for problem in problems)
    return Exit.PROBLEMS if problems and lost else Exit.FINE
