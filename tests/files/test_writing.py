"""Writing a file whole or not at all: what stands in its place is followed if it is a link, and else left alone."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.outputs.files import write, write_parts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_a_link_is_followed_and_its_target_replaced(tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "deck").write_bytes(b"old")
    (tmp_path / "cloud" / "deck").chmod(0o640)
    (tmp_path / "link").symlink_to("cloud/deck")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "cloud" / "deck").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "cloud" / "deck").stat().st_mode) == 0o640
    (tmp_path / "dangling").symlink_to("cloud/later")
    write(tmp_path / "dangling", b"new")
    assert (tmp_path / "cloud" / "later").read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to a device", "link to itself"])
def test_what_is_no_file_is_neither_opened_nor_replaced(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "link to a device":
            path.symlink_to("/dev/null")
        case "link to itself":
            path.symlink_to("x")
    before = path.lstat()
    with pytest.raises(OSError, match="x") as error:
        write(path, b"new")
    assert error.value.filename == str(path)
    assert path.lstat() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_a_content_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("broken off")

    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(ValueError, match="broken off"):
        write_parts(tmp_path / "x", parts())
    assert (tmp_path / "x").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1
