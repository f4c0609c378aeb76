"""What an author starts from: a commented bank, and the format for their editor."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from pathlib import Path

from quizgen.app.caller import Caller
from quizgen.app.errors import WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.starter import starter
from quizgen.bank import Target, find, load
from quizgen.bank.schema import schema
from quizgen.items import Collection
from quizgen.text.values import is_language
from quizgen.text.visible import visible


def print_schema(caller: Caller) -> int:
    """Print the JSON Schema of the format."""
    print(json.dumps(schema(caller.say), ensure_ascii=False, indent=2))
    return Exit.FINE


def write_bank(caller: Caller, name: str, languages: tuple[str, ...] | None) -> int:
    """Write a commented bank; an existing file is left alone."""
    say = caller.say
    path = Path(name)  # without a slash at its end
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml") if path.name else path
    slug = _slug(path.stem)
    if not slug:
        raise WrongUsage(say('"{name}" holds no letter or digit to make an id from', name=visible(name)))
    if path.name in ("collection.yaml", "collection.yml"):
        raise WrongUsage(say("{name} is the head of a collection, not a bank", name=path.name))
    home = _collection_around(path)
    chosen = _languages(caller, home, languages)
    text = starter(slug, visible(str(path)), chosen, say, alone=home is None)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    shown = visible(shlex.quote(str(path)))
    print(say("Wrote {path}, with examples in {languages}.", path=visible(str(path)), languages=", ".join(chosen)))
    print(f"  quizgen check {shown}\n  quizgen play --try {shown}")
    return Exit.FINE


def _slug(stem: str) -> str:
    """An id from a file's name: "Été 2023" → ete-2023."""
    bare = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


def _collection_around(path: Path) -> Collection | None:
    """The collection that the new file will belong to, as far as it can be read."""
    for folder in path.resolve().parents:
        if find.collection_file(folder):
            return next(iter(load((Target(folder),)).collections), None)
    return None


def _languages(caller: Caller, home: Collection | None, asked: tuple[str, ...] | None) -> tuple[str, ...]:

    if home is not None:
        if asked is not None and set(asked) != set(home.languages):
            raise WrongUsage(
                caller.say(
                    "this file belongs to the collection {id}, whose languages are {languages}",
                    id=home.id,
                    languages=", ".join(home.languages),
                )
            )
        return home.languages
    for language in asked or ():
        if not is_language(language):
            raise WrongUsage(caller.say('"{value}" is not a language such as fr or en', value=language))
    return asked or (caller.say.language,)
