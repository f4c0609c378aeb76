from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.grading import fold


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("l’État", "L'état"),
        ("e\u0301te\u0301", "été"),
        ("États‑Unis", "états – unis"),
        ("« oui »", '"oui"'),
        ("1\u202f000\u00a0km", "1000 km"),
        ("Bosnie & Herzégovine", "bosnie et herzégovine"),
        ("ﬁn", "fin"),
        ("U.R.S.S.", "urss"),
        ("19 – 21 mai", "19-21 mai"),
        ("co\u00adopération", "coopération"),
    ],
)
def test_folding_levels(a: str, b: str) -> None:
    assert fold(a, "fr") == fold(b, "fr")


@pytest.mark.parametrize(("a", "b"), [("5!", "5"), ("C", "C++"), ("-5", "5"), ("été", "ete"), ("le Mans", "Mans")])
def test_folding_keeps_apart(a: str, b: str) -> None:
    assert fold(a, "fr") != fold(b, "fr")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    for language in ("fr", "en", "de"):
        assert fold(fold(text, language), language) == fold(text, language)
