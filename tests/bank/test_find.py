from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.bank import find

BANK = "format: 1\nid: {id}\ntitle: T\nlanguages: [en]\nquestions: []\n"
COLLECTION = "format: 1\nid: {id}\ntitle: T\nlanguages: [en]\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two collections, one inside the other, a lone bank, and a YAML file that is none."""
    for path, text in {
        "content/geo/collection.yaml": COLLECTION.format(id="geo"),
        "content/geo/rivers.yaml": BANK.format(id="rivers"),
        "content/geo/deep/hills.yml": BANK.format(id="hills"),
        "content/geo/.hidden/not.yaml": BANK.format(id="not"),
        "content/geo/inner/collection.yaml": COLLECTION.format(id="inner"),
        "content/geo/inner/lakes.yaml": BANK.format(id="lakes"),
        "content/lone.yaml": BANK.format(id="lone"),
        "content/workflow.yaml": "jobs: []\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def names(home: Path) -> list[str]:
    return [file.name for file in find.bank_files(home)]


def test_banks_of_a_collection_go_down_to_the_next_one(tree: Path) -> None:
    assert names(tree / "content/geo") == ["hills.yml", "rivers.yaml"]
    assert names(tree / "content/geo/inner") == ["lakes.yaml"]


def test_a_folder_gives_its_collections_and_lone_banks(tree: Path) -> None:
    found = find.find("content", tree, [])
    homes = [target.home.relative_to(tree).as_posix() for target in found]
    assert homes == ["content/geo", "content/geo/inner", "content/lone.yaml"]
    assert all(target.only is None for target in found)


def test_a_file_of_a_collection_is_read_with_it(tree: Path) -> None:
    (target,) = find.find("content/geo/deep/hills.yml", tree, [])
    assert target == find.Target(tree / "content/geo", frozenset({tree / "content/geo/deep/hills.yml"}))


def test_a_folder_inside_a_collection_gives_its_banks(tree: Path) -> None:
    (target,) = find.find("content/geo/deep", tree, [])
    assert target.home == tree / "content/geo"
    assert target.only is not None
    assert {file.name for file in target.only} == {"hills.yml"}


def test_the_collection_file_is_the_collection(tree: Path) -> None:
    assert find.find("content/geo/collection.yaml", tree, []) == (find.Target(tree / "content/geo"),)


def test_relative_paths_stay_relative(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert find.find("content/geo", Path(), []) == (
        find.Target(Path("content/geo")),
        find.Target(Path("content/geo/inner")),
    )
    monkeypatch.chdir(tree / "content/geo/deep")
    (target,) = find.find("hills.yml", Path(), [])
    assert target.home.resolve() == (tree / "content/geo").resolve()


def test_any_yaml_file_that_is_named_is_a_bank(tree: Path) -> None:
    assert find.find("content/workflow.yaml", tree, []) == (find.Target(tree / "content/workflow.yaml"),)


@pytest.mark.parametrize(
    ("name", "home", "only"),
    [
        ("geo", "content/geo", None),
        ("inner", "content/geo/inner", None),
        ("geo/rivers", "content/geo", {"rivers.yaml"}),
        ("geo/hills", "content/geo", {"hills.yml"}),
    ],
)
def test_ids_are_found_on_the_shelf(tree: Path, name: str, home: str, only: set[str] | None) -> None:
    (target,) = find.find(name, tree / "elsewhere", [tree / "content"])
    assert target.home == tree / home
    assert (target.only and {file.name for file in target.only}) == only


@pytest.mark.parametrize("name", ["geography", "geo/lakes", "geo/", "content/geo/none.yaml", "no\nway"])
def test_what_is_not_there_is_not_found(tree: Path, name: str) -> None:
    assert find.find(name, tree / "elsewhere", [tree / "content"]) in ((), (find.Target(tree / "content/geo"),))
    assert name == "geo/" or find.find(name, tree / "elsewhere", [tree / "content"]) == ()


def test_names_lists_every_id(tree: Path) -> None:
    assert find.names([tree / "content"]) == ("geo", "geo/hills", "geo/rivers", "inner", "inner/lakes")


def test_one_s_own_banks_are_those_of_content_if_it_holds_a_collection(tree: Path) -> None:
    (tree / "beside.yaml").write_text(BANK.format(id="beside"))
    assert [target.home for target in find.own(tree)] == [tree / "content/geo", tree / "content/geo/inner"]


def test_else_they_are_what_lies_in_the_folder_and_no_deeper_than_a_collection(tree: Path) -> None:
    (tree / "content/deep").mkdir()
    (tree / "content/deep/unseen.yaml").write_text(BANK.format(id="unseen"))
    (tree / "content/.hidden.yaml").write_text(BANK.format(id="hidden"))
    content = tree / "content"
    assert [target.home for target in find.own(content)] == [content / "geo", content / "lone.yaml"]


def test_inside_a_collection_they_are_its_banks_from_there_down(tree: Path) -> None:
    geo = tree / "content/geo"
    assert find.own(geo)[0] == find.Target(geo)
    (target,) = find.own(geo / "deep")
    assert (target.home, {file.name for file in target.only or ()}) == (geo, {"hills.yml"})


def test_a_folder_without_banks_has_none_of_its_own(tree: Path) -> None:
    (tree / "content/geo/empty").mkdir()
    assert find.own(tree / "content/geo/empty") == ()
    assert find.own(tree / "nowhere") == ()
    (tree / "begun").mkdir()
    (tree / "begun/collection.yaml").write_text(COLLECTION.format(id="begun"))
    assert find.own(tree / "begun") == (find.Target(tree / "begun"),), "a collection that has no bank yet"


def test_what_is_named_twice_is_read_once(tree: Path) -> None:
    geo = tree / "content/geo"
    rivers, hills = geo / "rivers.yaml", geo / "deep/hills.yml"
    one = find.merged([find.Target(geo, frozenset({rivers})), find.Target(geo, frozenset({hills}))])
    assert one == (find.Target(geo, frozenset({rivers, hills})),)
    assert find.merged([find.Target(geo, frozenset({rivers})), find.Target(geo)]) == (find.Target(geo),)
