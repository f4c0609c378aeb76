"""A list to learn from: what is asked on the left, the answer on the right, to fold in the middle and test oneself."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.items import Item
from quizgen.outputs.handout import carddata
from quizgen.outputs.handout.frames import Head, Section, above
from quizgen.outputs.handout.pictures import Picture, Pictures, picture
from quizgen.outputs.handout.sheet import Question, Version
from quizgen.outputs.handout.speech import Speaker, Texts, joined


@dataclass(frozen=True, slots=True)
class ListRow:
    """A question and its answer, on one line if they are short. `listed`: what there is to choose from."""

    id: str
    number: int
    context: Texts
    prompt: Texts
    listed: Texts
    image: Picture | None
    answer: Texts


@dataclass(frozen=True, slots=True)
class WordList(Section):
    """All rows under a head. `note`: what to do with the paper."""

    note: Texts
    rows: tuple[ListRow, ...]


def word_list(version: Version, head: Head, frame: int, speaker: Speaker, pictures: Pictures) -> WordList:
    """The list of a version's questions."""
    return WordList(
        kind="list",
        frame=frame,
        title=speaker.text(head.title),
        what=(),
        above=above(head, speaker),
        terms=(),
        version=(),
        id=version.id,
        total=(),
        out_of=(),
        note=speaker.say("Fold along the dashes, answer, then look."),
        rows=tuple(_row(each, speaker.for_item(each.item), pictures) for each in version.questions),
    )


def _row(asked: Question, speaker: Speaker, pictures: Pictures) -> ListRow:
    item = asked.item
    return ListRow(
        id=item.id,
        number=asked.number,
        context=speaker.text(item.context),
        prompt=_prompt(item, speaker),
        listed=joined(carddata.listed(asked, speaker), " · "),
        image=picture(item.image, speaker, pictures) if item.image and item.image.side == "question" else None,
        answer=joined(carddata.told(item, speaker), " · "),
    )


def _prompt(item: Item, speaker: Speaker) -> Texts:
    """What is asked; of a passage without a prompt, the passage with its gaps left open."""
    return speaker.text(item.prompt) if item.prompt is not None else carddata.open_passage(item, speaker)
