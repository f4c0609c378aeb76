"""The terminal's frontend, with keys from a pipe and its output on a screen in memory."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import play_sample
import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output
from test_lines import Ticks

from quizgen import play
from quizgen.items import Choose, Item, Match, Name, Option, Order, Pair, Step
from quizgen.play import widgets
from quizgen.play.loop import Ended
from quizgen.play.prompts import menu
from quizgen.study.session import Others, Settings, begin
from quizgen.text.phrases import Phrases

widgets.QUIET_S = 0  # these keys come at once, as no person presses them
UP, DOWN, ENTER, CTRL_C, CTRL_D, CTRL_Z = "\x1b[A", "\x1b[B", "\r", "\x03", "\x04", "\x1a"


class Terminal:
    """Keys that were pressed beforehand, and what a screen of some width shows of it. The input ends with them."""

    def __init__(self, keys: str, columns: int = 60) -> None:
        self.keys, self.columns, self.rows = keys, columns, 120 if columns > 20 else 600
        self.sent = io.StringIO()

    def __enter__(self) -> Terminal:
        self._pipe = create_pipe_input()
        pipe = self._pipe.__enter__()
        pipe.send_text(self.keys)
        pipe.close()
        output = Vt100_Output(self.sent, lambda: Size(self.rows, self.columns), term="xterm", enable_cpr=False)
        self._session = create_app_session(input=pipe, output=output)
        self._session.__enter__()
        return self

    def __exit__(self, *about: object) -> None:
        self._session.__exit__(None, None, None)
        self._pipe.__exit__(None, None, None)

    @cached_property
    def lines(self) -> list[str]:
        screen = pyte.Screen(self.columns, self.rows)
        pyte.Stream(screen).feed(self.sent.getvalue().replace("\r\n", "\n").replace("\n", "\r\n"))
        return [line.rstrip() for line in screen.display]

    @property
    def shown(self) -> str:
        return "\n".join(self.lines).strip("\n")


def played(
    names: str | list[Item], keys: str, columns: int = 60, *, color: bool = False,
    open_file: object = None, others: Others = play_sample.others, **settings: object,
) -> tuple[Ended, Terminal]:  # fmt: skip
    items = [play_sample.ITEMS[name] for name in names.split("+")] if isinstance(names, str) else names
    wanted: Mapping[str, object] = {"mode": "practice", "language": "en", "seed": 1, **settings}
    with Terminal(keys, columns) as terminal:
        ended = play.run(
            begin(items, Settings(**wanted)),  # type: ignore[arg-type]
            say=Phrases("en"),
            banks={name: replace(bank, intro=None) for name, bank in play_sample.BANKS.items()},
            others=others,
            plain=False,
            stdin=io.StringIO(),
            stdout=terminal.sent,
            color=color,
            width=columns,
            clock=Ticks(),
            open_file=open_file,  # type: ignore[arg-type]
        )
    return ended, terminal


RIGHT_KEYS = {
    "choice": "c",
    "several": "ab" + ENTER,
    "truth": "b",
    "text": "madrid" + ENTER,
    "number": "2850" + ENTER,
    "date": "june 2022" + ENTER,
    "list": "vienna\rbudapest\rbelgrade\r",
    "order": "4 2 3 1" + ENTER,
    "match": "bad" + ENTER,
    "cloze": "loire\rfrance\r",
    "card": ENTER + "y",
}


@pytest.mark.parametrize("name", play_sample.ITEMS)
def test_right_answer(name: str) -> None:
    ended, terminal = played(name, RIGHT_KEYS[name] + ENTER)
    assert (ended.how, ended.session.right) == ("finished", 1)
    assert "✓ You knew it" in terminal.shown or "✓ Right" in terminal.shown
    assert "Done: 1 right of 1" in terminal.shown


@pytest.mark.parametrize("name", ["choice", "list", "match"])
def test_undo_asks_the_same_again(name: str) -> None:
    ended, terminal = played(name, RIGHT_KEYS[name] + "z" + RIGHT_KEYS[name] + ENTER)
    assert (ended.how, len(ended.session.answers)) == ("finished", 1)
    assert terminal.shown.count("1/1") == 2


@pytest.mark.parametrize("name", play_sample.ITEMS)
@pytest.mark.parametrize(
    ("key", "how"), [(CTRL_C, "interrupted"), pytest.param(CTRL_D, "input ended", marks=pytest.mark.slow)]
)
def test_every_prompt_ends_cleanly(name: str, key: str, how: str) -> None:
    keys = RIGHT_KEYS[name]
    stops = [0, *(place + 1 for place, pressed in enumerate(keys) if pressed == ENTER), len(keys) - (name == "card")]
    for stop in sorted(set(stops)):
        ended, terminal = played(name, keys[:stop] + key)
        assert ended.how == how
        sent = terminal.sent.getvalue()
        assert "Stopped: 1 right of 1" in sent or "No question answered." in sent


def test_a_terminal_that_goes_away_ends_cleanly() -> None:
    for keys in ("", "x", "x" + ENTER, "x" + ENTER + ENTER):
        ended, _ = played("text+truth", keys)
        assert ended.how == "input ended"


def test_choice_by_arrows_shows_where_it_was_and_what_is_right() -> None:
    _, terminal = played("choice", DOWN + DOWN + DOWN + ENTER)
    assert " ❯ ✗ D  Hungary" in terminal.lines
    assert "   ✓ C  Austria" in terminal.lines
    assert " ✗ Hungary. Right answer: C · Austria" in terminal.lines
    assert "   Hungary comes after Vienna." in terminal.lines
    assert "   Source: a 2020 atlas, §\xa01, 3" in terminal.lines


def test_prompts_say_nothing_in_english_of_their_own() -> None:
    for name, keys in (("several", RIGHT_KEYS["several"]), ("choice", "b"), ("text", "x" + ENTER)):
        _, terminal = played(name, keys + CTRL_D)
        for leak in ("selections", "arrow keys", "Use ", "Cancelled", "toggle", "done ("):
            assert leak not in terminal.sent.getvalue()


def test_letters_tick_rather_than_toggle_all() -> None:
    options = tuple(Option(Name(f"o{number}"), number in (0, 8, 9)) for number in range(12))
    item = play_sample.item("many", Choose(options, many=True, fixed=True), Name("Many"))
    ended, _ = played([item], "aij" + ENTER + ENTER, others=lambda _item, _language: frozenset())
    assert ended.session.right == 1


def test_more_options_than_letters() -> None:
    options = tuple(Option(Name(f"o{number}"), number == 27) for number in range(30))
    item = play_sample.item("thirty", Choose(options, fixed=True), Name("Thirty"))
    ended, terminal = played([item], UP + UP + UP + ENTER + ENTER)
    assert ended.session.right == 1
    assert " ❯ ✓ AB  o27" in terminal.lines


def test_giving_up_takes_two() -> None:
    for name in ("several", "text", "order", "match"):
        ended, terminal = played(name, ENTER + ENTER + CTRL_D)
        assert "✗ No answer." in terminal.shown, name
        assert not ended.session.right


def test_steps_are_moved_with_the_arrows() -> None:
    steps = tuple(Step(Name(text)) for text in "abc")
    item = play_sample.item("abc", Order(steps), Name("Abc"))
    ended, _ = played([item], " " + DOWN + " " + ENTER + CTRL_D)
    moved = ended.session.answers[0].response
    ended, _ = played([item], "213" + ENTER + CTRL_D)
    assert moved == ended.session.answers[0].response


def test_pairs_can_be_changed() -> None:
    pairs = tuple(Pair(Name(text), Name(text.upper())) for text in "xyz")
    item = play_sample.item("xyz", Match(pairs), Name("Xyz"))
    straight, _ = played([item], "abc" + ENTER + CTRL_D)
    corrected, _ = played([item], "bbc" + UP + UP + "a" + ENTER + CTRL_D)
    assert straight.session.answers[0].response == corrected.session.answers[0].response


def test_override_flag_and_stop() -> None:
    ended, terminal = played("text+truth", "x" + ENTER + "j!odd" + ENTER + "q")
    assert ended.how == "stopped"
    assert ended.session.right == 1
    assert [note for _, note in ended.session.flags] == ["odd"]
    assert " › odd" in terminal.lines
    assert "✓ Counted as right." in terminal.shown


def test_undo_while_asking_goes_one_question_back() -> None:
    ended, _ = played("text+truth", "x" + ENTER + ENTER + CTRL_Z + "madrid" + ENTER + CTRL_D)
    assert [each.right for each in ended.session.answers] == [True]


def test_again_with_the_missed_ones() -> None:
    ended, terminal = played("truth", "a" + ENTER + "y" + "b" + ENTER)
    assert (ended.how, ended.session.right) == ("finished", 1)
    assert "Try the one you missed again?" in terminal.shown


def test_exam_ends_when_time_is_up_while_asking() -> None:
    ended, terminal = played("text+truth", "madrid" + ENTER, mode="exam", time_limit_s=2.0)
    assert ended.session.ended == "time up"
    assert "Time is up." in terminal.shown


def test_picture_is_opened_on_demand() -> None:
    opened: list[Path] = []
    played("card", "\x0f" + ENTER + "v" + CTRL_D, open_file=opened.append)
    assert [path.name for path in opened] == ["river.svg"] * 2


@pytest.mark.parametrize("columns", [4, 20, 40, 60, 120, 200])
def test_nothing_is_cut_at_any_width(columns: int) -> None:
    words = (
        "anticonstitutionnellement 東京は日本の首都です une réponse longue, avec bien des mots et encore plus de mots "
    )
    long = Name(words * 3)
    choice = Choose((Option(long, True), Option(Name("b"), False, long)), fixed=True)
    item = replace(play_sample.item("long", choice, long, explanation=long), context=long)
    _, terminal = played([item], "b" + CTRL_D, columns)
    told = "".join(terminal.shown.split())
    assert told.count("".join((words * 3).split())) >= (5 if columns > 8 else 0)
    assert all(len(line) <= columns for line in terminal.lines)


def test_styles_are_off_without_color_and_on_with_it() -> None:
    _, bare = played("several", RIGHT_KEYS["several"] + CTRL_D)
    _, coloured = played("several", RIGHT_KEYS["several"] + CTRL_D, color=True)
    styled = [f"\x1b[0;{code}" for code in ("1m", "2m", "31", "32", "36", "7m", "4m")]
    assert not any(code in bare.sent.getvalue() for code in styled)
    assert any(code in coloured.sent.getvalue() for code in styled)


def test_menu_by_arrows() -> None:
    choices = [("a", "First"), ("b", "Second"), ("c", "Third")]
    with Terminal(DOWN + ENTER) as terminal:
        assert menu(["Title", "below"], choices, Phrases("en"), terminal.sent, color=False) == "b"
    assert "Title" in terminal.shown
    for key, raised in ((CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)):
        with Terminal(key), pytest.raises(raised):
            menu([], choices, Phrases("en"), io.StringIO(), color=False)


def test_a_card_is_put_aside_and_rated_with_one_key_each() -> None:
    ended, terminal = played("card+text", ENTER + "b" + "4" + CTRL_D, mode="study")
    assert ended.session.aside == (("sample/card", "bury"),)
    assert ended.session.answers[0].ratings == (4,)
    assert "2/2" in terminal.shown


def test_ctrl_z_takes_back_the_last_name_then_the_question_before() -> None:
    ended, _ = played("truth+list", "b" + ENTER + "wien\rbudapes" + CTRL_Z + CTRL_Z + CTRL_Z + "b" + ENTER + CTRL_D)
    assert [type(answered.response).__name__ for answered in ended.session.answers] == ["Picked"]
    ended, terminal = played("cloze", "loir\r" + CTRL_Z + "loire\rfrance\r" + CTRL_D)
    assert ended.session.right == 1
    assert "Taken back: loir" in terminal.shown


def test_a_question_of_an_exam_may_be_left_for_later() -> None:
    ended, terminal = played("text+truth", "\x0e" + "b" + "madrid\r", mode="exam")
    assert ended.how == "finished"
    assert ended.session.right == 2
    assert terminal.shown.rstrip().splitlines()[-1].strip() == "Mark: 100%"


@pytest.mark.parametrize("key", ["1", "t", "T", "a"])
def test_true_and_false_have_keys_of_their_own(key: str) -> None:
    ended, _ = played("truth", key + CTRL_D)
    truth = play_sample.ITEMS["truth"]
    assert isinstance(truth.form, Choose)
    (picked,) = ended.session.answers[0].response.options  # type: ignore[union-attr]
    assert not truth.form.options[picked].right


def test_q_leaves() -> None:
    ended, _ = played("truth", "q")
    assert ended.how == "input ended", "so that it can be gone on with"
