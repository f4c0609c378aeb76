"""The door for foreign files: ordinary files of a bounded size come in, nothing else does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from quizgen import files

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def refused(path: Path, limit: int = 10, within: Path | None = None) -> str:
    with pytest.raises(files.Refused) as error:
        files.read(path, limit, within=within)
    assert Path(error.value.filename) == path
    return error.value.why


def test_a_file_of_the_largest_size_comes_in_and_one_byte_more_does_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert files.read(tmp_path / "a", 10) == b"x" * 10
    assert refused(tmp_path / "a", 9) == "too large"
    assert files.head(tmp_path / "a", 3) == b"xxx"


@POSIX
def test_a_file_that_says_nothing_of_its_size_is_measured_while_it_is_read() -> None:
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("this system has no such file")
    assert path.stat().st_size == 0
    assert refused(path) == "too large"


def test_what_is_not_there_and_what_is_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path) == "folder"
    assert refused(tmp_path / "gone") == "absent"
    assert refused(tmp_path / "nul\0") == "absent"
    (tmp_path / "a").touch()
    assert refused(tmp_path / "a" / "b") == "absent"
    assert isinstance(files.Refused("absent", tmp_path).as_error(), FileNotFoundError)
    assert isinstance(files.Refused("folder", tmp_path).as_error(), IsADirectoryError)


@POSIX
def test_neither_pipes_nor_devices_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "special"
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert refused(tmp_path / "zero") == "special"


@POSIX
def test_links_are_followed_within_their_folder_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "below").mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    (home / "own").write_bytes(b"own")
    (home / "below" / "link").symlink_to("../own")
    (home / "out").symlink_to("../secret")
    (home / "folder").symlink_to("..")
    (home / "loop").symlink_to("loop")
    assert files.read(home / "below" / "link", 10, within=home) == b"own"
    assert refused(home / "out", within=home) == "outside"
    assert refused(home / "folder" / "secret", within=home) == "outside"
    assert refused(home / "loop", within=home) == "unreadable"
    assert files.read(home / "out", 10) == b"secret"
