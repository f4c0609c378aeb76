"""Matching on a terminal: a letter pairs the left pointed at with its target, the arrows move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from quizgen.play.bar import MARGIN, Bar, Pressed
from quizgen.play.loop import Clock
from quizgen.play.styled import Line, Run, flow, run
from quizgen.play.widgets import MOVES, Widgets
from quizgen.text.cells import WIDEST
from quizgen.text.letters import letter


@dataclass(frozen=True, slots=True)
class Pairing:
    """For each left, the place of the target that it was given, or None; and the place of the left pointed at."""

    given: tuple[int | None, ...]
    at: int = 0

    def moved(self, by: int) -> Pairing:
        """Pointing `by` lefts further down; from the last on to the first."""
        return replace(self, at=(self.at + by) % len(self.given))

    def paired(self, target: int | None) -> Pairing:
        """With a target for the left pointed at."""
        return replace(self, given=(*self.given[: self.at], target, *self.given[self.at + 1 :]))

    def advanced(self) -> Pairing:
        """Pointing at the next left without a target, if there is one."""
        count = len(self.given)
        ahead = [(self.at + step) % count for step in range(1, count)]
        return replace(self, at=next((place for place in ahead if self.given[place] is None), self.at))

    def turned(self, by: int, targets: int) -> Pairing:
        """With the target before or after the present one: for more targets than there are letters."""
        now = self.given[self.at]
        return self.paired((0 if by > 0 else targets - 1) if now is None else (now + by) % targets)

    def lines(self, lefts: Sequence[Line], targets: Sequence[Line], width: int) -> list[Line]:
        """Both lists, laid out for a width."""
        laid_out: list[Line] = []
        width = min(width, WIDEST) - 1
        for place, (left, target) in enumerate(zip(lefts, self.given, strict=True)):
            sign = "❯ " if place == self.at else "  "
            text = tuple(replace(part, style=part.style or "bold") for part in left) if place == self.at else left
            line = (*text, run("  → "), *answer(target, targets))
            laid_out += flow(line, width, (Run(MARGIN), Run(sign, "accent")), 7)
        laid_out.append(())
        taken = set(self.given)
        for place, line in enumerate(targets):
            name = letter(place)
            shown = tuple(replace(part, style=part.style or "dim") for part in line) if place in taken else line
            laid_out += flow(shown, width, (Run(f"{MARGIN}    "), run(name, "accent"), Run("  ")), 7 + len(name))
        return laid_out


def answer(target: int | None, targets: Sequence[Line]) -> Line:
    """The target at a place, after its letter; … for none."""
    return (run("…"),) if target is None else (run(f"{letter(target)} · "), *targets[target])


def pair_up(
    widgets: Widgets,
    lefts: Sequence[Line],
    targets: Sequence[Line],
    bar: Bar,
    pressed: Pressed,
    enough: Callable[[int], bool],
    clock: Clock | None,
) -> object:
    """Let the learner give each left a target. Returns a place, or None, for each; or what one of the keys gives.

    `enough`: tells whether it will do that so many lefts have no target. `pressed`: what else ends the prompt.
    """
    state = Pairing((None,) * len(lefts))
    former: list[Pairing] = []
    bindings = KeyBindings()

    def on(change: Callable[[Pairing], Pairing], *names: str) -> None:
        def act(_event: KeyPressEvent) -> None:
            nonlocal state
            former.append(state)
            state = change(state)

        for name in names:
            bindings.add(name, eager=True)(act)

    def pairing(place: int) -> Callable[[Pairing], Pairing]:
        return lambda now: now.paired(place).advanced()

    for key, move in MOVES.items():
        on(lambda now, move=move: now.moved(move(now.at, len(lefts)) - now.at), key)  # type: ignore[misc]
    on(lambda now: now.turned(-1, len(targets)), "left")
    on(lambda now: now.turned(1, len(targets)), "right", "space")
    on(lambda now: now.paired(None), "backspace", "delete")
    for place in range(min(len(targets), 26)):
        name = letter(place)
        on(pairing(place), name, name.lower())

    @bindings.add("enter", eager=True)
    def _enter(event: KeyPressEvent) -> None:
        if enough(state.given.count(None)):
            event.app.exit(result=state.given)

    def undo() -> object:
        nonlocal state
        while former and former[-1].given == state.given:
            former.pop()
        if former:
            state = former.pop()
            return None
        return pressed.keys["c-z"]() if "c-z" in pressed.keys else None

    return widgets.panel(
        lambda width: state.lines(lefts, targets, width),
        bar,
        bindings,
        Pressed({**pressed.keys, "c-z": undo}, pressed.alone),
        clock=clock,
        standing=lambda: state.given,
    )
