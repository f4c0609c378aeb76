"""Small items of every form, and a way to play them: imported by tests, run by the tests in a real terminal.

python tests/play/play_sample.py [--lang fr] [--mode exam] [--plain] [--width 60] [--only choice,text] [--limit 5]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from decimal import Decimal
from pathlib import Path

from quizgen import grading, play
from quizgen.items import (
    Bank,
    Choose,
    Citation,
    Country,
    Date,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Image,
    Item,
    Match,
    Moment,
    Name,
    Option,
    Order,
    Pair,
    Quantity,
    Reveal,
    Source,
    Spelling,
    Step,
    Text,
    Truth,
    Words,
    Write,
)
from quizgen.study.session import Settings, begin
from quizgen.text.phrases import Phrases


def both(fr: str, en: str) -> Words:
    return Words({"fr": fr, "en": en})


ATLAS = Source("atlas", both("un atlas de 2020", "a 2020 atlas"))


def item(
    name: str, form: Form, prompt: Text | None = None, *, bank: str = "rivers", context: Text | None = None,
    explanation: Text | None = None, hint: Text | None = None, cited: bool = False, image: Image | None = None,
    points: int = 1,
) -> Item:  # fmt: skip
    citations = (Citation(ATLAS, (1, 3)),) if cited else ()
    return Item(
        f"sample/{name}", bank, "any", ("fr", "en"), form, prompt, context, explanation, hint, citations,
        points=Decimal(points), image=image,
    )  # fmt: skip


ITEMS = {
    "choice": item(
        "choice",
        Choose(
            (
                Option(Country("AT"), True),
                Option(
                    Country("HU"), False, both("La Hongrie vient après Vienne.", "Hungary comes after Vienna.")
                ),
                Option(Country("RS"), False),
                Option(Country("RO"), False, both("C'est là qu'il finit.", "That's where it ends.")),
            )
        ),
        both("Dans quel pays le Danube traverse-t-il Vienne ?", "In which country does the Danube cross Vienna?"),
        context=both("De la source à la mer", "From source to sea"),
        explanation=both(
            "Le fleuve passe par quatre capitales, plus que tout autre : Vienne, Bratislava, Budapest et Belgrade ; "
            "aucune n'est à sa source.",
            "The river flows through four capitals, more than any other: Vienna, Bratislava, Budapest and Belgrade; "
            "none of them is at its source.",
        ),
        hint=both("Un pays *alpin*.", "An *alpine* country."),
        cited=True,
    ),
    "several": item(
        "several",
        Choose(
            (
                Option(both("le Rhin", "the Rhine"), True),
                Option(both("le Pô", "the Po"), False, both("Le Pô finit en Italie.", "The Po ends in Italy.")),
                Option(both("la Meuse", "the Meuse"), True),
            ),
            many=True,
        ),
        both("Quels fleuves finissent aux Pays-Bas ?", "Which rivers end in the Netherlands?"),
    ),
    "truth": item(
        "truth",
        Choose((Option(Truth(True), False), Option(Truth(False), True)), fixed=True),
        both("La Seine coule à Lyon.", "The Seine flows through Lyon."),
        explanation=both("À Lyon coulent le Rhône et la Saône.", "Lyon is on the Rhône and the Saône."),
    ),
    "text": item(
        "text",
        Write(Spelling(Name("Madrid"))),
        both("Quelle ville est au bord du Manzanares ?", "Which city is on the Manzanares?"),
        bank="cities",
    ),
    "number": item(
        "number",
        Write(Quantity(Decimal(2850), Decimal(50), both("km", "km"))),
        both("Quelle est la longueur du Danube ?", "How long is the Danube?"),
        cited=True,
    ),
    "date": item(
        "date",
        Write(Moment(Date(2022, 6))),
        both("Quand la mesure a-t-elle été faite ?", "When was it measured?"),
    ),
    "list": item(
        "list",
        Enumerate(
            (
                Entry(Spelling(both("Vienne", "Vienna"))),
                Entry(Spelling(Name("Bratislava"))),
                Entry(Spelling(Name("Budapest"))),
                Entry(Spelling(Name("Belgrade"))),
            ),
            3,
        ),
        both("Nommez trois capitales au bord du Danube.", "Name three capitals on the Danube."),
        bank="cities",
        hint=both("Deux commencent par un B… non, trois.", "Two begin with a B… no, three."),
    ),
    "order": item(
        "order",
        Order(
            (
                Step(both("la Seine", "the Seine"), Name("777 km")),
                Step(both("la Loire", "the Loire"), Name("1006 km")),
                Step(both("le Danube", "the Danube"), Name("2850 km")),
                Step(both("la Volga", "the Volga"), Name("3530 km")),
            ),
            both("le plus court", "the shortest"),
            both("le plus long", "the longest"),
        ),
        both("Rangez ces fleuves par longueur.", "Put these rivers in order of length."),
    ),
    "match": item(
        "match",
        Match(
            (
                Pair(both("la Seine", "the Seine"), Name("Paris")),
                Pair(both("le Tibre", "the Tiber"), both("Rome", "Rome")),
                Pair(both("la Tamise", "the Thames"), both("Londres", "London")),
            ),
            (Name("Berlin"),),
        ),
        both("Quelle ville est sur quel fleuve ?", "Which city is on which river?"),
        bank="cities",
    ),
    "cloze": item(
        "cloze",
        Fill(
            {
                "fr": ("La ", Gap(1, "Loire"), " est le plus long fleuve de ", Gap(2, "France", hint="un pays"), "."),
                "en": ("The ", Gap(1, "Loire"), " is the longest river of ", Gap(2, "France", hint="a country"), "."),
            }
        ),
    ),
    "card": item(
        "card",
        Reveal(both("L'endroit où un fleuve rejoint la mer.", "The place where a river meets the sea.")),
        both("Qu'est-ce qu'un estuaire ?", "What is an estuary?"),
        image=Image({"fr": Path("a.png"), "en": Path("a.png")}, both("un fleuve vu du ciel", "a river from above"),
                    Name("A. Nonym")),
    ),
}  # fmt: skip

THEMES = {
    "rivers": Bank(
        "rivers", both("Les fleuves", "Rivers"), (), both("Quelques fleuves d'Europe.", "A few of Europe's rivers.")
    ),
    "cities": Bank("cities", both("Les villes au bord de l'eau", "Cities by the water"), ()),
}  # fmt: skip


def others(asked: Item, language: str) -> frozenset[str]:
    return grading.known_answers(list(ITEMS.values()), asked, language)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    parser.add_argument("--mode", choices=("practice", "exam"), default="practice")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--width", type=int)
    parser.add_argument("--only", default=",".join(ITEMS))
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    settings = Settings(options.mode, options.lang, 1, options.limit)
    session = begin([ITEMS[name] for name in options.only.split(",")], settings)
    ended = play.run(
        session,
        say=Phrases(options.lang),
        themes=THEMES,
        others=others,
        plain=play.choose_plain(sys.stdin, sys.stdout, os.environ, options.plain),
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=not os.environ.get("NO_COLOR"),
        width=options.width,
        clock=time.monotonic,
        open_file=lambda path: None,
    )
    sys.stdout.write(f"<{ended.how}>\n")


if __name__ == "__main__":
    main()
