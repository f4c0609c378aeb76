"""Python's search for garbage, paused while a great deal is built of which almost nothing is thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collected() -> Iterator[None]:
    """Nothing made meanwhile is searched for garbage: walking it again and again would cost as much as building it.

    A caller who has paused the search already finds it paused still.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
