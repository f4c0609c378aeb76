"""Opening an ordinary file of a bounded size, and nothing else."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

MAX_BANK = 10_000_000
"""Bytes of a bank: 10 MB, some 10,000 questions in two languages."""

MAX_PICTURE = 20_000_000
"""Bytes of a picture: a photograph of 50 megapixels, at its best quality, stays below 20 MB."""

MAX_PACKAGE = 500_000_000
"""Bytes of a package, and of all that it holds, unpacked: 500 MB, as far as AnkiWeb lets anybody go for one deck."""

MAX_PROGRESS = 1_000_000_000
"""Bytes of exported progress: 1 GB, some four million answers. It is read line by line."""

Why = Literal["absent", "folder", "special", "too large", "outside", "unreadable"]
"""`special`: a device, a pipe or a socket. `outside`: a link leads out of the folder that the file must lie in."""


class Refused(OSError):
    """A file that isn't read. `why` says what is wrong with it; `limit`: the bytes that it may have."""

    def __init__(self, why: Why, path: Path, limit: int = 0, error: OSError | None = None) -> None:
        number = error.errno if error else _NUMBERS.get(why, errno.EINVAL)
        super().__init__(number, error.strerror if error else os.strerror(number or 0), str(path))
        self.why: Why = why
        self.path = path
        self.limit = limit

    def as_error(self) -> OSError:
        """The error that the system itself would have raised, of its own class."""
        return OSError(self.errno, self.strerror, self.filename)


_NUMBERS = {"absent": errno.ENOENT, "folder": errno.EISDIR, "special": errno.ENXIO, "too large": errno.EFBIG}


def read(path: Path, limit: int, *, within: Path | None = None) -> bytes:
    """The bytes of an ordinary file of `limit` bytes at most; `within`: the folder that it must lie in, links followed.

    Raises Refused.
    """
    with opened(path, limit, within=within) as file, _errors(path):
        data = file.read(limit + 1)  # it may have grown since it was measured
    if len(data) > limit:
        raise Refused("too large", path, limit)
    return data


@contextmanager
def opened(path: Path, limit: int, *, within: Path | None = None) -> Iterator[BinaryIO]:
    """An ordinary file of `limit` bytes at most, open for reading. Raises Refused."""
    # Opening a pipe waits for who writes into it, and opening a device may do anything at all: look first. What is
    # there may change in between, so that the file that was opened is looked at once more.
    with _errors(path):
        found = path.stat()
    _look(path, found, limit)
    if within is not None and not inside(path, within):
        raise Refused("outside", path)
    with _errors(path):
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _look(path, os.fstat(descriptor), limit)
        yield file


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("absent", path, error=error) from error
    except OSError as error:
        raise Refused("unreadable", path, error=error) from error
    except ValueError:  # a name that no system takes
        raise Refused("absent", path) from None


def head(path: Path, size: int, *, within: Path | None = None) -> bytes:
    """The first bytes of an ordinary file of any size. Raises Refused."""
    with opened(path, sys.maxsize, within=within) as file, _errors(path):
        return file.read(size)


def _look(path: Path, found: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise Refused("folder", path)
    if not stat.S_ISREG(found.st_mode):
        raise Refused("special", path)
    if found.st_size > limit:
        raise Refused("too large", path, limit)


def inside(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder once all links are followed; not, if they can't be."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # RuntimeError: a link to itself, before Python 3.13
        return False
