"""`quizgen progress …`: the learner's own data, to find, to carry to another machine, to derive anew."""

from __future__ import annotations

import click

from quizgen.cli.commands import Argument, Command, Group, common_options, help_unless_invoked, option
from quizgen.text.phrases import N_

ENTRIES = {
    "path": N_("Where your progress is stored."),
    "export": N_("Your answers as JSON lines, for another machine or a backup."),
    "import": N_("Merge what another machine exported, or what you answered in Anki."),
    "rebuild": N_("Derive the schedule anew from your answers."),
    "retention": N_("Show or set how much you want to remember."),
    "suspend": N_("Questions put aside: list, suspend, ask them again."),
    "flags": N_("Questions you flagged: list them, lift a flag."),
}


def _commands() -> dict[str, Command]:
    return {
        "path": Command("path", "quizgen.app.progressing:show_path", about=ENTRIES["path"]),
        "export": Command(
            "export",
            "quizgen.app.progressing:write_lines",
            about=N_("Write every answer you gave as a line of JSON: a backup, or for another machine to import."),
            parameters=[
                option("-o", "--output", metavar=N_("FILE"), help=N_("Write to a file; to the screen by default."))
            ],
            examples=[("quizgen progress export -o progress.jsonl", N_("into a file"))],
        ),
        "import": Command(
            "import",
            "quizgen.app.progressing:merge_files",
            about=N_(
                "Merge what another machine exported into your progress, or what you answered in Anki: a union, in any "
                "order, any number of times. "
                "Lines that are no answers are told, and left out only if you agree."
            ),
            parameters=[
                Argument(
                    "files",
                    nargs=-1,
                    required=False,
                    metavar=N_("FILE"),
                    about=N_(
                        "What quizgen progress export wrote, or Anki (.apkg, .colpkg, .anki2); - for standard input."
                    ),
                ),
                option("--anki", is_flag=True, help=N_("Read the newest backup of each profile of Anki's here.")),
                option("--skip-junk", "skip", is_flag=True, help=N_("Leave out lines that can't be read.")),
                option("--list", "show", is_flag=True, help=N_("List what was imported, by number.")),
                option(
                    "--undo",
                    is_flag=False,
                    flag_value="last",
                    metavar=N_("[NUMBER]"),
                    help=N_("Take an import back: that of a number, else the last one."),
                ),
            ],
            examples=[
                ("quizgen progress import laptop.jsonl", N_("from another machine")),
                ("quizgen progress import --anki", N_("what you answered in Anki, as of its last backup")),
                ("quizgen progress import anki.apkg", N_("from Anki on another device, exported with its progress")),
            ],
        ),
        "rebuild": Command(
            "rebuild",
            "quizgen.app.progressing:rebuild",
            about=N_("Derive what is due from your answers once more. It changes nothing unless the file was damaged."),
        ),
        "retention": Command(
            "retention",
            "quizgen.app.progressing:retention",
            about=N_(
                "Of the questions that fall due, the share that you want to remember: more means more reviews. "
                "Every due date follows from it."
            ),
            parameters=[
                Argument(
                    "percent",
                    required=False,
                    metavar=N_("PERCENT"),
                    about=N_("From 70 to 97; 90 by default. Left out: show it."),
                )
            ],
        ),
        "suspend": Command(
            "suspend",
            "quizgen.app.progressing:suspend",
            about=N_(
                "Without an id: the questions that are suspended, or put aside until tomorrow. With ids: suspend "
                "these, so that they aren't due any more; with --lift, ask them again."
            ),
            parameters=[_ids(), _lift()],
        ),
        "flags": Command(
            "flags",
            "quizgen.app.progressing:flags",
            about=N_("The questions that you flagged, with your notes; with --lift and ids, the flags of these go."),
            parameters=[_ids(), _lift()],
        ),
    }


def _ids() -> Argument:
    return Argument("ids", nargs=-1, required=False, metavar=N_("ID"), about=N_("Ids of questions."))


def _lift() -> click.Option:
    return option("--lift", is_flag=True, help=N_("Undo it for these questions."))


command = Group(
    "progress",
    ENTRIES,
    lambda name: _commands()[name],
    callback=help_unless_invoked,
    help=N_("Your own data: every answer you gave, on this machine alone."),
    params=common_options(),
)
