"""Dutch: its quotation marks and what is forgiven in typed answers."""

from __future__ import annotations

from quizgen.languages import Language, Quotes, words

LANGUAGE = Language(
    code="nl",
    quotes=Quotes(outer=("“", "”"), inner=("“", "”"), single=("‘", "’"), opening="„“", closing="”"),
    ellipsis=True,
    articles=("de", "het", "een", "t"),
    prepositions=("in", "op", "te", "naar"),
    and_="en",
    minus="min",
    ordinals=("e", "de", "ste"),
    date_fillers=("op", "de", "in", "van"),
    date_leads=("in", "op", "het jaar"),
    negating=("on", "niet "),
    negations=("niet", "geen", "nooit", "zonder"),
    opposites=(("noord", "zuid", "oost", "west"), ("noorden", "zuiden", "oosten", "westen")),
    joining=("van", "de", "het", "der", "den", "en"),
    honorifics=("dhr", "mevr", "meneer", "mevrouw"),
    kinds_before=("het eiland", "eiland", "de rivier", "het meer van"),
    towns=("de stad", "stad"),
    states=("de republiek", "republiek", "het koninkrijk", "koninkrijk"),
    endings=words(
        """
        ingen ing heden heid elijke elijk ische isch den de ten te en er es e s t
        """
    ),
)
