"""Which documents a run makes, under which names, and making them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from quizgen import files
from quizgen.items import Item
from quizgen.outputs.handout import carddata, data, docx, glyphs
from quizgen.outputs.handout.carddata import Card, CardSheets
from quizgen.outputs.handout.cards import Flip
from quizgen.outputs.handout.data import Part, QuestionBlock, Worksheet
from quizgen.outputs.handout.frames import Head
from quizgen.outputs.handout.pictures import Pictures
from quizgen.outputs.handout.sheet import Sheet, Version
from quizgen.outputs.handout.style import Style
from quizgen.outputs.handout.typeset import BadPicture, TooMuch, Typesetter
from quizgen.outputs.handout.wordlist import ListRow
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_

NO_FONT = Code(
    "Q551",
    "warning",
    N_("{question}: no font here has {characters}; a box is printed"),
    N_("write it in other letters"),
)
NO_LABEL = Code(
    "Q554",
    "warning",
    N_('{question}: the font of a label in "{file}" lacks {characters}; boxes are printed for all its letters'),
    N_("write the label in other characters, or turn it into paths"),
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
TOO_MUCH = Code(
    "Q953",
    "error",
    N_("these questions take more memory or time than printing may take"),
    N_("print fewer at once, or leave some out by --except"),
)

Layout = Literal["worksheet", "cards", "list"]
Key = Literal["none", "end", "separate"]
Form = Literal["pdf", "docx"]

_LONELY = 0.4  # share of a page; a last page filled less is avoided
_FEW_PAGES = 6  # tighter gaps save no page of a longer sheet that is worth them
_PICTURES_AT_ONCE = 8
_WIDE_PX = 1400  # of a drawing in a Word file: 200 dots an inch at the width of a page
_NAMED_CHARACTERS = 5  # in a warning


@dataclass(frozen=True, slots=True)
class Document:
    """One file to make: its name, how it looks, and what it holds. A document without parts is one of cards."""

    path: Path
    style: Style
    parts: tuple[tuple[Part, tuple[Version, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A document as bytes, and what is worth knowing about it: warnings only."""

    path: Path
    content: bytes
    problems: tuple[Problem, ...] = ()


class Unprintable(Exception):
    """A document can't be made; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code.id)
        self.problem = problem


# ---------------------------------------------------------------------------------------------------------------
# Which documents


def documents(
    sheet: Sheet, styles: Sequence[Style], target: Path, stem: str, *, layout: Layout, key: Key, form: Form = "pdf"
) -> tuple[Document, ...]:
    """All in one file if the target ends as one does (a separate key beside it), else a file a version and language."""
    one_file = target.suffix.lower() == f".{form}"
    found: list[Document] = []
    for style in styles:
        ending = f".{'-'.join(style.languages)}.{form}"
        name = stem if style.preset == "standard" else f"{stem}-{style.preset}"
        if layout == "cards":
            found.append(Document(target if one_file else target / f"{name}-cards{ending}", style))
            continue
        if layout == "list":
            listed: tuple[tuple[Part, tuple[Version, ...]], ...] = (("list", sheet.versions[:1]),)
            found.append(Document(target if one_file else target / f"{name}-list{ending}", style, listed))
            continue
        answers: tuple[tuple[Part, tuple[Version, ...]], ...] = (("grid", sheet.versions), ("key", sheet.versions))
        if one_file:
            at_end = answers if key == "end" else ()
            found.append(Document(target, style, (("sheet", sheet.versions), *at_end)))
        else:
            for version in sheet.versions:
                letter = f"-{version.letter}" if sheet.lettered else ""
                own = (("grid", (version,)), ("key", (version,))) if key == "end" else ()
                found.append(Document(target / f"{name}{letter}{ending}", style, (("sheet", (version,)), *own)))
            if key == "end" and sheet.lettered:
                compared: Part = "versions"
                found.append(Document(target / f"{name}-versions{ending}", style, ((compared, sheet.versions),)))
        if key == "separate":
            beside = target.with_name(f"{target.stem}-key.{form}") if one_file else target / f"{name}-key{ending}"
            found.append(Document(beside, style, answers))
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------------
# Making them


def make(
    documents: Sequence[Document], sheet: Sheet, head: Head, *, flip: Flip, epoch_s: int, form: Form = "pdf"
) -> Iterator[Made]:
    """Each document in turn. Raises Unprintable, and OSError for a picture that can't be read."""
    with Typesetter(epoch_s) as typesetter:
        printer = _Printer(sheet, head, flip, typesetter, form)
        for document in documents:
            yield printer.made(document)


@dataclass(frozen=True, slots=True)
class _End:
    """What the template notes where a sheet or key ends: its pages, and which share of the last one is filled."""

    kind: Literal["sheet", "key"]
    pages: int
    filled: float


@dataclass(frozen=True, slots=True)
class _Shrunk:
    """What the template notes of a side of a card that went below the preset's floor: `fits` at that size, or not."""

    number: int
    side: Literal["front", "back"]
    size: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Printer:
    """Makes the documents of one run, one after the other.

    `tight`: by style, whether tight setting saved a page on an earlier document; the others follow its example.
    """

    sheet: Sheet
    head: Head
    flip: Flip
    typesetter: Typesetter
    form: Form
    pictures: Pictures = field(default_factory=Pictures)
    tight: dict[Style, bool] = field(default_factory=dict)

    def made(self, document: Document) -> Made:
        """One document. Raises Unprintable and OSError."""
        content: Worksheet | CardSheets
        shrunk: list[_Shrunk] = []
        try:
            if document.parts:
                content = self._worksheet(document, document.style)
                made = self._set(document, content) if self.form == "pdf" else docx.document(content, self._rasters())
            else:
                content, made, shrunk = self._cards(document.style)
        except BadPicture as bad:
            raise Unprintable(_bad_picture(bad.path, self.sheet.items)) from None
        except TooMuch:
            raise Unprintable(TOO_MUCH.at(Place(self.sheet.items[0].where.file))) from None
        problems = [
            *_boxes(content.pieces, self.sheet.items),
            *self._labels(),
            *_too_long(shrunk, self.sheet.versions[0]),
        ]
        return Made(document.path, made, tuple(problems))

    def _labels(self) -> Iterator[Problem]:
        """The pictures with labels that can't be shown, at the questions that show them."""
        for item, image in ((each, image) for each in self.sheet.items for image in each.images):
            for path in dict.fromkeys(image.files.values()):
                if characters := self.pictures.unlabelled.get(path):
                    listed = ", ".join(map(glyphs.named, characters[:_NAMED_CHARACTERS]))
                    place = item.place((*image.at, "file"))
                    yield NO_LABEL.at(place, question=item.id, file=path.name, characters=listed)

    def _cards(self, style: Style) -> tuple[CardSheets, bytes, list[_Shrunk]]:
        """The cards; those that would have too small letters on larger cards, where the preset has any."""
        version, larger = self.sheet.versions[0], dict[int, int]()
        most = len(style.sizes.card_grids)
        for size in range(most + 1):
            content = carddata.document(version, self.head, style, self.flip, self.pictures, larger)
            pdf = self.typesetter.pdf("cards.typ", content, self.pictures.names)
            shrunk = [_Shrunk(**noted) for noted in self.typesetter.metadata("<small>")]
            if not shrunk or size == most:
                break
            larger |= {each.number: size + 1 for each in shrunk}
        return content, pdf, shrunk

    def _worksheet(self, document: Document, style: Style) -> Worksheet:
        return data.document(self.sheet, document.parts, self.head, style, self.pictures)

    def _rasters(self) -> dict[str, bytes]:
        """The pictures by their names, drawings as PNG, since not every Word shows them."""
        found: dict[str, bytes] = {}
        for path, name in self.pictures.names.items():
            drawing = path.suffix.lower() in (".svg", ".webp")
            content = self.typesetter.png(path, _WIDE_PX, _WIDE_PX) if drawing else files.read(path, files.MAX_PICTURE)
            if content is None:
                raise BadPicture(path)
            found[name] = content
        return found

    def _set(self, document: Document, content: Worksheet) -> bytes:
        """The document; set tighter, where a sheet's last page would hold next to nothing and can be saved so."""
        style = document.style
        if self.tight.get(style):
            return self._set_tight(document)
        pdf = self.typesetter.pdf("worksheet.typ", content, self.pictures.names)
        ends = self._ends()
        lonely = any(1 < end.pages <= _FEW_PAGES and end.filled < _LONELY for end in ends)
        if not lonely or style in self.tight:
            return pdf
        tight = self._set_tight(document)
        self.tight[style] = sum(end.pages for end in self._ends()) < sum(end.pages for end in ends)
        return tight if self.tight[style] else pdf

    def _set_tight(self, document: Document) -> bytes:
        content = self._worksheet(document, replace(document.style, tight=True))
        return self.typesetter.pdf("worksheet.typ", content, self.pictures.names)

    def _ends(self) -> list[_End]:
        """Where the sheets end that were set last; keys may end as they like."""
        ends = [_End(**noted) for noted in self.typesetter.metadata("<end>")]
        return [end for end in ends if end.kind == "sheet"]


# ---------------------------------------------------------------------------------------------------------------
# What is worth knowing


def _boxes(pieces: Sequence[QuestionBlock | ListRow | Card], items: Sequence[Item]) -> Iterator[Problem]:
    """The questions in which boxes are printed for characters that no font has; each once with the same characters."""
    places = {item.id: item.where for item in items}
    reported: set[tuple[str, str]] = set()
    for piece in pieces:
        characters = glyphs.missing(piece)
        more = "…" if len(characters) > _NAMED_CHARACTERS else ""
        listed = ", ".join(map(glyphs.named, characters[:_NAMED_CHARACTERS])) + more
        if characters and (piece.id, listed) not in reported:
            reported.add((piece.id, listed))
            yield NO_FONT.at(places[piece.id], question=piece.id, characters=listed)


def _too_long(shrunk: Sequence[_Shrunk], version: Version) -> Iterator[Problem]:
    """What had to shrink below the preset's floor; raises Unprintable for what can't shrink enough."""
    items = {each.number: each.item for each in version.questions}
    for each in shrunk:
        item = items[each.number]
        if not each.fits:
            raise Unprintable(TOO_LONG.at(item.where, question=item.id))
        yield SMALL_TYPE.at(item.where, question=item.id, size=str(each.size).removesuffix(".0"))


def not_drawn(pictures: Sequence[Path], items: Sequence[Item]) -> Iterator[Problem]:
    """A problem for each of these pictures that Typst can't draw. Raises OSError."""
    names = {path: f"/pictures/{number}{path.suffix.lower()}" for number, path in enumerate(pictures)}
    with Typesetter() as typesetter:
        for start in range(0, len(pictures), _PICTURES_AT_ONCE):
            some = pictures[start : start + _PICTURES_AT_ONCE]
            if not typesetter.draws({path: names[path] for path in some}):
                for path in some:
                    if not typesetter.draws({path: names[path]}):
                        yield _bad_picture(path, items)


def _bad_picture(path: Path, items: Sequence[Item]) -> Problem:
    item, image = next((item, image) for item in items for image in item.images if path in image.files.values())
    return NO_PICTURE.at(item.place((*image.at, "file")), question=item.id, file=str(path))
