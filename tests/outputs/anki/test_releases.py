"""What each of a row of releases holds: ids, times, numbers, places. Learners' histories hang on all of them.

`cases/anki/releases.txt` holds it. A line of an earlier release that changes is a deck that learners will get wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.outputs import anki
from quizgen.outputs.anki.identity import notetype_id
from quizgen.outputs.anki.notetypes import FIELDS

if TYPE_CHECKING:
    from world import Author

GOLDEN = Path(__file__).resolve().parents[2] / "cases" / "anki" / "releases.txt"
AT = 1_700_000_000
FORMS = {notetype_id(form, "en"): form for form in FIELDS}


def told(plan: anki.Plan) -> Iterator[str]:
    """All that a release holds, but for the wording."""
    told = {"new": plan.new, "back": plan.back, "withdrawn": plan.withdrawn, "replaced": plan.replaced}
    for what, ids in {**told, "vanished": plan.vanished, "dropped": plan.dropped}.items():
        if ids:
            yield f"  {what}: {' '.join(ids if isinstance(ids, tuple) else sorted(ids))}"
    for each in plan.updated:
        yield f"  updated: {each.id} {each.form} {each.before.mod} → {each.after.mod}"
    yield f"  {plan.unchanged} unchanged, {plan.left_out} left out, differs: {plan.differs}"
    package = plan.package
    decks = {int(id_): deck["name"] for id_, deck in package.decks.items()}
    for note in package.notes:
        yield f"  {note.id} {note.guid} {FORMS[note.notetype]} {note.mod}{note.tags}{note.item_id('en')}"
        filled = [key for key, text in zip(FIELDS[FORMS[note.notetype]], note.fields, strict=True) if text]
        yield f"    {' '.join(filled)}"
        for card in note.cards:
            yield f"    card {card.ordinal} {card.id} in {decks[card.deck]}, {card.due}."
    yield f"  banks: {package.banks}"
    for guid, numbers in package.numbers.items():
        yield f"  numbers: {guid} {' '.join(f'{each.number}={each.id}={each.text}' for each in numbers)}"
    yield f"  media: {' '.join(package.media)}"
    yield f"  note types: {', '.join(each['name'] for each in package.notetypes.values())}"


def releases(author: Author) -> Iterator[str]:
    yield "1. the first"
    yield from told(author.plan(at=AT))
    author.release(at=AT)

    yield "2. one edited, one new at the head, one withdrawn, one renamed, one that moved, a list with other entries"
    author.edit("asia.yaml", "Since 1868.", "Since the year 1868.")
    author.edit(
        "asia.yaml", "questions:\n", "questions:\n  - {id: first, kind: card, prompt: {fr: 1, en: 1}, answer: a}\n"
    )
    author.edit("asia.yaml", "- id: flat\n", "- id: level\n    was: flat\n")
    author.edit("asia.yaml", "- id: regions\n", "- id: regions\n    tags: [maps]\n")
    author.edit("europe.yaml", "- id: treaty\n", "- id: treaty\n    withdrawn: true\n")
    author.edit("europe.yaml", "[{country: BE}, {country: NL}, {country: LU}]", "[{country: FR}, {country: LU}]")
    yield from told(author.plan(at=AT + 10))
    author.release(at=AT + 10)

    yield "3. the withdrawn one comes back, another has a new form, two vanish, one of them is let go; in one second"
    author.edit("europe.yaml", "- id: treaty\n    withdrawn: true\n", "- id: treaty\n")
    author.edit("asia.yaml", "    kind: true-false\n", "    kind: card\n")
    author.edit("asia.yaml", "{id: first,", "{id: other,")
    author.edit("europe.yaml", "- id: wall\n", "- id: fence\n")
    yield from told(author.plan(at=AT + 10, drop=["first", "none"]))
    author.release(at=AT + 10, drop=["first", "world/wall"])

    yield "4. nothing"
    yield from told(author.plan(at=AT + 20))


def test_what_releases_hold(author: Author, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, "\n".join(releases(author)) + "\n")
