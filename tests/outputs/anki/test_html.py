"""Texts as HTML: what Anki's HTML reads is what the text reads, in whatever way it was made quicker."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizgen.items import Country, Name, Text, Words, blocks, plain, spans
from quizgen.outputs.anki.html import attribute, block_html, render, text_of, to_type, visible, words_and_html

WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "mot",
                "M.",
                "Mme",
                "Dr",
                "D",
                "1 000",
                "5 %",
                "n° 5",
                "l'eau",
                '"x"',
                "«x»",
                ":",
                "?",
                "!",
                "...",
                "*x*",
                "*l'eau*,",
            ),
            *("-", "(", ")", ",", "é", "ß", "字", "&", "<", "\\", "[", "{", "_", "œ", "'"),
        ]
    )
).map(" ".join)


@given(WORDS, st.sampled_from(["fr", "en", "de"]))
def test_the_short_way_comes_to_the_same(words: str, language: str) -> None:
    runs = spans(Name(words), language)
    assert render(Name(words), language) == block_html(blocks(Name(words), language))
    assert plain(Name(words), language) == "".join(run.text for run in runs)
    assert words_and_html(Name(words), language) == (plain(Name(words), language), render(Name(words), language))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(["fr", "en"]))
def test_what_is_read_is_the_text(words: str, language: str) -> None:
    read = html.unescape(re.sub("<[^>]*>", "", render(Name(words), language)))
    assert read == plain(Name(words), language)


@given(st.text())
def test_nothing_in_a_text_is_left_to_obey(words: str) -> None:
    found = render(Name(words), "en")
    bare = re.sub(r"</?(?:span|em|strong|code)>|<br>|<a href=\"[^\"<>]*\">|</a>", "", found)
    assert not re.search(r"[<>\[{}\"']|\\[(\[]|[\x00-\x08\x0b-\x1f\x7f]", bare.replace("\\", ""))
    assert "\\(" not in found
    assert "\\[" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Name("*a* **b** `c`"), "<em>a</em> <strong>b</strong> <code>c</code>"),
        (Name("one\ntwo"), "one<br>two"),
        (Name("[a](https://example.org/?a=1&b=2)"), '<a href="https://example.org/?a=1&amp;b=2">a</a>'),
        (Name("[a](javascript:x)"), "&#91;a](javascript:x)"),
        (Name("[sound:x.mp3]"), "&#91;sound:x.mp3]"),
        (Name("\\\\(x\\\\)"), "<span>\\</span>(x<span>\\</span>)"),
        (Words({"en": "South 'Korea'"}), "South ‘Korea’"),
        (Country("CI"), "Côte d’Ivoire"),
    ],
)
def test_examples(text: Text, expected: str) -> None:
    assert render(text, "en") == expected


def test_attributes_hold_quotes() -> None:
    assert attribute('a "b" <c> [d]') == "a &quot;b&quot; &lt;c&gt; &#91;d]"


def test_what_is_typed_is_one_line_without_tags() -> None:
    assert to_type("a\nb \\(c\\)") == "a b \\(c\\)"


@pytest.mark.parametrize(
    ("field", "seen"),
    [("", False), ("<em></em>", False), ("  ", False), ("<a href='x'> </a>", False), ("<em>x</em>", True), ("x", True)],
)
def test_whether_anything_can_be_read(field: str, seen: bool) -> None:
    assert visible(field) is seen


def test_a_field_as_text() -> None:
    assert text_of("<ul><li>a &amp; b</li><li>c<br>d</li></ul>") == "a & b c d"


# A letter of each kind, every sign of ASCII, the signs that typography knows, and words that it keeps together.
PIECES = st.sampled_from(
    [*map(chr, range(9, 256)), *"œĀ…“”’‘—€日😀\u202f\ue000", "M. A", "Dr B", "n° 5", "5 %", "...", " a "]
)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
@example("le Dr Dupont")
@example("chez Mme Dupont")
def test_what_is_rendered_at_a_glance_is_what_the_long_way_makes_of_it(source: str) -> None:
    for language in ("fr", "en", "it"):
        text = Words({language: source})
        long = block_html(blocks(text, language))
        assert render(text, language) == long
        assert words_and_html(text, language) == (plain(text, language), long)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("une base de $E$, donc", 'une base de <span class="qz-whole">\\(E\\),</span> donc'),
        ("l'espace ($n$)", 'l’espace <span class="qz-whole">(\\(n\\))</span>'),
        ("est $x$ ou $y$", "est \\(x\\) ou \\(y\\)"),
        ("une $k$-forme", 'une <span class="qz-whole">\\(k\\)-</span>forme'),
    ],
)
def test_the_signs_that_touch_a_formula_stay_on_its_line(written: str, shown: str) -> None:
    assert render(Name(written), "fr") == shown


@pytest.mark.parametrize(
    ("shown", "typed"),
    [("l’Indo-Pacifique", "l&#39;Indo-Pacifique"), ("12\u202f500", "12500"), ("1er\u00a0mai 2023", "1er mai 2023")],
)
def test_what_is_compared_can_be_typed(shown: str, typed: str) -> None:
    assert to_type(shown) == typed
