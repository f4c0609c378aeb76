"""questionary and prompt_toolkit as quizgen needs them: without their English, and with long texts wrapped.

questionary cuts long choices at the edge of the screen, so their titles are broken into lines anew before each
drawing, which also follows a change of the width. A prompt is erased once answered; the frontend prints what should
stay.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import Container, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from quizgen.play.bar import Bar
from quizgen.play.loop import TimeExpired
from quizgen.play.styled import Line, Run, flow
from quizgen.play.view import Row

_STYLES = {"bold": "bold", "italic": "italic", "code": "fg:ansiyellow", "good": "fg:ansigreen bold"}
_STYLES |= {"bad": "fg:ansired bold", "accent": "fg:ansicyan", "pointed": "fg:ansicyan bold"}


class Widgets:
    """Prompts in one style. `width`: gives the terminal's columns, as of now."""

    def __init__(self, width: Callable[[], int], *, color: bool) -> None:
        self.columns = width
        self.style = _style() if color else Style([("selected", "noreverse")])
        self.depth = None if color else ColorDepth.DEPTH_1_BIT

    # -----------------------------------------------------------------------------------------------------------
    # Asking. All of these raise KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D, and TimeExpired after `left_s`
    # seconds. `keys`: what each key does; if that gives anything but None, the prompt ends with it.

    def choose(
        self,
        rows: Sequence[Row],
        bar: Bar,
        keys: Mapping[str, Callable[[], object]],
        *,
        names: Sequence[str] = (),
        many: Callable[[Sequence[int]], bool] | None = None,
        count: Callable[[int], Row] | None = None,
        left_s: float | None = None,
    ) -> Any:
        """Choose from rows. Returns the index of the one chosen, or with `many` the indices of those ticked.

        `names`: keys that pick a row, or tick it. `many`: tells whether these indices will do. `count`: words how many
        are ticked.
        """
        choices = [questionary.Choice(title=" ", value=index) for index in range(len(rows))]
        bindings = KeyBindings()
        kwargs: dict[str, Any] = {"qmark": "", "instruction": " ", "pointer": "❯", "erase_when_done": True}
        if many:
            question = questionary.checkbox("", choices, **kwargs)
        else:
            question = questionary.select("", choices, use_jk_keys=False, **kwargs)
        app = question.application
        control = next(w.content for w in app.layout.find_all_windows() if isinstance(w.content, InquirerControl))

        def pick(index: int) -> Callable[[KeyPressEvent], None]:
            def act(event: KeyPressEvent) -> None:
                control.pointed_at = index
                if many is None:
                    event.app.exit(result=index)
                elif index in control.selected_options:
                    control.selected_options.remove(index)
                else:
                    control.selected_options.append(index)

            return act

        if many:
            for key in "aijk":  # keys of questionary's own: all, invert, down, up
                bindings.add(key, eager=True)(lambda _event: None)

            @bindings.add("enter", eager=True)
            def _submit(event: KeyPressEvent) -> None:
                if many(control.selected_options):
                    event.app.exit(result=list(control.selected_options))

        for index, name in enumerate(names):
            if len(name) == 1:
                for key in {name.lower(), name.upper()}:
                    bindings.add(key, eager=True)(pick(index))

        def draw(_app: Application[Any]) -> None:
            if count:
                bar.status = count(len(control.selected_options))
            for index, (choice, row) in enumerate(zip(choices, rows, strict=True)):
                lines = flow(row.text, self.columns() - (6 if many else 4), row.lead, row.hang, kept=row.kept)
                lead = 5 if many else 3  # what questionary puts before a title
                pointed = index == control.pointed_at
                choice.title = [
                    ("class:q-pointed" if pointed and not part.style else f"class:q-{part.style}", part.text)
                    for part in _stacked(lines, lead)
                ]

        app.before_render += draw
        return self._run(app, bar, bindings, keys, left_s)

    def type(
        self,
        bar: Bar,
        keys: Mapping[str, Callable[[], object]],
        *,
        enough: Callable[[str], bool] = lambda _text: True,
        left_s: float | None = None,
    ) -> Any:
        """Type a line. Returns it once `enough` says that it will do. `keys` act only while nothing is typed."""
        question = questionary.text("›", qmark="", erase_when_done=True, reserve_space_for_menu=0)
        app = question.application
        buffer = app.current_buffer
        bindings = KeyBindings()

        @bindings.add("enter", eager=True)
        def _submit(event: KeyPressEvent) -> None:
            if enough(buffer.text):
                event.app.exit(result=_readable(buffer.text))

        @bindings.add("c-z", eager=True)
        def _nothing(_event: KeyPressEvent) -> None:
            """Not typed into the answer."""

        empty = Condition(lambda: not buffer.text)
        return self._run(app, bar, bindings, keys, left_s, only=empty)

    def press(self, bar: Bar, keys: Mapping[str, Callable[[], object]], left_s: float | None = None) -> Any:
        """Wait for one of the keys. Returns what it gives."""
        app: Application[Any] = Application(layout=Layout(Window(height=0)), erase_when_done=True)
        return self._run(app, bar, KeyBindings(), keys, left_s)

    def panel(
        self,
        lines: Callable[[int], list[Line]],
        bar: Bar,
        bindings: KeyBindings,
        keys: Mapping[str, Callable[[], object]],
        left_s: float | None = None,
    ) -> Any:
        """A prompt of our own: `lines` gives what to draw for a width, after each key. `bindings`: what the keys do."""
        body = Window(
            FormattedTextControl(lambda: _formatted(lines(self.columns())), focusable=True, show_cursor=False),
            dont_extend_height=True,
        )
        app: Application[Any] = Application(
            layout=Layout(HSplit([body]), focused_element=body), key_bindings=KeyBindings(), erase_when_done=True
        )
        return self._run(app, bar, bindings, keys, left_s)

    def _run(
        self,
        app: Application[Any],
        bar: Bar,
        bindings: KeyBindings,
        keys: Mapping[str, Callable[[], object]],
        left_s: float | None,
        only: Condition | bool = True,
    ) -> Any:
        """Run an application with the bar below it, and with our keys before its own. `only`: when ours act."""
        below = Window(
            FormattedTextControl(lambda: _formatted([(), *bar.lines(self.columns())])), dont_extend_height=True
        )
        for window in app.layout.find_all_windows():
            window.dont_extend_height = to_filter(True)  # the lines of a note that goes are free at the bottom
        app.layout.container = HSplit([_quiet(app.layout.container), below, Window()], window_too_small=Window())
        app.style = self.style
        if self.depth:
            app._color_depth = self.depth

        def act(name: str) -> Callable[[KeyPressEvent], None]:
            def pressed(event: KeyPressEvent) -> None:
                result = keys[name]()
                if result is not None:
                    event.app.exit(result=result)

            return pressed

        for name in keys:
            bindings.add(name, eager=True, filter=to_filter(only))(act(name))

        @bindings.add("c-c", eager=True)
        @bindings.add("<sigint>", eager=True)
        def _interrupt(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        @bindings.add("c-d", eager=True, filter=to_filter(only))
        def _end(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

        app.key_bindings = merge_key_bindings([*((app.key_bindings,) if app.key_bindings else ()), bindings])

        app.key_processor.before_key_press += lambda _processor: bar.key_pressed()

        def arm() -> None:
            if left_s is not None:
                app.create_background_task(_expire(app, left_s))

        return app.run(pre_run=arm)


async def _expire(app: Application[Any], seconds: float) -> None:
    await asyncio.sleep(max(seconds, 0))
    if not app.is_done:
        app.exit(exception=TimeExpired())


def _readable(typed: str) -> str:
    """The text with ? for each half of a surrogate pair, as bytes that are not UTF-8 arrive: it can't be stored."""
    return typed.encode("utf-8", "replace").decode()


def _quiet(container: Container) -> Container:
    """The container, made to show what fits on a screen that is too low, rather than an English message."""
    if isinstance(container, HSplit):
        container.window_too_small = Window()
    return container


def _style() -> Style:
    rules = [(f"q-{name}", rule) for name, rule in _STYLES.items()]  # prompt_toolkit gives "bold" a style of its own
    rules += [("selected", "noreverse fg:ansicyan"), ("pointer", "fg:ansicyan bold"), ("question", "fg:ansicyan")]
    try:
        # Faint, not grey: some colour schemes give bright black the background's colour. prompt_toolkit ≥ 3.0.50.
        return Style([*rules, ("q-dim", "dim")])
    except ValueError:
        return Style(rules)


def _stacked(lines: Sequence[Line], indent: int) -> list[Run]:
    """Lines as one, with newlines between them; all but the first are indented."""
    stacked: list[Run] = []
    for number, line in enumerate(lines):
        stacked += [Run("\n" + " " * indent), *line] if number else line
    return stacked


def _formatted(lines: Sequence[Line]) -> FormattedText:
    parts = [(f"class:q-{part.style}" if part.style else "", part.text) for part in _stacked(lines, 0)]
    return FormattedText(parts)
