"""The examples of docs/ are sound, and the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizgen.bank import find, load

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("format.md", "format.fr.md")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def written(page: str, folder: Path) -> None:
    """Write the page's YAML blocks: whole files under the name in their first line, questions into one bank."""
    questions = "format: 1\nid: kinds\ntitle: {fr: Genres, en: Kinds}\nquestions:\n"
    for block in re.findall(r"^```yaml\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL):
        named = re.match(r"# (\S+\.yaml)\n", block)
        if named:
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")
        else:
            questions += block
    (folder / "world/kinds.yaml").write_text(questions, "utf-8")
    (folder / "world/maps").mkdir()
    (folder / "world/maps/gulf.svg").write_text(SVG, "utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_example_is_sound(page: str, tmp_path: Path) -> None:
    written(page, tmp_path)
    loaded = load(find.find("", tmp_path, ()))
    assert loaded.problems == ()
    assert {collection.id for collection in loaded.collections} == {"world", "rivers"}


def test_both_languages_show_the_same_examples(tmp_path: Path) -> None:
    ids = []
    for page in PAGES:
        folder = tmp_path / page
        written(page, folder)
        loaded = load(find.find("", folder, ()))
        ids.append([item.id for each in loaded.collections for bank in each.banks for item in bank.items])
    assert ids[0] == ids[1]


def test_every_kind_has_an_example(tmp_path: Path) -> None:
    from quizgen.kinds import KINDS

    written("format.md", tmp_path)
    loaded = load(find.find("", tmp_path, ()))
    kinds = {item.kind for each in loaded.collections for bank in each.banks for item in bank.items}
    assert kinds == set(KINDS)
