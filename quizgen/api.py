"""What scripts may rely on: read banks, look at questions, judge answers, make decks and handouts.

`quizgen` itself offers it all (`quizgen.load`), and loads this module when it is first asked; docs/python.md shows how.
What makes decks and sheets is loaded only by the functions that make them.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from quizgen.app.errors import BanksInvalid, Error, Inexpressible, NotFound, WouldLose, WrongDeck
from quizgen.app.selection import HERE, bundled, unreadable
from quizgen.app.selection import title as title_of
from quizgen.bank import find
from quizgen.bank import load as read_banks
from quizgen.grading import Response, Unreadable, Verdict, known_answers
from quizgen.grading import judge as judge_form
from quizgen.items import Collection, Item, Name
from quizgen.problems import Place as Written
from quizgen.problems import Problem
from quizgen.yaml.files import FOLDER, UNREADABLE

if TYPE_CHECKING:
    from quizgen.outputs.anki import Plan

__all__ = [
    "BanksInvalid",
    "Error",
    "Inexpressible",
    "NotFound",
    "Printed",
    "WouldLose",
    "WrongDeck",
    "check",
    "export",
    "export_anki",
    "export_handout",
    "judge",
    "load",
]

Place = str | os.PathLike[str]
"""A file or a folder; for what is read, also the id of a bundled collection or bank."""

_NOT_THERE = os.strerror(errno.ENOENT)


# ---------------------------------------------------------------------------------------------------------------
# Reading


def load(place: Place, *more: Place) -> tuple[Collection, ...]:
    """The collections at these places.

    Raises NotFound if there is nothing to read, and BanksInvalid if anything in it is wrong; warnings are for `check`.
    """
    loaded = read_banks(_targets((place, *more)))
    if loaded.errors:
        raise BanksInvalid(loaded.errors, unreadable=unreadable(loaded))
    return loaded.collections


def check(place: Place, *more: Place, articles: Place | None = None) -> tuple[Problem, ...]:
    """Every problem at these places, warnings too. `articles`: a folder with the texts that citations are proved by.

    Raises NotFound if there is nothing to check.
    """
    from quizgen.app.checking import checked  # lint is of no use to who only reads

    return checked(_targets((place, *more)), None if articles is None else Path(articles)).problems


def _targets(places: Sequence[Place]) -> list[find.Target]:
    targets: list[find.Target] = []
    for place in places:
        found = find.find(os.fspath(place), HERE, (bundled(),))
        if not found:
            written = Written(os.fspath(place))
            folder = Path(place).is_dir()  # without any bank
            raise NotFound([FOLDER.at(written) if folder else UNREADABLE.at(written, reason=_NOT_THERE)])
        targets += found
    return targets


# ---------------------------------------------------------------------------------------------------------------
# Judging


def judge(response: Response, item: Item, language: str, others: Iterable[Item] = ()) -> Verdict | Unreadable:
    """What a response to a question is worth, or why it can't be read.

    `others`: questions whose answers are never taken for a slip of this one's. Raises TypeError if this question
    takes another kind of response.
    """
    return judge_form(response, item.form, language, known_answers(others, item, language))


# ---------------------------------------------------------------------------------------------------------------
# Decks


def export_anki(
    collection: Collection,
    language: str,
    path: Place,
    *,
    items: Iterable[Item] | None = None,
    since: Place | None = None,
    drop: Iterable[str] = (),
    stamp: int | None = None,
) -> Plan:
    """Write a deck over the one that is there, or over the earlier one `since`; returns what that changed.

    `items`: only these. `drop`: ids that learners may lose. `stamp`: the time of the release in seconds; now, unless
    told. Nothing changed: a file that is there is left alone. Raises WrongDeck, WouldLose, Inexpressible, and OSError
    for a file.
    """
    from quizgen.app.decks import planned
    from quizgen.outputs import anki

    target = Path(path)
    over = target if since is None else Path(since)
    plan = planned(
        collection,
        language,
        tuple(collection.items() if items is None else items),
        over if since is not None or target.exists() else None,
        stamp=int(time.time()) if stamp is None else stamp,
        drop=frozenset(drop),
    )
    if plan.vanished:
        raise WouldLose(plan)
    if plan.differs or over != target:
        anki.write(plan.package, target)
    return plan


# ---------------------------------------------------------------------------------------------------------------
# Handouts


@dataclass(frozen=True, slots=True)
class Printed:
    """The files written, and what is worth knowing of them: warnings, such as questions that stayed out."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def export_handout(
    collection: Collection,
    path: Place,
    *,
    languages: Sequence[str] = (),
    items: Iterable[Item] | None = None,
    title: str | None = None,
    versions: int = 1,
    seed: int = 1,
    count: int | None = None,
    out_of: Decimal | int | None = None,
    key: Literal["none", "end", "separate"] = "separate",
    preset: Literal["standard", "large", "dyslexia", "eco"] = "standard",
    paper: Literal["a4", "letter"] = "a4",
) -> Printed:
    """Print a worksheet with its key: as one PDF file, or, into a folder, one a version.

    `languages`: those of the sheet, the leading one first; the collection's first unless told. `items`: only these;
    `count`: so many of them, drawn by `seed`. `out_of`: what the points add up to. Raises ValueError if no question
    is left, or fewer than `count`; Inexpressible for what can't be printed, and OSError for a file.
    """
    from quizgen.app.sheets import as_of, once, speaking
    from quizgen.outputs import files
    from quizgen.outputs.handout import make, sheet
    from quizgen.outputs.handout.frames import Head
    from quizgen.outputs.handout.style import Style
    from quizgen.outputs.handout.typeset import EPOCH_S

    style = Style(tuple(languages) or collection.languages[:1], preset, paper)
    kept, left_out = speaking(tuple(collection.items() if items is None else items), [style.languages])
    if not kept or len(kept) < (count or 0):
        raise ValueError(f"{len(kept)} questions can be printed in {', '.join(style.languages)}")
    points = None if out_of is None else Decimal(out_of)
    made_of = sheet.compose(kept, seed=seed, versions=versions, count=count, out_of=points)
    planned = make.documents(made_of, [style], Path(path), collection.id, layout="worksheet", key=key)
    titled = title_of([collection], made_of.items) if title is None else Name(title)
    head = Head(titled, as_of([collection], made_of.items))
    try:
        made = tuple(make.make(planned, made_of, head, flip="long", epoch_s=EPOCH_S))
    except make.Unprintable as error:
        raise Inexpressible([error.problem]) from None
    for each in made:
        files.write(each.path, each.content)
    return Printed(tuple(each.path for each in made), (*left_out, *once(made)))


# ---------------------------------------------------------------------------------------------------------------
# Other programs


def export(
    collection: Collection,
    name: Literal["moodle", "gift", "qti", "amc", "csv"],
    path: Place,
    *,
    language: str | None = None,
    items: Iterable[Item] | None = None,
) -> Printed:
    """Write a file for another program; `problems` tells what it can't carry.

    `language`: the collection's first unless told. `items`: only these. Raises OSError for a file.
    """
    from quizgen.app.exporting import maker
    from quizgen.outputs import files, in_language

    spoken = language or collection.languages[0]
    kept, left_out = in_language(collection.items() if items is None else items, spoken)
    made = maker(name)(collection, kept, spoken)
    files.write(Path(path), made.content)
    return Printed((Path(path),), (*left_out, *made.problems))
