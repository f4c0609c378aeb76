"""What handouts cost, as ratios in one run: `python tests/benchmarks/handout.py`.

Each figure is processor time, of all threads, the best of a few new processes: on an idle machine the clock shows less.
The bases are bare Python, and Typst alone on a prepared file: the same templates and data, nothing else to read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import samples

ROOT = Path(__file__).parents[2]
ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C"}

PREPARE = """
    import json, sys
    from pathlib import Path
    from quizgen.bank import find, load
    from quizgen.outputs.handout import data, sheet
    (collection,) = load(find.find(sys.argv[1], Path(), ())).collections
    made = sheet.compose(tuple(collection.items()), seed=1)
    look, head = data.Look(("en",)), data.Head(collection.title)
    document = data.document(made, [("sheet", made.versions)], head, look, data.Pictures())
    Path(sys.argv[2]).write_text(json.dumps(document))
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


def run(*arguments: str, times: int = 3) -> tuple[float, float]:
    """Seconds of processor time, the best of a few; megabytes, the most."""
    best, most = float("inf"), 0.0
    for _ in range(times):
        process = subprocess.Popen([sys.executable, *arguments], env=ENVIRON, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, arguments
        best, most = min(best, usage.ru_utime + usage.ru_stime), max(most, usage.ru_maxrss / 1024)
    return best, most


def script(source: str, *arguments: str, times: int = 3) -> tuple[float, float]:
    """The same for a script of ours."""
    return run("-c", textwrap.dedent(source), *arguments, times=times)


def main() -> None:
    """Print the table; exit code 1 if a figure is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thousand.yaml").write_text(samples.bank(1000), "utf-8")
        (folder / "twenty.yaml").write_text(samples.bank(20), "utf-8")
        export = ("-m", "quizgen", "export", "handout", "--lang", "en")
        bare, _ = run("-c", "pass")
        script(PREPARE, f"{folder}/thousand.yaml", f"{folder}/prepared.json", times=1)
        package = ROOT / "quizgen/outputs/handout"
        typst, typst_mb = script(TYPST, f"{package}/templates", f"{package}/fonts", f"{folder}/prepared.json")
        thousand, thousand_mb = run(*export, f"{folder}/thousand.yaml", "--key", "none", "-o", f"{folder}/thousand.pdf")
        versions, versions_mb = run(
            *export, f"{folder}/twenty.yaml", "--variants", "26", "--key", "end", "-o", f"{folder}/versions"
        )
        single, _ = run(*export, f"{folder}/twenty.yaml", "--key", "none", "-o", f"{folder}/single.pdf")
        questions = len(json.loads((folder / "prepared.json").read_text())["parts"][0]["questions"])
    rows = [
        (f"{questions} questions / Typst alone", thousand / typst, 2.0, "×"),
        (f"{questions} questions, memory", thousand_mb, 400.0, "MB"),
        ("26 versions of 20 with keys", versions, 5.0, "s"),
        ("one worksheet of 20", single, 1.0, "s"),
    ]
    print(f"bare Python {bare * 1000:.0f} ms; Typst alone {typst:.2f} s, {typst_mb:.0f} MB; {thousand:.2f} s with all")
    print(f"26 versions: {versions / bare:.0f} × bare, {versions_mb:.0f} MB; one worksheet: {single / bare:.0f} × bare")
    for label, value, most, unit in rows:
        print(f"{'ok  ' if value <= most else 'MISS'}  {label:<40} {value:8.2f} {unit}  (at most {most:g})")
    sys.exit(any(value > most for _, value, most, _ in rows))


if __name__ == "__main__":
    main()
