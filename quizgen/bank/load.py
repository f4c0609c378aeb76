"""From files to collections: read, lower, check. Every problem of every file, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path as File

from quizgen.bank import checks, find
from quizgen.bank.citations import Coverage, articles, check_citations, check_sources, coverage
from quizgen.bank.heads import CollectionHead
from quizgen.bank.lower import BankRead, CollectionRead, Frame, lower_bank, lower_collection, lower_lone_bank
from quizgen.garbage import not_collected
from quizgen.items import Bank, Collection, Item
from quizgen.problems import Code, Place, Problem
from quizgen.text.phrases import N_
from quizgen.yaml import reader
from quizgen.yaml.files import FOLDER, read_bytes
from quizgen.yaml.places import located
from quizgen.yaml.suspicious import MAX_PROBLEMS

EMPTY_FILE = Code("Q063", "error", N_("this file is empty"), N_('start one with "quizgen new NAME"'))


@dataclass(frozen=True, slots=True)
class Whole:
    """All sound questions of a collection, those of banks that nobody named included.

    `sourced`: it names sources. `ignored`: the warnings that it does without. `banks`: those with a sound head.
    """

    items: tuple[Item, ...]
    sourced: bool
    ignored: frozenset[str] = frozenset()
    banks: tuple[Bank, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read, as far as it is sound, and all that is wrong with it.

    `files` and `questions` count what was looked at, sound or not. `coverage` is there if articles were. `wholes` are
    the collections with all their banks; `told` are the files whose problems are told. `left_out` counts the problems
    that are not told, past as many as anybody reads.
    """

    collections: tuple[Collection, ...]
    problems: tuple[Problem, ...]
    files: int
    questions: int
    coverage: tuple[Coverage, ...] = ()
    wholes: tuple[Whole, ...] = ()
    told: frozenset[str] = frozenset()
    left_out: int = 0

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep these banks from being played or exported."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def with_problems(self, more: Iterable[Problem]) -> Loaded:
        """The same with further problems of the questions, as far as their files are told of."""
        found = [problem for problem in more if problem.place.file in self.told]
        told = _most_telling(found)
        left_out = self.left_out + len(found) - len(told)
        return replace(self, problems=tuple(_in_order(self.problems, located(told))), left_out=left_out)

    def without(self, ignored: Set[str]) -> Loaded:
        """The same without the warnings of these codes."""
        kept = (each for each in self.problems if each.severity == "error" or each.code.id not in ignored)
        return replace(self, problems=tuple(kept)) if ignored else self


@dataclass(slots=True)
class _Run:
    """What one run gathers: of each home (a collection's folder or a lone bank) its id and file, and what is wrong.

    `in_files` are problems of the files themselves, `in_data` those of what the files hold.
    """

    collections: list[Collection] = field(default_factory=list)
    homes: list[tuple[str, str]] = field(default_factory=list)
    in_files: list[Problem] = field(default_factory=list)
    in_data: list[Problem] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    wholes: list[Whole] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    files: int = 0
    questions: int = 0


def load(targets: Sequence[find.Target], folder: File | None = None) -> Loaded:
    """Read what the targets name. A collection is read whole, but only the wanted banks are told of and returned.

    `folder` holds the text files that sources name: with it, every citation is proved against them.
    """
    run = _Run()
    with not_collected():
        for target in find.merged(targets):
            if target.home.is_dir():
                _read_collection(target, folder, run)
            else:
                _read_lone_bank(target.home, folder, run)
        run.in_data.extend(checks.collections_once(run.homes))
        told = _most_telling(run.in_data)
        problems = _in_order(run.in_files, located(told))
    return Loaded(
        tuple(run.collections),
        tuple(problems),
        run.files,
        run.questions,
        tuple(run.coverage),
        tuple(run.wholes),
        frozenset(run.told),
        len(run.in_data) - len(told),
    )


def _read_collection(target: find.Target, folder: File | None, run: _Run) -> None:
    """Read all banks of a collection and check them together; then keep what is told of those that are wanted."""
    file = find.collection_file(target.home)
    if file is None:
        run.files += 1
        run.in_files.append(FOLDER.at(Place(str(target.home))))
        return
    tree, in_files = _tree(file, target.home)
    read = CollectionRead(None, None, ()) if tree is None else lower_collection(tree, file)
    banks: list[BankRead] = []
    wanted = _wanted(target)
    told = {str(file)}
    for path in find.bank_files(target.home):
        tree, wrong = _tree(path, target.home)
        bank = BankRead(None, (), 0, ())
        if tree is not None and read.frame is not None:
            bank = lower_bank(tree, path, read.frame)
            banks.append(bank)
        if wanted is None or path.resolve() in wanted:
            told.add(str(path))
            in_files += wrong
            run.questions += bank.questions
    run.files += len(told)
    run.told |= told
    known = [bank.bank for bank in banks if bank.bank is not None]
    in_data = [*read.problems, *(problem for bank in banks for problem in bank.problems)]
    in_data += _checked(banks, read.frame, str(file), folder, run)
    in_data += checks.banks_once([(bank.id, bank.path) for bank in known])
    order = read.head.banks if isinstance(read.head, CollectionHead) else ()
    in_data += checks.order_known(order, [bank.id for bank in known], str(file))
    run.in_files += in_files
    run.in_data += _heeded((problem for problem in in_data if problem.place.file in told), read.frame)
    if read.head is not None and read.frame is not None:
        place = {id: index for index, id in enumerate(order)}
        known.sort(key=lambda bank: place.get(bank.id, len(place)))
        _add(read, [bank for bank in known if bank.path in told], str(file), run)


def _wanted(target: find.Target) -> set[File] | None:
    return None if target.only is None else {path.resolve() for path in target.only}


def _read_lone_bank(file: File, folder: File | None, run: _Run) -> None:
    run.files += 1
    run.told.add(str(file))
    tree, in_files = _tree(file, file.parent)
    run.in_files += in_files
    if tree is None:
        return
    read, bank = lower_lone_bank(tree, file)
    run.questions += bank.questions
    in_data = (*read.problems, *bank.problems, *_checked([bank], read.frame, str(file), folder, run))
    run.in_data += _heeded(in_data, read.frame)
    _add(read, [bank.bank] if bank.bank is not None else [], str(file), run)


def _checked(
    banks: Sequence[BankRead], frame: Frame | None, file: str, folder: File | None, run: _Run
) -> Iterator[Problem]:
    """What is wrong with the questions of a collection as they stand together, and with what they cite."""
    items = [item for bank in banks for item in bank.items]
    known = tuple(bank.bank for bank in banks if bank.bank is not None)
    if frame is not None:
        run.wholes.append(Whole(tuple(items), bool(frame.sources), frame.ignored, known))
    yield from checks.leads_known(items, known)
    for check in checks.CHECKS:
        yield from check(items)
    if folder is not None and frame is not None and frame.sources:
        texts = articles(frame.sources, folder)
        run.coverage.extend(coverage(items, texts))
        yield from check_sources(frame.sources, items, texts, file)
        yield from check_citations(items, texts)


def _heeded(problems: Iterable[Problem], frame: Frame | None) -> Iterator[Problem]:
    """The problems without the warnings that the collection does without."""
    ignored = frame.ignored if frame is not None else frozenset()
    return (problem for problem in problems if problem.code.id not in ignored)


def _add(read: CollectionRead, banks: Iterable[Bank], file: str, run: _Run) -> None:
    head, frame = read.head, read.frame
    if head is None or frame is None:
        return
    run.homes.append((head.id, file))
    run.collections.append(
        Collection(
            id=head.id,
            title=head.title,
            languages=frame.languages,
            banks=tuple(banks),
            version=head.version,
            license=head.license,
            tags=head.tags,
            sources=frame.sources or {},
            macros=head.macros,
            report=head.report,
            as_of=head.as_of,
            school=head.school,
            teacher=head.teacher,
        )
    )


def _tree(file: File, within: File) -> tuple[reader.Tree | None, list[Problem]]:
    """The file's data, if it can be read and lies within a folder, and what is wrong with the file."""
    data = read_bytes(file, within)
    if isinstance(data, Problem):
        return None, [data]
    document = reader.read(data, str(file))
    if document.tree is None and not document.problems:
        return None, [EMPTY_FILE.at(Place(str(file)))]
    return document.tree, list(document.problems)


# ---------------------------------------------------------------------------------------------------------------
# What is told


def _most_telling(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Errors before warnings, and no more than anybody reads."""
    return sorted(problems, key=lambda problem: problem.severity == "warning")[:MAX_PROBLEMS]


def _in_order(first: Sequence[Problem], later: Sequence[Problem]) -> list[Problem]:
    """All problems, by file and line; of the later ones, those that only follow from an error at the same place go."""
    broken = {_line(problem) for problem in first if problem.severity == "error" and problem.place.line}
    problems = [*first, *(problem for problem in later if _line(problem) not in broken)]
    order = {file: index for index, file in enumerate(dict.fromkeys(problem.place.file for problem in problems))}
    return sorted(problems, key=lambda problem: (order[problem.place.file], *_line(problem)[1:], problem.code.id))


def _line(problem: Problem) -> tuple[str, int, int]:
    return problem.place.file, problem.place.line, problem.place.column


__all__ = ["Loaded", "load"]
