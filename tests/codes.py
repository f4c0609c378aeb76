"""Every code that the package declares, by its id."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import quizgen
from quizgen.problems import Code


@cache
def declared() -> dict[str, tuple[str, Code]]:
    """Id → the module that declares the code, and the code. Raises ValueError for an id that two codes share."""
    found: dict[str, tuple[str, Code]] = {}
    for module in pkgutil.walk_packages(quizgen.__path__, "quizgen."):
        if module.name.startswith(("quizgen.locales.", "quizgen.outputs.handout.fonts.")) or "__main__" in module.name:
            continue  # scripts
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Code):
                other = found.setdefault(value.id, (module.name, value))[1]
                if other is not value:
                    raise ValueError(f"{value.id} is declared twice, in {found[value.id][0]} and {module.name}")
    return found


def ids(first: str, last: str = "Q999") -> set[str]:
    """The ids of a range, both ends included."""
    return {id for id in declared() if first <= id <= last}
