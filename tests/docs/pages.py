"""The pages for users and for those who take part, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECOND_HALF = re.compile(r"^## (?=En français|Paquets pour Anki)", re.MULTILINE)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_CITED = re.compile(r"(?<!\*)\*\w+\*(?!\*)")


@dataclass(frozen=True)
class Page:
    """A page in one language, or that language's half of one."""

    file: Path
    language: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.file.relative_to(ROOT).as_posix()} ({self.language})"

    def blocks(self, kind: str) -> list[str]:
        """What stands between fences of a kind."""
        return [block for found, block in _FENCE.findall(self.text) if found == kind]

    @property
    def prose(self) -> str:
        """All but what is between fences."""
        return _FENCE.sub("", self.text)

    @property
    def words(self) -> str:
        """What a reader reads: no code, no addresses, no single word in italics, which is cited."""
        return re.sub(r"\]\([^)]*\)|https?://\S+|(?:src|width)=\S+", " ", _CITED.sub(" ", _SPAN.sub(" ", self.prose)))

    def spans(self) -> list[list[str]]:
        """The code in each paragraph, in each row of a table and in each entry of a list."""
        parts = re.split(r"\n\n|\n(?=\||- )", self.prose)
        return [_SPAN.findall(part) for part in parts]


def english(file: Path) -> Path:
    """The page that a French one of docs/ translates: beside it, or at the top in capitals, where hosts look for it."""
    name = file.name.removesuffix(".fr.md")
    top = ROOT / f"{name.upper()}.md"
    return top if top.exists() else file.with_name(f"{name}.md")


def pages() -> list[Page]:
    """Every page, README and the decks' page as two halves."""
    found = []
    for file in (ROOT / "README.md", ROOT / "decks" / "README.md"):
        text = file.read_text("utf-8")
        (start,) = (match.start() for match in SECOND_HALF.finditer(text))
        found += [Page(file, "en", text[:start]), Page(file, "fr", text[start:])]
    for file in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))):
        if file.name != "README.md":
            found.append(Page(file, "fr" if file.name.endswith(".fr.md") else "en", file.read_text("utf-8")))
    return found


FOR_DEVELOPERS = {"CONTRIBUTING.md", "decisions.md"}
"""Pages for those who read the code, whose language is English."""

PAGES = pages()
TWINS = [page for page in PAGES if page.file.name not in FOR_DEVELOPERS]
