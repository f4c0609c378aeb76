"""How a question stands on a worksheet, in plain lines: from the data that the sheet's own template is given."""

from __future__ import annotations

from typing import assert_never

from quizgen.items import Item, Number
from quizgen.outputs.handout import data
from quizgen.outputs.handout.answers import answer as key_answer
from quizgen.outputs.handout.forms import (
    AnswerSpace,
    Blank,
    Blanks,
    DateFields,
    LetterBoxes,
    Lines,
    NumberedLines,
    RankBoxes,
    Ticks,
)
from quizgen.outputs.handout.pictures import Picture, Pictures
from quizgen.outputs.handout.sheet import compose
from quizgen.outputs.handout.speech import Speaker, Texts, first_words, text_of
from quizgen.outputs.handout.style import PRESETS

_SEED = 1
_LINE = "_" * 24


def question(item: Item, language: str) -> tuple[list[str], str]:
    """The lines of a sheet that holds this question alone, and its answer as the key tells it."""
    (asked,) = compose([item], seed=_SEED).versions[0].questions
    speaker = Speaker.of([language])
    block = data.question(asked, speaker, Pictures(), PRESETS["standard"], key=False)
    if asked.points == asked.points.to_integral():
        points = speaker.plural("{n} point", "{n} points", int(asked.points))
    else:
        points = speaker.say("{points} points", points=Number(asked.points))
    prompt = _words(block.prompt)
    lines = [
        *_words(block.context),
        " ".join((f"{block.number}.", *prompt[:1], f"({first_words(points)})")),
        *prompt[1:],
        *_words(block.task),
        *filter(None, [_alt(block.image)]),
        *_space(block.space),
    ]
    return lines, " ".join(_words(key_answer(asked, speaker)))


def _words(texts: Texts) -> list[str]:
    return first_words(texts).splitlines() if texts else []


def _line(texts: Texts) -> str:
    return " ".join(_words(texts))


def _alt(image: Picture | None) -> str:
    return f"[{image.alt}]" if image else ""


def _space(space: AnswerSpace) -> list[str]:
    """The room for the answer."""
    match space:
        case Ticks(many, options):
            box = "☐" if many else "○"
            return [" ".join(filter(None, (box, each.name, _line(each.text), _alt(each.image)))) for each in options]
        case Lines(_, lines, unit):
            return [*[_LINE] * (lines - 1), f"{_LINE} {_line(unit)}".rstrip()]
        case DateFields(fields):
            return ["  ".join(f"{_line(each.label)} ______" for each in fields)]
        case NumberedLines(count):
            return [f"{number}. {_LINE}" for number in range(1, count + 1)]
        case RankBoxes(steps):
            return [f"☐ {_line(each.text)}" for each in steps]
        case LetterBoxes(_, _, lefts, targets):
            return [
                *(f"☐ {_line(each.text)}" for each in lefts),
                *(f"{each.name}  {_line(each.text)}" for each in targets),
            ]
        case Blanks(passages):
            first = passages[0]
            return ["".join("________" if isinstance(part, Blank) else text_of(part) for part in first)]
        case _:
            assert_never(space)
