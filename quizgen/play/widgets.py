"""prompt_toolkit as quizgen needs it: without its English, with long texts wrapped, and quick from prompt to prompt.

All prompts of a session are one application, which is given another body each time: to make one takes longer than all
else that happens between two questions. A prompt is erased once answered; the frontend prints what should stay.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_bindings import ConditionalKeyBindings, KeyBindingsBase
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from quizgen.play.bar import Bar, Do, Pressed
from quizgen.play.loop import Clock, Expired
from quizgen.play.styled import Line, Run

_STYLES = {"bold": "bold", "italic": "italic", "code": "fg:ansiyellow", "good": "fg:ansigreen bold"}
_STYLES |= {"bad": "fg:ansired bold", "accent": "fg:ansicyan"}

QUIET_S = 0.25
"""How long a letter that ends or takes back something has to stand alone: who types a word presses the next sooner."""

ESCAPE_S = 0.1
"""How long Esc may be the beginning of another key, such as an arrow, on a slow line."""

MOVES: Mapping[str, Callable[[int, int], int]] = {
    "up": lambda at, _count: at - 1,
    "s-tab": lambda at, _count: at - 1,
    "down": lambda at, _count: at + 1,
    "tab": lambda at, _count: at + 1,
    "home": lambda _at, _count: 0,
    "end": lambda _at, count: count - 1,
}
"""Where the keys that move lead in a list, from a place in so many."""


class Widgets:
    """Prompts in one style. `width`: gives the terminal's columns, as of now.

    Those that ask raise KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D. Once the clock has run out they give an
    Expired, with what stands on the page.
    """

    def __init__(self, width: Callable[[], int], *, color: bool) -> None:
        self.columns = width
        self._color = color
        self._bar = Bar([])

    @cached_property
    def _app(self) -> Application[Any]:
        app: Application[Any] = Application(
            layout=Layout(Window()),
            style=_style() if self._color else Style([]),
            color_depth=None if self._color else ColorDepth.DEPTH_1_BIT,
            editing_mode=EditingMode.EMACS,
            include_default_pygments_style=False,
            erase_when_done=True,
        )
        app.ttimeoutlen = ESCAPE_S
        app.key_processor.before_key_press += lambda _processor: self._bar.key_pressed()
        return app

    def type(
        self,
        bar: Bar,
        pressed: Pressed,
        *,
        enough: Callable[[str], bool] = lambda _text: True,
        clock: Clock | None = None,
    ) -> Any:
        """Type a line. Returns it once `enough` says that it will do. The keys act only while nothing is typed."""
        buffer = Buffer(multiline=False)
        control = BufferControl(buffer, input_processors=[BeforeInput("› ", "class:q-accent")], focus_on_click=False)
        bindings = KeyBindings()

        @bindings.add("enter", eager=True)
        def _submit(event: KeyPressEvent) -> None:
            if enough(buffer.text):
                event.app.exit(result=_readable(buffer.text))

        @bindings.add("c-z", eager=True)
        def _clear(_event: KeyPressEvent) -> None:
            buffer.reset()

        @bindings.add("c-r", eager=True)
        @bindings.add("c-s", eager=True)
        def _no_search(_event: KeyPressEvent) -> None:
            """There is nothing to search in."""

        window = Window(control, wrap_lines=True, dont_extend_height=True)
        empty = Condition(lambda: not buffer.text)
        body = VSplit([Window(width=1), window])
        return self._run(body, window, bar, bindings, pressed, clock, lambda: _readable(buffer.text), empty)

    def press(self, bar: Bar, pressed: Pressed, clock: Clock | None = None) -> Any:
        """Wait for one of the keys. Returns what it gives."""
        return self.panel(lambda _width: [], bar, KeyBindings(), pressed, clock=clock, standing=lambda: None)

    def panel(
        self,
        lines: Callable[[int], list[Line]],
        bar: Bar,
        bindings: KeyBindings,
        pressed: Pressed,
        *,
        clock: Clock | None,
        standing: Do,
    ) -> Any:
        """A prompt of our own: `lines` gives what to draw for a width, after each key. `bindings`: what the keys do.

        `standing`: gives what stands there once the clock has run out.
        """
        drawn = FormattedTextControl(lambda: _formatted(lines(self.columns())), focusable=True, show_cursor=False)
        body = Window(drawn, dont_extend_height=True, height=None if lines(self.columns()) else 0)
        return self._run(body, body, bar, bindings, pressed, clock, standing)

    def _run(
        self,
        body: Any,
        focus: Window,
        bar: Bar,
        bindings: KeyBindings,
        pressed: Pressed,
        clock: Clock | None,
        standing: Do,
        only: Condition | None = None,
    ) -> Any:
        """Run the application with this body, and the bar below it. `only`: when the keys in `pressed` act."""
        if clock is not None:
            bar.time = clock.row
        below = FormattedTextControl(lambda: _formatted([(), *bar.lines(self.columns())]))
        whole = HSplit(
            [body, Window(below, dont_extend_height=True), Window()],
            window_too_small=Window(),  # what fits on a screen that is too low, rather than an English message
        )
        app, self._bar = self._app, bar
        app.layout = Layout(whole, focused_element=focus)
        app.key_bindings = _bound(app, bindings, pressed, only if only is not None else Condition(lambda: True))
        app.refresh_interval = 1.0 if clock is not None else None

        def arm() -> None:
            if clock is not None:
                app.create_background_task(_expire(app, clock, standing))

        return app.run(pre_run=arm)


def _bound(app: Application[Any], own: KeyBindings, pressed: Pressed, only: Condition) -> KeyBindingsBase:
    """The prompt's own bindings, with those that every prompt has."""
    guard = _Guard(app)
    waiting = Condition(lambda: guard.waiting)
    for name, do in pressed.keys.items():
        own.add(name, eager=True, filter=only)(lambda _event, do=do: guard.end(do()))
    always = KeyBindings()
    for name, do in pressed.alone.items():
        always.add(name, eager=True, filter=only)(lambda _event, do=do: guard.wait(do))

    @always.add(Keys.Any, eager=True, filter=waiting & only)
    def _more(event: KeyPressEvent) -> None:
        guard.more(event)

    @always.add("c-j", eager=True)
    def _line_end(event: KeyPressEvent) -> None:  # Enter, as a terminal in its ordinary mode passes it on
        event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)

    @always.add("c-l", eager=True)
    def _redraw(event: KeyPressEvent) -> None:
        event.app.invalidate()  # the page above is not ours to draw again, so nothing of it is cleared

    @always.add("c-c", eager=True)
    @always.add("<sigint>", eager=True)
    def _interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @always.add("c-d", eager=True, filter=only)
    def _end(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    return merge_key_bindings([ConditionalKeyBindings(own, ~waiting), always])


class _Guard:
    """Keeps a letter that ends or takes back something until it is sure that it isn't the first one of a word."""

    def __init__(self, app: Application[Any]) -> None:
        self._app = app
        self._do: Do | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> bool:
        """Whether a letter was pressed a moment ago."""
        return self._timer is not None

    def wait(self, do: Do) -> None:
        """A guarded letter: it acts once nothing follows; if one was pressed a moment ago, neither does anything."""
        if not QUIET_S:
            self.end(do())
            return
        self._do = None if self.waiting else do
        self._again()

    def more(self, event: KeyPressEvent) -> None:
        """Any other key after a letter: one more of a word, or else the letter stood alone, and acts first."""
        if event.data.isprintable() and event.data != " ":
            self._do = None
            self._again()
            return
        do = self._settle()
        event.key_processor.feed(event.key_sequence[0], first=True)
        if do is not None:
            self.end(do())

    def _settle(self) -> Do | None:
        do, self._do = self._do, None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        return do

    def end(self, result: object) -> None:
        """End the prompt with what a key gave."""
        if result is not None and not self._app.is_done:
            self._app.exit(result=result)

    def _again(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(QUIET_S, self._quiet)

    def _quiet(self) -> None:
        do = self._settle()
        if do is not None:
            self.end(do())
            self._app.invalidate()


async def _expire(app: Application[Any], clock: Clock, standing: Do) -> None:
    await asyncio.sleep(max(clock.left(), 0))
    if not app.is_done:
        app.exit(result=Expired(standing()))


def _readable(typed: str) -> str:
    """The text with ? for each half of a surrogate pair, as bytes that are not UTF-8 arrive: it can't be stored."""
    return typed.encode("utf-8", "replace").decode()


def _style() -> Style:
    rules = [(f"q-{name}", rule) for name, rule in _STYLES.items()]  # prompt_toolkit gives "bold" a style of its own
    try:
        # Faint, not grey: some colour schemes give bright black the background's colour. prompt_toolkit ≥ 3.0.50.
        return Style([*rules, ("q-dim", "dim")])
    except ValueError:
        return Style(rules)


def _stacked(lines: Sequence[Line]) -> list[Run]:
    """Lines as one, with newlines between them."""
    stacked: list[Run] = []
    for number, line in enumerate(lines):
        stacked += [Run("\n"), *line] if number else line
    return stacked


def _formatted(lines: Sequence[Line]) -> FormattedText:
    parts = [(f"class:q-{part.style}" if part.style else "", part.text) for part in _stacked(lines)]
    return FormattedText(parts)
