"""The frontend of plain lines, by transcripts: `<name>.<language>.in` is typed, `….out` is what comes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import play_sample
import pytest
import sample

from quizgen import play
from quizgen.play.lines import menu
from quizgen.play.loop import Ended
from quizgen.study.session import Settings, begin
from quizgen.text.phrases import Phrases

GOLDEN = Path(__file__).parent.parent / "golden" / "lines"
SCRIPTS = sorted(GOLDEN.glob("*.in"))


SUMS = {
    "en": ("0 right of", "1 right of", "No question answered."),
    "fr": ("0 juste sur", "1 juste sur", "Aucune réponse donnée."),
}


class Ticks:
    """A clock that moves on by one second whenever it's read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def played(names: str, language: str, typed: str, **settings: object) -> tuple[Ended, str]:
    mode = "exam" if settings.pop("exam", False) else "practice"
    wanted = Settings(mode, language, 1, **settings)  # type: ignore[arg-type]
    out = io.StringIO()
    ended = play.run(
        begin([play_sample.ITEMS[name] for name in names.split("+")], wanted),
        say=Phrases(language),
        banks=play_sample.BANKS,
        others=play_sample.others,
        plain=True,
        stdin=io.StringIO(typed),
        stdout=out,
        color=False,
        clock=Ticks(),
    )
    return ended, out.getvalue()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_transcript(script: Path, golden: Callable[[Path, str], None]) -> None:
    names, language = script.stem.split(".")
    exam = names.startswith("exam-")
    ended, out = played(names.removeprefix("exam-"), language, script.read_text("utf-8"), exam=exam)
    golden(script.with_suffix(".out"), out)
    assert ended.how == "finished"


def test_every_form_has_a_transcript() -> None:
    items = sample.items()
    for language in sample.collection().languages:
        played = {name for path in SCRIPTS if path.stem.endswith(f".{language}") for name in path.stem[:-3].split("+")}
        assert {type(items[name].form) for name in played & items.keys()} == {
            type(each.form) for each in items.values()
        }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_input_that_ends_early_ends_cleanly(script: Path) -> None:
    names, language = script.stem.split(".")
    lines = script.read_text("utf-8").splitlines(keepends=True)
    for count in range(len(lines)):
        ended, out = played(names.removeprefix("exam-"), language, "".join(lines[:count]))
        assert ended.how == ("finished" if ended.session.ended else "input ended")
        assert any(said in out for said in SUMS[language])
    half, _ = played(names.removeprefix("exam-"), language, "".join(lines)[:-1])  # the last line isn't ended
    assert half.session.answers


def test_no_control_characters_come_out() -> None:
    _, out = played("text", "en", "\x1b[31mx\u202e\x07\n\n\nn\n")
    assert "\\x1b[31mx\\u202e\\x07" in out
    assert all(character == "\n" or character.isprintable() for character in out.replace("\xa0", " "))


def test_an_exam_tells_nothing_before_its_end() -> None:
    ended, out = played("text+truth", "en", "madrid\nc\na\n", exam=True)
    before, _, after = out.partition("Done:")
    assert ended.how == "finished"
    assert "Right" not in before
    assert "Wrong" not in before
    assert "Mark: 50%" in after


def test_an_exam_ends_when_its_time_is_up() -> None:
    ended, out = played("text+truth+number", "en", "madrid\nmadrid\nmadrid\n", exam=True, time_limit_s=6.0)
    assert ended.session.ended == "time up"
    assert ended.how == "finished"
    assert "Time is up." in out
    assert len(ended.session.answers) < 3


def test_commands_stop_undo_and_flag_while_asking() -> None:
    ended, out = played("text+truth", "en", ":z\n:!\nodd\nmadrid\n\n:z\nparis\n\n:q\n")
    assert "There is nothing to take back." in out
    assert [note for _, note in ended.session.flags] == ["odd"]
    assert ended.how == "stopped"
    assert ended.session.right == 0, "the right answer was taken back, and a wrong one given"


def test_again_with_the_missed_ones() -> None:
    ended, out = played("text", "en", "paris\n\ny\nmadrid\n\n")
    assert ended.how == "finished"
    assert ended.session.right == 1
    assert "Done: 0 right of 1" in out
    assert "Done: 1 right of 1" in out


def test_picture_is_opened_on_demand() -> None:
    opened: list[Path] = []
    play.run(
        begin([play_sample.ITEMS["card"]], Settings("practice", "en")),
        say=Phrases("en"),
        banks={},
        others=play_sample.others,
        plain=True,
        stdin=io.StringIO(":v\n\ny\nv\n"),
        stdout=io.StringIO(),
        color=False,
        clock=Ticks(),
        open_file=opened.append,
    )
    assert [path.name for path in opened] == ["river.svg"] * 2


def test_bytes_that_are_not_text_are_no_reason_to_stop() -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n\nmadrid"), encoding="utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    session = begin([play_sample.ITEMS["list"]], Settings("practice", "fr"))
    ended = play.run(
        session,
        say=Phrases("fr"),
        banks=play_sample.BANKS,
        others=play_sample.others,
        plain=True,
        stdin=stdin,
        stdout=stdout,
        color=False,
        clock=Ticks(),
    )
    assert ended.how == "input ended"


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stdin", "stdout", "term", "asked", "plain"),
    [
        (Tty(), Tty(), "xterm", False, False),
        (Tty(), Tty(), "xterm", True, True),
        (Tty(), Tty(), "dumb", False, True),
        (io.StringIO(), Tty(), "xterm", False, True),
        (Tty(), io.StringIO(), "xterm", False, True),
    ],
    ids=["terminal", "asked", "dumb", "input", "output"],
)
def test_plain_is_chosen(stdin: io.StringIO, stdout: io.StringIO, term: str, asked: bool, plain: bool) -> None:
    assert play.choose_plain(stdin, stdout, {"TERM": term}, asked) is plain


def test_menu_by_number() -> None:
    out = io.StringIO()
    assert menu(["Title"], [("a", "First"), ("b", "Second")], Phrases("en"), io.StringIO("x\n7\n2\n"), out) == "b"
    assert "1. First\n2. Second\n" in out.getvalue()
    with pytest.raises(EOFError):
        menu([], [("a", "First")], Phrases("en"), io.StringIO(""), io.StringIO())
