"""What is said after an answer, and at the end. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never

from quizgen import items
from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Typed
from quizgen.items import Bank, Choose, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.play import measures, view
from quizgen.play.letters import letter
from quizgen.play.styled import Line, Run, Style, cells, plain, run
from quizgen.play.view import BLANK, SLOT, Row, Voice
from quizgen.study.session import Answered, Session, mark, missed, presentation, tallies
from quizgen.text import values
from quizgen.text.phrases import N_

BAR_CELLS = 24  # the longest bar, where the terminal is wide enough


def told(item: Item, answered: Answered, seed: int, voice: Voice) -> Iterator[Row]:
    """Verdict, what differed, the right answer, why, and where it stands."""
    yield _verdict(item, answered, seed, voice)
    yield from _details(item, answered, voice)
    yield from _because(item, answered, voice)
    if item.explanation:
        yield _row(voice.text(item.explanation), voice)
    for citation in item.citations:
        yield _row(source(citation, voice), voice)
    if item.image:
        if item.image.side == "answer":
            yield from (_row(row.text, voice) for row in view.picture(item.image, voice, credit=True))
        elif item.image.credit:
            yield from (_row(row.text, voice) for row in list(view.picture(item.image, voice, credit=True))[1:])


def overridden(answered: Answered, voice: Voice) -> Row:
    """What the learner's own verdict is."""
    if answered.right:
        return _headline("good", voice.say("Counted as right."), (), voice)
    return _headline("bad", voice.say("Counted as wrong."), (), voice)


def source(citation: items.Citation, voice: Voice) -> Line:
    """`Source: a 2023 analysis, § 1`."""
    named = voice.text(citation.source.label, "dim")
    if citation.paragraphs:
        place = "§\N{NO-BREAK SPACE}" + ", ".join(map(str, citation.paragraphs))
        phrase = voice.say("Source: {label}, {place}", label=SLOT, place=place)
    else:
        phrase = voice.say("Source: {label}", label=SLOT)
    return voice.around(phrase, named, style="dim")


def _row(line: Line, voice: Voice) -> Row:
    return Row(line) if voice.plain else Row(line, (Run("  "),), 2)


def _headline(kind: Style, words: str, more: Line, voice: Voice) -> Row:
    """A verdict: a sign for the eye, and words that don't need it."""
    sign = "" if voice.plain else {"good": "✓ ", "bad": "✗ "}.get(kind, "◐ ")
    return Row((run(sign + words, kind), *((run(" "), *more) if more else ())), (), 0 if voice.plain else 2)


def _gave_up(answered: Answered) -> bool:
    match answered.response:
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
            assert_never(answered.response)


def _verdict(item: Item, answered: Answered, seed: int, voice: Voice) -> Row:
    say, verdict = voice.say, answered.verdict
    if isinstance(item.form, Reveal):
        right = verdict.right
        return _headline("good" if right else "bad", say("You knew it.") if right else say("To be learnt."), (), voice)
    if verdict.right:
        return _right(item, answered, voice)
    more: Line = ()
    if isinstance(item.form, Choose | Write):
        more = _right_answer(item, seed, voice)
    if verdict.score > 0:
        credit = values.percent(verdict.score, say.language)
        counts = _counts(item, answered)
        if counts is None:
            words = say("Partly right: {credit} of the points.", credit=credit)
        else:
            good, bad = counts
            words = say(
                "Partly right: {credit} of the points ({right} right, {wrong} wrong).",
                credit=credit,
                right=good,
                wrong=bad,
            )
        return _headline("accent", words, more, voice)
    return _headline("bad", say("No answer.") if _gave_up(answered) else say("Wrong."), more, voice)


def _counts(item: Item, answered: Answered) -> tuple[int, int] | None:
    """Right and wrong, where a wrong one costs a right one."""
    match item.form, answered.response:
        case Choose(options), Picked(picked):
            right = sum(options[index].right for index in picked)
            return right, len(picked) - right
        case Enumerate(), Named():
            marks = [each for each in answered.verdict.marks if not each.repeat]
            right = sum(each.right for each in marks)
            return right, len(marks) - right
    return None


def _right(item: Item, answered: Answered, voice: Voice) -> Row:
    say = voice.say
    if not isinstance(item.form, Write):
        return _headline("good", say("Right."), (), voice)
    answer = view.expected(item, voice, "bold")
    slips = answered.verdict.slips
    if not slips:
        typed = answered.response.text.strip() if isinstance(answered.response, Typed) else ""
        if typed == plain(answer):
            return _headline("good", say("Right."), (), voice)
        return _headline("good", say("Right:"), answer, voice)
    differs = (run(" ("), *view.difference(slips[0], voice), run(")"))
    return _headline("good", say("Right:"), (*answer, *differs), voice)


def _right_answer(item: Item, seed: int, voice: Voice) -> Line:
    """`Right answer: C · Kuwait`, with the letters it was shown with."""
    answer = view.expected(item, voice, "bold")
    count = 1
    if isinstance(item.form, Choose):
        shown = [
            (run(view.label(letter(place), voice), "bold"), *voice.text(item.form.options[index].text, "bold"))
            for place, index in enumerate(presentation(item, seed))
            if item.form.options[index].right
        ]
        count = len(shown)
        answer = view.join(shown, ", ")
    phrase = voice.say.plural("Right answer: {answer}", "Right answers: {answer}", count, answer=SLOT)
    return voice.around(phrase, answer)


def _because(item: Item, answered: Answered, voice: Voice) -> Iterator[Row]:
    """What the mistake was, for each option wrongly picked."""
    if isinstance(item.form, Choose) and isinstance(answered.response, Picked):
        for index in sorted(answered.response.options):
            option = item.form.options[index]
            if option.because and not option.right:
                yield _row(voice.text(option.because), voice)


# ---------------------------------------------------------------------------------------------------------------
# How each part fared


def _details(item: Item, answered: Answered, voice: Voice) -> Iterator[Row]:
    match item.form, answered.response:
        case Enumerate() as form, _:
            yield from _entries(form, answered, voice)
        case Order() as form, Arranged(arranged):
            yield from _steps(form, arranged, answered, voice)
        case Match() as form, Paired(given):
            yield from _pairs(form, given, answered, voice)
        case Fill() as form, Filled(texts):
            yield from _gaps(form, texts, answered, voice)


def _part(name: str, line: Line, right: bool | None, aside: Line, voice: Voice) -> Row:
    """One part of an answer: its sign, the right text, and what is to be said of the learner's."""
    if voice.plain:
        word = "" if right is None else voice.say("right") if right else voice.say("wrong")
        said = view.join([part for part in ((run(word),) if word else (), aside) if part], ", ")
        return Row((run(name), *line, *((run(" ("), *said, run(")")) if said else ())))
    sign = run("✓ ", "good") if right else run("✗ ", "bad") if right is False else Run("  ")
    return Row(
        (*line, *((run("   ("), *aside, run(")")) if aside else ())), (Run("  "), sign, run(name)), 4 + len(name)
    )


def _yours(text: Line, voice: Voice) -> Line:
    return voice.around(voice.say("you: {answer}", answer=SLOT), text)


def _steps(form: Order, arranged: tuple[int, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    if answered.verdict.right and not any(each.note for each in form.steps):
        return
    marks = answered.verdict.marks
    yield _row((run(voice.say("The right order:")),), voice)
    placed = {index: place for place, index in enumerate(arranged)}
    for index, each in enumerate(form.steps):
        note: Line = (run(" ("), *voice.text(each.note), run(")")) if each.note else ()
        place = placed.get(index)
        stands = place is not None and marks[place].right
        aside = () if stands or place is None else (run(voice.say("your place: {place}", place=place + 1)),)
        fared = None if place is None else stands
        yield _part(f"{index + 1}. ", (*voice.text(each.text), *note), fared, aside, voice)


def _pairs(form: Match, given: tuple[int | None, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    for pair, target, fared in zip(form.pairs, given, answered.verdict.marks, strict=True):
        aside: Line = ()
        if not fared.right and target is not None:
            aside = _yours(voice.text(form.targets[target]), voice)
        line = (*voice.text(pair.left), run(" → "), *voice.text(pair.right, "bold"))
        yield _part("", line, fared.right, aside, voice)


def _entries(form: Enumerate, answered: Answered, voice: Voice) -> Iterator[Row]:
    """What wasn't named; how each name fared was told when it was typed."""
    found = {each.target for each in answered.verdict.marks if each.right and each.target is not None}
    left = [voice.text(each.spelling.text, "bold") for index, each in enumerate(form.entries) if index not in found]
    if left:
        phrase = voice.say("Also in the list: {names}", names=SLOT)
        yield _row(
            voice.around(phrase if found else voice.say("The list: {names}", names=SLOT), view.apart(left, voice)),
            voice,
        )


def _gaps(form: Fill, texts: tuple[str, ...], answered: Answered, voice: Voice) -> Iterator[Row]:
    gaps = form.gaps(voice.language)
    yield _row(view.passage(form, voice, tuple(view.set_answer(gap, voice, "bold") for gap in gaps)), voice)
    for place, (gap, text, fared) in enumerate(zip(gaps, texts, answered.verdict.marks, strict=True)):
        aside: Line = ()
        if fared.slip:
            aside = view.difference(fared.slip, voice)
        elif not fared.right and text.strip():
            aside = _yours((run(text.strip()),), voice)
        if len(gaps) > 1 or aside:
            yield _part(f"{view.blank(place, form, voice)} ", view.set_answer(gap, voice), fared.right, aside, voice)


# ---------------------------------------------------------------------------------------------------------------
# The end


def ending(session: Session, how: str, themes: Mapping[str, Bank], voice: Voice, width: int) -> Iterator[Row]:
    """The result, by theme, and the missed questions with their answers."""
    exam = session.settings.mode == "exam"
    if how == "time up":
        yield voice.row(N_("Time is up."), "accent")
    yield _result(session, how, voice, width)
    if exam:
        yield _mark(session, voice)
    rows = list(_themes(session, themes, voice, width))
    if len(rows) > 1:
        yield from (BLANK, *rows)
    wrong = missed(session)
    if wrong:
        yield BLANK
        yield voice.row(N_("To look at again:"), "bold")
        for item, answered in wrong:
            yield from _missed(item, answered, exam, voice)
    if session.flags:
        yield BLANK
        yield voice.row(N_("Flagged:"), "bold")
        for name, note in session.flags:
            yield _row((run(voice.say("{name}: {note}", name=name, note=note) if note else name),), voice)


def _result(session: Session, how: str, voice: Voice, width: int) -> Row:
    asked = len(session.items) if session.settings.mode == "exam" else len(session.answers)
    say, taken = voice.say, measures.duration(session.seconds, voice.say)
    if not asked:
        return voice.row(N_("No question answered."), "bold")
    if how in ("finished", "time up"):
        words = say.plural("Done: {n} right of {total}", "Done: {n} right of {total}", session.right, total=asked)
    else:
        words = say.plural("Stopped: {n} right of {total}", "Stopped: {n} right of {total}", session.right, total=asked)
    if voice.plain:
        lasted = say("Time: {time}", time=taken)
        return Row((run(f"{words}. {lasted}."),))
    gap = max(3, min(width, 72) - cells(words) - cells(taken) - 2)
    return Row((run(words, "bold"), run(" " * gap), run(taken, "dim")))


def _mark(session: Session, voice: Voice) -> Row:
    value, scale = mark(session, voice.say.language)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if scale == 100:
        return voice.row(N_("Mark: {mark}"), "bold", mark=values.percent(value / 100, voice.say.language))
    return voice.row(N_("Mark: {mark}/{scale}"), "bold", mark=measures.rounded(exact, voice.say.language), scale=scale)


def _themes(session: Session, themes: Mapping[str, Bank], voice: Voice, width: int) -> Iterator[Row]:
    """Right of asked for each theme, with a bar as long as its share of the largest."""
    order = {bank: place for place, bank in enumerate(themes)}
    counted = sorted(tallies(session), key=lambda each: order.get(each.bank, len(order)))
    titles = {each.bank: each.bank for each in counted}
    titles |= {name: plain(voice.text(themes[name].title)) for name in titles if name in themes}
    if voice.plain:
        for each in counted:
            counts = {"theme": titles[each.bank], "right": each.right, "asked": each.asked}
            yield Row((run(voice.say("{theme}: {right} of {asked}.", **counts)),))
        return
    if not counted:
        return
    most = max(each.asked for each in counted)
    figures = {each.bank: f"{each.right}/{each.asked}" for each in counted}
    column = max(map(len, figures.values()))
    room = min(BAR_CELLS, max(width - 3 - 12 - column - 4, 0))
    title_cells = min(max(map(cells, titles.values())), max(width - 3 - column - 4 - room, 8))
    for each in counted:
        title = shortened(titles[each.bank], title_cells)
        title += " " * (title_cells - cells(title))
        length = min(each.asked, max(1, round(each.asked * room / most))) if most > room else each.asked
        full = round(length * each.right / each.asked)
        full = min(max(full, each.right > 0), length - (each.right < each.asked)) if length > 1 else full
        bar = (run("  "), run("█" * full, "good"), run("░" * (length - full), "dim")) if room >= 4 else ()
        yield Row((run(f"{title}  {figures[each.bank]:>{column}}"), *bar), (Run("  "),), 4)


def shortened(text: str, width: int) -> str:
    """The text, cut with … where it's wider than that many cells."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _missed(item: Item, answered: Answered | None, exam: bool, voice: Voice) -> Iterator[Row]:
    """A question to look at again, and its answer; after an exam, also why."""
    prompt = (
        voice.text(item.prompt)
        if item.prompt
        else (
            view.passage(item.form, voice, tuple((run("[…]"),) for _ in item.form.gaps(voice.language)))
            if isinstance(item.form, Fill)
            else (run(item.name),)
        )
    )
    lead: Line = (run("- "),) if voice.plain else (run("  "), run("✗ " if answered else "· ", "bad"))
    yield Row(prompt, lead, 4)
    if exam and answered and (said := _said(item, answered, voice)):
        yield Row(voice.around(voice.say("You answered: {answer}", answer=SLOT), said), (run("    "),), 4)
    elif exam and answered is None:
        yield Row((run(voice.say("Not answered.")),), (run("    "),), 4)
    phrase = voice.say("Answer: {answer}", answer=SLOT)
    yield Row(voice.around(phrase, view.expected(item, voice, "bold")), (run("    "),), 4)
    if exam and item.explanation:
        yield Row(voice.text(item.explanation, "dim"), (run("    "),), 4)


def _said(item: Item, answered: Answered, voice: Voice) -> Line:
    """The learner's answer on one line."""
    if _gave_up(answered):
        return ()
    match item.form, answered.response:
        case Choose(options), Picked(picked):
            return view.join([voice.text(options[index].text) for index in sorted(picked)], ", ")
        case _, Typed(text):
            return (run(text.strip()),)
        case _, Named(texts) | Filled(texts):
            return view.apart([(run(text.strip() or "…"),) for text in texts], voice)
        case Order(steps), Arranged(arranged):
            return view.join([voice.text(steps[index].text) for index in arranged], " → ")
        case Match(pairs) as form, Paired(given):
            return view.apart(
                [
                    (
                        *voice.text(pair.left),
                        run(" → "),
                        *(voice.text(form.targets[at]) if at is not None else (run("…"),)),
                    )
                    for pair, at in zip(pairs, given, strict=True)
                ],
                voice,
            )
    return ()
