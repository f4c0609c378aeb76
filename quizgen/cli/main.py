"""Start, run, end: the one place where an exception becomes an exit code."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.cli.app import App
from quizgen.cli.commands import explain
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.text.phrases import Phrases

FINE, PROBLEMS, USAGE, FILES, UNEXPECTED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141

COMPLETE = "_QUIZGEN_COMPLETE"  # the variable by which a shell asks for completions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    gc.set_threshold(50_000)  # what start-up makes stays: looking for garbage in it takes a thirtieth of the time
    atexit.register(gc.freeze)  # nor is there any need to look for it in the end, which takes longer still
    _prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    app = App(given, os.environ)
    try:
        try:
            code = _dispatch(app, given)
        finally:
            sys.stdout.flush()
    except click.UsageError as error:
        _tell(explain(error, app.say))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return BROKEN_PIPE
    except OSError as error:
        _let_go_of_stdout()  # what is still buffered would fail again as the interpreter ends
        _tell(_file_trouble(error, app.say))
        return FILES
    except Exception as error:
        _tell(
            app.say(
                "Something unexpected happened ({error}). The details are in {path}",
                error=visible(f"{type(error).__name__}: {error}".splitlines()[0][:200]),
                path=visible(_write_details(error)),
            )
        )
        return UNEXPECTED
    return code


def _dispatch(app: App, arguments: list[str]) -> int:
    from quizgen.cli.root import root

    if instruction := app.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(root, {"obj": app}, "quizgen", COMPLETE, instruction)
    try:
        with root.make_context("quizgen", arguments, obj=app) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    return result if isinstance(result, int) else FINE


def _prepare_streams() -> None:
    """UTF-8 everywhere but on a terminal that says otherwise; a closed stream is an empty one."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            keep = stream.isatty() or os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding=stream.encoding if keep else "utf-8", errors="replace")


def _let_go_of_stdout() -> None:
    """Point standard output at nothing, so that what is left in its buffer can't fail once more."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)


def _tell(message: str) -> None:
    stream: TextIO = sys.stderr
    try:
        stream.write(message + "\n")
        stream.flush()
    except OSError:
        pass  # nobody can be told: the exit code still says it


def _file_trouble(error: OSError, say: Phrases) -> str:
    from quizgen.problems.report import REASONS

    reason = REASONS.get(error.errno or 0)
    why = say(reason) if reason else visible(error.strerror or str(error))
    if error.filename is None:
        return say("Error: {reason}", reason=why)
    return say("Error: {path}: {reason}", path=visible(os.fsdecode(error.filename)), reason=why)


def _write_details(error: BaseException) -> str:
    """Write the traceback to the user's own state folder, else to a temporary one; returns where."""
    import tempfile
    import traceback
    from pathlib import Path

    import platformdirs

    details = "".join(traceback.format_exception(error))
    for folder in (platformdirs.user_state_path("quizgen"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(prefix="quizgen-error-", suffix=".txt", dir=folder)
            os.close(descriptor)
            Path(path).write_text(details, "utf-8", "replace")
        except OSError:
            continue
        return path
    return os.devnull
