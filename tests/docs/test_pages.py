"""Pages for users: each in both languages and in one alone, with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import PAGES, ROOT, Page

# Words that one of the languages can't do without and the other doesn't have.
FOREIGN = {
    "en": r"les|des|une|et|avec|vous|pour|qui|dans|est|sont|du|aux",
    "fr": r"the|and|of|with|your|which|is|are|that|it|from|what|not",
}
# Pages of the other language that a link may lead to; the link says so.
ABROAD = {"CONTRIBUTING.md"}
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_IMAGE = re.compile(r"<img ([^>]*)>")


def named(page: Page) -> str:
    return page.name


def subject(page: Page) -> Path:
    """What it is about, whatever its language."""
    return page.file.with_name(page.file.name.replace(".fr.md", ".md"))


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


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_stay_in_the_language(page: Page) -> None:
    led_astray = [
        link
        for link in links(page)
        if re.search(r"\.(md|svg|png)$", link) and (".fr." in link) != (page.language == "fr") and link not in ABROAD
    ]
    twin = page.file.name.replace(".fr.md", ".md") if page.language == "fr" else page.file.stem + ".fr.md"
    assert [link for link in led_astray if link != twin] == []
    if page.file.parent.name == "docs":
        assert links(page)[0] == twin, "the first link is to the other language"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_both_languages_say_the_same_things(page: Page) -> None:
    """As many headings, tables' rows, examples and pictures."""
    (twin,) = (other for other in PAGES if other != page and subject(other) == subject(page))
    for mark in (r"^#+ ", r"^\|", r"^```\w", r"<img ", r"^- "):
        ours, theirs = (len(re.findall(mark, each.text, re.MULTILINE)) for each in (page, twin))
        assert ours == theirs, mark


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_pictures_are_told_in_words(page: Page) -> None:
    for attributes in _IMAGE.findall(page.text):
        (alt,) = re.findall(r'alt="([^"]*)"', attributes)
        assert len(alt) > 40


def test_readme_shows_three_pictures_in_each_language() -> None:
    for page in PAGES:
        if page.file == ROOT / "README.md":
            assert len(_IMAGE.findall(page.text)) == 3
