from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.vanishing import Doubt, vanishing


@pytest.mark.parametrize(
    ("source", "doubt", "excerpt"),
    [
        (r"C:\\temp", Doubt.BACKSLASH, r"C:\\temp"),
        (r"a\*b", Doubt.BACKSLASH, r"a\*b"),
        ("- x\n- the file `x` is at \\\\nas\\docs\n", Doubt.BACKSLASH, r"e `x` is at \\nas\docs"),
        (r"\<b>", Doubt.BACKSLASH, r"\<b>"),
        ("SELECT *, COUNT(*)", Doubt.STAR, "SELECT *, COUNT(*)"),
        ("/*comment*/", Doubt.STAR, "/*comment*/"),
        ("*a*+**b**", Doubt.STAR, "*a*+"),
        ("```python\nx = 1", Doubt.FENCE, "```python"),
        ("$x^2", Doubt.FORMULA, "$x^2"),
        ("so $ x^2 $ is", Doubt.FORMULA, "so $ x^2 $ is"),
        (r"so \(x", Doubt.FORMULA, r"so \(x"),
        (r"\[x", Doubt.FORMULA, r"\[x"),
        ("$x = \x1a$", Doubt.FORMULA, "$x = \x1a$"),
    ],
)
def test_what_may_be_misread(source: str, doubt: Doubt, excerpt: str) -> None:
    assert vanishing(source)[0] == (doubt, excerpt)


@pytest.mark.parametrize(
    "source",
    [
        "*ok* and **fine**: «*a*», l'*Iliade*, (*b*).",
        "这是*强调*的",
        "*`a`* *$x$* **a *b***",
        r"\*a\* \`b\` \[c](http://d) \<a@b.c> \$HOME \*\*kwargs",
        "2*3*4, 2 * 3 * 4",
        "$5 and $10, 5 $ = 6 $, US$ 5",
        r"`\\`, $a\\b$, \(\\\), a\b",
        "```\n\\\\ *a*+*b* $x\n```",
        "- a\n- b\n\n\\- c",
    ],
)
def test_what_an_author_must_mean(source: str) -> None:
    assert vanishing(source) == ()


@given(
    st.lists(st.sampled_from(["*", "**", "$", "\\", "`", "```", "a", "(", "[", "]", " ", "\n", "^", "\x1a"])).map(
        "".join
    )
)
def test_any_text_is_read(source: str) -> None:
    assert all(found.excerpt for found in vanishing(source))


@pytest.mark.parametrize("unit", ["$ ^", "\\(", "\\\\", "a\\*b", "```a\n", "a(*)"])
def test_long_garbage_is_read(unit: str) -> None:
    vanishing(unit * (100_000 // len(unit)))
