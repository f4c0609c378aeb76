"""Spanish: its quotation marks and what is forgiven in typed answers."""

from __future__ import annotations

from quizgen.languages import Language, Quotes, words

LANGUAGE = Language(
    code="es",
    quotes=Quotes(outer=("«", "»"), inner=("“", "”"), opening="«“", closing="»”"),
    ellipsis=True,
    articles=("el", "la", "los", "las", "un", "una", "unos", "unas", "lo"),
    prepositions=("en", "a", "al", "del"),
    and_="y",
    minus="menos",
    date_fillers=("de", "del", "el", "en"),
    date_leads=("en", "el ano"),
    negating=("no ", "in", "im", "des"),
    negations=("no", "nunca", "sin"),
    opposites=(("norte", "sur", "este", "oeste"),),
    joining=("de", "del", "el", "la", "los", "las", "y"),
    honorifics=("sr", "sra", "senor", "senora"),
    kinds_before=("la isla de", "isla de", "el rio", "el lago"),
    towns=("la ciudad de", "ciudad de"),
    states=("la republica de", "republica de", "el reino de", "reino de", "el estado de", "estado de"),
    endings=words(
        """
        aciones acion amientos amiento adores ador idades idad mente aron ando iendo ados adas ado ada ar er ir
        os as es o a e s
        """
    ),
)
