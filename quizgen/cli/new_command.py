"""`quizgen new`: a commented bank to start from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.cli.app import App
from quizgen.cli.commands import Argument, Command, Usage, option
from quizgen.cli.types import Languages
from quizgen.text.phrases import N_
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from quizgen.items import Collection


def run(app: App, name: str, languages: tuple[str, ...] | None) -> int:
    """Write it; an existing file is left alone."""
    from quizgen.cli.starter import starter

    say = app.say
    path = Path(name)  # without a slash at its end
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml") if path.name else path
    slug = _slug(path.stem)
    if not slug:
        raise Usage(say('"{name}" holds no letter or digit to make an id from', name=visible(name)))
    if path.name in ("collection.yaml", "collection.yml"):
        raise Usage(say("{name} is the head of a collection, not a bank", name=path.name))
    home = _collection_around(path)
    chosen = _languages(app, home, languages)
    text = starter(slug, visible(str(path)), chosen, say, alone=home is None)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    shown = visible(shlex.quote(str(path)))
    print(say("Wrote {path}, with examples in {languages}.", path=visible(str(path)), languages=", ".join(chosen)))
    print(f"  quizgen check {shown}\n  quizgen play {shown}")
    return 0


def _slug(stem: str) -> str:
    """An id from a file's name: "Été 2023" → ete-2023."""
    import re
    import unicodedata

    bare = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


def _collection_around(path: Path) -> Collection | None:
    """The collection that the new file will belong to, as far as it can be read."""
    from quizgen.bank import Target, find, load

    for folder in path.resolve().parents:
        if find.collection_file(folder):
            return next(iter(load((Target(folder),)).collections), None)
    return None


def _languages(app: App, home: Collection | None, asked: tuple[str, ...] | None) -> tuple[str, ...]:
    from quizgen.text.values import is_language

    if home is not None:
        if asked is not None and set(asked) != set(home.languages):
            raise Usage(
                app.say(
                    "this file belongs to the collection {id}, whose languages are {languages}",
                    id=home.id,
                    languages=", ".join(home.languages),
                )
            )
        return home.languages
    for language in asked or ():
        if not is_language(language):
            raise Usage(app.say('"{value}" is not a language such as fr or en', value=language))
    return asked or (app.say.language,)


command = Command(
    "new",
    run,
    about=N_("Write a commented bank with a few examples to start from. A file that exists is left alone."),
    parameters=[
        Argument("name", type=str, required=True, metavar=N_("NAME"), about=N_("Name of the file, or its path.")),
        option(
            "--languages",
            type=Languages(),
            metavar=N_("LANGUAGES"),
            help=N_("Languages of its questions: fr,en. Left out: those of the collection around, else yours."),
        ),
    ],
    examples=[("quizgen new capitals --languages fr,en", N_("writes capitals.yaml, in two languages"))],
)
