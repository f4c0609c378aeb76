"""Letters and numbers that stand before what is shown, and reading them back from a typed line. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase


def letter(place: int) -> str:
    """A, B … Z, then AA, AB …: the name of the place counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


def places(line: str, count: int) -> tuple[int, ...] | None:
    """The places named by letters: `b`, `a c`, `a,c`, or `ac` where no name has two letters. None if unreadable."""
    words = re.findall(r"[^\s,;.()/+&]+", line.upper())
    names = {letter(place): place for place in range(count)}
    found: list[int] = []
    for word in words:
        parts = [word] if word in names or count > len(ascii_uppercase) else list(word)
        for part in parts:
            if part not in names:
                return None
            if names[part] not in found:
                found.append(names[part])
    return tuple(found)


def ordering(line: str, count: int) -> tuple[int, ...] | None:
    """The places named by numbers from 1, each once: `3 1 2`, `3,1,2`, or `312` below ten. None if not all of them."""
    words = re.findall(r"\d+", line)
    if len(words) == 1 and count < 10:
        words = list(words[0])
    if re.search(r"[^\d\s,;.>)-]", line) or sorted(map(int, words)) != list(range(1, count + 1)):
        return None
    return tuple(int(word) - 1 for word in words)


def pairing(line: str, lefts: int, targets: int) -> dict[int, int] | None:
    """Which left, by number, was given which target, by letter: `1b 2a` or `1-b, 2=a`. None if unreadable."""
    found: dict[int, int] = {}
    text = re.sub(r"[\s,;.=:>→)-]+", "", line.upper())
    if not re.fullmatch(r"(\d+[A-Z]+)+", text):
        return None
    names = {letter(place): place for place in range(targets)}
    for number, name in re.findall(r"(\d+)([A-Z]+)", text):
        if not 1 <= int(number) <= lefts or name not in names:
            return None
        found[int(number) - 1] = names[name]
    return found


def joined(names: Sequence[int]) -> str:
    """The letters of several places, in order: `A, C`."""
    return ", ".join(letter(place) for place in sorted(names))
