"""Large banks as they were read: what is kept counts for the same files alone, and is never believed blindly."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.bank import Target, kept, load, load_sound

CASES = Path(__file__).parents[1] / "cases"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """A folder for what is kept; any bank is large enough, and the pictures of the sample are long there."""
    monkeypatch.setattr(kept, "LARGE", 1)
    shutil.copytree(CASES / "every-kind", tmp_path / "sample")
    for path in (tmp_path / "sample").rglob("*"):
        os.utime(path, (1, 1))
    return lambda: tmp_path / "cache"


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path / "sample")


def files(shelf: Callable[[], Path]) -> list[Path]:
    return sorted(shelf().iterdir()) if shelf().exists() else []


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that banks are read indeed."""
    times: list[str] = []

    def counted(*arguments: object) -> object:
        times.append("read")
        return load(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "load", counted)
    monkeypatch.setattr(kept.time, "time_ns", lambda: 1 << 62)  # the sample's pictures changed long ago
    return times


def test_what_was_kept_is_what_was_read(shelf: Callable[[], Path], target: Target, unread: list[str]) -> None:
    first = load_sound([target], shelf).collections
    second = load_sound([target], shelf).collections
    assert unread == ["read"]
    assert first == second == load([target]).collections
    for one, other in zip(first[0].items(), second[0].items(), strict=True):
        assert one.where == other.where
        assert repr(one) == repr(other)
        if one.prompt is not None and other.prompt is not None:
            assert one.prompt.at == other.prompt.at


def changed_text(folder: Path) -> None:
    bank = next(path for path in sorted(folder.glob("*.yaml")) if path.name != "collection.yaml")
    bank.write_bytes(bank.read_bytes() + b"\n# more\n")


def a_further_bank(folder: Path) -> None:
    (folder / "further.yaml").write_text("format: 1\nid: further\ntitle: {fr: F, en: F}\nquestions: []\n", "utf-8")


def picture_gone(folder: Path) -> None:
    next(folder.rglob("*.svg")).unlink()


def picture_changed(folder: Path) -> None:
    picture = next(folder.rglob("*.svg"))
    picture.write_bytes(picture.read_bytes().replace(b"<svg", b"<svg ", 1))


@pytest.mark.parametrize("change", [changed_text, a_further_bank, picture_gone, picture_changed])
def test_any_change_is_read(
    shelf: Callable[[], Path], target: Target, unread: list[str], change: Callable[[Path], None]
) -> None:
    load_sound([target], shelf)
    change(target.home)
    again = load_sound([target], shelf)
    assert unread == ["read", "read"]
    assert again.collections == load([target]).collections
    assert [each.code for each in again.errors] == [each.code for each in load([target]).errors]


class _Order:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.mark),)


def test_what_is_no_items_is_not_believed(
    shelf: Callable[[], Path], target: Target, unread: list[str], tmp_path: Path
) -> None:
    load_sound([target], shelf)
    (file,) = files(shelf)
    whole = file.read_bytes()
    order = pickle.dumps((_Order(tmp_path / "obeyed"), ()))
    nothing = pickle.dumps(((), (None,)))
    for content in (
        b"",
        whole[:-9],
        whole[:500] + b"x" + whole[501:],
        hashlib.sha256(order).digest() + order,
        hashlib.sha256(nothing).digest() + nothing,
    ):
        file.write_bytes(content)
        assert load_sound([target], shelf).collections == load([target]).collections
    assert not (tmp_path / "obeyed").exists()
    assert len(unread) == 6
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_banks_are_read(
    target: Target, unread: list[str], tmp_path: Path, shelf: Callable[[], Path]
) -> None:
    (tmp_path / "taken").write_bytes(b"")
    for _ in range(2):
        assert load_sound([target], lambda: tmp_path / "taken" / "below").collections
    assert unread == ["read", "read"]


def test_banks_with_errors_and_small_ones_are_not_kept(
    shelf: Callable[[], Path], target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "wrong.yaml").write_text("format: 1\nid: x\nlanguages: [en]\nquestions: 7\n", "utf-8")
    assert load_sound([Target(tmp_path / "wrong.yaml")], shelf).errors
    monkeypatch.setattr(kept, "LARGE", 10**9)
    load_sound([target], shelf)
    assert files(shelf) == []


def test_a_picture_that_may_still_be_changing_is_not_kept(shelf: Callable[[], Path], target: Target) -> None:
    os.utime(next(target.home.rglob("*.svg")), (1 << 33, 1 << 33))
    load_sound([target], shelf)
    assert files(shelf) == []


def test_what_is_old_or_too_much_goes(
    shelf: Callable[[], Path], target: Target, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf().mkdir()
    for name, age_s, size in (("old", kept.UNUSED_S + 60, 1), ("large", 60, 10_000_000), ("young", 30, 1)):
        file = shelf() / name
        file.write_bytes(b"x" * size)
        then = kept.time.time() - age_s
        os.utime(file, (then, then))
    monkeypatch.setattr(kept, "MOST_KEPT", 5_000_000)
    load_sound([target], shelf)
    names = [file.name for file in files(shelf)]
    assert "young" in names
    assert len(names) == 2


def test_processes_share_it(tmp_path: Path) -> None:
    """Four at once over an empty folder: each finds the bank whole, and what they leave is one file."""
    lines = ["format: 1", "id: many", "title: Many", "languages: [en]", "questions:"]
    prompt = "What is {n} in words, and how is it written?"
    lines += [f"  - {{id: q{n}, kind: text, prompt: '{prompt.format(n=n)}', answer: a{n}}}" for n in range(4000)]
    (tmp_path / "many.yaml").write_text("\n".join(lines), "utf-8")
    assert (tmp_path / "many.yaml").stat().st_size > 300_000
    script = (
        "import sys; from pathlib import Path; from quizgen.bank import Target, kept, load_sound; kept.LARGE = 1\n"
        "found = load_sound([Target(Path(sys.argv[1]))], lambda: Path(sys.argv[2]))\n"
        "print(sum(1 for _ in found.collections[0].items()))"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path / "many.yaml"), str(tmp_path / "cache")]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environ) for _ in range(4)]
    assert [process.communicate()[0].split() for process in running] == [[b"4000"]] * 4
    assert len(list((tmp_path / "cache").iterdir())) == 1
