from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text.markup import Span, parse, plain
from quizgen.text.typography import typeset, typeset_text

SHOWN = str.maketrans({"\u00a0": "_", "\u202f": "~"})


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("L'OTAN n'a qu'une clé", "L’OTAN n’a qu’une clé"),
        ('Il dit "oui".', "Il dit «_oui_»."),
        ('l\'"école"', "l’«_école_»"),
        ('("oui") ["non"]', "(«_oui_») [«_non_»]"),
        ('il a dit "un "petit" mot"', "il a dit «_un “petit” mot_»"),
        ("« oui » et «non»", "«_oui_» et «_non_»"),
        ('"Oui"!', "«_Oui_»~!"),
        ('Qui a dit : "Quoi ?" ?', "Qui a dit_: «_Quoi~?_»~?"),
        ("Note: un; deux ; trois", "Note_: un~; deux~; trois"),
        ("Quoi?! Vraiment !! Ah  ?", "Quoi~?! Vraiment~!! Ah~?"),
        ("déjà\u00a0! là\u202f: ici\u202f?", "déjà~! là_: ici~?"),
        ("(vraiment ?) Hé !", "(vraiment~?) Hé~!"),
        ("À 10:30, a:b, C:\\x, std::v, x?y, !important", "À 10:30, a:b, C:\\x, std::v, x?y, !important"),
        ("Voir https://a.b/c?d:e!f;g !", "Voir https://a.b/c?d:e!f;g~!"),
        ("Voir https://a.b/c's?", "Voir https://a.b/c's~?"),
        ("bob@a.fr: oui", "bob@a.fr_: oui"),
        ("1 000 000 km, 5 %, n° 5, M. Dupont...", "1~000~000 km, 5_%, n°_5, M._Dupont…"),
        ("en 2023 400 soldats", "en 2023 400 soldats"),
        ('5" de long', '5" de long'),
        ("?", "?"),
        ("oui\n! non", "oui\n! non"),
    ],
)
def test_french(typed: str, shown: str) -> None:
    assert typeset_text(typed, "fr").translate(SHOWN) == shown
    assert typeset_text(typed, "fr-CA").translate(SHOWN) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Don\'t," she said.', "“Don’t,” she said."),
        ("the 'first' one and the dogs' bowl", "the ‘first’ one and the dogs’ bowl"),
        ("the dogs' bowl", "the dogs’ bowl"),
        ("in the '90s", "in the ’90s"),
        ("\"the 'inner' one\"...", "“the ‘inner’ one”…"),
        ("why: a; b ! c ?", "why: a; b ! c ?"),
        ("see https://a.b/it's", "see https://a.b/it's"),
        ('6" by 4"', '6" by 4"'),
        ("wait....", "wait...."),
    ],
)
def test_english(typed: str, shown: str) -> None:
    assert typeset_text(typed, "en") == shown


def test_another_language_gets_its_apostrophe_and_nothing_else() -> None:
    assert typeset_text('L\'"ora": 5 % ...', "it") == 'L’"ora": 5 % ...'


def test_context_reaches_over_runs() -> None:
    spans = typeset(parse('Il dit "**oui**" : *non*! `a "b" : c` "`x`"'), "fr")
    assert plain(spans).translate(SHOWN) == 'Il dit «_oui_»_: non~! a "b" : c «_x_»'
    assert Span("oui", strong=True) in spans
    assert Span('a "b" : c', code=True) in spans


PIECES = """ " ' a é M. : ; ! ? « » “ ” ( ) ... … 1 000 % https://a.b/c a@b.fr - — n° , ’ &amp; """
pieces = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\u00a0", "\u202f"]), max_size=12).map("".join)


@settings(max_examples=300)
@given(pieces, st.sampled_from(["fr", "en", "de"]))
def test_setting_twice_changes_nothing(text: str, language: str) -> None:
    once = typeset_text(text, language)
    assert typeset_text(once, language) == once


@given(pieces, pieces, pieces)
def test_no_letter_is_lost_and_code_stays(before: str, code: str, after: str) -> None:
    spans = typeset((Span(before), Span(code, code=True), Span(after, strong=True)), "fr")
    assert "".join(span.text for span in spans if span.code) == code
    kept = [char for char in before + code + after if char.isalnum()]
    assert [char for char in plain(spans) if char.isalnum()] == kept
