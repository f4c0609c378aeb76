"""Which documents a run makes, under which names, and making them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from quizgen.items import Item
from quizgen.outputs.handout import carddata, data, glyphs
from quizgen.outputs.handout.cards import Flip
from quizgen.outputs.handout.data import Data, Head, Look, Part, Pictures
from quizgen.outputs.handout.sheet import Sheet, Version
from quizgen.outputs.handout.typeset import BadPicture, Press
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

NO_FONT = Code(
    "Q551",
    "warning",
    N_("{question}: no font here has {characters}; a box is printed"),
    N_("write it in other letters"),
)
SMALL_TYPE = Code(
    "Q552",
    "warning",
    N_("{question}: too long for a card, so that it is printed in {size} points"),
    N_("shorten it, or leave it out by --except"),
)
NO_PICTURE = Code(
    "Q951",
    "error",
    N_('{question}: the picture "{file}" can\'t be drawn'),
    N_("open it in an editor and save it again as PNG or plain SVG"),
)
TOO_LONG = Code(
    "Q952", "error", N_("{question}: far too long for a card"), N_("shorten it, or leave it out by --except")
)

Layout = Literal["worksheet", "cards"]
Key = Literal["none", "end", "separate"]


_LONELY = 0.4  # of a page: less on the last one looks forgotten
_FEW_PAGES = 6  # what can be saved by tighter gaps is too little beyond


@dataclass(frozen=True, slots=True)
class Document:
    """One file to make: its name, how it looks, and what it holds. No parts: cards."""

    path: Path
    look: Look
    parts: tuple[tuple[Part, tuple[Version, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A document as bytes, and what is worth knowing of it (warnings alone)."""

    path: Path
    pdf: bytes
    problems: tuple[Problem, ...] = ()


class Unprintable(Exception):
    """A document can't be made; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


# ---------------------------------------------------------------------------------------------------------------
# Which documents


def documents(
    sheet: Sheet, looks: Sequence[Look], target: Path, stem: str, *, layout: Layout, key: Key
) -> tuple[Document, ...]:
    """All into one file if the target ends in `.pdf` (a separate key beside it), else one a version and language."""
    one_file = target.suffix.lower() == ".pdf"
    found: list[Document] = []
    for look in looks:
        ending = f".{'-'.join(look.languages)}.pdf"
        name = stem if look.preset == "standard" else f"{stem}-{look.preset}"
        if layout == "cards":
            found.append(Document(target if one_file else target / f"{name}-cards{ending}", look))
            continue
        answers: tuple[tuple[Part, tuple[Version, ...]], ...] = (("grid", sheet.versions), ("key", sheet.versions))
        if one_file:
            at_end = answers if key == "end" else ()
            found.append(Document(target, look, (("sheet", sheet.versions), *at_end)))
        else:
            for version in sheet.versions:
                letter = f"-{version.letter}" if sheet.lettered else ""
                own = (("grid", (version,)), ("key", (version,))) if key == "end" else ()
                found.append(Document(target / f"{name}{letter}{ending}", look, (("sheet", (version,)), *own)))
            if key == "end" and sheet.lettered:
                mapped: Part = "versions"
                found.append(Document(target / f"{name}-versions{ending}", look, ((mapped, sheet.versions),)))
        if key == "separate":
            beside = target.with_name(f"{target.stem}-key.pdf") if one_file else target / f"{name}-key{ending}"
            found.append(Document(beside, look, answers))
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------
# Making them


def make(
    documents: Sequence[Document],
    sheet: Sheet,
    head: Head,
    *,
    flip: Flip,
    epoch_s: int,
) -> Iterator[Made]:
    """Each document in turn. Raises Unprintable, and OSError for a picture that can't be read."""
    pictures = Pictures()
    tight: dict[Look, bool] = {}
    with Press(epoch_s) as press:
        for document in documents:
            yield _made(document, sheet, head, flip, pictures, press, tight)


def _made(
    document: Document,
    sheet: Sheet,
    head: Head,
    flip: Flip,
    pictures: Pictures,
    press: Press,
    tight: dict[Look, bool],
) -> Made:
    try:
        if document.parts:
            content = data.document(sheet, document.parts, head, document.look, pictures)
            pdf = _worksheet(document, content, sheet, head, pictures, press, tight)
            small: list[dict[str, Any]] = []
        else:
            content = carddata.document(sheet.versions[0], head, document.look, flip, pictures)
            pdf = press.pdf("cards.typ", content, pictures.names)
            small = press.metadata("<small>")
    except BadPicture as bad:
        raise Unprintable(_bad_picture(bad.path, sheet.items)) from None
    places = {item.id: item.where for item in sheet.items}
    problems = [*_missing(content, places), *_too_long(small, sheet.versions[0])]
    return Made(document.path, pdf, tuple(problems))


def _worksheet(
    document: Document,
    content: Data,
    sheet: Sheet,
    head: Head,
    pictures: Pictures,
    press: Press,
    tight: dict[Look, bool],
) -> bytes:
    """The document; set tighter, where a sheet's last page would hold next to nothing and can be saved so.

    `tight`: what was found out by the copies of the same look before, whose example the others follow.
    """
    look = document.look
    tighter = replace(look, tight=True)

    def in_tight() -> bytes:
        content = data.document(sheet, document.parts, head, tighter, pictures)
        return press.pdf("worksheet.typ", content, pictures.names)

    if tight.get(look):
        return in_tight()
    pdf = press.pdf("worksheet.typ", content, pictures.names)
    ends = press.metadata("<end>")
    sheets = [end for end in ends if end["kind"] == "sheet"]
    lonely = any(1 < end["pages"] <= _FEW_PAGES and end["filled"] < _LONELY for end in sheets)
    if not lonely or look in tight:
        return pdf
    found = in_tight()
    tight[look] = _pages(press.metadata("<end>")) < _pages(ends)
    return found if tight[look] else pdf


def _pages(ends: Sequence[Data]) -> int:
    return sum(end["pages"] for end in ends if end["kind"] == "sheet")


def _missing(content: Mapping[str, Any], places: Mapping[str, Place]) -> Iterator[Problem]:
    pieces = [question for part in content.get("parts", ()) for question in part.get("questions", ())]
    told: set[tuple[str, str]] = set()
    for piece in (*pieces, *content.get("cards", ())):
        characters = glyphs.missing(piece)
        listed = ", ".join(glyphs.named(each) for each in characters[:5]) + ("…" if len(characters) > 5 else "")
        if characters and (piece["id"], listed) not in told:
            told.add((piece["id"], listed))
            yield NO_FONT.at(places.get(piece["id"], Place()), question=piece["id"], characters=listed)


def _too_long(small: Sequence[Data], version: Version) -> Iterator[Problem]:
    """What had to shrink below the preset's floor; raises Unprintable for what can't shrink enough."""
    numbered = {each.number: each.item for each in version.questions}
    for each in small:
        item = numbered[each["number"]]
        if not each["fits"]:
            raise Unprintable(TOO_LONG.at(item.where, question=item.id))
        yield SMALL_TYPE.at(item.where, question=item.id, size=str(each["size"]).removesuffix(".0"))


def _bad_picture(path: Path, items: Sequence[Item]) -> Problem:
    item = next(item for item in items if item.image and path in item.image.files.values())
    place = item.place((*item.image.at, "file")) if item.image else item.where
    return NO_PICTURE.at(place, question=item.id, file=str(path))
