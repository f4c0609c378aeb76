"""`quizgen export handout`: worksheets with their keys, and cards to cut out, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.cli import parameters, waiting
from quizgen.cli.app import App
from quizgen.cli.commands import Command, Usage, option
from quizgen.cli.handout_types import Marks, SheetId
from quizgen.cli.types import Languages, OneOf, Whole
from quizgen.outputs.epoch import source_date_epoch
from quizgen.text.phrases import N_, best
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.items import Collection, Item, Text
    from quizgen.outputs.handout.cards import Flip
    from quizgen.outputs.handout.data import Head
    from quizgen.outputs.handout.make import Key, Layout, Made
    from quizgen.outputs.handout.sheet import Sheet, VersionId
    from quizgen.problems import Problem

DEFAULT_SEED = 1
OWN_INTRO = "bank"
_KEPT = "\t\n\u061c\u200e\u200f"  # what a bank's texts may hold as well
_MANY = 4  # files, from which on a progress bar is worth its line


def run(
    app: App,
    names: Sequence[str],
    output: str | None,
    layout: Layout,
    key: Key | None,
    variants: int | None,
    seed: VersionId | None,
    preset: str,
    paper: str,
    flip: Flip | None,
    count: int | None,
    title: str | None,
    intro: str | None,
    out_of: Decimal | None,
    languages: tuple[str, ...] | None,
    tag: Sequence[str],
    kind: Sequence[str],
    question: Sequence[str],
    leave_out: Sequence[str],
) -> int:
    """Choose the questions, compose the sheet, make the files, write them."""
    from quizgen.cli import banks
    from quizgen.outputs import files
    from quizgen.outputs.handout import make
    from quizgen.outputs.handout.style import Style

    _check(app, layout, key, variants, flip, out_of, intro)
    target, folder = _target(app, output)
    collections = banks.sound(app, names).collections
    items = [item for collection in collections for item in collection.items()]
    items = list(banks.filtered(app, items, tag=tag, kind=kind, question=question, leave_out=leave_out))
    copies = _languages(app, collections, languages, every=folder and output is not None)
    styles = [Style(copy, preset, paper) for copy in copies]
    kept, dropped = _speaking(items, copies)
    banks.show(app, dropped)
    sheet = _sheet(app, kept, seed, variants or 1, count, out_of)
    head = _head(collections, sheet.items, title, intro)
    planned = make.documents(
        sheet, styles, target, _stem(collections, sheet.items), layout=layout, key=key or "separate"
    )
    try:
        with waiting.progress(app, app.say("Printing"), len(planned), worth=_MANY) as step:
            made = []
            for each in make.make(planned, sheet, head, flip=flip or "long", epoch_s=_epoch(app)):
                made.append(each)
                step(1)
    except make.Unprintable as error:
        banks.show(app, [error.problem])
        return 1
    for each in made:
        files.write(each.path, each.pdf)
    banks.show(app, _once(made))
    _tell(app, made, sheet)
    return 0


def _check(
    app: App,
    layout: Layout,
    key: Key | None,
    variants: int | None,
    flip: Flip | None,
    out_of: Decimal | None,
    intro: str | None,
) -> None:
    """Options that don't go together: exit code 2."""
    from quizgen.outputs.handout.sheet import MOST_VERSIONS

    if variants is not None and variants > MOST_VERSIONS:
        raise Usage(app.say("there are {most} versions at most, A to Z", most=MOST_VERSIONS))
    given = {"--key": key, "--variants": variants, "--out-of": out_of, "--intro": intro}
    unfit = [name for name, value in given.items() if value is not None] if layout == "cards" else []
    if unfit:
        raise Usage(app.say("{option} is for worksheets, not for cards", option=unfit[0]))
    if layout == "worksheet" and flip is not None:
        raise Usage(app.say("--flip is for cards: add --layout cards"))


def _target(app: App, output: str | None) -> tuple[Path, bool]:
    """Where to write, and whether that is a folder."""
    if output is None:
        return Path(), True
    path = Path(output)
    if path.is_dir() or not path.suffix or output.endswith(("/", "\\")):
        return path, True
    if path.suffix.lower() != ".pdf":
        raise Usage(app.say('"{path}" is neither a folder nor a PDF file', path=visible(output)))
    return path, False


def _languages(
    app: App, collections: Sequence[Collection], asked: tuple[str, ...] | None, *, every: bool
) -> list[tuple[str, ...]]:
    """The languages of each copy: those asked for, on one sheet; else every one of them, into a folder; else one."""
    from quizgen.cli import banks

    offered = list(dict.fromkeys(language for each in collections for language in each.languages))
    if asked is None:
        if every:
            return [(language,) for language in offered]
        return [(banks.language_of(app, collections[0]),)]
    found = [best(language, offered) for language in asked]
    for language, there in zip(asked, found, strict=True):
        if there is None:
            raise Usage(
                app.say(
                    "{collection} has no questions in the language {language}, only in {languages}",
                    collection=collections[0].id,
                    language=visible(language),
                    languages=", ".join(offered),
                )
            )
    return [tuple(dict.fromkeys(language for language in found if language is not None))]


def _speaking(items: Sequence[Item], copies: Sequence[tuple[str, ...]]) -> tuple[list[Item], list[Problem]]:
    """The items that every copy can show, so that all copies are numbered alike; a problem for each other one."""
    from quizgen.outputs.handout.sheet import NOT_TRANSLATED

    kept: list[Item] = []
    dropped: list[Problem] = []
    for item in items:
        lacking = [copy for copy in copies if not set(copy) & set(item.languages)]
        if lacking:
            dropped.append(NOT_TRANSLATED.at(item.where, question=item.id, language=lacking[0][0]))
        else:
            kept.append(item)
    return kept, dropped


def _sheet(
    app: App, items: Sequence[Item], asked: VersionId | None, variants: int, count: int | None, out_of: Decimal | None
) -> Sheet:
    """The sheet; or, for a form id, the one version that it names, if it is still the same."""
    from quizgen.outputs.handout import sheet

    say = app.say
    if not items:
        raise Usage(say("none of these questions can be printed in this language"))
    if count is not None and count > len(items):
        raise Usage(
            say.plural("--count: there is only {n} question", "--count: there are only {n} questions", len(items))
        )
    seed = DEFAULT_SEED if asked is None else asked.seed
    if asked is None or asked.version is None:
        return sheet.compose(items, seed=seed, versions=variants, count=count, out_of=out_of)
    place = ord(asked.version) - ord("A")
    composed = sheet.compose(items, seed=seed, versions=max(variants, place + 1), count=count, out_of=out_of)
    found = composed.versions[place]
    if asked.digest is not None and found.id != f"{seed}-{asked.version}-{asked.digest}":
        raise Usage(
            say(
                "these questions make the sheet {found}, not {asked}: a question was added, removed or changed, or the "
                "banks, filters or options are others. --seed {seed} prints it as it is now",
                found=found.id,
                asked=f"{seed}-{asked.version}-{asked.digest}",
                seed=f"{seed}-{asked.version}",
            )
        )
    return composed.only(asked.version)


def _head(collections: Sequence[Collection], items: Sequence[Item], title: str | None, intro: str | None) -> Head:
    """Title and lead: those given, else the theme's own."""
    from quizgen.items import Name
    from quizgen.outputs.handout.data import Head

    used = {item.bank for item in items}
    banks = [bank for each in collections for bank in each.banks if bank.id in used]
    own: Text = banks[0].title if len(banks) == 1 else collections[0].title
    lead: list[tuple[Text | None, Text]] = []
    if intro == OWN_INTRO:
        lead = [(bank.title if len(banks) > 1 else None, bank.intro) for bank in banks if bank.intro is not None]
    elif intro:
        lead = [(None, Name(visible(intro, keep=_KEPT)))]
    return Head(Name(visible(title, keep=_KEPT)) if title else own, tuple(lead))


def _stem(collections: Sequence[Collection], items: Sequence[Item]) -> str:
    """`nato-tokyo-offices` for one theme, `nato-tokyo` for several."""
    homes = {item.id.rpartition("/")[0] for item in items}
    found = [each.id for each in collections if each.id in homes]
    themes = {item.bank for item in items}
    if len(found) == 1 and len(themes) == 1 and themes != set(found):
        found += themes
    return "-".join(found)


def _epoch(app: App) -> int:
    """The date that the files bear: SOURCE_DATE_EPOCH, else always the same one."""
    from quizgen.outputs.handout.typeset import EPOCH_S

    return source_date_epoch(app.environ) or EPOCH_S


def _once(made: Sequence[Made]) -> list[Problem]:
    """What is worth knowing of all the files; copies tell of the same thing but once."""
    found: list[Problem] = []
    for each in made:
        found += [problem for problem in each.problems if problem not in found]
    return found


def _tell(app: App, made: Sequence[Made], sheet: Sheet) -> None:
    for each in made:
        print(visible(str(each.path)))
    ids = ", ".join(version.id for version in sheet.versions[:3]) + ("…" if len(sheet.versions) > 3 else "")
    print(app.say.plural("Form id: {ids}", "Form ids: {ids}", len(sheet.versions), ids=ids))


command = Command(
    "handout",
    run,
    about=N_(
        "Print questions for a class, as PDF: worksheets with their key, in several versions, or cards to cut out. "
        "The same command makes the same sheet again; the form id on every page tells which one it was."
    ),
    parameters=[
        parameters.banks("names"),
        option(
            "-o",
            "--output",
            metavar=N_("FILE|FOLDER"),
            help=N_("A PDF file, or a folder for one file a version and language; by default here, in one language."),
        ),
        option(
            "--layout",
            type=OneOf(("worksheet", "cards")),
            default="worksheet",
            metavar=N_("LAYOUT"),
            help=N_("worksheet (by default), or cards to cut out, with the answer on the back."),
        ),
        option(
            "--key",
            type=OneOf(("none", "end", "separate")),
            metavar=N_("WHERE"),
            help=N_("The answers: none, at the end of the sheet (end), or in a separate file (separate, by default)."),
        ),
        option(
            "--variants",
            type=Whole(1),
            metavar=N_("N"),
            help=N_("So many versions, A, B, C…: the same questions in other orders."),
        ),
        option(
            "--seed",
            type=SheetId(),
            metavar=N_("N|FORM-ID"),
            help=N_("Another number shuffles otherwise; the form id of a sheet prints that version again."),
        ),
        option(
            "--preset",
            type=OneOf(("standard", "large", "dyslexia", "eco")),
            default="standard",
            metavar=N_("PRESET"),
            help=N_("standard, large (18 points), dyslexia (wide spacing, no italics), eco (two columns)."),
        ),
        option(
            "--paper",
            type=OneOf(("a4", "letter")),
            default="a4",
            metavar=N_("PAPER"),
            help=N_("a4 (by default) or letter."),
        ),
        option(
            "--flip",
            type=OneOf(("long", "short", "fold")),
            metavar=N_("HOW"),
            help=N_(
                "Cards: turned over the long edge (long, by default) or the short edge (short) by the printer, "
                "or front and back side by side, to fold."
            ),
        ),
        option("--count", type=Whole(1), metavar=N_("N"), help=N_("Draw so many of the questions; all by default.")),
        option("--title", metavar=N_("TEXT"), help=N_("The title; the theme's by default.")),
        option("--intro", metavar=N_("TEXT"), help=N_("A lead above the questions; bank prints the theme's own.")),
        option(
            "--out-of",
            type=Marks(),
            metavar=N_("POINTS"),
            help=N_("Rescale the points, so that they add up to this: 20."),
        ),
        option(
            "--lang",
            "languages",
            type=Languages(),
            metavar=N_("LANGUAGES"),
            help=N_("Language of the sheet; several on one sheet: fr,en. Into a folder, each by itself by default."),
        ),
        *parameters.filters(),
    ],
    examples=[
        ("quizgen export handout nato-tokyo/offices -o offices.pdf", N_("one worksheet, and its key beside it")),
        (
            "quizgen export handout nato-tokyo --count 20 --variants 2 --out-of 20 -o sheets",
            N_("versions A and B and their key, in every language"),
        ),
        ("quizgen export handout nato-tokyo/offices --lang fr,en --preset large", N_("both languages, large print")),
        ("quizgen export handout nato-tokyo/offices --layout cards --flip fold", N_("cards to fold and cut out")),
    ],
)
# The sheet's own --lang takes several languages, where that of other commands takes one.
command.params = [each for each in command.params if not ("--lang" in each.opts and each.name == "lang")]
