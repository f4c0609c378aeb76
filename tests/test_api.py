"""What scripts rely on: `quizgen.load` and its neighbours do what the command does, and say what it says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import quizgen
from quizgen.cli.main import main
from quizgen.grading import Picked, Typed, Unreadable, Verdict
from quizgen.items import Collection
from quizgen.text import phrases

SOUND = """\
format: 1
id: tiny
title: {fr: Minuscule, en: Tiny}
languages: [fr, en]
questions:
  - id: spain
    kind: text
    prompt: {fr: "Quelle est la capitale de l'Espagne ?", en: What is the capital of Spain?}
    answer: Madrid
  - id: peaks
    kind: number
    prompt: {fr: Combien ?, en: How many?}
    answer: 7
  - id: pun
    kind: card
    languages: [fr]
    prompt: {fr: Quelle capitale rime avec pomme ?}
    answer: {fr: Rome}
"""
STAMP = 1_700_000_000

Says = Callable[..., str]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """A sound bank, in the folder where the test works."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(STAMP))
    for name in ("QUIZGEN_LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    Path("tiny.yaml").write_text(SOUND, "utf-8")
    (collection,) = quizgen.load("tiny.yaml")
    return collection


@pytest.fixture
def says(tiny: Collection, capsys: pytest.CaptureFixture[str]) -> Says:
    """What the command prints on standard output."""

    def run(*arguments: str) -> str:
        capsys.readouterr()
        main(list(arguments))
        return capsys.readouterr().out

    return run


def without(collection: Collection, name: str) -> Collection:
    (bank,) = collection.banks
    return replace(collection, banks=(replace(bank, items=tuple(i for i in bank.items if i.name != name)),))


def codes(error: pytest.ExceptionInfo[quizgen.Error]) -> list[str]:
    return [problem.code.id for problem in error.value.problems]


# ---------------------------------------------------------------------------------------------------------------
# The module


def test_importing_it_loads_next_to_nothing() -> None:
    code = "import sys, quizgen; print(*(name for name in sys.modules if name.startswith('quizgen')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["quizgen"]


def test_reading_banks_loads_nothing_that_makes_or_stores(tmp_path: Path) -> None:
    """A script that reads banks waits for no command line, no deck, no typesetter, no database, no lint."""
    code = (
        "import sys, quizgen; quizgen.load('nato-tokyo'); "
        "print(*(name for name in ('click', 'genanki', 'typst', 'sqlite3', 'prompt_toolkit', 'quizgen.lint', "
        "'quizgen.cli') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_it_offers_what_it_lists_and_no_more() -> None:
    assert set(quizgen.__all__) <= set(dir(quizgen))
    assert all(callable(getattr(quizgen, name)) for name in quizgen.__all__)
    with pytest.raises(AttributeError, match="laod"):
        quizgen.laod  # noqa: B018  # looking is enough


# ---------------------------------------------------------------------------------------------------------------
# Reading


def test_load_takes_several_places_and_bundled_ids(tiny: Collection) -> None:
    loaded = quizgen.load(Path("tiny.yaml"), "nato-tokyo/offices")
    assert [collection.id for collection in loaded] == ["tiny", "nato-tokyo"]
    assert [bank.id for bank in loaded[1].banks] == ["offices"]


@pytest.mark.parametrize("language", phrases.available())
def test_an_error_says_what_check_prints(says: Says, language: str) -> None:
    Path("wrong.yaml").write_text(SOUND.replace("answer: Madrid", "reply: Madrid"), "utf-8")
    with pytest.raises(quizgen.Error) as error:
        quizgen.load("wrong.yaml")
    printed = says("check", "wrong.yaml", "--lang", language)
    errors = [part for part in printed.split("\n\n") if " Q1" in part]
    assert len(errors) == 2
    assert error.value.text(language) == "\n\n".join(errors)
    assert language != "en" or str(error.value) == error.value.text("en")


def test_check_tells_warnings_too_and_load_does_not_mind_them(says: Says) -> None:
    told = "\n\n".join(map(str, quizgen.check("tiny.yaml")))
    assert says("check", "tiny.yaml", "--lang", "en").startswith(told + "\n\n")
    assert "warning" in told


def test_check_proves_citations() -> None:
    problems = quizgen.check("nato-tokyo/offices", articles=Path(__file__).parent)
    assert {problem.code.id for problem in problems} & {f"Q4{n:02}" for n in range(100)}


def test_places_without_banks(tiny: Collection) -> None:
    Path("empty").mkdir()
    for place, code in (("nowhere", "Q060"), ("empty", "Q061")):
        for function in (quizgen.load, quizgen.check):
            with pytest.raises(quizgen.Error) as error:
                function(place)
            assert codes(error) == [code]
            assert place in str(error.value)


# ---------------------------------------------------------------------------------------------------------------
# Judging


def test_judge(tiny: Collection) -> None:
    spain, peaks, _ = tiny.items()
    found = quizgen.judge(Typed("madird"), spain, "en")
    assert isinstance(found, Verdict)
    assert found.right
    assert isinstance(quizgen.judge(Typed("many"), peaks, "en"), Unreadable)
    with pytest.raises(TypeError):
        quizgen.judge(Picked(frozenset()), spain, "en")


def test_an_answer_of_another_question_is_no_slip(tiny: Collection) -> None:
    spain, *_ = tiny.items()
    text = SOUND.replace("answer: Madrid", "answer: Madrit").replace("id: tiny", "id: other")
    Path("other.yaml").write_text(text.replace("id: spain", "id: elsewhere"), "utf-8")
    (other,) = quizgen.load("other.yaml")
    alone, beside = (quizgen.judge(Typed("madrit"), spain, "en", others) for others in ((), other.items()))
    assert isinstance(alone, Verdict)
    assert isinstance(beside, Verdict)
    assert (alone.right, beside.right) == (True, False)


# ---------------------------------------------------------------------------------------------------------------
# Decks


def test_a_deck_is_the_one_that_the_command_makes(tiny: Collection, says: Says) -> None:
    says("export", "anki", "tiny.yaml", "-o", "theirs")
    plan = quizgen.export_anki(tiny, "en", "ours/tiny.en.apkg", stamp=STAMP)
    assert plan.new == ("tiny/spain", "tiny/peaks")
    assert plan.left_out == 1
    assert Path("ours/tiny.en.apkg").read_bytes() == Path("theirs/tiny.en.apkg").read_bytes()


def written(name: str) -> tuple[int, int, bytes]:
    """Which file it is, when it was written, and what it holds; not when it was read, which reading changes."""
    stat = Path(name).stat()
    return stat.st_ino, stat.st_mtime_ns, Path(name).read_bytes()


def test_a_deck_that_nothing_changes_is_left_alone(tiny: Collection) -> None:
    quizgen.export_anki(tiny, "fr", "fr.apkg", stamp=STAMP)
    before = written("fr.apkg")
    assert not quizgen.export_anki(tiny, "fr", "fr.apkg").differs
    assert written("fr.apkg") == before
    assert not quizgen.export_anki(tiny, "fr", "new/fr.apkg", since="fr.apkg").differs
    assert Path("new/fr.apkg").read_bytes() == Path("fr.apkg").read_bytes()


def test_a_deck_never_loses_questions_unasked(tiny: Collection) -> None:
    quizgen.export_anki(tiny, "fr", "fr.apkg", stamp=STAMP)
    before = Path("fr.apkg").read_bytes()
    less = without(tiny, "pun")
    with pytest.raises(quizgen.Error) as error:
        quizgen.export_anki(less, "fr", "fr.apkg")
    assert error.value.plan is not None
    assert error.value.plan.vanished == ("tiny/pun",)
    assert "? pun  vanished" in str(error.value)
    assert "disparue" in error.value.text("fr")
    assert Path("fr.apkg").read_bytes() == before
    assert quizgen.export_anki(less, "fr", "fr.apkg", drop=["pun"]).dropped == {"pun"}


def test_a_deck_is_built_over_its_like_alone(tiny: Collection) -> None:
    quizgen.export_anki(tiny, "fr", "fr.apkg", stamp=STAMP)
    Path("damaged.apkg").write_bytes(b"PK")
    other = replace(without(tiny, "pun"), id="other")
    (bank,) = other.banks
    other = replace(other, banks=(replace(bank, items=tuple(replace(i, id=f"other/{i.name}") for i in bank.items)),))
    for collection, language, since, code in (
        (tiny, "en", "fr.apkg", "Q913"),
        (other, "fr", "fr.apkg", "Q914"),
        (tiny, "fr", "damaged.apkg", "Q910"),
    ):
        with pytest.raises(quizgen.Error) as error:
            quizgen.export_anki(collection, language, "new.apkg", since=since)
        assert codes(error) == [code]
    with pytest.raises(FileNotFoundError):
        quizgen.export_anki(tiny, "fr", "new.apkg", since="nowhere.apkg")
    assert not Path("new.apkg").exists()


def test_what_a_deck_can_not_hold_is_refused(tiny: Collection) -> None:
    Path("far.yaml").write_text(
        "format: 1\nid: far\ntitle: Far\nlanguages: [en]\nquestions:\n"
        '  - {id: gap, kind: cloze, text: "{{c501::Too}} far"}\n',
        "utf-8",
    )
    (far,) = quizgen.load("far.yaml")
    with pytest.raises(quizgen.Error) as error:
        quizgen.export_anki(far, "en", "far.apkg")
    assert codes(error) == ["Q902"]


# ---------------------------------------------------------------------------------------------------------------
# Handouts


def test_a_handout_is_the_one_that_the_command_makes(
    tiny: Collection, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    options = ["--variants", "2", "--out-of", "20", "--preset", "large", "--paper", "letter"]
    says("export", "handout", "tiny.yaml", "--lang", "fr,en", *options, "-o", "theirs")
    printed = quizgen.export_handout(
        tiny, "ours", languages=["fr", "en"], versions=2, out_of=20, preset="large", paper="letter"
    )
    theirs = sorted(Path("theirs").iterdir())
    assert len(theirs) == 3
    assert sorted(path.name for path in printed.files) == [path.name for path in theirs]
    for path in theirs:
        assert Path("ours", path.name).read_bytes() == path.read_bytes()
    assert printed.problems == ()


@pytest.mark.parametrize("banks", [["nato-tokyo/offices"], ["nato-tokyo/offices", "nato-tokyo/japan"]])
def test_a_handout_bears_the_title_that_the_command_gives_it(
    banks: list[str], says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    says(
        "export", "handout", *banks, "--lang", "fr", "--count", "6", "--seed", "3", "--key", "none", "-o", "theirs.pdf"
    )
    (collection,) = quizgen.load(*banks)
    quizgen.export_handout(collection, "ours.pdf", count=6, seed=3, key="none")
    assert Path("ours.pdf").read_bytes() == Path("theirs.pdf").read_bytes()


def test_a_handout_tells_what_stays_out(tiny: Collection) -> None:
    printed = quizgen.export_handout(tiny, "tiny.pdf", languages=["en"], key="none", title="Test 3")
    assert printed.files == (Path("tiny.pdf"),)
    assert [(problem.code.id, problem.values["question"]) for problem in printed.problems] == [("Q553", "tiny/pun")]


def test_a_handout_needs_questions(tiny: Collection) -> None:
    (pun,) = (item for item in tiny.items() if item.name == "pun")
    with pytest.raises(ValueError, match="0 questions"):
        quizgen.export_handout(tiny, "tiny.pdf", languages=["en"], items=[pun])
    with pytest.raises(ValueError, match="3 questions"):
        quizgen.export_handout(tiny, "tiny.pdf", count=4)
    assert not Path("tiny.pdf").exists()


def test_a_picture_that_can_not_be_drawn_is_told(tiny: Collection) -> None:
    picture = "    image: {file: torn.svg, alt: {fr: Rien., en: Nothing.}}\n"
    Path("torn.yaml").write_text(SOUND.replace("    answer: Madrid\n", "    answer: Madrid\n" + picture), "utf-8")
    Path("torn.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (torn,) = quizgen.load("torn.yaml")
    Path("torn.svg").write_text("<svg", "utf-8")
    with pytest.raises(quizgen.Error) as error:
        quizgen.export_handout(torn, "torn.pdf")
    assert codes(error) == ["Q951"]
