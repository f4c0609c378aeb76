"""The quick look over a text misses nothing: the long way, with every pattern tried, comes to the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text import typography

WORDS = "M. A|MM. |Mme É|Dr B|n° 5|5 %|1 000|12| !| ;|...|https://a.b/l'c?|www.l'a|mailto:l'a|&amp;|a@b.fr"
PIECES = st.sampled_from([*"aéëw'\"«»“”’°€?:.() -\n\u00a0\u202f日…", *WORDS.split("|")])


@pytest.mark.parametrize("family", ["fr", "en", "it"])
@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=10).map("".join))
def test_the_long_way_says_the_same(family: str, text: str) -> None:
    everything = text.encode().decode("latin-1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typography, "_FIGURE", re.compile(""))
        long = typography._all_written(text, typography._marks(text, family, everything, ()))
    assert typography.typeset_text(text, family) == long


def test_most_texts_need_only_the_look() -> None:
    assert typography._signs("Le bureau de liaison, à Tokyo.", "fr") == ""
    assert typography._apostrophes_alone(typography._signs("L'Australie et l'Inde.", "fr"), "fr")
