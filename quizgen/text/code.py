"""Code in colours: which part of it is a keyword, a string, a comment. Pygments reads it, and is loaded when asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Role = Literal["", "keyword", "name", "string", "number", "comment", "operator"]
"""What a piece of code is; `name`: of a function, class, type or tag where it is defined or built in. "": the rest."""

LONGEST = 4_000
"""Characters of code beyond which it is not coloured: nobody reads that much in a question."""

# As Pygments calls them. Not all that it knows: where nobody looks closely, some characters of nonsense, repeated, take
# it for ever (PEG, AutoIt, Gherkin); those here were tried on much of it.
_LANGUAGES = (
    "|Ada|Arduino|Bash|Bash Session|Batchfile|C|C#|C++|CSS|Clojure|Common Lisp|Dart|Delphi|Diff|Docker|Elixir|Erlang|F#"
    "|Fortran|GAS|Go|Groovy|HTML|Haskell|INI|JSON|Java|JavaScript|Julia|Kotlin|Lua|Makefile|Matlab|MySQL|NASM|OCaml"
    "|Objective-C|Octave|PHP|Perl|PostgreSQL SQL dialect|PowerShell|Prolog|Python|Python console session|Ruby|Rust|S"
    "|SPARQL|SQL|Scala|Scheme|Scilab|Swift|TOML|TeX|TypeScript|VB.net|XML|YAML|verilog|vhdl|"
)

# The roles of Pygments' kinds of token, the narrower one first.
_ROLES: tuple[tuple[str, Role], ...] = (
    ("Comment.PreprocFile", "string"),
    ("Comment.Preproc", "keyword"),
    ("Comment", "comment"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Name.Builtin", "name"),
    ("Name.Class", "name"),
    ("Name.Decorator", "name"),
    ("Name.Exception", "name"),
    ("Name.Function", "name"),
    ("Name.Tag", "name"),
    ("Operator", "operator"),
)


class Token(NamedTuple):
    """A piece of code that is of one sort; it may hold line ends."""

    text: str
    role: Role = ""


@lru_cache(maxsize=256)
def tokens(code: str, language: str) -> tuple[Token, ...]:
    """The code in pieces, which together are the code; neighbours have different roles, none is empty.

    One piece where the language, named as after the three backquotes, is none that is coloured.
    """
    lexer = _lexer(language.lower()) if language and len(code) <= LONGEST else None
    if lexer is None or not code:
        return (Token(code),) if code else ()
    found: list[Token] = []
    for _, kind, text in lexer.get_tokens_unprocessed(f"{code}\n"):
        role = _role(str(kind).removeprefix("Token."))
        if found and (role == found[-1].role or text.isspace()):
            found[-1] = Token(found[-1].text + text, found[-1].role)
        elif text:
            found.append(Token(text, role))
    if "".join([token.text for token in found]) != f"{code}\n":
        return (Token(code),)
    found[-1] = Token(found[-1].text[:-1], found[-1].role)
    return tuple(found if found[-1].text else found[:-1])


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return None
    return lexer if f"|{lexer.name}|" in _LANGUAGES else None


@lru_cache(maxsize=256)
def _role(kind: str) -> Role:
    return next((role for known, role in _ROLES if kind == known or kind.startswith(f"{known}.")), "")
