"""From a file's data to items: the heads and kinds say what is sound and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import TypeVar

from quizgen.bank import images
from quizgen.bank.heads import MACROS, BankHead, CollectionHead, LoneBankHead, Shared
from quizgen.items import Bank, Citation, Item, Source, Text
from quizgen.kinds import KINDS, Question, meant
from quizgen.kinds.fields import NOT_KEYS
from quizgen.kinds.parts import MISSING, UNKNOWN_KEY
from quizgen.kinds.reading import NOT_A_LIST, NOT_TEXT, Reading, read_languages
from quizgen.problems import Code, Invalid, Path, Place, Problem, nearest
from quizgen.text.phrases import N_
from quizgen.text.values import is_language
from quizgen.yaml.explain import NO_DASH
from quizgen.yaml.reader import Tree
from quizgen.yaml.suspicious import MAX_PROBLEMS

UNKNOWN_KIND = Code("Q101", "error", N_('unknown kind "{kind}"'), N_("the kinds are {kinds}"))
IN_COLLECTION = Code(
    "Q105",
    "error",
    N_('"{key}:" belongs in collection.yaml'),
    N_("move it there: all banks of a collection share it"),
    caret="key",
)
NO_COLLECTION = Code(
    "Q106",
    "error",
    N_("this bank belongs to no collection and names no languages"),
    N_('add "languages: [en]", or put it below a folder with a collection.yaml'),
)
NO_QUESTIONS = Code(
    "Q109", "error", N_("this bank holds no questions"), N_('list them below "questions:", each after a "- "')
)
NO_SUCH_LANGUAGE = Code(
    "Q134", "error", N_('"{key}" is not a language of this collection'), N_("its languages are {languages}")
)
NO_SUCH_SOURCE = Code(
    "Q401", "error", N_('the collection has no source "{article}"'), N_('describe it below "sources:"')
)
NO_SUCH_TAG = Code(
    "Q510", "warning", N_('the collection has no tag "{tag}"'), N_('say how it reads below "tags:" in the collection')
)
QUOTATION = Code(
    "Q511", "warning", N_('{n} words below "evidence:" are a quotation'), N_("cite a term of four words at most")
)

LONGEST_EVIDENCE = 4
"""Words of a term of evidence: it is to be found in the source, not a quotation of it."""

_LOOKED_AT = 50  # keys of a question without a kind, among which it is looked for
_HEAD = "format: 1, id: …, title: …"
_EXCERPT = 80  # characters of a wrong value that a message shows

Head = TypeVar("Head", CollectionHead, BankHead, LoneBankHead)
SharedHead = TypeVar("SharedHead", CollectionHead, LoneBankHead)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a collection settles for the questions in it. `folder`: where its pictures must lie.

    `ignored`: ids of the warnings that it does without. `macros`: None where they can't be read.
    Sources and tags are None where the head has problems: then nothing is said of those that questions name.
    """

    id: str
    languages: tuple[str, ...]
    folder: File
    sources: Mapping[str, Source] | None = None
    tags: Mapping[str, Text] | None = None
    ignored: frozenset[str] = frozenset()
    macros: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CollectionRead:
    """A `collection.yaml`. There is a frame even where the head has problems, as long as languages are known."""

    head: CollectionHead | LoneBankHead | None
    frame: Frame | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BankRead:
    """A bank's sound items; `bank` is None if its head has problems. `questions` counts all, sound or not."""

    bank: Bank | None
    items: tuple[Item, ...]
    questions: int
    problems: tuple[Problem, ...]


def lower_collection(tree: Tree, file: File) -> CollectionRead:
    """The head of a `collection.yaml`."""
    if not isinstance(tree, dict):
        return CollectionRead(None, None, (NOT_KEYS.at(Place(str(file), ()), keys=_HEAD),))
    return _shared_head(CollectionHead, tree, file)


def lower_lone_bank(tree: Tree, file: File) -> tuple[CollectionRead, BankRead]:
    """A bank outside any collection, which is a collection of its own."""
    root = Place(str(file), ())
    if not isinstance(tree, dict):
        return CollectionRead(None, None, (NOT_KEYS.at(root, keys=_HEAD),)), BankRead(None, (), 0, ())
    unread = BankRead(None, (), len(_questions(tree)), ())
    if "languages" not in tree:
        return CollectionRead(None, None, (NO_COLLECTION.at(root),)), unread
    read = _shared_head(LoneBankHead, {key: value for key, value in tree.items() if key != "questions"}, file)
    if read.frame is None:
        return read, unread
    head = read.head if isinstance(read.head, LoneBankHead) else None
    return read, _bank(tree, head, file, read.frame)


def lower_bank(tree: Tree, file: File, frame: Frame) -> BankRead:
    """A bank of a collection."""
    root = Place(str(file), ())
    if not isinstance(tree, dict):
        return BankRead(None, (), 0, (NOT_KEYS.at(root, keys=_HEAD),))
    misplaced = {key for key in Shared.KEYS if key in tree}
    problems = [IN_COLLECTION.at(root, key, key=key) for key in sorted(misplaced)]
    reading = Reading(frame.languages, frame.languages, str(file), macros=frame.macros)
    own = {key: value for key, value in tree.items() if key != "questions" and key not in misplaced}
    head, wrong = _head(BankHead, own, reading)
    return _bank(tree, head, file, frame, (*problems, *wrong))


# ---------------------------------------------------------------------------------------------------------------
# Heads


def _head(model: type[Head], tree: dict[str, Tree], reading: Reading) -> tuple[Head | None, tuple[Problem, ...]]:
    try:
        return model.read(tree, reading, ()), ()
    except Invalid as error:
        return None, error.problems


def _shared_head(model: type[SharedHead], tree: dict[str, Tree], file: File) -> CollectionRead:
    reading = Reading((), (), str(file))
    try:
        languages = read_languages(tree.get("languages", []), reading, ("languages",))
    except Invalid as error:
        if "languages" in tree:  # else the head says that it is missing
            return CollectionRead(None, None, error.problems)
        languages = ()
    macros: Mapping[str, str] | None = None
    with suppress(Invalid):  # of which the head tells
        macros = MACROS.read(tree.get("macros", {}), reading, ("macros",))
    head, problems = _head(model, tree, Reading(languages, languages, str(file), macros=macros))
    if not languages:
        return CollectionRead(head, None, problems)
    if head is None:
        return CollectionRead(None, Frame(_known_id(tree), languages, file.parent, macros=macros), problems)
    sources = {id: part.source(id) for id, part in head.sources.items()}
    ignored = frozenset(head.lint.ignore) if head.lint is not None else frozenset()
    return CollectionRead(head, Frame(head.id, languages, file.parent, sources, head.tags, ignored, macros), problems)


def _known_id(tree: dict[str, Tree]) -> str:
    id = tree.get("id")
    return id if isinstance(id, str) else ""


def _questions(tree: dict[str, Tree]) -> list[Tree]:
    questions = tree.get("questions")
    return questions if isinstance(questions, list) else []


# ---------------------------------------------------------------------------------------------------------------
# Questions


def _bank(
    tree: dict[str, Tree], head: BankHead | None, file: File, frame: Frame, before: tuple[Problem, ...] = ()
) -> BankRead:
    """The bank's questions below its head; `before` are the problems of that head."""
    problems = [*before, *_questions_missing(tree, Place(str(file), ()))]
    bank_id = head.id if head else _known_id(tree)
    site = _Site(file, frame, bank_id, head.context if head else None)
    items: list[Item] = []
    refused = 0
    for index, question in enumerate(_questions(tree)):
        if refused > MAX_PROBLEMS:
            break  # nobody reads on
        try:
            found, warnings = site.items(question, ("questions", index))
        except Invalid as error:
            problems += error.problems
            refused += 1
        else:
            problems += warnings
            items += found
    bank = None
    if head is not None:
        bank = Bank(head.id, head.title, tuple(items), head.intro, str(file), head.tells)
    return BankRead(bank, tuple(items), len(_questions(tree)), tuple(problems))


def _questions_missing(tree: dict[str, Tree], root: Place) -> Iterator[Problem]:
    if "questions" not in tree:
        yield MISSING.at(root, key="questions")
    elif not isinstance(tree["questions"], list):
        yield _no_list(tree["questions"], root.below("questions"))
    elif not tree["questions"]:
        yield NO_QUESTIONS.at(root, "questions")


def _no_list(questions: Tree, place: Place) -> Problem:
    """What is wrong with questions that are no list: nearly always a dash forgotten before the first of them."""
    if isinstance(questions, dict) and not questions.keys().isdisjoint(("id", "kind", "prompt")):
        key = next(iter(questions))
        return NO_DASH.at(replace(place.below(key), in_key=True), key=key)
    return (NOT_A_LIST if questions else NO_QUESTIONS).at(place)


class _Site:
    """Where questions are read: their file and bank, and what those settle for them."""

    def __init__(self, file: File, frame: Frame, bank_id: str, context: Text | None) -> None:
        self._file = file
        self._frame = frame
        self._bank_id = bank_id
        self._context = context
        self._reading = Reading(frame.languages, frame.languages, str(file), self._wrong_picture, frame.macros)

    def items(self, tree: Tree, at: Path) -> tuple[list[Item], list[Problem]]:
        """The question at a path, an item for each way of asking it, and what it is warned of.

        Raises Invalid, with those warnings among the errors.
        """
        place = self._reading.place(at)
        if not isinstance(tree, dict):
            raise Invalid([NOT_KEYS.at(place, keys="id: …, kind: …, prompt: …")])
        model = _model(tree, place)
        problems: list[Problem] = []
        reading = self._reading
        if "languages" in tree:
            reading = self._own_reading(tree, place, problems)
        try:
            question = model.read(tree, reading, at)
            ways = question.asked()
            room = question.room()
        except Invalid as error:
            raise Invalid([*problems, *error.problems]) from None
        problems += self._unknown_tags(question, place)
        citations = self._citations(question, problems)
        problems += question.doubts()
        if problems and any(problem.severity == "error" for problem in problems):
            raise Invalid(problems)
        image = None if question.image is None else question.image.image()
        was = [each if "/" in each else f"{self._frame.id}/{each}" for each in question.was]

        items = [
            Item(
                id=f"{self._frame.id}/{question.id}{asked.suffix}",
                bank=self._bank_id,
                kind=question.kind,
                languages=reading.languages,
                form=asked.form,
                prompt=asked.prompt,
                context=question.context or self._context,
                explanation=question.explanation,
                hint=question.hint,
                citations=citations,
                tags=question.tags,
                points=question.points,
                image=image,
                room=room,
                was=tuple([f"{each}{asked.suffix}" for each in was]),
                withdrawn=question.withdrawn,
                tells=question.tells,
                where=place,
            )
            for asked in ways
        ]
        return items, problems

    def _own_reading(self, tree: dict[str, Tree], place: Place, problems: list[Problem]) -> Reading:
        """A question's own languages must be some of the collection's. Their form is the kind's to judge."""
        known = self._frame.languages
        own = tree.get("languages")
        if not isinstance(own, list):
            return self._reading
        for index, language in enumerate(own):
            if isinstance(language, str) and language not in known and is_language(language):
                values = {"key": language[:_EXCERPT], "languages": ", ".join(known), **nearest(language, known)}
                problems.append(NO_SUCH_LANGUAGE.at(place, "languages", index, **values))
        wanted = tuple(language for language in known if language in own)
        return replace(self._reading, languages=wanted or known)

    def _unknown_tags(self, question: Question, place: Place) -> Iterator[Problem]:
        known = self._frame.tags
        for index, tag in enumerate(question.tags if known else ()):
            if known and tag not in known:
                yield NO_SUCH_TAG.at(place, "tags", index, tag=tag[:_EXCERPT], **nearest(tag, known))

    def _citations(self, question: Question, problems: list[Problem]) -> tuple[Citation, ...]:
        sources = self._frame.sources
        if sources is None:
            return ()
        found = []
        for part in question.source:
            source = sources.get(part.article)
            if source is None:
                meant = nearest(part.article, sources)
                problems.append(NO_SUCH_SOURCE.at(part.place, "article", article=part.article, **meant))
                continue
            for index, term in enumerate(part.evidence):
                if (length := len(term.split())) > LONGEST_EVIDENCE:
                    problems.append(QUOTATION.at(part.place, "evidence", index, n=length))
            found.append(Citation(source, part.paragraph, part.evidence, part.at))
        return tuple(found)

    def _wrong_picture(self, name: str) -> Code | None:
        return images.wrong_with(self._file.parent, name, self._frame.folder)


def _model(tree: dict[str, Tree], place: Place) -> type[Question]:
    kind = tree.get("kind")
    if kind is None:
        problems = [
            UNKNOWN_KEY.at(place, key, key=key[:_EXCERPT], nearest="kind")
            for key in list(tree)[:_LOOKED_AT]
            if meant.key(key, ("kind", *Question.KEYS)).get("nearest") == "kind"
        ]
        raise Invalid(problems[:1] or [MISSING.at(place, key="kind")])
    if not isinstance(kind, str):
        raise Invalid([NOT_TEXT.at(place, "kind")])
    model = KINDS.get(kind)
    if model is None:
        kinds = ", ".join(KINDS)
        raise Invalid([UNKNOWN_KIND.at(place, "kind", kind=kind[:_EXCERPT], kinds=kinds, **meant.key(kind, KINDS))])
    return model
