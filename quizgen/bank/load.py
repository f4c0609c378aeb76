"""From files to collections: read, validate, lower, check. Every problem of every file, in one run."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.bank import checks, find, reader
from quizgen.bank.faults import Fault, Loc
from quizgen.bank.lower import (
    BankRead,
    Entry,
    Frame,
    lower_bank,
    lower_collection,
    lower_lone_bank,
)
from quizgen.bank.model import CollectionHead, LoneBankHead
from quizgen.bank.traps import MAX_TROUBLES
from quizgen.items import Collection
from quizgen.problems import Problem, Where

if TYPE_CHECKING:
    from quizgen.bank.citations import Coverage

_MISSING = frozenset({"Q102", "Q131"})

UNREADABLE = frozenset({"Q060", "Q061", "Q062"})
"""Codes of files that the machine would not give us, whatever stands in them."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read, as far as it is sound, and all that is wrong with it.

    `files` and `questions` count what was looked at, sound or not. `coverage` is there if articles were.
    """

    collections: tuple[Collection, ...]
    problems: tuple[Problem, ...]
    files: int
    questions: int
    coverage: tuple[Coverage, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep these banks from being played or exported."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


@dataclass(slots=True)
class _Run:
    """What one run gathers. `articles`: the folder that citations are proved against, if any."""

    articles: Path | None = None
    lint: bool = False
    coverage: list[Coverage] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    homes: list[tuple[str, Path]] = field(default_factory=list)
    files: int = 0
    questions: int = 0


def load(targets: Sequence[find.Target], articles: Path | None = None, lint: bool = False) -> Loaded:
    """Read what the targets name. A collection is read whole, but only the wanted banks are told of and returned.

    `articles`: a folder with the text files that sources name; every citation is proved against them.
    `lint`: also tell what makes sound questions teach less well; whoever plays need not wait for it.
    """
    run = _Run(articles, lint)
    collecting = gc.isenabled()
    gc.disable()  # almost nothing built here is garbage; walking it again and again costs as much as building it
    try:
        for target in find.merged(targets):
            if target.home.is_dir():
                _read_collection(target, run)
            else:
                _read_lone_bank(target.home, run)
        run.faults.extend(checks.collections_once(run.homes))
        run.problems.extend(_placed(run.faults))
    finally:
        if collecting:
            gc.enable()
    run.problems = _once_a_place(run.problems)
    order = {path: index for index, path in enumerate(dict.fromkeys(p.where.path for p in run.problems))}
    run.problems.sort(key=lambda p: (order[p.where.path], p.where.line, p.where.column, p.code))
    return Loaded(tuple(run.collections), tuple(run.problems), run.files, run.questions, tuple(run.coverage))


def _read_collection(target: find.Target, run: _Run) -> None:
    file = find.collection_file(target.home)
    if file is None:
        run.files += 1
        run.problems.append(Problem("Q061", Where(str(target.home))))
        return
    banks = find.bank_files(target.home)
    wanted = {path.resolve() for path in target.only} if target.only is not None else None
    head, frame = None, None
    faults: list[Fault] = []
    run.files += 1
    tree = _tree(file, run)
    if tree is not None:
        head, frame = lower_collection(tree, file, faults)
    entries: list[Entry] = []
    read: list[tuple[Path, BankRead]] = []
    for path in banks:
        mine = wanted is None or path.resolve() in wanted
        aside = _Run()
        found = _tree(path, aside)
        if mine:
            run.files += 1
            run.problems.extend(aside.problems)
        if found is None or frame is None:
            continue
        here: list[Fault] = []
        bank = lower_bank(found, path, frame, here)
        entries.extend(bank.entries)
        read.append((path, bank))
        if mine:
            faults.extend(here)
            run.questions += bank.questions
    for check in checks.CHECKS:
        faults.extend(check(entries))
    if frame is not None:
        faults.extend(_prove(frame, entries, file, run))
    faults.extend(_lint(frame, entries, run))
    faults.extend(checks.banks_once([(bank.bank.id, path) for path, bank in read if bank.bank]))
    if head is not None:
        ids = [bank.bank.id for _, bank in read if bank.bank]
        faults.extend(checks.order_known(head.banks, ids, file))
        place = {id: index for index, id in enumerate(head.banks)}
        read.sort(key=lambda each: place.get(each[1].bank.id, len(place)) if each[1].bank else len(place))
    run.faults.extend(
        fault for fault in faults if wanted is None or fault.file == file or fault.file.resolve() in wanted
    )
    if head is not None and frame is not None:
        mine_read = [bank for path, bank in read if wanted is None or path.resolve() in wanted]
        _add(head, frame, mine_read, file, run)


def _read_lone_bank(file: Path, run: _Run) -> None:
    run.files += 1
    tree = _tree(file, run)
    if tree is None:
        return
    head, frame, bank = lower_lone_bank(tree, file, run.faults)
    run.questions += bank.questions
    for check in checks.CHECKS:
        run.faults.extend(check(bank.entries))
    if frame is not None:
        run.faults.extend(_prove(frame, bank.entries, file, run))
    run.faults.extend(_lint(frame, bank.entries, run))
    if head is not None and frame is not None:
        _add(head, frame, [bank], file, run)


def _prove(frame: Frame, entries: Sequence[Entry], file: Path, run: _Run) -> list[Fault]:
    if run.articles is None or not frame.sources:
        return []
    from quizgen.bank import citations  # of no use to who plays

    texts = citations.articles(frame.sources, run.articles)
    run.coverage.extend(citations.coverage(entries, texts))
    return [*citations.check_sources(frame.sources, texts, file), *citations.check_citations(entries, texts)]


def _lint(frame: Frame | None, entries: Sequence[Entry], run: _Run) -> Iterable[Fault]:
    if not run.lint or frame is None:
        return ()
    from quizgen.bank.lint import lint

    return lint(entries, sourced=bool(frame.sources))


def _add(head: CollectionHead | LoneBankHead, frame: Frame, banks: Iterable[BankRead], file: Path, run: _Run) -> None:
    run.homes.append((head.id, file))
    run.collections.append(
        Collection(
            id=head.id,
            title=head.title,
            languages=frame.languages,
            banks=tuple(each.bank for each in banks if each.bank),
            version=head.version,
            license=head.license,
            tags=head.tags,
            sources=frame.sources or {},
        )
    )


# ---------------------------------------------------------------------------------------------------------------
# Files


def _tree(file: Path, run: _Run) -> reader.Tree | None:
    """The file's data, if it can be read; its troubles go to the run."""
    data = _bytes(file)
    if isinstance(data, Problem):
        run.problems.append(data)
        return None
    document = reader.read(data)
    run.problems.extend(_problem(trouble, file, document.text) for trouble in document.troubles)
    if document.tree is None and not document.troubles:
        run.problems.append(Problem("Q063", Where(str(file))))
    return document.tree


def _bytes(file: Path) -> bytes | Problem:
    try:
        if file.is_dir():
            return Problem("Q061", Where(str(file)))
        if not file.is_file():  # a device or a pipe would never end
            return Problem("Q062", Where(str(file)))
        with file.open("rb") as opened:
            return opened.read(reader.MAX_BYTES + 1)
    except OSError as error:
        return Problem("Q060", Where(str(file)), {"reason": error.strerror or type(error).__name__})


def _problem(trouble: reader.Trouble, file: Path, text: str) -> Problem:
    from quizgen.bank import places  # of no use where all is well

    where = Where(str(file), trouble.line, trouble.column, trouble.length, places.source_line(text, trouble.line))
    also = None
    if trouble.also is not None:
        line, column, length = trouble.also
        also = Where(str(file), line, column, length, places.source_line(text, line))
    return Problem(trouble.code, where, trouble.values, also)


def _once_a_place(problems: Sequence[Problem]) -> list[Problem]:
    """Where the file itself is at fault, what its data then lacks is no news."""
    broken = {
        (p.where.path, p.where.line, p.where.column) for p in problems if p.code < "Q060" and p.severity == "error"
    }
    return [p for p in problems if p.code < "Q060" or (p.where.path, p.where.line, p.where.column) not in broken]


def _placed(faults: Sequence[Fault]) -> list[Problem]:
    """Faults with line and column: each file with any is read once more, for its places."""
    if not faults:
        return []
    from quizgen.bank import places

    asked: dict[Path, list[Loc]] = {}
    faults = sorted(faults, key=lambda fault: fault.code[1] in "5678")[:MAX_TROUBLES]  # errors before warnings
    for fault in faults:
        asked.setdefault(fault.file, []).append(fault.loc)
        if fault.also is not None:
            asked.setdefault(fault.also[0], []).append(fault.also[1])
    spots: dict[tuple[Path, Loc], tuple[places.Spot | None, places.Spot]] = {}
    texts: dict[Path, str] = {}
    for file, locs in asked.items():
        data = _bytes(file)
        text = reader.text_of(data) if isinstance(data, bytes) else ""
        texts[file] = text
        spots.update(((file, loc), both) for loc, both in places.locate(text, locs).items())

    def where(file: Path, loc: Loc, fault: Fault) -> Where:
        key, value = spots[file, loc]
        # A list or a mapping that starts on the next line is best shown by its key, unless something is missing in it.
        below = key is not None and value.line > key.line and fault.code not in _MISSING
        spot = key if key is not None and (fault.at_key or below) else value
        source = places.source_line(texts[file], spot.line)
        return Where(str(file), spot.line, spot.column, spot.length, source)

    return [
        Problem(
            fault.code,
            where(fault.file, fault.loc, fault),
            fault.values,
            None if fault.also is None else where(*fault.also, fault),
        )
        for fault in faults
    ]


__all__ = ["UNREADABLE", "Loaded", "load"]
