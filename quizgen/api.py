"""What scripts may rely on: read banks, look at questions, judge answers, make decks and handouts.

`quizgen` itself offers it all (`quizgen.load`), and loads this module when it is first asked; docs/python.md shows how.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from quizgen.bank import Loaded, find
from quizgen.bank import load as read_banks
from quizgen.cli import banks
from quizgen.grading import Response, Unreadable, Verdict, known_answers
from quizgen.grading import judge as judge_form
from quizgen.items import Collection, Item, Name, Text
from quizgen.lint import lint
from quizgen.outputs import anki, files
from quizgen.outputs.anki import diff
from quizgen.outputs.handout import make, sheet
from quizgen.outputs.handout.data import Head
from quizgen.outputs.handout.sheet import NOT_TRANSLATED
from quizgen.outputs.handout.style import Style
from quizgen.outputs.handout.typeset import EPOCH_S
from quizgen.problems import Place as Where
from quizgen.problems import Problem
from quizgen.text.phrases import Phrases
from quizgen.yaml.files import FOLDER, UNREADABLE
from quizgen.yaml.places import located

Place = str | os.PathLike[str]
"""A file or a folder; for what is read, also the id of a bundled collection or bank."""

COLUMNS = 80
"""How wide problems are told: as `quizgen check` does where there is no terminal."""

_NOT_THERE = os.strerror(errno.ENOENT)


class Error(Exception):
    """What was asked can't be done. `str()` says why, in English; `text` in any language of the interface.

    `problems` are the reasons as values. `plan`: for a deck that would lose questions which learners have.
    """

    def __init__(self, problems: Iterable[Problem], plan: anki.Plan | None = None) -> None:
        super().__init__()
        self.problems = tuple(problems)
        self.plan = plan

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """The reasons, worded as `quizgen check` words them."""
        if self.plan is None:
            return in_words(self.problems, language)
        say = Phrases(language)
        vanished = [line for line in diff.lines(self.plan, say) if line.startswith("  ?")]
        return "\n".join((diff.counts(self.plan, say), *vanished))


def in_words(problems: Iterable[Problem], language: str = "en") -> str:
    """Problems as `quizgen check` tells them: place, code, message, the line itself, a hint."""
    return "\n\n".join(problem.text(language) for problem in located(list(problems)))


# ---------------------------------------------------------------------------------------------------------------
# Reading


def load(place: Place, *more: Place) -> tuple[Collection, ...]:
    """The collections at these places. Raises Error if anything in them is wrong; warnings are for `check`."""
    loaded = _read((place, *more))
    if loaded.errors:
        raise Error(loaded.errors)
    return loaded.collections


def check(place: Place, *more: Place, articles: Place | None = None) -> tuple[Problem, ...]:
    """Every problem at these places, warnings too. `articles`: a folder with the texts that citations are proved by.

    Raises Error if there is nothing to check.
    """
    loaded = _read((place, *more), None if articles is None else Path(articles))
    for whole in loaded.wholes:
        loaded = loaded.with_problems(lint(whole.items, sourced=whole.sourced))
    return loaded.problems


def _read(places: Sequence[Place], articles: Path | None = None) -> Loaded:
    targets: list[find.Target] = []
    for place in places:
        found = find.find(os.fspath(place), Path(), (banks.bundled(),))
        if not found:
            where = Where(os.fspath(place))
            folder = Path(place).is_dir()  # without any bank
            raise Error([FOLDER.at(where) if folder else UNREADABLE.at(where, reason=_NOT_THERE)])
        targets += found
    return read_banks(targets, articles)


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
) -> anki.Plan:
    """Write a deck over the one that is there, or over the earlier one `since`; returns what that changed.

    `items`: only these. `drop`: ids that learners may lose. `stamp`: the time of the release in seconds; now, unless
    told. Nothing changed: a file that is there is left alone. Raises Error, and OSError for a file.
    """
    target = Path(path)
    over = target if since is None else Path(since)
    previous = anki.earlier(over, collection, language) if since is not None or target.exists() else None
    if isinstance(previous, Problem):
        raise Error([previous])
    asked = tuple(collection.items() if items is None else items)
    now = int(time.time()) if stamp is None else stamp
    plan = anki.build(
        collection, language, asked, previous=previous, stamp=now, say=Phrases(language), drop=frozenset(drop)
    )
    if not isinstance(plan, anki.Plan):
        raise Error(plan)
    if plan.vanished:
        raise Error((), plan)
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
    key: make.Key = "separate",
    preset: Literal["standard", "large", "dyslexia", "eco"] = "standard",
    paper: Literal["a4", "letter"] = "a4",
) -> Printed:
    """Print a worksheet with its key: as one PDF file, or, into a folder, one a version.

    `languages`: those of the sheet, the leading one first; the collection's first unless told. `items`: only these;
    `count`: so many of them, drawn by `seed`. `out_of`: what the points add up to. Raises ValueError if no question
    is left, or fewer than `count`; Error for what can't be printed, and OSError for a file.
    """
    style = Style(tuple(languages) or collection.languages[:1], preset, paper)
    asked = list(collection.items() if items is None else items)
    kept = [item for item in asked if set(style.languages) & set(item.languages)]
    if not kept or len(kept) < (count or 0):
        raise ValueError(f"{len(kept)} questions can be printed in {', '.join(style.languages)}")
    problems = [
        NOT_TRANSLATED.at(item.where, question=item.id, language=style.languages[0])
        for item in asked
        if item not in kept
    ]
    points = None if out_of is None else Decimal(out_of)
    made_of = sheet.compose(kept, seed=seed, versions=versions, count=count, out_of=points)
    planned = make.documents(made_of, [style], Path(path), collection.id, layout="worksheet", key=key)
    head = Head(_title(collection, made_of.items) if title is None else Name(title))
    try:
        made = tuple(make.make(planned, made_of, head, flip="long", epoch_s=EPOCH_S))
    except make.Unprintable as error:
        raise Error([error.problem]) from None
    for each in made:
        files.write(each.path, each.pdf)
        problems += [problem for problem in each.problems if problem not in problems]
    return Printed(tuple(each.path for each in made), tuple(problems))


def _title(collection: Collection, items: Iterable[Item]) -> Text:
    """The theme's, if there is but one."""
    used = {item.bank for item in items}
    own = [bank.title for bank in collection.banks if bank.id in used]
    return own[0] if len(own) == 1 else collection.title
