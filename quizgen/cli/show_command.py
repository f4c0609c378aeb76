"""`quizgen show`: one question, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quizgen.cli import parameters
from quizgen.cli.app import App
from quizgen.cli.commands import Argument, Command, Usage, option
from quizgen.cli.data import for_programs
from quizgen.text.phrases import N_

if TYPE_CHECKING:
    from quizgen.items import Collection, Item
    from quizgen.text.phrases import Phrases


def run(app: App, id: str, names: Sequence[str], as_json: bool) -> int:
    """Print it in the reader's language."""
    from quizgen.cli import banks

    collections = banks.sound(app, names).collections
    homes = {item.id: collection for collection in collections for bank in collection.banks for item in bank.items}
    item = banks.named(app, [item for each in collections for bank in each.banks for item in bank.items], id)
    collection = homes[item.id]
    language = banks.language_of(app, collection) if app.explicit else banks.shown_in(item, app)
    if language not in item.languages:
        raise Usage(
            app.say(
                "{id} is not in {language}, only in {languages}",
                id=item.id,
                language=banks.spelled(language, app),
                languages=", ".join(banks.spelled(each, app) for each in item.languages),
            )
        )
    if as_json:
        print(for_programs(_data(item, language)))
    else:
        print("\n".join(_lines(app, item, collection, language)))
    return 0


def _lines(app: App, item: Item, collection: Collection, language: str) -> list[str]:
    from quizgen.cli.rendering import answer_lines
    from quizgen.items import plain
    from quizgen.text.cells import WIDEST, paragraph

    say = app.phrases(language)
    width = min(app.columns(), WIDEST)
    lines = [f"{item.id} · {item.kind}"]
    if item.withdrawn:
        lines.append(say("withdrawn: asked nowhere"))
    lines.append("")
    before = len(lines)
    for text in (item.context, item.prompt):
        if text is not None:
            lines += paragraph(plain(text, language), width)
    if item.image is not None:
        lines += paragraph(say("Picture: {alt}", alt=plain(item.image.alt, language)), width)
    if len(lines) > before:
        lines.append("")
    lines += [*answer_lines(item.form, language, say, width), ""]
    for label, text in ((N_("Hint: {text}"), item.hint), (N_("Explanation: {text}"), item.explanation)):
        if text is not None:
            lines += paragraph(say(label, text=plain(text, language)), width)
    for citation in item.citations:
        lines += paragraph(say("Source: {text}", text=_cited(citation, language, say)), width)
    if item.tags:
        named = (plain(collection.tags[tag], language) if tag in collection.tags else tag for tag in item.tags)
        lines += paragraph(say("Tags: {text}", text=", ".join(named)), width)
    lines += paragraph(say("Languages: {text}", text=", ".join(item.languages)), width)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _cited(citation: Any, language: str, say: Phrases) -> str:
    from quizgen.items import plain

    label = plain(citation.source.label, language)
    if not citation.paragraphs:
        return label
    return say("{source}, § {paragraphs}", source=label, paragraphs=", ".join(map(str, citation.paragraphs)))


def _data(item: Item, language: str) -> dict[str, object]:
    from quizgen.cli.rendering import form_data
    from quizgen.items import plain

    def words(text: Any) -> str | None:
        return None if text is None else plain(text, language)

    return {
        "id": item.id,
        "bank": item.bank,
        "kind": item.kind,
        "language": language,
        "languages": list(item.languages),
        "context": words(item.context),
        "prompt": words(item.prompt),
        "answer": form_data(item.form, language),
        "explanation": words(item.explanation),
        "hint": words(item.hint),
        "sources": [
            {
                "id": each.source.id,
                "label": words(each.source.label),
                "paragraphs": list(each.paragraphs),
                "evidence": list(each.evidence),
            }
            for each in item.citations
        ],
        "image": None
        if item.image is None
        else {"file": str(item.image.files.get(language, "")), "alt": words(item.image.alt), "side": item.image.side},
        "tags": list(item.tags),
        "points": float(item.points),
        "was": list(item.was),
        "withdrawn": item.withdrawn,
    }


command = Command(
    "show",
    run,
    about=N_("Show one question with its answer, explanation, sources and tags."),
    parameters=[
        Argument(
            "id",
            type=str,
            required=True,
            metavar=N_("ID"),
            about=N_("The question's id, alone or after its collection's: gulf-office, nato-tokyo/gulf-office."),
        ),
        parameters.banks("names"),
        option("--json", "as_json", is_flag=True, help=N_("For programs: everything, as JSON.")),
    ],
    examples=[("quizgen show gulf-office --lang fr", N_("in French"))],
)
