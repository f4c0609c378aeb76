"""How a card reads in Anki, in plain lines: the note's fields in the real templates, without style and script."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from quizgen.items import Item, Text, plain
from quizgen.outputs.anki.notetypes import FIELDS, field_names, notetype
from quizgen.outputs.anki.render import Renderer
from quizgen.text.phrases import Phrases

_SECTION = re.compile(r"\{\{([#^])([^}]+)\}\}(.*?)\{\{/\2\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{(?:(type|cloze):)?(?:nc:)?([^}:]+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
# What Anki doesn't show: scripts, what only screen readers find, and the verdict until something was picked.
_UNSEEN = re.compile(
    r'<script.*?</script>|<(\w+)[^>]*(?:qz-unseen|\shidden)[^>]*>.*?</\1>|<p class="qz-theme">.*?</p>', re.DOTALL
)
_BECAUSE = re.compile(r'<span class="qz-because".*?</span>', re.DOTALL)  # told on the back alone
_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_ENDS = re.compile(r"<br>|</(?:p|div|h1|li|ul|ol|figure|figcaption|details|summary)>")
_TAGS = re.compile(r"<[^>]+>")
_TYPED = "▁▁▁▁▁▁▁▁▁▁"


def sides(item: Item, theme: Text, language: str) -> tuple[list[str], list[str]]:
    """The lines of the front, and of the back from the answer on; of a note with several cards, of its first.

    Raises OSError if a picture can't be read.
    """
    say = Phrases(language)
    draft = Renderer(language, say).draft(item, item.id)
    kind = notetype(draft.form, language)
    names = field_names(draft.form, say)
    fields = {names[key]: text for key, text in zip(FIELDS[draft.form], draft.fields, strict=True)}
    fields["Subdeck"] = html.escape(plain(theme, language))
    front, back = kind.template["qfmt"], kind.template["afmt"]
    back = back[back.rindex("<", 0, back.index('id="answer"')) :]
    first = str(min(draft.cards) + 1)
    return _lines(front, fields, first, asked=True), _lines(back, fields, first, asked=False)


def _lines(template: str, fields: Mapping[str, str], gap: str, *, asked: bool) -> list[str]:
    """The template filled in. `gap`: the number of the cloze that the card asks for."""

    def section(found: re.Match[str]) -> str:
        return found[3] if bool(fields.get(found[2])) == (found[1] == "#") else ""

    def cloze(found: re.Match[str]) -> str:
        return f"[{found[3] or '…'}]" if asked and found[1] == gap else found[2]

    def field(found: re.Match[str]) -> str:
        value = fields.get(found[2], "")
        match found[1]:
            case "type":
                return _TYPED if asked else ""
            case "cloze":
                return _CLOZE.sub(cloze, value)
        return value

    filled = template
    while filled != (filled := _SECTION.sub(section, filled)):
        pass
    page = _UNSEEN.sub("", _FIELD.sub(field, filled)).replace("\n", " ")
    if asked:
        page = _BECAUSE.sub("", page)
    page = _PICTURE.sub(lambda found: f"[{found[1]}]\n", page)
    page = re.sub(r"<li([^>]*)>", lambda found: "✓ " if "data-ok" in found[1] and not asked else "• ", page)
    page = page.replace('<span class="qz-because"', ' – <span class="qz-because"')
    page = page.replace('<span class="qz-told"', ' – <span class="qz-told"').replace(
        '<span class="qz-right"', "→ <span "
    )
    page = _TAGS.sub("", _ENDS.sub("\n", page))
    lines = (" ".join(line.split(" ")).strip() for line in html.unescape(page).splitlines())
    return [line for line in lines if line]
