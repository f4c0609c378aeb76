"""From a collection and the previous package to the next one: what changed, and nothing else.

Pure but for the pictures, which are read. Anki matches notes by guid and takes over the later one whole, so an
unchanged note keeps its time, and with it a learner's own edits; a changed one gets a later time.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import genanki

from quizgen.items import Collection, Item
from quizgen.outputs.anki.decks import decks
from quizgen.outputs.anki.html import visible
from quizgen.outputs.anki.identity import FormName, form_name, guid_of, names, notetype_id
from quizgen.outputs.anki.notetypes import CLOZE, FIELDS, STAMP, notetype
from quizgen.outputs.anki.package import WITHDRAWN_TAG, Card, Note, Package, read
from quizgen.outputs.anki.render import Draft, Renderer
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_, Phrases

NOTHING_SEEN = Code(
    "Q901",
    "error",
    N_('nothing of the question "{id}" can be seen in {language_name}'),
    N_("Anki shows no empty card: give it some words"),
)
GAP_NUMBER = Code(
    "Q902",
    "error",
    N_('a gap of the question "{id}" has the number {number}'),
    N_("Anki shows gaps up to number {limit}: number them from 1"),
)
ENTRY_NUMBER = Code(
    "Q903",
    "error",
    N_('the list "{id}" would need the number {number} for an entry'),
    N_("Anki shows {limit} entries, those of the past counted: make a list with a new id"),
)
OTHER_DECK_LANGUAGE = Code(
    "Q913",
    "error",
    N_("this deck is in {language_name}, not in {other_name}"),
    N_("name the deck in the same language"),
)
OTHER_COLLECTION = Code(
    "Q914",
    "error",
    N_('this is a deck of "{collection}", not of "{ours}"'),
    N_("write to another file, or replace it all the same with --drop {collection}"),
)

HIGHEST_GAP = 499
"""Anki passes over cloze numbers from 500."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A question whose note changed."""

    id: str
    form: FormName
    before: Note
    after: Note


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would do. Ids are the questions', as the decks know them.

    `back`: the new ones that had been withdrawn. `replaced`: the withdrawn ones that are asked in another form now.
    `vanished`: in the previous package, but neither asked nor withdrawn; while there is any, nothing may be written.
    `dropped`: which of the ids to drop were found. `left_out`: how many questions aren't in this language.
    """

    package: Package
    previous: Package | None
    new: tuple[str, ...]
    back: frozenset[str]
    updated: tuple[Updated, ...]
    withdrawn: tuple[str, ...]
    replaced: frozenset[str]
    vanished: tuple[str, ...]
    dropped: frozenset[str]
    unchanged: int
    left_out: int

    @property
    def differs(self) -> bool:
        """Whether the package would hold anything else than the previous one."""
        return bool(self.vanished) or self.package != self.previous


def build(
    collection: Collection,
    language: str,
    items: Sequence[Item],
    *,
    previous: Package | None,
    stamp: int,
    say: Phrases,
    drop: AbstractSet[str] = frozenset(),
    watch: Callable[[Sequence[Item]], Iterable[Item]] = iter,
) -> Plan | tuple[Problem, ...]:
    """Plan the package of one language.

    `items` are the questions to ask, in their order; `stamp` is the time of the build in seconds; `say` speaks the
    deck's language; `drop` holds ids that may vanish, whole or short; `watch` may show how far it is. Raises OSError
    if a picture can't be read.
    """
    before = {} if previous is None else {note.guid: note for note in previous.notes}
    released = {(note.item_id(language), note.notetype): note.guid for note in before.values()}
    numbers = {} if previous is None else dict(previous.numbers)
    renderer = Renderer(language, say)
    asked = [item for item in items if language in item.languages]
    faults: list[Problem] = []
    drafts: dict[str, tuple[Item, str, Draft]] = {}
    for item in watch(asked):
        guid, id_ = _identity(item, language, released)
        draft = renderer.draft(item, id_, numbers.get(guid, ()))
        faults += _problems(item, draft)
        drafts[guid] = item, id_, draft
        if draft.numbered:
            numbers[guid] = draft.numbered
    if faults:
        return tuple(faults)

    banks, made = decks(collection, language, {item.bank for item in asked}, previous, say)
    taken = [note.id for note in before.values()] + [card.id for note in before.values() for card in note.cards]
    ids = itertools.count(max(stamp * 1000, max(taken, default=0) + 1))
    notes: list[Note] = []
    new: list[str] = []
    back: list[str] = []
    updated: list[Updated] = []
    for due, (guid, (item, id_, draft)) in enumerate(drafts.items(), 1):
        old = before.get(guid)
        note = _note(guid, item, draft, old, stamp, ids, banks[item.bank][0], due)
        if old is None:
            new.append(id_)
        elif old.withdrawn:
            new.append(id_)
            back.append(id_)
        elif note.mod != old.mod:
            updated.append(Updated(id_, draft.form, old, note))
        notes.append(note)

    gone = _gone([note for guid, note in before.items() if guid not in drafts], collection, language, items, drop)
    notes += (_tombstone(note, language, stamp) for note, fate in gone if fate != "vanished")
    fates = {fate: tuple(note.item_id(language) for note, each in gone if each == fate) for fate in _FATES}
    package = Package(
        collection=collection.id,
        language=language,
        notes=tuple(sorted(notes)),
        decks=made,
        notetypes=_notetypes({note.notetype for note in notes}, language, banks[""][0]),
        banks=banks,
        numbers=numbers,
        media=renderer.media,
    )
    live = {id_ for _, id_, _ in drafts.values()}
    known = {note.item_id(language) for note in before.values()} if drop else frozenset()
    return Plan(
        package=package,
        previous=previous,
        new=tuple(new),
        back=frozenset(back),
        updated=tuple(updated),
        withdrawn=fates["withdrawn"],
        replaced=frozenset(fates["withdrawn"]) & live,
        vanished=fates["vanished"],
        dropped=frozenset(each for each in drop if any(each in (id_, _short(id_)) for id_ in known)),
        unchanged=len(drafts) - len(new) - len(updated),
        left_out=len(items) - len(asked),
    )


def earlier(path: Path, collection: Collection, language: str) -> Package | Problem:
    """The package at a place, if it is an earlier one of this collection's deck: by its id, or since all is here."""
    found = read(path)
    if isinstance(found, Problem):
        return found
    if found.language != language:
        return OTHER_DECK_LANGUAGE.at(Place(str(path)), language=found.language, other=language)
    ours = {id_ for bank in collection.banks for item in bank.items for id_ in (item.id, *item.was)}
    if found.collection == collection.id or all(note.item_id(language) in ours for note in found.notes):
        return found
    return OTHER_COLLECTION.at(Place(str(path)), collection=found.collection, ours=collection.id)


# ---------------------------------------------------------------------------------------------------------------
# Notes


def _identity(item: Item, language: str, released: Mapping[tuple[str, int], str]) -> tuple[str, str]:
    """The item's guid and the id behind it: as a released deck has them, else those of its oldest id."""
    form = form_name(item.form)
    known = names(item)
    for id_ in known if released else ():
        if guid := released.get((id_, notetype_id(form, language))):
            return guid, id_
    return guid_of(known[0], language, form), known[0]


def _note(
    guid: str, item: Item, draft: Draft, old: Note | None, stamp: int, ids: Iterator[int], deck: int, due: int
) -> Note:
    tags, type_ = _tags(item.bank, item.kind, item.tags), notetype_id(draft.form, draft.language)
    if old is None:
        id_, mod = next(ids), stamp
        cards = tuple([Card(next(ids), ordinal, deck, due) for ordinal in draft.cards])
    else:
        same = (old.notetype, old.tags, old.fields) == (type_, tags, draft.fields)
        if same and [card[1:] for card in old.cards] == [(ordinal, deck, due) for ordinal in draft.cards]:
            return old  # as nearly all of them in most builds
        id_, mod = old.id, old.mod if same else max(stamp, old.mod + 1)
        had = {card.ordinal: card.id for card in old.cards}
        cards = tuple([Card(had.get(ordinal) or next(ids), ordinal, deck, due) for ordinal in draft.cards])
    return Note(id_, guid, type_, mod, tags, draft.fields, cards)


@lru_cache(maxsize=1024)
def _tags(bank: str, kind: str, themes: tuple[str, ...]) -> str:
    tags = {f"quizgen::bank::{bank}", f"quizgen::kind::{kind}"}
    tags |= {"quizgen::theme::" + "-".join(theme.split()) for theme in themes}
    return f" {' '.join(sorted(tags))} "


def _tombstone(old: Note, language: str, stamp: int) -> Note:
    """A note without a card, whose front renders no field: Anki's Empty Cards takes away the learner's cards."""
    if old.withdrawn:
        return old
    form = next(form for form in FIELDS if notetype_id(form, language) == old.notetype)
    kept = {"Language": language, "Id": old.item_id(language), "Withdrawn": "1"}
    fields = tuple(kept.get(key, "") for key in FIELDS[form])
    return Note(old.id, old.guid, old.notetype, max(stamp, old.mod + 1), f" {WITHDRAWN_TAG} ", fields, ())


_FATES = ("buried", "withdrawn", "vanished")


def _gone(
    notes: Sequence[Note], collection: Collection, language: str, items: Sequence[Item], drop: AbstractSet[str]
) -> list[tuple[Note, str]]:
    """What becomes of the previous notes that aren't asked any more."""
    if not notes:
        return []
    owners = {id_: item for bank in collection.banks for item in bank.items for id_ in (item.id, *item.was)}
    chosen = {item.id for item in items}
    found = []
    for note in notes:
        id_ = note.item_id(language)
        owner = owners.get(id_)
        if note.withdrawn:
            fate = "buried"
        elif (owner and (owner.withdrawn or owner.id in chosen)) or id_ in drop or _short(id_) in drop:
            fate = "withdrawn"
        else:
            fate = "vanished"
        found.append((note, fate))
    return found


def _short(id_: str) -> str:
    return id_.rpartition("/")[2]


def _problems(item: Item, draft: Draft) -> Iterator[Problem]:
    """What Anki can't show."""
    if not visible(draft.fields[0]):  # the prompt or the passage
        yield NOTHING_SEEN.at(item.where, id=item.name, language=draft.language)
    if draft.cards and draft.cards[-1] >= HIGHEST_GAP:
        code = GAP_NUMBER if draft.form == "fill" else ENTRY_NUMBER
        yield code.at(item.where, id=item.name, limit=HIGHEST_GAP, number=draft.cards[-1] + 1)


# ---------------------------------------------------------------------------------------------------------------
# Note types


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type with its card's condition given: genanki's own reckoning is confused by `{{^Withdrawn}}`."""

    _req = ((0, "any", (0,)),)


def _notetypes(used: AbstractSet[int], language: str, deck: int) -> Mapping[str, Any]:
    made = {}
    for form in FIELDS:
        type_ = notetype(form, language)
        if type_.id in used:
            model = _Model(
                type_.id,
                type_.name,
                fields=[{"name": name, "id": id_, "rtl": type_.right_to_left} for name, id_ in type_.fields],
                templates=[dict(type_.template)],
                css=type_.css,
                model_type=genanki.Model.CLOZE if form in CLOZE else genanki.Model.FRONT_BACK,
            )
            made[str(type_.id)] = json.loads(json.dumps(model.to_json(STAMP, deck)))
    return made
