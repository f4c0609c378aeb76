"""What the commands print, write and leave alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from running import ROOT, SOUND, Ran

Run = Callable[..., Ran]


GERMAN = """\
format: 1
id: a
title: Alles
languages: [de]
questions:
  - {id: eins, kind: text, prompt: Wirklich?, answer: ja}
"""

# ---------------------------------------------------------------------------------------------------------------
# Language


@pytest.mark.parametrize(
    ("environ", "arguments", "title"),
    [
        ({}, [], "Minuscule"),  # nobody said: the bank's first
        ({"LANG": "en_GB.UTF-8"}, [], "Tiny"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_CA.UTF-8"}, [], "Minuscule"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, [], "Tiny"),
        ({"LANG": "fr_FR", "QUIZGEN_LANG": "en"}, [], "Tiny"),
        ({"QUIZGEN_LANG": "en"}, ["--lang", "fr"], "Minuscule"),
        ({"QUIZGEN_LANG": "fr"}, ["--lang=en"], "Tiny"),
        ({"LANG": "de_DE.UTF-8"}, [], "Minuscule"),
    ],
)
def test_the_language_wanted(
    quizgen: Run,
    tiny: Path,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    arguments: list[str],
    title: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    for line in (["list", "tiny.yaml", *arguments], [*arguments, "list", "tiny.yaml"]):
        assert f"tiny · {title}" in quizgen(*line).out


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "Answer"),
        ({"QUIZGEN_LANG": "fr"}, "Réponse"),
        ({"QUIZGEN_LANG": "de", "LANG": "fr_FR.UTF-8"}, "Réponse"),
        ({"QUIZGEN_LANG": "en", "LANG": "fr_FR.UTF-8"}, "Answer"),
    ],
)
def test_the_interface_in_a_preferred_language_where_the_wanted_one_has_no_catalog(
    quizgen: Run, here: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], said: str
) -> None:
    (here / "a.yaml").write_text(GERMAN, "utf-8")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert said in quizgen("show", "eins", "a.yaml", "--lang", "de").out


# ---------------------------------------------------------------------------------------------------------------
# list, show, check, schema


def test_list_counts_and_names(quizgen: Run, tiny: Path) -> None:
    out = quizgen("list", "tiny.yaml", "--lang", "en").out
    assert "tiny/tiny · Tiny · 2 questions" in out
    assert "kuwait  choice  Which country is in the Gulf?" in out
    data = json.loads(quizgen("list", "tiny.yaml", "--json", "--lang", "en").out)
    assert [each["id"] for each in data["collections"][0]["banks"][0]["questions"]] == ["tiny/kuwait", "tiny/tokyo"]


def test_list_without_a_bank_shows_what_comes_along(quizgen: Run, here: Path) -> None:
    assert "nato-tokyo/offices" in quizgen("list").out


def test_list_prefers_the_content_here(quizgen: Run, here: Path) -> None:
    (here / "content").mkdir()
    (here / "content/collection.yaml").write_text("format: 1\nid: mine\ntitle: Mine\nlanguages: [en]\n", "utf-8")
    bank = "format: 1\nid: one\ntitle: One\nquestions:\n  - {id: a, kind: card, prompt: Why, answer: So}\n"
    (here / "content/one.yaml").write_text(bank, "utf-8")
    out = quizgen("list").out
    assert "mine/one" in out
    assert "nato-tokyo" not in out


def test_show_tells_all_of_a_question(quizgen: Run, tiny: Path) -> None:
    out = quizgen("show", "tiny/kuwait", "tiny.yaml", "--lang", "en").out
    for said in ("Which country is in the Gulf?", "✓ Kuwait", "✗ France", "Its capital is Kuwait City.", "gulf"):
        assert said in out
    data = json.loads(quizgen("show", "kuwait", "tiny.yaml", "--json", "--lang", "fr").out)
    assert data["answer"]["options"][0] == {"text": "Koweït", "right": True, "because": None}


def test_show_tells_the_ends_of_an_order(quizgen: Run, here: Path) -> None:
    (here / "order.yaml").write_text(
        "format: 1\nid: o\ntitle: O\nlanguages: [en]\nquestions:\n"
        "  - {id: q, kind: order, prompt: Sort, first: earliest, last: latest,"
        " items: [one, {text: two, note: in 2022}, three]}\n",
        "utf-8",
    )
    out = quizgen("show", "q", "order.yaml", "--lang", "en").out
    assert "  1. one · earliest\n  2. two (in 2022)\n  3. three · latest\n" in out


def test_check_for_machines(quizgen: Run, broken: Path) -> None:
    ran = quizgen("check", "broken.yaml", "--format", "json")
    data = json.loads(ran.out)
    assert (ran.code, data["errors"], data["files"], data["questions"]) == (1, 1, 1, 2)
    assert {(each["code"], each["line"]) for each in data["problems"]} == {("Q104", 16)}
    annotated = quizgen("check", "broken.yaml", "--format", "github").out
    assert "::error file=broken.yaml,line=16,col=5,endColumn=11,title=quizgen Q104::" in annotated


def test_warnings_fail_only_when_strict(quizgen: Run, here: Path) -> None:
    (here / "a.yaml").write_text(SOUND.replace("questions:", "tags: {asia: {fr: Asie, en: Asia}}\nquestions:"), "utf-8")
    assert quizgen("check", "a.yaml").code == 0
    assert quizgen("check", "a.yaml", "--strict").code == 1
    assert "1 warning in the file" in quizgen("check", "a.yaml").out


def test_check_is_quiet_without_colour_in_a_pipe(quizgen: Run, broken: Path) -> None:
    assert "\x1b" not in quizgen("check", "broken.yaml").out


def test_schema_is_a_schema(quizgen: Run) -> None:
    assert json.loads(quizgen("schema").out)["$schema"].startswith("https://json-schema.org/")


# ---------------------------------------------------------------------------------------------------------------
# new, completion


@pytest.mark.parametrize("languages", ["fr", "en", "fr,en"])
def test_a_new_bank_has_nothing_to_mend(quizgen: Run, here: Path, languages: str) -> None:
    assert quizgen("new", "été 2023", "--languages", languages).code == 0
    ran = quizgen("check", "été 2023.yaml", "--strict")
    assert (ran.code, ran.out.partition(" · ")[0]) == (0, "no problem in 1 file")
    assert "id: ete-2023" in (here / "été 2023.yaml").read_text("utf-8")


def test_a_new_bank_in_a_language_that_the_interface_does_not_speak(quizgen: Run, here: Path) -> None:
    """Its examples are in English, to be translated: warnings perhaps, no errors."""
    assert quizgen("new", "one", "--languages", "pt-BR,de").code == 0
    assert quizgen("check", "one.yaml").code == 0


def test_a_new_bank_in_a_collection_takes_its_languages(quizgen: Run, here: Path) -> None:
    (here / "collection.yaml").write_text("format: 1\nid: c\ntitle: C\nlanguages: [en]\n", "utf-8")
    for name in ("one", "deep/two"):
        assert quizgen("new", name).code == 0
    ran = quizgen("check", ".")  # alike as two new banks are, `check` warns of that
    assert ran.code == 0
    assert "14 questions read" in ran.out
    assert quizgen("new", "three", "--languages", "fr").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(quizgen: Run, shell: str) -> None:
    out = quizgen("completion", shell).out
    assert f"_QUIZGEN_COMPLETE={shell}_complete" in out


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("quizgen ch", {"plain,check"}),
        ("quizgen completion ", {"plain,bash", "plain,zsh", "plain,fish"}),
        ("quizgen play --mode e", {"plain,exam"}),
        ("quizgen check nato-tokyo/off", {"plain,nato-tokyo/offices"}),
        ("quizgen show --js", {"plain,--json"}),
        ("quizgen --ver", {"plain,--version"}),
    ],
)
def test_bash_completes(quizgen: Run, monkeypatch: pytest.MonkeyPatch, words: str, offered: set[str]) -> None:
    monkeypatch.setenv("_QUIZGEN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    assert set(quizgen().out.split()) == offered


# ---------------------------------------------------------------------------------------------------------------
# Without and with a terminal


def test_without_a_terminal_the_bare_command_helps(quizgen: Run) -> None:
    assert quizgen().out.startswith("Usage: quizgen [OPTIONS] [COMMAND]")


def test_help_comes_at_once(here: Path) -> None:
    """What help may not import: everything heavy."""
    heavy = {"yaml", "babel", "rich", "questionary", "prompt_toolkit", "markdown_it", "platformdirs"}
    script = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "from quizgen.cli import run\n"
        "try: run()\n"
        "except SystemExit: print('|', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert heavy.isdisjoint(ran.stdout.rpartition("|")[2].split())


def test_lines_without_a_locale(tiny: Path) -> None:
    """LANG=C, in and out: UTF-8 all the same."""
    ran = subprocess.run(
        [sys.executable, "-m", "quizgen", "play", "tiny.yaml", "--plain", "--question", "tokyo", "--lang", "fr"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C", "HOME": str(tiny.parent)},
        input="Tôkyô\n\n".encode(),
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Tôkyô" in ran.stdout.decode()


def spawn(arguments: str, here: Path, **environ: str) -> pexpect.spawn:
    return pexpect.spawn(
        sys.executable,
        ["-m", "quizgen", *arguments.split()],
        cwd=str(here),
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **environ},
        encoding="utf-8",
        dimensions=(30, 80),
        timeout=30,
    )


@pytest.mark.parametrize("plain", [pytest.param("", marks=pytest.mark.slow), "--plain"])
def test_ctrl_c_ends_with_130_and_what_was_answered(tiny: Path, plain: str) -> None:
    child = spawn(f"play tiny.yaml --lang en --question tokyo {plain}", tiny.parent)
    child.expect("capital of Japan")
    child.expect("answer" if plain else "stop")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "No question answered" in child.before
    assert "Traceback" not in child.before


@pytest.mark.slow
def test_ctrl_c_between_the_menu_s_lines_is_130(tiny: Path) -> None:
    child = spawn("--lang en", tiny.parent)
    child.expect("Quit")
    child.expect("leave")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


@pytest.mark.parametrize("term", ["xterm", pytest.param("dumb", marks=pytest.mark.slow)])
def test_ctrl_d_leaves_the_menu(tiny: Path, term: str) -> None:
    child = spawn("--lang en", tiny.parent, TERM=term)
    child.expect("leave" if term == "xterm" else "number")
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "Traceback" not in child.before


def test_an_interruption_while_reading(tiny: Path) -> None:
    """SIGINT outside any prompt: code 130, no traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "play", "tiny.yaml", "--plain"],
        cwd=tiny.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()  # it has begun
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")
    assert "Aucune réponse" in out


def test_check_tells_what_no_question_cites(quizgen: Run, tiny: Path) -> None:
    (tiny.parent / "articles").mkdir()
    (tiny.parent / "articles" / "a.txt").write_text("One\n\nTwo\n\nThree\n", "utf-8")
    text = tiny.read_text("utf-8").replace(
        "questions:", "sources: {press: {label: press, language: en, file: a.txt}}\nquestions:"
    )
    tiny.write_text(text.replace("    tags: [asia]", "    source: {article: press, paragraph: 2}"), "utf-8")
    ran = quizgen("check", str(tiny), "--articles", str(tiny.parent / "articles"))
    assert "press: no question cites §\xa01, 3 (of 3)" in ran.out.replace("§ ", "§\xa0")
    data = json.loads(quizgen("check", str(tiny), "--format", "json", "--articles", str(tiny.parent / "articles")).out)
    assert data["uncited"] == {"press": [1, 3]}


def test_a_slash_at_the_end_of_a_new_name_is_no_folder(quizgen: Run, here: Path) -> None:
    assert quizgen("new", "capitals/").code == 0
    assert (here / "capitals.yaml").is_file()
