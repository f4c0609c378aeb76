"""The frontend of plain lines, for pipes, screen readers and dumb terminals: no control characters.

At any question, `?` shows help and the hint, `:z` takes the last answer back, `:!` flags the question, `:v` opens its
picture, `:n` leaves a question of an exam for later and `:q` stops; `::q` types ":q". After an answer, Enter goes on, j
overrides the verdict, and z, !, v and q do as above.
"""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, TextIO, assert_never

from quizgen import grading
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, Verdict
from quizgen.items import Choose, Enumerate, Fill, Gap, Item, Match, Order, Reveal, Write
from quizgen.play import typed_places, view
from quizgen.play.keys import NO, YES, yes_no
from quizgen.play.loop import After, Asking, Clock, QuestionLeft, TimeExpired, file_of, opener
from quizgen.play.styled import plain
from quizgen.play.view import Row, Voice
from quizgen.study.schedule import EASY, HARD
from quizgen.study.session import Answered, Continue, Flag, Override, PutAside, Rate, Skip, Stop, Undo
from quizgen.text.letters import letter
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

_COMMANDS = (":q", ":z", ":n", ":!", ":v")


class Lines:
    """Asks by lines written to `stdout` and read from `stdin`. `open_file`: opens a picture; None where nothing can."""

    def __init__(
        self, voice: Voice, stdin: TextIO, stdout: TextIO, open_file: Callable[[Path], None] | None = None
    ) -> None:
        self.voice, self.say = voice, voice.say
        self.stdin, self.stdout, self.open_file = stdin, stdout, open_file
        self.echoes = not stdin.isatty()
        self._time_up = False
        for stream in (stdin, stdout):
            if isinstance(stream, io.TextIOWrapper) and stream.errors != "replace":
                stream.reconfigure(errors="replace")  # bytes that aren't text are no reason to stop

    @property
    def width(self) -> int:
        """Of no matter: nothing is laid out by width."""
        return 80

    def tell(self, rows: Iterable[Row]) -> None:
        """Write each paragraph on a line of its own."""
        for row in rows:
            self.stdout.write((plain(row.lead) + plain(row.text)).rstrip() + "\n")
        self.stdout.flush()

    def put(self, message: str, /, **filled: object) -> None:
        """Write a phrase on a line of its own."""
        self.tell([self.voice.row(message, **filled)])

    def picture(self, item: Item, side: str) -> None:
        """Tell where the picture is, where the question makes no sense without it."""
        path = file_of(item, self.voice.language)
        if path is not None and item.image is not None and item.image.needed and item.image.side == side:
            self.put(N_("The picture is the file {path}"), path=str(path))

    def pause(self) -> None:
        """Go on at once: lines stay readable."""

    # -----------------------------------------------------------------------------------------------------------
    # Asking

    def ask(self, asking: Asking) -> Response | Undo | Skip | Stop:
        """Ask the question once."""
        self._time_up = False
        try:
            with _bell(asking.clock):
                response = self._response(asking)
        except QuestionLeft as left:
            return left.action
        if self._time_up or (asking.clock is not None and asking.clock.left() <= 0):
            self.tell([Row()])
            raise TimeExpired(response)
        return response

    def _response(self, asking: Asking) -> Response:
        form = asking.item.form
        match form:
            case Choose():
                return self._choose(form, asking)
            case Write():
                return Typed(self._twice(self.say("Your answer (? for help):"), asking))
            case Enumerate():
                return self._enumerate(form, asking)
            case Order():
                return self._order(asking)
            case Match():
                return self._match(form, asking)
            case Fill():
                gaps = form.gaps(self.voice.language)
                return Filled(tuple(self._gap(place, gap, len(gaps), asking) for place, gap in enumerate(gaps)))
            case Reveal(answer):
                self._line(self.say("Enter to see the answer (? for help):"), asking)
                if self._time_up:
                    return Recalled(False)
                self.tell([Row(self.voice.text(answer))])
                return Recalled(self._yes(self.say("Did you know it?"), asking))
            case _:
                assert_never(form)

    def _choose(self, form: Choose, asking: Asking) -> Picked:
        places = asking.places
        last = letter(len(places) - 1)
        label = (
            self.say("Your answers (letters; ? for help):")
            if form.many
            else self.say("Your answer (letter; ? for help):")
        )
        while True:
            line = self._twice(label, asking)
            picked = typed_places.places(line, len(places))
            if self._time_up or not line.strip() or (picked and (form.many or len(picked) == 1)):
                return Picked(frozenset(places[place] for place in picked or ()))
            if form.many:
                self.put(N_("Please give letters from A to {last}, like A C."), last=last)
            else:
                self.put(N_("Please give one letter from A to {last}."), last=last)

    def _enumerate(self, form: Enumerate, asking: Asking) -> Named:
        named: list[str] = []
        right = shown = 0
        while right < form.needed and not self._time_up:
            left = form.needed - (len(named) if asking.exam else right)
            if left > 0:
                label = self.say.plural(
                    "One more ({n} left; empty to stop):", "One more ({n} left; empty to stop):", left
                )
            else:
                label = self.say("One more (empty to stop):")
            line = self._line(label, asking).strip()
            if not line:
                break
            named.append(line)
            if not asking.exam:
                right, shown = self._judged(form, named, shown, asking)
        return Named(tuple(named))

    def _judged(self, form: Enumerate, named: Sequence[str], shown: int, asking: Asking) -> tuple[int, int]:
        """Show how the names from one on fared. Returns how many are right so far, and how many were shown."""
        verdict = grading.judge(Named(tuple(named)), form, self.voice.language, asking.others())
        if not isinstance(verdict, Verdict):
            return 0, shown
        self.tell(view.names_from(shown, form, verdict, self.voice))
        return sum(part.right for part in verdict.parts), len(verdict.parts)

    def _order(self, asking: Asking) -> Arranged:
        places = asking.places
        while True:
            line = self._twice(self.say("Your order (numbers, like 3 1 2; ? for help):"), asking)
            if not line.strip():
                return Arranged(())
            order = typed_places.ordering(line, len(places))
            if order is not None:
                return Arranged(tuple(places[place] for place in order))
            self.put(N_("Please give each number from 1 to {last} once."), last=len(places))

    def _match(self, form: Match, asking: Asking) -> Paired:
        places = asking.places
        given: dict[int, int | None] = {}  # for each left, by its place, the place of its target
        while len(given) < len(form.pairs) and not self._time_up:
            left = next(index for index in range(len(form.pairs)) if index not in given)
            name = plain(self.voice.text(form.pairs[left].left))
            line = self._line(
                self.say(
                    "{number}. {name} goes with (letter, or pairs like 1b 2a; ? for help):", number=left + 1, name=name
                ),
                asking,
            )
            one = typed_places.places(line, len(places))
            several = typed_places.pairing(line, len(form.pairs), len(places))
            if not line.strip():
                given[left] = None
            elif several:
                given |= several
            elif one and len(one) == 1:
                given[left] = one[0]
            else:
                self.put(N_("Please give one letter from A to {last}."), last=letter(len(places) - 1))
        targets = [given.get(index) for index in range(len(form.pairs))]
        return Paired(tuple(None if place is None else places[place] for place in targets))

    def _gap(self, place: int, gap: Gap, count: int, asking: Asking) -> str:
        label = self.say("Gap {n} (? for help):", n=place + 1) if count > 1 else self.say("Your answer (? for help):")
        return self._twice(label, asking, gap) if count == 1 else self._line(label, asking, gap).strip()

    # -----------------------------------------------------------------------------------------------------------
    # Lines

    def _read(self, label: str) -> str:
        self.stdout.write(visible(label) + " ")
        self.stdout.flush()
        line = self.stdin.readline()
        if self.echoes:
            self.stdout.write(visible(line.rstrip("\r\n")) + "\n")
        elif not line.endswith("\n"):
            self.stdout.write("\n")
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _line(self, label: str, asking: Asking, gap: Gap | None = None) -> str:
        """Read until a line isn't a command, and do the commands. Raises QuestionLeft for `:z`, `:n` and `:q`.

        Once the time is up, this and all that would follow is an empty line.
        """
        while True:
            if self._time_up:
                return ""
            try:
                line = self._read(label)
            except TimeExpired:
                self._time_up = True
                continue
            command = line.strip()
            if command == "?":
                self._help(asking, gap)
            elif command in _COMMANDS:
                self._command(command, asking)
            elif command[1:] in _COMMANDS and command.startswith("::"):
                return command[1:]
            else:
                return line

    def _twice(self, label: str, asking: Asking, gap: Gap | None = None) -> str:
        """Read a line; an empty one is taken only if it comes twice."""
        line = self._line(label, asking, gap)
        if line.strip():
            return line.strip()
        if self._time_up:
            return ""
        self.put(N_("Nothing typed. Enter again to give up."))
        return self._line(label, asking, gap).strip()

    def _command(self, command: str, asking: Asking) -> None:
        if command == ":!":
            asking.flag(self._note())
            self.put(N_("Flagged. Thank you."))
        elif command == ":v":
            self._open(asking.item)
        elif command == ":z" and not asking.can_undo:
            self.put(N_("There is nothing to take back."))
        elif command == ":n" and not asking.can_skip:
            self.put(N_("There is no other question left."))
        else:
            raise QuestionLeft(Undo() if command == ":z" else Skip() if command == ":n" else Stop())

    def _help(self, asking: Asking, gap: Gap | None) -> None:
        hint = None if asking.exam else view.hint(asking.item, self.voice, gap)
        if hint:
            self.tell([hint])
        elif not asking.exam:
            self.put(N_("This question has no hint."))
        self.put(N_(":z take the last answer back, :! flag the question, :q stop."))
        if asking.can_skip:
            self.put(N_(":n leave this question for later."))
        if opener(asking.item, self.voice.language, self.open_file):
            self.put(N_(":v open the picture."))

    def _open(self, item: Item) -> None:
        opens = opener(item, self.voice.language, self.open_file)
        if opens:
            opens()
        else:
            self.put(N_("There is no picture to open."))

    def _note(self) -> str:
        return self._read(self.say("What is wrong with it? (may stay empty):")).strip()

    def _yes(self, question: str, asking: Asking | None, *, default: bool = False) -> bool:
        """A yes or a no. Outside a question, an empty line is the default."""
        yes, no = yes_no(self.say.language)
        label = f"{question} ({yes}/{no})"
        while True:
            line = (self._line(label, asking) if asking else self._read(label)).strip().casefold()
            if line in YES:
                return True
            if line in NO or self._time_up or (asking is None and line in (":q", "q")):
                return False
            if asking is None and not line:
                return default
            self.put(N_("Please type {yes} or {no}."), yes=yes, no=no)

    # -----------------------------------------------------------------------------------------------------------
    # After an answer, and at the end

    def after(self, item: Item, answered: Answered, scheduled: bool) -> After:
        """Ask what to do after the feedback."""
        picture = opener(item, self.voice.language, self.open_file)
        ratable = scheduled and answered.right
        if ratable:
            label = self.say("Enter to go on (- it was hard, + easy, j count it wrong, z undo, ! flag, q stop):")
        elif answered.right:
            label = self.say("Enter to go on (j count it wrong, z undo, ! flag, q stop):")
        else:
            label = self.say("Enter to go on (j count it right, z undo, ! flag, q stop):")
        while True:
            match self._read(label).strip().casefold().removeprefix(":"):
                case "":
                    return Continue()
                case "j":
                    return Override(not answered.right)
                case "-" if ratable:
                    return Rate(HARD)
                case "+" if ratable:
                    return Rate(EASY)
                case "z":
                    return Undo()
                case "!":
                    return Flag(self._note())
                case "s" if scheduled:
                    return PutAside("suspend")
                case "b" if scheduled:
                    return PutAside("bury")
                case "q":
                    return Stop()
                case "v" if picture:
                    picture()
                case _:
                    self.put(N_("Please press Enter, or type one of the letters."))

    def yes(self, question: str, *, default: bool = False) -> bool:
        """Ask a question of yes or no. `default`: what an empty line means."""
        return self._yes(question, None, default=default)


@contextmanager
def _bell(clock: Clock | None) -> Iterator[None]:
    """Raise TimeExpired out of reading once the time is up; where a system can't, it is seen after the line."""
    system: Any = signal
    if clock is None or not hasattr(system, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeExpired

    former = system.signal(system.SIGALRM, ring)
    system.setitimer(system.ITIMER_REAL, max(clock.left(), 0.001))
    try:
        yield
    finally:
        system.setitimer(system.ITIMER_REAL, 0)
        system.signal(system.SIGALRM, former)


def menu(
    title_lines: Sequence[str],
    choices: Sequence[tuple[str, str]],
    say: Callable[..., str],
    stdin: TextIO,
    stdout: TextIO,
) -> str:
    """Choose by number from pairs of a key and a label. Returns the key. Raises EOFError if the input ends."""
    for line in title_lines:
        stdout.write(visible(line) + "\n")
    for number, (_, label) in enumerate(choices, 1):
        stdout.write(f"{number}. {visible(label)}\n")
    while True:
        stdout.write(say("Your choice (number):") + " ")
        stdout.flush()
        line = stdin.readline()
        if not line.endswith("\n") or not stdin.isatty():
            stdout.write("\n")
        if not line:
            raise EOFError
        if line.strip().isdecimal() and len(line) < 9 and 1 <= int(line) <= len(choices):
            return choices[int(line) - 1][0]
        stdout.write(say("Please give a number from 1 to {last}.", last=len(choices)) + "\n")
