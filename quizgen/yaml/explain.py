"""What an author did that YAML can't read, told from where and how the parser stopped.

The parser says what it had hoped for; an author needs to hear what to change. `explain` looks at the text
around the place where it stopped, and knows the slips that lead there. The parser's own words reach nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from quizgen.problems import Code, Problem
from quizgen.text import lookalikes
from quizgen.text.phrases import N_
from quizgen.yaml.source import LINE_END, Source

INVISIBLE = Code("Q004", "error", N_("the invisible character {character} is not allowed"), N_("take it away"))
TAG = Code("Q007", "error", N_('the tag "{tag}" is not allowed'), N_('put a text that starts with "!" in quotes'))
NOT_A_KEY = Code(
    "Q014", "error", N_("this is not a key"), N_('put a text that starts with "?" in quotes; a key is a word: "id:"')
)
UNREADABLE_YAML = Code(
    "Q020", "error", N_("this can't be read as YAML"), N_("put the text in quotes, or compare the lines above")
)
COLON_INSIDE = Code("Q021", "error", N_("a colon inside a text"), N_('put the text in quotes, or start it below ">-"'))
TAB = Code("Q022", "error", N_("a tab where the line begins"), N_("indent with spaces"))
FIRST_CHARACTER = Code(
    "Q023", "error", N_('a text can\'t start with "{character}"'), N_('put the text in quotes: `"…"`')
)
GAP_UNQUOTED = Code("Q024", "error", N_('"{{{{" needs quotes here'), N_('put the whole text in quotes: `"…"`'))
QUOTE_OPEN = Code(
    "Q025", "error", N_("this quotation mark is never closed"), N_("close it with {quote} where the text ends")
)
BRACKET_OPEN = Code(
    "Q026", "error", N_('"{bracket}" is never closed'), N_('add "{closing}", or put the text in quotes')
)
INDENTED_OTHERWISE = Code(
    "Q027", "error", N_("this line is indented unlike those it belongs with"), N_("line it up with them")
)
SPACE_AFTER_DASH = Code("Q028", "error", N_('"-" needs a space after it'), N_('write "- item"'))
NO_KEY = Code(
    "Q029", "error", N_("this line has no key"), N_('write "key: value"; indent the further lines of a long text')
)
APOSTROPHE_CLOSES = Code(
    "Q030",
    "error",
    N_("this apostrophe closes the quotes"),
    N_('use double quotes around a text with apostrophes: `"…"`'),
)
TEXT_AFTER_QUOTE = Code(
    "Q031",
    "error",
    N_("text after the closing quotation mark"),
    N_('put all of it in one pair of quotes, or start it below ">-"'),
)
SPACE_AFTER_COLON = Code("Q032", "error", N_("this colon needs a space after it"), N_('write "key: value"'))
TEXT_AFTER_BRACKET = Code(
    "Q033", "error", N_('text after the closing "{bracket}"'), N_('put the whole text in quotes: `"…"`')
)
ESCAPE = Code(
    "Q034",
    "error",
    N_('"{escape}" means nothing in double quotes'),
    N_("write \\\\ for a backslash, or use single quotes"),
)
CLOSES_NOTHING = Code(
    "Q036", "error", N_('"{character}" closes nothing here'), N_("take it away, or put the text in quotes")
)
ITEM_BESIDE_KEY = Code(
    "Q037", "error", N_("an item and a key can't stand side by side"), N_("indent the items below their key")
)
COMMA_MISSING = Code(
    "Q038", "error", N_("a comma is missing before this"), N_('separate with commas: "{{fr: un, en: one}}"')
)
LOST_AFTER_HASH = Code(
    "Q039", "error", N_("the rest of this line is lost after the #"), N_("put a text that holds # in quotes")
)
BRACKET_INSIDE = Code(
    "Q040", "error", N_('"{character}" inside a text between brackets'), N_('put the text in quotes: `"…"`')
)
NO_DASH = Code("Q041", "error", N_('a "- " is missing before "{key}:"'), N_('a new item starts here: write "- {key}:"'))
LOOK_ALIKE = Code(
    "Q042", "error", N_("{sort} ({code_point}) means nothing to YAML here"), N_('type a plain "{meant}" instead')
)


def explain(source: Source, error: yaml.YAMLError, last: yaml.Event | None, around: Sequence[Any]) -> Problem:
    """Tell what stopped the parser; `last` is the last event that it gave before, `around` those still open."""
    stop = _Stop(source, error, last, around)
    if (problem := _look_alike(stop)) is not None:
        return problem
    for slip in _SLIPS:
        if (problem := slip(stop)) is not None:
            return problem
    return stop.problem_at(UNREADABLE_YAML, stop.at, stop.line_end - stop.at)


_LOOKED_AT = 2_000  # characters up to the end of the line where the parser stopped, in which look-alikes are sought
_WORTH_TRYING = 2_000_000  # characters to read anew, for the one look-alike of several that matters

# What a line may begin with: dashes of list items, then a key with its colon.
_KEY = re.compile(r"\s*(?:-\s+)*[\w.-]+\s*:(?=\s|$)")
_KEY_AHEAD = re.compile(r"([\w.-]+)\s*:(?=\s|$)")
_BEGINNING = re.compile(r"\s*(?:-\s+)*\Z")
# A gap where a value begins: after a colon, a dash, a comma or an opening bracket.
_GAP = re.compile(r"(?:(?:^|[:,-])\s+|[\[{])(?=\{\{)")
_CLOSING = {"[": "]", "{": "}"}


class _Stop:
    """Where the parser stopped (`at`), what it was reading (`context`, from `start` on), and the line there.

    All places are indexes into the text.
    """

    def __init__(self, source: Source, error: yaml.YAMLError, last: Any, around: Sequence[Any]) -> None:
        self.source = source
        self.text = text = source.text
        self.around = around
        self.problem: str = getattr(error, "problem", None) or ""
        self.context: str = getattr(error, "context", None) or ""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
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
        return start, self.source.line_end(index)

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

    def problem_at(self, code: Code, index: int, length: int = 1, **values: str) -> Problem:
        """The problem at an index; its underline stays on that line."""
        start, end = self.line(index)
        line = len(LINE_END.findall(self.text, 0, start)) + 1
        length = len(self.text[index : min(index + length, end)].rstrip())
        return code.at(self.source.place(line, index - start + 1, max(1, length)), **values)


def _look_alike(stop: _Stop) -> Problem | None:
    """Find a mark that only looks like one of YAML's: with the plain one in its place, the text reads on."""
    start = stop.line(min(stop.last_start, stop.at))[0]
    marks = [at for at in range(start, min(stop.line_end, start + _LOOKED_AT)) if _is_mark(stop.text[at])]
    if not marks or not _reads_on(stop, marks):
        return None
    few = len(stop.text) * len(marks) <= _WORTH_TRYING
    at = next((each for each in marks if few and _reads_on(stop, [each])), marks[0])
    character = stop.text[at]
    code = lookalikes.code_point(character)
    if not (meant := lookalikes.plain_of(character)):
        return stop.problem_at(INVISIBLE, at, character=code)
    return stop.problem_at(LOOK_ALIKE, at, sort=lookalikes.sort(character), code_point=code, meant=meant)


def _is_mark(character: str) -> bool:
    return not (character.isascii() or character.isalpha()) and lookalikes.plain_of(character) is not None


def _reads_on(stop: _Stop, marks: Sequence[int]) -> bool:
    """Whether the parser gets past the line where it stopped, once these marks are plain."""
    pieces, before = [], 0
    for at in marks:
        meant = lookalikes.plain_of(stop.text[at]) or ""
        pieces += [stop.text[before:at], ": " if meant == ":" else meant]  # full width holds the space
        before = at + 1
    mended = "".join([*pieces, stop.text[before : stop.line_end]])
    events = yaml.parse(mended + stop.text[stop.line_end :], Loader=yaml.CSafeLoader)
    try:
        for event in events:
            mark: Any = event.start_mark
            if mark.index > len(mended):
                return True
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark is not None and bool(mark.index > len(mended))
    return True


def _tab(stop: _Stop) -> Problem | None:
    if "tab character" in stop.problem or (stop.problem.startswith("found character") and stop.rest.startswith("\t")):
        start = stop.text.index("\t", stop.line_start) if "\t" in stop.before else stop.at
        return stop.problem_at(TAB, start)
    return None


def _open_quote(stop: _Stop) -> Problem | None:
    """Find a quote that never closes, or one that closes where the next text was to open."""
    if stop.context == "while scanning a quoted scalar":
        return stop.problem_at(QUOTE_OPEN, stop.start, quote=stop.text[stop.start])
    if not _after_quote(stop):
        return None
    # Only lines inside the quotes: the one that opens them was meant to hold a quote.
    lines = LINE_END.split(stop.text[stop.last_start : stop.last_end])
    if any(_KEY.match(line) or line.lstrip().startswith("- ") for line in lines[1:]):
        return stop.problem_at(QUOTE_OPEN, stop.last_start, quote=stop.last.style)
    return None


def _after_quote(stop: _Stop) -> bool:
    return stop.same_line and isinstance(stop.last, yaml.ScalarEvent) and stop.last.style in ("'", '"')


def _escape(stop: _Stop) -> Problem | None:
    if stop.context != "while parsing a quoted scalar":
        return None
    # The parser stops on the backslash or behind it.
    at = max(stop.start, stop.text.rfind("\\", stop.start, stop.at + 1))
    match = re.compile(r"\\(?:[xuU][0-9A-Fa-f]*|.)").match(stop.text, at)
    written = match[0] if match else stop.text[at]
    return stop.problem_at(ESCAPE, at, len(written), escape=written)


def _first_character(stop: _Stop) -> Problem | None:
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
            return stop.problem_at(CLOSES_NOTHING, stop.at, character=stop.rest[0])
        at = stop.at
    elif isinstance(stop.last, yaml.AliasEvent) and stop.same_line:
        at = stop.last_start
    else:
        return None
    if tag := re.compile(r"![^\s,\[\]{}]+").match(stop.text, at):
        return stop.problem_at(TAG, at, len(tag[0]), tag=tag[0])
    return stop.problem_at(FIRST_CHARACTER, at, character=stop.text[at : at + 1])


def _gap(stop: _Stop) -> Problem | None:
    if stop.problem.startswith("did not find expected"):
        if stop.rest.startswith("{{"):
            return stop.problem_at(GAP_UNQUOTED, stop.at, 2)
        if gaps := list(_GAP.finditer(stop.before)):
            return stop.problem_at(GAP_UNQUOTED, stop.line_start + gaps[0].end(), 2)
    return None


def _quote_then_text(stop: _Stop) -> Problem | None:
    """Find what follows a closing quote: a missing comma, an apostrophe taken for that quote, more text."""
    if not _after_quote(stop):
        return None
    if "flow" in stop.context and (_KEY.match(stop.rest) or stop.rest.startswith(("'", '"'))):
        return stop.problem_at(COMMA_MISSING, stop.at)
    if stop.last.style == "'" and stop.at == stop.last_end and stop.rest[:1].isalnum():
        return stop.problem_at(APOSTROPHE_CLOSES, stop.at - 1)
    return stop.problem_at(TEXT_AFTER_QUOTE, stop.at, len(stop.rest), quote=stop.last.style)


def _bracket_then_text(stop: _Stop) -> Problem | None:
    if not stop.same_line or "flow" in stop.context:
        return None
    if stop.rest[:1] in ("]", "}"):
        return stop.problem_at(CLOSES_NOTHING, stop.at, character=stop.rest[0])
    if isinstance(stop.last, yaml.CollectionEndEvent) and stop.text[stop.last_end - 1] in "]}":
        opening = re.compile(r"\s*(?:-\s+)*(?:[\w.-]+\s*:\s+)?([\[{])").match(stop.text, stop.line_start)
        at = opening.start(1) if opening else stop.at
        return stop.problem_at(TEXT_AFTER_BRACKET, at, stop.line_end - at, bracket=stop.text[stop.last_end - 1])
    return None


def _inside_brackets(stop: _Stop) -> Problem | None:
    """Tell what is wrong between brackets: a `#`, a bracket left open or too many, a bare colon, no comma."""
    if "flow" not in stop.context:
        return None
    if cut := re.compile(r"(?<=[ \t])#[^\s#].*").search(stop.text, stop.last_end, stop.at):
        return stop.problem_at(LOST_AFTER_HASH, cut.start(), len(cut[0]))
    opening = _bracket(stop)
    if opening is None:
        return None
    bracket = stop.text[opening]
    elsewhere = stop.line(opening)[0] != stop.line_start
    indent = len(stop.before) - len(stop.before.lstrip())
    outer = stop.text[slice(*stop.line(opening))]
    if stop.at >= len(stop.text.rstrip()) or (elsewhere and indent <= len(outer) - len(outer.lstrip())):
        return stop.problem_at(BRACKET_OPEN, opening, bracket=bracket, closing=_CLOSING[bracket])
    character = stop.rest[:1]
    if character == ":":
        if elsewhere and " " not in stop.before.strip():  # a key begins the line: the one above lacks a comma
            return stop.problem_at(COMMA_MISSING, stop.line_start + indent, len(stop.before.strip()))
        return stop.problem_at(COLON_INSIDE, stop.at)
    if character in ("]", "}"):
        return stop.problem_at(CLOSES_NOTHING, stop.at, character=character)
    if character in ("[", "{"):
        return stop.problem_at(BRACKET_INSIDE, stop.at, character=character)
    return stop.problem_at(COMMA_MISSING, stop.at)


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


def _colon(stop: _Stop) -> Problem | None:
    """Find why a colon can't make a key here: it stands in a text, or the line above went wrong."""
    if not stop.problem.startswith("mapping values"):
        return None
    if isinstance(stop.last, yaml.ScalarEvent) and stop.last_start < stop.line_start:
        # A text begun on a line above ran on to this line.
        start, end = stop.line(stop.last_start)
        if stop.before.lstrip().startswith("- ") and stop.text[start:end].lstrip().startswith("- "):
            return _indented(stop)
        return _bare_line(stop, stop.last_start, end) or _dash(stop, start) or _indented(stop)
    return stop.problem_at(COLON_INSIDE, stop.at)


def _no_colon(stop: _Stop) -> Problem | None:
    if stop.problem != "could not find expected ':'":
        return None
    end = stop.line(stop.start)[1]
    return _bare_line(stop, stop.start, end) or stop.problem_at(NO_KEY, stop.start, end - stop.start)


def _bare_line(stop: _Stop, at: int, end: int) -> Problem | None:
    """Tell what a line lacks that holds a text alone: a space after its dash or colon, or the colon."""
    start = stop.line(at)[0]
    if not _BEGINNING.match(stop.text[start:at]):
        return None
    words = stop.text[at:end]
    if re.match(r"-[^\s-]", words):
        return stop.problem_at(SPACE_AFTER_DASH, at)
    if tight := re.match(r"[\w.-]+(:)(?!//)\S", words):
        return stop.problem_at(SPACE_AFTER_COLON, at + tight.start(1))
    return stop.problem_at(NO_KEY, at, len(words))


def _dash(stop: _Stop, start: int) -> Problem | None:
    match = re.compile(r"\s*(?:-\s+)*(-)[^\s-]").match(stop.text, start)
    return stop.problem_at(SPACE_AFTER_DASH, match.start(1)) if match else None


def _indented(stop: _Stop) -> Problem:
    """Point at the line's first word, or at a tab before it."""
    if tab := re.compile(r" *(\t)").match(stop.text, stop.line_start):
        return stop.problem_at(TAB, tab.start(1))
    word = re.compile(r"\s*(\S+)").match(stop.text, stop.line_start)
    if word is None:
        return stop.problem_at(INDENTED_OTHERWISE, stop.at)
    return stop.problem_at(INDENTED_OTHERWISE, word.start(1), len(word[1]))


def _indentation(stop: _Stop) -> Problem | None:
    """Find a line that begins elsewhere than its neighbours, an item among keys, a key among items."""
    if stop.before.strip() or not stop.rest.strip():
        return None
    expected = {"did not find expected key", "did not find expected '-' indicator"}
    if stop.rest.startswith(":"):
        return stop.problem_at(NOT_A_KEY, stop.at)
    if key := _KEY_AHEAD.match(stop.rest):
        after_keys = isinstance(stop.last, yaml.MappingEndEvent)
        if (
            after_keys
            and stop.problem == "did not find expected '-' indicator"
            and stop.column(stop.at) == stop.column(stop.start)
        ):
            return stop.problem_at(NO_DASH, stop.at, len(key[1]), key=key[1])
    elif isinstance(stop.last, yaml.MappingEndEvent) and (first := _block_above(stop)) is not None:
        return first
    if stop.problem in expected and stop.column(stop.at) == stop.column(stop.start):
        return stop.problem_at(ITEM_BESIDE_KEY, stop.at, len(stop.rest.split()[0]))
    if stop.problem in expected or stop.problem.startswith(("did not find expected <doc", "block sequence")):
        return _indented(stop)
    return None


def _block_above(stop: _Stop) -> Problem | None:
    """Find where the keys above a first dash begin, if they read as an item themselves: they lack their dash."""
    item = re.compile(r"-\s+([\w.-]+)\s*:(?=\s|$)").match(stop.rest)
    if item is None:
        return None
    first, indent = None, len(stop.before)
    for line in reversed(
        list(re.finditer(r"(?m)^( *)(\S.*)$", stop.text[max(0, stop.at - _LOOKED_AT) : stop.line_start]))
    ):
        if len(line[1]) <= indent:
            break
        first = line
    key = first and _KEY_AHEAD.match(first[2])
    if first is None or not key or key[1] != item[1]:
        return None
    at = max(0, stop.at - _LOOKED_AT) + first.start(2)
    return stop.problem_at(NO_DASH, at, len(key[1]), key=key[1])


_SLIPS: tuple[Callable[[_Stop], Problem | None], ...] = (
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
