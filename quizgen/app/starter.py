"""The text of a bank to start from: comments in the reader's language, examples in the bank's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from quizgen.text.phrases import N_, Phrases, available, best

Speak = Callable[[Phrases], str]
"""What an example says, in a language."""


def starter(slug: str, path: str, languages: Sequence[str], say: Phrases, *, alone: bool) -> str:
    """A sound bank of seven kinds of question. `alone`: outside any collection, so it names its own languages."""
    voices = {language: Phrases(best(language, available()) or "en") for language in languages}

    def text(indent: int, key: str, speak: Speak) -> list[str]:
        return _text(indent, key, {language: speak(voice) for language, voice in voices.items()})

    def inline(speak: Speak) -> str:
        told = {language: scalar(typed(speak(voice))) for language, voice in voices.items()}
        if len(told) == 1:
            return next(iter(told.values()))
        return "{" + ", ".join(f"{language}: {words}" for language, words in told.items()) + "}"

    def listed(indent: int, key: str, speakers: Sequence[Speak]) -> list[str]:
        return [" " * indent + f"{key}:", *(" " * (indent + 2) + f"- {inline(speak)}" for speak in speakers)]

    def comment(indent: int, message: str, **values: str) -> list[str]:
        return [f"{' ' * indent}# {line}" for line in say(message, **values).splitlines()]

    def one(message: str) -> Speak:
        return lambda voice: voice(message)

    lines = comment(0, N_("A bank of questions. What follows a # is a comment, for you alone."))
    lines += comment(0, N_("Look for mistakes: {command}"), command=f"quizgen check {path}")
    lines += comment(0, N_("Try it out: {command}"), command=f"quizgen play --try {path}")
    lines += ["", "format: 1"]
    lines += comment(
        0, N_("Ids are lower-case letters, digits and hyphens, and never change: what you learnt hangs on them.")
    )
    lines += [f"id: {slug}", *text(0, "title", one(N_("My first questions")))]
    lines += comment(0, N_("In a text, *stars* emphasise; code stands between backquotes, a formula between dollars."))
    if alone:
        lines += comment(0, N_("Every text exists in each of these languages; the first is the default."))
        lines.append(f"languages: [{', '.join(languages)}]")
    lines += ["", "questions:"]

    lines += comment(2, N_("One right option among several. The order is shuffled each time."))
    lines += [f"  - id: {slug}-planet", "    kind: choice"]
    lines += text(4, "prompt", one(N_("Which planet is nearest to the Sun?")))
    lines += text(4, "answer", one(N_("Mercury")))
    lines += listed(4, "distractors", [one(N_("Mars")), one(N_("Jupiter"))])
    lines += comment(6, N_('An option may say what the mistake was; "last: true" would keep it at the end.'))
    venus = inline(one(N_("Venus")))
    lines.append(f"      - text: {venus}")
    lines += text(8, "because", one(N_("It is the hottest, but the second.")))
    lines += comment(4, N_("Told after the answer; it may be left out, like all that is not needed."))
    lines += text(4, "explanation", one(N_("It takes 88 days to go round it.")))

    lines += ["", *comment(2, N_("True or false."))]
    lines += [f"  - id: {slug}-moon", "    kind: true-false"]
    lines += text(4, "prompt", one(N_("The Moon is a star.")))
    lines.append("    answer: false")
    lines += text(4, "explanation", one(N_("It only reflects the light of the Sun.")))

    lines += ["", *comment(2, N_("Typed; accents, capitals and small slips are forgiven."))]
    lines += comment(2, N_("A country by its code is named in every language."))
    lines += [f"  - id: {slug}-tokyo", "    kind: text"]
    lines += text(4, "prompt", one(N_("Of which country is Tokyo the capital?")))
    lines.append("    answer: {country: JP}")
    lines += text(4, "explanation", one(N_("It took the place of Kyoto in 1868.")))

    lines += ["", *comment(2, N_("A number; tolerance says how far off is still right."))]
    lines += [f"  - id: {slug}-days", "    kind: number"]
    lines += text(4, "prompt", one(N_("How many days does the Earth take to go round the Sun?")))
    lines += ["    answer: 365.25", "    tolerance: 0.3"]
    lines += text(4, "unit", one(N_("days")))
    lines += text(4, "explanation", one(N_("The quarter of a day is why every fourth year has 366 days.")))

    lines += ["", *comment(2, N_("Name them all, in any order."))]
    lines += [f"  - id: {slug}-light", "    kind: list"]
    lines += text(4, "prompt", one(N_("Which three colours of light does a screen mix?")))
    lines += listed(4, "answers", [one(N_("red")), one(N_("green")), one(N_("blue"))])
    lines += text(4, "explanation", one(N_("All three at once look white.")))

    lines += ["", *comment(2, N_("Gaps in a text, with the same numbers in every language; after :: a hint."))]
    lines += [f"  - id: {slug}-water", "    kind: cloze"]
    lines += text(4, "text", _water)
    lines += text(4, "explanation", one(N_("Two atoms of the first for one of the second.")))

    lines += ["", *comment(2, N_("Words and their translation, asked both ways; each text names its language."))]
    lines += [f"  - id: {slug}-sun", "    kind: pair"]
    lines += ["    front: {text: the sun, lang: en}", "    back: {text: le soleil, lang: fr}"]
    lines += text(4, "explanation", one(N_("The word is masculine in French, and feminine in German.")))

    lines += [
        "",
        *comment(
            2,
            N_("The other kinds: date, order, match, card. All of them, with examples: {command}"),
            command="quizgen help format",
        ),
    ]
    return "\n".join(lines) + "\n"


def _water(say: Phrases) -> str:
    return say(
        "Water is made of {hydrogen} and {oxygen}.",
        hydrogen="{{c1::" + say("hydrogen") + "}}",
        oxygen="{{c2::" + say("oxygen") + "::" + say("we breathe it") + "}}",
    )


def _text(indent: int, key: str, told: dict[str, str]) -> list[str]:
    """A text field; a bank in one language needs no mapping."""
    head = " " * indent + f"{key}:"
    if len(told) == 1:
        return [f"{head} {scalar(typed(next(iter(told.values()))))}"]
    return [head, *(" " * (indent + 2) + f"{language}: {scalar(typed(words))}" for language, words in told.items())]


def typed(text: str) -> str:
    """The text as an author types it: what typography added is taken back, since quizgen adds it anyway."""
    text = re.sub("[\u00a0\u202f]", " ", text.replace("’", "'"))
    return re.sub("« ?| ?»|[“”]", '"', text)


def scalar(text: str) -> str:
    """The text as a YAML scalar, in quotes only where it needs them."""
    plain = re.fullmatch(r"[^\W\d_][^\n:#{}\[\],&*!|>%@`\"]*", text) and not text.endswith(" ")
    plain = plain and text.lower() not in ("true", "false", "null", "yes", "no", "on", "off")
    return text if plain else json.dumps(text, ensure_ascii=False)
