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
    mode: Mode | None,
    count: int | None,
    new: int | None,
    missed: bool,
    seed: int | None,
    plain: bool,
    resume: bool,
    time_limit: int | None,
    tag: Sequence[str],
    kind: Sequence[str],
    question: Sequence[str],
    leave_out: Sequence[str],
) -> int:
    """Choose the questions, then play them."""
    from quizgen.cli import banks, learner, playing

    wished = {
        "--mode": mode,
        "--count": count,
        "--new": new,
        "--missed": missed or None,
        "--seed": seed,
        "--time-limit": time_limit,
        "--tag": tag or None,
        "--kind": kind or None,
        "--question": question or None,
        "--except": leave_out or None,
    }
    if resume and (given := [name for name, value in wished.items() if value is not None]):
        options = ", ".join(given)
        raise Usage(app.say("--resume goes on with a session as it was: leave out {options}", options=options))
    mode = mode or ("practice" if missed else "study")
    if time_limit is not None and mode != "exam":
        raise Usage(app.say("--time-limit is for exams: add --mode exam"))
    if new is not None and mode != "study":
        raise Usage(app.say("--new is for studying: leave out --mode {mode}", mode=mode))
    collections = banks.sound(app, names).collections
    if resume:
        return playing.resume(app, collections, plain)
    items = [item for collection in collections for item in collection.items()]
    found = banks.filtered(app, items, tag=tag, kind=kind, question=question, leave_out=leave_out)
    new = learner.NEW_A_DAY if new is None else new
    wish = playing.Wish(mode, count, seed, plain, time_limit, new, missed, names)
    return playing.play(app, collections, found, wish)


command = Command(
    "play",
    run,
    about=N_(
        "Answer questions here, in the terminal: after each, whether it was right, why, and where the fact stands. "
        "What you know comes back when you are about to forget it. In an exam the answers come at the end, with a "
        "mark. Ctrl-C stops at any time; every answer is saved."
    ),
    parameters=[
        parameters.banks("names"),
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
    ],
)
