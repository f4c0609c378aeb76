"""`quizgen export anki`: decks, one a collection and language, built over the previous ones."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.text.phrases import N_

command = Command(
    "anki",
    "quizgen.app.decks:run",
    options="quizgen.app.decks:Wanted",
    about=N_(
        "Make Anki decks, one a collection and language. Over an earlier deck, only what changed is updated: learners "
        "keep their schedule everywhere, and their own edits on what did not change."
    ),
    parameters=[
        parameters.banks(),
        option(
            "-o",
            "--output",
            metavar=N_("FILE|FOLDER"),
            help=N_("An .apkg file, or a folder for <collection>.<language>.apkg; here by default."),
        ),
        option(
            "--since",
            metavar=N_("OLD.apkg"),
            help=N_("Build over this earlier deck; by default, over the one that is to be replaced."),
        ),
        option(
            "--drop",
            multiple=True,
            metavar=N_("ID"),
            help=N_("Let this question go, though the earlier deck has it; may be repeated."),
        ),
        option(
            "--diff", is_flag=True, help=N_("Write nothing; tell what would change. Exit code 1 if anything would.")
        ),
        option("--check", is_flag=True, help=N_("Write nothing; exit code 1 unless a build would change nothing.")),
        option(
            "--with-progress",
            is_flag=True,
            help=N_(
                "A deck of your own, <collection>.<language>.mine.apkg, that starts in Anki where you stand here. "
                "Don't give it away."
            ),
        ),
        *parameters.filters(),
    ],
    examples=[
        ("quizgen export anki nato-tokyo -o decks", N_("a deck in every language")),
        ("quizgen export anki nato-tokyo -o decks --diff", N_("what a new release would change")),
        ("quizgen export anki nato-tokyo --lang fr -o fr.apkg", N_("one language")),
    ],
)
