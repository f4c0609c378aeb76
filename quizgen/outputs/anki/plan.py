"""From a collection and the previous package to the next one: what changed, and nothing else.

Pure, except that pictures are read. Anki matches notes by guid and takes over the later one whole. So an unchanged note
keeps its time, and the learner keeps their own edits on it; a changed one gets a later time.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import genanki

from quizgen.items import Collection, Item
from quizgen.outputs.anki.decks import decks
from quizgen.outputs.anki.html import visible
from quizgen.outputs.anki.identity import FormName, Numbered, form_name, guid_of, names, notetype_id, short
from quizgen.outputs.anki.notetypes import CLOZE, FIELDS, STAMP, notetype
from quizgen.outputs.anki.package import BANK_TAG, KIND_TAG, OWN_TAG, WITHDRAWN_TAG, Card, Note, Package, read
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
"""Anki ignores cloze numbers from 500."""


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
    deck's language; `drop` holds ids that may vanish, whole or short; `watch` hands the items on one by one, and may
    show how far it is. Raises OSError if a picture can't be read.
    """
    asked = [item for item in items if language in item.languages]
    released = _Released.of(previous, language)
    renderer = Renderer(language, say)
    drafted = {each.guid: each for each in (_drafted(item, released, renderer) for item in watch(asked))}
    questions = tuple(drafted.values())
    if problems := tuple(problem for each in questions for problem in _problems(each)):
        return problems

    banks, deck_data = decks(collection, language, {item.bank for item in asked}, previous, say)
    notes = _notes(questions, released, banks, stamp)
    others = [note for guid, note in released.notes.items() if guid not in drafted]
    gone = _gone(others, collection, language, {item.id for item in items}, drop)

    kept = [*notes, *gone.buried, *(_tombstone(note, language, stamp) for note in gone.withdrawn)]
    package = Package(
        collection=collection.id,
        language=language,
        notes=tuple(sorted(kept)),
        decks=deck_data,
        notetypes=_notetypes({note.notetype for note in kept}, language, banks[""][0]),
        banks=banks,
        numbers={**released.numbers, **{each.guid: each.draft.numbered for each in questions if each.draft.numbered}},
        media=renderer.media,
    )
    new = tuple(each.id for each in questions if each.new)
    updated = tuple(
        Updated(each.id, each.draft.form, each.old, note)
        for each, note in zip(questions, notes, strict=True)
        if each.old is not None and not each.new and note.mod != each.old.mod
    )
    withdrawn = tuple(note.item_id(language) for note in gone.withdrawn)
    return Plan(
        package=package,
        previous=previous,
        new=new,
        back=frozenset(each.id for each in questions if each.new and each.old is not None),
        updated=updated,
        withdrawn=withdrawn,
        replaced=frozenset(withdrawn) & {each.id for each in questions},
        vanished=tuple(note.item_id(language) for note in gone.vanished),
        dropped=_dropped(drop, released),
        unchanged=len(questions) - len(new) - len(updated),
        left_out=len(items) - len(asked),
    )


def earlier(path: Path, collection: Collection, language: str) -> Package | Problem:
    """The package at `path`, if it is an earlier release of this deck; else the problem with it.

    It is one if it bears the collection's id, or if the collection has all of its questions. Raises OSError if the file
    can't be read.
    """
    found = read(path)
    if isinstance(found, Problem):
        return found
    if found.language != language:
        return OTHER_DECK_LANGUAGE.at(Place(str(path)), language=found.language, other=language)
    ours = {id_ for bank in collection.banks for item in bank.items for id_ in names(item)}
    if found.collection == collection.id or all(note.item_id(language) in ours for note in found.notes):
        return found
    return OTHER_COLLECTION.at(Place(str(path)), collection=found.collection, ours=collection.id)


# ---------------------------------------------------------------------------------------------------------------
# Identify: which note of the previous package is a question's


@dataclass(frozen=True, slots=True)
class _Released:
    """The previous package as the steps look things up in it; empty if there is none.

    `notes` and `numbers` by guid; `guids` by question id and note type.
    """

    language: str
    notes: Mapping[str, Note]
    guids: Mapping[tuple[str, int], str]
    numbers: Mapping[str, tuple[Numbered, ...]]

    @classmethod
    def of(cls, previous: Package | None, language: str) -> _Released:
        if previous is None:
            return cls(language, {}, {}, {})
        guids = {(note.item_id(language), note.notetype): note.guid for note in previous.notes}
        return cls(language, {note.guid: note for note in previous.notes}, guids, previous.numbers)

    def identity(self, item: Item) -> tuple[str, str]:
        """The item's guid and the id behind it: as a released deck has them, else those of its oldest id."""
        form, ids = form_name(item.form), names(item)
        for id_ in ids if self.guids else ():
            if guid := self.guids.get((id_, notetype_id(form, self.language))):
                return guid, id_
        return guid_of(ids[0], self.language, form), ids[0]


# ---------------------------------------------------------------------------------------------------------------
# Draft: what a question's note holds


class _Drafted(NamedTuple):
    """A question on its way into the deck: the id that the deck knows it by, and its note before, if it has one.

    A tuple, for one is made of every question.
    """

    item: Item
    guid: str
    id: str
    draft: Draft
    old: Note | None

    @property
    def new(self) -> bool:
        """Whether it had no note, or one without cards."""
        return self.old is None or self.old.withdrawn


def _drafted(item: Item, released: _Released, renderer: Renderer) -> _Drafted:
    guid, id_ = released.identity(item)
    draft = renderer.draft(item, id_, released.numbers.get(guid, ()))
    return _Drafted(item, guid, id_, draft, released.notes.get(guid))


def _problems(question: _Drafted) -> Iterator[Problem]:
    """What Anki can't show."""
    item, draft = question.item, question.draft
    if not visible(draft.fields[0]):  # the prompt or the passage
        yield NOTHING_SEEN.at(item.where, id=item.name, language=draft.language)
    if draft.cards and draft.cards[-1] >= HIGHEST_GAP:
        code = GAP_NUMBER if draft.form == "fill" else ENTRY_NUMBER
        yield code.at(item.where, id=item.name, limit=HIGHEST_GAP, number=draft.cards[-1] + 1)


# ---------------------------------------------------------------------------------------------------------------
# Compare: notes with their ids and times, new where anything changed


def _notes(
    questions: Sequence[_Drafted], released: _Released, banks: Mapping[str, tuple[int, str]], stamp: int
) -> list[Note]:
    """The note of each question. New ids follow on the time of the build and on all ids given before."""
    before = released.notes.values()
    taken = [id_ for note in before for id_ in (note.id, *(card.id for card in note.cards))]
    ids = itertools.count(max(stamp * 1000, max(taken, default=0) + 1))
    return [_note(each, banks[each.item.bank][0], due, stamp, ids) for due, each in enumerate(questions, 1)]


def _note(question: _Drafted, deck: int, due: int, stamp: int, ids: Iterator[int]) -> Note:
    """The note with its cards, which are due in the order of the questions; the old one itself if it is the same."""
    item, guid, _, draft, old = question
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
def _tags(bank: str, kind: str, own: tuple[str, ...]) -> str:
    """A note's tags as Anki stores them: between spaces. Spaces inside one become hyphens."""
    tags = {BANK_TAG + bank, KIND_TAG + kind, *(OWN_TAG + "-".join(tag.split()) for tag in own)}
    return f" {' '.join(sorted(tags))} "


# ---------------------------------------------------------------------------------------------------------------
# What is gone


@dataclass(frozen=True, slots=True)
class _Gone:
    """The previous notes that aren't asked any more: withdrawn before this build, by it, or without a reason."""

    buried: tuple[Note, ...]
    withdrawn: tuple[Note, ...]
    vanished: tuple[Note, ...]


def _gone(
    notes: Sequence[Note], collection: Collection, language: str, chosen: AbstractSet[str], drop: AbstractSet[str]
) -> _Gone:
    """`chosen`: the ids of the questions to ask. A question of them has a note in another form now."""
    owners = {id_: item for bank in collection.banks for item in bank.items for id_ in names(item)} if notes else {}

    def let_go(note: Note) -> bool:
        id_ = note.item_id(language)
        owner = owners.get(id_)
        return (owner is not None and (owner.withdrawn or owner.id in chosen)) or not drop.isdisjoint(_both(id_))

    live = [note for note in notes if not note.withdrawn]
    return _Gone(
        buried=tuple(note for note in notes if note.withdrawn),
        withdrawn=tuple(note for note in live if let_go(note)),
        vanished=tuple(note for note in live if not let_go(note)),
    )


def _tombstone(old: Note, language: str, stamp: int) -> Note:
    """A note without a card, whose front renders no field: what is left for the learner to delete."""
    form = next(form for form in FIELDS if notetype_id(form, language) == old.notetype)
    kept = {"Language": language, "Id": old.item_id(language), "Withdrawn": "1"}
    fields = tuple(kept.get(key, "") for key in FIELDS[form])
    return Note(old.id, old.guid, old.notetype, max(stamp, old.mod + 1), f" {WITHDRAWN_TAG} ", fields, ())


def _dropped(drop: AbstractSet[str], released: _Released) -> frozenset[str]:
    """Which of the ids to drop the previous package knows."""
    if not drop:
        return frozenset()
    return frozenset(
        drop & {name for note in released.notes.values() for name in _both(note.item_id(released.language))}
    )


def _both(id_: str) -> tuple[str, str]:
    """An id, whole and short, as `drop` may hold it."""
    return id_, short(id_)


# ---------------------------------------------------------------------------------------------------------------
# Note types


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type that says when its card is made: genanki's own reckoning is confused by `{{^Withdrawn}}`."""

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
