"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write beside `path`, then put it in its place in one step: at any moment there is the old file or the new one.

    Makes the folder; keeps the old file's permissions; follows a link, so that the file which it leads to is replaced.
    Raises OSError that names `path`, also where a device, a pipe or a folder stands there.
    """
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same for a content that comes in parts, which may be more than the memory holds."""
    part = None
    try:
        target = Path(os.path.realpath(path))
        _look(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        part.replace(target)
    except BaseException as error:
        if part is not None:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def names_folder(output: str) -> bool:
    """Whether what was named to write to is a folder: it is one, or has no ending, or a slash at its end."""
    path = Path(output)
    return path.is_dir() or not path.suffix or output.endswith(("/", "\\"))


def _look(target: Path) -> None:
    """Raise OSError for what is there but no ordinary file. A link is left only where links go round in a circle."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def _umask() -> int:
    now = os.umask(0o022)
    os.umask(now)
    return now
