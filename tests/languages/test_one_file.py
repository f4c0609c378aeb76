"""What is known of a language stands in its file, and nowhere else in the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen import languages

PACKAGE = Path(languages.__file__).parents[1]
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name not in ("languages", "fonts")]

SOURCE_NAMED = {"api.py", "problems/__init__.py", "app/charts.py", "app/errors.py", "app/reader.py", "app/starter.py"}
"""Where English is named as the language of the code's own wordings."""


def strings(path: Path) -> Iterator[ast.Constant]:
    """Every string of a module that isn't documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_language_is_named_elsewhere(path: Path) -> None:
    codes = {code for known in languages.every() for code in (known.code, known.locale) if code}
    name = path.relative_to(PACKAGE).as_posix()
    if name in SOURCE_NAMED:
        codes.discard(languages.SOURCE)
    if name.startswith("text/maths/"):
        codes -= {"it", "pt"}  # TeX's italics and points
    assert [(node.lineno, node.value) for node in strings(path) if node.value in codes] == []


# Unicode's own letters: what is folded of any language, and how text is found in a file.
UNIVERSAL = {"text/folding.py", "text/typography.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_word_of_another_language_than_english_stands_elsewhere(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix() in UNIVERSAL:
        return
    accented = re.compile("[À-ÖØ-öø-ÿœŒ]")
    assert [(node.lineno, node.value) for node in strings(path) if accented.search(node.value)] == []
    others = [known for known in languages.every() if known.code != languages.SOURCE]
    listed = {word for known in others for word in known.telling_words}
    assert [(node.lineno, node.value) for node in strings(path) if node.value in listed] == []
