"""From data to PDF, by Typst, in a private folder that holds our templates and copies of the pictures, no more.

Nothing in a bank ever becomes Typst source: it travels as JSON. No packages are imported, so nothing is fetched.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import typst

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"

# Both at once: archivable with all its text (A-2a), and readable by a screen reader (UA-1). Under UA-1 a letter
# that no font holds is an error; without it Typst would print nothing and say nothing.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

EPOCH_S = 946_684_800
"""The date that documents bear unless another is given: 1 January 2000. The same input gives the same bytes."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def as_json(document: DataclassInstance) -> str:
    """A document as the templates read it: each dataclass is an object with its fields."""
    return json.dumps(document, ensure_ascii=False, default=_fields)


def _fields(value: DataclassInstance) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


class BadPicture(Exception):
    """A picture that can't be drawn."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Typesetter:
    """Sets one document after the other; a context manager, because it keeps a folder."""

    def __init__(self, epoch_s: int = EPOCH_S) -> None:
        self.epoch_s = epoch_s
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.root = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="quizgen-")))
        shutil.copytree(TEMPLATES, self.root / "templates")
        self._compiler = typst.Compiler(
            root=str(self.root),
            font_paths=_fonts(),
            ignore_system_fonts=True,  # what a machine happens to have would change the sheet
            package_path=str(self.root / "no-packages"),
            package_cache_path=str(self.root / "no-packages"),
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def pdf(self, template: str, document: DataclassInstance, pictures: Mapping[Path, str]) -> bytes:
        """The document, its dataclasses written as JSON objects.

        `pictures`: the names, in the private folder, of the files that it shows. Raises OSError for a picture that
        can't be read, BadPicture for one that can't be drawn.
        """
        self._copy(pictures)
        try:
            return self._set(template, as_json(document))
        except typst.TypstError:
            self._find_bad(pictures)
            raise

    def metadata(self, selector: str) -> list[dict[str, Any]]:
        """What the document that was set last notes under a label."""
        found: list[dict[str, Any]] = json.loads(self._compiler.query(selector, field="value"))
        return found

    def _set(self, template: str, data: str) -> bytes:
        found = self._compiler.compile(
            str(self.root / "templates" / template),
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=STANDARDS,
            timestamp=self.epoch_s,
        )
        assert isinstance(found, bytes)
        return found

    def _copy(self, pictures: Mapping[Path, str]) -> None:
        """Copies, never links: what stands behind a link out of the folder would be read."""
        for path, name in pictures.items():
            target = self.root / name.lstrip("/")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())

    def _find_bad(self, pictures: Mapping[Path, str]) -> None:
        """Raise BadPicture for the first picture that can't be drawn, if there is one."""
        for path, name in pictures.items():
            try:
                self._set("picture.typ", json.dumps({"file": name}))
            except typst.TypstError:
                raise BadPicture(path) from None
