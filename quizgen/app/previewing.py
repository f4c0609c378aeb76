"""A question as learners will meet it: on a terminal, on a card, on paper, side by side where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.items import Item, Text
from quizgen.outputs.anki.preview import sides
from quizgen.outputs.handout import preview as paper
from quizgen.play import view
from quizgen.play.bar import laid_out
from quizgen.play.feedback import source
from quizgen.play.styled import Line, Run, plain, run
from quizgen.play.view import BLANK, Row, Voice
from quizgen.study.session import presentation
from quizgen.text.cells import cells
from quizgen.text.phrases import Phrases

COLUMNS = 3
NARROWEST = 32
"""Cells that a column needs to be read in comfort; where there are fewer, the three stand below each other."""

_BETWEEN = " │ "
_SEED = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One way in which a question is met, under its name."""

    name: str
    rows: tuple[Row, ...]


def blocks(item: Item, theme: Text, language: str, say: Phrases) -> tuple[Block, ...]:
    """The three of them, in that language. Raises OSError if a picture can't be read."""
    return (
        Block(say("Terminal"), tuple(_terminal(item, Voice(say, language)))),
        Block(say("Card"), tuple(_card(item, theme, language))),
        Block(say("Paper"), tuple(_paper(item, language, say))),
    )


def drawn(blocks: Sequence[Block], width: int) -> Iterator[Line]:
    """Their lines for a terminal so wide."""
    room = (width - 1 - len(_BETWEEN) * (COLUMNS - 1)) // COLUMNS
    if room < NARROWEST:
        for block in blocks:
            yield ()
            for row in (_name(block), *block.rows):
                yield from laid_out(row, width)
        return
    columns = [[line for row in (_name(block), *block.rows) for line in laid_out(row, room)] for block in blocks]
    for number in range(max(map(len, columns))):
        line: list[Run] = []
        for place, column in enumerate(columns):
            own = column[number] if number < len(column) else ()
            padding = Run(" " * max(room - cells(plain(own)), 0))
            line += [*([Run(_BETWEEN, "dim")] if place else []), *own, padding]
        yield tuple(line)


def _name(block: Block) -> Row:
    return Row((run(block.name, "accent"),))


def _terminal(item: Item, voice: Voice) -> Iterator[Row]:
    yield from view.question(item, voice)
    places = presentation(item, _SEED)
    if listed := tuple(view.listing(item, places, voice)):
        yield from (BLANK, *listed)
    yield BLANK
    yield Row((Run("✓ ", "good"), *view.right_answer(item, voice, "bold")), (), 2)
    if item.explanation is not None:
        yield from voice.rows(item.explanation)
    for citation in item.citations:
        yield Row(source(citation, voice))


def _card(item: Item, theme: Text, language: str) -> Iterator[Row]:
    front, back = sides(item, theme, language)
    yield from (Row((run(line),)) for line in front)
    yield Row((Run("─" * 8, "dim"),))
    yield from (Row((run(line),)) for line in back)


def _paper(item: Item, language: str, say: Phrases) -> Iterator[Row]:
    lines, answer = paper.question(item, language)
    yield from (Row((run(line),)) for line in lines)
    yield BLANK
    yield Row((run(say("Key: {answer}", answer=answer), "dim"),))
