"""Words, folded: what lints compare. And the words of French and English that carry no content."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.text.folding import base, fold, without_accents

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Folded, as `words` gives them: without accents, the letters of an elision by themselves.
_FUNCTION_WORDS = {
    "fr": _listed(
        """
        l d n s c j m t qu y a ai as au aux avec avait avaient avoir ayant ce cela celle celles celui ces cet cette
        ceux chaque ci comme comment combien contre dans de depuis des deux doit dont du elle elles en encore entre
        est et etaient etait etant ete etes etre eu eux fait faire fois furent fut ici il ils je la laquelle le
        lequel les lesquelles lesquels leur leurs lors lui ma mais me meme memes mes moi moins mon ne ni non nos
        notre nous on ont ou par parmi pas pendant peu peut plus plusieurs pour pourquoi pres puis quand que quel
        quelle quelles quels qui quoi sa sans sauf se selon sera ses seul seule si soi soit son sont sous sur ta te
        tel telle tes toi ton tous tout toute toutes tres tu un une vers voici voila vos votre vous
        """
    ),
    "en": _listed(
        """
        a about above according after again all already also am an and another any are as at be because been before
        being below between both but by can could did do does doing done down during each either else every few for
        from further had has have having he her here him his how i if in into is it its just least less many may me
        might more most much must my neither no nor not of off on once one only onto or other others our out over
        own s same shall she should since so some such t than that the their them then there these they this those
        through to too under until up upon us very was we were what when where whether which while who whom whose
        why will with within without would you your
        """
    ),
}

# Words that give a language away: common, and no word of the other one.
PROFILES = {
    "fr": _listed(
        """
        le les des du et est une dans que qui avec sur quel quelle quels au aux cette sont etait ont ne pas ses il
        elle leur nous vous etre selon mais ou par ce sans
        """
    ),
    "en": _listed(
        """
        the of and to which was were what that with by from did this it is are has have who how many whose had been
        their its not they when where would should about into than
        """
    ),
}


@lru_cache(maxsize=1 << 16)
def words(text: str, language: str) -> tuple[str, ...]:
    """The text's words without case, accents and marks: "L'OTAN, à Tokyo" is l, otan, a, tokyo."""
    return tuple(_WORD.findall(without_accents(fold(text, language))))


def content(text: str, language: str) -> list[str]:
    """The words that carry the meaning, in their order."""
    known = _FUNCTION_WORDS.get(base(language))
    if known is None:
        return [word for word in words(text, language) if len(word) > 3 or word.isdigit()]
    return [word for word in words(text, language) if word not in known]


def run_of(text: str, language: str) -> str:
    """The words as one string, a space around each, so that looking for " tokyo " finds the whole word alone."""
    return f" {' '.join(words(text, language))} "


def unquoted(text: str) -> str:
    """The text without what it quotes: titles and sayings are not the author's own words."""
    return _QUOTED.sub(" ", text)
