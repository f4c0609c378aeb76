"""AMC-TXT, the plain format of Auto Multiple Choice: options to tick, and lines to write on for what is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from quizgen.items import (
    Choose,
    Collection,
    Enumerate,
    Fill,
    Form,
    Item,
    Match,
    Order,
    Quantity,
    Reveal,
    Text,
    Write,
    passage_source,
    plain,
)
from quizgen.outputs import Made
from quizgen.outputs.exchange import losses
from quizgen.outputs.exchange.losses import Losses
from quizgen.outputs.exchange.texts import blocks
from quizgen.text.markup import GAP, Block, Blocks, CodeBlock, Display, List, Paragraph, Span, parse

# What AMC reads as a style, a title, LaTeX, code or a picture within a text.
_MARK = re.compile(r"\[(?=[\[*_|/=]|verbatim\])|(?<=[\]*_|/=])\]|!(?=[^!\s]+!)")
_AFTER_CODE = "\n[[{}]]"  # nothing, so that no line starts with a sign of the text's
_LINES = 3  # to write a whole answer on
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make(collection: Collection, items: Sequence[Item], language: str) -> Made:
    """One file: a group a bank, whose questions AMC mixes."""
    lost = Losses("AMC-TXT")
    parts = ["PaperSize: A4", f"Lang: {language.upper()}", f"Title: {_escaped(plain(collection.title, language))}"]
    titles = {bank.id: plain(bank.title, language) for bank in collection.banks}
    bank = None
    for item in items:
        asked = _asked(item, language, lost)
        if item.bank != bank:
            parts += ["", "*)"] if bank is not None else []
            bank = item.bank
            parts += ["", f"*( {_escaped(titles[bank])}"]
        if any(item.images):
            lost.lose(losses.PICTURES, item)
        if item.hint is not None:
            lost.lose(losses.HINTS, item)
        if item.explanation is not None:
            lost.lose(losses.TOLD_AFTER, item)
        parts += ["", *asked]
    return Made("\n".join([*parts, *(["", "*)"] if bank is not None else []), ""]).encode(), tuple(lost.problems()))


def _asked(item: Item, language: str, lost: Losses) -> list[str]:
    """The lines of a question: options to tick, else lines to write on, and a box for the teacher."""
    before = " – ".join([_text(text, language) for text in (item.context, item.prompt) if text is not None])
    if isinstance(item.form, Choose):
        return _ticked(item, item.form, before, language, lost)
    lost.lose(losses.OPEN, item)
    more, lines = _written(item.form, language)
    prompt = f"{before} {more}".strip()
    return [f"*<lines={lines}>[id={_name(item)}] {prompt}", "-[O]{0} O", f"+[V]{{{item.points:f}}} V"]


def _ticked(item: Item, form: Choose, before: str, language: str, lost: Losses) -> list[str]:
    if form.many:
        lost.lose(losses.SEVERAL, item)
    stars, points = ("**", "haut") if form.many else ("*", "b")
    kept = ",ordered" if form.fixed or any(option.last for option in form.options) else ""
    head = f"{stars}[id={_name(item)}{kept}]{{{points}={item.points:f}}} {before}"
    return [head, *[f"{'+' if option.right else '-'} {_text(option.text, language)}" for option in form.options]]


def _written(form: Form, language: str) -> tuple[str, int]:
    """What stands after the prompt of a question to write an answer to, and how many lines the answer takes."""
    match form:
        case Choose():
            return "", 1
        case Write(expected):
            unit = expected.unit if isinstance(expected, Quantity) else None
            return "" if unit is None else f"({_text(unit, language)})", 1
        case Enumerate(needed=needed):
            return "", needed
        case Order(steps):
            shown = [_text(step.text, language) for step in steps]
            mixed = sorted(shown)
            return _lettered(mixed if mixed != shown else mixed[::-1]), 1
        case Match(pairs):
            lefts = [f"{number}. {_text(pair.left, language)}" for number, pair in enumerate(pairs, 1)]
            return f"{' • '.join(lefts)} — {_lettered(sorted(_text(each, language) for each in form.targets))}", 1
        case Fill():
            passage = _shown(parse(passage_source(form.passages[language])))
            return passage.replace(GAP, "......"), len(form.gaps(language))
        case Reveal():
            return "", _LINES
        case _:
            assert_never(form)


def _lettered(texts: Iterable[str]) -> str:
    return " • ".join([f"{letter}. {text}" for letter, text in zip(_LETTERS, texts, strict=False)])


def _name(item: Item) -> str:
    return item.name.replace("~", "-")


# ---------------------------------------------------------------------------------------------------------------
# Texts: each on one line, but for code, since AMC takes a line's first sign for a mark


def _text(text: Text, language: str) -> str:
    return _shown(blocks(text, language))


def _shown(found: Blocks) -> str:
    return " ".join(map(_block, found)).removesuffix(_AFTER_CODE)


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs):
            return "".join(map(_run, runs))
        case List(rows):
            return " ".join([f"• {''.join(map(_run, row))}" for row in rows])
        case CodeBlock(code):
            if "[/verbatim]" in code:
                return " ".join([f"[|{_escaped(line)}|]" for line in code.split("\n")])
            return f"\n[verbatim]\n{code}\n[/verbatim]{_AFTER_CODE}"
        case Display(tex):
            return f"[[\\[{_tex(tex)}\\]]]"
        case _:
            assert_never(block)


def _run(run: Span) -> str:
    if run.maths:
        return f"[[${_tex(run.text)}$]]"
    shown = _escaped(run.text)
    if run.code:
        return f"[|{shown}|]"
    if run.strong:
        return f"[*{shown}*]"
    return f"[_{shown}_]" if run.emphasis else shown


def _escaped(words: str) -> str:
    """Words on one line, in which AMC sees no mark of its own."""
    return _MARK.sub(lambda found: f"[[\\symbol{{{ord(found[0])}}}]]", " ".join(words.split("\n")))


def _tex(tex: str) -> str:
    """A formula on one line, without the brackets that would end it."""
    return " ".join(tex.split()).replace("]]", "] ]")
