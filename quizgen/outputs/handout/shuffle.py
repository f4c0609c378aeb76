"""Chance, with a generator for each question: what a version asks first, and in which order a question lists things.

Every draw starts from the seed and the question's own id, so that adding, removing or moving a question leaves
the others as they were. The draws of one question are made version after version, so that version B is the same
whether there are two versions or ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Form, Item, Match, Order, Reveal, Write

_TRIES = 24  # draws before a wish is given up: one that half of all orders meet is given up once in 16 million times

Places = tuple[int, ...]
"""Which of the form's options, steps or targets is shown first, second…; empty where nothing is listed."""


def picked(items: Sequence[Item], count: int, seed: int) -> tuple[Item, ...]:
    """`count` of the items, in their own order. One more item in the bank displaces at most one that was picked."""
    ranked = sorted(items, key=lambda item: (_generator(seed, "pick", item.id).random(), item.id))
    kept = {item.id for item in ranked[:count]}
    return tuple(item for item in items if item.id in kept)


def one_way(items: Sequence[Item], seed: int) -> tuple[Item, ...]:
    """The items, but of those that one question makes only one: which, is drawn."""
    ways: dict[str, list[str]] = {}
    for item in items:
        ways.setdefault(item.question, []).append(item.id)
    kept = {_generator(seed, "way", question).choice(ids) for question, ids in ways.items()}
    return tuple(item for item in items if item.id in kept)


def sequence(items: Sequence[Item], seed: int, version: int) -> tuple[Item, ...]:
    """The items in a version's order: the bank's in the first one, drawn in the others."""
    if version == 0:
        return tuple(items)
    return tuple(sorted(items, key=lambda item: (_generator(seed, f"version {version}", item.id).random(), item.id)))


def listed(item: Item, seed: int, versions: int) -> tuple[Places, ...]:
    """For each version, the order in which the item's options, steps or targets are shown."""
    count = listable(item.form)
    if count < 2 or (isinstance(item.form, Choose) and item.form.fixed):
        return (tuple(range(count)),) * versions
    generator = _generator(seed, "list", item.id)
    drawn: list[Places] = []
    for _ in range(versions):
        drawn.append(_draw(generator, item.form, count, _wishes(item.form, drawn)))
    return tuple(drawn)


def listable(form: Form) -> int:
    """How many things the form lists to choose from."""
    match form:
        case Choose(options):
            return len(options)
        case Order(steps):
            return len(steps)
        case Match():
            return len(form.targets)
        case Write() | Enumerate() | Fill() | Reveal():
            return 0
        case _:
            assert_never(form)


Wish = Callable[[Places], bool]


def _wishes(form: Form, before: Sequence[Places]) -> tuple[Wish, ...]:
    """What an order drawn should be like, the most important wish first; the last one is given up first."""

    def moved(places: Places) -> bool:
        return places != tuple(range(len(places)))

    def new(places: Places) -> bool:
        return places not in before[-3:]

    def elsewhere(places: Places) -> bool:
        """The right options stand elsewhere than in the version before."""
        assert isinstance(form, Choose)
        right = {index for index, option in enumerate(form.options) if option.right}
        return not before or _spots(places, right) != _spots(before[-1], right)

    return (elsewhere, new) if isinstance(form, Choose) else (moved, new)


def _spots(places: Places, wanted: set[int]) -> set[int]:
    return {spot for spot, place in enumerate(places) if place in wanted}


def _draw(generator: Random, form: Form, count: int, wishes: Sequence[Wish]) -> Places:
    """The first order drawn that meets all wishes, else the one that meets the most.

    If that one meets none and is the author's own, what stands first goes to the end.
    """
    kept: Places = ()
    best = -1
    for _ in range(_TRIES):
        shuffled = list(range(count))
        generator.shuffle(shuffled)
        places = _settled(form, shuffled)
        met = 0
        while met < len(wishes) and wishes[met](places):
            met += 1
        if met > best:
            kept, best = places, met
        if best == len(wishes):
            break
    if best == 0 and kept == tuple(range(count)):
        return _settled(form, (*kept[1:], kept[0]))
    return kept


def _settled(form: Form, places: Sequence[int]) -> Places:
    """The order drawn, but for the options that stay last."""
    return form.settled(places) if isinstance(form, Choose) else tuple(places)


def _generator(seed: int, purpose: str, item_id: str) -> Random:
    return Random(f"{seed}:{purpose}:{item_id}")
