"""Feed the reader, and every command, with banks made worse: `python tests/robust/fuzz.py --count 100000 --seed 1`.

Half of the inputs are slips in the bytes of a file, half are trees of YAML changed by structure. Each is read by line
and by libyaml, to the same if both can; then it is loaded with lint, and its problems are worded in both languages;
what is sound goes on through the outputs and the frontends, and one in `--every` of all through every command. No
exception may escape, no input may take longer than 5 s or the process more than 1 GB, and nothing that a terminal
obeys may be printed. What fails is kept in `--keep`.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from mutations import CASES, ROOT, Mutator

from quizgen.bank import Loaded, find, load
from quizgen.cli.main import main as command
from quizgen.items import Item, Text
from quizgen.lint import lint
from quizgen.outputs import anki
from quizgen.outputs.handout import carddata, data
from quizgen.outputs.handout.data import Head
from quizgen.outputs.handout.pictures import Pictures
from quizgen.outputs.handout.sheet import compose
from quizgen.outputs.handout.style import Style
from quizgen.outputs.handout.typeset import as_json
from quizgen.problems import report
from quizgen.text.phrases import Phrases
from quizgen.yaml.suspicious import FORBIDDEN

MOST_S = 5.0
MOST_BYTES = 1 << 30
HANGS_S = 60
"""When a stack is dumped and the run is given up: an input that never ends can't be told of otherwise."""

SAYS = [Phrases("fr"), Phrases("en")]
FINE = {0, 1, 2, 3}
GARBAGE = [
    *("", "a", "b", "A C", "1 2 3", "3 2 1", "?", "h", "!", "f", "=", "-", "+", "<", "u", "q", "y", "n", "o", "i"),
    *("t", "x" * 3000, "0", "-5,5", "1,000", "06/07/2022", "2022-06", "juin 2022", "Z 9 @", "\t", "é", "😀"),
    *("\x1b[2J\x1b]0;t\x07", "\u202e", "1" * 400, "1e999999", "9" * 5000, "٣", "½", "1/0", "a,b;c", "\0"),
]


@dataclass
class Tally:
    """What came of a run."""

    inputs: int = 0
    sound: int = 0
    deep: int = 0
    pressed: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def peak_bytes(self) -> int:
        """The most memory that the process ever held; macOS counts bytes, Linux KiB."""
        import resource  # not on Windows

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024

    def __str__(self) -> str:
        return (
            f"{self.inputs} inputs, {self.sound} sound, {self.deep} through every command, {self.pressed} printed; "
            f"{len(self.codes)} codes met; slowest {self.slowest_s:.2f} s, {self.peak_bytes >> 20} MB; "
            f"{len(self.faults)} faults"
        )


class Fault(Exception):
    """An input that was not dealt with as it should be."""


def tried(seed: int, folder: Path, tally: Tally, *, deep: bool, press: bool) -> bytes:
    """Make one input from its seed and try it. Raises whatever escapes, and Fault."""
    mutator = _mutator()
    mutator.draw.seed(seed)
    content = mutator.bytes() if seed % 2 else mutator.tree()
    path = folder / "fuzz.yaml"
    path.write_bytes(content)
    tally.inputs += 1
    began = time.process_time()
    loaded = load((find.Target(path),))
    for whole in loaded.wholes:
        loaded = loaded.with_problems(
            lint(whole.items, sourced=whole.sourced, ignored=whole.ignored, banks=whole.banks)
        )
    _worded(loaded, tally)
    if loaded.collections and not loaded.errors:
        tally.sound += 1
        _outputs(loaded)
    if deep:
        tally.deep += 1
        _commands(path, Random(seed), bool(loaded.collections) and not loaded.errors, press)
        tally.pressed += press
    spent = time.process_time() - began
    tally.slowest_s = max(tally.slowest_s, spent)
    if spent > MOST_S * (1 + deep):  # some thirty commands in one go
        raise Fault(f"took {spent:.1f} s")
    if tally.peak_bytes > MOST_BYTES:
        raise Fault(f"took {tally.peak_bytes >> 20} MB")
    return content


@cache
def _mutator() -> Mutator:
    return Mutator(0)


def _worded(loaded: Loaded, tally: Tally) -> None:
    for problem in loaded.problems[:200]:
        tally.codes[problem.code.id] += 1
        for say in SAYS:
            for line in (*report.as_text(problem, say, width=80), report.as_annotation(problem, say)):
                _harmless(line)
            json.dumps(report.as_data(problem, say))


def _outputs(loaded: Loaded) -> None:
    """Decks, and what sheets and cards are made of."""
    for collection in loaded.collections:
        items = [item for item in collection.items() if not item.withdrawn]
        if not items:
            continue
        for language in collection.languages:
            say = Phrases(language if language in ("fr", "en") else "en")
            plan = anki.build(collection, language, items, previous=None, stamp=1_700_000_000, say=say)
            if isinstance(plan, anki.Plan):
                again = anki.build(collection, language, items, previous=plan.package, stamp=1_700_000_001, say=say)
                if not isinstance(again, anki.Plan) or again.differs or again.vanished:
                    raise Fault("a deck built over itself differs")
        for languages in (collection.languages[:1], collection.languages):
            speaking = [item for item in items if set(languages) & set(item.languages)]
            _sheets(speaking, collection.title, languages)


def _sheets(items: Sequence[Item], title: Text, languages: tuple[str, ...]) -> None:
    if not items:
        return
    sheet = compose(items, seed=1, versions=2)
    head = Head(title, ())
    style, pictures = Style(languages), Pictures()
    parts = tuple((part, sheet.versions) for part in ("sheet", "grid", "key"))
    as_json(data.document(sheet, parts, head, style, pictures))
    as_json(carddata.document(sheet.versions[0], head, style, "long", pictures, {}))


def _commands(path: Path, draw: Random, sound: bool, press: bool) -> None:
    """Every command, in process, as a program runs them: no terminal."""
    bank = str(path)
    ran: list[tuple[str, ...]] = [
        ("check", bank, "--lang", "fr"),
        ("check", bank, "--strict", "--lang", "en"),
        ("check", bank, "--format", "json"),
        ("check", bank, "--format", "github", "--lang", "fr"),
        ("check", bank, "--articles", str(path.parent)),
        ("list", bank),
        ("list", bank, "--json"),
        ("schema",),
        ("stats", bank),
        ("stats", bank, "--json"),
        ("export", "anki", bank, "-o", str(path.parent / "decks")),
        ("export", "anki", bank, "-o", str(path.parent / "decks"), "--diff"),
        *(("play", bank, "--plain", "--mode", mode, "--lang", "fr") for mode in ("practice", "exam")),
        ("play", bank, "--plain", "--new", "99", "--seed", str(draw.randrange(99))),
        ("play", bank, "--plain", "--missed"),
        ("play", bank, "--plain", "--resume"),
        ("progress", "export"),
        ("progress", "rebuild"),
    ]
    if sound:
        names = [item.id for each in load((find.Target(path),)).collections for item in each.items()]
        for name in names[:4]:
            ran += [("show", name, bank), ("show", name, bank, "--json", "--lang", "en")]
    if press:
        for layout in ("worksheet", "cards"):
            ran.append(("export", "handout", bank, "-o", str(path.parent / "sheets"), "--layout", layout))
    for arguments in ran:
        typed = "".join(draw.choice(GARBAGE) + "\n" for _ in range(draw.randrange(60)))
        code, out, err = run(*arguments, stdin=typed)
        if code not in FINE:
            raise Fault(f"{' '.join(arguments)}: exit code {code}\n{err[-3000:]}")
        if sound and arguments[0] == "list" and code:
            raise Fault(f"{' '.join(arguments)}: a sound bank is refused\n{err[-3000:]}")
        if "Traceback" in out + err:
            raise Fault(f"{' '.join(arguments)}: a traceback\n{err[-3000:]}")
        if out and "json" in " ".join(arguments[1:]) and code in (0, 1) and (code == 0 or arguments[0] == "check"):
            json.loads(out)
        _harmless(out + err)
    for deck in (path.parent / "decks").glob("*"):
        deck.unlink()


def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """The command in this process: exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(stdin)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command(list(arguments))
    finally:
        sys.stdin = before
    if code == 70:
        details = re.search(r"\S+quizgen-error-\S+\.txt", err.getvalue())
        if details:
            err.write(Path(details[0]).read_text("utf-8"))
    return code, out.getvalue(), err.getvalue()


def _harmless(text: str) -> None:
    """Nothing is printed that a terminal would obey."""
    if found := FORBIDDEN.search(text.replace("\ufeff", "")):
        raise Fault(f"prints U+{ord(found[0]):04X}: {text[max(0, found.start() - 60) : found.end() + 20]!r}")


def fuzz(count: int, seed: int, *, every: int, press_every: int, keep: Path | None = None, loud: bool = False) -> Tally:
    """Try so many inputs; each has a seed of its own, by which it can be made again."""
    tally = Tally()
    faulthandler.enable()
    with tempfile.TemporaryDirectory(prefix="quizgen-fuzz-") as name, _world(Path(name)):
        folder = Path(name)
        for number in range(count):
            own = seed * 10_000_000 + number
            faulthandler.dump_traceback_later(HANGS_S, exit=True)
            try:
                tried(own, folder, tally, deep=number % every < 2, press=number % press_every < 2)
            except (Exception, SystemExit) as error:
                told = str(error) if isinstance(error, Fault) else traceback.format_exc()
                tally.faults.append(f"seed {own}: {told}")
                print(tally.faults[-1], flush=True)
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{own}.yaml").write_bytes((folder / "fuzz.yaml").read_bytes())
                if len(tally.faults) >= 50:
                    break
            if loud and number % 5000 == 4999:
                print(tally, flush=True)
    faulthandler.cancel_dump_traceback_later()
    return tally


@contextlib.contextmanager
def _world(folder: Path) -> Iterator[None]:
    """A home and a progress of their own, no language preferred."""
    before, here = dict(os.environ), Path.cwd()
    for name in ("QUIZGEN_LANG", "LC_ALL", "LC_MESSAGES", "COLUMNS", "NO_COLOR", "LANG"):
        os.environ.pop(name, None)
    os.environ.update({"HOME": str(folder), "XDG_DATA_HOME": str(folder / "d"), "XDG_STATE_HOME": str(folder / "s")})
    for pictures in (CASES / "hostile" / "images", ROOT / "content" / "nato-tokyo" / "maps"):
        shutil.copytree(pictures, folder / pictures.name)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="inputs to try")
    parser.add_argument("--seed", type=int, default=1, help="another number tries other inputs")
    parser.add_argument("--every", type=int, default=100, help="two in so many go through every command")
    parser.add_argument("--press-every", type=int, default=2000, help="two in so many are printed as well")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that fail")
    return parser.parse_args()


if __name__ == "__main__":
    told = _arguments()
    began = time.monotonic()
    print(f"seed {told.seed}, {told.count} inputs")
    done = fuzz(told.count, told.seed, every=told.every, press_every=told.press_every, keep=told.keep, loud=True)
    print(f"{done}; {time.monotonic() - began:.0f} s")
    sys.exit(1 if done.faults else 0)
