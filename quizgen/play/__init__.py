"""The terminal: two faces of one session, questionary's prompts and plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from quizgen.items import Bank, Item

if TYPE_CHECKING:
    from quizgen.play.drive import Ended, Record
    from quizgen.study.session import Others, Session
    from quizgen.text.phrases import Phrases


class NotSaved(Exception):  # the quiz can go on
    """An answer could not be stored; the message says why, in the reader's language."""


def choose_plain(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str], asked: bool) -> bool:
    """Whether to use plain lines: asked for, not a terminal at both ends, or a dumb one."""
    return asked or environ.get("TERM", "") == "dumb" or not (stdin.isatty() and stdout.isatty())


def without_needed_images(items: Iterable[Item]) -> tuple[tuple[Item, ...], int]:
    """The items that make sense without their picture, and how many are left out."""
    asked = tuple(items)
    kept = tuple(item for item in asked if item.image is None or not item.image.needed)
    return kept, len(asked) - len(kept)


def agree(words: str, *, say: Phrases, plain: bool, stdin: TextIO, stdout: TextIO, color: bool) -> bool:
    """Ask for a yes or a no outside a session. No more input is a no."""
    from quizgen.play.view import Voice

    voice = Voice(say, say.language, plain)
    try:
        if plain:
            from quizgen.play.lines import Lines

            return Lines(voice, stdin, stdout).yes(words)
        from quizgen.play.prompts import Prompts

        return Prompts(voice, stdout, color=color).yes(words)
    except EOFError:
        return False


def run(
    session: Session,
    *,
    say: Phrases,
    themes: Mapping[str, Bank],
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
) -> Ended:
    """Play a session to its end.

    `themes` are the banks by id, for their titles and intros. `clock` counts seconds from anywhere. `width` is for
    tests: None asks the terminal. `notes` are told at the start.
    `record` stores what happens as it does; `outlook` says at the end when to come back; "" for nothing.
    """
    from quizgen.play.drive import Drive, Face
    from quizgen.play.styled import run as styled
    from quizgen.play.view import BLANK, Row, Voice

    voice = Voice(say, session.settings.language, plain)
    face: Face
    if plain:
        from quizgen.play.lines import Lines

        face = Lines(voice, stdin, stdout, open_file)
    else:
        from quizgen.play.prompts import Prompts

        face = Prompts(voice, stdout, color=color, width=width, open_file=open_file)
    if notes:
        face.tell([*([] if plain else [BLANK]), *(Row((styled(words, "dim"),)) for words in notes)])
    return Drive(session, face, voice, themes, others, clock, record, outlook).run()
