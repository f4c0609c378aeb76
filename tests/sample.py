"""Every kind of question, with every key: the collection in `cases/every-kind`, for tests that need one of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from quizgen.bank import Target, load
from quizgen.items import Collection, Item

FOLDER = Path(__file__).parent / "cases" / "every-kind"


@cache
def collection() -> Collection:
    """The collection, which must be sound."""
    loaded = load([Target(FOLDER)])
    assert not loaded.problems, loaded.problems
    return loaded.collections[0]


def items(*banks: str) -> dict[str, Item]:
    """The questions of the banks named, or of all: by the last part of their ids."""
    return {item.name: item for bank in collection().banks for item in bank.items if not banks or bank.id in banks}
