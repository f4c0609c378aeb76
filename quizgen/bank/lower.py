"""From a file's data to items: the models say what is sound, the kinds say what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizgen.bank import images
from quizgen.bank.faults import Fault, Loc, faults_of
from quizgen.bank.model import BankHead, CollectionHead, LoneBankHead, Shared
from quizgen.bank.reader import Tree
from quizgen.bank.traps import MAX_TROUBLES
from quizgen.items import Bank, Citation, Image, Item, Source, Text
from quizgen.kinds import KINDS, Question
from quizgen.kinds.question import CitationPart
from quizgen.kinds.reading import Reading, Refused, nearest, read_languages
from quizgen.text.values import is_language

Head = TypeVar("Head", CollectionHead, BankHead, LoneBankHead)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a collection settles for the questions in it. `folder`: where its pictures must lie.

    Sources and tags are None where the head has faults: then nothing is said of those that questions name.
    """

    id: str
    languages: tuple[str, ...]
    folder: Path
    sources: Mapping[str, Source] | None = None
    tags: Mapping[str, Text] | None = None

    @property
    def reading(self) -> Reading:
        """How texts outside questions are read."""
        return Reading(self.languages, self.languages)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item and where it stands."""

    item: Item
    file: Path
    index: int

    @property
    def loc(self) -> Loc:
        """The question's place in its file's data."""
        return ("questions", self.index)


@dataclass(frozen=True, slots=True)
class BankRead:
    """A bank's sound items, and how many questions it holds, sound or not."""

    bank: Bank | None
    entries: tuple[Entry, ...]
    questions: int


def lower_collection(tree: Tree, file: Path, faults: list[Fault]) -> tuple[CollectionHead | None, Frame | None]:
    """The head of a `collection.yaml`; a frame even where the head has faults, as long as languages are known."""
    if not isinstance(tree, dict):
        faults.append(Fault(file, (), "Q111"))
        return None, None
    return _shared_head(CollectionHead, tree, file, faults)


def lower_lone_bank(tree: Tree, file: Path, faults: list[Fault]) -> tuple[LoneBankHead | None, Frame | None, BankRead]:
    """A bank outside any collection, which is a collection of its own."""
    if not isinstance(tree, dict):
        faults.append(Fault(file, (), "Q111"))
        return None, None, BankRead(None, (), 0)
    if "languages" not in tree:
        faults.append(Fault(file, (), "Q106"))
        return None, None, BankRead(None, (), len(_questions(tree)))
    head, frame = _shared_head(LoneBankHead, {k: v for k, v in tree.items() if k != "questions"}, file, faults)
    if frame is None:
        return None, None, BankRead(None, (), len(_questions(tree)))
    return head, frame, _bank(tree, head, file, frame, faults)


def lower_bank(tree: Tree, file: Path, frame: Frame, faults: list[Fault]) -> BankRead:
    """A bank of a collection."""
    if not isinstance(tree, dict):
        faults.append(Fault(file, (), "Q111"))
        return BankRead(None, (), 0)
    own = {key for key in Shared.KEYS if key in tree}
    faults.extend(Fault(file, (key,), "Q105", {"key": key}) for key in sorted(own))
    head = _head(
        BankHead,
        {k: v for k, v in tree.items() if k != "questions" and k not in own},
        file,
        frame.reading,
        faults,
    )
    return _bank(tree, head, file, frame, faults)


# ---------------------------------------------------------------------------------------------------------------


def _head(model: type[Head], tree: dict[str, Tree], file: Path, reading: Reading, faults: list[Fault]) -> Head | None:
    try:
        return model.read(_without_own(tree), reading)
    except Refused as error:
        faults.extend(faults_of(error, file))
        return None


def _without_own(tree: dict[str, Tree]) -> dict[str, Tree]:
    """All but the keys starting `x-`, which are the author's, for anchors."""
    return {key: value for key, value in tree.items() if not key.startswith("x-")}


SharedHead = TypeVar("SharedHead", CollectionHead, LoneBankHead)


def _shared_head(
    model: type[SharedHead], tree: dict[str, Tree], file: Path, faults: list[Fault]
) -> tuple[SharedHead | None, Frame | None]:
    try:
        languages = read_languages(tree.get("languages", []))
    except Refused as error:
        if "languages" in tree:  # else the model says that it is missing
            faults.extend(faults_of(error, file, "languages"))
            return None, None
        languages = ()
    head = _head(model, tree, file, Reading(languages, languages), faults)
    if not languages:
        return head, None
    if head is None:
        return None, Frame(_known_id(tree), languages, file.parent)
    sources = {id: part.source(id) for id, part in head.sources.items()}
    return head, Frame(head.id, languages, file.parent, sources, head.tags)


def _known_id(tree: dict[str, Tree]) -> str:
    id = tree.get("id")
    return id if isinstance(id, str) else ""


def _questions(tree: dict[str, Tree]) -> list[Tree]:
    questions = tree.get("questions")
    return questions if isinstance(questions, list) else []


def _bank(tree: dict[str, Tree], head: BankHead | None, file: Path, frame: Frame, faults: list[Fault]) -> BankRead:
    if "questions" not in tree:
        faults.append(Fault(file, (), "Q102", {"key": "questions"}))
    elif not isinstance(tree["questions"], list):
        faults.append(Fault(file, ("questions",), "Q113" if tree["questions"] else "Q109"))
    elif not tree["questions"]:
        faults.append(Fault(file, ("questions",), "Q109"))
    entries = []
    id = head.id if head else _known_id(tree)
    context = head.context if head else None
    reading = frame.reading
    refused = 0
    for index, question in enumerate(_questions(tree)):
        if refused > MAX_TROUBLES:
            break  # nobody reads on
        item = _item(question, ("questions", index), file, id, context, frame, reading, faults)
        if item is not None:
            entries.append(Entry(item, file, index))
        else:
            refused += 1
    bank = None
    if head is not None:
        bank = Bank(head.id, head.title, tuple(entry.item for entry in entries), head.intro, str(file))
    return BankRead(bank, tuple(entries), len(_questions(tree)))


def _item(
    tree: Tree,
    loc: Loc,
    file: Path,
    bank: str,
    context: Text | None,
    frame: Frame,
    reading: Reading,
    faults: list[Fault],
) -> Item | None:
    if not isinstance(tree, dict):
        faults.append(Fault(file, loc, "Q111"))
        return None
    model = _model(tree, loc, file, faults)
    if model is None:
        return None
    if "languages" in tree:
        reading = _reading(tree, loc, file, frame, faults)
    try:
        question = model.read(tree, reading)
        form = question.form()
    except Refused as error:
        faults.extend(faults_of(error, file, *loc))
        return None
    before = len(faults)
    _check_tags(question, loc, file, frame, faults)
    citations = _citations(question, tree, loc, file, frame, faults)
    image = _image(question, loc, file, frame, faults)
    if len(faults) > before and any(fault.code[1] not in "5678" for fault in faults[before:]):
        return None
    return Item(
        id=f"{frame.id}/{question.id}",
        bank=bank,
        kind=question.kind,
        languages=reading.languages,
        form=form,
        prompt=question.prompt,
        context=question.context or context,
        explanation=question.explanation,
        hint=question.hint,
        citations=citations,
        tags=question.tags,
        points=question.points,
        image=image,
        was=tuple([each if "/" in each else f"{frame.id}/{each}" for each in question.was]),
        withdrawn=question.withdrawn,
    )


def _model(tree: dict[str, Tree], loc: Loc, file: Path, faults: list[Fault]) -> type[Question] | None:
    kind = tree.get("kind")
    if kind is None:
        faults.append(Fault(file, loc, "Q102", {"key": "kind"}))
        return None
    if not isinstance(kind, str):
        faults.append(Fault(file, (*loc, "kind"), "Q112"))
        return None
    model = KINDS.get(kind)
    if model is None:
        hint = nearest(kind, KINDS)
        faults.append(Fault(file, (*loc, "kind"), "Q101", {"kind": kind[:80], "kinds": ", ".join(KINDS), **hint}))
    return model


def _reading(tree: dict[str, Tree], loc: Loc, file: Path, frame: Frame, faults: list[Fault]) -> Reading:
    """A question's own languages must be some of the collection's. Faults in their form are the model's to tell."""
    own = tree.get("languages")
    if not isinstance(own, list):
        return frame.reading
    for index, language in enumerate(own):
        if isinstance(language, str) and language not in frame.languages and is_language(language):
            values: dict[str, str | int] = {"key": language[:80], "languages": ", ".join(frame.languages)}
            faults.append(Fault(file, (*loc, "languages", index), "Q134", values | nearest(language, frame.languages)))
    wanted = tuple(language for language in frame.languages if language in own)
    return Reading(wanted or frame.languages, frame.languages)


def _check_tags(question: Question, loc: Loc, file: Path, frame: Frame, faults: list[Fault]) -> None:
    if not frame.tags:
        return
    for index, tag in enumerate(question.tags):
        if tag not in frame.tags:
            values = {"tag": tag[:80], **nearest(tag, frame.tags)}
            faults.append(Fault(file, (*loc, "tags", index), "Q510", values))


def _citations(
    question: Question, tree: dict[str, Tree], loc: Loc, file: Path, frame: Frame, faults: list[Fault]
) -> tuple[Citation, ...]:
    if frame.sources is None:
        return ()
    found = []
    several = isinstance(tree.get("source"), list)
    for index, part in enumerate(question.source):
        here: Loc = (*loc, "source", index) if several else (*loc, "source")
        source = frame.sources.get(part.article)
        if source is None:
            values = {"article": part.article, **nearest(part.article, frame.sources)}
            faults.append(Fault(file, (*here, "article"), "Q401", values))
            continue
        faults += _long_evidence(part, here, file)
        found.append(Citation(source, part.paragraph, part.evidence))
    return tuple(found)


def _long_evidence(part: CitationPart, loc: Loc, file: Path) -> list[Fault]:
    """Evidence is a term to find, not a quotation: four words at the most."""
    return [
        Fault(file, (*loc, "evidence", index), "Q511", {"n": len(term.split())})
        for index, term in enumerate(part.evidence)
        if len(term.split()) > 4
    ]


def _image(question: Question, loc: Loc, file: Path, frame: Frame, faults: list[Fault]) -> Image | None:
    part = question.image
    if part is None:
        return None
    files: dict[str, Path] = {}
    found: list[Fault] = []
    for language, name in part.file.items():
        code = images.fault_in(file.parent, name, frame.folder)
        if code is None:
            files[language] = file.parent / name
            continue
        fault = Fault(file, (*loc, "image", "file"), code, {"file": name[:200]})
        if fault not in found:
            found.append(fault)
    faults += found
    return Image(files, part.alt, part.credit, part.side, part.needed)
