"""From what a person names (a file, a folder, an id) to what is to be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen import files

COLLECTION_FILES = ("collection.yaml", "collection.yml")
BANK_SUFFIXES = (".yaml", ".yml")
HEAD_BYTES = 64 * 1024  # an id stands at the head of a file; nobody writes more than this before it


@dataclass(frozen=True, slots=True)
class Target:
    """What to read: a collection's folder or a lone bank's file, and which of its banks are wanted.

    `only` holds bank files of the collection; None means all of them.
    """

    home: Path
    only: frozenset[Path] | None = None


def find(name: str, here: Path, shelves: Sequence[Path]) -> tuple[Target, ...]:
    """What `name` stands for: a path from `here`, else an id on one of the shelves (folders of collections).

    Nothing found: an empty tuple.
    """
    path = here / name
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return (_of_file(path),)
    collection, _, bank = name.partition("/")
    for shelf in shelves:
        for home in _collections_below(shelf):
            if _id_in(home / _collection_file(home)) != collection:
                continue
            if not bank:
                return (Target(home),)
            wanted = frozenset(file for file in bank_files(home) if _id_in(file) == bank)
            if wanted:
                return (Target(home, wanted),)
    return ()


def own(here: Path) -> tuple[Target, ...]:
    """The banks of the folder worked in, which nobody named: `./content` if it holds a collection, else what lies here.

    That is the collection that the folder is part of, or else the files in it and the collections right below: it may
    be a home folder, which nobody wants searched to its depths. Nothing found: an empty tuple.
    """
    return on(here / "content") or _lying(here)


def on(shelf: Path) -> tuple[Target, ...]:
    """Every collection on a shelf."""
    return tuple(Target(home) for home in _collections_below(shelf))


def names(shelves: Sequence[Path]) -> tuple[str, ...]:
    """The ids that `find` knows on these shelves: collections, and `collection/bank`."""
    found: dict[str, None] = {}
    for shelf in shelves:
        for home in _collections_below(shelf):
            collection = _id_in(home / _collection_file(home))
            if collection:
                found[collection] = None
                for file in bank_files(home):
                    bank = _id_in(file)
                    if bank:
                        found[f"{collection}/{bank}"] = None
    return tuple(found)


def bank_files(home: Path) -> tuple[Path, ...]:
    """The bank files of a collection's folder, down to the next collection, in the order of their paths."""
    return tuple(_walk(home))


def collection_file(home: Path) -> Path | None:
    """The file that makes the folder a collection, if it is one."""
    name = _collection_file(home)
    return home / name if name else None


def merged(targets: Sequence[Target]) -> tuple[Target, ...]:
    """One target a home: what is named twice is read once."""
    homes: dict[Path, frozenset[Path] | None] = {}
    for target in targets:
        home = target.home.resolve()
        if home not in homes:
            homes[home] = target.only
        else:
            before = homes[home]
            homes[home] = None if before is None or target.only is None else before | target.only
    named = {target.home.resolve(): target.home for target in reversed(targets)}
    return tuple(Target(named[home], only) for home, only in homes.items())


def _collection_file(folder: Path) -> str:
    try:
        return next((name for name in COLLECTION_FILES if (folder / name).is_file()), "")
    except OSError:  # a folder that may not be entered
        return ""


def _enclosing(path: Path) -> Path | None:
    """The nearest folder above, or the folder itself, that is a collection; as a relative path where one does."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.parents):
        if _collection_file(folder):
            return folder
    for folder in start.resolve().parents:  # above the folder that a relative path starts from
        if _collection_file(folder):
            return folder
    return None


def _of_file(path: Path) -> Target:
    home = _enclosing(path)
    if home is None:
        return Target(path)
    if path.name in COLLECTION_FILES and path.parent.resolve() == home.resolve():
        return Target(home)
    below = _below(path, home)
    return Target(path) if below is None else Target(home, frozenset({below}))


def _below(path: Path, home: Path) -> Path | None:
    """The path of a file, as one that starts with its home; None if its folder isn't in there: a link led out."""
    folder = path.parent.resolve()
    return home / folder.relative_to(home.resolve()) / path.name if files.inside(folder, home) else None


def _lying(folder: Path) -> tuple[Target, ...]:
    try:
        here = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
        if _collection_file(folder) or (_enclosing(folder) is not None and bank_files(folder)):
            return _in_folder(folder)
        collections = (Target(each) for each in here if each.is_dir() and _collection_file(each))
        files = (each for each in here if each.suffix in BANK_SUFFIXES and each.is_file())
        return (*collections, *(Target(file) for file in files if _looks_like_bank(file)))
    except OSError:  # a folder that may not be listed has nothing to offer
        return ()


def _in_folder(folder: Path) -> tuple[Target, ...]:
    home = _enclosing(folder)
    if home is not None and home.resolve() != folder.resolve():
        inside = frozenset(filter(None, (_below(file, home) for file in bank_files(folder))))
        return (Target(home, inside),)
    collections = tuple(Target(each) for each in _collections_below(folder))
    inside_one = {file for target in collections for file in bank_files(target.home)}
    lone = (Target(file) for file in _walk(folder) if file not in inside_one and _looks_like_bank(file))
    return (*collections, *lone)


def _collections_below(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for parent, folders, names_here in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if any(name in names_here for name in COLLECTION_FILES):
            yield Path(parent)


def _walk(folder: Path) -> Iterator[Path]:
    found = []
    for parent, folders, names_here in os.walk(folder):
        here = Path(parent)
        folders[:] = [name for name in folders if not name.startswith(".") and not _collection_file(here / name)]
        found += [
            here / name
            for name in names_here
            if name.endswith(BANK_SUFFIXES) and not name.startswith(".") and name not in COLLECTION_FILES
        ]
    yield from sorted(found)


def _head(path: Path) -> str:
    try:
        return files.head(path, HEAD_BYTES).decode("utf-8", "replace")
    except files.Refused:
        return ""


def _id_in(path: Path) -> str:
    """The id at the head of a file, read without parsing it all; "" if there is none."""
    found = re.search(r"^id:[ \t]*[\"']?([a-z0-9-]+)", _head(path), re.MULTILINE)
    return found[1] if found else ""


def _looks_like_bank(path: Path) -> bool:
    """A YAML file that means to be a bank: folders hold others too."""
    return re.search(r"^(format|questions)[ \t]*:", _head(path), re.MULTILINE) is not None
