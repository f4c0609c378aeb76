"""From an item to the fields of a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, assert_never
from zlib import crc32

from quizgen.grading import accepted
from quizgen.items import (
    Choose,
    Citation,
    Date,
    Enumerate,
    Fill,
    Gap,
    Image,
    Item,
    Match,
    Moment,
    Name,
    Number,
    Order,
    Quantity,
    Reveal,
    Source,
    Spelling,
    Write,
    passage_blocks,
    plain,
    with_gaps,
)
from quizgen.outputs.anki.html import attribute, block_html, escape, render, to_type, words_and_html
from quizgen.outputs.anki.identity import FormName, Numbered, form_name, media_name, number_entries
from quizgen.outputs.anki.notetypes import FIELDS
from quizgen.text.phrases import Phrases
from quizgen.text.typography import typeset_text

_BLANK = {form: dict.fromkeys(keys, "") for form, keys in FIELDS.items()}
_SLOT = "\ue000"  # stands for a source in a phrase of our own, which has no such sign: a source comes as HTML
_SAFE_URL = ("http://", "https://")
_MOST_VARIANTS = 6  # a country has many names; more than these aren't worth reading


class Draft(NamedTuple):
    """A note before it is compared with the previous package's. A tuple, for one is made of every question.

    `fields` are in the form's order, as HTML for Anki. `cards` are the ordinals of the template or of the clozes, from
    0. `numbered` are the entries of a list with their cloze numbers, then entries of the past that are gone.
    """

    form: FormName
    language: str
    fields: tuple[str, ...]
    cards: tuple[int, ...]
    numbered: tuple[Numbered, ...] = ()


@dataclass(slots=True)
class Renderer:
    """Renders items in one language. `media` gathers the pictures that they show: name → content."""

    language: str
    say: Phrases
    media: dict[str, bytes] = field(default_factory=dict)
    _pictures: dict[Path, str] = field(default_factory=dict)
    _phrases: dict[tuple[str, tuple[int, ...]], str] = field(default_factory=dict)

    def draft(self, item: Item, identity: str, numbers: Sequence[Numbered] = ()) -> Draft:
        """The item's note. `identity`: the id that decks know it by; `numbers`: of a released list's entries."""
        language = self.language
        form = form_name(item.form)
        found = _BLANK[form].copy()
        found["Language"], found["Theme"], found["Id"] = language, item.bank, identity
        texts = {
            "Prompt": item.prompt,
            "Context": item.context,
            "Hint": item.hint,
            "Explanation": item.explanation,
        }
        found |= {key: render(text, language) for key, text in texts.items() if text is not None}
        if item.citations:
            found["Source"] = self._sources(item.citations)
        if item.image is not None:
            found["Picture" if item.image.side == "question" else "AnswerPicture"] = self._picture(item.image)
        cards: tuple[int, ...] = (0,)
        numbered: tuple[Numbered, ...] = ()
        match item.form:
            case Choose():
                found |= self._choose(item.form, identity)
            case Write():
                found |= self._write(item.form)
            case Enumerate(entries):
                numbered = number_entries(entries, language, numbers)
                found["Entries"] = self._entries(item.form, numbered)
                cards = tuple(sorted(each.number - 1 for each in numbered[: len(entries)]))
            case Order():
                found |= self._order(item.form, identity)
            case Match():
                found |= self._match(item.form, identity)
            case Fill():
                found["Passage"] = self._passage(item.form)
                cards = tuple(sorted({gap.number - 1 for gap in item.form.gaps(language)}))
            case Reveal(answer):
                found["Answer"] = render(answer, language)
            case _:
                assert_never(item.form)
        return Draft(form, language, tuple(found.values()), cards, numbered)

    # -----------------------------------------------------------------------------------------------------------
    # What every form has

    def _sources(self, citations: Sequence[Citation]) -> str:
        """A line for each source, with all the paragraphs cited of it."""
        if len(citations) == 1:
            (only,) = citations
            return self._cited(only.source, only.paragraphs)
        lines: dict[str, tuple[Source, set[int]]] = {}
        for citation in citations:
            lines.setdefault(citation.source.id, (citation.source, set()))[1].update(citation.paragraphs)
        return "<br>".join(self._cited(source, tuple(numbers)) for source, numbers in lines.values())

    def _cited(self, source: Source, numbers: tuple[int, ...]) -> str:
        key = source.id, numbers
        if key not in self._phrases:
            label, listed = _SLOT, ", ".join(map(str, sorted(set(numbers))))
            if numbers:
                phrase = self.say("Source: {label}, §\N{NO-BREAK SPACE}{numbers}", label=label, numbers=listed)
            else:
                phrase = self.say("Source: {label}", label=label)
            self._phrases[key] = escape(phrase).replace(_SLOT, self._source(source))
        return self._phrases[key]

    def _source(self, source: Source) -> str:
        label = render(source.label, self.language)
        if source.url is None or not source.url.startswith(_SAFE_URL) or "<a " in label:
            return label
        return f'<a href="{attribute(source.url)}">{label}</a>'

    def _picture(self, image: Image) -> str:
        path = image.files[self.language]
        if path not in self._pictures:
            content = path.read_bytes()
            self._pictures[path] = media_name(content, path.suffix)
            self.media[self._pictures[path]] = content
        credit = ""
        if image.credit is not None:
            credit = f"<figcaption>{render(image.credit, self.language)}</figcaption>"
        alt = attribute(plain(image.alt, self.language))
        return f'<figure class="qz-picture"><img src="{self._pictures[path]}" alt="{alt}">{credit}</figure>'

    # -----------------------------------------------------------------------------------------------------------
    # The forms

    def _choose(self, form: Choose, seed: str) -> Mapping[str, str]:
        rows: list[tuple[str, str]] = []
        staying: list[tuple[str, str]] = []
        rights = []
        for option in form.options:
            words, shown = words_and_html(option.text, self.language)
            drawn = "" if option.image is None else self._picture(option.image)
            if option.is_picture:
                shown = ""
            why = ""
            if option.because is not None:
                why = f'<span class="qz-because" dir="auto">{render(option.because, self.language)}</span>'
            marks = " data-ok" * option.right + " data-last" * option.last
            (staying if option.last else rows).append((words, f"<li{marks}>{_text(shown + drawn)}{why}</li>"))
            if option.right:
                rights.append(shown + drawn)
        if not form.fixed:  # an author writes the right one first: without script it would always stand there
            rows = _mixed(rows, seed)
        marks = " ".join(["qz-many"] * form.many + ["qz-fixed"] * form.fixed)
        return {"Options": _list("ol", [row for _, row in (*rows, *staying)], marks), "Answer": " · ".join(rights)}

    def _write(self, form: Write) -> Mapping[str, str]:
        expected, language = form.expected, self.language
        found: dict[str, str] = {}
        match expected:
            case Spelling():
                typed, *variants = accepted(expected, language)[: 1 + _MOST_VARIANTS]
                found["Answer"] = render(expected.text, language)
                if expected.strict:
                    found["Strict"] = "1"
            case Quantity(value, tolerance, unit):
                number = Spelling(Number(value))
                typed, *variants = accepted(number, language)
                found["Answer"] = escape(typed)
                if unit is not None:
                    found["Unit"] = render(unit, language)
                    found["Answer"] += f"\N{NO-BREAK SPACE}{found['Unit']}"
                if tolerance:
                    found["Answer"] += f" (±\N{NO-BREAK SPACE}{escape(plain(Number(tolerance), language))})"
            case Moment(date, given):
                typed, *variants = _dates(date, language, given is not None)
                found["Answer"] = escape(plain(date, language))
            case _:
                assert_never(expected)
        found["Typed"] = to_type(typed)
        shown = escape(typed), found["Answer"]
        found["Variants"] = ", ".join(each for each in map(escape, variants) if each not in shown)
        return found

    def _cloze(self, number: int, answer: str, variants: Sequence[str], hint: str | None = None) -> str:
        more = f' <span class="qz-variants">({", ".join(map(escape, variants))})</span>' if variants else ""
        clue = "" if hint is None else f"::{_colons(render(Name(hint), self.language))}"
        return f"{{{{c{number}::{_colons(answer + more)}{clue}}}}}"

    def _entries(self, form: Enumerate, numbered: Sequence[Numbered]) -> str:
        rows = []
        for entry, known in zip(form.entries, numbered, strict=False):
            variants = accepted(entry.spelling, self.language)[1 : 1 + _MOST_VARIANTS]
            gap = self._cloze(known.number, render(entry.spelling.text, self.language), variants)
            rows.append(f'<li dir="auto">{gap}</li>')
        return _list("ul", rows)

    def _passage(self, form: Fill) -> str:
        gaps = iter(form.gaps(self.language))
        found = passage_blocks(form, self.language)
        return block_html(found, lambda run: "".join(map(self._part, with_gaps(run.text, gaps))))

    def _part(self, part: str | Gap) -> str:
        if isinstance(part, str):
            return escape(part)
        variants = [typeset_text(words, self.language) for words in part.accept]
        return self._cloze(part.number, render(part.text, self.language), variants, part.hint)

    def _order(self, form: Order, seed: str) -> Mapping[str, str]:
        steps, answer = [], []
        for number, step in enumerate(form.steps, 1):
            words, shown = words_and_html(step.text, self.language)
            note = "" if step.note is None else f'<span class="qz-told">{render(step.note, self.language)}</span>'
            steps.append((words, f'<li data-n="{number}">{_text(shown)}</li>'))
            answer.append(f"<li>{_text(shown)}{note}</li>")
        mixed = _mixed(steps, seed)
        if mixed == steps:
            mixed = [*mixed[1:], mixed[0]]
        found = {"Steps": _list("ul", [step for _, step in mixed]), "Answer": _list("ol", answer)}
        for key, end in (("First", form.first), ("Last", form.last)):
            if end is not None:
                found[key] = render(end, self.language)
        return found

    def _match(self, form: Match, seed: str) -> Mapping[str, str]:
        targets = form.targets
        written = [words_and_html(target, self.language) for target in targets]
        rights = [(words, f'<li data-k="{n}">{_text(shown)}</li>') for n, (words, shown) in enumerate(written, 1)]
        lefts, pairs = [], []
        for pair in form.pairs:
            place, shown = targets.index(pair.right), render(pair.left, self.language)
            lefts.append(f"<li>{_text(shown)}</li>")
            left = f'<span class="qz-left" dir="auto">{shown}</span>'
            right = f'<span class="qz-right" dir="auto">{written[place][1]}</span>'
            pairs.append(f'<li data-right="{place + 1}">{left} {right}</li>')
        return {
            "Lefts": _list("ul", lefts),
            "Targets": _list("ul", [right for _, right in _mixed(rights, seed)]),
            "Answer": _list("ul", pairs),
        }


def _text(shown: str) -> str:
    block = shown.startswith(("<p>", "<pre", "<ul", "<ol")) or "<figure" in shown
    tag = "div" if block else "span"  # no block stands in a span
    return f'<{tag} class="qz-text" dir="auto">{shown}</{tag}>'


def _list(tag: str, rows: Sequence[str], marks: str = "") -> str:
    classes = f' class="{marks}"' if marks else ""
    return f"<{tag}{classes}>{''.join(rows)}</{tag}>"


def _mixed(rows: Sequence[tuple[str, str]], seed: str) -> list[tuple[str, str]]:
    """Sort the (words, row) pairs by a hash of seed and words: stable, and unrelated to the author's order.

    A row whose words change moves no other.
    """
    return sorted(rows, key=lambda row: crc32(f"{seed}\0{row[0]}".encode()))


def _colons(found: str) -> str:
    """Colons as entities: in a cloze, two colons would start a hint."""
    return found.replace(":", "&#58;")


def _dates(date: Date, language: str, year_given: bool) -> tuple[str, ...]:
    """A date as it may be typed, the most natural way first; without the year where the question gives it."""
    whole = plain(date, language)
    iso = "-".join(f"{part:02}" for part in (date.year, date.month, date.day) if part is not None)
    bare = whole.removesuffix(f" {date.year}") if year_given else whole
    return tuple(dict.fromkeys((bare, whole, iso)))
