from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text.code import LONGEST, Token, tokens


def test_roles() -> None:
    assert tokens("def f(x):\n    return 'a' + 1  # b", "python") == (
        Token("def ", "keyword"),
        Token("f", "name"),
        Token("(x):\n    "),
        Token("return ", "keyword"),
        Token("'a' ", "string"),
        Token("+ ", "operator"),
        Token("1  ", "number"),
        Token("# b", "comment"),
    )
    assert Token('"Hello, world!"', "string") in tokens('int main(void){ printf("Hello, world!"); }', "C")


@pytest.mark.parametrize("language", ["", "nosuch", "../../x", "python " * 100, "peg", "gherkin"])
def test_what_is_not_known_is_plain(language: str) -> None:
    assert tokens("def f", language) == (Token("def f"),)
    assert tokens("", language) == ()


def test_what_is_too_long_is_plain() -> None:
    assert tokens("(" * (LONGEST + 1), "python") == (Token("(" * (LONGEST + 1)),)


@given(
    st.text(st.sampled_from("ab1 \t\n\r\"'`{}()<>/*#;\\$é\x1a"), max_size=40),
    st.sampled_from(["python", "c", "html", "sql", "bash", "php", "java", "yaml", "console", "diff", "make"]),
)
def test_the_pieces_are_the_code(code: str, language: str) -> None:
    found = tokens(code, language)
    assert "".join(token.text for token in found) == code
    assert all(token.text for token in found)
    assert all(one.role != other.role for one, other in pairwise(found))
