"""Flowing styled text, and making it safe to show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizgen import items
from quizgen.play.styled import Line, Run, flow, plain, run, runs
from quizgen.text.cells import cells

TEXTS = st.text(st.sampled_from("ab é\u00a0,.-東京。\n👩") | st.characters(codec="utf-8"), max_size=60)


def texts(lines: list[Line]) -> list[str]:
    return [plain(line) for line in lines]


def test_words_hang_below_the_first() -> None:
    assert texts(flow((run("one two three four"),), 12, (run("  A  "),), 5)) == [
        "  A  one two",
        "     three",
        "     four",
    ]


def test_styles_are_no_place_to_break() -> None:
    line = (run("see "), run("bold", "bold"), run(", then more"))
    assert texts(flow(line, 9)) == ["see bold,", "then more"]
    assert flow(line, 9)[0] == (Run("see "), Run("bold", "bold"), Run(","))


def test_no_break_space_holds_and_newlines_break() -> None:
    assert texts(flow((run("oui\u202f! non\u00a0: si\nfin"),), 7)) == ["oui\u202f!", "non\u00a0:", "si", "fin"]


def test_wide_characters_count_twice_and_break_anywhere_but_before_a_full_stop() -> None:
    assert texts(flow((run("東京は日本の首都。"),), 8)) == ["東京は日", "本の首", "都。"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert texts(flow((run("abcdefgh"),), 3)) == ["abc", "def", "gh"]


def test_what_would_steer_the_terminal_is_spelled_out() -> None:
    assert run("a\x1b[2Jb\x07\u202ec\u2066\tx\r").text == "a\\x1b[2Jb\\x07\\u202ec\\u2066 x\\r"
    assert plain(runs(items.Name("a\x9bb"), "en")) == "a\\x9bb"


@given(TEXTS, st.integers(1, 40), st.integers(0, 8))
def test_flow_fits_and_loses_nothing(text: str, width: int, indent: int) -> None:
    line = (run(text[: len(text) // 2]), run(text[len(text) // 2 :], "bold"))
    lines = texts(flow(line, width, (), indent))
    margin = indent if indent < width // 2 else 0
    assert all(cells(each) <= max(width, margin + 2) for each in lines)
    assert "".join("".join(lines).split(" ")) == "".join(run(text).text.replace("\n", " ").split(" "))


@given(st.text())
def test_nothing_shown_is_a_control_character(text: str) -> None:
    assert not any(ord(each) < 32 and each != "\n" for each in plain((run(text),)))
