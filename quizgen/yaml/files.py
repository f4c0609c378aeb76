"""A file's bytes, or why there are none."""

from __future__ import annotations

from pathlib import Path

from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

MAX_BYTES = 10_000_000
"""The largest file that is read: 10 MB, some 10,000 questions in two languages."""

UNREADABLE = Code("Q060", "error", N_("this file can't be read: {reason}"), N_("check its permissions"))
FOLDER = Code("Q061", "error", N_("this is a folder, where a file was expected"))
NOT_A_FILE = Code(
    "Q062", "error", N_("this is not an ordinary file"), N_("a bank is a text file, no device and no pipe")
)

REFUSED_BY_THE_MACHINE = frozenset({UNREADABLE, FOLDER, NOT_A_FILE})
"""Codes of files that the machine would not give us, whatever stands in them."""


def read_bytes(file: Path) -> bytes | Problem:
    """The file's first bytes, one more than MAX_BYTES where it has so many."""
    place = Place(str(file))
    try:
        if file.is_dir():
            return FOLDER.at(place)
        if not file.is_file():  # a device or a pipe would never end
            return NOT_A_FILE.at(place)
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        return UNREADABLE.at(place, reason=error.strerror or type(error).__name__)
