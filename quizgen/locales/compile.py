"""Compiles the interface catalogs: run by hatchling when the package is built, or by hand as a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, where nothing is being built
    BuildHookInterface = object  # type: ignore[assignment,misc]  # stands in for the missing base


class CatalogError(Exception):
    """A catalog that mustn't ship."""


def compile_catalogs(locales: Path) -> list[Path]:
    """Write each language's .mo beside its .po. Raises CatalogError if one is fuzzy or has errors."""
    sources = sorted(locales.glob("*/LC_MESSAGES/*.po"))
    written = []
    for source in sources:
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        for message in catalog:
            message.flags.discard("python-format")  # ours are braces; Babel takes the "% i" of "5% in" for a field
        faults = [f"{message.id!r} is fuzzy" for message in catalog if message.fuzzy and message.id]
        faults += [f"{message.id!r}: {error}" for message, errors in catalog.check() for error in errors]
        if faults:
            raise CatalogError(f"{source}: " + "; ".join(faults))
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalog)
        written.append(target)
    return written


class CompileCatalogs(BuildHookInterface):  # type: ignore[type-arg]  # its base may be absent, see above
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Compile before the files are collected."""
        compile_catalogs(Path(self.root) / "quizgen" / "locales")


if __name__ == "__main__":
    for path in compile_catalogs(Path(__file__).resolve().parent):
        print(path)
