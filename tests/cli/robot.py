"""A learner made of code: answers each question rightly or wrongly, as it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from quizgen.grading import Arranged, Filled, Named, Paired, Picked, Recalled, Response, Typed
from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Item,
    Match,
    Moment,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Write,
    plain,
)
from quizgen.play.loop import Asking
from quizgen.study.session import Answered, Continue, Places

NONSENSE = "zzzzzzzz"


def right(form: Form, language: str) -> Response:
    """A response that gets full credit."""
    match form:
        case Choose(options):
            return Picked(frozenset(n for n, option in enumerate(options) if option.right))
        case Write(Spelling() as spelling):
            return Typed(plain(spelling.text, language))
        case Write(Quantity(value)):
            return Typed(str(value).replace(".", ",") if language == "fr" else str(value))
        case Write(Moment(date)):
            return Typed("-".join(f"{part:02}" for part in (date.year, date.month, date.day) if part))
        case Enumerate(entries, needed):
            return Named(tuple(plain(each.spelling.text, language) for each in entries[:needed]))
        case Order(steps):
            return Arranged(tuple(range(len(steps))))
        case Match(pairs) as match:
            return Paired(tuple(match.targets.index(pair.right) for pair in pairs))
        case Fill() as fill:
            return Filled(tuple(gap.answer for gap in fill.gaps(language)))
        case Reveal():
            return Recalled(True)
        case _:
            raise AssertionError(form)


def wrong(form: Form, language: str) -> Response:
    """A response that gets no credit."""
    match form:
        case Choose(options):
            return Picked(frozenset(n for n, option in enumerate(options) if not option.right))
        case Write(Spelling()):
            return Typed(NONSENSE)
        case Write(Quantity()):
            return Typed("987654321")
        case Write():
            return Typed("1234-05-06")
        case Enumerate():
            return Named((NONSENSE,))
        case Order(steps):
            return Arranged(tuple(reversed(range(len(steps)))))
        case Match(pairs):
            return Paired((None,) * len(pairs))
        case Fill() as fill:
            return Filled((NONSENSE,) * len(fill.gaps(language)))
        case Reveal():
            return Recalled(False)
        case _:
            assert_never(form)


def line(response: Response, places: Places) -> list[str]:
    """What a learner types to say so, at the frontend of plain lines."""
    match response:
        case Picked(options):
            return [" ".join(sorted("ABCDEFGHIJ"[places.index(n)] for n in options))]
        case Typed(text):
            return [text]
        case Named(texts) | Filled(texts):
            return list(texts)
        case Arranged(steps):
            return [" ".join(str(places.index(step) + 1) for step in steps)]
        case Paired(targets):
            return ["" if n is None else "ABCDEFGHIJ"[places.index(n)] for n in targets]
        case Recalled(known):
            return ["", "y" if known else "n"]
        case _:
            assert_never(response)


def teach(knows: Callable[[Item], bool]) -> tuple[Callable[..., Response], Callable[..., Continue]]:
    """Stand-ins for a frontend's `ask` and `after`."""

    def ask(_frontend: object, asking: Asking) -> Response:
        return (right if knows(asking.item) else wrong)(asking.item.form, "fr")

    def after(_frontend: object, _item: Item, _answered: Answered, _scheduled: bool) -> Continue:
        return Continue()

    return ask, after
