"""From names of banks and filters to sound questions, in a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.app.errors import BanksInvalid, WrongUsage
from quizgen.app.nearest import nearest
from quizgen.app.reader import Reader
from quizgen.app.rendering import passage
from quizgen.bank import Loaded, Target, find, load_sound
from quizgen.items import Bank, Collection, Fill, Item, Text, plain
from quizgen.problems.report import language_name
from quizgen.text.phrases import N_
from quizgen.text.visible import visible
from quizgen.yaml.files import REFUSED_BY_THE_MACHINE
from quizgen.yaml.places import located

HERE = Path()
"""The folder that one works in, as paths from it read shortest."""


def bundled() -> Path:
    """The folder of the collections that come along: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "content"
    return inside if inside.is_dir() else package.parent / "content"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where banks are looked for: from `here`, the folder worked in, and among the bundled collections."""

    here: Path
    bundled: Path

    @property
    def shelves(self) -> tuple[Path, ...]:
        """Where ids are looked up: `./content`, then the bundled collections."""
        return (self.here / "content", self.bundled)

    def kept(self) -> Path:
        """Where large banks are kept as they were read: in the system's folder for what may be deleted."""
        import platformdirs  # only large banks need it

        return platformdirs.user_cache_path("quizgen", appauthor=False) / "banks"


# ---------------------------------------------------------------------------------------------------------------
# Banks


def targets(reader: Reader, folders: Folders, names: Sequence[str]) -> tuple[Target, ...]:
    """What names of banks stand for; without any, the banks of the folder worked in, else the bundled ones.

    That these had to do is remarked to the reader. Raises WrongUsage for an unknown name.
    """
    if not names:
        if own := find.own(folders.here):
            return own
        reader.remark(reader.say("No bank lies in this folder: these are the questions that come with quizgen."))
        return find.on(folders.bundled)
    named: list[Target] = []
    for name in names:
        these = find.find(name, folders.here, folders.shelves)
        if not these:
            raise _unknown(reader, folders, name)
        named += these
    return find.merged(named)


def _unknown(reader: Reader, folders: Folders, name: str) -> WrongUsage:
    """What is wrong with a name, with the one that was probably meant, or else all that there are."""
    if (folders.here / name).is_dir():
        return WrongUsage(reader.say('there is no bank in the folder "{name}"', name=visible(name)))
    known = find.names(folders.shelves)
    if meant := _neighbour(folders.here / name) or nearest(name, known):
        return WrongUsage(
            reader.say('no file, folder or bank "{name}"; did you mean {nearest}?', name=visible(name), nearest=meant)
        )
    return WrongUsage(
        reader.say(
            'no file, folder or bank "{name}"; the banks here: {known}', name=visible(name), known=", ".join(known)
        )
    )


def _neighbour(path: Path) -> str | None:
    """The bank file that was probably meant: one of a like name in the same folder."""
    try:
        meant = nearest(path.name, [each.name for each in path.parent.iterdir() if each.suffix in (".yaml", ".yml")])
    except (OSError, ValueError):  # a null character in the name, say
        return None
    return visible(str(path.with_name(meant))) if meant else None


def sound(reader: Reader, folders: Folders, names: Sequence[str]) -> tuple[Collection, ...]:
    """Read banks that must be without errors. Raises BanksInvalid, and WrongUsage for an unknown name."""
    return without_errors(load_sound(targets(reader, folders, names), folders.kept))


def without_errors(loaded: Loaded) -> tuple[Collection, ...]:
    """The collections that were read. Raises BanksInvalid, with the errors, if there are any."""
    if loaded.errors:
        raise BanksInvalid(loaded.errors, unreadable=unreadable(loaded))
    return loaded.collections


def unreadable(loaded: Loaded) -> bool:
    """Whether a file could not be read at all, so that what was reported isn't all."""
    return any(problem.code in REFUSED_BY_THE_MACHINE for problem in loaded.problems)


# ---------------------------------------------------------------------------------------------------------------
# Questions


@dataclass(frozen=True, slots=True)
class Filters:
    """Which questions to keep: with one of the tags, of one of the kinds, among those named; but for `without`.

    What is empty keeps all.
    """

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Selection:
    """Collections, and those of their questions that were asked for, in their order."""

    collections: tuple[Collection, ...]
    items: tuple[Item, ...]

    def by_collection(self) -> Iterator[tuple[Collection, tuple[Item, ...]]]:
        """Each collection that has some of the questions, and which."""
        chosen = {item.id for item in self.items}
        for collection in self.collections:
            if items := tuple(item for item in collection.items() if item.id in chosen):
                yield collection, items


def with_sound_pictures(selected: Selection) -> Selection:
    """The same, once the pictures were looked at. Raises BanksInvalid for those that aren't shown."""
    from quizgen.bank import pictures  # playing does without

    if wrong := [each for each in pictures.look(selected.items).problems if each.severity == "error"]:
        raise BanksInvalid(located(wrong))
    return selected


def select(reader: Reader, folders: Folders, names: Sequence[str], filters: Filters) -> Selection:
    """The questions of some banks that the filters keep. Raises BanksInvalid and WrongUsage."""
    collections = sound(reader, folders, names)
    return Selection(collections, filtered(reader, everything(collections), filters))


def everything(collections: Sequence[Collection]) -> tuple[Item, ...]:
    """All their questions, but for those withdrawn."""
    return tuple(item for collection in collections for item in collection.items())


def filtered(reader: Reader, items: Sequence[Item], filters: Filters) -> tuple[Item, ...]:
    """The items that the filters keep. Raises WrongUsage for an unknown tag, kind or id, and if nothing is left."""
    _known(reader, filters.tags, {tag for item in items for tag in item.tags}, N_('no question has the tag "{name}"'))
    _known(reader, filters.kinds, {item.kind for item in items}, N_('no question is of the kind "{name}"'))
    wanted = {item.id for name in filters.questions for item in _named(reader, items, name)}
    unwanted = {item.id for name in filters.without for item in _named(reader, items, name)}
    kept = tuple(
        item
        for item in items
        if (not filters.tags or not set(filters.tags).isdisjoint(item.tags))
        and (not filters.kinds or item.kind in filters.kinds)
        and (not filters.questions or item.id in wanted)
        and item.id not in unwanted
    )
    if not kept:
        raise nothing_left(reader)
    return kept


def nothing_left(reader: Reader) -> WrongUsage:
    """The mistake of filters that keep no question."""
    return WrongUsage(reader.say("no question is left after these filters"))


def _known(reader: Reader, names: Sequence[str], known: set[str], message: str) -> None:
    for name in names:
        if name not in known:
            raise _nobody(reader, reader.say(message, name=visible(name)), name, sorted(known))


def _nobody(reader: Reader, message: str, name: str, known: Sequence[str], listed_by: str | None = None) -> WrongUsage:
    """What is wrong, with the name that was probably meant, or else all there are; many are left to `listed_by`."""
    say = reader.say
    if meant := nearest(name, known):
        return WrongUsage(say("{message}; did you mean {nearest}?", message=message, nearest=meant))
    if listed_by and len(known) > 12:
        return WrongUsage(say("{message}; to see them all: {command}", message=message, command=listed_by))
    if known:
        return WrongUsage(say("{message}; there are: {known}", message=message, known=", ".join(known)))
    return WrongUsage(message)


def named(reader: Reader, items: Sequence[Item], name: str) -> Item:
    """The one item with this id: whole (`collection/question`), short, or former. Raises WrongUsage without any."""
    these = _named(reader, items, name)
    if len(these) > 1:
        raise WrongUsage(
            reader.say(
                'several questions are named "{name}": {ids}',
                name=visible(name),
                ids=", ".join(item.id for item in these),
            )
        )
    return these[0]


def _named(reader: Reader, items: Sequence[Item], name: str) -> tuple[Item, ...]:
    these = tuple(item for item in items if name in (item.id, item.name, *item.was))
    if not these:
        message = reader.say('no question has the id "{name}"', name=visible(name))
        known = [item.id if "/" in name else item.name for item in items]
        raise _nobody(reader, message, name, known, f"quizgen list {reader.say('BANK')}")
    return these


# ---------------------------------------------------------------------------------------------------------------
# Languages and titles


def language_of(reader: Reader, collection: Collection) -> str:
    """The language to show a collection in. Raises WrongUsage if the one explicitly asked for is missing."""
    language = reader.content(collection.languages)
    if language is None:
        raise WrongUsage(
            reader.say(
                "{collection} has no questions in {language}, only in {languages}",
                collection=collection.id,
                language=spelled(reader.wanted or "", reader),
                languages=", ".join(spelled(each, reader) for each in collection.languages),
            )
        )
    return language


def shown_in(item: Item, reader: Reader) -> str:
    """The language to show an item in: what is wanted if it has it, else its first."""
    return reader.content(item.languages) or item.languages[0]


def stem(item: Item, reader: Reader) -> str:
    """What an item asks, on one line; a passage with its gaps open where it has no prompt."""
    language = shown_in(item, reader)
    if item.prompt is not None:
        return plain(item.prompt, language)
    return passage(item.form, language) if isinstance(item.form, Fill) else ""


def spelled(code: str, reader: Reader) -> str:
    """A language by its name, and by the code that --lang takes: German (de)."""
    name = language_name(code, reader.say.language)
    return name if name == visible(code) else f"{name} ({visible(code)})"


def banks_of(collections: Sequence[Collection], items: Sequence[Item]) -> list[Bank]:
    """The banks that some items are from."""
    used = {item.bank for item in items}
    return [bank for collection in collections for bank in collection.banks if bank.id in used]


def title(collections: Sequence[Collection], items: Sequence[Item]) -> Text:
    """What some items are about: their bank's title if they are of but one, else the first collection's."""
    banks = banks_of(collections, items)
    return banks[0].title if len(banks) == 1 else collections[0].title
