from __future__ import annotations

from decimal import Decimal

import pytest

from quizgen.items import (
    Fill,
    Gap,
    Name,
    Number,
    Spelling,
    Text,
    Words,
    blocks,
    literal,
    marked,
    passage,
    passage_blocks,
    plain,
    spans,
    with_gaps,
)
from quizgen.text import markup
from quizgen.text.markup import GAP, CodeBlock, List, Paragraph, Span

CODE = '```c\nprintf("Hello, world!");\n```'


def test_a_text_in_blocks_in_a_row_and_plain() -> None:
    text = Name(f'Que fait "ceci" ?\n\n{CODE}\n1. $\\frac{{1}}{{2}}$ !\n2. `a : b`')
    assert blocks(text, "fr") == (
        Paragraph((Span("Que fait «\u00a0ceci\u00a0»\u202f?"),)),
        CodeBlock('printf("Hello, world!");', "c"),
        List(((Span(r"\frac{1}{2}", maths=True), Span("\u202f!")), (Span("a : b", code=True),)), 1),
    )
    assert spans(text, "fr") == markup.flat(blocks(text, "fr"))
    assert plain(text, "fr").split("\n") == [
        "Que fait «\u00a0ceci\u00a0»\u202f?",
        'printf("Hello, world!");',
        "1. 1/2\u202f!",
        "2. a : b",
    ]


@pytest.mark.parametrize("text", [Name("L'eau"), Words({"fr": "L'eau"}), Number(Decimal(1))])
def test_a_text_without_markup_is_one_run(text: Text) -> None:
    assert not marked(text, "fr")
    assert spans(text, "fr") == (Span(plain(text, "fr")),)
    assert blocks(text, "fr") == (Paragraph(spans(text, "fr")),)


TYPED = r'*a* `b` \* $x$ l"eau" :'


def test_a_typed_answer_is_literal() -> None:
    answer = Spelling(Words({"fr": TYPED})).text
    assert plain(answer, "fr") == r'*a* `b` \* $x$ l"eau"' + "\u00a0:"
    assert spans(answer, "fr") == (Span(plain(answer, "fr")),)
    assert not marked(answer, "fr")


def test_a_strict_answer_is_exact() -> None:
    for answer in (Spelling(Name('f("l\'eau") !'), strict=True).text, Gap(1, 'f("l\'eau") !', strict=True).text):
        assert plain(answer, "fr") == 'f("l\'eau") !'
        assert spans(answer, "fr") == (Span('f("l\'eau") !'),)


def test_a_literal_text_is_made_once() -> None:
    text = literal(Name("x"))
    assert literal(text) is text
    assert Spelling(text).text is text
    assert literal(Number(Decimal(1))) == Number(Decimal(1))


FORM = Fill({"fr": ("- *a ", Gap(1, "b*"), "* !\n- `", Gap(2, "c"), " `\n\n```\n  ", Gap(3, "d"), ' "\n```')})


def test_gaps_stand_in_lists_emphasis_and_code() -> None:
    one, two, three = FORM.gaps("fr")
    assert passage_blocks(FORM, "fr") == (
        List(((Span(f"a {GAP}", emphasis=True), Span("\u202f!")), (Span(f"{GAP} ", code=True),))),
        CodeBlock(f'  {GAP} "'),
    )
    assert [parts for _, parts in passage(FORM, "fr")] == [
        ("- ",),
        ("a ", one),
        ("\u202f!\n- ",),
        (two, " "),
        ("\n",),
        ("  ", three, ' "'),
    ]
    assert with_gaps(f"x{GAP}{GAP}", iter((one, two))) == ("x", one, two)
