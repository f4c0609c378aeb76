"""Why a database can't be used, told apart by what a learner can do about it."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Literal

ErrorKind = Literal["newer", "corrupt", "foreign", "read-only", "full", "busy", "unreachable"]
"""`newer`: written by a later version of quizgen. `foreign`: another program's file. `busy`: in use by another
process. `unreachable`: whatever else keeps the file from being opened or read."""


def kind_of(error: sqlite3.Error | OSError, path: Path) -> ErrorKind:
    """Which kind an error is that the system or SQLite raised about the database at this path."""
    if isinstance(error, OSError):
        return _OS_KINDS.get(error.errno or 0, "unreachable")
    if isinstance(error, sqlite3.OperationalError) and _is_full(path):
        return "full"  # of which SQLite itself says no more than that reading or writing failed
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code == sqlite3.SQLITE_CANTOPEN and _is_there(path) and not os.access(path.parent, os.W_OK):
        return "read-only"  # SQLite writes files of its own beside the database
    return _SQLITE_KINDS.get(code, "corrupt" if isinstance(error, sqlite3.DatabaseError) else "unreachable")


_NEXT_TO_NOTHING = 65_536  # bytes: SQLite needs 32 KB for an index of its log


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NEXT_TO_NOTHING
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except PermissionError:  # its folder can't be entered
        return True


def detail_of(error: Exception) -> str:
    """The message of the system or of SQLite, in its own language."""
    return getattr(error, "strerror", None) or str(error)


_OS_KINDS: dict[int, ErrorKind] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}
_SQLITE_KINDS: dict[int, ErrorKind] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_IOERR: "unreachable",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_ERROR: "corrupt",
}
