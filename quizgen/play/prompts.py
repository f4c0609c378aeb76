"""The frontend for a terminal: arrows, letters, and a bar with the keys that do something now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO, assert_never

from quizgen import grading
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, Verdict
from quizgen.items import Choose, Enumerate, Fill, Gap, Item, Match, Order, Reveal, Write
from quizgen.play import view
from quizgen.play.bar import Bar
from quizgen.play.keys import NO_KEYS, YES_KEYS, yes_no
from quizgen.play.loop import After, Asking, QuestionLeft, opener
from quizgen.play.styled import Line, Run, Style, run
from quizgen.play.terminal import Terminal
from quizgen.play.view import BLANK, Row, Voice
from quizgen.study.schedule import EASY, HARD
from quizgen.study.session import Answered, Continue, Flag, Override, Rate, Stop, Undo
from quizgen.text.letters import letter
from quizgen.text.phrases import N_, Phrases

Keys = dict[str, Callable[[], object]]


class Prompts:
    """Asks by prompts on a terminal. `width`: for tests; None asks the terminal. `open_file`: opens a picture."""

    def __init__(
        self,
        voice: Voice,
        stdout: TextIO,
        *,
        color: bool,
        width: int | None = None,
        open_file: Callable[[Path], None] | None = None,
    ) -> None:
        self.voice, self.say = voice, voice.say
        self.terminal = Terminal(stdout, color=color, width=width)
        self.open_file = open_file

    @property
    def width(self) -> int:
        """The terminal's columns, as of now."""
        return self.terminal.width

    def tell(self, rows: Iterable[Row]) -> None:
        """Print paragraphs."""
        self.terminal.show(rows)

    def pause(self) -> None:
        """Wait for Enter or Space."""
        self.terminal.widgets.press(
            Bar([self._enter(self.say("go on"))]), {"enter": lambda: True, "space": lambda: True}
        )

    def _enter(self, label: str) -> tuple[str, str]:
        return (self.say("Enter"), label)

    # -----------------------------------------------------------------------------------------------------------
    # Asking

    def ask(self, asking: Asking) -> Response | Undo | Stop:
        """Ask the question once."""
        try:
            return self._response(asking)
        except QuestionLeft as left:
            return left.action

    def _response(self, asking: Asking) -> Response:
        form = asking.item.form
        match form:
            case Choose():
                return self._choose(form, asking)
            case Write():
                return Typed(self._typed(asking, self._bar(asking, [self._enter(self.say("answer"))])))
            case Enumerate():
                return self._enumerate(form, asking)
            case Order():
                return self._order(asking)
            case Match():
                return self._match(form, asking)
            case Fill():
                return self._fill(form, asking)
            case Reveal(answer):
                bar = self._bar(asking, [self._enter(self.say("see the answer"))])
                self._checked(
                    self.terminal.widgets.press(bar, self._keys(asking, bar) | {"enter": lambda: True}, asking.left_s)
                )
                self.tell([BLANK, Row(self.voice.text(answer), (Run("  "),), 2)])
                return Recalled(self._knew(asking))
            case _:
                assert_never(form)

    def _bar(self, asking: Asking, keys: list[tuple[str, str]], *, gap: Gap | None = None) -> Bar:
        """A bar with the keys of this prompt, then those that every question has."""
        more: list[tuple[str, str]] = []
        if not asking.exam and view.hint(asking.item, self.voice, gap):
            more.append(("?", self.say("hint")))
        if opener(asking.item, self.voice.language, self.open_file):
            more.append(("Ctrl-O", self.say("open the picture")))
        if asking.can_undo:
            more.append(("Ctrl-Z", self.say("back")))
        return Bar([*keys, *more, ("Ctrl-D", self.say("stop"))])

    def _keys(self, asking: Asking, bar: Bar, gap: Gap | None = None) -> Keys:
        """What the keys that every question has do. The hint, once asked for, stays in the bar."""
        keys: Keys = {}
        hint = None if asking.exam else view.hint(asking.item, self.voice, gap)
        if hint:
            keys["?"] = lambda: _note(bar, hint)
        picture = opener(asking.item, self.voice.language, self.open_file)
        if picture:
            keys["c-o"] = picture
        if asking.can_undo:
            keys["c-z"] = Undo
        return keys

    @staticmethod
    def _checked(result: Any) -> Any:
        """What a prompt gave. Raises QuestionLeft if that is to take the last answer back."""
        if isinstance(result, Undo):
            raise QuestionLeft(result)
        return result

    def _typed(self, asking: Asking, bar: Bar, gap: Gap | None = None, *, may_be_empty: bool = False) -> str:
        """Let the learner type a line. An empty one has to be confirmed, and leaves a trace, unless it may be empty."""

        def enough(text: str) -> bool:
            return bool(text.strip()) or may_be_empty or bar.warn(self.say("Enter again to give up."))

        keys = self._keys(asking, bar, gap)
        text = str(self._checked(self.terminal.widgets.type(bar, keys, enough=enough, left_s=asking.left_s))).strip()
        if not may_be_empty:
            self.tell([Row((run("› ", "accent"), run(text or "…")), (), 2)])
        return text

    def _choose(self, form: Choose, asking: Asking) -> Picked:
        places = asking.places
        texts = view.listed(asking.item, places, self.voice)
        names = [letter(place) for place in range(len(places))]
        rows = [_option(name, text) for name, text in zip(names, texts, strict=True)]
        span = f"{names[0]}–{names[-1]}"
        bar: Bar
        if form.many:
            space = self.say("Space")
            bar = self._bar(
                asking,
                [(f"{span}, {space}", self.say("tick")), self._enter(self.say("answer"))],
            )

            def enough(ticked: Sequence[int]) -> bool:
                return bool(ticked) or bar.warn(self.say("Nothing ticked. Enter again to give up."))

            def count(ticked: int) -> Row:
                return Row((run(self.say.plural("{n} ticked", "{n} ticked", ticked), "dim"),))

            keys = self._keys(asking, bar)
            picked = self._checked(
                self.terminal.widgets.choose(
                    rows, bar, keys, names=names, many=enough, count=count, left_s=asking.left_s
                )
            )
        else:
            enter = self.say("Enter")
            bar = self._bar(asking, [(span, self.say("answer")), (f"↑↓ {enter}", self.say("choose"))])
            picked = [
                self._checked(
                    self.terminal.widgets.choose(rows, bar, self._keys(asking, bar), names=names, left_s=asking.left_s)
                )
            ]
        self.tell([BLANK, *(_chosen(row, place in picked) for place, row in enumerate(rows))])
        return Picked(frozenset(places[place] for place in picked))

    def _enumerate(self, form: Enumerate, asking: Asking) -> Named:
        named: list[str] = []
        right = shown = 0
        self.tell([BLANK])
        while right < form.needed:
            bar = self._bar(asking, [self._enter(self.say("add; empty: that's all"))])
            count = len(named) if asking.exam else right
            bar.notes.append(self.voice.row(N_("{count} of {needed}"), "dim", count=count, needed=form.needed))
            text = self._typed(asking, bar, may_be_empty=True)
            if not text:
                break
            named.append(text)
            line: Line = (run("› ", "accent"), run(text))
            if not asking.exam:
                verdict = grading.judge(Named(tuple(named)), form, self.voice.language, asking.others())
                if isinstance(verdict, Verdict):
                    right = sum(part.right for part in verdict.parts)
                    rows = view.names_from(shown, form, verdict, self.voice)
                    shown = len(verdict.parts)
                    line = (*line, *(run for row in rows for run in (Run("   "), *row.text)))
            self.tell([Row(line, (), 4)])
        return Named(tuple(named))

    def _order(self, asking: Asking) -> Arranged:
        from quizgen.play.ordering import arrange

        places = asking.places
        texts = view.listed(asking.item, places, self.voice)
        bar = self._bar(
            asking,
            [
                ("↑↓", self.say("move")),
                (self.say("Space"), self.say("take, put down")),
                ("1–9", self.say("type the order")),
                self._enter(self.say("answer")),
            ],
        )

        def complain() -> None:
            bar.warn(self.say("Please give each number from 1 to {last} once.", last=len(places)))

        def enough(order: tuple[int, ...]) -> bool:
            unmoved = order == tuple(range(len(places)))
            return not unmoved or bar.warn(self.say("Nothing moved. Enter again to give up."))

        self.tell([BLANK])
        keys = self._keys(asking, bar)
        order = self._checked(arrange(self.terminal.widgets, texts, bar, keys, complain, enough, asking.left_s))
        self.tell(view.named(str(index + 1), texts[index], self.voice) for index in order)
        if order == tuple(range(len(places))):  # the order first shown is never the right one
            return Arranged(())
        return Arranged(tuple(places[place] for place in order))

    def _match(self, form: Match, asking: Asking) -> Paired:
        from quizgen.play.matching import answer, pair_up

        places = asking.places
        targets = view.listed(asking.item, places, self.voice)
        lefts = [self.voice.text(pair.left) for pair in form.pairs]
        last = letter(min(len(places), 26) - 1)
        own_keys = [(f"A–{last}", self.say("pair")), ("↑↓", self.say("move")), ("←→", self.say("change"))]
        bar = self._bar(asking, [*own_keys, self._enter(self.say("answer"))])

        def enough(lacking: int) -> bool:
            warning = self.say.plural("{n} is still without an answer.", "{n} are still without an answer.", lacking)
            more = self.say("Enter again to leave it at that.")
            return not lacking or bar.warn(f"{warning} {more}")

        self.tell([BLANK])
        keys = self._keys(asking, bar)
        given = self._checked(pair_up(self.terminal.widgets, lefts, targets, bar, keys, enough, asking.left_s))
        self.tell(
            Row((*left, run("  → "), *answer(place, targets)), (Run("  "),), 6)
            for left, place in zip(lefts, given, strict=True)
        )
        return Paired(tuple(None if place is None else places[place] for place in given))

    def _fill(self, form: Fill, asking: Asking) -> Filled:
        gaps = form.gaps(self.voice.language)
        texts: list[str] = []
        self.tell([BLANK])
        for place, gap in enumerate(gaps):
            bar = self._bar(asking, [self._enter(self.say("answer"))], gap=gap)
            if len(gaps) == 1:
                texts.append(self._typed(asking, bar, gap))
                break
            blank = view.blank(place, form, self.voice)
            bar.notes.append(self.voice.row(N_("Gap {n} of {count}"), "dim", n=place + 1, count=len(gaps)))
            text = self._typed(asking, bar, gap, may_be_empty=True)
            self.tell([Row((run(f"{blank} ", "accent"), run(text or "…")), (), 4)])
            texts.append(text)
        return Filled(tuple(texts))

    def _knew(self, asking: Asking) -> bool:
        yes, no = yes_no(self.say.language)
        bar = Bar([(yes, self.say("I knew it")), (no, self.say("I didn't")), ("Ctrl-D", self.say("stop"))])
        return self._yes(bar, asking.left_s)

    def _yes(self, bar: Bar, left_s: float | None = None) -> bool:
        keys: Keys = dict.fromkeys(YES_KEYS, lambda: "yes")
        keys |= dict.fromkeys(NO_KEYS, lambda: "no")
        return bool(self.terminal.widgets.press(bar, keys, left_s) == "yes")

    # -----------------------------------------------------------------------------------------------------------
    # After an answer, and at the end

    def after(self, item: Item, answered: Answered, scheduled: bool) -> After:
        """Ask what to do after the feedback."""
        override = self.say("count it wrong") if answered.right else self.say("count it right")
        labels = [self._enter(self.say("go on"))]
        if scheduled and answered.right:
            labels += [("-", self.say("it was hard")), ("+", self.say("it was easy"))]
        labels += [("j", override), ("z", self.say("take my answer back"))]
        labels.append(("!", self.say("flag")))
        keys: Keys = {"enter": Continue, "space": Continue, "!": lambda: "flag", "c-z": Undo}
        keys |= {key: lambda: Override(not answered.right) for key in "jJ"}
        keys |= dict.fromkeys("zZ", Undo) | dict.fromkeys("qQ", Stop)
        if scheduled and answered.right:
            keys |= {"-": lambda: Rate(HARD), "+": lambda: Rate(EASY)}
        picture = opener(item, self.voice.language, self.open_file)
        if picture:
            labels.append(("v", self.say("open the picture")))
            keys |= {"v": picture, "c-o": picture}
        action = self.terminal.widgets.press(Bar([*labels, ("q", self.say("stop"))]), keys)
        if action == "flag":
            self.tell([BLANK, self.voice.row(N_("What is wrong with it?"))])
            bar = Bar([self._enter(self.say("send; may stay empty"))])
            note = str(self.terminal.widgets.type(bar, {})).strip()
            self.tell([Row((run("› ", "accent"), run(note)), (), 2)] if note else [])
            return Flag(note)
        assert isinstance(action, Continue | Override | Rate | Undo | Flag | Stop)
        return action

    def yes(self, question: str) -> bool:
        """Ask a question of yes or no."""
        yes, no = yes_no(self.say.language)
        self.tell([BLANK, Row((run(question, "bold"),))])
        return self._yes(Bar([(yes, self.say("yes")), (no, self.say("no"))]))


def menu(
    title_lines: Sequence[str],
    choices: Sequence[tuple[str, str]],
    say: Phrases,
    stdout: TextIO,
    *,
    color: bool,
    width: int | None = None,
    back: bool = False,
) -> str:
    """Choose with the arrows from pairs of a key and a label. Returns the key.

    Raises KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D. `width`: for tests; None asks the terminal. `back`: to
    leave this menu is to go back to another.
    """
    terminal = Terminal(stdout, color=color, width=width)
    terminal.show([BLANK, *(_indented(line, "" if number else "bold") for number, line in enumerate(title_lines))])
    leave = say("back") if back else say("leave")
    bar = Bar([("↑↓", say("move")), (say("Enter"), say("choose")), ("Ctrl-D", leave)])
    rows = [_indented(label) for _, label in choices]
    key, label = choices[int(terminal.widgets.choose(rows, bar, {}))]
    terminal.show([BLANK, Row((run("❯ ", "accent"), run(label.strip(" "))), (), 2)])
    return key


def _indented(line: str, style: Style = "") -> Row:
    """A line as a paragraph that keeps the spaces it starts with."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    return Row((run(text, style),), (Run(" " * indent),) if indent else (), indent)


def _note(bar: Bar, row: Row) -> None:
    """Show a note in the bar, once."""
    if row not in bar.notes:
        bar.notes.append(row)


def _option(name: str, text: Line) -> Row:
    return Row(text, (run(name, "accent"), run("  ")), len(name) + 2)


def _chosen(row: Row, picked: bool) -> Row:
    """A line of the list as it stays on screen: pointed at if it was picked, else dim."""
    sign = Run("❯ " if picked else "  ", "accent")
    text = tuple(Run(part.text, part.style or ("" if picked else "dim")) for part in row.text)
    return Row(text, (sign, *(Run(part.text) for part in row.lead)), row.hang + 2)
