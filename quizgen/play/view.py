"""A question as paragraphs: what both frontends show before the answer, and the pieces that feedback shares. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen import items
from quizgen.grading import PartVerdict, Slip, Verdict
from quizgen.items import (
    Bank,
    Choose,
    Enumerate,
    Fill,
    Gap,
    Image,
    Item,
    Match,
    Moment,
    Name,
    Option,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Truth,
    Write,
)
from quizgen.play.styled import Line, Run, Style, plain, run, runs, runs_of, style_of
from quizgen.study.session import Places, Session
from quizgen.text import code, maths, values
from quizgen.text.letters import letter
from quizgen.text.markup import Block, CodeBlock, Display, List, Paragraph
from quizgen.text.phrases import N_, Phrases

FORMULA_CELLS = 60
"""How wide a formula of several lines may be: what stands on the narrowest terminal that is looked after."""

_ROLES: dict[code.Role, Style] = {
    "": "code",
    "keyword": "bold",
    "name": "accent",
    "string": "good",
    "number": "code",
    "comment": "dim",
    "operator": "code",
}

SLOT = "\x1a"  # stands for what is put into a phrase in a style of its own: a control character, which no bank may hold


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph. `lead` stands before its first line; its other lines are indented by `hang` spaces.

    `kept`: its spaces are kept, and a line is broken only where it is too long, as code is shown.
    """

    text: Line = ()
    lead: Line = ()
    hang: int = 0
    kept: bool = False


BLANK = Row()


@dataclass(frozen=True, slots=True)
class Voice:
    """How things are said: the interface's phrases, the questions' language, and whether for plain lines.

    `plain`: without layout by position, and without symbols that a screen reader would have to guess.
    """

    say: Phrases
    language: str
    plain: bool = False

    def text(self, text: Text, style: Style = "") -> Line:
        """A bank's text, in the questions' language."""
        return runs(text, self.language, style)

    def rows(self, text: Text, style: Style = "") -> Iterator[Row]:
        """A bank's text in the questions' language, a row for each paragraph, item, line of code and formula."""
        if not items.marked(text, self.language):
            yield Row(self.text(text, style))
            return
        blocks = items.blocks(text, self.language)
        for place, block in enumerate(blocks):
            if place and isinstance(block, Paragraph) and isinstance(blocks[place - 1], Paragraph):
                yield BLANK
            yield from block_rows(block, style)

    def row(self, message: str, style: Style = "", /, **filled: object) -> Row:
        """A phrase as a paragraph."""
        return Row((run(self.say(message, **filled), style),))

    def around(self, phrase: str, *parts: Line, style: Style = "") -> Line:
        """A phrase that has `SLOT` where the parts belong, with the parts in these places."""
        first, *rest = phrase.split(SLOT)
        line = [run(first, style)]
        for part, after in zip(parts, rest, strict=False):
            line += [*part, run(after, style)]
        return tuple(line)


def block_rows(block: Block, style: Style = "") -> Iterator[Row]:
    """A block as rows. Code keeps its spaces, and what is too long for a line goes on further in."""
    match block:
        case Paragraph(spans):
            yield Row(runs_of(spans, style))
        case List(rows):
            for place, row in enumerate(rows):
                mark = block.mark(place).replace("- ", "• ")
                yield Row(runs_of(row, style), (run("  " + mark),), len(mark) + 2)
        case CodeBlock(text, language):
            for line in _code_lines(text, language):
                yield Row(line, (run("  "),), 6, kept=True)
        case Display(tex):
            for drawn in maths.lines(tex, FORMULA_CELLS):
                yield Row((run(drawn, style),), (run("  "),), 4, kept=True)
        case _:
            assert_never(block)


def _code_lines(text: str, language: str) -> list[Line]:
    """Code in colours, line by line."""
    lines: list[list[Run]] = [[]]
    for token in code.tokens(text, language):
        first, *rest = token.text.split("\n")
        lines[-1].append(run(first, _ROLES[token.role]))
        lines += [[run(part, _ROLES[token.role])] for part in rest]
    return [tuple(line) for line in lines]


def join(lines: Sequence[Line], between: str) -> Line:
    """Several texts on one line, with something between them."""
    joined: list[Run] = []
    for number, line in enumerate(lines):
        joined += [run(between), *line] if number else line
    return tuple(joined)


def join_semicolons(lines: Sequence[Line], voice: Voice) -> Line:
    """Several texts, which may hold commas, on one line with semicolons between them."""
    return join(lines, voice.say("{one}; {other}", one="", other=""))


def label(name: str, voice: Voice) -> str:
    """A letter or number as it stands before its text: `C. ` or `C · `."""
    return f"{name}. " if voice.plain else f"{name} · "


# ---------------------------------------------------------------------------------------------------------------
# The question


def header(session: Session, banks: Mapping[str, Bank], voice: Voice, time_left: str | None) -> Row:
    """Which question of how many, its bank's title, and perhaps the time left, in words."""
    item = session.current
    assert item is not None
    at, count = session.at + 1, len(session.items)
    bank = banks.get(item.bank)
    title = plain(voice.text(bank.title)) if bank else ""
    if voice.plain:
        time = time_left + ("" if time_left.endswith("!") else ".") if time_left else ""
        parts = [voice.say("Question {at} of {count}.", at=at, count=count), title + "." if title else "", time]
        return Row((run(" ".join(filter(None, parts))),))
    parts = [f"{at}/{count}", title, time_left or ""]
    return Row((run(" · ".join(filter(None, parts)), "dim"),))


def question(item: Item, voice: Voice) -> Iterator[Row]:
    """Context, prompt, picture, passage and task; without the list to choose from."""
    if item.context:
        yield from voice.rows(item.context, "dim")
    if item.prompt:
        yield from voice.rows(item.prompt, "bold")
    if item.image and item.image.side == "question":
        yield from picture(item.image, voice)
    form = item.form
    if isinstance(form, Fill):
        places = range(len(form.gaps(voice.language)))
        yield Row(passage(form, voice, [(run(blank(place, form, voice), "accent"),) for place in places]))
    task = _task(item, voice)
    if task:
        yield Row((run(task, "dim"),))


def picture(image: Image, voice: Voice, *, credit: bool = False) -> Iterator[Row]:
    """A picture by its alternative text, and perhaps who made it."""
    alt = voice.text(image.alt, "dim")
    yield Row(voice.around(voice.say("[image: {alt}]", alt=SLOT), alt, style="dim"))
    if credit and image.credit:
        yield Row(voice.around(voice.say("Image: {credit}", credit=SLOT), voice.text(image.credit, "dim"), style="dim"))


def _task(item: Item, voice: Voice) -> str:
    """What kind of answer is asked for; "" where the question shows it."""
    say, form = voice.say, item.form
    match form:
        case Choose(many=many):
            return say("Several answers may be right.") if many else ""
        case Write(Moment(date, given)):
            match date.precision:
                case "year":
                    return say("A year.")
                case "month":
                    return say("A month.") if given else say("A month and a year.")
                case "day":
                    return say("A day and a month.") if given else say("A day, a month and a year.")
        case Write(Quantity(unit=unit)):
            return say("A number ({unit}).", unit=plain(voice.text(unit))) if unit else say("A number.")
        case Enumerate(entries, needed):
            if needed < len(entries):
                return say.plural("{n} answer is enough.", "{n} answers are enough.", needed)
            return say.plural("{n} answer.", "{n} answers.", needed)
        case Order(_, first, last):
            if first and last:
                ends = {"first": plain(voice.text(first)), "last": plain(voice.text(last))}
                return say("Put in order, from first ({first}) to last ({last}).", **ends)
            if first:
                return say("Put in order; first: {first}.", first=plain(voice.text(first)))
            if last:
                return say("Put in order; last: {last}.", last=plain(voice.text(last)))
            return say("Put in order.")
        case Match():
            return say("Give each number its letter.") if voice.plain else say("Find what goes with what.")
        case Fill():
            return say.plural("Fill the gap.", "Fill the {n} gaps.", len(form.gaps(voice.language)))
        case Write() | Reveal():
            return ""
        case _:
            assert_never(form)
    return ""


def listed(item: Item, places: Places, voice: Voice) -> tuple[Line, ...]:
    """A question's options, steps or targets in the order shown; nothing for the forms that list none."""
    form = item.form
    match form:
        case Choose(options):
            return tuple(_option(options[index], voice) for index in places)
        case Order(steps):
            return tuple(voice.text(steps[index].text) for index in places)
        case Match():
            targets = form.targets
            return tuple(voice.text(targets[index]) for index in places)
        case Write() | Enumerate() | Fill() | Reveal():
            return ()
        case _:
            assert_never(form)


def _option(option: Option, voice: Voice) -> Line:
    """What an option says, and in brackets what its picture shows."""
    if option.image is None:
        return voice.text(option.text)
    (shown,) = picture(option.image, voice)
    return shown.text if option.is_picture else (*voice.text(option.text), Run(" "), *shown.text)


def listing(item: Item, places: Places, voice: Voice) -> Iterator[Row]:
    """The lists to choose from, each line named by its letter or number."""
    lines = listed(item, places, voice)
    match item.form:
        case Choose():
            yield from (named(letter(place), line, voice) for place, line in enumerate(lines))
        case Order():
            yield from (named(str(place + 1), line, voice) for place, line in enumerate(lines))
        case Match(pairs):
            yield from (named(str(place + 1), voice.text(pair.left), voice) for place, pair in enumerate(pairs))
            yield BLANK
            yield from (named(letter(place), line, voice) for place, line in enumerate(lines))
        case Write() | Enumerate() | Fill() | Reveal():
            pass
        case _:
            assert_never(item.form)


def keys_of(form: Choose, places: Places, voice: Voice) -> dict[str, int]:
    """The keys that pick an option, by its place: letters, figures, and what true and false begin with."""
    count = len(places)
    keys = {str(place + 1): place for place in range(min(count, 9))}
    for place in range(min(count, 26)):
        keys |= dict.fromkeys((letter(place), letter(place).lower()), place)
    for place, index in enumerate(places):
        text = form.options[index].text
        if isinstance(text, Truth):
            first = plain(voice.text(text))[:1]
            keys |= {key: place for key in (first.upper(), first.lower()) if key and key not in keys}
    return keys


def named(name: str, line: Line, voice: Voice) -> Row:
    """A line of a list, with its letter or number before it."""
    if voice.plain:
        return Row(line, (run(f"{name}. "),))
    return Row(line, (run("  "), run(name, "accent"), run("  ")), len(name) + 4)


# ---------------------------------------------------------------------------------------------------------------
# Passages and answers


def blank(place: int, form: Fill, voice: Voice) -> str:
    """How the gap at a place, counted from 0, is shown."""
    return f"[{place + 1}]" if len(form.gaps(voice.language)) > 1 else "[…]"


def passage(form: Fill, voice: Voice, filled: Sequence[Line]) -> Line:
    """The passage with a text in each of its gaps."""
    texts = iter(filled)
    line: list[Run] = []
    for span, parts in items.passage(form, voice.language):
        if span.maths:
            line += runs_of((span,))
            continue
        for part in parts:
            line += next(texts) if isinstance(part, Gap) else [run(part, style_of(span))]
    return tuple(line)


def set_answer(gap: Gap, voice: Voice, style: Style = "") -> Line:
    """What belongs in a gap."""
    return voice.text(gap.text, style)


def right_answer(item: Item, voice: Voice, style: Style = "") -> Line:
    """The right answer on one line."""
    form = item.form
    match form:
        case Choose(options):
            return join([voice.text(each.text, style) for each in options if each.right], ", ")
        case Write(expected):
            return _written(expected, voice, style)
        case Enumerate(entries):
            return join_semicolons([voice.text(each.spelling.text, style) for each in entries], voice)
        case Order(steps):
            return join([voice.text(each.text, style) for each in steps], " → ")
        case Match(pairs):
            lines = [(*voice.text(each.left), run(" → "), *voice.text(each.right, style)) for each in pairs]
            return join_semicolons(lines, voice)
        case Fill():
            return passage(form, voice, tuple(set_answer(gap, voice, "bold") for gap in form.gaps(voice.language)))
        case Reveal(answer):
            return voice.text(answer, style)
        case _:
            assert_never(form)


def _written(expected: Spelling | Quantity | Moment, voice: Voice, style: Style) -> Line:
    match expected:
        case Spelling(text):
            return voice.text(text, style)
        case Moment(date):
            return voice.text(date, style)
        case Quantity(value, tolerance, unit):
            line = [run(values.number(value, voice.language), style)]
            if tolerance:
                line.append(run(f" ± {values.number(tolerance, voice.language)}", style))
            if unit:
                line += [run("\N{NO-BREAK SPACE}"), *voice.text(unit, style)]
            return tuple(line)
        case _:
            assert_never(expected)


def put_aside(how: str, voice: Voice) -> Row:
    """That a question is suspended, or buried until tomorrow."""
    if how == "suspend":
        return voice.row(N_("Suspended, until you lift it: quizgen progress suspend"), "dim")
    return voice.row(N_("Put aside until tomorrow."), "dim")


def hint(item: Item, voice: Voice, gap: Gap | None = None) -> Row | None:
    """The author's hint for one of the question's gaps, else for the question; None if there is none."""
    text: Text | None = Name(gap.hint) if gap and gap.hint else item.hint
    if text is None:
        return None
    return Row(voice.around(voice.say("Hint: {hint}", hint=SLOT), voice.text(text)))


# ---------------------------------------------------------------------------------------------------------------
# What differed


def difference(slip: Slip, voice: Voice) -> Line:
    """What was typed, with the letters that differ in brackets, and what is wrong with them."""
    typed: list[Run] = []
    at = 0
    for edit in sorted(slip.edits, key=lambda edit: edit.start):
        typed.append(run(slip.typed[at : edit.start]))
        typed.append(run(f"[{slip.typed[edit.start : edit.end] or '_'}]", "bold"))
        at = edit.end
    typed.append(run(slip.typed[at:]))
    phrase = voice.say("you typed {typed}: {difference}", typed=SLOT, difference=_mistake(slip, voice.say))
    return voice.around(phrase, _without_empty(typed))


def _without_empty(line: Sequence[Run]) -> Line:
    return tuple(each for each in line if each.text)


def _mistake(slip: Slip, say: Phrases) -> str:
    if slip.kind == "accents":
        return say("check the accents")
    if len(slip.edits) != 1:
        return say.plural("{n} letter differs", "{n} letters differ", len(slip.edits)) if slip.edits else say("a typo")
    (edit,) = slip.edits
    match edit.kind:
        case "missing":
            return say('"{letters}" is missing', letters=edit.expected)
        case "extra":
            return say("one letter too many")
        case "wrong":
            return say('"{letters}" is right', letters=edit.expected)
        case "swapped":
            return say("two letters swapped")
        case _:
            assert_never(edit.kind)


def names_from(first: int, form: Enumerate, verdict: Verdict, voice: Voice) -> list[Row]:
    """How the names of a list fared, from one on: several may have been typed on one line."""
    return [_name(part, form, voice) for part in verdict.parts[first:]]


def _name(part: PartVerdict, form: Enumerate, voice: Voice) -> Row:
    if part.doubtful:
        text = voice.say("This may be something else: please check the spelling.")
        return Row((run(text if voice.plain else "· " + text, "accent"),))
    if part.repeat:
        if voice.plain:
            return voice.row(N_("Already named."))
        return Row((run("· " + voice.say("Already named."), "accent"),))
    if not part.right or part.entry is None:
        text = voice.say("Not in the list.")
        return Row((run(text if voice.plain else "✗ " + text, "bad"),))
    answer = voice.text(form.entries[part.entry].spelling.text, "bold")
    sign = (run(voice.say("Right:") + " ")) if voice.plain else run("✓ ", "good")
    if part.slip:
        return Row((sign, *answer, run(" ("), *difference(part.slip, voice), run(")")))
    return Row((sign, *answer))
