"""Cards to cut out as the template's data: what stands on the front, what on the back, and where."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, assert_never

from quizgen.items import Choose, Enumerate, Fill, Item, Match, Order, Reveal, Write
from quizgen.outputs.handout import cards, data, forms
from quizgen.outputs.handout.cards import Flip, Grid
from quizgen.outputs.handout.data import Data, Head, Look, Pictures
from quizgen.outputs.handout.presets import PRESETS
from quizgen.outputs.handout.sheet import Question, Version
from quizgen.outputs.handout.voices import Texts, Voices, joined

_MOST_LINES = 8  # for the answers of a list; more of them run on


def document(version: Version, head: Head, look: Look, flip: Flip, pictures: Pictures) -> Data:
    """A card for each question, on pages to print on both sides or to fold."""
    voices = Voices.of(look.languages)
    preset = PRESETS[look.preset]
    pairs = max(1, preset.card_columns // 2)
    grid = Grid(pairs if flip == "fold" else preset.card_columns, preset.card_rows)
    frame = data.frame(look)
    frame["preset"] |= {"size_pt": preset.card_size_pt, "least_pt": min(preset.least_pt, preset.card_size_pt)}
    pages = cards.pages(len(version.questions), grid, flip)
    return {
        **frame,
        "title": items_title(head, voices),
        "theme": voices.text(head.title),
        "id": version.id,
        "columns": 2 * pairs if flip == "fold" else grid.columns,
        "rows": grid.rows,
        "fold": flip == "fold",
        "cards": [_card(question, voices, pictures) for question in version.questions],
        "pages": [asdict(page) for page in pages],
    }


def items_title(head: Head, voices: Voices) -> str:
    """The document's title."""
    theme, what = voices.text(head.title), voices.say("Cards")
    return f"{data.first_words(theme)} – {data.first_words(what)}"


def _card(question: Question, voices: Voices, pictures: Pictures) -> Data:
    item = question.item
    voices = voices.of_item(item)
    image = data.image(item.image, voices, pictures) if item.image else None
    on_back = bool(item.image and item.image.side == "answer")
    return {
        "id": item.id,
        "number": question.number,
        "front": {
            "context": voices.text(item.context) if item.context else [],
            "prompt": voices.text(item.prompt) if item.prompt else [],
            "image": None if on_back else image,
            "task": _task(item, voices),
            **_shown(question, voices),
        },
        "back": {
            "answers": _answers(item, voices),
            "numbered": isinstance(item.form, Order),
            "image": image if on_back else None,
            "explanation": voices.text(item.explanation) if item.explanation else [],
        },
    }


def _task(item: Item, voices: Voices) -> Texts:
    match item.form:
        case Choose(many=True):
            return voices.say("Several answers may be right.")
        case Order(_, first, last):
            if first and last:
                return voices.say("Put in order, from first ({first}) to last ({last}).", first=first, last=last)
            return voices.say("Put in order.")
        case Match():
            return voices.say("Find what goes with what.")
        case Enumerate(entries, needed):
            if needed < len(entries):
                return voices.plural("{n} answer is enough.", "{n} answers are enough.", needed)
            return voices.plural("{n} answer.", "{n} answers.", needed)
        case Choose() | Write() | Fill() | Reveal():
            return []
        case _:
            assert_never(item.form)


def _shown(question: Question, voices: Voices) -> dict[str, Any]:
    """What the front lists: things to choose from, two columns to match, passages."""
    item = question.item
    match item.form:
        case Choose(options):
            return {"listed": [voices.text(options[place].text) for place in question.places]}
        case Order(steps):
            return {"listed": [voices.text(steps[place].text) for place in question.places]}
        case Match(pairs) as form:
            return {
                "lefts": [voices.text(pair.left) for pair in pairs],
                "listed": [voices.text(form.targets[place]) for place in question.places],
            }
        case Fill() as form:
            return {"passages": forms.passages(form, voices)}
        case Write() | Enumerate() | Reveal():
            return {}
        case _:
            assert_never(item.form)


def _answers(item: Item, voices: Voices) -> list[Texts]:
    form = item.form
    match form:
        case Choose(options):
            return [voices.text(option.text) for option in options if option.right]
        case Write(expected):
            return [forms.written(expected, voices)]
        case Enumerate(entries):
            found = [voices.text(entry.spelling.text) for entry in entries]
            return found if len(found) <= _MOST_LINES else [joined(found, " · ")]
        case Order(steps):
            return [_step(voices.text(step.text), voices.text(step.note) if step.note else []) for step in steps]
        case Match(pairs):
            return [joined([voices.text(pair.left), voices.text(pair.right)], " → ") for pair in pairs]
        case Fill():
            return [forms.filled(form, voices)]
        case Reveal(answer):
            return [voices.text(answer)]
        case _:
            assert_never(form)


def _step(text: Texts, note: Texts) -> Texts:
    return joined([joined([text, note], " ("), [[""]]], ")") if note else text
