"""What the reader chose for good, in a small file of their own: for now, the language chosen in the menu.

The help page needs it, and must come at once: what reads and writes is loaded where there is something to.
"""

from __future__ import annotations

import contextlib


def language(file: str) -> str | None:
    """The language chosen in the menu, if one was. A file that can't be read, or holds something else, says none."""
    found = _read(file).get("language")
    return found if isinstance(found, str) else None


def keep_language(file: str, language: str) -> None:
    """Write down the language chosen. Where nothing can be written, the choice lasts until the program ends."""
    import json
    from pathlib import Path

    from quizgen.outputs import files

    settings = _read(file) | {"language": language}
    with contextlib.suppress(OSError):
        files.write(Path(file).resolve(), (json.dumps(settings, ensure_ascii=False, indent=2) + "\n").encode())


def _read(file: str) -> dict[str, object]:
    try:
        with open(file, "rb") as stream:
            content = stream.read()
    except OSError:
        return {}
    import json

    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
