"""Typst in a process of its own: `python worker.py ROOT FONTS`, driven by `typeset` through its standard streams.

A hostile picture can make Typst take any amount of memory or time, or abort; here that ends this process alone. Nothing
of quizgen is imported, so that it starts quickly.

A request is a line of JSON and, if that names a `size`, as many bytes of data; the answer is a line of JSON and, if
that names a `size`, as many bytes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

MEMORY = 4_000_000_000
"""Bytes that typesetting may take: 4 GB, more than twice what a sheet of 10,000 questions takes."""

# Both at once: archivable with all its text (A-2a), and readable by a screen reader (UA-1). Under UA-1 a letter
# that no font holds is an error; without it Typst would print nothing and say nothing.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def limit(kind: str, value: int) -> None:
    """Bound what this process may take, where the system can."""
    if sys.platform == "win32":
        return
    resource = import_module("resource")
    number = getattr(resource, kind)
    _, most = resource.getrlimit(number)
    with suppress(ValueError, OSError):  # a system that knows no such bound, or has a lower one
        resource.setrlimit(number, (value, most))


def serve(root: str, fonts: str, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    import typst

    compiler = typst.Compiler(
        root=root,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
        ignore_system_fonts=True,  # what a machine happens to have would change the sheet
        package_path=os.path.join(root, "no-packages"),  # noqa: PTH118  # pathlib would take longer to load than to use
        package_cache_path=os.path.join(root, "no-packages"),  # noqa: PTH118
    )
    for line in requests:
        asked: dict[str, Any] = json.loads(line)
        data = requests.read(asked.get("size", 0))
        limit("RLIMIT_CPU", int(time.process_time()) + asked["seconds"] * (os.cpu_count() or 1))
        made = b""
        try:
            if "query" in asked:
                made = compiler.query(asked["query"], field="value").encode()
            elif asked.get("format") == "png":
                drawn = compiler.compile(
                    os.path.join(root, "templates", asked["template"]),  # noqa: PTH118
                    format="png",
                    ppi=72,
                    sys_inputs={"data": data.decode()},
                )
                assert isinstance(drawn, bytes)
                made = drawn
            else:
                found = compiler.compile(
                    os.path.join(root, "templates", asked["template"]),  # noqa: PTH118
                    format="pdf",
                    sys_inputs={"data": data.decode()},
                    pdf_standards=STANDARDS,
                    timestamp=asked["epoch_s"],
                )
                assert isinstance(found, bytes)
                made = found
            answer: dict[str, object] = {"size": len(made)}
        except typst.TypstError as error:
            answer = {"error": str(error)}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.write(made)
        answers.flush()


def main() -> None:
    """Take over standard output, so that nothing else can write to it; then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this process ends it
    limit("RLIMIT_DATA", MEMORY)
    limit("RLIMIT_CORE", 0)
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    with suppress(BrokenPipeError):
        serve(sys.argv[1], sys.argv[2], sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
