"""Pages: each in both languages and in one alone, with links that lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from pages import FOR_DEVELOPERS, PAGES, ROOT, TWINS, Page, english

# Words that one of the languages can't do without and the other doesn't have.
FOREIGN = {
    "en": r"les|des|une|et|avec|vous|pour|qui|dans|est|sont|du|aux",
    "fr": r"the|and|of|with|your|which|is|are|that|it|from|what|not",
}
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_IMAGE = re.compile(r"<img ([^>]*)>")
_MARK = re.compile(r"^(?:#+|\||```\w+|- )", re.MULTILINE)


def named(page: Page) -> str:
    return page.name


def subject(page: Page) -> Path:
    """What it is about, whatever its language."""
    return english(page.file) if page.file.name.endswith(".fr.md") else page.file


def twin(page: Page) -> Page:
    """The same in the other language."""
    (found,) = (other for other in PAGES if other != page and subject(other) == subject(page))
    return found


def links(page: Page) -> list[str]:
    return [one or other for one, other in _LINK.findall(page.text)]


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_speaks_one_language(page: Page) -> None:
    assert re.findall(rf"\b(?:{FOREIGN[page.language]})\b", page.words, re.IGNORECASE) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Page) -> None:
    for link in links(page):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = page.file.parent / path if path else page.file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("page", TWINS, ids=named)
def test_links_stay_in_the_language(page: Page) -> None:
    led_astray = [
        link
        for link in links(page)
        if re.search(r"\.(md|svg|png)$", link)
        and Path(link).name not in FOR_DEVELOPERS
        and (".fr." in link) != (page.language == "fr")
    ]
    to_twin = Path(os.path.relpath(twin(page).file, page.file.parent)).as_posix()
    assert [link for link in led_astray if link != to_twin] == []
    if page.file.name != "README.md":
        assert links(page)[0] == to_twin, "the first link is to the other language"


@pytest.mark.parametrize("page", TWINS, ids=named)
def test_both_languages_say_the_same_things(page: Page) -> None:
    """As many pictures; headings, tables' rows, examples and lists' entries in the same order."""
    ours, theirs = (_MARK.findall(each.text)[1:] for each in (page, twin(page)))  # a half's title is one level down
    assert ours == theirs
    assert len(_IMAGE.findall(page.text)) == len(_IMAGE.findall(twin(page).text))


@pytest.mark.parametrize("page", TWINS, ids=named)
def test_python_to_copy_is_the_same_in_both_languages(page: Page) -> None:
    assert page.blocks("python") == twin(page).blocks("python")


def test_both_languages_name_the_same() -> None:
    """In each paragraph, row and entry the same code, in any order; the same commands, whatever is said beside them.

    So it is where a page is about the program itself, as the changelog is; the other pages' examples speak the
    page's language.
    """
    (page,) = (page for page in PAGES if page.file == ROOT / "CHANGELOG.md")
    for ours, theirs in zip(page.spans(), twin(page).spans(), strict=True):
        assert sorted(ours) == sorted(span.replace(".fr.md", ".md") if span not in ours else span for span in theirs)
    commands = [[shlex.split(block, comments=True) for block in each.blocks("sh")] for each in (page, twin(page))]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_pictures_are_told_in_words(page: Page) -> None:
    for attributes in _IMAGE.findall(page.text):
        (alt,) = re.findall(r'alt="([^"]*)"', attributes)
        assert len(alt) > 40


def test_readme_shows_three_pictures_in_each_language() -> None:
    for page in PAGES:
        if page.file == ROOT / "README.md":
            assert len(_IMAGE.findall(page.text)) == 3
