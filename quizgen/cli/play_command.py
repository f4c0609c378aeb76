"""`quizgen play`: answer questions in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizgen.cli import parameters
from quizgen.cli.app import App
from quizgen.cli.commands import Command, Usage, option
from quizgen.cli.types import Duration, OneOf, Whole
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from quizgen.study.session import Mode


def run(
    app: App,
    names: Sequence[str],
    mode: Mode,
    count: int | None,
    seed: int | None,
    plain: bool,
    time_limit: int | None,
    tag: Sequence[str],
    kind: Sequence[str],
    question: Sequence[str],
    leave_out: Sequence[str],
) -> int:
    """Choose the questions, then play them."""
    from quizgen.cli import banks, playing

    if time_limit is not None and mode != "exam":
        raise Usage(app.say("--time-limit is for exams: add --mode exam"))
    collections = banks.sound(app, names).collections
    items = [item for collection in collections for item in collection.items()]
    found = banks.filtered(app, items, tag=tag, kind=kind, question=question, leave_out=leave_out)
    return playing.play(
        app, collections, found, mode=mode, count=count, seed=seed, plain=plain, time_limit_s=time_limit
    )


command = Command(
    "play",
    run,
    about=N_(
        "Answer questions here, in the terminal: after each, whether it was right, why, and where the fact stands. "
        "In an exam all of that comes at the end, with a mark. Ctrl-C stops at any time."
    ),
    parameters=[
        parameters.banks("names"),
        option(
            "--mode",
            type=OneOf(("practice", "exam")),
            default="practice",
            metavar=N_("MODE"),
            help=N_("practice, with the answer after each question (unless told), or exam, with a mark at the end."),
        ),
        option(
            "--count",
            type=Whole(1),
            metavar=N_("N"),
            help=N_("How many questions: 10 unless told, 20 in an exam."),
        ),
        option("--seed", type=Whole(), metavar=N_("N"), help=N_("The same number draws the same questions again.")),
        option("--plain", is_flag=True, help=N_("One line in, one line out: for screen readers and pipes.")),
        option(
            "--time-limit",
            type=Duration(),
            metavar=N_("TIME"),
            help=N_("Time for an exam: 20m, 1h30, 90s."),
        ),
        *parameters.filters(),
    ],
    examples=[
        ("quizgen play", N_("ten questions")),
        ("quizgen play nato-tokyo/offices --kind list", N_("one theme, one kind")),
        ("quizgen play --mode exam --time-limit 20m --lang fr", N_("a mock exam in French")),
    ],
)
