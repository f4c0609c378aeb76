"""Files of ten megabytes that no author wrote: refused before they take long, with a place and a way out."""

from __future__ import annotations

import pytest

from quizgen.files import MAX_BANK
from quizgen.problems import Place, report
from quizgen.yaml import events, reader


def test_more_parts_than_any_bank_has_are_refused_where_they_pass_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are keys, values, and the ends of lists and mappings; a document has four more around them."""
    monkeypatch.setattr(events, "MAX_PARTS", 11)
    assert reader.read(b"a: b\nc: d\n").problems == ()
    document = reader.read(b"a: b\nc: d\ne: f\ng: h\n#cut")
    (problem,) = document.problems
    assert (problem.code.id, problem.place.line, problem.place.column, document.tree) == ("Q015", 4, 4, None)


def test_ten_thousand_questions_in_two_languages_are_not_too_many() -> None:
    """A question of a dozen texts in two languages, with a source, has some sixty parts."""
    assert events.MAX_PARTS >= 10_000 * 60


@pytest.mark.slow
@pytest.mark.parametrize("part", [b"[],", b"{},", b"a,", b"- a\n", b"? ", b"*a,"])
def test_ten_megabytes_of_next_to_nothing(part: bytes) -> None:
    data = b"x: [" + part * 3_300_000 if part.endswith(b",") else part * 2_400_000
    document = reader.read(data[:MAX_BANK])
    assert document.tree is None
    assert {problem.code.id for problem in document.problems} & {"Q005", "Q010", "Q014", "Q015"}


@pytest.mark.slow
def test_a_thousand_duplicates_on_one_line_of_megabytes() -> None:
    document = reader.read(b"x: {" + b"a: b," * 400_000 + b"}")
    assert len(document.problems) > 9000


@pytest.mark.parametrize("column", [1, 2_500_000, 4_999_990])
def test_a_line_of_megabytes_is_shown_around_its_place(column: int) -> None:
    line = "x" * (column - 1) + "HERE" + "y" * (5_000_000 - column)
    source, carets = report.excerpt(Place("b.yaml", None, 1, column, 4, line), 60)
    assert len(source) <= 60
    assert source[carets.index("^") : len(carets)] == "HERE"
    assert source.endswith("…") == (column < 4_000_000)
    assert source.startswith("…") == (column > 1)
