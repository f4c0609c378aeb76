from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.text import phrases
from quizgen.text.phrases import N_, Phrases, best

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\\\nPlural-Forms: nplurals=2; plural=n > 1;\\\\n"

msgid "{n} question"
msgid_plural "{n} questions"
msgstr[0] "{n} question \\\\"vue\\\\" !"
msgstr[1] "{n} questions \\\\"vues\\\\" !"

msgid "Really: {what}?"
msgstr "Vraiment : {what!s:>3} ?"

msgid "{{literal}} {x}"
msgstr "{{tel quel}} : {x}"

msgid "write {key}"
msgstr "écrivez \\"`{key}: !`\\" : `{{x: 'y' ?}}`"
""".replace("\\\\", "\\")


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "quizgen.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(phrases, "LOCALES", tmp_path)
    phrases._catalog.cache_clear()
    return tmp_path


def compile_(locales: Path, stale_only: bool = False) -> list[Path]:
    script = runpy.run_path(str(Path(phrases.__file__).parents[1] / "locales" / "phrases.py"))
    written: list[Path] = script["compile_catalogs"](locales, stale_only=stale_only)
    return written


@pytest.mark.parametrize("compiled", [True, False])
def test_a_catalog_speaks(locales: Path, compiled: bool) -> None:
    if compiled:
        assert compile_(locales) == [locales / "fr" / "LC_MESSAGES" / "quizgen.mo"]
        (locales / "fr" / "LC_MESSAGES" / "quizgen.po").unlink()
    say = Phrases("fr_FR.UTF-8")
    assert phrases.available() == ("en", "fr")  # English needs no catalog
    assert say.plural("{n} question", "{n} questions", 0) == "0 question «\u00a0vue\u00a0»\u202f!"
    assert say.plural("{n} question", "{n} questions", 12345) == "12\u202f345 questions «\u00a0vues\u00a0»\u202f!"
    assert say("Really: {what}?", what="a!'") == "Vraiment\u00a0: a!'\u202f?"
    assert say("{{literal}} {x}", x="{y}") == "{tel quel}\u00a0: {y}"
    assert say("write {key}", key="a'b") == "écrivez «\u00a0a'b: !\u00a0»\u00a0: {x: 'y' ?}"


def test_a_source_edited_since_it_was_compiled_is_read_instead(locales: Path) -> None:
    (mo,) = compile_(locales)
    po = mo.with_suffix(".po")
    po.write_text(PO.replace("Vraiment", "Sûrement"), encoding="utf-8")
    compiled = mo.stat().st_mtime
    os.utime(po, (compiled + 60, compiled + 60))
    assert Phrases("fr")("Really: {what}?", what="x").startswith("Sûrement")


def test_only_what_was_edited_is_compiled_again_where_that_will_do(locales: Path) -> None:
    (mo,) = compile_(locales, stale_only=True)
    assert compile_(locales, stale_only=True) == []
    os.utime(mo, (0, 0))
    assert compile_(locales, stale_only=True) == [mo]


def test_the_script_brings_a_catalog_up_to_date_and_leaves_its_head_and_translations(locales: Path) -> None:
    script = runpy.run_path(str(Path(phrases.__file__).parents[1] / "locales" / "phrases.py"))
    po = locales / "fr" / "LC_MESSAGES" / "quizgen.po"
    script["update"](po, [("{n} question", "{n} questions"), ("new",)])
    head, plural = PO.split("\n\n")[:2]
    new = 'msgid "new"\nmsgstr ""'
    assert po.read_text(encoding="utf-8") == f"{head}\n\n{new}\n\n#, python-brace-format\n{plural}\n"
    assert [path.name for path in locales.rglob("*.*")] == ["quizgen.po"]


def test_without_a_catalog_the_phrase_is_its_english(locales: Path) -> None:
    say = Phrases("de")
    assert say("It's {x}, {{ok}}", x="it's") == "It’s it's, {ok}"
    assert (say.plural("{n} a", "{n} b", 1), say.plural("{n} a", "{n} b", 2)) == ("1 a", "2 b")
    assert Phrases("fr")("Untranslated!") == "Untranslated\u202f!"
    assert say("") == ""
    assert say("{unfilled}") == "{unfilled}"
    assert N_("x") == "x"


@pytest.mark.parametrize(
    ("wanted", "offered", "found"),
    [
        ("fr_FR.UTF-8", ["en", "fr"], "fr"),
        ("fr-CA", ["en", "fr", "fr-CA"], "fr-CA"),
        ("fr", ["fr-BE", "fr-CA"], "fr-BE"),
        ("pt_BR@euro", ["pt-PT", "pt-BR"], "pt-BR"),
        ("FR", ["fr"], "fr"),
        ("de", ["en", "fr"], None),
        ("C", ["en"], None),
        ("", ["en"], None),
    ],
)
def test_the_best_language_on_offer(wanted: str, offered: list[str], found: str | None) -> None:
    assert best(wanted, offered) == found


@pytest.mark.parametrize(
    "flaw",
    [
        '\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        '\nmsgid "a\n',
    ],
)
def test_a_flawed_catalog_fails_the_build(locales: Path, flaw: str) -> None:
    with (locales / "fr" / "LC_MESSAGES" / "quizgen.po").open("a", encoding="utf-8") as file:
        file.write(flaw)
    with pytest.raises(Exception, match=r"fuzzy|placeholder|incompatible|missing"):
        compile_(locales)
    assert not list(locales.rglob("*.mo"))


def test_phrases_and_text_import_nothing_heavy() -> None:
    code = "import sys, quizgen.text.phrases, quizgen.grading\nprint([m for m in sys.modules if m in HEAVY])"
    code = code.replace("HEAVY", "('babel', 'markdown_it', 'rich', 'hatchling')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
