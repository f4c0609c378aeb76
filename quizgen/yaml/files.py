"""A bank's bytes, or why there are none."""

from __future__ import annotations

from pathlib import Path

from quizgen import files
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

TOO_LARGE = Code("Q003", "error", N_("this file is larger than {limit} MB"), N_("split it into several banks"))
UNREADABLE = Code("Q060", "error", N_("this file can't be read: {reason}"), N_("check its permissions"))
FOLDER = Code("Q061", "error", N_("this is a folder, where a file was expected"))
NOT_A_FILE = Code(
    "Q062", "error", N_("this is not an ordinary file"), N_("a bank is a text file, no device and no pipe")
)
OUTSIDE = Code(
    "Q064",
    "error",
    N_("this file is a link that leads out of the collection"),
    N_("copy the file into the collection's folder"),
)

REFUSED_BY_THE_MACHINE = frozenset({UNREADABLE, FOLDER, NOT_A_FILE})
"""Codes of files that the machine would not give us, whatever stands in them."""


def read_bytes(file: Path, within: Path | None = None) -> bytes | Problem:
    """The file, or why it isn't read. `within`: the folder that it must lie in."""
    place = Place(str(file))
    try:
        return files.read(file, files.MAX_BANK, within=within)
    except files.Refused as refused:
        match refused.why:
            case "folder":
                return FOLDER.at(place)
            case "special" | "absent":  # absent: it went away since it was found
                return NOT_A_FILE.at(place)
            case "too large":
                return TOO_LARGE.at(place, limit=refused.limit // 1_000_000)
            case "outside":
                return OUTSIDE.at(place)
            case "unreadable":
                return UNREADABLE.at(place, reason=refused.strerror or type(refused).__name__)
