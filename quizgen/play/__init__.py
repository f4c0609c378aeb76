"""The terminal: two frontends of one session, prompts and plain lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from quizgen.items import Bank
    from quizgen.play.loop import Ended, Record
    from quizgen.study.session import Others, Session
    from quizgen.text.phrases import Phrases


class NotSaved(Exception):  # the quiz can go on
    """An answer could not be stored; the text says why, in the reader's language."""


def choose_plain(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str], wanted: bool) -> bool:
    """Whether to use plain lines: if they are wanted, without a terminal at both ends, and on a dumb terminal."""
    return wanted or environ.get("TERM", "") == "dumb" or not (stdin.isatty() and stdout.isatty())


def agree(question: str, *, say: Phrases, plain: bool, stdin: TextIO, stdout: TextIO, color: bool) -> bool:
    """Ask a question of yes or no outside a session. The end of the input is a no."""
    from quizgen.play.view import Voice

    voice = Voice(say, say.language, plain)
    try:
        if plain:
            from quizgen.play.lines import Lines

            return Lines(voice, stdin, stdout).yes(question)
        from quizgen.play.prompts import Prompts

        return Prompts(voice, stdout, color=color).yes(question)
    except EOFError:
        return False


def run(
    session: Session,
    *,
    say: Phrases,
    banks: Mapping[str, Bank],
    others: Others,
    plain: bool,
    stdin: TextIO,
    stdout: TextIO,
    color: bool,
    clock: Callable[[], float],
    width: int | None = None,
    open_file: Callable[[Path], None] | None = None,
    notes: Sequence[str] = (),
    record: Record | None = None,
    outlook: Callable[[Session], str] | None = None,
    introduced: Collection[str] = (),
    draw: Callable[[Path, int, int], bytes | None] | None = None,
    colors: int = 0,
    left: Callable[[Session], int] | None = None,
) -> Ended:
    """Play a session to its end.

    `say`: the interface's phrases. `banks`: by id, for their titles and intros. `others`: gives the answers of other
    questions, as `study.session.step` takes it. `plain`: ask by plain lines. `clock`: gives seconds from any moment on.
    `width`: for tests; None asks the terminal. `open_file`: opens a picture. `notes`: shown at the start.
    `record`: stores what happens as it happens. `outlook`: says at the end when to come back; "" for nothing.
    `introduced`: the banks, by id, whose intro was read before. `draw`: gives a picture as PNG, within so many pixels;
    None for one that can't be drawn. `colors`: how many the terminal has. `left`: how many questions today still holds.
    """
    from quizgen.play.loop import Frontend, Loop
    from quizgen.play.styled import run as styled
    from quizgen.play.view import BLANK, Row, Voice

    voice = Voice(say, session.settings.language, plain)
    frontend: Frontend
    if plain:
        from quizgen.play.lines import Lines

        frontend = Lines(voice, stdin, stdout, open_file)
    else:
        from quizgen.play.prompts import Prompts

        frontend = Prompts(voice, stdout, color=color, width=width, open_file=open_file, draw=draw, colors=colors)
    if notes:
        frontend.tell([*([] if plain else [BLANK]), *(Row((styled(note, "dim"),)) for note in notes)])
    return Loop(session, frontend, voice, banks, others, clock, record, outlook, introduced, left).run()
