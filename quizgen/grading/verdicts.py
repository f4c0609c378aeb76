"""What a learner did (responses) and what it is worth (verdicts)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quizgen.items import Text

# -----------------------------------------------------------------------------------------------------------
# Responses, one type a form. An empty one (nothing picked, nothing typed) is a learner who gave up: wrong.


@dataclass(frozen=True, slots=True)
class Picked:
    """Choose: the indices, in the form's own order, of the options picked."""

    options: frozenset[int]


@dataclass(frozen=True, slots=True)
class Typed:
    """Write: what was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """Enumerate: what was typed, in the order typed."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """Order: the indices of the form's steps in the learner's order; all of them, or none (gave up)."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """Match: for each pair of the form, the index into `form.targets` it was given, or None."""

    targets: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """Fill: what was typed for each gap, in reading order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Reveal: whether the learner says that they knew."""

    right: bool


Response = Picked | Typed | Named | Arranged | Paired | Filled | Recalled

# -----------------------------------------------------------------------------------------------------------
# Verdicts


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between what was typed and what was expected.

    `start` and `end` index into `Slip.typed` (equal where letters are missing); `expected` is what should
    stand there ("" for extra letters).
    """

    start: int
    end: int
    kind: Literal["missing", "extra", "wrong", "swapped"]
    expected: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Why a right answer is only nearly right: its accents, or a typo."""

    kind: Literal["accents", "typo"]
    typed: str
    expected: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a response.

    `target` is, for a list, the entry that the typed name counted as; `repeat`: it named one already named.
    """

    right: bool
    slip: Slip | None = None
    target: int | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score from 0 to 1, and how each part fared.

    `marks`: Write, one; Enumerate, one for each name typed; Order, one for each step in the learner's order
    (right: it stands in the longest ordered subset); Match, one for each pair; Fill, one for each gap; Choose
    and Reveal, none, for the response says it all.
    """

    score: Fraction
    marks: tuple[Mark, ...] = ()

    @property
    def right(self) -> bool:
        """Full credit."""
        return self.score == 1

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What differed, in an answer that counts all the same."""
        return tuple(mark.slip for mark in self.marks if mark.slip)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The response can't be read, or can be read in two ways: it is asked again, not marked.

    `readings`: where ambiguous, what it may mean.
    """

    reason: Literal["number", "date", "ambiguous"]
    readings: tuple[Text, ...] = ()
