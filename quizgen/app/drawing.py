"""Pictures drawn for the terminal, by Typst in its own process, which is started with the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.outputs.handout.typeset import Typesetter


@contextmanager
def drawing() -> Iterator[Callable[[Path, int, int], bytes | None]]:
    """Gives what draws a picture within so many pixels, as PNG; None for one that isn't shown anywhere."""
    with ExitStack() as stack:

        @cache
        def draw(path: Path, width: int, height: int) -> bytes | None:
            from quizgen.bank import pictures

            try:
                return typesetter().png(path, width, height) if pictures.shows(path) else None
            except OSError:
                return None

        @cache
        def typesetter() -> Typesetter:
            from quizgen.outputs.handout import typeset

            return stack.enter_context(typeset.Typesetter())

        yield draw
