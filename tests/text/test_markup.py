from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text import markup
from quizgen.text.markup import Span, plain
from quizgen.text.markup import spans as parse


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("", ()),
        ("plain _text_ & <b>tag</b>", (Span("plain _text_ & <b>tag</b>"),)),
        (
            "*a* **b** `c`",
            (Span("a", emphasis=True), Span(" "), Span("b", strong=True), Span(" "), Span("c", code=True)),
        ),
        ("***a***", (Span("a", strong=True, emphasis=True),)),
        ("**a *b***", (Span("a ", strong=True), Span("b", strong=True, emphasis=True))),
        ("_a_ *b*", (Span("_a_ "), Span("b", emphasis=True))),
        ("[a *b*](https://x.y)", (Span("a ", href="https://x.y"), Span("b", emphasis=True, href="https://x.y"))),
        ('[a](http://x.y "title")', (Span("a", href="http://x.y"),)),
        ("[a](mailto:b@c.d)", (Span("a", href="mailto:b@c.d"),)),
        ("<https://x.y/é>", (Span("https://x.y/é", href="https://x.y/%C3%A9"),)),
        ("<b@c.de>", (Span("b@c.de", href="mailto:b@c.de"),)),
        (r"\*a\* \`b\` \[c](http://d)", (Span("*a* `b` [c](http://d)"),)),
        ("`a*b*`", (Span("a*b*", code=True),)),
        ("2 * 3 * 4", (Span("2 * 3 * 4"),)),
        ("un\ndeux\n\n*trois*", (Span("un\ndeux\n\n"), Span("trois", emphasis=True))),
        ("&amp; `x`", (Span("&amp; "), Span("x", code=True))),
    ],
)
def test_marks(source: str, spans: tuple[Span, ...]) -> None:
    assert parse(source) == spans


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](file:///etc/passwd)",
        "[a](relative.html)",
        "[a]()",
        "[<https://x.y]()",
        "[a][b]",
        "![alt](https://x.y/i.png)",
        "<javascript:alert(1)>",
        "<img src=x onerror=y>",
        "**open",
        "`open",
        "a\\b",
    ],
)
def test_what_is_no_mark_stays_as_typed(source: str) -> None:
    assert parse(source) == (Span(source),)


@given(st.text(st.sampled_from("ab *`\\[]()<>_!\n\"'&:/@.é"), max_size=30))
def test_nothing_but_marks_is_lost(source: str) -> None:
    spans = parse(source)
    shown = iter(plain(spans))
    kept = [char for char in source if char not in "*`\\[]()<> \n"]
    if all(span.href is None for span in spans):
        assert all(char in shown for char in kept)
    assert all(span.text for span in spans)
    assert all(span.href is None or span.href.startswith(("http://", "https://", "mailto:")) for span in spans)


@given(st.text())
def test_any_text_is_read(source: str) -> None:
    assert len(plain(parse(source))) <= len(source)


@given(st.text(st.characters(blacklist_characters="*`\\[<", blacklist_categories=["Cs"])))
def test_text_without_marks_is_one_run(source: str) -> None:
    assert plain(parse(source)) == source


PIECES = st.sampled_from(["a", "é", "1", "_", "*", "**", "*a*", " *b*", " ", "\n", ".", ",", "!", "(", ")", "-", "’"])


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_simple_emphasis_is_what_commonmark_makes_of_it(source: str) -> None:
    simple = markup._parse_simple(source)
    assert simple is None or simple == markup._parse_marked(source)


def test_an_ordinary_explanation_is_simple() -> None:
    assert markup._parse_simple("as *the atlas* says.") is not None
