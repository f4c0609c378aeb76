"""`quizgen play`: answer questions in the terminal."""

from __future__ import annotations

from quizgen.cli import parameters
from quizgen.cli.commands import Command, option
from quizgen.cli.types import Duration, OneOf, Whole
from quizgen.text.phrases import N_

command = Command(
    "play",
    "quizgen.app.playing:run",
    options="quizgen.app.playing:Wish",
    about=N_(
        "Answer questions here, in the terminal: after each, whether it was right, why, and where the fact stands. "
        "What you know comes back when you are about to forget it. In an exam the answers come at the end, with a "
        "mark. Ctrl-C stops at any time; every answer is saved."
    ),
    parameters=[
        parameters.banks(),
        option(
            "--mode",
            type=OneOf(("study", "practice", "exam")),
            metavar=N_("MODE"),
            help=N_(
                "study (by default): what is due, then new questions; practice: any, without touching the schedule; "
                "exam: a mark at the end."
            ),
        ),
        option(
            "--count",
            type=Whole(1),
            metavar=N_("N"),
            help=N_("How many questions: 10 by default, 20 in an exam."),
        ),
        option(
            "--new",
            type=Whole(),
            metavar=N_("N"),
            help=N_("How many new questions a day: 10 by default, 0 for none."),
        ),
        option("--missed", is_flag=True, help=N_("Only questions whose last answer was wrong, lately.")),
        option(
            "--try",
            "trial",
            is_flag=True,
            help=N_("Try a bank out, as its author: every question, in the order of the file, and nothing is saved."),
        ),
        option("--seed", type=Whole(), metavar=N_("N"), help=N_("The same number draws the same questions again.")),
        option("--plain", is_flag=True, help=N_("One line in, one line out: for screen readers and pipes.")),
        option("--resume", is_flag=True, help=N_("Go on with the session that was left, at the same question.")),
        option(
            "--time-limit",
            type=Duration(),
            metavar=N_("TIME"),
            help=N_("Time for an exam: 20m, 1h30, 90s."),
        ),
        *parameters.filters(),
    ],
    examples=[
        ("quizgen play", N_("today's questions, ten at the most")),
        ("quizgen play nato-tokyo/offices --kind list", N_("one theme, one kind")),
        ("quizgen play --mode exam --time-limit 20m --lang fr", N_("a mock exam in French")),
        ("quizgen play --try capitals.yaml", N_("your own bank, before others learn from it")),
    ],
)
