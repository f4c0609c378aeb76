"""The frontend for a terminal: arrows, letters, and a bar with the keys that do something now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TextIO, assert_never

from quizgen import grading
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, Verdict
from quizgen.items import Choose, Enumerate, Fill, Gap, Item, Match, Order, Reveal, Text, Write
from quizgen.mode import suspend
from quizgen.play import feedback, view
from quizgen.play.bar import Bar, Do, Pressed
from quizgen.play.keys import NO_KEYS, YES_KEYS, yes_no
from quizgen.play.loop import After, Asking, Expired, QuestionLeft, TimeExpired, file_of, opener
from quizgen.play.pixels import half_blocks, rows_of
from quizgen.play.styled import Line, Run, Style, run
from quizgen.play.terminal import Terminal
from quizgen.play.view import BLANK, Row, Voice
from quizgen.study.schedule import AGAIN, EASY, GOOD, HARD
from quizgen.study.session import Answered, Continue, Flag, Override, PutAside, Rate, Skip, Stop, Undo
from quizgen.text.letters import letter
from quizgen.text.phrases import N_, Phrases

Keys = dict[str, Do]
Draw = Callable[[Path, int, int], bytes | None]
_BACK = object()
"""What a prompt gives to go a step back: to the entry before, or out of it."""
_LEAVE = object()
"""What a prompt gives to leave the session where it is, so that it can be gone on with."""


class Prompts:
    """Asks by prompts on a terminal. `width`: for tests; None asks the terminal. `open_file`: opens a picture.

    `draw`: gives a picture as PNG, within so many pixels, or None. `colors`: how many the terminal has.
    """

    def __init__(
        self,
        voice: Voice,
        stdout: TextIO,
        *,
        color: bool,
        width: int | None = None,
        open_file: Callable[[Path], None] | None = None,
        draw: Draw | None = None,
        colors: int = 0,
    ) -> None:
        self.voice, self.say = voice, voice.say
        self.terminal = Terminal(stdout, color=color, width=width)
        self.open_file = open_file
        self.draw, self.colors = (draw, colors) if color and colors else (None, 0)
        self._time_up = False
        self._rated: Continue | Rate | None = None  # how the card was rated that was just asked

    @property
    def width(self) -> int:
        """The terminal's columns, as of now."""
        return self.terminal.width

    def tell(self, rows: Iterable[Row]) -> None:
        """Print paragraphs."""
        self.terminal.show(rows)

    def picture(self, item: Item, side: str) -> None:
        """Draw the picture in half blocks, so low that the options fit below it; else tell where it is."""
        path = file_of(item, self.voice.language)
        if path is None or item.image is None or item.image.side != side:
            return
        size = self.terminal.room(len(item.form.options) if isinstance(item.form, Choose) else 2)
        png = self.draw(path, *size) if self.draw is not None else None
        try:
            drawn = list(half_blocks(rows_of(png), self.colors)) if png else []
        except ValueError:
            drawn = []
        if drawn:
            self.terminal.paint(drawn)
        elif item.image.needed:
            self.tell([self.voice.row(N_("The picture is the file {path}"), "dim", path=str(path))])

    def pause(self) -> None:
        """Wait for Enter or Space."""
        keys: Keys = dict.fromkeys(("enter", "space", "escape"), lambda: True)
        self.terminal.widgets.press(Bar([self._enter(self.say("go on"))]), Pressed(keys))

    def _enter(self, label: str) -> tuple[str, str]:
        return (self.say("Enter"), label)

    # -----------------------------------------------------------------------------------------------------------
    # Asking

    def ask(self, asking: Asking) -> Response | Undo | Skip | Stop:
        """Ask the question once."""
        self._time_up = False
        try:
            response = self._response(asking)
        except QuestionLeft as left:
            return left.action
        if self._time_up:
            raise TimeExpired(response)
        return response

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
                return self._reveal(answer, asking)
            case _:
                assert_never(form)

    def _bar(self, asking: Asking, keys: list[tuple[str, str]], *, gap: Gap | None = None, typed: bool = True) -> Bar:
        """A bar with the keys of this prompt, then those that every question has. `typed`: letters are text here."""
        more: list[tuple[str, str]] = []
        if not asking.exam and view.hint(asking.item, self.voice, gap):
            more.append(("?", self.say("hint")))
        if opener(asking.item, self.voice.language, self.open_file):
            more.append(("Ctrl-O" if typed else "v", self.say("open the picture")))
        if asking.can_skip:
            more.append(("Ctrl-N", self.say("later")))
        if asking.can_undo:
            more.append(("Ctrl-Z", self.say("back")))
        return Bar([*keys, *more, (self.say("Esc"), self.say("stop"))])

    def _keys(self, asking: Asking, bar: Bar, gap: Gap | None = None) -> Keys:
        """What the keys that every question has do. The hint, once asked for, stays in the bar."""
        keys: Keys = {"escape": lambda: _LEAVE}
        hint = None if asking.exam else view.hint(asking.item, self.voice, gap)
        if hint:
            keys["?"] = lambda: _note(bar, hint)
        picture = opener(asking.item, self.voice.language, self.open_file)
        if picture:
            keys["c-o"] = picture
        if asking.can_skip:
            keys["c-n"] = Skip
        if asking.can_undo:
            keys["c-z"] = Undo
        return keys

    def _pressed(self, asking: Asking, bar: Bar) -> Pressed:
        """The same keys where no text is typed: there, letters do it too."""
        keys = self._keys(asking, bar)
        alone: Keys = dict.fromkeys("qQ", keys["escape"])
        if "c-o" in keys:
            alone |= dict.fromkeys("oOvV", keys["c-o"])
        return Pressed(keys, alone)

    def _checked(self, result: Any) -> Any:
        """What a prompt gave. Raises QuestionLeft for another question, EOFError to go on here another time."""
        if result is _LEAVE:
            raise EOFError
        if isinstance(result, Expired):
            self._time_up = True
            return result.standing
        if isinstance(result, Undo | Skip | Stop):
            raise QuestionLeft(result)
        return result

    def _typed(
        self, asking: Asking, bar: Bar, gap: Gap | None = None, *, may_be_empty: bool = False, undo: Do | None = None
    ) -> Any:
        """Let the learner type a line. An empty one has to be confirmed, and leaves a trace, unless it may be empty.

        `undo`: what Ctrl-Z gives instead of the question before.
        """

        def enough(text: str) -> bool:
            return bool(text.strip()) or may_be_empty or bar.warn(self.say("Enter again to give up."))

        keys = self._keys(asking, bar, gap) | ({"c-z": undo} if undo else {})
        given = self.terminal.widgets.type(bar, Pressed(keys), enough=enough, clock=asking.clock)
        text = self._checked(given)
        if not isinstance(text, str):
            return text
        text = text.strip()
        if not may_be_empty:
            self.tell([Row((run("› ", "accent"), run(text or "…")), (), 2)])
        return text

    def _choose(self, form: Choose, asking: Asking) -> Picked:
        from quizgen.play.picking import pick

        places = asking.places
        texts = view.listed(asking.item, places, self.voice)
        letters = [letter(place) for place in range(len(places))]
        rows = [_option(name, text) for name, text in zip(letters, texts, strict=True)]
        names = view.keys_of(form, places, self.voice)
        span = f"{letters[0]}–{letters[-1]}"
        self.tell([BLANK])
        if form.many:
            keys = [(f"{span}, {self.say('Space')}", self.say("tick")), self._enter(self.say("answer"))]
        else:
            keys = [(span, self.say("answer")), (f"↑↓ {self.say('Enter')}", self.say("choose"))]
        bar = self._bar(asking, keys, typed=False)

        def enough(ticked: Sequence[int]) -> bool:
            return bool(ticked) or bar.warn(self.say("Nothing ticked. Enter again to give up."))

        def count(ticked: int) -> Row:
            return Row((run(self.say.plural("{n} ticked", "{n} ticked", ticked), "dim"),))

        pressed = self._pressed(asking, bar)
        picked = self._checked(
            pick(
                self.terminal.widgets,
                rows,
                bar,
                pressed.keys,
                names=names,
                many=enough if form.many else None,
                count=count if form.many else None,
                alone={key: do for key, do in pressed.alone.items() if key not in names},
                clock=asking.clock,
            )
        )
        right = [None if asking.exam else form.options[index].right for index in places]
        self.tell(
            _chosen(row, place in picked, is_right)
            for place, (row, is_right) in enumerate(zip(rows, right, strict=True))
        )
        return Picked(frozenset(places[place] for place in picked))

    def _enumerate(self, form: Enumerate, asking: Asking) -> Named:
        named: list[str] = []
        self.tell([BLANK])
        while not self._time_up:
            verdict = None
            if named and not asking.exam:
                verdict = grading.judge(Named(tuple(named)), form, self.voice.language, asking.others())
            right = sum(part.right for part in verdict.parts) if isinstance(verdict, Verdict) else 0
            if right >= form.needed or (asking.exam and len(named) >= form.needed):
                break
            bar = self._bar(asking, [self._enter(self.say("add · empty line: done"))])
            count = len(named) if asking.exam else right
            bar.notes.append(self.voice.row(N_("{count} of {needed}"), "dim", count=count, needed=form.needed))
            text = self._typed(asking, bar, may_be_empty=True, undo=(lambda: _BACK) if named else None)
            if text is _BACK:
                self.tell([self.voice.row(N_("Taken back: {name}"), "dim", name=named.pop())])
                continue
            if not text:
                break
            shown = len(verdict.parts) if isinstance(verdict, Verdict) else 0
            named.append(text)
            self._tell_named(form, named, shown, asking)
        return Named(tuple(named))

    def _tell_named(self, form: Enumerate, named: Sequence[str], shown: int, asking: Asking) -> None:
        """Show the last name, and how it fared. `shown`: how many verdicts are on screen."""
        line: Line = (run("› ", "accent"), run(named[-1]))
        if not asking.exam:
            verdict = grading.judge(Named(tuple(named)), form, self.voice.language, asking.others())
            if isinstance(verdict, Verdict):
                rows = view.names_from(shown, form, verdict, self.voice)
                line = (*line, *(run for row in rows for run in (Run("   "), *row.text)))
        self.tell([Row(line, (), 4)])

    def _order(self, asking: Asking) -> Arranged:
        from quizgen.play.ordering import arrange

        places = asking.places
        texts = view.listed(asking.item, places, self.voice)
        bar = self._bar(
            asking,
            typed=False,
            keys=[
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
        pressed = self._pressed(asking, bar)
        order = self._checked(arrange(self.terminal.widgets, texts, bar, pressed, complain, enough, asking.clock))
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
        bar = self._bar(asking, [*own_keys, self._enter(self.say("answer"))], typed=False)

        def enough(lacking: int) -> bool:
            warning = self.say.plural("{n} is still without an answer.", "{n} are still without an answer.", lacking)
            more = self.say("Enter again to leave it at that.")
            return not lacking or bar.warn(f"{warning} {more}")

        self.tell([BLANK])
        pressed = self._pressed(asking, bar)
        taken = {name for place in range(min(len(places), 26)) for name in (letter(place), letter(place).lower())}
        pressed = Pressed(pressed.keys, {key: do for key, do in pressed.alone.items() if key not in taken})
        given = self._checked(pair_up(self.terminal.widgets, lefts, targets, bar, pressed, enough, asking.clock))
        self.tell(
            Row((*left, run("  → "), *answer(place, targets)), (Run("  "),), 6)
            for left, place in zip(lefts, given, strict=True)
        )
        return Paired(tuple(None if place is None else places[place] for place in given))

    def _fill(self, form: Fill, asking: Asking) -> Filled:
        gaps = form.gaps(self.voice.language)
        texts: list[str] = []
        self.tell([BLANK])
        while len(texts) < len(gaps) and not self._time_up:
            place, gap = len(texts), gaps[len(texts)]
            bar = self._bar(asking, [self._enter(self.say("answer"))], gap=gap)
            if len(gaps) == 1:
                texts.append(self._typed(asking, bar, gap))
                break
            blank = view.blank(place, form, self.voice)
            bar.notes.append(self.voice.row(N_("Gap {n} of {count}"), "dim", n=place + 1, count=len(gaps)))
            text = self._typed(asking, bar, gap, may_be_empty=True, undo=(lambda: _BACK) if texts else None)
            if text is _BACK:
                self.tell([self.voice.row(N_("Taken back: {name}"), "dim", name=texts.pop() or "…")])
                continue
            self.tell([Row((run(f"{blank} ", "accent"), run(text or "…")), (), 4)])
            texts.append(text)
        return Filled((*texts, *[""] * (len(gaps) - len(texts))))

    def _reveal(self, answer: Text, asking: Asking) -> Recalled:
        """Show the answer, with all that is told of it, and let the learner rate how it was known."""
        bar = self._bar(asking, [self._enter(self.say("see the answer"))], typed=False)
        pressed = self._pressed(asking, bar)
        see = dict.fromkeys(("enter", "space"), lambda: True)
        self._checked(self.terminal.widgets.press(bar, Pressed({**pressed.keys, **see}, pressed.alone), asking.clock))
        if self._time_up:
            return Recalled(False)
        told = [] if asking.exam else list(feedback.explained(asking.item, self.voice))
        self.tell([BLANK, Row(self.voice.text(answer, "bold"), (Run("  "),), 2), *told])
        if not asking.exam:
            self.picture(asking.item, "answer")
        yes, no = yes_no(self.say.language)
        if asking.scheduled:
            labels = [
                ("1", self.say("I didn't")),
                ("2", self.say("hard")),
                ("3", self.say("I knew it")),
                ("4", self.say("easy")),
            ]
        else:
            labels = [(no, self.say("I didn't")), (yes, self.say("I knew it"))]
        bar = self._bar(asking, [*labels], typed=False)
        ratings = dict.fromkeys(YES_KEYS | {"3", "enter", "space"}, GOOD) | dict.fromkeys(NO_KEYS | {"1"}, AGAIN)
        if asking.scheduled:
            ratings |= {"2": HARD, "-": HARD, "4": EASY, "+": EASY}
        pressed = self._pressed(asking, bar)
        if asking.scheduled:
            bar.keys = [*bar.keys, ("s", self.say("suspend")), ("b", self.say("tomorrow"))]
            more: Keys = dict.fromkeys("sS", partial(self._put_aside, asking, bar, "suspend"))
            more |= dict.fromkeys("bB", partial(self._put_aside, asking, bar, "bury"))
            pressed = Pressed(pressed.keys, {**pressed.alone, **more})
        keys: Keys = dict(pressed.keys)
        for key, rating in ratings.items():
            keys[key] = partial(int, rating)
        alone = {key: do for key, do in pressed.alone.items() if key not in ratings}
        given = self._checked(self.terminal.widgets.press(bar, Pressed(keys, alone), asking.clock))
        self._rated = Rate(given) if given in (HARD, EASY) else Continue()
        return Recalled(given not in (None, AGAIN))

    def _put_aside(self, asking: Asking, bar: Bar, how: Literal["suspend", "bury"]) -> None:
        asking.put_aside(how)
        _note(bar, view.put_aside(how, self.voice))

    # -----------------------------------------------------------------------------------------------------------
    # After an answer, and at the end

    def after(self, item: Item, answered: Answered, scheduled: bool) -> After:
        """Ask what to do after the feedback; nothing, where a card was just rated."""
        rated, self._rated = self._rated, None
        if rated is not None:
            return rated
        while True:
            action = self._after(item, answered, scheduled)
            if action != "flag":
                assert isinstance(action, Continue | Override | Rate | Undo | Flag | PutAside | Stop)
                return action
            note = self._note()
            if note is not None:
                return Flag(note)

    def _after(self, item: Item, answered: Answered, scheduled: bool) -> object:
        override = self.say("mark it wrong") if answered.right else self.say("mark it right")
        labels = [self._enter(self.say("go on"))]
        keys: Keys = {"enter": Continue, "space": Continue, "c-z": Undo, "escape": Stop}
        if scheduled and answered.right:
            labels += [("-", self.say("it was hard")), ("+", self.say("it was easy"))]
            keys |= {"-": lambda: Rate(HARD), "+": lambda: Rate(EASY)}
        labels += [("j", override), ("z", self.say("undo my answer")), ("!", self.say("flag"))]
        if scheduled:
            labels += [("s", self.say("suspend")), ("b", self.say("tomorrow"))]
        alone: Keys = dict.fromkeys("jJ", lambda: Override(not answered.right)) | {"!": lambda: "flag"}
        alone |= dict.fromkeys("zZ", Undo) | dict.fromkeys("qQ", Stop)
        if scheduled:
            alone |= dict.fromkeys("sS", partial(PutAside, "suspend")) | dict.fromkeys("bB", partial(PutAside, "bury"))
        picture = opener(item, self.voice.language, self.open_file)
        if picture:
            labels.append(("v", self.say("open the picture")))
            keys["c-o"] = picture
            alone |= dict.fromkeys("oOvV", picture)
        return self.terminal.widgets.press(Bar([*labels, ("q", self.say("stop"))]), Pressed(keys, alone))

    def _note(self) -> str | None:
        """What is wrong with a question, in the learner's words; None if there is nothing after all."""
        self.tell([BLANK, self.voice.row(N_("What is wrong with it?"))])
        bar = Bar([self._enter(self.say("send; may stay empty")), (self.say("Esc"), self.say("don't flag it"))])
        note = self.terminal.widgets.type(bar, Pressed({"escape": lambda: _BACK, "c-z": lambda: _BACK}))
        if note is _BACK:
            return None
        note = str(note).strip()
        self.tell([Row((run("› ", "accent"), run(note)), (), 2)] if note else [])
        return note

    def yes(self, question: str, *, default: bool = False) -> bool:
        """Ask a question of yes or no; Esc is a no. `default`: what Enter means."""
        yes, no = yes_no(self.say.language)
        self.tell([BLANK, Row((run(question, "bold"),))])
        keys: Keys = dict.fromkeys(NO_KEYS | {"escape", "q", "Q"}, lambda: "no")
        keys |= dict.fromkeys(YES_KEYS, lambda: "yes")
        keys |= dict.fromkeys(("enter", "space"), lambda: "yes" if default else "no")
        enter = self.say("Enter")
        bar = Bar(
            [
                (f"{yes}, {enter}" if default else yes, self.say("yes")),
                (no if default else f"{no}, {enter}", self.say("no")),
            ]
        )
        return bool(self.terminal.widgets.press(bar, Pressed(keys)) == "yes")


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

    Raises KeyboardInterrupt for Ctrl-C, EOFError for Esc, q and Ctrl-D. `width`: for tests; None asks the terminal.
    `back`: to leave this menu is to go back to another.
    """
    from quizgen.play.picking import pick

    terminal = Terminal(stdout, color=color, width=width)
    terminal.show(
        [BLANK, *(_indented(line, "" if number else "bold") for number, line in enumerate(title_lines)), BLANK]
    )
    leave = say("back") if back else say("leave")
    bar = Bar([("↑↓", say("move")), (say("Enter"), say("choose")), (say("Esc"), leave)])
    rows = [_indented(label) for _, label in choices]
    names = {str(place + 1): place for place in range(min(len(choices), 9))}
    keys: Keys = {"escape": lambda: _BACK, "c-z": suspend}
    chosen = pick(terminal.widgets, rows, bar, keys, names=names, alone=dict.fromkeys("qQ", keys["escape"]))
    if chosen is _BACK:
        raise EOFError
    assert isinstance(chosen, tuple)
    key, label = choices[chosen[0]]
    terminal.show([Row((run("❯ ", "accent"), run(label.strip(" "))), (), 2)])
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


def _chosen(row: Row, picked: bool, right: bool | None) -> Row:
    """An option as it stays on screen: whether it was picked, and is right (None: that isn't told); the rest dim."""
    sign = Run("✓ ", "good") if right else Run("✗ ", "bad") if picked and right is False else Run("  ")
    marks = (Run("❯ " if picked else "  ", "accent"), *(() if right is None else (sign,)))
    text = tuple(Run(part.text, part.style or ("" if picked or right else "dim")) for part in row.text)
    return Row(text, (*marks, *(Run(part.text) for part in row.lead)), row.hang + 2 * len(marks))
