"""Picking options on a terminal: by letter or figure, or with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from quizgen.play.bar import MARGIN, Bar, Pressed
from quizgen.play.loop import Clock
from quizgen.play.styled import Line, Run, flow
from quizgen.play.view import Row
from quizgen.play.widgets import MOVES, Widgets
from quizgen.text.cells import WIDEST


@dataclass(frozen=True, slots=True)
class Picking:
    """The place pointed at of so many, the places ticked, and whether the pointer was moved."""

    count: int
    at: int = 0
    ticked: tuple[int, ...] = ()
    moved: bool = False

    def pointing(self, to: int) -> Picking:
        """Pointing there; past the last comes the first."""
        return replace(self, at=to % self.count, moved=True)

    def turned(self, place: int) -> Picking:
        """With this place ticked, or no longer ticked."""
        rest = tuple(each for each in self.ticked if each != place)
        return replace(self, at=place, moved=True, ticked=rest if place in self.ticked else (*self.ticked, place))

    def lines(self, rows: Sequence[Row], width: int, *, many: bool) -> list[Line]:
        """The list, laid out for a width."""
        laid_out: list[Line] = []
        for place, row in enumerate(rows):
            pointed = place == self.at
            box = (Run("● " if place in self.ticked else "○ ", "accent"),) if many else ()
            lead = (Run(MARGIN), Run("❯ " if pointed else "  ", "accent"), *box, *row.lead)
            text = tuple(replace(part, style=part.style or "bold") for part in row.text) if pointed else row.text
            laid_out += flow(text, min(width, WIDEST) - 1, lead, row.hang + (5 if many else 3), kept=row.kept)
        return laid_out


def pick(
    widgets: Widgets,
    rows: Sequence[Row],
    bar: Bar,
    keys: Mapping[str, Callable[[], object]],
    *,
    names: Mapping[str, int],
    many: Callable[[Sequence[int]], bool] | None = None,
    count: Callable[[int], Row] | None = None,
    alone: Mapping[str, Callable[[], object]] | None = None,
    clock: Clock | None = None,
) -> object:
    """Let the learner pick rows. Returns the places picked: with `many` those ticked, else the only one.

    `names`: keys that pick a row, or tick it. `many`: tells whether these places will do. `count`: words how many are
    ticked. `keys`, `alone`: what else ends the prompt, see `Widgets.run`.
    """
    state = Picking(len(rows))
    former: list[Picking] = []
    bindings = KeyBindings()

    def become(change: Callable[[Picking], Picking]) -> Callable[[KeyPressEvent], None]:
        def act(_event: KeyPressEvent) -> None:
            nonlocal state
            former.append(state)
            state = change(state)

        return act

    def picking(place: int) -> Callable[[KeyPressEvent], None]:
        if many is not None:
            return become(lambda now: now.turned(place))
        return lambda event: event.app.exit(result=(place,))

    for name, place in names.items():
        bindings.add(name, eager=True)(picking(place))
    for name, move in MOVES.items():
        bindings.add(name, eager=True)(become(lambda now, move=move: now.pointing(move(now.at, now.count))))  # type: ignore[misc]

    @bindings.add("space", eager=True)
    def _space(event: KeyPressEvent) -> None:
        picking(state.at)(event)

    @bindings.add("enter", eager=True)
    def _enter(event: KeyPressEvent) -> None:
        if many is None:
            event.app.exit(result=(state.at,))
        elif many(state.ticked):
            event.app.exit(result=state.ticked)

    def undo() -> object:
        nonlocal state
        if many is not None and state.ticked:
            while former and former[-1].ticked == state.ticked:
                former.pop()
            state = former.pop()
            return None
        return keys["c-z"]() if "c-z" in keys else None

    def lines(width: int) -> list[Line]:
        if count:
            bar.status = count(len(state.ticked))
        return state.lines(rows, width, many=many is not None)

    def standing() -> tuple[int, ...]:
        return state.ticked if many is not None else (state.at,) if state.moved else ()

    return widgets.panel(
        lines, bar, bindings, Pressed({**keys, "c-z": undo}, alone or {}), clock=clock, standing=standing
    )
