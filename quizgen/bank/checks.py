"""What no question can know of itself: how questions of a collection stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from quizgen.bank.faults import Fault
from quizgen.bank.lower import Entry
from quizgen.kinds.reading import nearest

Check = Callable[[Sequence[Entry]], Iterator[Fault]]


def ids_once(entries: Sequence[Entry]) -> Iterator[Fault]:
    """An id stands for one question of the collection, withdrawn ones included."""
    first: dict[str, Entry] = {}
    for entry in entries:
        earlier = first.setdefault(entry.item.id, entry)
        if earlier is not entry:
            yield Fault(
                entry.file,
                (*entry.loc, "id"),
                "Q301",
                {"id": entry.item.name},
                (earlier.file, (*earlier.loc, "id")),
            )


def former_ids_free(entries: Sequence[Entry]) -> Iterator[Fault]:
    """A former id belongs to one question, and no longer to any other."""
    living = {entry.item.id: entry for entry in entries}
    claimed: dict[str, Entry] = {}
    for entry in entries:
        for former in entry.item.was:
            holder = living.get(former) or claimed.setdefault(former, entry)
            if holder is not entry or former == entry.item.id:
                yield Fault(
                    entry.file,
                    (*entry.loc, "was"),
                    "Q304",
                    {"id": former},
                    (holder.file, (*holder.loc, "id")),
                )


CHECKS: tuple[Check, ...] = (ids_once, former_ids_free)


def banks_once(banks: Sequence[tuple[str, Path]]) -> Iterator[Fault]:
    """A bank id stands for one file of the collection."""
    first: dict[str, Path] = {}
    for id, file in banks:
        earlier = first.setdefault(id, file)
        if earlier != file:
            yield Fault(file, ("id",), "Q302", {"id": id}, (earlier, ("id",)))


def collections_once(collections: Sequence[tuple[str, Path]]) -> Iterator[Fault]:
    """A collection id stands for one collection among those read together."""
    first: dict[str, Path] = {}
    for id, file in collections:
        earlier = first.setdefault(id, file)
        if earlier != file:
            yield Fault(file, ("id",), "Q303", {"id": id}, (earlier, ("id",)))


def order_known(order: Sequence[str], banks: Sequence[str], file: Path) -> Iterator[Fault]:
    """The order of banks names banks that are there, each once."""
    for index, id in enumerate(order):
        if id not in banks:
            yield Fault(file, ("banks", index), "Q305", {"id": id, **nearest(id, banks)})
        elif id in order[:index]:
            yield Fault(file, ("banks", index), "Q306", {"id": id})
