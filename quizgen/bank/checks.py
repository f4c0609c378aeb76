"""What no question can know of itself: how questions of a collection stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from quizgen.items import Bank, Item
from quizgen.problems import Code, Place, Problem, nearest
from quizgen.text.phrases import N_

ID_TWICE = Code(
    "Q301",
    "error",
    N_('the id "{id}" is used twice'),
    N_("give the newer question another id: one stands for one question, for ever"),
)
BANK_TWICE = Code("Q302", "error", N_('the bank id "{id}" is used twice'), N_("give each bank an id of its own"))
COLLECTION_TWICE = Code(
    "Q303",
    "error",
    N_('the collection id "{id}" is used twice'),
    N_("give each collection an id of its own, or name only one of the two"),
)
FORMER_ID_TAKEN = Code(
    "Q304",
    "error",
    N_('the former id "{id}" belongs to another question'),
    N_('below "was:" stand ids that no question has any more'),
)
NO_SUCH_BANK = Code("Q305", "error", N_('the collection has no bank "{id}"'), N_("name banks by their ids"))
NOT_OF_THE_BANK = Code(
    "Q307",
    "error",
    N_('this bank asks no other question "{id}"'),
    N_('below "tells:" stand ids of questions that this leads to'),
)
BANK_NAMED_TWICE = Code("Q306", "error", N_('the bank "{id}" is named twice'), N_("take one away"))

Check = Callable[[Sequence[Item]], Iterator[Problem]]


def ids_once(items: Sequence[Item]) -> Iterator[Problem]:
    """An id stands for one question of the collection, withdrawn ones included."""
    first: dict[str, Item] = {}
    for item in items:
        earlier = first.setdefault(item.id, item)
        if earlier is not item:
            yield replace(ID_TWICE.at(item.where, "id", id=item.name), also=earlier.where.below("id"))


def former_ids_free(items: Sequence[Item]) -> Iterator[Problem]:
    """A former id belongs to one question, and no longer to any other."""
    living = {item.id: item for item in items}
    claimed: dict[str, Item] = {}
    for item in items:
        for former in item.was:
            holder = living.get(former) or claimed.setdefault(former, item)
            if holder is not item or former == item.id:
                yield replace(FORMER_ID_TAKEN.at(item.where, "was", id=former), also=holder.where.below("id"))


CHECKS: tuple[Check, ...] = (ids_once, former_ids_free)


def leads_known(items: Sequence[Item], banks: Sequence[Bank]) -> Iterator[Problem]:
    """What a question or an intro says that it leads to is another question of its bank."""
    leading = [(item.where, item.tells, item.name) for item in items if item.tells]
    leading += [(Place(bank.path), bank.tells, "") for bank in banks if bank.tells]
    for place, tells, own in leading:
        known = [item.name for item in items if item.where.file == place.file and item.name != own]
        for index, id in enumerate(tells):
            if id not in known:
                yield NOT_OF_THE_BANK.at(place, "tells", index, id=id, **nearest(id, known))


def banks_once(banks: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """A bank id stands for one file of the collection. `banks`: each one's id and file."""
    return _once(banks, BANK_TWICE)


def collections_once(collections: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """A collection id stands for one collection among those read together. `collections`: each one's id and file."""
    return _once(collections, COLLECTION_TWICE)


def _once(named: Sequence[tuple[str, str]], code: Code) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for id, file in named:
        earlier = first.setdefault(id, file)
        if earlier != file:
            yield replace(code.at(Place(file), "id", id=id), also=Place(earlier).below("id"))


def order_known(order: Sequence[str], banks: Sequence[str], file: str) -> Iterator[Problem]:
    """The order of banks names banks that are there, each once."""
    for index, id in enumerate(order):
        place = Place(file).below("banks", index)
        if id not in banks:
            yield NO_SUCH_BANK.at(place, id=id, **nearest(id, banks))
        elif id in order[:index]:
            yield BANK_NAMED_TWICE.at(place, id=id)
