"""The `quizgen` command: what may be typed, in the reader's language, and which use case it runs."""

from __future__ import annotations

import sys

from quizgen.app.exits import Exit


def run() -> None:
    """What the `quizgen` script calls."""
    try:
        from quizgen.cli.main import main  # takes a moment, in which one may interrupt it already

        code = main()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    sys.exit(code)
