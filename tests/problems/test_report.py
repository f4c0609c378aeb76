"""Problems in words: carets under the exact characters, whatever the line holds; escaping for machines."""

from __future__ import annotations

import pytest
from codes import declared
from hypothesis import given
from hypothesis import strategies as st

from quizgen.problems import Code, Place, Problem, report
from quizgen.text.cells import cells
from quizgen.text.phrases import Phrases

SAY = Phrases("en")


def code(id: str) -> Code:
    return declared()[id][1]


def problem(source: str, column: int, length: int, **values: str | int) -> Problem:
    return Problem(code("Q104"), Place("a.yaml", None, 7, column, length, source), values or {"key": "anwser"})


def test_a_problem_as_text() -> None:
    told = report.as_text(problem("    anwser: x", 5, 6, key="anwser", nearest="answer"), SAY, width=80)
    assert told == [
        "a.yaml:7:5  error Q104  unknown key “anwser”",
        "    7 |     anwser: x",
        "      |     ^^^^^^",
        "   hint: did you mean “answer”?",
    ]


def test_a_duplicate_names_the_first_place() -> None:
    twice = Problem(code("Q301"), Place("b.yaml", None, 9, 3, 2, "- id: x"), {"id": "x"}, Place("a.yaml", None, 2, 5))
    assert "   first here: a.yaml:2:5" in report.as_text(twice, SAY, width=80)


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    told = report.as_text(Problem(code("Q063"), Place("a.yaml")), SAY, width=80)
    assert told[0] == "a.yaml  error Q063  this file is empty"
    assert not any("|" in line for line in told)


@pytest.mark.parametrize(
    ("source", "column", "length", "shown", "under"),
    [
        ("a: b", 4, 1, "a: b", "   ^"),
        ("\ta: b", 2, 1, "    a: b", "    ^"),
        ("a\tb", 2, 1, "a    b", " ^^^^"),
        ("日本: x", 1, 2, "日本: x", "^^^^"),
        ("日本: x", 5, 1, "日本: x", "      ^"),
        ("e\u0301a: x", 3, 1, "e\u0301a: x", " ^"),
        ("a\x1b[31m", 2, 1, r"a\x1b[31m", " ^^^^"),
        ("a: \u202eb", 4, 1, r"a: \u202eb", "   ^^^^^^"),
        ("a:", 3, 1, "a:", "  ^"),
        ("", 1, 1, "", "^"),
    ],
)
def test_carets_stand_under_the_characters(source: str, column: int, length: int, shown: str, under: str) -> None:
    assert report.excerpt(Place("a", None, 1, column, length, source), 60) == (shown, under)


@given(
    st.text(st.sampled_from("abc 日é\t\u202e"), max_size=300),
    st.integers(1, 300),
    st.integers(1, 300),
    st.integers(20, 120),
)
def test_a_long_line_is_cut_around_the_carets(source: str, column: int, length: int, width: int) -> None:
    shown, under = report.excerpt(Place("a", None, 1, column, length, source), width)
    assert cells(shown) <= width
    assert cells(under) <= width + 1  # one more where something is missing after the end
    assert under.strip("^ ") == ""
    assert under.strip()


def test_the_cut_shows_what_is_marked() -> None:
    source = "a" * 200 + "HERE" + "b" * 200
    shown, under = report.excerpt(Place("a", None, 1, 201, 4, source), 40)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[under.index("^") : under.rindex("^") + 1] == "HERE"


def test_colour_only_when_asked_for() -> None:
    assert "\x1b" not in "".join(report.as_text(problem("a", 1, 1), SAY, width=80))
    assert "\x1b[31m" in "".join(report.as_text(problem("a", 1, 1), SAY, width=80, color=True))


def test_what_a_bank_says_never_steers_the_terminal() -> None:
    evil = Problem(code("Q104"), Place("\x1b]0;x.yaml", None, 1, 1, 1, "\x1b[2J"), {"key": "\x1b[31m\u202e"})
    told = "\n".join(report.as_text(evil, SAY, width=80))
    assert not any(ord(character) < 32 and character != "\n" for character in told)
    assert "\u202e" not in told


def test_an_annotation_is_escaped() -> None:
    where = Place("a,b:c%.yaml", None, 3, 5, 2, "x")
    told = report.as_annotation(Problem(code("Q104"), where, {"key": "50%"}), SAY)
    assert told.startswith("::error file=a%2Cb%3Ac%25.yaml,line=3,col=5,endColumn=7,title=quizgen Q104::")
    assert "50%25" in told
    assert "\n" not in told


def test_a_problem_as_data() -> None:
    data = report.as_data(problem("    anwser: x", 5, 6, key="anwser", nearest="answer"), SAY)
    assert data == {
        "code": "Q104",
        "severity": "error",
        "message": "unknown key “anwser”",
        "file": "a.yaml",
        "line": 7,
        "column": 5,
        "length": 6,
        "hint": "did you mean “answer”?",
    }


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "no problem"),
        (["Q104"], "1 error"),
        (["Q104", "Q101"], "2 errors"),
        (["Q510"], "1 warning"),
        (["Q104", "Q510", "Q511"], "1 error and 2 warnings"),
    ],
)
def test_problems_are_counted(codes: list[str], said: str) -> None:
    assert report.counted([Problem(code(each), Place("a")) for each in codes], SAY) == said


def of(id: str, number: int, file: str = "a.yaml") -> Problem:
    return Problem(code(id), Place(file, None, number, 1, 1, "x", question=f"q{number}"), {"key": "k", "keys": "id"})


def heads(problems: list[Problem]) -> list[str]:
    return [lines[0] for _, lines in report.listed(problems, SAY, width=80)]


def test_more_than_three_of_a_code_in_a_file_make_one_line() -> None:
    told = heads([of("Q104", number) for number in range(1, 9)])
    assert [head.split()[0] for head in told] == ["a.yaml:1:1", "a.yaml:2:1", "a.yaml:3:1", "a.yaml"]
    assert told[-1] == "a.yaml  error Q104  and 5 more like this: q4, q5, q6, q7, q8"


def test_four_of_a_code_are_all_told() -> None:
    assert len(heads([of("Q104", number) for number in range(1, 5)])) == 4


def test_each_code_and_each_file_folds_by_itself() -> None:
    mixed = [of(id, number) for number in range(1, 6) for id in ("Q104", "Q510")]
    other = [of("Q104", number, "b.yaml") for number in range(1, 4)]
    told = heads([*mixed, *other])
    assert len(told) == 3 + 3 + 2 + 3
    assert told[6:8] == [
        "a.yaml  error Q104  and 2 more like this: q4, q5",
        "a.yaml  warning Q510  and 2 more like this: q4, q5",
    ]


def test_of_many_more_the_first_and_the_last_are_named() -> None:
    told = heads([of("Q104", number) for number in range(1, 51)])
    assert told[-1].endswith("and 47 more like this: q4, q5, q6, q7, q8, q9, q10, q11, q12, q13 … q50")


def test_where_no_question_is_known_the_lines_are_named() -> None:
    nameless = [Problem(code("Q104"), Place("a.yaml", None, number, 1, 1, "x"), {"key": "k"}) for number in range(1, 7)]
    assert heads(nameless)[-1].endswith("3 more like this: 4, 5, 6")


def test_codes_are_counted() -> None:
    assert report.by_code([of("Q104", 1), of("Q510", 2), of("Q510", 3)]) == {"Q510": 2, "Q104": 1}
