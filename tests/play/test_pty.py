"""The terminal's frontend in a real terminal: what only the system can show (signals, resizing, the environment)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

SAMPLE = Path(__file__).with_name("play_sample.py")
ROOT = SAMPLE.parent.parent.parent


class Pty:
    """The sample on a terminal of its own; `until` waits for a text to stand on its screen."""

    def __init__(self, arguments: str, columns: int = 60, rows: int = 60, **environ: str) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        here = os.pathsep.join(filter(None, (str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH"))))
        self.child = pexpect.spawn(
            sys.executable,
            [str(SAMPLE), *arguments.split()],
            env={**clean, "TERM": "xterm-256color", "PYTHONPATH": here, **environ},
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=20,
        )
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.sent = ""

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).strip("\n")

    def until(self, text: str) -> str:
        while text not in self.shown:
            try:
                part = self.child.read_nonblocking(4096, timeout=20)
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"{text!r} never came:\n{self.shown}") from None
            self.sent += part
            self.stream.feed(part)
        return self.shown

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def ends(self) -> int | None:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus  # type: ignore[no-any-return]


@pytest.mark.parametrize("columns", [pytest.param(20, marks=pytest.mark.slow), 60])
def test_a_question_fits(columns: int) -> None:
    terminal = Pty("--only choice", columns)
    terminal.until("[Enter]")
    terminal.press("\r")
    terminal.until("stop")
    terminal.press("?")
    terminal.until("Hint: An")
    terminal.press("b")
    shown = " ".join(terminal.until("flag").split())
    assert "none of them is at its source." in shown
    terminal.press("q")
    terminal.until("<stopped>")
    assert terminal.ends() == 0


@pytest.mark.slow
@pytest.mark.parametrize(("key", "how"), [("\x03", "interrupted"), ("\x04", "input ended")])
def test_keys_that_end(key: str, how: str) -> None:
    terminal = Pty("--only text,truth")
    terminal.until("[Esc] stop")
    terminal.press("madrid\r")
    terminal.until("✓ Right: Madrid")
    terminal.until("[q] stop")
    terminal.press("\r")
    terminal.until("A few of Europe’s rivers.\n\n [Enter] go on")
    terminal.press("\r")
    terminal.until("2/2")
    terminal.until("[A–B]")
    terminal.press(key)
    assert "Stopped: 1 right of 1" in terminal.until(f"<{how}>")
    assert terminal.ends() == 0


@pytest.mark.slow
def test_resizing_while_asking_wraps_anew() -> None:
    terminal = Pty("--only match", columns=120)
    terminal.until("[Esc] stop")
    assert "[A–D] pair · [↑↓] move · [←→] change · [Enter] answer · [Esc] stop" in terminal.shown
    terminal.screen.resize(60, 30)
    terminal.child.setwinsize(60, 30)
    terminal.press("b")
    terminal.until("B · Paris")
    terminal.until("[Esc] stop")
    terminal.press("\x03")
    terminal.until("<interrupted>")


@pytest.mark.slow
def test_no_color_sends_no_colors() -> None:
    for environ, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        terminal = Pty("--only several", **environ)
        terminal.until("[Enter] go on")
        terminal.press("\r")
        terminal.until("[Enter] answer")
        terminal.press("\x03")
        terminal.until("<interrupted>")
        assert any(code in terminal.sent for code in ("[0;36", ";1m", "[0;2m")) is coloured


def test_dumb_terminal_gets_lines() -> None:
    terminal = Pty("--only truth", TERM="dumb")
    terminal.until("Your answer")
    terminal.press("b\n")
    terminal.until("Enter to go on")
    terminal.press("q\n")
    terminal.until("<stopped>")
    assert "\x1b" not in terminal.sent
