"""Putting steps in order on a terminal: take one and move it with the arrows, or type the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from quizgen.play import typed_places
from quizgen.play.bar import MARGIN, Bar, Pressed
from quizgen.play.loop import Clock
from quizgen.play.styled import Line, Run, flow, run
from quizgen.play.widgets import MOVES, Widgets
from quizgen.text.cells import WIDEST


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The steps in the learner's order, each by the place where it was first shown.

    `at`: the place pointed at. `taken`: the step there moves with the arrows. `typed`: the numbers typed so far.
    """

    order: tuple[int, ...]
    at: int = 0
    taken: bool = False
    typed: str = ""

    def moved(self, by: int) -> Arrangement:
        """Pointing `by` places further down; if a step is taken, with that step in the new place."""
        to = self.at + by
        if not self.taken:
            return replace(self, at=to % len(self.order))
        if not 0 <= to < len(self.order):
            return self
        order = list(self.order)
        order.insert(to, order.pop(self.at))
        return replace(self, order=tuple(order), at=to)

    def lines(self, texts: tuple[Line, ...], width: int) -> list[Line]:
        """The list, laid out for a width. Each step keeps the number that it is typed by."""
        laid_out: list[Line] = []
        digits = len(str(len(texts)))
        for place, index in enumerate(self.order):
            pointed = place == self.at
            sign = ("◆ " if self.taken else "❯ ") if pointed else "  "
            lead = (Run(MARGIN), Run(sign, "accent"), run(f"{index + 1:>{digits}}", "accent"), Run("  "))
            text = texts[index]
            if pointed:
                text = tuple(replace(part, style=part.style or "bold") for part in text)
            laid_out += flow(text, min(width, WIDEST) - 1, lead, digits + 5)
        if self.typed:
            laid_out += [(), (Run(f"{MARGIN}› {self.typed}", "accent"),)]
        return laid_out


def arrange(
    widgets: Widgets,
    texts: tuple[Line, ...],
    bar: Bar,
    pressed: Pressed,
    complain: Callable[[], None],
    enough: Callable[[tuple[int, ...]], bool],
    clock: Clock | None,
) -> object:
    """Let the learner put the steps in order. Returns the places where they were first shown; or what a key gives.

    `complain`: called if what was typed isn't each number once. `enough`: tells whether an order will do. `pressed`:
    what else ends the prompt.
    """
    state = Arrangement(tuple(range(len(texts))))
    former: list[Arrangement] = []
    bindings = KeyBindings()

    def become(change: Callable[[Arrangement], Arrangement]) -> Callable[[KeyPressEvent], None]:
        def act(_event: KeyPressEvent) -> None:
            nonlocal state
            former.append(state)
            state = change(state)

        return act

    def typing(digit: str) -> Callable[[Arrangement], Arrangement]:
        return lambda now: replace(now, typed=now.typed + digit, taken=False)

    def moving(to: Callable[[int, int], int]) -> Callable[[Arrangement], Arrangement]:
        return lambda now: now.moved(to(now.at, len(texts)) - now.at)

    for name, move in MOVES.items():
        bindings.add(name, eager=True)(become(moving(move)))
    bindings.add("backspace", eager=True)(become(lambda now: replace(now, typed=now.typed[:-1])))
    for digit in "0123456789":
        bindings.add(digit, eager=True)(become(typing(digit)))

    @bindings.add("space", eager=True)
    def _space(_event: KeyPressEvent) -> None:
        nonlocal state
        former.append(state)
        if state.typed:
            state = replace(state, typed=state.typed.rstrip() + " ")
        else:
            state = replace(state, taken=not state.taken)

    @bindings.add("enter", eager=True)
    def _enter(event: KeyPressEvent) -> None:
        nonlocal state
        if state.taken:
            state = replace(state, taken=False)
        elif not state.typed:
            if enough(state.order):
                event.app.exit(result=state.order)
        else:
            order = typed_places.ordering(state.typed, len(texts))
            if order is None:
                complain()
                state = replace(state, typed="")
            else:
                event.app.exit(result=order)

    def undo() -> object:
        nonlocal state
        while former and (former[-1].order, former[-1].typed) == (state.order, state.typed):
            former.pop()
        if former:
            state = former.pop()
            return None
        return pressed.keys["c-z"]() if "c-z" in pressed.keys else None

    def standing() -> tuple[int, ...]:
        return typed_places.ordering(state.typed, len(texts)) or state.order

    return widgets.panel(
        lambda width: state.lines(texts, width),
        bar,
        bindings,
        Pressed({**pressed.keys, "c-z": undo}, pressed.alone),
        clock=clock,
        standing=standing,
    )
