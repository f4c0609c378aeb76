"""What a learner did (responses) and what it is worth (verdicts)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from quizgen.grading.edits import EditKind
from quizgen.items import Form, Text

# -----------------------------------------------------------------------------------------------------------
# Responses, one type a form. An empty one (nothing picked, nothing typed) means that the learner gave up: it is wrong.


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
    """Match: for each pair of the form, an index into `form.targets`, or None for a pair that was given none."""

    targets: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """Fill: what was typed for each gap, in reading order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Reveal: whether the learner says that they knew the answer."""

    right: bool


Response = Picked | Typed | Named | Arranged | Paired | Filled | Recalled
R = TypeVar("R", bound=Response)


def expect(response_type: type[R], response: Response, form: Form) -> R:
    """The response, which has to be of the form's own type. Raises TypeError if it isn't."""
    if not isinstance(response, response_type):
        raise TypeError(f"{type(response).__name__} is no response to {type(form).__name__}")
    return response


# -----------------------------------------------------------------------------------------------------------
# Verdicts


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between what was typed and what was expected.

    `start` and `end` index into `Slip.typed`; they are equal where letters are missing. `expected` is what should
    stand there; "" for extra letters.
    """

    start: int
    end: int
    kind: EditKind
    expected: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Why a right answer is only nearly right: its accents differ, or it has a typo."""

    kind: Literal["accents", "typo"]
    typed: str
    expected: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """How one part of a response fared.

    `entry`: in a list, the index of the entry that the name stands for; None if it stands for none. `repeat`: that
    entry was named before, so that this name counts neither way. `doubtful`: it is near to what is right, but as near
    to something else; in a list it counts neither way, elsewhere the question is asked again.
    """

    right: bool
    slip: Slip | None = None
    entry: int | None = None
    repeat: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score from 0 to 1, and how each part fared.

    `parts`: for Write, one; for Enumerate, one for each name, of which a text may hold several; for Order, one for
    each step in the learner's order, which is right if it is in the longest ordered subset; for Match, one for each
    pair; for Fill, one for each gap; for Choose and Reveal, none, since the response tells it all.
    """

    score: Fraction
    parts: tuple[PartVerdict, ...] = ()

    @property
    def right(self) -> bool:
        """Full credit."""
        return self.score == 1

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What differed in parts that are right all the same."""
        return tuple(part.slip for part in self.parts if part.slip)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The response can't be read, or can be read in two ways: it is asked for again, not judged.

    `reason`: it is no number, no date, either of two, or a name so spelt that it may be another one. `readings`: if it
    is ambiguous, what it may mean.
    """

    reason: Literal["number", "date", "ambiguous", "spelling"]
    readings: tuple[Text, ...] = ()
