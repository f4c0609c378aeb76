"""An author who releases decks, and learners who import them with the official backend.

`cases/anki/world` is what they release, not cases/every-kind: ids and numbers of its notes are held by releases.txt.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anki.collection import Collection as Anki
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import Note

from quizgen.bank import find, load
from quizgen.items import Collection
from quizgen.outputs import anki
from quizgen.text.phrases import Phrases

CASES = Path(__file__).resolve().parents[2] / "cases" / "anki"
LONG_AGO = int(time.time()) - 1_000_000
"""When first releases are made: before anything that a learner does."""
LATER = int(time.time()) + 1000
"""When second releases are made: after all that a learner does."""

_LOG = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype", "missing_deck")


def read(folder: Path) -> Collection:
    """The one collection at a place, which must be sound."""
    loaded = load((find.Target(folder),))
    assert not loaded.problems, loaded.problems
    (collection,) = loaded.collections
    return collection


@dataclass
class Author:
    """Has a copy of a collection from the cases, edits it, releases it."""

    home: Path
    case: str = "world"
    dist: Path = field(init=False)

    def __post_init__(self) -> None:
        self.dist = self.home / "dist"
        self.dist.mkdir(parents=True)
        shutil.copytree(CASES / self.case, self.home / "bank")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a passage of a file."""
        path = self.home / "bank" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")

    def plan(self, language: str = "en", *, at: int = LATER, drop: Sequence[str] = ()) -> anki.Plan:
        """What the next release would change."""
        collection = read(self.home / "bank")
        path = self.dist / f"{language}.apkg"
        previous = anki.read(path) if path.exists() else None
        assert previous is None or isinstance(previous, anki.Package)
        plan = anki.build(
            collection,
            language,
            list(collection.items()),
            previous=previous,
            stamp=at,
            say=Phrases(language),
            drop=frozenset(drop),
        )
        assert isinstance(plan, anki.Plan), plan
        return plan

    def release(self, language: str = "en", *, at: int = LATER, drop: Sequence[str] = ()) -> Path:
        """Build the deck over the one released before."""
        plan = self.plan(language, at=at, drop=drop)
        assert not plan.vanished
        path = self.dist / f"{language}.apkg"
        anki.write(plan.package, path)
        return path


class Learner:
    """Has a profile of Anki's own. `log` keeps what each import said."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.anki = Anki(str(home / "collection.anki2"))
        self.log: list[dict[str, int]] = []

    def imports(self, path: Path) -> dict[str, int]:
        """Import with the options that everybody has; what there was none of is left out."""
        response = self.anki.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        )
        found = {name: len(getattr(response.log, name)) for name in _LOG}
        self.log.append({name: count for name, count in found.items() if count})
        return self.log[-1]

    def notes(self) -> list[Note]:
        """All notes."""
        return [self.anki.get_note(note) for note in self.anki.find_notes("")]

    def note(self, question: str) -> Note:
        """The one note of a question that has cards."""
        (found,) = (note for note in self.notes() if f"world/{question}" in note.fields and note.card_ids())
        return found

    def questions(self) -> set[str]:
        """The short ids of the questions that there are cards of."""
        ids = (value for note in self.notes() if note.card_ids() for value in note.fields)
        return {value.partition("/")[2] for value in ids if value.startswith("world/")}

    def studies(self) -> None:
        """See every card: each gets a schedule of its own."""
        for days, card in enumerate(self.anki.find_cards(""), 3):
            self.anki.sched.set_due_date([card], f"{days}!")

    def schedule(self) -> dict[tuple[str, int], tuple[int, ...]]:
        """By guid and ordinal: all that a schedule is."""
        rows = self.anki.db.all(
            "select n.guid, c.ord, c.id, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.did "
            "from cards c join notes n on n.id = c.nid"
        )
        return {(guid, ordinal): tuple(rest) for guid, ordinal, *rest in rows}

    def empties(self, *, keep_notes: bool = False) -> int:
        """Run Tools › Empty Cards; how many cards it took away. Anki's dialog has its box for keeping notes ticked."""
        cards = [
            card
            for note in self.anki.get_empty_cards().notes
            for card in note.card_ids[1 if keep_notes and note.will_delete_note else 0 :]
        ]
        self.anki.remove_cards_and_orphaned_notes(cards)
        return len(cards)

    def deletes(self, search: str) -> int:
        """Search in Browse, and delete the notes that it finds; how many."""
        notes = self.anki.find_notes(search)
        self.anki.remove_notes(notes)
        return len(notes)

    def types(self) -> list[str]:
        """The names of our note types."""
        return sorted(each.name for each in self.anki.models.all_names_and_ids() if "uizgen" in each.name)

    def decks(self) -> set[str]:
        """The names of the decks."""
        return {each.name for each in self.anki.decks.all_names_and_ids()} - {"Default"}

    def schema(self) -> int:
        """Changes when the next sync must be a full one."""
        return int(self.anki.db.scalar("select scm from col"))
