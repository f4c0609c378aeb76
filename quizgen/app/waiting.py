"""A bar for long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizgen.app.caller import Caller


@contextmanager
def progress(caller: Caller, told: str, total: int, *, worth: int) -> Iterator[Callable[[int], None]]:
    """Yields what moves the bar on by so many steps; there is one from `worth` steps on."""
    if total < worth or not sys.stderr.isatty() or caller.environ.get("TERM") == "dumb":
        yield lambda _steps: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=not caller.color(sys.stderr))
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(told, total=total)
        yield lambda steps: bar.advance(task, steps)
