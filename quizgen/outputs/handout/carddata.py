"""Cards to cut out as the template is given them: what stands on the front, what on the back, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from quizgen.items import Choose, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.outputs.handout import answers, cards, forms
from quizgen.outputs.handout.cards import Flip, Grid, Page
from quizgen.outputs.handout.forms import Passage
from quizgen.outputs.handout.frames import Frame, Head, frame
from quizgen.outputs.handout.pictures import Picture, Pictures, picture
from quizgen.outputs.handout.sheet import Question, Version
from quizgen.outputs.handout.speech import Speaker, Texts, distinct, first_words, joined
from quizgen.outputs.handout.style import PAPERS, Paper, Style

_MOST_LINES = 8  # for the answers of a list; more of them run on


@dataclass(frozen=True, slots=True)
class Front:
    """A card's front. `listed`: what there is to choose from; `lefts`: beside it, what is to be matched with it."""

    context: Texts
    prompt: Texts
    image: Picture | None
    task: Texts
    lefts: tuple[Texts, ...]
    listed: tuple[Texts, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """A card's back. `numbered`: the answers are in an order."""

    answers: tuple[Texts, ...]
    numbered: bool
    image: Picture | None
    explanation: Texts


@dataclass(frozen=True, slots=True)
class Card:
    """One question on a card."""

    id: str
    number: int
    front: Front
    back: Back


@dataclass(frozen=True, slots=True)
class CardSheets:
    """A document of cards. `theme` stands on each; `fold`: every other line is a fold."""

    title: str
    paper: Paper
    frames: tuple[Frame]
    theme: Texts
    fold: bool
    cards: tuple[Card, ...]
    pages: tuple[Page, ...]

    @property
    def pieces(self) -> tuple[Card, ...]:
        """All its questions."""
        return self.cards


def document(
    version: Version, head: Head, style: Style, flip: Flip, pictures: Pictures, larger: Mapping[int, int]
) -> CardSheets:
    """A card for each question, on pages to print on both sides or to fold.

    `larger`: which of the preset's larger grids a question needs, by its number; the others stand on the usual one.
    """
    speaker = Speaker.of(style.languages)
    preset = style.sizes.for_cards()
    theme, what = speaker.text(head.title), speaker.say("Cards")
    fold = flip == "fold"
    pages: list[Page] = []
    for at, (columns, rows) in enumerate(((preset.card_columns, preset.card_rows), *preset.card_grids)):
        grid = Grid(max(1, columns // 2) if fold else columns, rows)
        here = [index for index, each in enumerate(version.questions) if larger.get(each.number, 0) == at]
        pages += cards.pages(here, grid, flip)
    return CardSheets(
        title=f"{first_words(theme)} – {first_words(what)}",
        paper=PAPERS[style.paper],
        frames=(frame(style, preset),),
        theme=theme,
        fold=fold,
        cards=tuple(_card(question, speaker, pictures) for question in version.questions),
        pages=tuple(pages),
    )


def _card(question: Question, speaker: Speaker, pictures: Pictures) -> Card:
    item = question.item
    speaker = speaker.for_item(item)
    shown = picture(item.image, speaker, pictures) if item.image else None
    on_back = item.image is not None and item.image.side == "answer"
    return Card(
        id=item.id,
        number=question.number,
        front=Front(
            context=speaker.text(item.context),
            prompt=speaker.text(item.prompt),
            image=None if on_back else shown,
            task=_task(item, speaker),
            lefts=_lefts(item, speaker),
            listed=listed(question, speaker),
            passages=forms.passages(item.form, speaker) if isinstance(item.form, Fill) else (),
        ),
        back=Back(
            answers=told(item, speaker),
            numbered=isinstance(item.form, Order),
            image=shown if on_back else None,
            explanation=speaker.text(item.explanation),
        ),
    )


def _task(item: Item, speaker: Speaker) -> Texts:
    """What to do, where the card doesn't show it."""
    match item.form:
        case Choose(many=True):
            return speaker.say("Several answers may be right.")
        case Order(_, first, last):
            if first and last:
                return speaker.say("Put in order, from first ({first}) to last ({last}).", first=first, last=last)
            return speaker.say("Put in order.")
        case Match():
            return speaker.say("Find what goes with what.")
        case Enumerate(entries, needed):
            if needed < len(entries):
                return speaker.plural("{n} answer is enough.", "{n} answers are enough.", needed)
            return speaker.plural("{n} answer.", "{n} answers.", needed)
        case Choose() | Write() | Fill() | Reveal():
            return ()
        case _:
            assert_never(item.form)


def _lefts(item: Item, speaker: Speaker) -> tuple[Texts, ...]:
    return tuple(speaker.text(pair.left) for pair in item.form.pairs) if isinstance(item.form, Match) else ()


def listed(question: Question, speaker: Speaker) -> tuple[Texts, ...]:
    """Things to choose from, in the order shown."""
    form = question.item.form
    match form:
        case Choose(options):
            return tuple(speaker.text(options[place].text) for place in question.places)
        case Order(steps):
            return tuple(speaker.text(steps[place].text) for place in question.places)
        case Match():
            return tuple(speaker.text(form.targets[place]) for place in question.places)
        case Write() | Enumerate() | Fill() | Reveal():
            return ()
        case _:
            assert_never(form)


def told(item: Item, speaker: Speaker) -> tuple[Texts, ...]:
    """The answers, one a line."""
    form = item.form
    match form:
        case Choose(options):
            return tuple(speaker.text(option.text) for option in options if option.right)
        case Write(expected):
            return (answers.written(expected, speaker),)
        case Enumerate(entries):
            found = tuple(speaker.text(entry.spelling.text) for entry in entries)
            return found if len(found) <= _MOST_LINES else (joined(found, " · "),)
        case Order(steps):
            return tuple(_step(speaker.text(step.text), speaker.text(step.note)) for step in steps)
        case Match(pairs):
            return tuple(joined([speaker.text(pair.left), speaker.text(pair.right)], " → ") for pair in pairs)
        case Fill():
            return (answers.filled_in(form, speaker),)
        case Reveal(answer):
            return (speaker.text(answer),)
        case _:
            assert_never(form)


def open_passage(item: Item, speaker: Speaker) -> Texts:
    """A passage with its gaps left open."""
    if not isinstance(item.form, Fill):
        return ()
    found = forms.passages(item.form, speaker)
    return distinct([tuple("___" if isinstance(part, forms.Blank) else part for part in passage) for passage in found])


def _step(text: Texts, note: Texts) -> Texts:
    return joined([joined([text, note], " ("), (("",),)], ")") if note else text
