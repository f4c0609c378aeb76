"""A plan in words: what a release would change, told to the author who makes it."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.outputs.anki.html import text_of
from quizgen.outputs.anki.identity import short
from quizgen.outputs.anki.notetypes import FIELD_NAMES, FIELDS
from quizgen.outputs.anki.package import BANK_TAG, Note, Package
from quizgen.outputs.anki.plan import Plan, Updated
from quizgen.text.phrases import N_, Phrases

_MADE_OF_ANSWERS = {"Typed", "Options", "Steps", "Lefts", "Targets"}
_SHORT = 40  # characters; of a longer text only the field is named


def counts(plan: Plan, say: Phrases) -> str:
    """As in "1 new, 2 updated, 1 withdrawn, 90 unchanged"; a count of zero is left out."""
    parts = [
        say.plural("{n} new", "{n} new", len(plan.new)) if plan.new else "",
        say.plural("{n} updated", "{n} updated", len(plan.updated)) if plan.updated else "",
        say.plural("{n} withdrawn", "{n} withdrawn", len(plan.withdrawn)) if plan.withdrawn else "",
        say.plural("{n} vanished", "{n} vanished", len(plan.vanished)) if plan.vanished else "",
        say.plural("{n} unchanged", "{n} unchanged", plan.unchanged) if plan.unchanged else "",
    ]
    return ", ".join(filter(None, parts))


def lines(plan: Plan, say: Phrases) -> Iterator[str]:
    """A line for each question that changed, one for each other thing, and one on what it means to learners."""
    rows = list(_rows(plan, say))
    width = max((len(id_) for _, id_, _ in rows), default=0)
    for sign, id_, note in rows:
        yield f"  {sign} {id_.ljust(width)}  {note}".rstrip()
    for other in _others(plan):
        yield f"  * {say(other)}"
    if plan.previous is not None and plan.differs:
        yield _meaning(plan, say)


def _rows(plan: Plan, say: Phrases) -> Iterator[tuple[str, str, str]]:
    for id_ in plan.new:
        note = say("back again") if id_ in plan.back else say("asked in a new way") if id_ in plan.replaced else ""
        yield "+", short(id_), note
    for each in plan.updated:
        yield "~", short(each.id), _changes(each, say)
    for id_ in plan.withdrawn:
        note = say("its old card says so until the learner deletes it")
        yield "−", short(id_), note if id_ in plan.replaced else say("says so until the learner deletes it")
    for id_ in plan.vanished:
        yield "?", short(id_), say("vanished: not among the questions, and not withdrawn")


def _changes(updated: Updated, say: Phrases) -> str:
    pairs = zip(FIELDS[updated.form], updated.before.fields, updated.after.fields, strict=False)
    changed = {key: (text_of(old), text_of(new)) for key, old, new in pairs if old != new and key in FIELD_NAMES}
    if "Answer" in changed:  # the fields made of it changed with it
        changed = {key: texts for key, texts in changed.items() if key not in _MADE_OF_ANSWERS}
    parts = [_change(say(FIELD_NAMES[key]).lower(), old, new, say) for key, (old, new) in changed.items()]
    if _tags(updated.before) != _tags(updated.after):
        parts.append(say("tags"))
    return ", ".join(parts)


def _tags(note: Note) -> set[str]:
    """The note's tags, without the bank's (a field shows that)."""
    return {tag for tag in note.tags.split() if not tag.startswith(BANK_TAG)}


def _change(name: str, old: str, new: str, say: Phrases) -> str:
    old, new = " ".join(old.split()), " ".join(new.split())
    if old == new or max(len(old), len(new)) > _SHORT:
        return name
    return say('{field}: "{old}" → "{new}"', field=name, old=old, new=new)


def _others(plan: Plan) -> Iterator[str]:
    """What differs besides the questions."""
    old, new = plan.previous, plan.package
    if old is None:
        return
    if old.notetypes != new.notetypes:
        yield N_("the cards' design")
    if _about(old) != _about(new):
        yield N_("the decks' names or description")
    if _order(old) != _order(new):
        yield N_("the order of new cards, or the deck that they start in")
    if old.media != new.media:
        yield N_("pictures")


def _about(package: Package) -> dict[str, tuple[str, str]]:
    return {id_: (deck["name"], deck["desc"]) for id_, deck in package.decks.items()}


def _order(package: Package) -> list[tuple[str, int]]:
    """The notes by guid, in the order in which they are new, each with its deck."""
    cards = ((card.due, note.guid, card.deck) for note in package.notes for card in note.cards)
    by_guid = {guid: (due, deck) for due, guid, deck in cards}
    return [(guid, deck) for guid, (_, deck) in sorted(by_guid.items(), key=lambda each: each[1])]


def _meaning(plan: Plan, say: Phrases) -> str:
    kept = say("Learners keep their schedule everywhere.")
    if not plan.updated:
        return kept + " " + say("Their own edits stay.")
    unchanged = say.plural(
        "Their own edits stay on the {n} unchanged note",
        "Their own edits stay on the {n} unchanged notes",
        plan.unchanged,
    )
    return (
        kept
        + " "
        + say.plural(
            "{stay} and are replaced on the {n} updated one.",
            "{stay} and are replaced on the {n} updated ones.",
            len(plan.updated),
            stay=unchanged,
        )
    )
