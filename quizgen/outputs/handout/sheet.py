"""The model of a sheet, before anything is typeset: versions, order, letters, numbers, points, keys. Pure.

All that a French and an English copy of a version share is here, so that they can't differ. Nothing here knows
Typst, so that another output for paper can use it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Item, Match, Order, Reveal, Text, Truth, Write, plain
from quizgen.outputs.handout import shuffle
from quizgen.outputs.handout.points import worth
from quizgen.text.letters import letter

MOST_VERSIONS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class Question:
    """An item as one version asks it. `places`: which option, step or target stands first, second…"""

    number: int
    item: Item
    places: shuffle.Places
    points: Decimal

    @property
    def names(self) -> tuple[str, ...]:
        """What stands before each thing listed: letters, or numbers where letters would be mistaken for the texts."""
        count = len(self.places)
        if isinstance(self.item.form, Match) and any(_is_letter(pair.left, self.item) for pair in self.item.form.pairs):
            return tuple(str(place + 1) for place in range(count))
        return tuple(letter(place) for place in range(count))

    @property
    def bare(self) -> bool:
        """Whether no letter stands before the options: true and false, or single letters or figures (on a map, say)."""
        form = self.item.form
        return isinstance(form, Choose) and all(
            isinstance(option.text, Truth) or _is_letter(option.text, self.item) for option in form.options
        )

    def marks(self) -> tuple[str, ...]:
        """What has to be ticked, numbered or matched, in the order shown.

        Empty where the answer is in words or the options have no names.

        Choose: the names of the right options. Order: the rank of each step shown. Match: the name of the target
        of each left.
        """
        form = self.item.form
        match form:
            case Choose(options):
                shown = zip(self.names, self.places, strict=True)
                return () if self.bare else tuple(name for name, place in shown if options[place].right)
            case Order():
                return tuple(str(place + 1) for place in self.places)
            case Match(pairs):
                targets = form.targets
                return tuple(self.names[self.places.index(targets.index(pair.right))] for pair in pairs)
            case Write() | Enumerate() | Fill() | Reveal():
                return ()
            case _:
                assert_never(form)


def _is_letter(text: Text, item: Item) -> bool:
    return all(re.fullmatch(r"[A-Za-z]|\d{1,2}", plain(text, language)) for language in item.languages)


@dataclass(frozen=True, slots=True)
class Version:
    """The questions in the order that one pupil gets.

    `id` stands on every page, and prints the same version again. Users know it as the form id: to them, a form is a
    version of a test; elsewhere in this code it is how a question is answered.
    """

    letter: str
    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The same questions in one or several versions; `lettered`: each copy names its version.

    `total`: what the points add up to; `out_of`: what that is converted to, if to anything. `pointed`: whether points
    are shown.
    """

    seed: int
    versions: tuple[Version, ...]
    total: Decimal
    lettered: bool
    out_of: Decimal | None = None
    pointed: bool = True

    @property
    def items(self) -> tuple[Item, ...]:
        """What is asked, in the order of the first version."""
        return tuple(question.item for question in self.versions[0].questions)

    def only(self, letter: str) -> Sheet:
        """The sheet with one of its versions, as it was among the others."""
        return replace(self, versions=tuple(version for version in self.versions if version.letter == letter))

    def mapping(self) -> tuple[tuple[Question, ...], ...]:
        """One row a question, in the order of the first version: how it stands in each version."""
        by_id = [{question.item.id: question for question in version.questions} for version in self.versions]
        return tuple(tuple(version[item.id] for version in by_id) for item in self.items)


def compose(
    items: Sequence[Item],
    *,
    seed: int,
    versions: int = 1,
    count: int | None = None,
    out_of: Decimal | None = None,
    points: Decimal | None = None,
    pointed: bool = True,
) -> Sheet:
    """The sheet of some of the items. `count`: how many to draw; all unless told.

    `points`: what each question is worth, as the bank says unless told; `pointed`: whether that is shown.

    What can be asked several ways is asked one way: another would give the answer away.
    """
    items = shuffle.one_way(items, seed)
    asked = items if count is None else shuffle.picked(items, count, seed)
    worths = worth(asked, out_of, points)
    places = {item.id: shuffle.listed(item, seed, versions) for item in asked}
    made = []
    for index in range(versions):
        order = shuffle.sequence(asked, seed, index)
        questions = tuple(
            Question(number, item, places[item.id][index], worths.points[item.id])
            for number, item in enumerate(order, 1)
        )
        made.append(Version(letter(index), _version_id(seed, letter(index), questions, worths.out_of), questions))
    return Sheet(seed, tuple(made), worths.total, versions > 1, worths.out_of, pointed)


# ---------------------------------------------------------------------------------------------------------------
# The ids of versions

_VERSION_ID = re.compile(r"(\d{1,12})(?:-([A-Z])(?:-([0-9A-F]{4}))?)?")


def _version_id(seed: int, version: str, questions: Sequence[Question], out_of: Decimal | None) -> str:
    """`4821-B-7F3A`: the seed, the version, and four digits that change with what is asked, where, for how much."""
    asked: list[object] = [(question.item.id, question.places, str(question.points)) for question in questions]
    asked += [] if out_of is None else [str(out_of)]
    digest = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    return f"{seed}-{version}-{digest[:4].upper()}"


@dataclass(frozen=True, slots=True)
class VersionId:
    """What the id of a version says, read back from paper; a bare seed says only that."""

    seed: int
    version: str | None = None
    digest: str | None = None


def read_version_id(text: str) -> VersionId | None:
    """`4821`, `4821-B` or `4821-B-7F3A`, in any case; None if it is none of them."""
    found = _VERSION_ID.fullmatch(text.strip().upper())
    return VersionId(int(found[1]), found[2], found[3]) if found else None
