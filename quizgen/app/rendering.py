"""A question's answer laid out for `show`: as lines, and as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from quizgen.items import (
    Choose,
    Enumerate,
    Fill,
    Form,
    Gap,
    Image,
    Match,
    Moment,
    Name,
    Number,
    Option,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Write,
    plain,
)
from quizgen.text.cells import paragraph
from quizgen.text.phrases import Phrases


def passage(form: Fill, language: str) -> str:
    """A passage with its gaps left open."""
    return _joined(form, language, lambda _gap: "[…]")


def _joined(form: Fill, language: str, shown: Callable[[Gap], str]) -> str:
    text = "".join(part if isinstance(part, str) else shown(part) for part in form.passages[language])
    return plain(Name(text), language)


def answer_lines(form: Form, language: str, say: Phrases, width: int) -> list[str]:
    """The answer and all that goes with it. The right options are marked by a sign, not by colour alone."""

    def words(text: Text) -> str:
        return plain(text, language)

    match form:
        case Choose(options):
            lines: list[str] = []
            for option in options:
                lines += paragraph(words(option.text), width, "  ✓ " if option.right else "  ✗ ")
                if option.image is not None and not option.is_picture:
                    lines += paragraph(say("Picture: {alt}", alt=words(option.image.alt)), width, " " * 6)
                if option.because is not None:
                    lines += paragraph(words(option.because), width, " " * 6)
            return lines
        case Write(expected):
            return _expected_lines(expected, language, say, width)
        case Enumerate(entries, needed):
            if needed < len(entries):
                lines = [say("Answer, any {needed} of these {n}:", needed=needed, n=len(entries))]
            else:
                lines = [say("Answer, all of these:")]
            for entry in entries:
                lines += paragraph(words(entry.spelling.text), width, "  • ")
            return lines
        case Order(steps, first, last):
            lines = [say("Answer, in this order:")]
            ends = {1: first, len(steps): last}
            for place, step in enumerate(steps, 1):
                told = words(step.text) if step.note is None else f"{words(step.text)} ({words(step.note)})"
                end = ends.get(place)
                lines += paragraph(told if end is None else f"{told} · {words(end)}", width, f"  {place}. ")
            return lines
        case Match(pairs, extra):
            lines = [say("Answer:")]
            for pair in pairs:
                lines += paragraph(f"{words(pair.left)} → {words(pair.right)}", width, "  ", "    ")
            if extra:
                lines += paragraph(say("Nobody's: {text}", text=", ".join(map(words, extra))), width)
            return lines
        case Fill():
            return paragraph(_joined(form, language, lambda gap: f"[{gap.answer}]"), width)
        case Reveal(answer):
            return paragraph(say("Answer: {text}", text=words(answer)), width)
        case _:
            assert_never(form)


def _expected_lines(expected: Spelling | Quantity | Moment, language: str, say: Phrases, width: int) -> list[str]:
    match expected:
        case Quantity(value, tolerance, unit):
            told = plain(Number(value), language)
            if unit is not None:
                told += f" {plain(unit, language)}"
            if tolerance:
                told += f" (± {plain(Number(tolerance), language)})"
            return [say("Answer: {text}", text=told)]
        case Moment(date):
            return [say("Answer: {text}", text=plain(date, language))]
        case Spelling(text):
            lines = paragraph(say("Answer: {text}", text=plain(text, language)), width)
            if also := expected.accept.get(language):
                lines += paragraph(say("Also right: {text}", text=", ".join(also)), width)
            if wrong := expected.reject.get(language):
                lines += paragraph(say("Not accepted: {text}", text=", ".join(wrong)), width)
            return lines
        case _:
            assert_never(expected)


def image_data(image: Image, language: str) -> dict[str, object]:
    """A picture as JSON data: its file, what it shows, on which side of the question it stands."""
    return {
        "file": str(image.files.get(language, "")),
        "alt": plain(image.alt, language),
        "side": image.side,
    }


def _option_data(option: Option, language: str) -> dict[str, object]:
    because = None if option.because is None else plain(option.because, language)
    data: dict[str, object] = {"text": plain(option.text, language), "right": option.right, "because": because}
    if option.image is not None:
        data["image"] = image_data(option.image, language)
    return data | ({"last": True} if option.last else {})


def form_data(form: Form, language: str) -> dict[str, object]:
    """The answer form as JSON data: its name under `form`, and what is right."""

    def words(text: Text | None) -> str | None:
        return None if text is None else plain(text, language)

    match form:
        case Choose(options, many, fixed):
            listed = [_option_data(option, language) for option in options]
            return {"form": "choose", "many": many, "fixed": fixed, "options": listed}
        case Write(expected):
            return {"form": "write", **_expected_data(expected, language)}
        case Enumerate(entries, needed):
            listed = [{"id": entry.id, **_spelling_data(entry.spelling, language)} for entry in entries]
            return {"form": "enumerate", "needed": needed, "entries": listed}
        case Order(steps, first, last):
            listed = [{"text": words(step.text), "note": words(step.note)} for step in steps]
            return {"form": "order", "first": words(first), "last": words(last), "steps": listed}
        case Match(pairs, extra):
            listed = [{"left": words(pair.left), "right": words(pair.right)} for pair in pairs]
            return {"form": "match", "pairs": listed, "extra": [words(each) for each in extra]}
        case Fill(passages):
            return {"form": "fill", "passage": [_part(part) for part in passages[language]]}
        case Reveal(answer):
            return {"form": "reveal", "text": words(answer)}
        case _:
            assert_never(form)


def _expected_data(expected: Spelling | Quantity | Moment, language: str) -> dict[str, object]:
    match expected:
        case Quantity(value, tolerance, unit):
            told = None if unit is None else plain(unit, language)
            return {"number": float(value), "tolerance": float(tolerance), "unit": told}
        case Moment(date, given):
            parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part is not None)]
            return {"date": "-".join(parts), "text": plain(date, language), "given": given}
        case Spelling():
            return _spelling_data(expected, language)
        case _:
            assert_never(expected)


def _spelling_data(spelling: Spelling, language: str) -> dict[str, object]:
    return {
        "text": plain(spelling.text, language),
        "accept": list(spelling.accept.get(language, ())),
        "reject": list(spelling.reject.get(language, ())),
        "strict": spelling.strict,
    }


def _part(part: str | Gap) -> object:
    if isinstance(part, str):
        return part
    return {"gap": part.number, "answer": part.answer, "accept": list(part.accept), "hint": part.hint}
