"""What an author did that YAML can't read, told from where and how the parser stopped.

The parser says what it had hoped for; an author needs to hear what to change. `explain` looks at the text
around the place where it stopped, and knows the slips that lead there. The parser's own words reach nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem inside one file, before the file is named. Lines and columns count from 1.

    `also` is a second place (line, column, length), for a duplicate: where the first one stands.
    """

    code: str
    line: int
    column: int
    length: int = 1
    values: Mapping[str, str | int] = field(default_factory=dict)
    also: tuple[int, int, int] | None = None


def line_end(text: str, index: int) -> int:
    """Find where the line ends that an index stands in."""
    end = LINE_END.search(text, index)
    return end.start() if end else len(text)


def explain(text: str, error: yaml.YAMLError, last: yaml.Event | None, around: Sequence[Any]) -> Trouble:
    """Tell what stopped the parser; `last` is the last event that it gave before, `around` those still open."""
    stop = _Stop(text, error, last, around)
    for slip in _SLIPS:
        if (trouble := slip(stop)) is not None:
            return trouble
    return stop.trouble("Q020", stop.at, stop.line_end - stop.at)


# What a line may begin with: dashes of list items, then a key with its colon.
_KEY = re.compile(r"\s*(?:-\s+)*[\w.-]+\s*:(?=\s|$)")
_BEGINNING = re.compile(r"\s*(?:-\s+)*\Z")
# A gap where a value begins: after a colon, a dash, a comma or an opening bracket.
_GAP = re.compile(r"(?:(?:^|[:,-])\s+|[\[{])(?=\{\{)")
_CLOSING = {"[": "]", "{": "}"}


class _Stop:
    """Where the parser stopped (`at`), what it was reading (`context`, from `start` on), and the line there.

    All places are indexes into the text.
    """

    def __init__(self, text: str, error: yaml.YAMLError, last: Any, around: Sequence[Any]) -> None:
        self.text = text
        self.around = around
        self.problem: str = getattr(error, "problem", None) or ""
        self.context: str = getattr(error, "context", None) or ""
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        self.at: int = min(mark.index, len(text)) if mark else 0
        context_mark: Any = getattr(error, "context_mark", None)
        self.start: int = context_mark.index if context_mark else self.at
        self.last = last
        self.last_start: int = last.start_mark.index if last else 0
        self.last_end: int = last.end_mark.index if last else 0
        self.line_start, self.line_end = self.line(self.at)

    def line(self, index: int) -> tuple[int, int]:
        """Where the line around an index starts and ends."""
        start = max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1
        return start, line_end(self.text, index)

    @property
    def before(self) -> str:
        """The line up to where the parser stopped."""
        return self.text[self.line_start : self.at]

    @property
    def rest(self) -> str:
        """The line from where the parser stopped."""
        return self.text[self.at : self.line_end]

    @property
    def same_line(self) -> bool:
        """Whether the last thing that was read ends on the line where the parser stopped."""
        return self.last is not None and self.line_start < self.last_end <= self.at

    def column(self, index: int) -> int:
        """How far an index is into its line, from 0."""
        return index - self.line(index)[0]

    def trouble(self, code: str, index: int, length: int = 1, **values: str) -> Trouble:
        """Give a trouble its line and column; its underline stays on that line."""
        start, end = self.line(index)
        line = len(LINE_END.findall(self.text, 0, start)) + 1
        length = len(self.text[index : min(index + length, end)].rstrip())
        return Trouble(code, line, index - start + 1, max(1, length), values)


def _tab(stop: _Stop) -> Trouble | None:
    if "tab character" in stop.problem or (stop.problem.startswith("found character") and stop.rest.startswith("\t")):
        start = stop.text.index("\t", stop.line_start) if "\t" in stop.before else stop.at
        return stop.trouble("Q022", start)
    return None


def _open_quote(stop: _Stop) -> Trouble | None:
    """Find a quote that never closes, or one that closes where the next text was to open."""
    if stop.context == "while scanning a quoted scalar":
        return stop.trouble("Q025", stop.start, quote=stop.text[stop.start])
    if not _after_quote(stop):
        return None
    # Only lines inside the quotes: the one that opens them was meant to hold a quote.
    lines = LINE_END.split(stop.text[stop.last_start : stop.last_end])
    if any(_KEY.match(line) or line.lstrip().startswith("- ") for line in lines[1:]):
        return stop.trouble("Q025", stop.last_start, quote=stop.last.style)
    return None


def _after_quote(stop: _Stop) -> bool:
    return stop.same_line and isinstance(stop.last, yaml.ScalarEvent) and stop.last.style in ("'", '"')


def _escape(stop: _Stop) -> Trouble | None:
    if stop.context != "while parsing a quoted scalar":
        return None
    # The parser stops on the backslash or behind it.
    at = max(stop.start, stop.text.rfind("\\", stop.start, stop.at + 1))
    match = re.compile(r"\\(?:[xuU][0-9A-Fa-f]*|.)").match(stop.text, at)
    written = match[0] if match else stop.text[at]
    return stop.trouble("Q034", at, len(written), escape=written)


def _first_character(stop: _Stop) -> Trouble | None:
    """Find a text that starts with a character that means something else there."""
    if stop.problem.startswith("found character"):
        at = stop.at
    elif re.match(r"while \w+ an? (alias|anchor|block scalar|directive|tag)", stop.context) or (
        "undefined tag" in stop.problem
    ):
        at = stop.start
    elif stop.problem.startswith(("block sequence entries", "mapping keys")) and stop.before.strip():
        at = stop.at
    elif stop.problem == "did not find expected node content" and stop.rest[:1] in (",", "]", "}"):
        if "flow" in stop.context:
            return stop.trouble("Q036", stop.at, character=stop.rest[0])
        at = stop.at
    elif isinstance(stop.last, yaml.AliasEvent) and stop.same_line:
        at = stop.last_start
    else:
        return None
    if tag := re.compile(r"![^\s,\[\]{}]+").match(stop.text, at):
        return stop.trouble("Q007", at, len(tag[0]), tag=tag[0])
    return stop.trouble("Q023", at, character=stop.text[at : at + 1])


def _gap(stop: _Stop) -> Trouble | None:
    if stop.problem.startswith("did not find expected"):
        if stop.rest.startswith("{{"):
            return stop.trouble("Q024", stop.at, 2)
        if gaps := list(_GAP.finditer(stop.before)):
            return stop.trouble("Q024", stop.line_start + gaps[0].end(), 2)
    return None


def _quote_then_text(stop: _Stop) -> Trouble | None:
    """Find what follows a closing quote: a missing comma, an apostrophe taken for that quote, more text."""
    if not _after_quote(stop):
        return None
    if "flow" in stop.context and (_KEY.match(stop.rest) or stop.rest.startswith(("'", '"'))):
        return stop.trouble("Q038", stop.at)
    if stop.last.style == "'" and stop.at == stop.last_end and stop.rest[:1].isalnum():
        return stop.trouble("Q030", stop.at - 1)
    return stop.trouble("Q031", stop.at, len(stop.rest), quote=stop.last.style)


def _bracket_then_text(stop: _Stop) -> Trouble | None:
    if not stop.same_line or "flow" in stop.context:
        return None
    if stop.rest[:1] in ("]", "}"):
        return stop.trouble("Q036", stop.at, character=stop.rest[0])
    if isinstance(stop.last, yaml.CollectionEndEvent) and stop.text[stop.last_end - 1] in "]}":
        opening = re.compile(r"\s*(?:-\s+)*(?:[\w.-]+\s*:\s+)?([\[{])").match(stop.text, stop.line_start)
        at = opening.start(1) if opening else stop.at
        return stop.trouble("Q033", at, stop.line_end - at, bracket=stop.text[stop.last_end - 1])
    return None


def _inside_brackets(stop: _Stop) -> Trouble | None:
    """Tell what is wrong between brackets: a `#`, a bracket left open or too many, a bare colon, no comma."""
    if "flow" not in stop.context:
        return None
    if cut := re.compile(r"(?<=[ \t])#[^\s#].*").search(stop.text, stop.last_end, stop.at):
        return stop.trouble("Q039", cut.start(), len(cut[0]))
    opening = _bracket(stop)
    if opening is None:
        return None
    bracket = stop.text[opening]
    elsewhere = stop.line(opening)[0] != stop.line_start
    indent = len(stop.before) - len(stop.before.lstrip())
    outer = stop.text[slice(*stop.line(opening))]
    if stop.at >= len(stop.text.rstrip()) or (elsewhere and indent <= len(outer) - len(outer.lstrip())):
        return stop.trouble("Q026", opening, bracket=bracket, closing=_CLOSING[bracket])
    character = stop.rest[:1]
    if character == ":":
        if elsewhere and " " not in stop.before.strip():  # a key begins the line: the one above lacks a comma
            return stop.trouble("Q038", stop.line_start + indent, len(stop.before.strip()))
        return stop.trouble("Q021", stop.at)
    if character in ("]", "}"):
        return stop.trouble("Q036", stop.at, character=character)
    if character in ("[", "{"):
        return stop.trouble("Q040", stop.at, character=character)
    return stop.trouble("Q038", stop.at)


def _bracket(stop: _Stop) -> int | None:
    """Where the innermost bracket that is still open stands."""
    if stop.context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        at = stop.text.find("[" if stop.context.endswith("sequence") else "{", stop.start)
        return at if at >= 0 else None
    for event in reversed(stop.around):
        at = event.end_mark.index - 1  # an anchor may stand before the bracket
        if event.flow_style and stop.text[at : at + 1] in _CLOSING:  # [? a] holds keys without braces
            return int(at)
    return None


def _colon(stop: _Stop) -> Trouble | None:
    """Find why a colon can't make a key here: it stands in a text, or the line above went wrong."""
    if not stop.problem.startswith("mapping values"):
        return None
    if isinstance(stop.last, yaml.ScalarEvent) and stop.last_start < stop.line_start:
        # A text begun on a line above ran on to this line.
        start, end = stop.line(stop.last_start)
        if stop.before.lstrip().startswith("- ") and stop.text[start:end].lstrip().startswith("- "):
            return _indented(stop)
        return _bare_line(stop, stop.last_start, end) or _dash(stop, start) or _indented(stop)
    return stop.trouble("Q021", stop.at)


def _no_colon(stop: _Stop) -> Trouble | None:
    if stop.problem != "could not find expected ':'":
        return None
    end = stop.line(stop.start)[1]
    return _bare_line(stop, stop.start, end) or stop.trouble("Q029", stop.start, end - stop.start)


def _bare_line(stop: _Stop, at: int, end: int) -> Trouble | None:
    """Tell what a line lacks that holds a text alone: a space after its dash or colon, or the colon."""
    start = stop.line(at)[0]
    if not _BEGINNING.match(stop.text[start:at]):
        return None
    words = stop.text[at:end]
    if re.match(r"-[^\s-]", words):
        return stop.trouble("Q028", at)
    if tight := re.match(r"[\w.-]+(:)(?!//)\S", words):
        return stop.trouble("Q032", at + tight.start(1))
    return stop.trouble("Q029", at, len(words))


def _dash(stop: _Stop, start: int) -> Trouble | None:
    match = re.compile(r"\s*(?:-\s+)*(-)[^\s-]").match(stop.text, start)
    return stop.trouble("Q028", match.start(1)) if match else None


def _indented(stop: _Stop) -> Trouble:
    """Point at the line's first word, or at a tab before it."""
    if tab := re.compile(r" *(\t)").match(stop.text, stop.line_start):
        return stop.trouble("Q022", tab.start(1))
    word = re.compile(r"\s*(\S+)").match(stop.text, stop.line_start)
    if word is None:
        return stop.trouble("Q027", stop.at)
    return stop.trouble("Q027", word.start(1), len(word[1]))


def _indentation(stop: _Stop) -> Trouble | None:
    """Find a line that begins elsewhere than its neighbours, an item among keys, a key among items."""
    if stop.before.strip() or not stop.rest.strip():
        return None
    expected = {"did not find expected key", "did not find expected '-' indicator"}
    if stop.rest.startswith(":"):
        return stop.trouble("Q014", stop.at)
    if stop.problem in expected and stop.column(stop.at) == stop.column(stop.start):
        return stop.trouble("Q037", stop.at, len(stop.rest.split()[0]))
    if stop.problem in expected or stop.problem.startswith(("did not find expected <doc", "block sequence")):
        return _indented(stop)
    return None


_SLIPS: tuple[Callable[[_Stop], Trouble | None], ...] = (
    _tab,
    _escape,
    _open_quote,
    _gap,
    _first_character,
    _quote_then_text,
    _bracket_then_text,
    _inside_brackets,
    _colon,
    _no_colon,
    _indentation,
)
