from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text import typography
from quizgen.text.markup import Span, plain
from quizgen.text.markup import spans as parse
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
        ("le Dr Dupont", "le Dr_Dupont"),
        ("en 2023 400 soldats", "en 2023 400 soldats"),
        ('5" de long', '5" de long'),
        ("?", "?"),
        ("oui\n! non", "oui\n! non"),
        # quotes within quotes, and quotes without a partner
        ('« un "petit" mot »', "«_un “petit” mot_»"),
        ('“un "petit" mot”', "“un “petit” mot”"),
        ('"un" et "deux', '«_un_» et "deux'),
        ('un" «deux" trois»', 'un" «_deux" trois_»'),
        ('"«un»"', "«_«_un_»_»"),
        ('"un"-"deux"/"trois"="quatre"', "«_un_»-«_deux_»/«_trois_»=«_quatre_»"),
        ('"un""deux"', '«_un_»"deux"'),
        ("«» « »", "«_» «_»"),
        ("a « b", "a «_b"),
        ("« x » : «y»", "«_x_»_: «_y_»"),
        # marks where a clause ends, and where none does
        ("x:\ny ; z", "x_:\ny~; z"),
        ("a :)", "a :)"),
        ("(; a [?] (?)", "(; a [?] (?)"),
        (": a", ": a"),
        ("? a ?", "? a~?"),
        ("a;b !c", "a;b !c"),
        ("a  ?!?", "a~?!?"),
        ("a:»", "a_:_»"),
        # figures, units and titles
        ("1 0000 0001 .1 000 1,1 000", "1 0000 0001 .1 000 1,1 000"),
        ("1 000 000 000", "1~000~000~000"),
        ("1\u00a0000 %", "1~000_%"),
        ("5 €, 5 °C, 5 kg", "5_€, 5_°C, 5 kg"),
        ("MM. A et Mme B, Mlle C, Dr D, M. à", "MM._A et Mme_B, Mlle_C, Dr_D, M. à"),
        ("n° 12, n° a", "n°_12, n° a"),
        ("20 °C", "20_°C"),
        ("5 %", "5_%"),
        ("1\u00a0000", "1~000"),
        ("20\u202f€", "20_€"),
        ("M. Dupont", "M._Dupont"),
        ("Dr Dupont", "Dr_Dupont"),
        # addresses
        ("Voir www.a.fr/x:y ?", "Voir www.a.fr/x:y~?"),
        ("mailto:a@b.fr?x ?", "mailto:a@b.fr?x~?"),
        ("www.l'eau.fr", "www.l'eau.fr"),
        ("mailto:l'eau", "mailto:l'eau"),
        ("a...b@c.fr", "a...b@c.fr"),
        ("(https://a.b/c)!", "(https://a.b/c)~!"),
        ("https://a.b/l'eau… l'eau", "https://a.b/l'eau… l’eau"),
        ("https://a.b/c...d ...", "https://a.b/c...d …"),
        ('"https://a.b/c"', "«_https://a.b/c_»"),
        ("Q&amp;R &lt; S &#62; T : oui", "Q&amp;R &lt; S &#62; T_: oui"),
        ("a.. b.... c...", "a.. b.... c…"),
    ],
)
def test_french(typed: str, shown: str) -> None:
    assert typeset_text(typed, "fr").translate(SHOWN) == shown
    assert typeset_text(typed, "fr-CA").translate(SHOWN) == shown
    assert typeset_text(typed, "FR_ca").translate(SHOWN) == shown


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
        ("'a", "’a"),
        ("a'", "a’"),
        ("' a'", "’ a’"),
        ("'a '", "’a ’"),
        ("'a' 'b' isn't 'A.'", "‘a’ ‘b’ isn’t ‘A.’"),
        ("'it's'", "‘it’s’"),
        ("x'y'z 'a'b", "x’y’z ’a’b"),
        ("'one\ntwo'", "’one\ntwo’"),
        ("'one' and\n'two'", "‘one’ and\n‘two’"),
        ("['a'] ('b') {'c'} —'d' –'e' \t'f' \u00a0'g'", "[‘a’] (‘b’) {‘c’} —‘d’ –‘e’ \t‘f’ \u00a0‘g’"),
        ("\"'a'\" “'b'”", "“‘a’” “‘b’”"),
        ('"a "b" c"', "“a “b” c”"),
        ('a"b" ("c")', 'a"b" (“c”)'),
        ("www.a.b/it's 'ok'", "www.a.b/it's ‘ok’"),
    ],
)
def test_english(typed: str, shown: str) -> None:
    assert typeset_text(typed, "en") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('Er sagte: "Ja!" Oder?', "Er sagte: „Ja!“ Oder?"),
        ('"ein "kleines" Wort"', "„ein ‚kleines‘ Wort“"),
        ('„ein "kleines" Wort“', "„ein ‚kleines‘ Wort“"),
        ("das 'erste' Wort, wie geht's?", "das ‚erste‘ Wort, wie geht’s?"),
        ('(„Ja“) "Nein”', '(„Ja“) "Nein”'),
        ("5 %, 20 °C, 1 000 km, Nr. 5, Dr. Weiß...", "5_%, 20_°C, 1~000 km, Nr._5, Dr._Weiß…"),
        ("»Ja« und «Nein»", "»Ja« und «Nein»"),
    ],
)
def test_german(typed: str, shown: str) -> None:
    assert typeset_text(typed, "de").translate(SHOWN) == shown
    assert typeset_text(typed, "de-CH").translate(SHOWN) == shown


def test_another_language_gets_its_apostrophe_and_nothing_else() -> None:
    assert typeset_text('L\'"ora": 5 % ...', "sv") == 'L’"ora": 5 % ...'


def test_context_reaches_over_runs() -> None:
    spans = typeset(parse('Il dit "**oui**" : *non*! `a "b" : c` "`x`"'), "fr")
    assert plain(spans).translate(SHOWN) == 'Il dit «_oui_»_: non~! a "b" : c «_x_»'
    assert Span("oui", strong=True) in spans
    assert Span('a "b" : c', code=True) in spans


@given(st.lists(st.sampled_from(["a", "l'eau", '"x"', "M.", "?", ":", "...", "https://a.b/c?", " "]), max_size=8))
def test_runs_are_set_as_their_text_is(parts: list[str]) -> None:
    runs = tuple(Span(part, emphasis=place % 2 == 1) for place, part in enumerate(parts))
    for language in ("fr", "en", "de"):
        assert plain(typeset(runs, language)) == typeset_text("".join(parts), language)


def test_a_run_keeps_what_else_it_is() -> None:
    assert typeset((Span("l'eau", strong=True), Span(" !", emphasis=True)), "fr") == (
        Span("l’eau", strong=True),
        Span("\u202f!", emphasis=True),
    )


def test_code_keeps_its_spaces_beside_marks() -> None:
    for before, after in (("«", "»"), ("a", "!"), ("1", "000"), ("M.", "A")):
        spans = (Span(before), Span(" x ", code=True), Span(after), Span(" ", code=True), Span(after))
        assert plain(typeset(spans, "fr")) == before + " x " + after + " " + after


PIECES = """ " ' a é M. : ; ! ? « » “ ” ( ) ... … „ ‚ ‘ 1 000 % https://a.b/c a@b.fr - — n° , ’ &amp; """
pieces = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\u00a0", "\u202f"]), max_size=12).map("".join)


@pytest.mark.parametrize(("text", "language"), [("...1 000", "fr"), ('"a""a"', "de")])
def test_a_mark_that_was_set_makes_no_other(text: str, language: str) -> None:
    once = typeset_text(text, language)
    assert typeset_text(once, language) == once


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


@given(pieces, st.sampled_from(["fr", "en", "de", "it"]))
def test_the_look_for_signs_misses_none(text: str, language: str) -> None:
    """Most texts are left alone after a look for signs that may need setting; if all are there, the same comes out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typography, "_signs_in", lambda *_: frozenset([*map(chr, range(0x300)), "«", "»", "°", "..."]))
        told_of_all = typeset_text(text, language)
    assert typeset_text(text, language) == told_of_all
