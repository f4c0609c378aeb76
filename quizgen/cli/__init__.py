"""The `quizgen` command: the only place that knows the clock, the environment, files and exit codes."""

from __future__ import annotations

import sys


def run() -> None:
    """What the `quizgen` script calls."""
    try:
        from quizgen.cli.main import main

        code = main()
    except KeyboardInterrupt:  # while the first modules load
        code = 130
    sys.exit(code)
