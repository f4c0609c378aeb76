"""What the commands print, write and leave alone."""

from __future__ import annotations

import io
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

from quizgen.app import settings

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
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:en:fr"}, [], "Tiny"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, [], "Tiny"),
        ({"LANG": "C", "LANGUAGE": "en"}, [], "Minuscule"),  # as gettext has it
        ({"QUIZGEN_LANG": "fr", "LANG": "en_GB", "LANGUAGE": "en"}, [], "Minuscule"),
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


def test_the_language_chosen_in_the_menu_comes_after_what_is_asked_for_and_before_the_system_s(
    quizgen: Run, tiny: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = here / "config/quizgen/settings.json"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    settings.keep_language(str(file), "en")
    assert "Tiny" in quizgen("list", "tiny.yaml").out
    assert "Usage:" in quizgen("--help").out
    assert "Minuscule" in quizgen("list", "tiny.yaml", "--lang", "fr").out
    monkeypatch.setenv("QUIZGEN_LANG", "fr")
    assert "Minuscule" in quizgen("list", "tiny.yaml").out


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"language": 3}', b"\xff", b"[" * 100_000, b'{"language": ""}']
)
def test_settings_that_cannot_be_read_are_ignored(quizgen: Run, tiny: Path, here: Path, content: bytes) -> None:
    file = here / "config/quizgen/settings.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    ran = quizgen("list", "tiny.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "Minuscule" in ran.out
    settings.keep_language(str(file), "en")
    assert settings.language(str(file)) == "en"


def test_settings_that_cannot_be_written_are_no_reason_to_stop(here: Path) -> None:
    (here / "file").write_text("")
    settings.keep_language(str(here / "file/settings.json"), "en")
    settings.keep_language(str(here), "en")
    assert list(here.iterdir()) == [here / "file"]


def test_settings_that_another_version_wrote_stay(here: Path) -> None:
    file = here / "settings.json"
    file.write_text('{"bell": true, "language": "fr"}')
    settings.keep_language(str(file), "en")
    assert json.loads(file.read_text()) == {"bell": True, "language": "en"}


def test_one_language_a_screen(quizgen: Run, tiny: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose language neither the bank nor the interface has: all in the bank's first."""
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("x\n\n"))
    out = quizgen("play", "tiny.yaml", "--plain", "--try").out
    assert "Minuscule" in out
    assert "Question 1 sur 2" in out
    assert "rien n’est enregistré." in out


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


def test_a_command_that_read_the_bundled_banks_for_want_of_others_says_so(quizgen: Run, here: Path) -> None:
    told = "No bank lies in this folder: these are the questions that come with quizgen.\n"
    for command in (["list"], ["check"], ["stats"]):
        ran = quizgen(*command)
        assert (ran.code, ran.err) == (0, told)
    assert quizgen("list", "--json", "nato-tokyo").err == ""


def test_the_banks_of_the_folder_come_first(quizgen: Run, tiny: Path) -> None:
    ran = quizgen("list")
    assert "tiny/tiny" in ran.out
    assert "nato" not in ran.out + ran.err
    ran = quizgen("check")
    assert (ran.code, ran.err) == (0, "")
    assert "2 questions read" in ran.out


def test_a_faulty_bank_in_the_folder_is_no_sound_bundled_one(quizgen: Run, broken: Path) -> None:
    ran = quizgen("check")
    assert ran.code == 1
    assert "broken.yaml:16:5  error" in ran.out


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


def _many(folder: Path, questions: int) -> Path:
    """A bank with two warnings a question."""
    file = folder / "many.yaml"
    file.write_text(
        "format: 1\nid: many\nlanguages: [en]\ntitle: Many\nquestions:\n"
        + "".join(
            f"  - {{id: q{n}, kind: card, prompt: Why <b>{n} is currently odd?, answer: a, explanation: b}}\n"
            for n in range(questions)
        )
    )
    return file


def test_check_folds_what_is_of_a_kind_and_sums_it_up(quizgen: Run, tmp_path: Path) -> None:
    file = _many(tmp_path, 9)
    out = quizgen("check", str(file)).out
    assert out.count("warning Q624  “<b>”") == 3
    assert "warning Q624  and 6 more like this: q3, q4, q5, q6, q7, q8" in out
    assert "By code: Q608 9, Q624 9\n" in out
    assert "18 warnings in the file" in out
    data = json.loads(quizgen("check", str(file), "--format", "json").out)
    assert len(data["problems"]) == 18
    assert data["by_code"] == {"Q608": 9, "Q624": 9}
    assert {problem["question"] for problem in data["problems"]} == {f"q{n}" for n in range(9)}
    assert quizgen("check", str(file), "--format", "github").out.count("::warning ") == 18


def test_check_leaves_out_what_it_is_asked_to(quizgen: Run, tmp_path: Path) -> None:
    file = _many(tmp_path, 9)
    assert "Q624" not in quizgen("check", str(file), "--ignore", "q624").out
    ran = quizgen("check", str(file), "--ignore", "Q624", "--ignore", "Q608", "--strict")
    assert (ran.code, "no problem in 1 file" in ran.out) == (0, True)
    assert quizgen("check", str(file), "--ignore", "Q104").code == 2


def test_check_says_that_it_stopped(quizgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("quizgen.bank.load", "quizgen.app.checking"):
        monkeypatch.setattr(sys.modules[module], "MAX_PROBLEMS", 12)
    file = _many(tmp_path, 9)
    assert "Stopped at 12 problems: 6 more are not told." in quizgen("check", str(file)).out
    assert json.loads(quizgen("check", str(file), "--format", "json").out)["left_out"] == 6


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


# ---------------------------------------------------------------------------------------------------------------
# help, and words in the place of a command


def test_help_shows_the_page_on_the_format_as_it_is_written(quizgen: Run) -> None:
    for language, file in (("en", "format.md"), ("fr", "format.fr.md"), ("de", "format.md")):
        ran = quizgen("help", "format", "--lang", language)
        assert ran.code == 0
        assert ran.out == (ROOT / "docs" / file).read_text("utf-8")


def test_help_of_a_command_is_its_help_page(quizgen: Run) -> None:
    assert quizgen("help", "play").out == quizgen("play", "--help").out
    assert quizgen("help").out == quizgen("--help").out
    ran = quizgen("help", "formt", "--lang", "en")
    assert ran.code == 2
    assert "is not one of format, play" in ran.err


def test_the_page_on_the_format_is_laid_out_on_a_terminal_through_a_pager(here: Path) -> None:
    child = spawn("help format --lang en", here, PAGER="cat")
    child.expect("kinds of question|kind: choice")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "```yaml" not in child.before


@pytest.mark.parametrize("name", ["nowhere.yaml", "./nowhere", "empty"])
def test_what_looks_like_a_bank_in_the_place_of_a_command_is_looked_for(here: Path, name: str) -> None:
    (here / "empty").mkdir()
    child = spawn(f"{name} --lang en", here)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "no file, folder or bank" in child.before or "no bank in the folder" in child.before


def test_without_a_terminal_a_bank_in_the_place_of_a_command_tells_the_help(quizgen: Run, tiny: Path) -> None:
    ran = quizgen("tiny.yaml", "--lang", "en")
    assert (ran.code, ran.out) == (0, quizgen("--help", "--lang", "en").out)
    assert quizgen("tini", "--lang", "en").code == 2


def test_completion_offers_the_banks_of_the_folder_and_their_files(quizgen: Run, tiny: Path) -> None:
    def offered(line: str) -> set[str]:
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "_QUIZGEN_COMPLETE": "bash_complete"}
        environ |= {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
        ran = subprocess.run(
            [sys.executable, "-m", "quizgen"], cwd=tiny.parent, env=environ, text=True, capture_output=True, check=False
        )
        return set(ran.stdout.split())

    assert {"plain,tiny.yaml", "plain,nato-tokyo"} <= offered("quizgen check ")
    assert offered("quizgen ti") == {"file,ti"}
    assert "plain,help" in offered("quizgen ")
