"""Characters that look like others: what each is taken for, and what it is called."""

from __future__ import annotations

import pytest

from quizgen.text import lookalikes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kind\u00a0", "kind"),
        ("\u2003\u202fkind", "kind"),
        ("“kind”", "kind"),
        ("« kind »", "kind"),
        ("‘kind’", "kind"),
        ("ｋｉｎｄ：", "kind:"),
        ("\u0430nswer", "answer"),
        ("ΑΒ", "AB"),
        ("an\u200bswer\u00ad", "answer"),
        ("gulf‑office", "gulf-office"),
        ("ﬁle", "file"),
        ("kınd", "kind"),
        ("é", "é"),
        ("日本", "日本"),
    ],
)
def test_a_word_is_read_as_it_looks(written: str, meant: str) -> None:
    assert lookalikes.plain_word(written) == meant


@pytest.mark.parametrize(
    ("character", "sort"),
    [
        ("\u00a0", "a no-break space"),
        ("\u202f", "a no-break space"),
        ("\u3000", "an unusual space"),
        ("\u200b", "an invisible character"),
        ("”", "a typographic quotation mark"),
        ("–", "a typographic sign"),
        ("：", "a full-width character"),
        ("\u0430", "a Cyrillic letter"),
        ("\u03a1", "a Greek letter"),
        ("ı", "an unusual character"),
    ],
)
def test_a_look_alike_has_a_name(character: str, sort: str) -> None:
    assert lookalikes.sort(character) == sort


def test_letters_may_be_left_alone() -> None:
    assert lookalikes.plain("\u0430：", letters=False) == "\u0430:"


def test_ordinary_text_holds_none() -> None:
    assert lookalikes.first("L'été, à 日本: “") == "“"
    assert lookalikes.first("L'été, à 日本") is None
