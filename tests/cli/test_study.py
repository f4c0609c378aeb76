"""Studying through the command: nothing acknowledged is ever lost, and every session can be taken up again."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sample
from running import ROOT, Ran
from study_banks import every_kind, items_of, many, question, typed

from quizgen.app import learner
from quizgen.items import Reveal
from quizgen.study.errors import ErrorKind
from quizgen.study.progress import Progress, ProgressError
from quizgen.study.schedule import mix_kinds
from quizgen.study.session import presentation


@pytest.fixture(autouse=True)
def _in_english(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_LANG", "en")


@pytest.fixture
def forms(here: Path) -> Path:
    return every_kind(here)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def played(quizgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`quizgen play --plain` with these lines as its input, which then ends."""

    def play(lines: list[str], *arguments: str) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(line + "\n" for line in lines)))
        return quizgen("play", "--plain", *arguments)

    return play


# ---------------------------------------------------------------------------------------------------------------
# Taking up again


@pytest.mark.parametrize("language", sample.collection().languages)
def test_every_form_is_taken_up_at_the_same_question(
    forms: Path, played: Callable[..., Ran], quizgen: Callable[..., Ran], language: str
) -> None:
    items = mix_kinds([item for item in items_of(forms) if item.id == item.question])  # of a pair, one way a day
    started = played([], str(forms), "--lang", language, "--count", str(len(items)), "--new", "99", "--seed", "5")
    asked = question(started.out)
    for place, item in enumerate(items):
        again = played([], str(forms), "--lang", language, "--resume")
        assert f"Question {place + 1} " in again.out
        assert question(again.out).splitlines()[:-2] == asked.splitlines()[:-2], "the same, in the same order"
        answered = played(typed(item, 5, language), str(forms), "--lang", language, "--resume")
        assert answered.code == 0
        assert ("juste" if language == "fr" else "Right") in answered.out or isinstance(item.form, Reveal)
        asked = question(answered.out)
    assert played([], str(forms), "--resume").code == 2, "it has come to its end"
    with learner.of_this_machine().open_progress() as progress:
        assert [answer[2] for answer in progress.answers()] == ["1"] * len(items)


def test_undo_reaches_back_beyond_a_resume(forms: Path, played: Callable[..., Ran]) -> None:
    items = mix_kinds([item for item in items_of(forms) if item.id == item.question][:10])
    lines = [line for item in items[:2] for line in typed(item, 5, "en")]
    played([*lines[:-1], "j", ""], str(forms), "--new", "99", "--seed", "5")
    with learner.of_this_machine().open_progress() as progress:
        scores = {answer.item: answer.score for answer in progress.answers()}  # both may be of one millisecond
    assert scores == {items[0].id: "1", items[1].id: "0"}, "the learner's own verdict"
    out = played([":z", "z", ":z"], str(forms), "--resume").out
    assert [int(n) for n in re.findall(r"Question (\d+) of", out)] == [3, 2, 2, 1]
    with learner.of_this_machine().open_progress() as progress:
        assert list(progress.answers()) == []
        assert progress.memories() == {}


def test_a_session_of_other_banks_is_not_taken_up(forms: Path, tiny: Path, played: Callable[..., Ran]) -> None:
    played(["b", ""], str(forms))
    other = played([], str(tiny), "--resume")
    assert other.code == 2
    assert "unfinished session" in other.err
    assert "left at" not in played([], str(tiny)).out
    told = played([], str(forms)).out.splitlines()[0]
    assert told == f"A session was left at 1 of 10. To go on with it: quizgen play {forms} --resume"
    assert played([], str(forms), "--resume").code == 0


def test_what_is_no_longer_there_is_told(forms: Path, played: Callable[..., Ran]) -> None:
    played(["b", ""], str(forms), "--seed", "5")
    edit(forms / "rivers.yaml", "  - id: truth\n", "  - id: truth\n    withdrawn: true\n")
    out = played([], str(forms), "--resume").out
    assert "1 question of that session can’t be asked any more." in out
    assert "Question 2 of 9" in out


def test_options_that_are_gone_since_do_no_harm(forms: Path, played: Callable[..., Ran]) -> None:
    """A question is edited between a session's death and its resumption, and the end shows what was missed."""
    choice = items_of(forms)[0]
    letter = "ABCD"[presentation(choice, 5).index(3)]
    played([letter, ""], str(forms), "--seed", "5")
    gone = """      - text: {country: RO}
        because: {fr: C'est là qu'il finit., en: That's where it ends.}
"""
    edit(forms / "rivers.yaml", gone, "")
    done = played([":z", ":z"], str(forms), "--resume")
    assert done.code == 0
    played(["b", ""], str(forms), "--resume")
    done = played([":q"], str(forms), "--resume")
    assert done.code == 0
    assert "To look at again" in done.out


# ---------------------------------------------------------------------------------------------------------------
# What is asked


def test_new_ones_are_counted_by_the_day(
    here: Path, played: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = str(many(here))
    assert "Nothing is due today. Nothing is scheduled yet." in played([], bank, "--new", "0").out
    out = played(["word0", "", "word1", "", ":q"], bank, "--new", "3").out
    assert "Question 1 of 3" in out
    out = played([], bank, "--new", "3", "--count", "5").out
    assert "Question 1 of 1" in out, "two of the three were begun today"
    assert "Question 1 of 5" in played([], bank, "--new", "30", "--count", "5").out
    later = learner.now_ms() + 3 * 86_400_000
    monkeypatch.setattr(learner, "now_ms", lambda: later)
    out = played([], bank, "--new", "3", "--count", "4").out
    assert "Question 1 of 4" in out
    assert "Word 0?" in out, "due ones come first"


def test_only_what_was_missed_lately(here: Path, played: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    bank = str(many(here))
    assert "Nothing was missed lately." in played([], bank, "--missed").out
    played(["word0", "", "wrong", "", "wrong", "j", "", ":q"], bank)
    out = played(["word1", "", "n"], bank, "--missed").out
    assert re.findall(r"Word \d+\?", out)[0] == "Word 1?"
    assert "of 1." in out
    assert "Nothing was missed lately." in played([], bank, "--missed").out
    played(["wrong"], bank, "--question", "q9")
    later = learner.now_ms() + 31 * 86_400_000
    monkeypatch.setattr(learner, "now_ms", lambda: later)
    assert "Nothing was missed lately." in played([], bank, "--missed").out


def test_practice_leaves_the_schedule_alone(here: Path, played: Callable[..., Ran]) -> None:
    bank = str(many(here))
    played(["x", "", "y", "", ":q"], bank, "--mode", "practice")
    with learner.of_this_machine().open_progress() as progress:
        assert progress.memories() == {}
        assert len(list(progress.answers())) == 2


def test_filters_hold_in_study_too(forms: Path, played: Callable[..., Ran]) -> None:
    assert "Question 1 of 2." in played([], str(forms), "--kind", "cloze").out
    assert "Question 1 of 10." in played([], str(forms), "--except", "choice").out


def test_how_an_answer_is_judged_does_not_hang_on_the_filters(here: Path, played: Callable[..., Ran]) -> None:
    bank = str(many(here))
    assert "Wrong" in played(["word2"], bank, "--question", "q1").out, "another question's answer is no typo"


# ---------------------------------------------------------------------------------------------------------------
# A database that can't be used


def corrupt(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)


def newer(path: Path) -> None:
    Progress(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (text)")
    database.close()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("spoil", "fr", "en"),
    [
        (corrupt, "est abîmée", "is damaged"),
        (newer, "plus récent", "newer quizgen"),
        (foreign, "n’est pas", "is not quizgen’s"),
    ],
    ids=["corrupt", "newer", "foreign"],
)
def test_a_database_that_cannot_be_used(
    tiny: Path,
    quizgen: Callable[..., Ran],
    played: Callable[..., Ran],
    spoil: Callable[[Path], None],
    fr: str,
    en: str,
    language: str,
) -> None:
    path = learner.path()
    path.parent.mkdir(parents=True)
    spoil(path)
    before = path.read_bytes()
    said = fr if language == "fr" else en
    refused = played(["n"], str(tiny), "--lang", language)
    assert refused.code == 3
    assert said in refused.err
    assert str(path) in refused.err
    assert played([], str(tiny), "--lang", language).code == 3, "no answer is no"
    unsaved = played(["y", "a", "", "tokyo", "", "n"], str(tiny), "--lang", language)
    assert unsaved.code == 0
    assert "Question 2 " in unsaved.out
    for command in (["stats"], ["stats", "--json"], ["progress", "export"], ["progress", "rebuild"]):
        ran = quizgen(*command, "--lang", language)
        assert (ran.code, ran.out) == (3, "")
        assert said in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("table", ["cards", "answers", "answers_by_day", "sessions", "reviews", "other_rows"])
def test_a_database_that_is_damaged_deep_inside(
    tiny: Path, quizgen: Callable[..., Ran], played: Callable[..., Ran], table: str
) -> None:
    """It can be opened, and what is wrong shows later, at the first question or at the first answer."""
    played(["a", ""], str(tiny))
    with sqlite3.connect(learner.path()) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    with learner.path().open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x07" * size)
    for arguments in ([], ["--resume"]):
        stopped = played(["a", "n", "n"], str(tiny), *arguments)
        assert stopped.code in (0, 2, 3)
        assert "is damaged" in stopped.err + stopped.out or "unfinished" in stopped.err
    went_on = played(["y", "tokyo", "y", "", "n"], str(tiny), "--question", "tokyo")
    assert went_on.code == 0
    assert "Right" in went_on.out
    for command in (["stats"], ["progress", "export"], ["progress", "rebuild"]):
        assert quizgen(*command, "--lang", "en").code in (0, 3)


def test_going_on_unsaved_as_a_process(tiny: Path, here: Path) -> None:
    """The streams are real here; asking for consent and playing must not both set them up."""
    (here / "data" / "quizgen").mkdir(parents=True)
    corrupt(learner.path())
    ran = subprocess.run(
        [sys.executable, "-m", "quizgen", "play", "--plain", str(tiny)],
        input="y\na\n",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0
    assert "Question 1 of 2" in ran.stdout


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_disk_that_fills_up_while_playing(
    here: Path, played: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    real = Progress.append

    def append(progress: Progress, row: object) -> None:
        if len(progress.events()) == 2:
            (pages,) = progress._db.execute("PRAGMA page_count").fetchone()
            progress._db.execute(f"PRAGMA max_page_count = {pages}")
            row = row._replace(note="x" * 100_000)  # type: ignore[attr-defined]  # what no longer fits
        real(progress, row)  # type: ignore[arg-type]

    monkeypatch.setattr(Progress, "append", append)
    bank = str(many(here))
    reason = "Not saved: your progress can’t be written: the disk is full"
    stopped = played(["word0", "", "word1", "", "word2", "n"], bank, "--lang", language)
    assert stopped.code == 0
    if language == "en":
        assert reason in stopped.out
        assert "Stopped: 3 right of 3" in stopped.out
    went_on = played(["word2", "y", "", "word3", "", ":q"], bank, "--lang", language)
    assert went_on.code == 0
    assert "Question 3 " in went_on.out
    with learner.of_this_machine().open_progress() as progress:
        assert len(progress.events()) == 2
    assert played([], bank, "--resume", "--lang", language).code == 0, "what was stored can be taken up"


@pytest.mark.parametrize(("kind", "said"), [("read-only", "is read-only"), ("full", "the disk is full")])
def test_a_folder_where_nothing_can_be_written(
    tiny: Path,
    quizgen: Callable[..., Ran],
    played: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    kind: ErrorKind,
    said: str,
) -> None:
    played(["a", ""], str(tiny))
    path = learner.path()
    real = Progress.__init__

    def init(progress: Progress, path: Path, *, read_only: bool = False) -> None:
        if not read_only:
            raise ProgressError(kind, path)
        real(progress, path, read_only=True)

    monkeypatch.setattr(Progress, "__init__", init)
    assert played(["n"], str(tiny)).code == 3
    assert said in played(["n"], str(tiny)).err
    assert quizgen("stats", str(tiny)).code == 0, "what is there can be looked at"
    assert len(quizgen("progress", "export").out.splitlines()) == 1
    assert quizgen("progress", "retention").code == 0
    assert quizgen("progress", "retention", "85").code == 3
    assert sorted(each.name for each in path.parent.iterdir()) == ["progress.db"]


# ---------------------------------------------------------------------------------------------------------------
# Edits never cost history


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What is the capital of Japan?", "Which city is Japan's capital?"),
        ("kind: text", "kind: card"),
        ("title: {fr: Minuscule, en: Tiny}", "title: {fr: Petit, en: Small}"),
        ("  - id: tokyo", "  - id: edo\n    was: tokyo"),
    ],
    ids=["text", "kind", "title", "id"],
)
def test_an_edited_question_keeps_its_history(tiny: Path, played: Callable[..., Ran], old: str, new: str) -> None:
    played(["tokyo"], str(tiny), "--question", "tokyo")
    text = tiny.read_text("utf-8")
    assert old in text
    tiny.write_text(text.replace(old, new), "utf-8")
    out = played([], str(tiny), "--new", "0").out
    assert "Next session" in out
    assert ", 1 question." in out


def test_a_question_that_moves_to_another_file_keeps_its_history(here: Path, played: Callable[..., Ran]) -> None:
    folder = here / "moving"
    folder.mkdir()
    (folder / "collection.yaml").write_text("format: 1\nid: moving\ntitle: Moving\nlanguages: [en]\n")
    head = "format: 1\nid: {id}\ntitle: {id}\nquestions:\n"
    one = "  - {id: a, kind: text, prompt: A?, answer: aaa, explanation: x}\n"
    two = "  - {id: b, kind: text, prompt: B?, answer: bbb, explanation: x}\n"
    (folder / "one.yaml").write_text(head.format(id="one") + one + two)
    played(["aaa", "", "bbb"], str(folder))
    (folder / "one.yaml").write_text(head.format(id="one") + two)
    (folder / "two.yaml").write_text(head.format(id="two") + one)
    assert ", 2 questions." in played([], str(folder), "--new", "0").out


def test_a_trial_asks_all_in_the_order_of_the_file_and_stores_nothing(
    quizgen: Callable[..., Ran], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = many(here, 13)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"word{n}\n\n" for n in range(13))))
    ran = quizgen("play", "--plain", "--lang", "en", "--try", str(bank))
    asked = [line for line in ran.out.splitlines() if line.startswith("Word ")]
    assert asked == [f"Word {n}?" for n in range(13)]
    assert "Trying it out: nothing is saved." in ran.out
    assert "13 right of 13" in ran.out
    assert not (here / "data").exists()


@pytest.mark.parametrize("other", ["--resume", "--missed"])
def test_a_trial_knows_no_earlier_answers(quizgen: Callable[..., Ran], here: Path, other: str) -> None:
    ran = quizgen("play", "--try", other, str(many(here)))
    assert ran.code == 2
    assert "leave out --resume and --missed" in ran.err
