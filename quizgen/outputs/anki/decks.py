"""The decks of a package: one for the collection, one below it for each bank."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import genanki

from quizgen.items import Bank, Collection, Source, Text, plain
from quizgen.outputs.anki.html import attribute, escape
from quizgen.outputs.anki.identity import deck_id
from quizgen.outputs.anki.package import Package
from quizgen.text.phrases import Phrases

_JOIN = "\N{WORD JOINER}"
_OBEYED = re.compile(r"::|[<&\[\\]")


def decks(
    collection: Collection, language: str, used: AbstractSet[str], previous: Package | None, say: Phrases
) -> tuple[dict[str, tuple[int, str]], Mapping[str, Any]]:
    """The id and name of each bank's deck, for all banks that have one or ever had; and Anki's JSON of those in use.

    Anki knows decks by their names, so a name once released stays: with another, a learner who already has the deck
    would get a second one that holds only the new cards.
    """
    known: dict[str, tuple[int, str]] = {}
    if previous is not None and previous.collection == collection.id:
        known = dict(previous.banks)
    if "" not in known:
        known[""] = deck_id(collection.id, language, ""), _root(collection, language)
    root = known[""][1]
    for bank in collection.banks:
        if bank.id in used and bank.id not in known:
            known[bank.id] = _deck(collection, bank, language, known, alone=len(collection.banks) == 1)
    wanted = {known[""][0]: root} | {known[bank][0]: known[bank][1] for bank in sorted(used)}
    about = _description(collection, language, say)
    made = {
        str(id_): json.loads(json.dumps(genanki.Deck(id_, name, about if name == root else "").to_json()))
        for id_, name in wanted.items()
    }
    return known, made


def _root(collection: Collection, language: str) -> str:
    name = _component(collection.title, language)
    others = {_component(collection.title, other) for other in collection.languages if other != language}
    return f"{name} ({language})" if name in others else name


def _deck(
    collection: Collection, bank: Bank, language: str, known: Mapping[str, tuple[int, str]], *, alone: bool
) -> tuple[int, str]:
    id_, root = known[""]
    title = _component(bank.title, language)
    if alone and title == _component(collection.title, language):
        return id_, root
    names = {name.casefold() for _, name in known.values()}
    name = f"{root}::{title}"
    if name.casefold() in names:
        name = f"{name} ({bank.id})"
    return deck_id(collection.id, language, bank.id), name


def _component(title: Text, language: str) -> str:
    """A title as one level of a deck's name, in which `::` would start another level.

    Cards show the name unescaped, so that what HTML or MathJax would obey is parted by a word joiner.
    """
    joined = _OBEYED.sub(lambda found: found[0][0] + _JOIN + found[0][1:], plain(title, language))
    return " ".join(joined.split())


def _description(collection: Collection, language: str, say: Phrases) -> str:
    """Version, licence and sources, and when these end, as HTML."""
    lines = []
    if collection.version is not None:
        lines.append(escape(say("Version {version}", version=collection.version)))
    if collection.as_of is not None:
        lines.append(escape(say("Sources as of {date}", date=plain(collection.as_of, language))))
    if collection.license is not None:
        lines.append(escape(say("Licence: {license}", license=collection.license)))
    if collection.sources:
        lines.append(escape(say("Sources:")))
        lines += (f"– {_source(source, language)}" for source in collection.sources.values())
    return "<br>".join(lines)


def _source(source: Source, language: str) -> str:
    name = source.title or plain(source.label, language)
    title = escape(name)
    if source.url is not None and source.url.startswith(("http://", "https://")):
        title = f'<a href="{attribute(source.url)}">{title}</a>'
    rest = [source.publisher, None if source.date is None else plain(source.date, language)]
    return ", ".join([title, *(escape(each) for each in rest if each is not None and each != name)])
