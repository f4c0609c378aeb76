"""The exit codes: all that this program ever ends with."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a run of the command ended, for scripts."""

    FINE = 0
    PROBLEMS = 1
    """Banks have errors, an output can't hold a question, or a comparison found a difference."""
    USAGE = 2
    """The command line is wrong, or names a bank or a question that there is not."""
    FILES = 3
    """A file can't be read or written."""
    UNEXPECTED = 70
    """A fault of quizgen's own."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
