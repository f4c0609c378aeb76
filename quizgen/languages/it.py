"""Italian: its quotation marks and what is forgiven in typed answers."""

from __future__ import annotations

from quizgen.languages import Language, Quotes, words

LANGUAGE = Language(
    code="it",
    quotes=Quotes(outer=("«", "»"), inner=("“", "”"), opening="«“", closing="»”"),
    ellipsis=True,
    articles=("il", "lo", "la", "l'", "i", "gli", "le", "un", "uno", "una", "un'", "del", "della", "dell'", "dei"),
    prepositions=("in", "a", "al", "allo", "alla", "nel", "nella", "nello"),
    and_="e",
    minus="meno",
    date_fillers=("il", "di", "del", "nel"),
    date_leads=("nel", "il", "l'anno"),
    negating=("non ", "in", "im", "dis"),
    negations=("non", "mai", "senza"),
    opposites=(("nord", "sud", "est", "ovest"),),
    joining=("di", "del", "della", "dei", "delle", "il", "la", "e"),
    honorifics=("sig", "signor", "signora"),
    kinds_before=("l'isola di", "isola di", "il fiume", "il lago di"),
    towns=("la citta di", "citta di"),
    states=("la repubblica di", "repubblica di", "il regno di", "regno di", "lo stato di", "stato di"),
    endings=words(
        """
        azioni azione amenti amento atori atore mente arono ando endo ati ate ato ata are ere ire i e o a
        """
    ),
)
