"""Large banks as they were read, kept in the system's cache folder, so that they open in a third of the time.

The files themselves decide: what was kept counts only for the same bytes in the same files, the same pictures beside
them and the same quizgen. So the folder may be deleted at any time. Several processes may share it, since a file in it
is put in its place whole, and one that is cut short or was tampered with is not believed: it holds items and nothing
that could run.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import pickle
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from quizgen import files, items
from quizgen.bank import find
from quizgen.bank.load import Loaded, load
from quizgen.items import Collection
from quizgen.problems import Place, Problem
from quizgen.yaml.files import read_bytes

LARGE = 500_000
"""Bytes of banks from which keeping them pays: reading half a megabyte takes a tenth of a second."""
MOST_KEPT = 200_000_000
"""Bytes that the folder may come to hold; what was not used for longest goes first."""
UNUSED_S = 30 * 24 * 3600
"""Seconds after which what nobody used goes: a month."""

_ENDING = ".items"
_DIGEST = 32  # bytes of a SHA-256
_PACKAGE = Path(__file__).parents[1]
_READERS = (".", "bank", "files", "kinds", "languages", "problems", "text", "text/maths", "yaml")
"""The folders whose code decides what is read."""


def load_sound(targets: Sequence[find.Target], folder: Callable[[], Path]) -> Loaded:
    """What `load` gives, but for warnings and counts; of large banks without errors, what was kept, or now is.

    `folder` tells where, and is asked only for a large bank.
    """
    wanted = find.merged(targets)
    before = _content(wanted)
    if before is None:
        return load(targets)
    file = folder() / (before + _ENDING)
    kept = _kept(file)
    if kept is not None:
        return Loaded(kept, (), 0, 0, (), (), frozenset())
    started_ns = time.time_ns()
    loaded = load(targets)
    if not loaded.errors and _content(wanted) == before:
        with contextlib.suppress(OSError, pickle.PicklingError, RecursionError):
            _keep(file, loaded.collections, started_ns)
    return loaded


# ---------------------------------------------------------------------------------------------------------------
# What decides


def _content(wanted: Sequence[find.Target]) -> str | None:
    """A name for all that is read: files with their places and bytes, and the code that reads them.

    None if it is too little to keep, or can't be read; `load` then says why.
    """
    named: list[tuple[Path, Path]] = []
    for target in wanted:
        if not target.home.is_dir():
            named.append((target.home, target.home.parent))
            continue
        head = find.collection_file(target.home)
        if head is None:
            return None
        named += [(path, target.home) for path in (head, *find.bank_files(target.home))]
    try:
        if sum(path.stat().st_size for path, _ in named) < LARGE:
            return None
    except OSError:
        return None
    seen = hashlib.sha256(_code())
    for target in wanted:
        only = None if target.only is None else sorted(map(str, target.only))
        seen.update(repr((str(target.home), str(target.home.resolve()), only)).encode("utf-8", "surrogatepass"))
    for path, within in named:
        data = read_bytes(path, within)
        if isinstance(data, Problem):
            return None
        seen.update(repr((str(path), len(data))).encode("utf-8", "surrogatepass"))
        seen.update(data)
    return seen.hexdigest()


def _code() -> bytes:
    """What tells one quizgen and one Python from another: their versions, and the state of each module that reads."""
    stats = [
        (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
        for folder in _READERS
        for entry in sorted(os.scandir(_PACKAGE / folder), key=lambda entry: entry.name)
        if entry.name.endswith(".py")
    ]
    return repr((platform.python_implementation(), platform.python_version(), str(_PACKAGE), stats)).encode()


_Seen = tuple[str, int, int, int, int]


def _pictures(collections: Sequence[Collection]) -> Iterator[_Seen]:
    """The state of each picture that a collection shows: a change of any of it is a change. Raises OSError."""
    paths = {path for collection in collections for item in collection.items() for path in _paths(item)}
    for path in sorted(paths):
        stat = path.stat()
        yield str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _paths(item: items.Item) -> Iterator[Path]:
    for image in item.images:
        yield from image.files.values()


# ---------------------------------------------------------------------------------------------------------------
# What is kept


class _Writer(pickle.Pickler):
    """Writes each item, text and the like as its class and the values of its fields, in their order."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if not isinstance(value, type) and is_dataclass(kind):
            return kind, tuple([getattr(value, each.name) for each in fields(kind)])
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Reads items, dates, numbers and paths; a file that names anything else is not ours."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (Place.__module__, Place.__name__):
            return _maker(Place)
        if module == items.__name__ and is_dataclass(kind := getattr(items, name, None)) and isinstance(kind, type):
            return _maker(kind)
        if (module, name) == ("decimal", "Decimal") or (
            module in ("pathlib", "pathlib._local") and name in ("PosixPath", "WindowsPath")
        ):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _maker(kind: type) -> Callable[..., object]:
    """What fills the slots of a frozen dataclass, at a fifth of the time that Python's own way takes."""
    setters = [getattr(kind, each.name).__set__ for each in fields(kind)]
    blank = object.__new__

    def made(*values: object) -> object:
        value: object = blank(kind)
        for put, each in zip(setters, values, strict=True):
            put(value, each)
        return value

    return made


def _kept(file: Path) -> tuple[Collection, ...] | None:
    """What was kept, if it is whole and its pictures are as they were."""
    try:
        content = files.read(file, MOST_KEPT)
    except (files.Refused, OSError):
        return None
    if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return None
    collecting = gc.isenabled()
    gc.disable()
    try:
        pictures, collections = _Reader(io.BytesIO(content[_DIGEST:])).load()
        if pictures != tuple(_pictures(collections)):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
    except Exception:  # whatever it holds instead
        return None
    finally:
        if collecting:
            gc.enable()
    found: tuple[Collection, ...] = collections
    return found


def _keep(file: Path, collections: tuple[Collection, ...], started_ns: int) -> None:
    """Put it there whole, and make room. Raises OSError."""
    pictures = tuple(_pictures(collections))
    if any(max(modified, changed) >= started_ns for _, _, modified, changed, _ in pictures):
        return  # it may have changed while it was looked at
    written = io.BytesIO()
    _Writer(written, pickle.HIGHEST_PROTOCOL).dump((pictures, collections))
    content = written.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(suffix=".part", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(hashlib.sha256(content).digest() + content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _make_room(file)


def _make_room(newest: Path) -> None:
    """Take away what is old or too much, but for the newest; also what a process left that was killed."""
    entries = []
    for path in newest.parent.iterdir():
        with contextlib.suppress(OSError):
            entries.append((path.stat().st_mtime, path.stat().st_size, path))
    total = 0
    for used, size, path in sorted(entries, reverse=True):
        total += size
        if path != newest and (total > MOST_KEPT or time.time() - used > UNUSED_S):
            with contextlib.suppress(OSError):
                path.unlink()
