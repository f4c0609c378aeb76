"""A question in words: what both faces show before the answer, and the pieces that feedback shares. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen import items
from quizgen.grading import Slip, Verdict
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
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Write,
)
from quizgen.play.letters import letter
from quizgen.play.styled import Line, Run, Style, plain, run, runs
from quizgen.study.session import Session, presentation
from quizgen.text import values
from quizgen.text.phrases import N_, Phrases

_SLOT = "\ue001"  # stands for what is put into a phrase or a passage afterwards, in its own style


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph. `lead` stands before its first line; where it has to be broken, the rest hangs by `hang`."""

    text: Line = ()
    lead: Line = ()
    hang: int = 0


BLANK = Row()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the interface's phrases, the questions' language, and whether in lines for any reader.

    Plain: no layout by position, no symbol that a screen reader would have to guess.
    """

    say: Phrases
    language: str
    plain: bool = False

    def text(self, text: Text, style: Style = "") -> Line:
        """A bank's text."""
        return runs(text, self.language, style)

    def row(self, message: str, style: Style = "", /, **filled: object) -> Row:
        """A phrase as a paragraph."""
        return Row((run(self.say(message, **filled), style),))

    def around(self, phrase: str, *parts: Line, style: Style = "") -> Line:
        """A phrase that was spoken with `SLOT` where the parts belong."""
        first, *rest = phrase.split(_SLOT)
        found = [run(first, style)]
        for part, after in zip(parts, rest, strict=False):
            found += [*part, run(after, style)]
        return tuple(found)


SLOT = _SLOT


def join(lines: Sequence[Line], between: str) -> Line:
    """Several texts on one line."""
    found: list[Run] = []
    for number, line in enumerate(lines):
        found += [run(between), *line] if number else line
    return tuple(found)


def apart(lines: Sequence[Line], voice: Voice) -> Line:
    """Several texts that may hold commas, on one line."""
    return join(lines, voice.say("{one}; {other}", one="", other=""))


def label(name: str, voice: Voice) -> str:
    """What stands between a letter or number and its text: `C. ` or `C · `."""
    return f"{name}. " if voice.plain else f"{name} · "


# ---------------------------------------------------------------------------------------------------------------
# The question


def header(session: Session, themes: Mapping[str, Bank], voice: Voice, time_left: str | None) -> Row:
    """Which question of how many, and its theme."""
    item = session.current
    assert item is not None
    at, count = session.at + 1, len(session.items)
    bank = themes.get(item.bank)
    theme = plain(voice.text(bank.title)) if bank else ""
    if voice.plain:
        parts = [voice.say("Question {at} of {count}.", at=at, count=count), theme + "." if theme else ""]
        parts.append(voice.say("Time left: {time}.", time=time_left) if time_left else "")
        return Row((run(" ".join(filter(None, parts))),))
    parts = [f"{at}/{count}", theme, voice.say("{time} left", time=time_left) if time_left else ""]
    return Row((run(" · ".join(filter(None, parts)), "dim"),))


def question(item: Item, voice: Voice) -> Iterator[Row]:
    """Context, prompt, picture and what is asked for; not the list to choose from."""
    if item.context:
        yield Row(voice.text(item.context, "dim"))
    if item.prompt:
        yield Row(voice.text(item.prompt, "bold"))
    if item.image and item.image.side == "question":
        yield from picture(item.image, voice)
    if isinstance(item.form, Fill):
        yield Row(
            passage(
                item.form,
                voice,
                tuple(
                    (run(blank(place, item.form, voice), "accent"),)
                    for place in range(len(item.form.gaps(voice.language)))
                ),
            )
        )
    wanted = _wanted(item, voice)
    if wanted:
        yield Row((run(wanted, "dim"),))


def picture(image: Image, voice: Voice, *, credit: bool = False) -> Iterator[Row]:
    """A picture, as words."""
    alt = voice.text(image.alt, "dim")
    yield Row(voice.around(voice.say("[image: {alt}]", alt=SLOT), alt, style="dim"))
    if credit and image.credit:
        yield Row(voice.around(voice.say("Image: {credit}", credit=SLOT), voice.text(image.credit, "dim"), style="dim"))


def _wanted(item: Item, voice: Voice) -> str:
    """What kind of answer is asked for, where the question doesn't show it."""
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


def options(item: Item, seed: int, voice: Voice) -> tuple[Line, ...]:
    """The texts of what is listed, in the order shown: options, steps or targets."""
    places = presentation(item, seed)
    match item.form:
        case Choose(listed):
            return tuple(voice.text(listed[place].text) for place in places)
        case Order(steps):
            return tuple(voice.text(steps[place].text) for place in places)
        case Match() as form:
            return tuple(voice.text(form.targets[place]) for place in places)
        case _:
            return ()


def listing(item: Item, seed: int, voice: Voice) -> Iterator[Row]:
    """The lists to choose from, each line named by its letter or number."""
    shown = options(item, seed, voice)
    match item.form:
        case Order():
            yield from (named(str(place + 1), line, voice) for place, line in enumerate(shown))
        case Match(pairs):
            yield from (named(str(place + 1), voice.text(pair.left), voice) for place, pair in enumerate(pairs))
            yield BLANK
            yield from (named(letter(place), line, voice) for place, line in enumerate(shown))
        case _:
            yield from (named(letter(place), line, voice) for place, line in enumerate(shown))


def named(name: str, line: Line, voice: Voice, before: str = "  ") -> Row:
    """A line of a list."""
    if voice.plain:
        return Row(line, (run(f"{name}. "),))
    return Row(line, (run(before), run(name, "accent"), run("  ")), len(before) + len(name) + 2)


# ---------------------------------------------------------------------------------------------------------------
# Passages and answers


def blank(place: int, form: Fill, voice: Voice) -> str:
    """How the gap at a place, counted from 0, is shown."""
    return f"[{place + 1}]" if len(form.gaps(voice.language)) > 1 else "[…]"


def passage(form: Fill, voice: Voice, filled: Sequence[Line]) -> Line:
    """The passage with something in each of its gaps."""
    parts = form.passages[voice.language]
    source = "".join(_SLOT if isinstance(part, Gap) else part.replace(_SLOT, "") for part in parts)
    found: list[Run] = []
    at = 0
    for each in runs(items.Name(source), voice.language):
        first, *rest = each.text.split(_SLOT)
        found.append(Run(first, each.style))
        for after in rest:
            found += [*filled[at], Run(after, each.style)]
            at += 1
    return tuple(each for each in found if each.text)


def set_answer(gap: Gap, voice: Voice, style: Style = "") -> Line:
    """What belongs in a gap."""
    return voice.text(items.Name(gap.answer), style)


def expected(item: Item, voice: Voice, style: Style = "") -> Line:
    """The right answer on one line."""
    form = item.form
    match form:
        case Choose(listed):
            return join([voice.text(each.text, style) for each in listed if each.right], ", ")
        case Write(wanted):
            return _written(wanted, voice, style)
        case Enumerate(entries):
            return apart([voice.text(each.spelling.text, style) for each in entries], voice)
        case Order(steps):
            return join([voice.text(each.text, style) for each in steps], " → ")
        case Match(pairs):
            return apart(
                [(*voice.text(each.left), run(" → "), *voice.text(each.right, style)) for each in pairs], voice
            )
        case Fill():
            return passage(form, voice, tuple(set_answer(gap, voice, "bold") for gap in form.gaps(voice.language)))
        case Reveal(answer):
            return voice.text(answer, style)
        case _:
            assert_never(form)


def _written(wanted: Spelling | Quantity | Moment, voice: Voice, style: Style) -> Line:
    match wanted:
        case Spelling(text):
            return voice.text(text, style)
        case Moment(date):
            return voice.text(date, style)
        case Quantity(value, tolerance, unit):
            found = [run(values.number(value, voice.language), style)]
            if tolerance:
                found.append(run(f" ± {values.number(tolerance, voice.language)}", style))
            if unit:
                found += [run("\N{NO-BREAK SPACE}"), *voice.text(unit, style)]
            return tuple(found)
        case _:
            assert_never(wanted)


def hint(item: Item, voice: Voice, gap: Gap | None = None) -> Row | None:
    """The author's hint for the question, or for one of its gaps."""
    text: Text | None = items.Name(gap.hint) if gap and gap.hint else item.hint
    if text is None:
        return None
    return Row(voice.around(voice.say("Hint: {hint}", hint=SLOT), voice.text(text)))


# ---------------------------------------------------------------------------------------------------------------
# What differed


def difference(slip: Slip, voice: Voice) -> Line:
    """What was typed, with the letters that differ in brackets, and what is the matter with them."""
    shown: list[Run] = []
    at = 0
    for edit in sorted(slip.edits, key=lambda edit: edit.start):
        shown.append(run(slip.typed[at : edit.start]))
        shown.append(run(f"[{slip.typed[edit.start : edit.end] or '_'}]", "bold"))
        at = edit.end
    shown.append(run(slip.typed[at:]))
    return voice.around(
        voice.say("you typed {typed}: {difference}", typed=SLOT, difference=_matter(slip, voice.say)),
        markless(shown),
    )


def markless(line: Sequence[Run]) -> Line:
    """The line without its empty runs."""
    return tuple(each for each in line if each.text)


def _matter(slip: Slip, say: Phrases) -> str:
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


# ---------------------------------------------------------------------------------------------------------------
# Durations


def entry(form: Enumerate, verdict: Verdict, voice: Voice) -> Row:
    """How the last name of a list fared."""
    fared = verdict.marks[-1]
    if fared.repeat:
        return (
            voice.row(N_("Already named."))
            if voice.plain
            else Row((run("· " + voice.say("Already named."), "accent"),))
        )
    if not fared.right or fared.target is None:
        words = voice.say("Not in the list.")
        return Row((run(words if voice.plain else "✗ " + words, "bad"),))
    answer = voice.text(form.entries[fared.target].spelling.text, "bold")
    sign = (run(voice.say("Right:") + " ")) if voice.plain else run("✓ ", "good")
    if fared.slip:
        return Row((sign, *answer, run(" ("), *difference(fared.slip, voice), run(")")))
    return Row((sign, *answer))
