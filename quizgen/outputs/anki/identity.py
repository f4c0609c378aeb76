"""How Anki knows notes, decks and files again: all of it is frozen, for learners' histories depend on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal, assert_never

from quizgen.items import Choose, Entry, Enumerate, Fill, Form, Item, Match, Order, Reveal, Write, plain

FormName = Literal["choose", "write", "enumerate", "order", "match", "fill", "reveal"]

# Those of Anki's own guids.
_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
_PAIRS = tuple(high + low for high in _DIGITS for low in _DIGITS)


def form_name(form: Form) -> FormName:
    """The form as guids and note types name it."""
    match form:
        case Choose():
            return "choose"
        case Write():
            return "write"
        case Enumerate():
            return "enumerate"
        case Order():
            return "order"
        case Match():
            return "match"
        case Fill():
            return "fill"
        case Reveal():
            return "reveal"
        case _:
            assert_never(form)


def _number(*parts: str) -> int:
    """A number of 64 bits made from some words: a hash."""
    return int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8])


def guid_of(item_id: str, language: str, form: FormName) -> str:
    """What Anki matches a note by. The form is in it: a note can't change its type."""
    number = _number("quizgen", item_id, language, form)
    digits = ""
    while number:
        number, pair = divmod(number, len(_PAIRS))
        digits = _PAIRS[pair] + digits
    return digits.lstrip(_DIGITS[0])


def names(item: Item) -> tuple[str, ...]:
    """Every id that the item may have in decks already released, the oldest first."""
    return (*reversed(item.was), item.id)


def short(id_: str) -> str:
    """The question's own id, without the collection's."""
    return id_.rpartition("/")[2]


@lru_cache(maxsize=256)
def notetype_id(form: FormName, language: str) -> int:
    """The id of a note type: a time in milliseconds, as Anki's own ids are."""
    return 1_500_000_000_000 + _number("quizgen note type", form, language) % 200_000_000_000


def part_id(*path: str) -> int:
    """The id of a field or template, by which it is the same under another name."""
    return _number("quizgen part", *path) >> 1  # Anki's are signed


def deck_id(collection: str, language: str, bank: str) -> int:
    """The id of a deck; the collection's own for bank ""."""
    return 1_300_000_000_000 + _number("quizgen deck", collection, language, bank) % 200_000_000_000


def media_name(content: bytes, suffix: str) -> str:
    """A name that changes with the content: Anki never overwrites a file."""
    return f"quizgen-{sha256(content).hexdigest()[:24]}{suffix.lower()}"


# ---------------------------------------------------------------------------------------------------------------
# The numbers of a list's entries


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry of a list as a released deck knows it: its cloze number, its id if it has one, its text."""

    number: int
    id: str | None
    text: str


def number_entries(entries: Sequence[Entry], language: str, before: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Numbers for the entries, in their order, then those of entries that are gone, so that nobody gets them again.

    An entry is known again by its id, else by its text. A new one takes the next number that was never used, for a
    learner's history depends on the old ones.
    """
    if not before:  # as in every first build
        texts = (plain(entry.spelling.text, language) for entry in entries)
        return tuple(Numbered(n, entry.id, text) for n, (entry, text) in enumerate(zip(entries, texts, strict=True), 1))
    left = {each.number: each for each in before}
    found: dict[int, Numbered] = {}

    def take(place: int, same: Numbered | None, entry: Entry) -> None:
        if same is not None:
            del left[same.number]
            found[place] = Numbered(same.number, entry.id, plain(entry.spelling.text, language))

    for place, entry in enumerate(entries):
        if entry.id is not None:
            take(place, next((each for each in left.values() if each.id == entry.id), None), entry)
    for place, entry in enumerate(entries):
        if place not in found:
            text = plain(entry.spelling.text, language)
            take(place, next((each for each in left.values() if each.text == text), None), entry)
    following = max((each.number for each in before), default=0)
    for place, entry in enumerate(entries):
        if place not in found:
            following += 1
            found[place] = Numbered(following, entry.id, plain(entry.spelling.text, language))
    return (*(found[place] for place in range(len(entries))), *left.values())
