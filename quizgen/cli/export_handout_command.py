"""`quizgen export handout`: worksheets with their keys, and cards to cut out, as PDF."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.cli.handout_types import Duration, Marks, SheetId
from quizgen.cli.types import Languages, OneOf, Whole
from quizgen.text.phrases import N_

command = Command(
    "handout",
    "quizgen.app.sheets:run",
    options="quizgen.app.sheets:Wanted",
    about=N_(
        "Print questions for a class, as PDF or for Word: worksheets with their key, in several versions, or cards to "
        "cut out. "
        "The same command makes the same sheet again; the form id on every page tells which one it was."
    ),
    parameters=[
        parameters.banks(),
        option(
            "-o",
            "--output",
            metavar=N_("FILE|FOLDER"),
            help=N_(
                "A .pdf or .docx file, or a folder for one a version and language; by default here, in one language."
            ),
        ),
        option(
            "--format",
            "form",
            type=OneOf(("pdf", "docx")),
            metavar=N_("FORMAT"),
            help=N_("pdf (by default), or docx: a worksheet and its key for Word and LibreOffice, to go on with."),
        ),
        option(
            "--layout",
            type=OneOf(("worksheet", "cards", "list")),
            default="worksheet",
            metavar=N_("LAYOUT"),
            help=N_(
                "worksheet (by default), cards to cut out, with the answer on the back, "
                "or a list of questions and answers, to fold and test oneself."
            ),
        ),
        option(
            "--key",
            type=OneOf(("none", "end", "separate")),
            metavar=N_("WHERE"),
            help=N_("The answers: none, at the end of the sheet (end), or in a separate file (separate, by default)."),
        ),
        option(
            "--variants",
            "versions",
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
            help=N_(
                "What the sheet is marked out of: 20. Points are multiplied where they stay whole or half ones, "
                "else their total is converted."
            ),
        ),
        option(
            "--points",
            type=Marks(),
            metavar=N_("POINTS"),
            help=N_("What each question is worth; the bank says by default."),
        ),
        option("--no-points", is_flag=True, help=N_("Show no points and no mark: an exercise.")),
        option(
            "--space",
            type=OneOf(("compact", "roomy")),
            metavar=N_("HOW"),
            help=N_("Less (compact) or more (roomy) to write on; what a question says itself (lines, space) stays."),
        ),
        option("--school", metavar=N_("TEXT"), help=N_("Stands at the top of the sheet, as does --teacher.")),
        option("--teacher", metavar=N_("TEXT"), help=N_("The teacher's name.")),
        option(
            "--duration", "minutes", type=Duration(), metavar=N_("TIME"), help=N_("How long it takes: 55, 1h, 1h30.")
        ),
        option(
            "--calculator",
            type=OneOf(("yes", "no")),
            metavar=N_("YES|NO"),
            help=N_("Says whether a calculator is allowed: yes or no."),
        ),
        option("--coefficient", type=Marks(), metavar=N_("N"), help=N_("How much the test counts: 2.")),
        option("--instructions", metavar=N_("TEXT"), help=N_("What pupils are to do, above the questions.")),
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
