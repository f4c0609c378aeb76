"""Banks that say of themselves what is wrong with them: `#^ CODE …` speaks of the line below it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from codes import ids

from quizgen.bank import find, load

CASES = Path(__file__).parent.parent / "cases" / "banks"
HOMES = sorted([*CASES.glob("*.yaml"), *(file.parent for file in CASES.glob("*/collection.yaml"))])


def files_of(home: Path) -> list[Path]:
    return [home] if home.is_file() else sorted(home.rglob("*.yaml"))


def expected(home: Path) -> list[tuple[str, int, str]]:
    return sorted(
        (str(file), number + 1, code)
        for file in files_of(home)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (said := re.match(r" *#\^ (.*)", line))
        for code in said[1].split()
    )


@pytest.mark.parametrize("home", [home for home in HOMES if expected(home)], ids=lambda home: home.stem)
def test_problems_are_found_where_the_case_says(home: Path) -> None:
    loaded = load([find.Target(home)])
    found = sorted((p.place.file, p.place.line, p.code.id) for p in loaded.problems)
    assert found == expected(home), sorted(set(found) ^ set(expected(home)))


def test_every_code_of_ours_has_a_case() -> None:
    cased = {code for home in HOMES for _, _, code in expected(home)}
    elsewhere = {"Q060", "Q061", "Q062", "Q063", "Q064"}  # made by tests, not by what a file says
    elsewhere |= {"Q303", "Q406", "Q140"}  # so are these
    elsewhere |= {"Q410", "Q411", "Q412", "Q413", "Q414", "Q512"}  # need articles: test_citations.py
    elsewhere |= {"Q420", "Q421", "Q422", "Q423", "Q555"}  # tell of a picture's bytes: robust/test_hostile_pictures.py
    ours = ids("Q060", "Q499") | {"Q510", "Q511"} | ids("Q520", "Q529")
    assert ours - cased - elsewhere == set()


def test_an_empty_file_is_told() -> None:
    loaded = load([find.Target(CASES / "empty.yaml")])
    assert [(p.code.id, p.place.line) for p in loaded.problems] == [("Q063", 0)]


def test_a_problem_shows_the_line_and_the_word() -> None:
    problem = next(p for p in load([find.Target(CASES / "shape.yaml")]).problems if p.code.id == "Q101")
    assert problem.place.source == "    kind: choise"
    assert problem.place.source[problem.place.column - 1 :][: problem.place.length] == "choise"
    assert problem.values["nearest"] == "choice"


def test_a_formula_longer_than_anybody_writes_is_told(tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    question = f"{{id: a, kind: card, prompt: 'What is ${'x+' * 6000}x$?', answer: b}}"
    file.write_text(f"format: 1\nid: long\ntitle: Long\nlanguages: [en]\nquestions: [{question}]\n")
    assert [p.code.id for p in load([find.Target(file)]).problems] == ["Q140"]


def test_a_duplicate_names_both_places() -> None:
    problem = next(p for p in load([find.Target(CASES / "together")]).problems if p.code.id == "Q302")
    assert problem.also is not None
    assert Path(problem.also.file).name == "one.yaml"


def test_a_thousand_problems_are_all_told(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    head = "format: 1\nid: many\ntitle: Many\nlanguages: [en]\nquestions:\n"
    file.write_text(head + "".join(f"  - {{id: q{n}, kind: card, prompt: a, zzz: b}}\n" for n in range(500)))
    loaded = load([find.Target(file)])
    assert [p.code.id for p in loaded.problems].count("Q104") == 500
    assert [p.code.id for p in loaded.problems].count("Q102") == 500
    assert [p.place.line for p in loaded.problems] == sorted(p.place.line for p in loaded.problems)


def test_files_that_the_machine_would_not_give(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert [p.code.id for p in load([find.Target(tmp_path / "gone.yaml")]).problems] == ["Q062"]
    assert [p.code.id for p in load([find.Target(tmp_path / "folder.yaml")]).problems] == ["Q061"]


def test_the_same_collection_id_twice(tmp_path: Path) -> None:
    text = "format: 1\nid: same\ntitle: A\nlanguages: [en]\nquestions: [{id: a, kind: card, prompt: a, answer: b}]\n"
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "b.yaml").write_text(text)
    loaded = load([find.Target(tmp_path / "a.yaml"), find.Target(tmp_path / "b.yaml")])
    assert [(Path(p.place.file).name, p.code.id) for p in loaded.problems] == [("b.yaml", "Q303")]


def test_only_the_wanted_bank_is_told_of_and_returned() -> None:
    home = CASES / "together"
    loaded = load([find.Target(home, frozenset({home / "two.yaml"}))])
    assert {Path(p.place.file).name for p in loaded.problems} == {"collection.yaml", "two.yaml"}
    assert loaded.files == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_bank_that_is_a_link_out_of_the_collection_is_refused_and_none_of_it_is_shown(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret").write_text("token: ghp_secret\n")
    (home / "collection.yaml").write_text("format: 1\nid: c\ntitle: C\nlanguages: [en]\n")
    (home / "a.yaml").symlink_to("../secret")
    (tmp_path / "lone").mkdir()
    (tmp_path / "lone" / "b.yaml").symlink_to("../secret")
    for target in (*find.find("home", tmp_path, ()), *find.find("home/a.yaml", tmp_path, ())):
        (problem,) = load([target]).problems
        assert (problem.code.id, Path(problem.place.file).name) == ("Q064", "a.yaml")
        assert "secret" not in problem.text()
    assert [p.code.id for p in load(find.find("lone/b.yaml", tmp_path, ())).problems] == ["Q064"]
    (home / "collection.yaml").unlink()
    (home / "collection.yaml").symlink_to("../secret")
    assert [p.code.id for p in load(find.find("home", tmp_path, ())).problems] == ["Q064", "Q064"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_within_a_collection_are_followed_and_a_folder_that_leads_out_is_no_part_of_it(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    (home / "below").mkdir(parents=True)
    away.mkdir()
    (home / "collection.yaml").write_text("format: 1\nid: c\ntitle: C\nlanguages: [en]\n")
    (home / "below" / "real.txt").write_text("format: 1\nid: b\ntitle: B\nquestions: []\n")
    (home / "b.yaml").symlink_to("below/real.txt")
    assert "Q064" not in {p.code.id for p in load(find.find("home", tmp_path, ())).problems}
    (away / "c.yaml").write_text("format: 1\nid: d\ntitle: D\nquestions: []\n")
    (home / "out").symlink_to("../away")
    (target,) = find.find("home/out/c.yaml", tmp_path, ())
    assert target == find.Target(home / "out" / "c.yaml")
