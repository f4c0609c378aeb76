"""What an author writes as a mapping: its keys, declared one a line, and how the whole is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, overload

from quizgen.items import Name, Text, Words
from quizgen.kinds import meant
from quizgen.kinds.fields import LANGUAGE, NOT_KEYS, WORDING, Field
from quizgen.kinds.reading import Reader, Reading
from quizgen.problems import Code, Invalid, Path, Place, Problem, refuse
from quizgen.text.phrases import N_

T = TypeVar("T")

MISSING = Code("Q102", "error", N_('"{key}:" is missing'), N_('add "{key}:" here'), caret="gap")
UNKNOWN_KEY = Code("Q104", "error", N_('unknown key "{key}"'), N_("the keys that may stand here: {keys}"), caret="key")
NOT_ONE_TEXT = Code(
    "Q127", "error", N_("more than one text is said to be in this language"), N_('write one after "text:", as it is')
)

_HINTED = 100  # unknown keys of one mapping for which the known one is looked for, which is slow


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a part: how its value is read, what editors tell of it, as a msgid, what it is unless written."""

    field: Field[Any]
    about: str
    required: bool
    default: Any = None


def required(field: Field[T], about: str) -> T:
    """Declare a key that must be written. The class holds a Key, its instances what was read; hence the type."""
    return Key(field, about, True)  # type: ignore[return-value]  # as dataclasses.field does


@overload
def optional(field: Field[T], about: str) -> T | None: ...
@overload
def optional(field: Field[T], about: str, default: T) -> T: ...
def optional(field: Field[T], about: str, default: Any = None) -> Any:
    """Declare a key that may be left out."""
    return Key(field, about, False, default)


class Part:
    """A mapping of known keys; any other key is an author's slip. A subclass declares its keys as attributes.

    `__init_subclass__` collects them in KEYS and leaves each default as a class attribute; an instance holds only
    what was written, and where: `at` is the path to it. A subclass does without an inherited key by setting it to a
    value. OWN: whether keys that start with `x-` may stand here too, which are the author's and mean nothing.
    """

    at: Path
    _file: str

    OWN: ClassVar[bool] = False
    KEYS: ClassVar[Mapping[str, Key]] = {}
    _READERS: ClassVar[Mapping[str, Reader[Any]]] = {}  # the keys' own, at hand: many are read
    _REQUIRED: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = {name: key for name, key in vars(cls).items() if isinstance(key, Key)}
        for name, key in own.items():
            setattr(cls, name, key.default)
        known: dict[str, Key] = {}
        for base in reversed(cls.__mro__):
            known |= vars(base).get("KEYS", {})
        cls.KEYS = {name: key for name, key in (known | own).items() if name in own or name not in vars(cls)}
        cls._READERS = {name: key.field.read for name, key in cls.KEYS.items()}
        cls._REQUIRED = frozenset(name for name, key in cls.KEYS.items() if key.required)

    def __init__(self, values: Mapping[str, Any], file: str, at: Path) -> None:
        self.__dict__.update(values)
        self._file, self.at = file, at

    @property
    def place(self) -> Place:
        """Where the mapping stands."""
        return Place(self._file, self.at)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in vars(self).items())})"

    @classmethod
    def read(cls, tree: Any, reading: Reading, at: Path) -> Self:
        """Read the mapping. Raises Invalid, with all that is wrong in it."""
        if not isinstance(tree, dict):
            refuse(NOT_KEYS.at(reading.place(at), keys=cls._example()))
        readers = cls._READERS
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        taken: set[object] = set()
        for name, value in tree.items():
            read = readers.get(name)
            if read is None:
                if cls.OWN and name.startswith("x-"):
                    continue
                hint = meant.key(name, [key for key in readers if key not in tree]) if len(problems) < _HINTED else {}
                taken.update(hint.values())
                keys = {} if hint else {"keys": cls._free(tree)}
                problems.append(UNKNOWN_KEY.at(reading.place(at), name, key=name[:80], **hint, **keys))
                continue
            try:
                values[name] = read(value, reading, (*at, name))
            except Invalid as error:
                problems += error.problems
        if not tree.keys() >= cls._REQUIRED:  # a key that was mistyped is there, in a way
            missing = cls._REQUIRED - tree.keys() - taken
            problems += [MISSING.at(reading.place(at), key=name) for name in readers if name in missing]
        if problems:
            refuse(*problems)
        return cls(values, reading.file, at)

    @classmethod
    def _free(cls, tree: Mapping[str, Any]) -> str:
        """The keys that may still be written, those that must be first."""
        free = [name for name in cls._READERS if name not in tree] or list(cls._READERS)
        return ", ".join(sorted(free, key=lambda name: name not in cls._REQUIRED))

    @classmethod
    def _example(cls) -> str:
        """What such a mapping looks like: the keys that must be there, else its first two."""
        shown = [name for name in cls._READERS if name in cls._REQUIRED] or list(cls._READERS)[:2]
        return ", ".join(f"{name}: …" for name in shown)


class WordingPart(Part):
    """A text of which more may be said, its own language for one."""

    text = required(WORDING, N_("what it says"))
    lang = optional(LANGUAGE, N_("the language of this text, where it is not the bank's"))

    @classmethod
    def read(cls, tree: Any, reading: Reading, at: Path) -> Self:
        """Read the mapping. Raises Invalid, with all that is wrong in it, or if it says nothing."""
        found = super().read(tree, reading, at)
        found.wording()
        return found

    def wording(self) -> Text:
        """The text, in its language."""
        if self.lang is None:
            return self.text
        match self.text:
            case Name(words):
                return Name(words, self.lang, self.text.at)
            case Words(by_language) if len(by_language) == 1:  # in a bank of one language
                (words,) = by_language.values()
                return Name(words, self.lang, self.text.at)
            case _:
                refuse(NOT_ONE_TEXT.at(self.place, "lang"))


P = TypeVar("P", bound=Part)


def part(cls: type[P]) -> Field[P]:
    """A value that is such a part."""
    return Field(cls.read, {"anyOf": [cls]})


def part_or_text(cls: type[P], key: str) -> Field[P]:
    """A value that is such a part, or a lone text: then the part has that key alone."""
    text = cls.KEYS[key].field

    def read(value: Any, reading: Reading, at: Path) -> P:
        # Any other key of the part tells as well what is meant, unless it is a language's code (`id` is one).
        if isinstance(value, dict) and (key in value or any(k in cls.KEYS and k not in reading.known for k in value)):
            return cls.read(value, reading, at)
        return cls({key: text.read(value, reading, at)}, reading.file, at)

    return Field(read, {"anyOf": [cls, text.schema]})
