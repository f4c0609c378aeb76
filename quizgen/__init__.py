"""Write questions once, in YAML; play them in the terminal, study them in Anki, print them for a class.

For scripts: `load`, `check`, `judge`, `export`, `export_anki`, `export_handout`, and the errors that they
raise, as docs/python.md shows. What they need is loaded when one of them is first asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; loading `typing` for it would be most of the time to import this
if TYPE_CHECKING:
    from quizgen.api import (
        BanksInvalid,
        Error,
        Inexpressible,
        NotFound,
        Printed,
        WouldLose,
        WrongDeck,
        check,
        export,
        export_anki,
        export_handout,
        judge,
        load,
    )

__version__ = "0.1.0"
__all__ = [
    "BanksInvalid",
    "Error",
    "Inexpressible",
    "NotFound",
    "Printed",
    "WouldLose",
    "WrongDeck",
    "check",
    "export",
    "export_anki",
    "export_handout",
    "judge",
    "load",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from quizgen import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
