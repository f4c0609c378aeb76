"""From data to PDF, by Typst, in a private folder that holds our templates and copies of the pictures, no more.

Nothing in a bank ever becomes Typst source: it travels as JSON. No packages are imported, so nothing is fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from quizgen import files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"

SECONDS = 300
"""How long one document may take: a sheet of 10,000 questions takes 20 seconds."""

SECONDS_A_PICTURE = 20
"""How long one picture may take by itself: one of 50 megapixels takes two seconds."""

EPOCH_S = 946_684_800
"""The date that documents bear unless another is given: 1 January 2000. The same input gives the same bytes."""


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


class TooMuch(Exception):
    """Typst needed more memory or time than it may, or broke down."""


class Failed(Exception):
    """Typst can't set a document; the message is its own, in English."""


class Typesetter:
    """Sets one document after the other; a context manager, because it keeps a folder and a process."""

    def __init__(self, epoch_s: int = EPOCH_S) -> None:
        self.epoch_s = epoch_s
        self._stack = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.root = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="quizgen-")))
        self._stack.callback(self._end)
        self._started()  # it loads Typst and the fonts while the first document is being put together
        shutil.copytree(TEMPLATES, self.root / "templates")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def pdf(self, template: str, document: DataclassInstance, pictures: Mapping[Path, str]) -> bytes:
        """The document, its dataclasses written as JSON objects.

        `pictures`: the names, in the private folder, of the files that it shows. Raises OSError for a picture that
        can't be read, BadPicture for one that can't be drawn, TooMuch where no picture alone is to blame.
        """
        self._copy(pictures)
        try:
            return self._set(template, as_json(document), SECONDS)
        except (Failed, TooMuch):
            for path in pictures:
                if not self.draws({path: pictures[path]}):
                    raise BadPicture(path) from None
            raise

    def metadata(self, selector: str) -> list[dict[str, Any]]:
        """What the document that was set last notes under a label."""
        found: list[dict[str, Any]] = json.loads(self._ask({"query": selector}, b"", SECONDS))
        return found

    def draws(self, pictures: Mapping[Path, str]) -> bool:
        """Whether all these pictures can be drawn; they are named as for `pdf`. Raises OSError."""
        self._copy(pictures)
        try:
            self._set("picture.typ", json.dumps({"files": [*pictures.values()]}), SECONDS_A_PICTURE)
        except (Failed, TooMuch):
            return False
        return True

    def png(self, picture: Path, width: int, height: int) -> bytes | None:
        """A picture as large as fits in so many pixels, as PNG; None if it can't be drawn. Raises OSError."""
        name = f"/pictures/drawn{picture.suffix.lower()}"
        self._copy({picture: name})
        asked = json.dumps({"file": name, "width": width, "height": height})
        try:
            return self._ask({"template": "screen.typ", "format": "png"}, asked.encode(), SECONDS_A_PICTURE)
        except (Failed, TooMuch):
            return None

    def _set(self, template: str, data: str, seconds: int) -> bytes:
        return self._ask({"template": template, "epoch_s": self.epoch_s}, data.encode(), seconds)

    def _copy(self, pictures: Mapping[Path, str]) -> None:
        """Copies, never links: what stands behind a link out of the folder would be read."""
        for path, name in pictures.items():
            target = self.root / name.lstrip("/")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(files.read(path, files.MAX_PICTURE))

    # -----------------------------------------------------------------------------------------------------------
    # The process

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(HERE / "worker.py"), str(self.root), str(FONTS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # where Typst would leave a trace of its stack
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, header: Mapping[str, object], data: bytes, seconds: int) -> bytes:
        """One answer. Raises Failed, and TooMuch if the process ends instead of answering, by itself or by the time."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        asked = json.dumps({**header, "size": len(data), "seconds": seconds}).encode()
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(asked + b"\n" + data)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            made = process.stdout.read(answer.get("size", 0))
        except (BrokenPipeError, ValueError):  # ValueError: an empty answer is no JSON
            self._end()
            raise TooMuch from None
        finally:
            timer.cancel()
        if "error" in answer:
            raise Failed(answer["error"])
        return made
