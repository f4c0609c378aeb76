"""The banks and their questions, as a page or as data."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.app import selection
from quizgen.app.caller import Caller
from quizgen.app.data import for_programs
from quizgen.app.exits import Exit
from quizgen.items import Bank, Collection, Item, plain
from quizgen.text.cells import WIDEST, cells, cut, pad


def run(caller: Caller, banks: Sequence[str], as_json: bool) -> int:
    """Print them in the reader's language."""
    collections = selection.sound(caller, caller.folders, banks)
    if as_json:
        data = {"collections": [_data(caller, collection) for collection in collections]}
        print(for_programs(data))
        return Exit.FINE
    print("\n\n".join("\n".join(_lines(caller, collection, in_full=bool(banks))) for collection in collections))
    return Exit.FINE


def _lines(caller: Caller, collection: Collection, in_full: bool) -> list[str]:
    language = selection.language_of(caller, collection)
    say = caller.phrases(language)
    width = min(caller.columns(), WIDEST)
    about = [collection.id, plain(collection.title, language), ", ".join(collection.languages)]
    lines = [cut(" · ".join((*about, collection.version or "")).removesuffix(" · "), width)]
    ids = [f"{collection.id}/{bank.id}" for bank in collection.banks]
    if in_full:
        for bank, id in zip(collection.banks, ids, strict=True):
            items = _asked(bank)
            count = say.plural("{n} question", "{n} questions", len(items))
            lines += ["", cut(f"{id} · {plain(bank.title, language)} · {count}", width)]
            column = min(max((cells(item.name) for item in items), default=0), width // 2)
            kinds = max((cells(item.kind) for item in items), default=0)
            for item in items:
                head = f"  {pad(item.name, column)}  {pad(item.kind, kinds)}  "
                lines.append(head + cut(selection.stem(item, caller), max(width - cells(head), 16)))
        return lines
    column = max((cells(id) for id in ids), default=0)
    total = 0
    for bank, id in zip(collection.banks, ids, strict=True):
        n = len(_asked(bank))
        total += n
        title = pad(cut(plain(bank.title, language), 34), 34) if width >= column + 55 else ""
        lines.append(f"  {pad(id, column)}  {title}{n:>5}")
    lines.append(say.plural("{n} question", "{n} questions", total))
    return lines


def _asked(bank: Bank) -> list[Item]:
    return [item for item in bank.items if not item.withdrawn]


def _data(caller: Caller, collection: Collection) -> dict[str, object]:
    language = selection.language_of(caller, collection)
    return {
        "id": collection.id,
        "title": plain(collection.title, language),
        "languages": list(collection.languages),
        "version": collection.version,
        "license": collection.license,
        "banks": [
            {
                "id": bank.id,
                "title": plain(bank.title, language),
                "path": bank.path,
                "questions": [
                    {
                        "id": item.id,
                        "kind": item.kind,
                        "prompt": selection.stem(item, caller),
                        "tags": list(item.tags),
                        "languages": list(item.languages),
                    }
                    for item in _asked(bank)
                ],
            }
            for bank in collection.banks
        ],
    }
