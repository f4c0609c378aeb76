"""The lists of words: read when needed, and of what they say they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.text import lexicon

LISTED = ("en", "fr")


@pytest.mark.parametrize("language", LISTED)
def test_a_list_has_words_and_names_apart(language: str) -> None:
    known = lexicon.of(language)
    assert 80_000 < len(known.words) + len(known.names) < 110_000
    assert known.words.isdisjoint({"madird", "recieve", "seperate", "definately"})
    assert all(word == word.lower() and len(word) >= 3 for word in known.words | known.names)
    assert known.bare.isdisjoint(known.bare_names)


def test_some_words_and_names() -> None:
    english, french = lexicon.of("en-GB"), lexicon.of("fr")
    assert english.words >= {"insecurity", "nitrite", "desert", "dessert"}
    assert "prussia" in english.names
    assert "prussia" not in english.words
    assert french.words >= {"livre", "bilatérale", "élevé", "élève"}
    assert french.bare >= {"livre", "bilaterale", "eleve"}
    assert "prusse" in french.bare_names


def test_a_language_without_a_list_has_no_words() -> None:
    assert lexicon.of("de").words == lexicon.of("xx").words == lexicon.of("../en").words == frozenset()


def test_a_list_is_no_larger_than_it_may_be() -> None:
    for path in Path(lexicon.__file__).parent.glob("*.xz"):
        assert path.stem in LISTED
        assert path.stat().st_size < 150_000


def test_no_list_is_read_before_something_may_be_another_word() -> None:
    code = """
from quizgen.grading import Typed, judge
from quizgen.items import Name, Spelling, Write
from quizgen.text import lexicon
form = Write(Spelling(Name("Madrid")))
for typed in ("Madrid", "madrid.", "Vilnius", "Mádrid"[:1]):
    judge(Typed(typed), form, "fr")
print(lexicon.of.cache_info().misses)
judge(Typed("Madird"), form, "fr")
print(lexicon.of.cache_info().misses > 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True"]
