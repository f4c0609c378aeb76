"""Note types belong to quizgen, and are frozen: what changes in them needs a later stamp."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from quizgen.outputs.anki import notetypes
from quizgen.outputs.anki.notetypes import FIELD_NAMES, FIELDS, STAMP, field_names, notetype
from quizgen.text.phrases import Phrases, available

STAMPS = Path(__file__).resolve().parents[2] / "cases" / "anki" / "stamps.txt"
LANGUAGES = available()


def fingerprint() -> str:
    """Of all that a learner's Anki takes over: templates, style, script, and the phrases in them."""
    types = [notetype(form, language) for form in FIELDS for language in LANGUAGES]
    known = [[each.id, each.name, each.fields, each.template, each.css, each.right_to_left] for each in types]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def test_a_change_has_a_later_stamp() -> None:
    """Each line of stamps.txt: a stamp, and the fingerprint of the note types that bear it."""
    lines = [line.split() for line in STAMPS.read_text("utf-8").splitlines() if not line.startswith("#")]
    stamps = [int(stamp) for stamp, _ in lines]
    assert stamps == sorted(set(stamps))
    later = max(STAMP, stamps[-1]) + 1
    assert lines[-1] == [str(STAMP), fingerprint()], (
        f"the note types have changed: set STAMP in notetypes.py to {later} (once released, to now in seconds), and "
        f"add to {STAMPS.name}:\n{later} {fingerprint()}"
    )


@pytest.mark.parametrize("language", [*LANGUAGES, "de"])
@pytest.mark.parametrize("form", FIELDS)
def test_names_that_anki_takes(form: notetypes.FormName, language: str) -> None:
    names = list(field_names(form, Phrases(language)).values())
    assert len(set(names)) == len(names)
    for name in names:
        assert name == name.strip()
        assert not re.search(r'[:{}"]|^[#^/]', name)
        assert name not in {"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID", "FrontSide"}


@pytest.mark.parametrize("form", FIELDS)
def test_templates_name_fields_that_are_there(form: notetypes.FormName) -> None:
    type_ = notetype(form, "en")
    names = {name for name, _ in type_.fields} | {"Subdeck"}
    for side in (type_.template["qfmt"], type_.template["afmt"]):
        used = re.findall(r"\{\{[#^/]?(?:[a-z]+:)*([^}]*)\}\}", side)
        assert set(used) <= names
        assert "FrontSide" not in side
        assert not re.search(r"\$[a-z]", side.partition("<script>")[0])
        opened = re.findall(r"\{\{[#^]([^}]*)\}\}", side)
        assert sorted(opened) == sorted(re.findall(r"\{\{/([^}]*)\}\}", side))
        assert "{{" not in side.partition("<script>")[2].partition("</script>")[0]


def test_every_field_has_a_name_and_every_name_a_field() -> None:
    keys = {key for keys in FIELDS.values() for key in keys if not key.startswith("Spare")}
    assert keys == set(FIELD_NAMES)


def test_a_language_without_a_catalog_has_english_phrases_and_its_own_direction() -> None:
    type_ = notetype("choose", "ar")
    assert type_.right_to_left
    assert 'lang="ar" dir="rtl"' in type_.template["qfmt"]
    assert "Choose one" in type_.template["qfmt"]


@pytest.mark.parametrize("form", ["choose", "order", "match"])
def test_the_verdict_stands_in_what_anki_scrolls_to(form: str) -> None:
    """Anki and AnkiDroid scroll to the element called `answer`."""
    back = (Path(notetypes.__file__).parent / "templates" / f"{form}-back.html").read_text("utf-8")
    assert (
        0
        < back.index('id="answer"')
        < back.index("qz-verdict")
        < back.index(f"qz-{'pairs' if form == 'match' else form}")
    )


def test_older_builds_of_anki_understand_the_style() -> None:
    """Chromium 83 drops a rule with `:has()`, and knows `inset-inline-start` as little."""
    style = (Path(notetypes.__file__).parent / "style.css").read_text("utf-8")
    modern, _, older = style.partition("@supports not (inset-inline-start: 0)")
    assert ":has(> " not in modern
    assert older.count("left:") >= modern.count("inset-inline-start:")
