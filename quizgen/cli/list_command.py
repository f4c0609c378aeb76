"""`quizgen list`: the banks, or the questions of those named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizgen.cli import parameters
from quizgen.cli.app import App
from quizgen.cli.commands import Command, option
from quizgen.cli.data import for_programs
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from quizgen.items import Bank, Collection, Item


def run(app: App, names: Sequence[str], as_json: bool) -> int:
    """Print them in the reader's language."""
    from quizgen.cli import banks

    collections = banks.sound(app, names).collections
    if as_json:
        data = {"collections": [_data(app, collection) for collection in collections]}
        print(for_programs(data))
        return 0
    print("\n\n".join("\n".join(_lines(app, collection, in_full=bool(names))) for collection in collections))
    return 0


def _lines(app: App, collection: Collection, in_full: bool) -> list[str]:
    from quizgen.cli import banks
    from quizgen.items import plain
    from quizgen.text.cells import WIDEST, cells, cut, pad

    language = banks.language_of(app, collection)
    say = app.phrases(language)
    width = min(app.columns(), WIDEST)
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
                lines.append(head + cut(banks.asked(item, app), max(width - cells(head), 16)))
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


def _data(app: App, collection: Collection) -> dict[str, object]:
    from quizgen.cli import banks
    from quizgen.items import plain

    language = banks.language_of(app, collection)
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
                        "prompt": banks.asked(item, app),
                        "tags": list(item.tags),
                        "languages": list(item.languages),
                    }
                    for item in _asked(bank)
                ],
            }
            for bank in collection.banks
        ],
    }


command = Command(
    "list",
    run,
    about=N_("List the banks and how many questions each holds; of banks that are named, the questions too."),
    parameters=[
        parameters.banks("names"),
        option("--json", "as_json", is_flag=True, help=N_("For programs: everything, as JSON.")),
    ],
    examples=[("quizgen list nato-tokyo/offices", N_("the questions of one bank"))],
)
