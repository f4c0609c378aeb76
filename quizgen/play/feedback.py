"""What is shown after an answer, and at the end of a session. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed, expect
from quizgen.items import Bank, Choose, Citation, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.play import measures, view
from quizgen.play.styled import Line, Run, Style, plain, run
from quizgen.play.view import BLANK, SLOT, Row, Voice
from quizgen.study.session import Answered, Places, Session, Tally, mark, missed, tallies
from quizgen.text import values
from quizgen.text.cells import cells, cut, pad
from quizgen.text.letters import letter
from quizgen.text.phrases import N_

BAR_CELLS = 24  # the longest bar, where the terminal is wide enough


def after_answer(item: Item, answered: Answered, places: Places, voice: Voice) -> Iterator[Row]:
    """The verdict, what differed, the right answer, the explanation and the sources.

    `places`: the order in which the question's list is on screen.
    """
    yield _verdict(item, answered, places, voice)
    yield from _details(item, answered, voice)
    yield from _because(item, answered, voice)
    if voice.plain or not isinstance(item.form, Reveal):  # a card's explanation is read before it is rated
        yield from explained(item, voice)


def explained(item: Item, voice: Voice) -> Iterator[Row]:
    """The explanation, the sources and the picture: what is told whatever the answer was."""
    if item.explanation:
        yield from (_inside(row, voice) for row in voice.rows(item.explanation))
    for citation in merged(item.citations):
        yield _row(source(citation, voice), voice)
    if item.image:
        if item.image.side == "answer":
            yield from (_row(row.text, voice) for row in view.picture(item.image, voice, credit=True))
        elif item.image.credit:
            yield from (_row(row.text, voice) for row in list(view.picture(item.image, voice, credit=True))[1:])


def overridden(answered: Answered, voice: Voice) -> Row:
    """What a learner who overrode the verdict has it count as."""
    if answered.right:
        return _headline("good", voice.say("Counted as right."), (), voice)
    return _headline("bad", voice.say("Counted as wrong."), (), voice)


def merged(citations: Sequence[Citation]) -> Iterator[Citation]:
    """The citations, those of one source made one, so that its name stands there once."""
    by_source: dict[str, Citation] = {}
    for each in citations:
        before = by_source.get(each.source.id)
        paragraphs = sorted({*(before.paragraphs if before else ()), *each.paragraphs})
        by_source[each.source.id] = replace(each, paragraphs=tuple(paragraphs))
    yield from by_source.values()


def source(citation: Citation, voice: Voice) -> Line:
    """`Source: a 2023 analysis, § 1`."""
    named = voice.text(citation.source.label, "dim")
    if citation.paragraphs:
        place = "§\N{NO-BREAK SPACE}" + ", ".join(map(str, citation.paragraphs))
        phrase = voice.say("Source: {label}, {place}", label=SLOT, place=place)
    else:
        phrase = voice.say("Source: {label}", label=SLOT)
    return voice.around(phrase, named, style="dim")


def _inside(row: Row, voice: Voice) -> Row:
    """A row of a bank's text, below the verdict."""
    below = _row(row.text, voice)
    return replace(row, lead=(*below.lead, *row.lead), hang=below.hang + row.hang)


def _row(line: Line, voice: Voice) -> Row:
    return Row(line) if voice.plain else Row(line, (Run("  "),), 2)


def _headline(style: Style, text: str, more: Line, voice: Voice) -> Row:
    """A verdict: a text that can be understood without the sign before it."""
    sign = "" if voice.plain else {"good": "✓ ", "bad": "✗ "}.get(style, "◐ ")
    return Row((run(sign + text, style), *((run(" "), *more) if more else ())), (), 0 if voice.plain else 2)


def gave_up(response: Response) -> bool:
    """Whether a response says nothing."""
    match response:
        case Picked(options):
            return not options
        case Typed(text):
            return not text.strip()
        case Named(texts) | Filled(texts):
            return not any(text.strip() for text in texts)
        case Arranged(steps):
            return not steps
        case Paired(targets):
            return all(target is None for target in targets)
        case Recalled():
            return False
        case _:
            assert_never(response)


def _verdict(item: Item, answered: Answered, places: Places, voice: Voice) -> Row:
    say, verdict = voice.say, answered.verdict
    if isinstance(item.form, Reveal):
        if verdict.right:
            return _headline("good", say("You knew it."), (), voice)
        return _headline("bad", say("Not yet."), (), voice)
    if verdict.right:
        return _right(item, answered, voice)
    more: Line = ()
    if isinstance(item.form, Choose | Write):
        more = _right_answer(item, places, voice)
    if verdict.score > 0:
        credit = values.percent(verdict.score, say.language)
        counts = _counts(item, answered)
        if counts is None:
            text = say("Partly right: {credit} of the points.", credit=credit)
        else:
            right, wrong = counts
            text = say(
                "Partly right: {credit} of the points ({right} right, {wrong} wrong).",
                credit=credit,
                right=right,
                wrong=wrong,
            )
        return _headline("accent", text, more, voice)
    return _headline("bad", _wrong(item, answered, voice), more, voice)


def _wrong(item: Item, answered: Answered, voice: Voice) -> str:
    """What was wrong: a single option by its text."""
    if gave_up(answered.response):
        return voice.say("No answer.")
    form, response = item.form, answered.response
    if isinstance(form, Choose) and not form.many and isinstance(response, Picked) and not voice.plain:
        (index,) = response.options
        if not form.options[index].is_picture:
            return plain(voice.text(form.options[index].text)).rstrip(".") + "."
    return voice.say("Wrong.")


def _counts(item: Item, answered: Answered) -> tuple[int, int] | None:
    """How many parts are right and how many wrong; None for the forms where a wrong part doesn't cost a right one."""
    form = item.form
    match form:
        case Choose(options):
            picked = expect(Picked, answered.response, form).options
            right = sum(options[index].right for index in picked)
            return right, len(picked) - right
        case Enumerate():
            parts = [part for part in answered.verdict.parts if not (part.repeat or part.doubtful)]
            right = sum(part.right for part in parts)
            return right, len(parts) - right
        case Write() | Order() | Match() | Fill() | Reveal():
            return None
        case _:
            assert_never(form)


def _right(item: Item, answered: Answered, voice: Voice) -> Row:
    """The verdict on a right answer: with the answer, where it was typed otherwise than it is spelt."""
    say = voice.say
    if not isinstance(item.form, Write):
        return _headline("good", say("Right."), (), voice)
    answer = view.right_answer(item, voice, "bold")
    slips = answered.verdict.slips
    if not slips:
        typed = answered.response.text.strip() if isinstance(answered.response, Typed) else ""
        if typed == plain(answer):
            return _headline("good", say("Right."), (), voice)
        return _headline("good", say("Right:"), answer, voice)
    differs = (run(" ("), *view.difference(slips[0], voice), run(")"))
    return _headline("good", say("Right:"), (*answer, *differs), voice)


def _right_answer(item: Item, places: Places, voice: Voice) -> Line:
    """`Right answer: C · Kuwait`, with the letter that the option has on screen."""
    answer = view.right_answer(item, voice, "bold")
    count = 1
    if isinstance(item.form, Choose):
        right = [
            (run(view.label(letter(place), voice), "bold"), *voice.text(item.form.options[index].text, "bold"))
            for place, index in enumerate(places)
            if item.form.options[index].right
        ]
        count = len(right)
        answer = view.join(right, ", ")
    phrase = voice.say.plural("Right answer: {answer}", "Right answers: {answer}", count, answer=SLOT)
    return voice.around(phrase, answer)


def _because(item: Item, answered: Answered, voice: Voice) -> Iterator[Row]:
    """What the author says of each option that was picked, and of each right one that was missed."""
    if isinstance(item.form, Choose) and isinstance(answered.response, Picked):
        for index, option in enumerate(item.form.options):
            if option.because and (option.right or index in answered.response.options):
                yield from (_inside(row, voice) for row in voice.rows(option.because))


# ---------------------------------------------------------------------------------------------------------------
# How each part fared


def _details(item: Item, answered: Answered, voice: Voice) -> Iterator[Row]:
    form, response = item.form, answered.response
    match form:
        case Enumerate():
            yield from _entries(form, answered, voice)
        case Order():
            yield from _steps(form, expect(Arranged, response, form).steps, answered, voice)
        case Match():
            yield from _pairs(form, expect(Paired, response, form).targets, answered, voice)
        case Fill():
            yield from _gaps(form, expect(Filled, response, form).texts, answered, voice)
        case Choose() | Write() | Reveal():
            pass  # the verdict tells it all
        case _:
            assert_never(form)


def _part(name: str, line: Line, right: bool | None, aside: Line, voice: Voice) -> Row:
    """One part of an answer: its name, the right text, how it fared (None: not at all), and a remark."""
    if voice.plain:
        verdict = "" if right is None else voice.say("right") if right else voice.say("wrong")
        remarks = view.join([remark for remark in ((run(verdict),) if verdict else (), aside) if remark], ", ")
        return Row((run(name), *line, *((run(" ("), *remarks, run(")")) if remarks else ())))
    sign = run("✓ ", "good") if right else run("✗ ", "bad") if right is False else Run("  ")
    return Row(
        (*line, *((run("   ("), *aside, run(")")) if aside else ())), (Run("  "), sign, run(name)), 4 + len(name)
    )


def _yours(text: Line, voice: Voice) -> Line:
    return voice.around(voice.say("you: {answer}", answer=SLOT), text)


def _steps(form: Order, arranged: tuple[int, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    if answered.verdict.right and not any(each.note for each in form.steps):
        return
    parts = answered.verdict.parts
    yield _row((run(voice.say("The right order:")),), voice)
    place_of = {index: place for place, index in enumerate(arranged)}
    for index, each in enumerate(form.steps):
        note: Line = (run(" ("), *voice.text(each.note), run(")")) if each.note else ()
        place = place_of.get(index)
        right = None if place is None else parts[place].right
        aside = () if right or place is None else (run(voice.say("your place: {place}", place=place + 1)),)
        yield _part(f"{index + 1}. ", (*voice.text(each.text), *note), right, aside, voice)


def _pairs(form: Match, given: tuple[int | None, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    for pair, target, part in zip(form.pairs, given, answered.verdict.parts, strict=True):
        aside: Line = ()
        if not part.right and target is not None:
            aside = _yours(voice.text(form.targets[target]), voice)
        line = (*voice.text(pair.left), run(" → "), *voice.text(pair.right, "bold"))
        yield _part("", line, part.right, aside, voice)


def _entries(form: Enumerate, answered: Answered, voice: Voice) -> Iterator[Row]:
    """What wasn't named. How each name fared was shown when it was typed."""
    named = {part.entry for part in answered.verdict.parts if part.right and part.entry is not None}
    others = [voice.text(each.spelling.text, "bold") for index, each in enumerate(form.entries) if index not in named]
    if others:
        also, all_of_it = voice.say("Also in the list: {names}", names=SLOT), voice.say("The list: {names}", names=SLOT)
        yield _row(voice.around(also if named else all_of_it, view.join_semicolons(others, voice)), voice)


def _gaps(form: Fill, texts: tuple[str, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    gaps = form.gaps(voice.language)
    yield _row(view.passage(form, voice, tuple(view.set_answer(gap, voice, "bold") for gap in gaps)), voice)
    for place, (gap, text, part) in enumerate(zip(gaps, texts, answered.verdict.parts, strict=True)):
        aside: Line = ()
        if part.slip:
            aside = view.difference(part.slip, voice)
        elif not part.right and text.strip():
            aside = _yours((run(text.strip()),), voice)
        if len(gaps) > 1 or aside:
            yield _part(f"{view.blank(place, form, voice)} ", view.set_answer(gap, voice), part.right, aside, voice)


# ---------------------------------------------------------------------------------------------------------------
# The end


def ending(session: Session, how: str, banks: Mapping[str, Bank], voice: Voice, width: int) -> Iterator[Row]:
    """The missed questions with their answers, what was flagged, the result by bank; the result last."""
    exam = session.settings.mode == "exam"
    if how == "time up":
        yield from (voice.row(N_("Time is up."), "accent"), BLANK)
    wrong = missed(session)
    if wrong:
        yield voice.row(N_("To look at again:"), "bold")
        for item, answered in wrong:
            yield from _missed(item, answered, exam, voice)
        yield BLANK
    if session.flags:
        yield voice.row(N_("Flagged:"), "bold")
        for name, note in session.flags:
            yield _row((run(voice.say("{name}: {note}", name=name, note=note) if note else name),), voice)
        yield BLANK
    rows = list(_by_bank(session, banks, voice, width))
    if len(rows) > 1:
        yield from (*rows, BLANK)
    yield _result(session, how, voice, width)
    if exam:
        yield _mark(session, voice)


def _result(session: Session, how: str, voice: Voice, width: int) -> Row:
    count = len(session.items) if session.settings.mode == "exam" else len(session.answers)
    say, time = voice.say, measures.duration(session.seconds, voice.say)
    if not count:
        return voice.row(N_("No question answered."), "bold")
    if how in ("finished", "time up"):
        text = say.plural("Done: {n} right of {total}", "Done: {n} right of {total}", session.right, total=count)
    else:
        text = say.plural("Stopped: {n} right of {total}", "Stopped: {n} right of {total}", session.right, total=count)
    if voice.plain:
        taken = say("Time: {time}", time=time)
        return Row((run(f"{text}. {taken}."),))
    gap = max(3, min(width, 72) - cells(text) - cells(time) - 2)
    return Row((run(text, "bold"), run(" " * gap), run(time, "dim")))


def _mark(session: Session, voice: Voice) -> Row:
    value, scale = mark(session, voice.say.language)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if scale == 100:
        return voice.row(N_("Mark: {mark}"), "bold", mark=values.percent(value / 100, voice.say.language))
    return voice.row(N_("Mark: {mark}/{scale}"), "bold", mark=measures.rounded(exact, voice.say.language), scale=scale)


def _by_bank(session: Session, banks: Mapping[str, Bank], voice: Voice, width: int) -> Iterator[Row]:
    """How many questions are right of how many, for each bank, with a bar as long as its share of the largest."""
    order = {bank: place for place, bank in enumerate(banks)}
    counted = sorted(tallies(session), key=lambda tally: order.get(tally.bank, len(order)))
    titles = {tally.bank: tally.bank for tally in counted}
    titles |= {id: plain(voice.text(banks[id].title)) for id in titles if id in banks}
    if voice.plain:
        for tally in counted:
            counts = {"theme": titles[tally.bank], "right": tally.right, "asked": tally.total}
            yield Row((run(voice.say("{theme}: {right} of {asked}.", **counts)),))
        return
    if not counted:
        return
    most = max(tally.total for tally in counted)
    figures = {tally.bank: f"{tally.right}/{tally.total}" for tally in counted}
    column = max(map(len, figures.values()))
    room = min(BAR_CELLS, max(width - 3 - 12 - column - 4, 0))
    title_cells = min(max(map(cells, titles.values())), max(width - 3 - column - 4 - room, 8))
    for tally in counted:
        title = pad(cut(titles[tally.bank], title_cells), title_cells)
        bar = _bar(tally, most, room) if room >= 4 else ()
        yield Row((run(f"{title}  {figures[tally.bank]:>{column}}"), *bar), (Run("  "),), 4)


def _bar(tally: Tally, most: int, room: int) -> Line:
    """A bar of at most `room` cells for the bank with the `most` questions; others are shorter in proportion.

    Of two cells or more, at least one is full if anything is right, and at least one is not if anything is wrong.
    """
    length = min(tally.total, max(1, round(tally.total * room / most))) if most > room else tally.total
    full = round(length * tally.right / tally.total)
    if length > 1:
        full = min(max(full, tally.right > 0), length - (tally.right < tally.total))
    return (run("  "), run("█" * full, "good"), run("░" * (length - full), "dim"))


def _missed(item: Item, answered: Answered | None, exam: bool, voice: Voice) -> Iterator[Row]:
    """A question to look at again, and its answer; after an exam, also the learner's answer and the explanation."""
    lead: Line = (run("- "),) if voice.plain else (run("  "), run("✗ " if answered else "· ", "bad"))
    yield Row(_prompt(item, voice), lead, 4)
    if exam and answered and (response := _response(item, answered, voice)):
        yield Row(voice.around(voice.say("You answered: {answer}", answer=SLOT), response), (run("    "),), 4)
    elif exam and answered is None:
        yield Row((run(voice.say("Not answered.")),), (run("    "),), 4)
    phrase = voice.say("Answer: {answer}", answer=SLOT)
    yield Row(voice.around(phrase, view.right_answer(item, voice, "bold")), (run("    "),), 4)
    if exam and item.explanation:
        for row in voice.rows(item.explanation, "dim"):
            yield replace(row, lead=(run("    "), *row.lead), hang=row.hang + 4)


def _prompt(item: Item, voice: Voice) -> Line:
    """The prompt; without one, the passage with its gaps."""
    if item.prompt:
        return tuple(replace(part, text=" ".join(part.text.split("\n"))) for part in voice.text(item.prompt))
    if isinstance(item.form, Fill):
        return view.passage(item.form, voice, [(run("[…]"),) for _ in item.form.gaps(voice.language)])
    return (run(item.name),)


def _response(item: Item, answered: Answered, voice: Voice) -> Line:
    """The learner's answer on one line; nothing where there is none to show."""
    if gave_up(answered.response):
        return ()
    form, response = item.form, answered.response
    match form:
        case Choose(options):
            picked = expect(Picked, response, form).options
            return view.join([voice.text(options[index].text) for index in sorted(picked)], ", ")
        case Write():
            return (run(expect(Typed, response, form).text.strip()),)
        case Enumerate():
            return _typed_texts(expect(Named, response, form).texts, voice)
        case Fill():
            return _typed_texts(expect(Filled, response, form).texts, voice)
        case Order(steps):
            arranged = expect(Arranged, response, form).steps
            return view.join([voice.text(steps[index].text) for index in arranged], " → ")
        case Match(pairs):
            given = expect(Paired, response, form).targets
            rights = [(run("…"),) if index is None else voice.text(form.targets[index]) for index in given]
            lines = [(*voice.text(pair.left), run(" → "), *right) for pair, right in zip(pairs, rights, strict=True)]
            return view.join_semicolons(lines, voice)
        case Reveal():
            return ()
        case _:
            assert_never(form)


def _typed_texts(texts: Sequence[str], voice: Voice) -> Line:
    return view.join_semicolons([(run(text.strip() or "…"),) for text in texts], voice)
