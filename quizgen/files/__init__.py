"""Files that other people made: banks, pictures, packages, progress from elsewhere. All of them come in by this door.

It knows no format but the heads of pictures (`rasters`). It looks at what kind of file there is and at its size before
it reads, counts while it reads, and says why it won't in one of a few words; whoever asked puts them into a problem of
its own. The limits stand here.
"""

from quizgen.files.door import (
    MAX_BANK,
    MAX_PACKAGE,
    MAX_PICTURE,
    MAX_PROGRESS,
    Refused,
    Why,
    head,
    inside,
    opened,
    read,
)

__all__ = [
    "MAX_BANK",
    "MAX_PACKAGE",
    "MAX_PICTURE",
    "MAX_PROGRESS",
    "Refused",
    "Why",
    "head",
    "inside",
    "opened",
    "read",
]
