"""The terminal's mode, held from the first prompt to the last.

Between two prompts a terminal would echo what is typed into the page, and change Enter into a line end. While a mode is
held it does neither: what is typed waits for the next prompt, whatever the program does meanwhile.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, TextIO

_AS_FOUND = b"\x1b[?2004l\x1b[?25h\x1b[0m"
"""Pasting without brackets, the cursor shown, no colours: what a prompt that is ended from outside leaves behind."""


class Mode:
    """Holds the mode of the terminal that `stream` reads from; None for no terminal, so that nothing is to be held."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._let_go: Callable[[], Any] | None = None
        self._take: Callable[[], Any] | None = None

    @contextmanager
    def held(self) -> Iterator[Mode]:
        """Hold the mode; however the program ends or is stopped, the terminal gets back the one it had."""
        if self._stream is None or self._let_go is not None or not self._stream.isatty():
            yield self  # nothing to hold, or held already
            return
        with _of_windows() if sys.platform == "win32" else self._of_posix(self._stream.fileno()):
            yield self

    @contextmanager
    def released(self) -> Iterator[None]:
        """Give the terminal back for a while: to another program, or to what takes long, so that Ctrl-C ends it."""
        if self._let_go is None or self._take is None:
            yield
            return
        self._let_go()
        try:
            yield
        finally:
            self._take()

    @contextmanager
    def _of_posix(self, fd: int) -> Iterator[None]:
        termios = import_module("termios")  # there is none on Windows, nor are there all these signals
        before = termios.tcgetattr(fd)
        ours = termios.tcgetattr(fd)
        ours[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
        ours[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0

        def change(attributes: list[Any]) -> None:
            with suppress(termios.error, OSError):  # the terminal went away
                termios.tcsetattr(fd, termios.TCSANOW, attributes)

        def as_found() -> None:
            change(before)
            with suppress(OSError):
                os.write(sys.stdout.fileno(), _AS_FOUND)

        def end(number: int, _frame: FrameType | None) -> None:
            as_found()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        def stop(number: int, _frame: FrameType | None) -> None:
            now = termios.tcgetattr(fd)  # a prompt's own, or ours
            _erase_prompt()
            as_found()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)  # goes on here after `fg`
            signal.signal(number, stop)
            change(now)
            _draw_prompt()

        handlers = {_signal("SIGTERM"): end, _signal("SIGHUP"): end, _signal("SIGTSTP"): stop}
        former = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        self._let_go, self._take = lambda: change(before), lambda: change(ours)
        change(ours)
        try:
            yield
        finally:
            self._let_go = self._take = None
            change(before)
            for number, handler in former.items():
                signal.signal(number, handler)


@contextmanager
def _of_windows() -> Iterator[None]:
    """Windows keeps what is typed as events, which prompts read one by one; only the echo has to be off."""
    from prompt_toolkit.input import create_input

    with create_input().raw_mode():
        yield


def suspend() -> None:
    """Stop the program until `fg`, where the system can."""
    if hasattr(signal, "SIGTSTP"):
        os.kill(os.getpid(), _signal("SIGTSTP"))


def _signal(name: str) -> signal.Signals:
    return signal.Signals[name]


def _erase_prompt() -> None:
    app = _running()
    if app is not None:
        app.renderer.erase()


def _draw_prompt() -> None:
    app = _running()
    if app is not None:
        app.renderer.reset()
        app.invalidate()


def _running() -> Any:
    """The prompt that waits for keys; None if there is none, or if none was ever loaded."""
    if "prompt_toolkit.application.current" not in sys.modules:
        return None
    from prompt_toolkit.application.current import get_app_or_none

    return get_app_or_none()
