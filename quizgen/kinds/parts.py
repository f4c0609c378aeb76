"""What an author writes as a mapping: its keys, declared one a line, and how the whole is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, overload

from quizgen.kinds.fields import WORDING, Field
from quizgen.kinds.reading import Flaw, Reading, Refused, fail, fault, nearest

T = TypeVar("T")

_HINTED = 100  # unknown keys of one mapping for which the known one is looked for, which is slow


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a part: how its value is read, what editors tell of it (in English), what it is unless written."""

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

    Declared, they move to KEYS; the class keeps their defaults, which an instance has of what was not written.
    """

    KEYS: ClassVar[Mapping[str, Key]] = {}
    _READERS: ClassVar[Mapping[str, Callable[[Any, Reading], Any]]] = {}  # the keys' own, at hand: many are read
    _REQUIRED: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = {name: key for name, key in vars(cls).items() if isinstance(key, Key)}
        for name, key in own.items():
            setattr(cls, name, key.default)
        known: dict[str, Key] = {}
        for base in reversed(cls.__mro__):
            known |= vars(base).get("KEYS", {})
        cls.KEYS = known | own
        cls._READERS = {name: key.field.read for name, key in cls.KEYS.items()}
        cls._REQUIRED = frozenset(name for name, key in cls.KEYS.items() if key.required)

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values

    @classmethod
    def read(cls, tree: Any, reading: Reading) -> Self:
        """Read the mapping. Raises Refused, with all that is wrong in it."""
        if not isinstance(tree, dict):
            fail(fault("Q111"))
        readers = cls._READERS
        values: dict[str, Any] = {}
        flaws: list[Flaw] = []
        meant: set[object] = set()
        for name, value in tree.items():
            read = readers.get(name)
            if read is None:
                hint = nearest(name, readers) if len(flaws) < _HINTED else {}
                meant.update(hint.values())
                flaws.append(fault("Q104", name, key=name[:80], **hint))
                continue
            try:
                values[name] = read(value, reading)
            except Refused as refused:
                flaws += refused.below(name)
        if not tree.keys() >= cls._REQUIRED:  # a key that was mistyped is there, in a way
            missing = cls._REQUIRED - tree.keys() - meant
            flaws += [fault("Q102", key=name) for name in readers if name in missing]
        if flaws:
            fail(*flaws)
        return cls(values)


P = TypeVar("P", bound=Part)


def part(cls: type[P]) -> Field[P]:
    """A value that is such a part."""
    return Field(cls.read, {"anyOf": [cls]})


def part_or_text(cls: type[P], key: str) -> Field[P]:
    """A value that is such a part, or a lone text: then the part has that key alone."""

    def read(value: Any, reading: Reading) -> P:
        # Any other key of the part tells as well what is meant, unless it is a language's code (`id` is one).
        if isinstance(value, dict) and (key in value or any(k in cls.KEYS and k not in reading.known for k in value)):
            return cls.read(value, reading)
        return cls({key: WORDING.read(value, reading)})

    return Field(read, {"anyOf": [cls, WORDING.schema]})
