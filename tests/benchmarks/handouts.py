"""What handouts cost, against Typst alone on a prepared file: the same templates and data, nothing else to read.

Processor time, of all threads, the best of a few new processes: on an idle machine the clock shows less.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
from pathlib import Path

import samples
from measure import QUIZGEN, ROOT, Cost, Figure, cost

PREPARE = """
    import sys
    from pathlib import Path
    from quizgen.bank import find, load
    from quizgen.outputs.handout import data, pictures, sheet, style, typeset
    (collection,) = load(find.find(sys.argv[1], Path(), ())).collections
    made = sheet.compose(tuple(collection.items()), seed=1)
    english, head = style.Style(("en",)), data.Head(collection.title)
    document = data.document(made, [("sheet", made.versions)], head, english, pictures.Pictures())
    Path(sys.argv[2]).write_text(typeset.as_json(document))
"""
TYPST = """
    import sys, tempfile, typst, shutil
    from pathlib import Path
    templates, fonts, prepared = map(Path, sys.argv[1:4])
    root = Path(tempfile.mkdtemp())
    shutil.copytree(templates, root / "templates")
    compiler = typst.Compiler(root=str(root), font_paths=[str(fonts)], ignore_system_fonts=True)
    compiler.compile(
        str(root / "templates/worksheet.typ"), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0,
        sys_inputs={"data": prepared.read_text()},
    )
    shutil.rmtree(root)
"""


def _best(*command: str, times: int = 3) -> Cost:
    return min((cost(command) for _ in range(times)), key=lambda each: each.seconds)


def _script(source: str, *arguments: str, times: int = 3) -> Cost:
    return _best(sys.executable, "-c", textwrap.dedent(source), *arguments, times=times)


def handouts() -> list[Figure]:
    """A long sheet, many versions, and one sheet of twenty."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thousand.yaml").write_text(samples.bank(1000), "utf-8")
        (folder / "twenty.yaml").write_text(samples.bank(20), "utf-8")
        export = (*QUIZGEN, "export", "handout", "--lang", "en")
        _script(PREPARE, f"{folder}/thousand.yaml", f"{folder}/prepared.json", times=1)
        package = ROOT / "quizgen/outputs/handout"
        typst = _script(TYPST, f"{package}/templates", f"{package}/fonts", f"{folder}/prepared.json")
        thousand = _best(*export, f"{folder}/thousand.yaml", "--key", "none", "-o", f"{folder}/thousand.pdf")
        twenty = (*export, f"{folder}/twenty.yaml")
        versions = _best(*twenty, "--variants", "26", "--key", "end", "-o", f"{folder}/versions")
        single = _best(*twenty, "--key", "none", "-o", f"{folder}/single.pdf")
    return [
        Figure("sheet of 1,000 questions", thousand.seconds / typst.seconds, "× Typst alone"),
        Figure("memory for it", thousand.megabytes, "MB"),
        Figure("26 versions of 20, with keys", versions.seconds, "s"),
        Figure("one sheet of 20", single.seconds, "s"),
    ]
