"""`quizgen progress`: two machines, junk, retention."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Ran

from quizgen.app import learner
from quizgen.study.events import Event, to_line
from quizgen.study.progress import Progress

DAY_MS = 86_400_000
START_MS = 1_795_000_000_000


class Stdin(io.StringIO):
    """Text with bytes below it, as standard input has."""

    @property
    def buffer(self) -> io.BytesIO:  # type: ignore[override]
        return io.BytesIO(self.getvalue().encode())


def row(id: str, day: int, item: str = "tiny/kuwait", right: bool = True, **rest: object) -> Event:
    made = Event(id, START_MS + day * DAY_MS, "answer", item, "s", day, mode="study", score=str(int(right)), rating=1)
    return made._replace(rating=3 if right else 1, **rest)


@pytest.fixture
def machine(here: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sit down at one of several machines."""
    monkeypatch.setattr(learner, "now_ms", lambda: START_MS + 40 * DAY_MS)

    def sit(name: str) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(here / name))

    return sit


@pytest.fixture
def laptops(machine: Callable[[str], None], quizgen: Callable[..., Ran], here: Path) -> tuple[str, str]:
    """Two machines' exports; both know one row."""
    shared = row("shared", 1)
    machine("one")
    with Progress(learner.path()) as progress:
        for each in (
            shared,
            row("b", 2, right=False),
            Event("u", START_MS + 3 * DAY_MS, "undo", "tiny/kuwait", target="c"),
        ):
            progress.append(each)
    assert quizgen("progress", "export", "-o", "one.jsonl").code == 0
    machine("two")
    with Progress(learner.path()) as progress:
        for each in (
            shared,
            row("c", 5, right=False),
            row("a", 4, "tiny/tokyo"),
            Event("f", START_MS + 6 * DAY_MS, "flag", "tiny/tokyo", note="une « faute » ✗"),
            Event("r", START_MS + 4 * DAY_MS, "rate", "tiny/tokyo", "s", 9, target="a", rating=4, score="1"),
        ):
            progress.append(each)
    assert quizgen("progress", "export", "-o", "two.jsonl").code == 0
    return str(here / "one.jsonl"), str(here / "two.jsonl")


def test_two_machines_come_to_the_same(
    laptops: tuple[str, str], machine: Callable[[str], None], quizgen: Callable[..., Ran], tiny: Path
) -> None:
    one, two = laptops
    states = set()
    orders = {
        "one": [two],
        "two": [one, one],
        "three": [one, two],
        "four": [two, one, two],
    }
    for name, files in orders.items():
        machine(name)
        for file in files:
            assert quizgen("progress", "import", file).code == 0
        before = quizgen("progress", "export").out
        stats = quizgen("stats", "--json", str(tiny)).out
        assert quizgen("progress", "rebuild").code == 0
        assert quizgen("stats", "--json", str(tiny)).out == stats
        states.add((before, stats))
    machine("both at once")
    assert quizgen("progress", "import", two, one).code == 0
    states.add((quizgen("progress", "export").out, quizgen("stats", "--json", str(tiny)).out))
    ((lines, stats),) = states
    assert len(lines.splitlines()) == 7
    assert json.loads(stats)["answers"] == 3, "the undo of one machine takes back the other's answer"


def test_import_tells_what_was_new(
    laptops: tuple[str, str], machine: Callable[[str], None], quizgen: Callable[..., Ran]
) -> None:
    machine("new")
    assert quizgen("progress", "import", laptops[0], "--lang", "en").out == "3 new rows, 0 known already\n"
    assert quizgen("progress", "import", laptops[1], "--lang", "en").out == "4 new rows, 1 known already\n"
    assert "0 nouvelle" in quizgen("progress", "import", laptops[1], "--lang", "fr").out


JUNK = [
    "no JSON",
    "[]",
    '{"id": "x"}',
    to_line(row("ok", 1))[:-1] + ',"more":1}',
    to_line(row("ok", 1)).replace('"answer"', '"answered"'),
    to_line(row("", 1)),
    to_line(row("ok", 1)._replace(score="3")),
    to_line(row("ok", 1)._replace(score="2/4")),
    to_line(row("ok", 1)._replace(score="1e-999999999")),
    to_line(row("ok", 1)._replace(score=None)),
    to_line(row("ok", 1)._replace(rating=5)),
    to_line(row("ok", 1)._replace(at_ms=-1)),
    to_line(row("ok", 1)._replace(at_ms=10**17)),
    to_line(row("ok", 1)).replace('"rating":3', '"rating":true'),
    to_line(row("ok", 1)).replace('"rating":3', '"rating":3.0'),
    to_line(row("ok", 1)).replace("tiny/kuwait", "\\ud800"),
    to_line(row("ok", 1)).replace("tiny/kuwait", "\\u0000"),
    '{"id":"u","at_ms":1,"what":"undo","item":"a/b"}',
    '{"id":"r","at_ms":1,"what":"retention","item":"","score":"1/2"}',
    '{"id":"r","at_ms":1,"what":"retention","item":""}',
    '{"id":"r","at_ms":1,"what":"retention","item":"a/b","score":"9/10"}',
    "[" * 100_000,
    '{"id":' + "9" * 5000 + "}",
    "\ufffd\x00\x1b[2J",
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_told_with_its_number_and_skipped_only_with_consent(
    here: Path, quizgen: Callable[..., Ran], junk: str
) -> None:
    (here / "in.jsonl").write_text(f"{to_line(row('a', 1))}\n\n{junk}\n{to_line(row('b', 2))}\n", "utf-8")
    refused = quizgen("progress", "import", "in.jsonl", "--lang", "en")
    assert refused.code == 1
    assert "in.jsonl:3: left out" in refused.err
    assert "--skip-junk" in refused.err
    assert "\x1b" not in refused.err
    assert quizgen("progress", "export").out == "", "nothing was imported"
    taken = quizgen("progress", "import", "in.jsonl", "--skip-junk", "--lang", "en")
    assert (taken.code, taken.out) == (0, "2 new rows, 0 known already\n")
    assert quizgen("stats").code == 0


def test_the_last_moment_that_is_taken_can_be_shown(here: Path, quizgen: Callable[..., Ran], tiny: Path) -> None:
    late = row("late", 1)._replace(at_ms=221_845_392_000_000, rating=4)
    (here / "in.jsonl").write_text(to_line(late) + "\n" + to_line(late._replace(id="early", at_ms=0)) + "\n")
    assert quizgen("progress", "import", "in.jsonl").code == 0
    assert quizgen("stats", str(tiny)).code == 0
    assert quizgen("progress", "rebuild").code == 0


def test_import_from_standard_input_and_windows(
    here: Path, quizgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Stdin("\ufeff" + to_line(row("a", 1)) + "\r\n" + to_line(row("b", 2)) + "\r\n"))
    assert quizgen("progress", "import", "-").code == 0
    assert len(quizgen("progress", "export").out.splitlines()) == 2


def test_a_file_that_is_not_there(here: Path, quizgen: Callable[..., Ran]) -> None:
    (here / "file").write_text("in the way")
    assert quizgen("progress", "import", "none.jsonl").code == 3
    assert quizgen("progress", "import", str(here)).code == 3
    assert quizgen("progress", "export", "-o", str(here / "file" / "out.jsonl")).code == 3


def test_export_never_overwrites_the_database(here: Path, quizgen: Callable[..., Ran]) -> None:
    with Progress(learner.path()) as progress:
        progress.append(row("a", 1))
    before = learner.path().read_bytes()
    assert quizgen("progress", "export", "-o", str(learner.path())).code == 2
    assert learner.path().read_bytes() == before


def test_two_rows_with_one_id_come_to_the_same_in_any_order(
    machine: Callable[[str], None], quizgen: Callable[..., Ran], here: Path
) -> None:
    """Only tampering makes them; yet machines must not differ for ever."""
    (here / "a.jsonl").write_text(to_line(row("x", 1)) + "\n" + to_line(row("y", 2, "tiny/tokyo")) + "\n")
    (here / "b.jsonl").write_text(
        to_line(row("x", 1, "tiny/tokyo", right=False))
        + "\n"
        + to_line(Event("y", START_MS, "rename", "tiny/kuwait", target="tiny/tokyo"))
        + "\n"
    )
    states = set()
    for name, files in (("ab", ("a.jsonl", "b.jsonl")), ("ba", ("b.jsonl", "a.jsonl"))):
        machine(name)
        for file in files:
            assert quizgen("progress", "import", file).code == 0
        with learner.of_this_machine().open_progress() as progress:
            derived = progress.memories()
            progress.rebuild()
            assert progress.memories() == derived
        states.add(quizgen("progress", "export").out + repr(derived))
    assert len(states) == 1


def test_retention(here: Path, quizgen: Callable[..., Ran]) -> None:
    assert "90%" in quizgen("progress", "retention", "--lang", "en").out
    assert "85 %".replace(" ", "\u202f") in quizgen("progress", "retention", "85 %", "--lang", "fr").out.replace(
        "\xa0", "\u202f"
    )
    assert "85%" in quizgen("progress", "retention", "--lang", "en").out
    for refused in ("69", "98", "9", "0.9", "x", "-5", "1" * 5000):
        assert quizgen("progress", "retention", "--", refused).code == 2
    assert json.loads(quizgen("stats", "--json").out)["retention"]["wanted"] == 0.85


def test_retention_travels_with_the_answers(
    machine: Callable[[str], None], quizgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    def due() -> tuple[str, object]:
        with learner.of_this_machine().open_progress() as progress:
            return repr(progress.retention), progress.memories()

    machine("one")
    with Progress(learner.path()) as progress:
        progress.append(row("a", 1))
    assert quizgen("progress", "retention", "80").code == 0
    assert quizgen("progress", "retention", "95").code == 0, "the same moment; the last word holds"
    first = due()
    assert quizgen("progress", "export", "-o", "one.jsonl").code == 0
    machine("two")
    assert quizgen("progress", "import", "one.jsonl").code == 0
    assert due() == first
    monkeypatch.setattr(learner, "now_ms", lambda: START_MS)
    assert quizgen("progress", "retention", "85").code == 0, "a clock that is behind"
    assert quizgen("progress", "export", "-o", "two.jsonl").code == 0
    second = due()
    assert second[0] == "0.85"
    machine("one")
    assert quizgen("progress", "import", "two.jsonl").code == 0
    assert due() == second
    assert quizgen("progress", "import", "one.jsonl").code == 0
    assert due() == second


def test_path_makes_nothing(here: Path, quizgen: Callable[..., Ran]) -> None:
    assert quizgen("progress", "path").out == f"{here / 'data' / 'quizgen' / 'progress.db'}\n"
    assert not (here / "data").exists()


def test_an_import_can_be_listed_and_taken_back(here: Path, quizgen: Callable[..., Ran]) -> None:
    own = '{"at_ms":1795000000000,"duration_ms":10,"id":"1","item":"c/a","rating":3,"score":"1","what":"answer"}'
    more = own.replace('"id":"1"', '"id":"2"').replace("c/a", "c/b")
    forged = own.replace('"duration_ms":10', '"duration_ms":99')  # another row of the same id, which wins
    (here / "own.jsonl").write_text(own + "\n")
    (here / "more.jsonl").write_text(f"{more}\n{forged}\n")
    assert quizgen("progress", "import", "own.jsonl").code == 0
    before = quizgen("progress", "export").out
    assert quizgen("progress", "import", "more.jsonl").out == "1 new row, 1 known already\n"
    assert quizgen("progress", "import", "more.jsonl").out == "0 new rows, 2 known already\n"
    listed = quizgen("progress", "import", "--list").out.splitlines()
    assert [line.split()[-1] for line in listed] == ["more.jsonl", "own.jsonl"]
    assert quizgen("progress", "import", "--undo").out == "2 rows of more.jsonl taken back\n"
    assert quizgen("progress", "export").out == before
    assert quizgen("progress", "import", "--undo", listed[1].split()[0]).out == "1 row of own.jsonl taken back\n"
    assert quizgen("progress", "export").out == ""
    assert quizgen("progress", "import", "--list").out == "Nothing was imported that could be taken back.\n"
    assert quizgen("progress", "import", "--undo").code == 2
    assert quizgen("progress", "import").code == 2


def test_what_no_line_may_be(here: Path, quizgen: Callable[..., Ran]) -> None:
    own = '{"at_ms":1795000000000,"id":"1","item":"c/a","score":"1","what":"answer"}'
    deep, long, huge = "[" * 200_000, own.replace("c/a", "c" * 3_000_000), own.replace("1795000000000", "9" * 400)
    (here / "x.jsonl").write_text("\n".join((deep, long, huge, own)) + "\n")
    ran = quizgen("progress", "import", "x.jsonl")
    assert [line.split(":")[1] for line in ran.err.splitlines()[:3]] == ["1", "2", "3"]
    assert quizgen("progress", "import", "x.jsonl", "--skip-junk").out == "1 new row, 0 known already\n"
    assert quizgen("progress", "import", str(here)).code == 3
    if sys.platform != "win32":
        os.mkfifo(here / "pipe")
        assert quizgen("progress", "import", "pipe").code == 3


def test_what_is_suspended_is_not_due_until_it_is_lifted(
    machine: Callable[[str], None], quizgen: Callable[..., Ran]
) -> None:
    machine("one")
    with Progress(learner.path()) as progress:
        progress.append(row("a", 1))
        progress.append(Event("f", START_MS, "flag", "c/q", note="odd"))
        item = progress.events()[0].item
    assert quizgen("progress", "suspend", "--lang", "en").out == "Nothing is put aside.\n"
    assert quizgen("progress", "suspend", item, "--lang", "en").out == "1 question suspended\n"
    with Progress(learner.path()) as progress:
        assert [event.item for event in progress.aside(0)] == [item]
    assert quizgen("progress", "suspend").out == f"{item}\n"
    assert quizgen("progress", "suspend", "--lift", item, "--lang", "en").out == "lifted for 1 question\n"
    assert quizgen("progress", "suspend", "--lift", item).code == 2
    assert quizgen("progress", "flags").out == "c/q  odd\n"
    assert quizgen("progress", "flags", "--lift", "q").code == 0
    assert quizgen("progress", "flags", "--lang", "en").out == "Nothing is flagged.\n"
    with Progress(learner.path()) as progress:
        progress.append(Event("b", START_MS, "bury", item))
        assert [event.what for event in progress.aside(0)] == ["bury"]
        assert progress.aside(START_MS + 1) == [], "tomorrow it is asked again"
