"""Banks made worse: as bytes, and as trees of YAML. The same seed makes the same ones."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from random import Random
from typing import Any

import yaml

from quizgen.text.values import countries

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"

TOKENS = [
    *"-:?,[]{}#&*!|>'\"%@`\\\t\n\r\0\ufeff\u202e\u2028\x1b\x85",
    "- ",
    ": ",
    "? ",
    " #",
    "&a ",
    "*a",
    "<<: *a",
    "!!python/object:os.system ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%YAML 1.3\n",
    "{{c1::",
    "}}",
    "\\{{",
    "[x](http://a.b)",
    "**",
    "``",
    "{country: XX}",
    "{date: 2024-02-30}",
    "{number: 1e999}",
    "é",
    "😀",
    "\xff",
]
"""What means something to YAML, to a bank, or to a terminal."""

TEXTS = [
    "",
    " ",
    "\u00a0",
    "\u200b",
    "\u0301",
    "x" * 5000,
    "x " * 2000,
    "*" * 400,
    "[" * 400,
    "`" * 401,
    "**a " * 300,
    "[x](" * 200,
    "<" * 300,
    "\\" * 301,
    "{{c1::x}}",
    "{{c1::}}",
    "{{c1::x|y::z}} {{c2::x}}",
    "{{c499::a}} {{c500::b}}",
    "{{c99999999999999999999::x}}",
    "{{c1::{{c2::x}}}}",
    "\\{{c1::x}}",
    "{0} {x!r:>{y}} %s %(n)d",
    "[red]x[/red] [/]",
    "<b>x</b> &amp; <script>",
    "مرحبا שלום",
    "👩‍👩‍👧 🇫🇷 ❤️",
    "e\u0301 \u1e9b\u0323 ﷽ ﬁ ǆ İ ß ſ",
    "2022-06-29",
    "2022-06/2023-01",
    "06/07/2022",
    "1,000",
    "1.000,5",
    "-0",
    "0",
    "-1",
    "1e9",
    "9" * 30,
    "9" * 300,
    "0." + "0" * 29 + "1",
    "1_000",
    "٣",
    "½",
    "nan",
    "inf",
    "true",
    "null",
    "KW",
    "ZZ",
    "fr",
    "en",
    "ar",
    "xx",
    "zh-Hant",
    "en_GB",
    "../x",
    "/etc/passwd",
    "javascript:x",
    "http://[",
    "http://a.b/%zz?[x]",
    "a/b",
    "--help",
    "line\nline",
    "line\n\n\n  line\t\n",
    *countries(),
]
"""Texts on which one reader or another may stumble."""

Tree = Any


def sources() -> list[tuple[Path, bytes]]:
    """The banks to start from: all of the cases, the bundled ones, the worked examples of the format."""
    found = [
        (path, path.read_bytes())
        for folder in (CASES, ROOT / "content")
        for path in sorted(folder.rglob("*.y*ml"))
        if path.stat().st_size < 30_000
    ]
    for page in sorted((ROOT / "docs").glob("format*.md")):
        found += [
            (page, block.encode()) for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        ]
    return found


def lone(path: Path, data: bytes) -> Tree:
    """A bank as a tree that stands alone, with the head of its collection; None for what isn't one."""
    tree = _plain(data)
    if not isinstance(tree, dict) or not (isinstance(tree.get("questions"), list) and tree["questions"]):
        return None
    head = path.with_name("collection.yaml")
    above = _plain(head.read_bytes()) if head.exists() else {}
    above.pop("banks", None)
    return {"languages": ["fr", "en"], **above, **tree}


def _plain(data: bytes) -> Tree:
    try:
        return yaml.load(data, yaml.CBaseLoader)  # builds strings, lists and mappings alone
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


class Mutator:
    """Draws inputs: `bytes` from any file, `tree` from files that are banks."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.files = [data for _, data in sources()]
        self.trees = [tree for path, data in sources() if (tree := lone(path, data)) is not None]
        self.values = [value for tree in self.trees for question in tree["questions"] for value in _values(question)]
        self.questions = [question for tree in self.trees for question in tree["questions"]]
        self.keys = sorted({key for each in self.questions if isinstance(each, dict) for key in each})

    # ------------------------------------------------------------------------------------------------ bytes

    def bytes(self) -> bytes:
        """A file with one to eight slips in its bytes."""
        draw = self.draw
        data = bytearray(draw.choice(self.files))
        if len(data) > 4000 and draw.random() < 0.8:
            start = draw.randrange(len(data) - 2000)
            data = data[:300] + data[start : start + draw.randrange(100, 2000)]
        for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
            at = draw.randrange(len(data) + 1)
            length = draw.choice((0, 1, 1, 2, 5, 40, 400))
            match draw.randrange(8):
                case 0 if data:
                    data[min(at, len(data) - 1)] ^= 1 << draw.randrange(8)
                case 1:
                    del data[at : at + length]
                case 2:
                    data[at:at] = data[at : at + length] * draw.choice((1, 1, 2, 30))
                case 3:
                    other = draw.choice(self.files)
                    start = draw.randrange(len(other) + 1)
                    data[at : at + length] = other[start : start + draw.choice((1, 10, 100, 500))]
                case 4:
                    del data[at:]
                case 5:
                    lines = data.splitlines(keepends=True)
                    draw.shuffle(lines[: draw.randrange(len(lines) + 1)])
                    if lines:
                        lines.insert(draw.randrange(len(lines)), b" " * draw.randrange(6) + draw.choice(lines).lstrip())
                    data = bytearray(b"".join(lines))
                case _:
                    token = draw.choice(TOKENS)
                    raw = b"\xff" if token == "\xff" else token.encode()
                    data[at : at + draw.choice((0, 0, 1))] = raw * draw.choice((1, 1, 1, 40))
        return bytes(data)

    # ------------------------------------------------------------------------------------------------- trees

    def tree(self) -> bytes:
        """A bank of one to three questions whose tree has been changed, written as YAML again."""
        draw = self.draw
        source = draw.choice(self.trees)
        picked = [copy.deepcopy(draw.choice(source["questions"])) for _ in range(draw.choice((1, 1, 2, 3)))]
        if draw.random() < 0.2:
            picked.append(copy.deepcopy(draw.choice(self.questions)))
        for number, question in enumerate(picked):
            if isinstance(question, dict) and draw.random() < 0.95:
                question["id"] = f"q{number}"
        tree = {**copy.deepcopy({key: value for key, value in source.items() if key != "questions"})}
        tree["questions"] = picked
        gentle = draw.random() < 0.6  # other texts in the same places: most stay sound, and go through every command
        for _ in range(draw.choice((1, 1, 2, 3, 6))):
            tree = self._retold(tree) if gentle else self._changed(tree)
        return self._written(tree)

    def _retold(self, tree: Tree) -> Tree:
        places = [(holder, key) for holder, key in _places(tree) if isinstance(holder[key], str) and _is_text(key)]
        if places:
            holder, key = self.draw.choice(places)
            text = self.draw.choice(TEXTS)
            match self.draw.randrange(4):
                case 0:
                    text = holder[key] + text
                case 1:
                    text = text + holder[key]
                case 2:
                    at = self.draw.randrange(len(holder[key]) + 1)
                    text = holder[key][:at] + text + holder[key][at:]
            holder[key] = text
        return tree

    def _changed(self, tree: Tree) -> Tree:
        draw = self.draw
        places = list(_places(tree))
        if not places:
            return draw.choice(self.questions)
        holder, key = draw.choice(places)
        value = holder[key]
        match draw.randrange(16):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[draw.choice([*self.keys, *TEXTS, "fr", "en", "de", "x-y", "x-"])] = holder.pop(key)
            case 2 if isinstance(holder, dict):
                holder[draw.choice(self.keys)] = copy.deepcopy(draw.choice(self.values))
            case 3:
                holder[key] = [value]
            case 4:
                holder[key] = {draw.choice([*self.keys, "fr", "en", "country", "date", "number"]): value}
            case 5:
                holder[key] = draw.choice(TEXTS)
            case 6:
                holder[key] = copy.deepcopy(draw.choice(self.values))
            case 7:
                holder[key] = _nested(value, draw.choice((1, 3, 12, 40)), draw.random() < 0.5)
            case 8:  # the same value in two places: an anchor and an alias
                other, place = draw.choice(places)
                if not _holds(value, other):
                    other[place] = value
            case 9 if isinstance(value, list):
                value.extend(copy.deepcopy(value) * draw.choice((1, 2, 40)))
            case 10 if isinstance(value, list):
                draw.shuffle(value)
            case 11 if isinstance(value, dict) and {"fr", "en"} <= value.keys():
                value["fr"], value["en"] = value["en"], value["fr"]
            case 12:
                tree["languages"] = draw.choice(
                    [["fr"], ["en", "fr"], ["ar"], ["zh", "en"], ["fr", "en", "de"], [], "fr", ["xx"], ["fr", "fr"]]
                )
            case 13 if isinstance(value, dict):
                value.update(copy.deepcopy(draw.choice([each for each in self.questions if isinstance(each, dict)])))
            case 14:
                holder[key] = draw.choice(([], {}, "", [[]], [{}], {"": ""}))
            case _:
                holder[key] = draw.choice(("true", "12", "-3.5", "2022", {"country": "FR"}, {"number": "1"}))
        return tree

    def _written(self, tree: Tree) -> bytes:
        draw = self.draw
        text = yaml.dump(
            tree,
            Dumper=yaml.CSafeDumper,
            allow_unicode=draw.random() < 0.8,
            default_flow_style=draw.choice((None, True, False)),
            width=draw.choice((20, 80, 10_000)),
            sort_keys=False,
            line_break=draw.choice(("\n", "\n", "\r\n", "\r")),
        )
        return re.sub(r"&id(\d+)", r"&a\1", re.sub(r"\*id(\d+)", r"*a\1", text)).encode()


def _places(tree: Tree) -> list[tuple[Any, Any]]:
    """Each container with each key or index in it."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        found += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
        if len(found) > 5000:
            break
    return found


def _is_text(key: object) -> bool:
    return key not in ("id", "kind", "format", "languages", "article", "paragraph", "file", "country", "date")


def _values(tree: Tree) -> list[Tree]:
    return [tree, *(holder[key] for holder, key in _places(tree))] if isinstance(tree, dict | list) else [tree]


def _holds(value: Tree, holder: object) -> bool:
    """Whether a value is, or is around, a container: aliases may not lead round in a circle."""
    return value is holder or (
        isinstance(value, dict | list)
        and any(_holds(each, holder) for each in (value.values() if isinstance(value, dict) else value))
    )


def _nested(value: Tree, depth: int, listed: bool) -> Tree:
    for _ in range(depth):
        value = [value] if listed else {"x": value}
    return value
