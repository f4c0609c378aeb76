"""Reading a zip archive that somebody else packed: what it says of its members is checked, and so is what comes out."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

MAX_MEMBERS = 100_000
"""Members of an archive. Python keeps some 500 bytes of each before it can be asked how many there are."""


class Damaged(ValueError):
    """An archive that is none, is broken, or holds more than it may."""


class Archive:
    """A zip archive whose members come to `limit` bytes at most, in what they declare and in what comes out.

    Raises Damaged for whatever else it is.
    """

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._left = limit
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, LookupError, OverflowError) as error:
            raise Damaged(str(error)) from None
        members = self._zip.infolist()
        self.sizes = {info.filename: info.file_size for info in members}
        if len(members) > MAX_MEMBERS or len(self.sizes) < len(members):
            raise Damaged("too many members, or two of one name")
        if sum(self.sizes.values()) > limit:
            raise Damaged("too large")

    def read(self, name: str, limit: int | None = None) -> bytes:
        """A member, of `limit` bytes at most. Raises Damaged, also for a name that isn't there."""
        most = self._left if limit is None else min(limit, self._left)
        if self.sizes.get(name, most + 1) > most:
            raise Damaged(name)
        try:
            with self._zip.open(name) as member:
                data = member.read(most + 1)
        # What zipfile raises for a broken, truncated, oddly packed or encrypted member.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise Damaged(str(error)) from None
        if len(data) > most:
            raise Damaged(name)
        self._left -= len(data)
        return data
