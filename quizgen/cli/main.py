"""Start, run, end: the one place where an exception becomes an exit code."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

import click

from quizgen.app import settings
from quizgen.app.caller import Caller
from quizgen.app.errors import BanksInvalid, Error, FileUnusable, NotGoneOn, ProgressUnusable, WrongDeck, WrongUsage
from quizgen.app.exits import Exit
from quizgen.cli import language
from quizgen.cli.commands import explain
from quizgen.mode import Mode
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from quizgen.text.phrases import Phrases

COMPLETE = "_QUIZGEN_COMPLETE"  # the variable by which a shell asks for completions


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    gc.set_threshold(50_000)  # what start-up makes stays: looking for garbage in it takes a thirtieth of the time
    atexit.register(gc.freeze)  # nor is there any need to look for it in the end, which takes longer still
    _prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    mode = Mode(sys.stdin)
    if _asks(given):
        with mode.held():  # before all else is loaded: what is typed meanwhile is for the first question
            return _main(given, mode)
    return _main(given, mode)


def _asks(arguments: Sequence[str]) -> bool:
    """Whether this is sure to ask by prompts on a terminal."""
    asks = not arguments or (arguments[0] == "play" and not {"--plain", "--help", "-h"} & {*arguments})
    return asks and sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and COMPLETE not in os.environ


def _main(given: list[str], mode: Mode) -> int:
    caller = _caller(given, mode)
    try:
        try:
            code = _dispatch(caller, given)
        finally:
            sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return Exit.BROKEN_PIPE
    except OSError as error:
        _let_go_of_stdout()  # what is still buffered would fail again as the interpreter ends
        _tell(_file_error(error, caller.say))
        return Exit.FILES
    except Exception as error:
        told = _explained(caller, error)
        if told is not None:
            return told
        _tell(
            caller.say(
                "Something unexpected happened ({error}). The details are in {path}",
                error=visible(f"{type(error).__name__}: {error}".splitlines()[0][:200]),
                path=visible(_write_details(error)),
            )
        )
        return Exit.UNEXPECTED
    return code


def _explained(caller: Caller, error: Exception) -> int | None:
    """Tell what can't be done, and why; the exit code of it, or None for what nobody foresaw."""
    match error:
        case WrongUsage():
            _tell(caller.say("Error: {message}", message=str(error)))
            return Exit.USAGE
        case click.UsageError():
            _tell(explain(error, caller.say))
            return Exit.USAGE
        case NotGoneOn():
            return Exit.FILES
        case FileUnusable() | ProgressUnusable():
            _tell(caller.say("Error: {message}", message=str(error)))
            return Exit.FILES
        case Error():
            return _refused(caller, error)
        case BrokenPipeError():
            return None
        case OSError():
            _tell(_file_error(error, caller.say))
            return Exit.FILES
        case _:
            return None


def _dispatch(caller: Caller, arguments: list[str]) -> int:
    from quizgen.cli.root import root

    if instruction := caller.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(root, {"obj": caller}, "quizgen", COMPLETE, instruction)
    try:
        with root.make_context("quizgen", arguments, obj=caller) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    return result if isinstance(result, int) else Exit.FINE


def _caller(arguments: Sequence[str], mode: Mode) -> Caller:
    """Who typed the command line, in which languages they read, best first."""
    asked = language.asked(arguments)
    file = os.path.join(click.get_app_dir("quizgen"), "settings.json")  # noqa: PTH118  # help must come at once
    preferred = language.preferred(os.environ, settings.language(file))
    wanted = language.tag(asked) if asked else next(iter(preferred), None)
    return Caller(
        wanted,
        preferred,
        explicit=asked is not None,
        environ=os.environ,
        settings_file=file,
        open_file=_open,
        page=_page,
        mode=mode,
        explained=_explained,
    )


def _open(path: Path) -> None:
    """Show a file with whatever the system shows such files with, which says nothing on this terminal."""
    if sys.platform in ("win32", "darwin"):
        click.launch(str(path))
        return
    import subprocess

    nothing = subprocess.DEVNULL
    with suppress(OSError):  # there is no viewer here
        subprocess.Popen(["xdg-open", str(path)], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)


def _page(text: str) -> None:
    if sys.stdout.encoding.lower() == "utf-8":  # whatever locales the machine knows, by which less would go
        os.environ.setdefault("LESSCHARSET", "utf-8")
    click.echo_via_pager(text)


def _refused(caller: Caller, error: Error) -> Exit:
    """Tell why it can't be done."""
    caller.show(error.problems)
    if isinstance(error, BanksInvalid):
        print(caller.say("These banks can't be used until their errors are mended."), file=sys.stderr)
        return Exit.FILES if error.unreadable else Exit.PROBLEMS
    return Exit.FILES if isinstance(error, WrongDeck) and error.unreadable else Exit.PROBLEMS


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


def _file_error(error: OSError, say: Phrases) -> str:
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
