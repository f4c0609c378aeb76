"""One question with its answer, explanation, sources and tags, as a page or as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizgen.app import selection
from quizgen.app.caller import Caller
from quizgen.app.data import for_programs
from quizgen.app.errors import WrongUsage
from quizgen.app.exits import Exit
from quizgen.app.rendering import answer_lines, form_data, image_data
from quizgen.items import Citation, Collection, Item, plain
from quizgen.text.cells import WIDEST, paragraph
from quizgen.text.phrases import N_, Phrases


def run(caller: Caller, id: str, banks: Sequence[str], as_json: bool) -> int:
    """Print it in the reader's language."""
    collections = selection.sound(caller, caller.folders, banks)
    homes = {item.id: collection for collection in collections for bank in collection.banks for item in bank.items}
    item = selection.named(caller, [item for each in collections for bank in each.banks for item in bank.items], id)
    collection = homes[item.id]
    language = selection.language_of(caller, collection) if caller.explicit else selection.shown_in(item, caller)
    if language not in item.languages:
        raise WrongUsage(
            caller.say(
                "{id} is not in {language}, only in {languages}",
                id=item.id,
                language=selection.spelled(language, caller),
                languages=", ".join(selection.spelled(each, caller) for each in item.languages),
            )
        )
    if as_json:
        print(for_programs(_data(item, language)))
    else:
        print("\n".join(_lines(caller, item, collection, language)))
    return Exit.FINE


def _lines(caller: Caller, item: Item, collection: Collection, language: str) -> list[str]:
    say = caller.phrases(language)
    width = min(caller.columns(), WIDEST)
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


def _cited(citation: Citation, language: str, say: Phrases) -> str:
    label = plain(citation.source.label, language)
    if not citation.paragraphs:
        return label
    return say("{source}, § {paragraphs}", source=label, paragraphs=", ".join(map(str, citation.paragraphs)))


def _data(item: Item, language: str) -> dict[str, object]:
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
        "image": None if item.image is None else image_data(item.image, language),
        "tags": list(item.tags),
        "points": float(item.points),
        "was": list(item.was),
        "withdrawn": item.withdrawn,
    }
