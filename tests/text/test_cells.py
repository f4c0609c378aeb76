"""How wide text is on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from quizgen.text.cells import cells, cut


def test_a_character_is_as_wide_as_prompt_toolkit_draws_it() -> None:
    assert all(cells(character) == get_cwidth(character) for character in map(chr, range(32, 0x3000)))


@given(st.text(st.sampled_from("ab é東👩\u200d\ufe0f") | st.characters(codec="utf-8"), max_size=20))
def test_a_text_is_as_wide_as_prompt_toolkit_draws_it(text: str) -> None:
    assert cells(text) == get_cwidth(text)


def test_a_cut_text_says_so_and_fits() -> None:
    assert [cut(text, 5) for text in ("short", "longer", "ab cd e", "東京都", "a\nb")] == [
        "short",
        "long…",
        "ab c…",
        "東京…",
        "a b",
    ]
