"""Reading places in a list from a typed line, by the letters or numbers that stand before them. Pure."""

from __future__ import annotations

import re
from string import ascii_uppercase

from quizgen.text.letters import letter


def places(line: str, count: int) -> tuple[int, ...] | None:
    """The places named by letters, each once: `b`, `a c`, `a,c`, or `ac` where no name has two letters.

    `count`: how many places there are. None if anything else is in the line.
    """
    place_of = {letter(place): place for place in range(count)}
    named: list[int] = []
    for token in re.findall(r"[^\s,;.()/+&]+", line.upper()):
        for name in [token] if token in place_of or count > len(ascii_uppercase) else list(token):
            if name not in place_of:
                return None
            if place_of[name] not in named:
                named.append(place_of[name])
    return tuple(named)


def ordering(line: str, count: int) -> tuple[int, ...] | None:
    """All places in the order of their numbers from 1: `3 1 2`, `3,1,2`, or `312` where there are fewer than ten.

    None if one is missing or comes twice, or if anything else is in the line.
    """
    numbers = re.findall(r"\d+", line)
    if len(numbers) == 1 and count < 10:
        numbers = list(numbers[0])
    if re.search(r"[^\d\s,;.>)-]", line) or sorted(map(int, numbers)) != list(range(1, count + 1)):
        return None
    return tuple(int(number) - 1 for number in numbers)


def pairing(line: str, lefts: int, targets: int) -> dict[int, int] | None:
    """For lefts, by number, the targets, by letter: `1b 2a` or `1-b, 2=a`. None if anything else is in the line.

    `lefts`, `targets`: how many of each there are. The pairs are of places counted from 0.
    """
    pairs: dict[int, int] = {}
    text = re.sub(r"[\s,;.=:>→)-]+", "", line.upper())
    if not re.fullmatch(r"(\d+[A-Z]+)+", text):
        return None
    place_of = {letter(place): place for place in range(targets)}
    for number, name in re.findall(r"(\d+)([A-Z]+)", text):
        if not 1 <= int(number) <= lefts or name not in place_of:
            return None
        pairs[int(number) - 1] = place_of[name]
    return pairs
