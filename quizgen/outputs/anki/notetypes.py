"""The note types: one for each form and language, the same in every deck that quizgen makes.

They are frozen. Ids never change. A field or template may change its name, since Anki (from 23.10) knows it by its
id. A new field takes the place of a spare one, for an additional field would fork every learner's note type. A change
of the templates, the style, the script or their phrases reaches nobody without a later STAMP: a test says so.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypedDict

from quizgen.outputs.anki.identity import FormName, notetype_id, part_id
from quizgen.text.phrases import N_, Phrases

STAMP = 1_795_320_003
"""When the note types last changed, in seconds since 1970: Anki replaces its own by a later one."""

_TAIL = (
    "Hint",
    "Explanation",
    "Source",
    "Picture",
    "AnswerPicture",
    "Language",
    "Theme",
    "Id",
    "Withdrawn",
    *(f"Spare{number}" for number in range(1, 7)),
)
FIELDS: dict[FormName, tuple[str, ...]] = {
    "choose": ("Prompt", "Context", "Options", "Answer", *_TAIL),
    "write": ("Prompt", "Context", "Answer", "Typed", "Unit", "Strict", "Variants", *_TAIL),
    "enumerate": ("Prompt", "Context", "Entries", *_TAIL),
    "order": ("Prompt", "Context", "Steps", "First", "Last", "Answer", *_TAIL),
    "match": ("Prompt", "Context", "Lefts", "Targets", "Answer", *_TAIL),
    "fill": ("Passage", "Context", "Prompt", *_TAIL),
    "reveal": ("Prompt", "Context", "Answer", *_TAIL),
}
"""The fields by key, in their order. The first one is what Anki's browser lists.

`Theme` holds the id of the bank, for a bank is a theme; an author's tags are tags of the note. `Id` is the id that the
question was first released under.
"""

CLOZE: frozenset[FormName] = frozenset({"enumerate", "fill"})
_SCRIPTED: frozenset[FormName] = frozenset({"choose", "order", "match"})

NAMES = {
    "choose": N_("Quizgen choice"),
    "write": N_("Quizgen typed answer"),
    "enumerate": N_("Quizgen list"),
    "order": N_("Quizgen order"),
    "match": N_("Quizgen pairs"),
    "fill": N_("Quizgen gaps"),
    "reveal": N_("Quizgen card"),
}
FIELD_NAMES = {
    "Prompt": N_("Question"),
    "Context": N_("Context"),
    "Options": N_("Options"),
    "Answer": N_("Answer"),
    "Typed": N_("Answer to type"),
    "Unit": N_("Unit"),
    "Strict": N_("Spelling counts"),
    "Variants": N_("Also right"),
    "Entries": N_("Answers"),
    "Steps": N_("Steps"),
    "First": N_("First end"),
    "Last": N_("Last end"),
    "Lefts": N_("Left side"),
    "Targets": N_("Right side"),
    "Passage": N_("Text with gaps"),
    "Hint": N_("Hint"),
    "Explanation": N_("Explanation"),
    "Source": N_("Source"),
    "Picture": N_("Picture"),
    "AnswerPicture": N_("Picture of the answer"),
    "Language": N_("Language"),
    "Theme": N_("Theme"),
    "Id": N_("Question id"),
    "Withdrawn": N_("Withdrawn"),
}
_WORDS = {
    "hint": N_("Hint"),
    "your_answer": N_("Your answer"),
    "also": N_("Also right:"),
    "answer": N_("Answer"),
    "answers": N_("Answers"),
    "choose_one": N_("Choose one"),
    "choose_many": N_("Choose all that are right"),
    "tap_order": N_("Tap in the right order"),
    "tap_pairs": N_("Tap what belongs to the marked line"),
    "fill": N_("Fill the gap"),
    "right": N_("Right"),
    "wrong": N_("Not quite"),
    "right_answer": N_("right answer"),
    "your_pick": N_("your choice"),
    "missed": N_("missed"),
    "place": N_("your place:"),
    "nothing_yet": N_("nothing yet"),
    "you_said": N_("you said:"),
    "withdrawn": N_("This question has been withdrawn: delete this note, or it will be asked again."),
}
_FIELD = re.compile(r"(?<=\{\{)([#^/]|(?:[a-z]+:)*)([A-Z]\w+)(?=\}\})")
_WORD = re.compile(r"\$([a-z_]+)")
_GIVEN = frozenset({"Subdeck"})  # a field that Anki fills itself


class Template(TypedDict):
    """The card of a note type, by the keys that genanki expects."""

    name: str
    qfmt: str
    afmt: str
    id: int


@dataclass(frozen=True, slots=True)
class NoteType:
    """A form's note type in one language."""

    id: int
    name: str
    form: FormName
    fields: tuple[tuple[str, int], ...]  # name and id
    template: Template
    css: str
    right_to_left: bool


@lru_cache(maxsize=64)
def notetype(form: FormName, language: str) -> NoteType:
    """The note type of a form in a language; its words are English where the language has no catalog."""
    say = Phrases(language)
    names = field_names(form, say)
    words = {name: html.escape(say(phrase)) for name, phrase in _WORDS.items()}
    words |= {"language": html.escape(language), "direction": _direction(language)}
    name = f"{say(NAMES[form])} ({language})"
    return NoteType(
        id=notetype_id(form, language),
        name=name,
        form=form,
        fields=tuple((names[key], part_id("field", form, language, key)) for key in FIELDS[form]),
        template={
            "name": say("Card"),
            "qfmt": _side(form, "front", names, words),
            "afmt": _side(form, "back", names, words),
            "id": part_id("template", form, language),
        },
        css=_read("style.css"),
        right_to_left=words["direction"] == "rtl",
    )


def field_names(form: FormName, say: Phrases) -> dict[str, str]:
    """What a form's fields are called."""
    return {
        key: say("Spare {n}", n=key.removeprefix("Spare")) if key.startswith("Spare") else say(FIELD_NAMES[key])
        for key in FIELDS[form]
    }


def _direction(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return "rtl" if Locale.parse(language, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _side(form: FormName, side: str, names: dict[str, str], words: dict[str, str]) -> str:
    """One side of a card. The back is written out: `{{FrontSide}}` would run the front's script again."""
    frame = _read(f"templates/{side}.html")
    body = _read(f"templates/{form}-{side}.html").strip()
    page = frame.replace("<!-- form -->", body).replace("$form", form).replace("$side", side)
    page = _WORD.sub(lambda found: words[found[1]], page)
    page = _FIELD.sub(lambda found: found[1] + (found[2] if found[2] in _GIVEN else names[found[2]]), page)
    script = f"<script>\n{_read('script.js')}</script>\n" if form in _SCRIPTED else ""
    return page.replace("<!-- script -->\n", script)


@lru_cache(maxsize=64)
def _read(path: str) -> str:
    return files(__package__).joinpath(path).read_text("utf-8")
