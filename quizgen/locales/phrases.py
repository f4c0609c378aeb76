"""Keeps the interface catalogs, of every language but English, which is the code's own.

`python quizgen/locales/phrases.py` reads the phrases out of the code, writes them into each catalog, where new ones
wait for their translation, and compiles it. hatchling runs this file too, to compile when the package is built.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, where nothing is being built
    BuildHookInterface = object  # type: ignore[assignment,misc]  # stands in for the missing base

SPEAKERS = {"N_": None, "say": None, "put": None, "row": None, "plural": (1, 2)}
"""The functions whose first argument is a phrase; of `plural`, the first two are its singular and its plural."""

WIDTH = 110
"""Characters of a line in a catalog."""


class CatalogError(Exception):
    """A catalog that mustn't ship."""


def spoken(package: Path) -> set[tuple[str, ...]]:
    """Every phrase of the code: its wording, and where it has one, its plural."""
    found = extract_from_dir(package, [("**.py", "python")], keywords=SPEAKERS)
    return {message if isinstance(message, tuple) else (message,) for _, _, message, _, _ in found}


def update(source: Path, phrases: Iterable[tuple[str, ...]]) -> None:
    """Write the phrases into a catalog, sorted, without those that are no longer spoken. Its header stays as it is."""
    template = Catalog()
    for phrase in phrases:
        template.add(phrase if len(phrase) > 1 else phrase[0])
    catalog = _read(source)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    header = source.read_text("utf-8").partition("\n\n")[0]
    with source.open("wb") as file:
        file.write(f"{header}\n\n".encode())
        write_po(file, catalog, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
    source.write_text(source.read_text("utf-8").rstrip() + "\n", "utf-8")


def compile_catalogs(locales: Path, *, stale_only: bool = False) -> list[Path]:
    """Write each catalog's .mo beside its .po, or only those older than it. Raises CatalogError if one is flawed."""
    written = []
    for source in sources(locales):
        target = source.with_suffix(".mo")
        if stale_only and target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalog = _read(source)
        for message in catalog:
            message.flags.discard("python-format")  # ours are braces; Babel takes the "% i" of "5% in" for a field
        faults = [f"{message.id!r} is fuzzy" for message in catalog if message.fuzzy and message.id]
        faults += [f"{message.id!r}: {error}" for message, errors in catalog.check() for error in errors]
        if faults:
            raise CatalogError(f"{source}: " + "; ".join(faults))
        new = target.with_suffix(f".{os.getpid()}")
        with new.open("wb") as file:
            write_mo(file, catalog)
        new.replace(target)  # at once: another process may be reading it
        written.append(target)
    return written


def sources(locales: Path) -> list[Path]:
    """The catalogs that there are."""
    return sorted(locales.glob("*/LC_MESSAGES/*.po"))


def _wordings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name, abort_invalid=True)


class CompileCatalogs(BuildHookInterface):  # type: ignore[type-arg]  # its base may be absent, see above
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Compile before the files are collected."""
        compile_catalogs(Path(self.root) / "quizgen" / "locales")


def main() -> None:
    """Update and compile the catalogs, then tell of each, so that no closed pipe leaves one half done."""
    here = Path(__file__).resolve().parent
    found = spoken(here.parent)
    told = []
    for source in sources(here):
        update(source, found)
        waiting = sum(message.id != "" and not all(_wordings(message)) for message in _read(source))
        told.append(f"{source} ({waiting} to translate)")
    told += [str(path) for path in compile_catalogs(here)]
    try:
        print(*told, sep="\n", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more as it ends


if __name__ == "__main__":
    main()
