"""Portuguese: its quotation marks and what is forgiven in typed answers."""

from __future__ import annotations

from quizgen.languages import Language, Quotes, words

LANGUAGE = Language(
    code="pt",
    quotes=Quotes(outer=("“", "”"), inner=("“", "”"), single=("‘", "’"), opening="«“", closing="»”"),
    ellipsis=True,
    articles=("o", "a", "os", "as", "um", "uma", "uns", "umas"),
    prepositions=("em", "no", "na", "nos", "nas", "ao", "à"),
    and_="e",
    minus="menos",
    date_fillers=("de", "do", "o", "em"),
    date_leads=("em", "o ano"),
    negating=("nao ", "in", "im", "des"),
    negations=("nao", "nunca", "sem"),
    opposites=(("norte", "sul", "leste", "oeste"),),
    joining=("de", "do", "da", "dos", "das", "o", "a", "e"),
    honorifics=("sr", "sra", "senhor", "senhora"),
    kinds_before=("a ilha de", "ilha de", "o rio", "o lago"),
    towns=("a cidade de", "cidade de"),
    states=("a republica de", "republica de", "republica da", "o reino de", "reino de", "o estado de", "estado de"),
    endings=words(
        """
        acoes acao amentos amento adores ador idades idade mente aram ando endo ados adas ado ada ar er ir os as
        es o a e s
        """
    ),
)
