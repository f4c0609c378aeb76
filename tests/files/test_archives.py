"""Archives that somebody else packed: what their members say of themselves is not believed."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from quizgen.files.archives import Archive, Damaged


def packed(*members: tuple[str, bytes]) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer


def test_members_up_to_the_limit_are_read() -> None:
    archive = Archive(packed(("a", b"12345"), ("b", b"678")), 8)
    assert (archive.read("a"), archive.read("b")) == (b"12345", b"678")


def test_members_that_come_to_more_are_refused_by_what_they_declare() -> None:
    with pytest.raises(Damaged):
        Archive(packed(("a", b"12345"), ("b", b"678")), 7)
    with pytest.raises(Damaged):
        Archive(packed(("a", b"12345")), 100).read("a", 4)


def test_a_member_that_declares_less_than_it_is_does_not_unpack() -> None:
    data = packed(("a", b"\0" * 1_000_000)).getvalue()
    small = data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    assert small != data
    with pytest.raises(Damaged):
        Archive(io.BytesIO(small), 1000).read("a")


def test_two_members_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = packed(("a", b"1"), ("a", b"2"))
    with pytest.raises(Damaged):
        Archive(twice, 100)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18, b"x" * 1000])
def test_what_is_no_archive(data: bytes) -> None:
    with pytest.raises(Damaged):
        Archive(io.BytesIO(data), 100)
    with pytest.raises(Damaged):
        Archive(packed(("a", b"1")), 100).read("b")
