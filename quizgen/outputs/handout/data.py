"""A document as the template's data: plain lists and dictionaries that JSON can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from quizgen import items
from quizgen.items import Choose, Image, Number, Text
from quizgen.outputs.handout import forms
from quizgen.outputs.handout.presets import PAPERS, PRESETS, Preset
from quizgen.outputs.handout.sheet import Question, Sheet, Version
from quizgen.outputs.handout.voices import Texts, Voices, words
from quizgen.text.phrases import N_

Data = dict[str, Any]
Part = Literal["sheet", "key", "grid", "versions"]
"""A pupil's sheet; the same with the answers in place; the short grid for marking; which question is which where.

The grid of several versions has that table too.
"""

_TALL_LETTERS = 700  # a question of fewer letters and no picture is lower than half a page in every preset


@dataclass(frozen=True, slots=True)
class Look:
    """How a copy is printed: in which languages, the main one first, and how it looks.

    `tight`: smaller gaps and pictures, the same letters: where that saves an all but empty page.
    """

    languages: tuple[str, ...]
    preset: str = "standard"
    paper: str = "a4"
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions. `lead`: paragraphs to read first, each under a title if it has one."""

    title: Text
    lead: tuple[tuple[Text | None, Text], ...] = ()


@dataclass(slots=True)
class Pictures:
    """The pictures that a document shows, and the names it knows them by."""

    names: dict[Path, str] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """The picture's name in the document's folder."""
        return self.names.setdefault(path, f"/pictures/{len(self.names)}{path.suffix.lower()}")


def document(
    sheet: Sheet, parts: Sequence[tuple[Part, Sequence[Version]]], head: Head, look: Look, pictures: Pictures
) -> Data:
    """A document of these parts, one after the other."""
    voices = Voices.of(look.languages)
    made: list[Data] = []
    for part, versions in parts:
        if part in ("grid", "versions"):
            made.append(_grid(sheet, versions if part == "grid" else (), head, voices))
            continue
        made += [_part(part, version, sheet, head, voices, pictures) for version in versions]
    names = " · ".join(dict.fromkeys(_title(each) for each in made))
    return {**frame(look), "title": names, "parts": made}


def frame(look: Look) -> Data:
    """What every document says of itself: its languages, its paper, its looks, its words."""
    preset = PRESETS[look.preset]
    paper, width, height = PAPERS[look.paper]
    voices = Voices.of(look.languages)
    return {
        "languages": [
            re.split("[-_]", language)[0].lower() for language in look.languages
        ],  # Typst's tags have no region
        "paper": paper,
        "paper_width": width,
        "paper_height": height,
        "preset": {**asdict(preset), **(_tight(preset) if look.tight else {})},
        "words": {name: voices.say(message) for name, message in _WORDS.items()},
    }


_WORDS = {
    "name": N_("Name"),
    "first_name": N_("First name"),
    "class": N_("Class"),
    "date": N_("Date"),
    "mark": N_("Mark"),
    "remarks": N_("Remarks"),
    "number": N_("No."),
    "answer": N_("Answer"),
    "points": N_("Points"),
    "total": N_("Total:"),
    "key": N_("Answer key"),
    "marking": N_("For marking"),
    "question": N_("Question"),
    "versions": N_("The versions side by side"),
}


def _tight(preset: Preset) -> Data:
    return {"gap_mm": preset.gap_mm * 0.7, "image_mm": preset.image_mm * 0.8, "writing_mm": preset.writing_mm * 0.9}


def _title(part: Data) -> str:
    return " – ".join(first_words(each) for each in (part["title"], part["what"], part["version"]) if each)


def first_words(texts: Texts) -> str:
    """What a text says in the main language, without styles."""
    return "".join(run if isinstance(run, str) else str(run[0]) for run in texts[0])


def _part(part: Part, version: Version, sheet: Sheet, head: Head, voices: Voices, pictures: Pictures) -> Data:
    questions = [question(each, voices, pictures, key=part == "key") for each in version.questions]
    return {
        "kind": part,
        "title": voices.text(head.title),
        "what": voices.say("Answer key") if part == "key" else [],
        "version": voices.say("Version {letter}", letter=version.letter) if sheet.lettered else [],
        "id": version.id,
        "lead": [
            {"title": voices.text(title) if title else [], "text": voices.text(text)} for title, text in head.lead
        ],
        "lead_letters": sum(words(voices.text(text)) for _, text in head.lead) * len(voices.languages),
        "instructions": _instructions(version.questions, voices),
        "total": voices.number(Number(sheet.total)),
        "summary": _summary(len(version.questions), sheet.total, voices),
        "questions": questions,
    }


def _summary(count: int, total: Decimal, voices: Voices) -> Texts:
    asked = voices.plural("{n} question", "{n} questions", count)
    if total == total.to_integral():
        given = voices.plural("{n} point", "{n} points", int(total))
    else:
        given = voices.say("{points} points", points=Number(total))
    return [[*ask, " · ", *give] for ask, give in zip(asked, given, strict=False)]


def _instructions(questions: Sequence[Question], voices: Voices) -> list[Data]:
    """What the boxes mean, as far as there are any."""
    chosen = {form.many for each in questions if isinstance(form := each.item.form, Choose)}
    found: list[Data] = []
    if False in chosen:
        found.append({"box": "one", "text": voices.say("one right answer: tick it")})
    if True in chosen:
        found.append({"box": "many", "text": voices.say("one or several right answers: tick them all")})
    return found


def question(asked: Question, voices: Voices, pictures: Pictures, *, key: bool) -> Data:
    """One question: what the sheet shows, and what the key adds."""
    item = asked.item
    voices = voices.of_item(item)
    form = forms.form(asked, voices)
    prompt = voices.text(item.prompt) if item.prompt else []
    picture = image(item.image, voices, pictures) if item.image and (key or item.image.side == "question") else None
    on_key = bool(item.image and item.image.side == "answer")
    letters = words(prompt) * len(prompt) + _letters(form)
    return {
        "id": item.id,
        "number": asked.number,
        "points": voices.number(Number(asked.points)),
        "context": voices.text(item.context) if item.context else [],
        "prompt": prompt,
        "task": forms.task(item, voices),
        "image": None if on_key else picture,
        "key_image": picture if on_key else None,
        "tall": letters > _TALL_LETTERS or picture is not None,
        "explanation": voices.text(item.explanation) if key and item.explanation else [],
        "sources": [_source(citation, voices) for citation in item.citations] if key else [],
        **form,
    }


def _letters(form: Any) -> int:
    """About how many letters an answer's layout holds."""
    if isinstance(form, str):
        return len(form)
    if isinstance(form, dict):
        return sum(map(_letters, form.values()))
    return sum(map(_letters, form)) if isinstance(form, list) else 0


def image(shown: Image, voices: Voices, pictures: Pictures) -> Data:
    """A picture: its files, its text for those who can't see it, its credit."""
    files = dict.fromkeys(shown.files[language] for language in voices.languages if language in shown.files)
    language = voices.languages[0]
    return {
        "files": [pictures.name(path) for path in files or dict.fromkeys(shown.files.values())],
        "alt": items.plain(shown.alt, language),
        "credit": voices.say("Image: {credit}", credit=shown.credit) if shown.credit else [],
    }


def _source(citation: items.Citation, voices: Voices) -> Texts:
    label = citation.source.label
    if not citation.paragraphs:
        return voices.say("Source: {label}", label=label)
    numbers = ", ".join(map(str, citation.paragraphs))
    return voices.say("Source: {label}, §\N{NO-BREAK SPACE}{numbers}", label=label, numbers=numbers)


# ---------------------------------------------------------------------------------------------------------------
# Marking


def _grid(sheet: Sheet, versions: Sequence[Version], head: Head, voices: Voices) -> Data:
    several = len(versions) != 1 and sheet.lettered
    shown = versions or sheet.versions
    return {
        "kind": "grid",
        "title": voices.text(head.title),
        "what": voices.say("For marking"),
        "version": [],
        "id": " · ".join(version.id for version in shown[:4]) + (" …" if len(shown) > 4 else ""),
        "total": voices.number(Number(sheet.total)),
        "versions": [
            {
                "name": voices.say("Version {letter}", letter=version.letter) if sheet.lettered else [],
                "id": version.id,
                "rows": _halves(
                    [
                        {
                            "number": each.number,
                            "answer": forms.answer(each, voices.of_item(each.item)),
                            "points": voices.number(Number(each.points)),
                        }
                        for each in version.questions
                    ]
                ),
            }
            for version in versions
        ],
        "letters": [version.letter for version in sheet.versions] if several else [],
        "mapping": [[{"number": each.number, "mark": _mark(each, voices)} for each in row] for row in sheet.mapping()]
        if several
        else [],
    }


def _halves(rows: list[Data]) -> list[list[Data]]:
    """The rows in two columns of about the same height."""
    heights = [2 + _letters(row["answer"]) // 30 for row in rows]
    cut = next((at for at in range(len(rows)) if sum(heights[:at]) >= sum(heights[at:])), len(rows))
    return [half for half in (rows[:cut], rows[cut:]) if half]


def _mark(asked: Question, voices: Voices) -> Texts:
    """What to tick; other answers read the same in every version."""
    return forms.answer(asked, voices.of_item(asked.item)) if isinstance(asked.item.form, Choose) else []
