"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write beside `path`, then put it in its place in one step: at any moment there is the old file or the new one.

    Makes the folder; keeps the old file's permissions. Raises OSError that names `path`.
    """
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        part.replace(path)
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


def _umask() -> int:
    now = os.umask(0o022)
    os.umask(now)
    return now
