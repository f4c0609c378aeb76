"""Typst in its own process: whatever becomes of it is an answer, and the next document is set all the same."""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizgen.outputs.handout import typeset
from quizgen.outputs.handout.typeset import BadPicture, Failed, TooMuch, Typesetter

HUGE = (
    b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\x80\0\0\0\0\0\xff\xff\xff,"
    b"" + struct.pack("<HHHH", 0, 0, 65535, 65535) + b"\0\x02\x02D\x01\0;"
)  # 35 bytes that ask for 17 GB
GOOD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="4" height="4"/></svg>'


@dataclass(frozen=True)
class Pictures:
    files: tuple[str, ...]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't bound a process's memory so")
def test_a_picture_that_takes_all_memory_is_named_and_the_next_document_is_set(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.gif", tmp_path / "good.svg"
    bad.write_bytes(HUGE)
    good.write_text(GOOD)
    both = {good: "/p/good.svg", bad: "/p/bad.gif"}
    with Typesetter() as typesetter:
        with pytest.raises(BadPicture) as error:
            typesetter.pdf("picture.typ", Pictures(tuple(both.values())), both)
        assert error.value.path == bad
        assert typesetter.pdf("picture.typ", Pictures(("/p/good.svg",)), {good: "/p/good.svg"}).startswith(b"%PDF")
        assert typesetter.draws({good: "/p/good.svg"})
        assert not typesetter.draws({bad: "/p/bad.gif"})


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with Typesetter() as typesetter:
        monkeypatch.setattr(typeset, "SECONDS", 0)
        with pytest.raises(TooMuch):
            typesetter.pdf("picture.typ", Pictures(()), {})
        monkeypatch.undo()
        assert typesetter.pdf("picture.typ", Pictures(()), {}).startswith(b"%PDF")


def test_what_typst_refuses_without_a_picture_is_an_error_in_its_words() -> None:
    with Typesetter() as typesetter, pytest.raises(Failed, match="not found"):
        typesetter.pdf("picture.typ", Pictures(("/p/absent.svg",)), {})
