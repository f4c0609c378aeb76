"""The quick way through plain emphasis comes to what CommonMark's rules come to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text import markup

PIECES = st.sampled_from(["a", "é", "1", "_", "*", "**", "*a*", " *b*", " ", "\n", ".", ",", "!", "(", ")", "-", "’"])


@settings(deadline=None, max_examples=500)
@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_it_says_the_same_or_nothing(source: str) -> None:
    quick = markup._parse_simple(source)
    assert quick is None or quick == markup._parse_marked(source)


def test_it_is_taken() -> None:
    assert markup._parse_simple("as *the atlas* says.") is not None
