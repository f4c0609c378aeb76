"""Worksheets with their keys, and cards to cut out, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Literal, overload

from quizgen.app import selection, waiting
from quizgen.app.caller import Caller
from quizgen.app.errors import Inexpressible, WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.selection import NO_FILTERS, Filters
from quizgen.items import Collection, Item, Name, Number, Text, Words, plain
from quizgen.outputs import NOT_TRANSLATED, files
from quizgen.outputs.epoch import source_date_epoch
from quizgen.outputs.handout import make
from quizgen.outputs.handout.cards import Flip
from quizgen.outputs.handout.frames import Head
from quizgen.outputs.handout.make import Form, Key, Layout, Made
from quizgen.outputs.handout.sheet import MOST_VERSIONS, Sheet, VersionId, compose
from quizgen.outputs.handout.style import Space, Style
from quizgen.outputs.handout.typeset import EPOCH_S
from quizgen.problems import Problem
from quizgen.text.phrases import Phrases, best
from quizgen.text.visible import visible

DEFAULT_SEED = 1
OWN_INTRO = "bank"
_KEPT = "\t\n\u061c\u200e\u200f"  # what a bank's texts may hold as well
_SHOWN_IDS = 4
_MANY = 4  # files, from which on a progress bar is worth its line


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheets, or cards; None for what was left open.

    `output`: a file or a folder, here unless told. `form`: PDF, unless told or the output's name tells another.
    `seed`: a seed, or the id of a version to print again. `intro`: a lead, or `bank` for the bank's own. `points`: what
    each question is worth, as its bank says unless told; none are shown with `no_points`. `space`: how much there is to
    write on. `school` to `instructions` stand in the head. `languages`: all on one sheet.
    """

    banks: Sequence[str] = ()
    output: str | None = None
    form: Form | None = None
    layout: Layout = "worksheet"
    key: Key | None = None
    versions: int | None = None
    seed: VersionId | None = None
    preset: Literal["standard", "large", "dyslexia", "eco"] = "standard"
    paper: Literal["a4", "letter"] = "a4"
    flip: Flip | None = None
    count: int | None = None
    title: str | None = None
    intro: str | None = None
    out_of: Decimal | None = None
    points: Decimal | None = None
    no_points: bool = False
    space: Space | None = None
    school: str | None = None
    teacher: str | None = None
    minutes: int | None = None
    calculator: Literal["yes", "no"] | None = None
    coefficient: Decimal | None = None
    instructions: str | None = None
    languages: tuple[str, ...] | None = None
    filters: Filters = NO_FILTERS


def run(caller: Caller, wanted: Wanted) -> int:
    """Choose the questions, compose the sheet, make the files, write them. Raises WrongUsage."""
    _check(caller, wanted)
    form: Form = wanted.form or ("docx" if (wanted.output or "").lower().endswith(".docx") else "pdf")
    target, folder = _target(caller, wanted.output, form)
    selected = selection.with_sound_pictures(selection.select(caller, caller.folders, wanted.banks, wanted.filters))
    collections = selected.collections
    copies = _languages(caller, collections, wanted.languages, every=folder and wanted.output is not None)
    styles = [Style(copy, wanted.preset, wanted.paper, space=wanted.space) for copy in copies]
    kept, dropped = speaking(selected.items, copies)
    caller.show(dropped)
    if wanted.layout == "list":  # both ways of asking stand on one line
        kept = list({item.question: item for item in reversed(kept)}.values())[::-1]
    sheet = _sheet(caller, kept, wanted)
    head = _head(collections, sheet.items, wanted)
    stem = _stem(collections, sheet.items)
    key = wanted.key or "separate"
    planned = make.documents(sheet, styles, target, stem, layout=wanted.layout, key=key, form=form)
    epoch_s = source_date_epoch(caller.environ) or EPOCH_S
    try:
        with waiting.progress(caller, caller.say("Printing"), len(planned), worth=_MANY) as step:
            made = []
            for each in make.make(planned, sheet, head, flip=wanted.flip or "long", epoch_s=epoch_s, form=form):
                made.append(each)
                step(1)
    except make.Unprintable as error:
        raise Inexpressible([error.problem]) from None
    for each in made:
        files.write(each.path, each.content)
    caller.show(once(made))
    _tell(caller, made, sheet)
    return Exit.FINE


def _check(caller: Caller, wanted: Wanted) -> None:
    """Options that don't go together are wrong usage."""
    say = caller.say
    if wanted.versions is not None and wanted.versions > MOST_VERSIONS:
        raise WrongUsage(say("there are {most} versions at most, A to Z", most=MOST_VERSIONS))
    written = wanted.form == "docx" or (wanted.output or "").lower().endswith(".docx")
    given = {
        "--format": "docx" if written else None,
        "--key": wanted.key,
        "--variants": wanted.versions,
        "--out-of": wanted.out_of,
        "--points": wanted.points,
        "--no-points": wanted.no_points or None,
        "--space": wanted.space,
        "--intro": wanted.intro,
        "--school": wanted.school,
        "--teacher": wanted.teacher,
        "--duration": wanted.minutes,
        "--calculator": wanted.calculator,
        "--coefficient": wanted.coefficient,
        "--instructions": wanted.instructions,
    }
    if wanted.layout != "worksheet":
        fit = ("--school", "--teacher", "--format") if wanted.layout == "list" else ()
        unfit = [name for name, value in given.items() if value is not None and name not in fit]
        if unfit and wanted.layout == "cards":
            raise WrongUsage(say("{option} is for worksheets, not for cards", option=unfit[0]))
        if unfit:
            raise WrongUsage(say("{option} is for worksheets, not for lists", option=unfit[0]))
    scored = [name for name in ("--out-of", "--points") if given[name] is not None]
    if wanted.no_points and scored:
        raise WrongUsage(say("{option} and --no-points contradict each other", option=scored[0]))
    if wanted.layout != "cards" and wanted.flip is not None:
        raise WrongUsage(say("--flip is for cards: add --layout cards"))


def _target(caller: Caller, output: str | None, form: Form) -> tuple[Path, bool]:
    """Where to write, and whether that is a folder."""
    if output is None:
        return Path(), True
    path = Path(output)
    if files.names_folder(output):
        return path, True
    if path.suffix.lower() != f".{form}":
        wrong = caller.say('"{path}" is neither a folder nor a .{ending} file', path=visible(output), ending=form)
        raise WrongUsage(wrong)
    return path, False


def _languages(
    caller: Caller, collections: Sequence[Collection], asked: tuple[str, ...] | None, *, every: bool
) -> list[tuple[str, ...]]:
    """The languages of each copy: those asked for, on one sheet; else every one of them, into a folder; else one."""
    offered = list(dict.fromkeys(language for each in collections for language in each.languages))
    if asked is None:
        if every:
            return [(language,) for language in offered]
        return [(selection.language_of(caller, collections[0]),)]
    found = [best(language, offered) for language in asked]
    for language, there in zip(asked, found, strict=True):
        if there is None:
            raise WrongUsage(
                caller.say(
                    "{collection} has no questions in the language {language}, only in {languages}",
                    collection=collections[0].id,
                    language=visible(language),
                    languages=", ".join(offered),
                )
            )
    return [tuple(dict.fromkeys(language for language in found if language is not None))]


def speaking(items: Sequence[Item], copies: Sequence[tuple[str, ...]]) -> tuple[list[Item], list[Problem]]:
    """The items that every copy can show, so that all copies are numbered alike; a problem for each other one."""
    kept: list[Item] = []
    dropped: list[Problem] = []
    for item in items:
        lacking = [copy for copy in copies if not set(copy) & set(item.languages)]
        if lacking:
            dropped.append(NOT_TRANSLATED.at(item.where, question=item.id, language=lacking[0][0]))
        else:
            kept.append(item)
    return kept, dropped


def _sheet(caller: Caller, items: Sequence[Item], wanted: Wanted) -> Sheet:
    """The sheet; or, for the id of a version, that one alone, if it is still the same."""
    asked, versions, count = wanted.seed, wanted.versions or 1, wanted.count
    say = caller.say
    if not items:
        raise WrongUsage(say("none of these questions can be printed in this language"))
    if count is not None and count > len(items):
        raise WrongUsage(
            say.plural("--count: there is only {n} question", "--count: there are only {n} questions", len(items))
        )
    seed = DEFAULT_SEED if asked is None else asked.seed
    made = partial(
        compose,
        items,
        seed=seed,
        count=count,
        out_of=wanted.out_of,
        points=wanted.points,
        pointed=not wanted.no_points,
    )
    if asked is None or asked.version is None:
        return made(versions=versions)
    place = ord(asked.version) - ord("A")
    composed = made(versions=max(versions, place + 1))
    found = composed.versions[place]
    if asked.digest is not None and found.id != f"{seed}-{asked.version}-{asked.digest}":
        raise WrongUsage(
            say(
                "these questions make the sheet {found}, not {asked}: a question was added, removed or changed, or the "
                "banks, filters or options are others. --seed {seed} prints it as it is now",
                found=found.id,
                asked=f"{seed}-{asked.version}-{asked.digest}",
                seed=f"{seed}-{asked.version}",
            )
        )
    return composed.only(asked.version)


def _head(collections: Sequence[Collection], items: Sequence[Item], wanted: Wanted) -> Head:
    """What stands above the questions: as told, else as the banks say; intros if asked for; when the sources end."""
    banks = selection.banks_of(collections, items)
    lead: list[tuple[Text | None, Text]] = list(as_of(collections, items))
    if wanted.intro == OWN_INTRO:
        lead += [(bank.title if len(banks) > 1 else None, bank.intro) for bank in banks if bank.intro is not None]
    elif wanted.intro:
        lead.append((None, _told(wanted.intro)))
    return Head(
        _told(wanted.title) or selection.title(collections, items),
        tuple(lead),
        school=_told(wanted.school) or next((each.school for each in collections if each.school), None),
        teacher=_told(wanted.teacher) or next((each.teacher for each in collections if each.teacher), None),
        minutes=wanted.minutes,
        calculator=None if wanted.calculator is None else wanted.calculator == "yes",
        coefficient=None if wanted.coefficient is None else Number(wanted.coefficient),
        instructions=_told(wanted.instructions),
    )


@overload
def _told(words: str) -> Text: ...
@overload
def _told(words: str | None) -> Text | None: ...
def _told(words: str | None) -> Text | None:
    """A text from the command line; None for none."""
    return Name(visible(words, keep=_KEPT)) if words else None


def as_of(collections: Sequence[Collection], items: Sequence[Item]) -> tuple[tuple[None, Text], ...]:
    """As a lead: when the sources of these questions end, if they are all of one collection that says so."""
    homes = {item.id.rpartition("/")[0] for item in items}
    found = [each for each in collections if each.id in homes]
    if len(found) != 1 or (date := found[0].as_of) is None:
        return ()
    told = {each: Phrases(each)("Sources as of {date}", date=plain(date, each)) for each in found[0].languages}
    return ((None, Words(told)),)


def _stem(collections: Sequence[Collection], items: Sequence[Item]) -> str:
    """`nato-tokyo-offices` for one theme, `nato-tokyo` for several."""
    homes = {item.id.rpartition("/")[0] for item in items}
    found = [each.id for each in collections if each.id in homes]
    themes = {item.bank for item in items}
    if len(found) == 1 and len(themes) == 1 and themes != set(found):
        found += themes
    return "-".join(found)


def once(made: Sequence[Made]) -> list[Problem]:
    """What is worth knowing of all the files; copies tell of the same thing but once."""
    found: list[Problem] = []
    for each in made:
        found += [problem for problem in each.problems if problem not in found]
    return found


def _tell(caller: Caller, made: Sequence[Made], sheet: Sheet) -> None:
    for each in made:
        print(visible(str(each.path)))
    shown = sheet.versions if len(sheet.versions) <= _SHOWN_IDS else sheet.versions[: _SHOWN_IDS - 1]
    ids = ", ".join(version.id for version in shown) + (", …" if len(sheet.versions) > len(shown) else "")
    print(caller.say.plural("Form id: {ids}", "Form ids: {ids}", len(sheet.versions), ids=ids))
