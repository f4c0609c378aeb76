"""What the pages show works: banks are sound, command lines are understood, Python does what it says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from pages import PAGES, Page

import quizgen
from quizgen.app.caller import Caller
from quizgen.cli.root import root
from quizgen.kinds import KINDS

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'
LONE = "format: 1\nid: kinds\ntitle: {fr: Genres, en: Kinds}\nlanguages: [fr, en]\nquestions:\n"


def titled(page: Page) -> str:
    return page.name


WITH_BANKS = [page for page in PAGES if page.blocks("yaml")]
WITH_PYTHON = [page for page in PAGES if page.blocks("pycon")]
FORMAT = [page for page in PAGES if page.file.name in ("format.md", "format.fr.md")]

# ---------------------------------------------------------------------------------------------------------------
# Banks


def written(page: Page, folder: Path) -> None:
    """Write the page's YAML: whole files under the name in their first line, bare questions into one bank."""
    questions = ""
    for block in page.blocks("yaml"):
        if named := re.match(r"# (\S+\.yaml)\n", block):
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")
        else:
            questions += block
    if questions:
        (folder / "kinds.yaml").write_text(LONE + questions, "utf-8")
        (folder / "maps").mkdir()
        for name in re.findall(r"file: (maps/\S+\.svg)", questions):
            (folder / name).write_text(SVG, "utf-8")


@pytest.mark.parametrize("page", WITH_BANKS, ids=titled)
def test_banks_are_sound_and_say_all_that_a_teacher_would_want(page: Page, tmp_path: Path) -> None:
    """As `quizgen check --strict` has it."""
    written(page, tmp_path)
    assert [str(problem) for problem in quizgen.check(tmp_path)] == []
    assert sum(len(bank.items) for each in quizgen.load(tmp_path) for bank in each.banks) > 0


@pytest.mark.parametrize("page", WITH_BANKS, ids=titled)
def test_banks_are_read_by_others_as_well(page: Page) -> None:
    """By PyYAML's own parser, which yamllint asks, too: stricter than libyaml between braces."""
    for block in page.blocks("yaml"):
        assert yaml.load(block, yaml.SafeLoader) == yaml.load(block, yaml.CSafeLoader)


def test_the_format_has_an_example_of_each_kind_the_same_in_both_languages(tmp_path: Path) -> None:
    shown = []
    for page in FORMAT:
        folder = tmp_path / page.language
        folder.mkdir()
        written(page, folder)
        items = [item for each in quizgen.load(folder) for item in each.items()]
        shown.append([(item.kind, repr(item).replace(str(folder), "")) for item in items])
    assert {kind for kind, _ in shown[0]} == set(KINDS)
    assert shown[0] == shown[1]


# ---------------------------------------------------------------------------------------------------------------
# Command lines

# The command that a page is about: whose an option may be that stands there by itself.
ABOUT = {
    "anki": "export anki",
    "changelog": "play",
    "contributing": "play",
    "decisions": "play",
    "exchange": "export moodle",
    "print": "export handout",
    "python": "export anki",
    "readme": "play",
    "study": "play",
}
# Of options that are named without their value, one that is allowed.
VALUES = {
    "--flip": "fold",
    "--format": "json",
    "--key": "end",
    "--lang": "fr",
    "--layout": "cards",
    "--mode": "exam",
    "--preset": "eco",
    "--time-limit": "20m",
}


def command_lines(page: Page) -> Iterator[list[str]]:
    """The arguments of every `quizgen …` in blocks and in prose."""
    for block in page.blocks("sh"):
        for part in re.split(r"&&|\n", block):
            words = shlex.split(part, comments=True)
            if words and Path(words[0]).name == "quizgen":
                yield words[1:]
    for spans in page.spans():
        for span in spans:
            if named := re.search(r"(?:^|\$\()(quizgen(?: [^)]*)?)(?:\)|$)", span):
                yield arguments(named[1])


def arguments(span: str) -> list[str]:
    """What follows `quizgen`, without what stands for more, or goes to a file."""
    return shlex.split(re.sub(r"\[[A-Z]+…\]|…|>.*", "", span))[1:]


def bare_options(page: Page) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Every `--option value` by itself, and the commands that it may belong to: those named beside it, the page's."""
    about = ABOUT.get(page.file.name.split(".")[0].lower(), "").split()
    for spans in page.spans():
        named = [arguments(span) for span in spans if span.startswith("quizgen ")]
        commands = [given[: 2 if given[0] in ("export", "progress") else 1] for given in named if given]
        for span in spans:
            if span.startswith("--"):
                yield shlex.split(span), [*commands, *([about] if about else [])]


def understood(given: list[str], more: bool = False) -> None:
    """Parse a command line as the program would, and do nothing. Raises click's UsageError.

    `more`: it is but a part; arguments that the command must have, and the last option's value, may be missing.
    """
    parent = click.Context(root, info_name="quizgen", obj=Caller(environ=os.environ))
    command: click.Command | None = root
    rest = given
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        _, command, rest = command.resolve_command(parent, rest)
        assert command is not None
    if more:
        (option,) = [each for each in command.params if rest[0] in each.opts] or [None]
        if len(rest) == 1 and isinstance(option, click.Option) and not option.is_flag:
            rest = [*rest, VALUES.get(rest[0], "3")]
        rest = [*rest, *("x" for each in command.params if isinstance(each, click.Argument) and each.required)]
    try:
        context = command.make_context("quizgen", list(rest), parent=parent)
    except click.exceptions.Exit:  # --help
        return
    if context.args and not isinstance(command, click.Group):
        raise click.UsageError(f"too many arguments: {context.args}")


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_command_lines_are_understood(page: Page) -> None:
    for given in command_lines(page):
        try:
            understood(given)
        except click.UsageError as error:
            pytest.fail(f"quizgen {shlex.join(given)}: {error.message or error}")


@pytest.mark.parametrize("page", PAGES, ids=titled)
def test_options_exist(page: Page) -> None:
    for option, commands in bare_options(page):
        why = []
        for command in commands:
            try:
                understood([*command, *option], more=True)
                break
            except click.UsageError as error:
                why.append(f"quizgen {shlex.join([*command, *option])}: {error.message or error}")
        else:
            pytest.fail("; ".join(why) or f"{option}: of which command?")


def test_command_lines_are_found() -> None:
    """In README, every command."""
    from quizgen.cli.root import COMMANDS

    for page in PAGES:
        if page.file.name == "README.md" and page.file.parent.name != "decks":
            assert {given[0] for given in command_lines(page) if given} >= set(COMMANDS)


# ---------------------------------------------------------------------------------------------------------------
# Python


@pytest.mark.parametrize("page", WITH_PYTHON, ids=titled)
def test_python_does_what_the_page_says(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest("\n".join(page.blocks("pycon")), {}, page.name, None, 0)
    results = doctest.DocTestRunner().run(example, out=told.append)
    assert not results.failed, "".join(told)
    assert results.attempted > 10


def test_python_pages_name_all_that_there_is() -> None:
    for page in WITH_PYTHON:
        missed = [name for name in quizgen.__all__ if not re.search(rf"\b{name}\b", page.text)]
        assert missed == ["Printed"]
