"""The bank of texts that might be taken for orders, and what each output must read.

Its texts are its point, so that it can't be the sample that other tests share.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NamedTuple

from quizgen.bank import Target, load
from quizgen.cli.main import main
from quizgen.items import Collection, Country, Date, Interval, Name, Number, Source, Truth, Words, plain
from quizgen.yaml.suspicious import FORBIDDEN

BANK = Path(__file__).parents[1] / "cases" / "hostile"
LANGUAGES = ("fr", "en")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def run(*arguments: object, typed: str = "") -> Ran:
    """The command, in this process, without a terminal."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(each) for each in arguments])
    finally:
        sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


def collection() -> Collection:
    """The hostile collection, which is sound."""
    loaded = load([Target(BANK)])
    assert not loaded.errors, loaded.errors
    (found,) = loaded.collections
    return found


def texts(part: object, language: str, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Every text in an item, as it reads; `without` names fields to leave out."""
    if isinstance(part, Words | Name | Country | Date | Interval | Number | Truth):
        yield plain(part, language)
    elif isinstance(part, Source):
        yield plain(part.label, language)  # the rest is the author's own record
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each, language, without)
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in without:
                yield from texts(getattr(part, each.name), language, without)


def flat(text: str) -> str:
    """Without what line breaks, right-to-left runs and composition change."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(each for each in text if not each.isspace() and unicodedata.category(each) not in ("Cf", "Mn"))


def lacking(wanted: Iterator[str], shown: str) -> list[str]:
    """Those lines of the texts that don't stand in what is shown; the marks of lists have many faces."""
    there = flat(shown)
    lines = (re.sub(r"\A(?:- |[0-9]+\. )", "", line) for text in wanted for line in text.split("\n"))
    return [line for line in lines if flat(line) not in there]


def obeyed(text: str) -> list[str]:
    """What a terminal would obey, or a file that was never asked for: nothing, if all is well."""
    return [repr(found) for found in FORBIDDEN.findall(text)] + re.findall(r"root:x?:0:0", text)
