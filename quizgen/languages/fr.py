"""French."""

from __future__ import annotations

from quizgen.languages import NO_BREAK_SPACE, THIN_SPACE, Language, Quotes, Spaced, counted, rows, words

_ENDING, _OPENED = ' »”"', "([{!?;:«“"
_ENDING_OR_MORE = " !?»”’\"')].,;:…*—–"  # a run of ! and ? takes one space

LANGUAGE = Language(
    code="fr",
    first_of_month="er",
    weekday="EEE d MMM",
    year_last=True,
    true_false=("Vrai", "Faux"),
    countries=rows(
        """
AE Émirats arabes unis | EAU | Émirats
BA Bosnie-Herzégovine | Bosnie
BO Bolivie | État plurinational de Bolivie
BN Brunei | Brunéi Darussalam
BY Biélorussie | Bélarus
CD République démocratique du Congo | RD Congo | RDC | Congo-Kinshasa
CG République du Congo | Congo | Congo-Brazzaville
CN Chine | République populaire de Chine | RPC
CV Cap-Vert | Cabo Verde
CZ Tchéquie | République tchèque
DE Allemagne | République fédérale d’Allemagne
FK Îles Malouines | Malouines | Îles Falkland
FM Micronésie | États fédérés de Micronésie
GB Royaume-Uni | RU | Grande-Bretagne
HK Hong Kong
IE Irlande | République d’Irlande
IR Iran | République islamique d’Iran
KP Corée du Nord | République populaire démocratique de Corée | RPDC
KR Corée du Sud | République de Corée
LA Laos | République démocratique populaire lao
MD Moldavie | République de Moldavie | Moldova
MK Macédoine du Nord | République de Macédoine du Nord
MM Myanmar | Birmanie
MO Macao
PS Territoires palestiniens | Palestine | État de Palestine
RU Russie | Fédération de Russie
SA Arabie saoudite | Royaume d’Arabie saoudite
SY Syrie | République arabe syrienne
SZ Eswatini | Swaziland
TL Timor oriental | Timor-Leste
TR Turquie | Türkiye
TZ Tanzanie | République unie de Tanzanie
US États-Unis | USA | États-Unis d’Amérique | Amérique
VA Vatican | État de la Cité du Vatican | Saint-Siège
VE Venezuela | République bolivarienne du Venezuela
VN Viêt Nam | Vietnam
"""
    ),
    quotes=Quotes(outer=("«", "»"), inner=("“", "”"), opening="«“", closing="»”", space=NO_BREAK_SPACE),
    ellipsis=True,
    spaced=(
        Spaced(sign=":", space=NO_BREAK_SPACE, before=_ENDING, not_after=":;(«“"),
        Spaced(sign="!", space=THIN_SPACE, before=_ENDING_OR_MORE, not_after=_OPENED),
        Spaced(sign="?", space=THIN_SPACE, before=_ENDING_OR_MORE, not_after=_OPENED),
        Spaced(sign=";", space=THIN_SPACE, before=_ENDING, not_after=_OPENED),
    ),
    thousands=THIN_SPACE,
    units=("%", "€", "°C"),
    titles=("n°", "M.", "MM.", "Mme", "Mlle", "Dr"),
    articles=("le", "la", "l'", "les", "un", "une", "des", "du"),
    prepositions=("à", "au", "aux", "en", "dans"),
    and_="et",
    number_words=counted(
        """
        zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf vingt
        """
    )
    | {"une": 1, "aucun": 0, "aucune": 0},
    minus="moins",
    ordinals=("er", "re", "e", "eme"),
    date_fillers=("le", "la", "de", "du", "d", "en", "au"),
    date_leads=("en", "le", "au", "l'annee", "en l'an", "l'an"),
    negating=("non ", "non", "dis", "de", "in", "im", "il", "ir", "an", "a"),
    yes=("oui", "o"),
    no=("non", "n"),
    marked_out_of=20,
    plural="sx",
    function_words=words(
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
    telling_words=words(
        """
        le les des du et est une dans que qui avec sur quel quelle quels au aux cette sont etait ont ne pas ses il
        elle leur nous vous etre selon mais ou par ce sans
        """
    ),
    now=(
        r"\b(aujourd['’]hui|actuellement|désormais|récemment|dernièrement|à présent|à l['’]heure actuelle|de nos jours"
        r"|actuel(?:le)?s?|en ce moment|(?<!en )maintenant(?! (?:les?|la|l['’]|une?|des|du|son|sa|ses|leurs?)\b)"
        r"|l['’]an dernier|l['’]année dernière)(?!\w)"
    ),
    negative=r"\bn(?:e\s|['’])[^.;:?!]{0,40}?\b(pas|jamais)\b(?! (?:seulement|que\b))|\b(sauf|excepté|hormis)\b",
    why=r"\bpourquoi\b",
    article_last=r"(?:^|[\s(])(les?|la|une?|du|de la|des?|aux?|(?:de )?[ld]['’])\W*$",
    all_or_none=(
        r"(?:tous|toutes?|aucune?)(?: (?:de|d entre|parmi))?(?: (?:ces|les|ceux|celles))?"
        r" (?:(?:reponses?|options?|propositions?|choix|ci)\b.*|elles|eux)"
        r"|aucune? de (?:ces|ceux|celles)\b.*|(?:aucune?|toutes?) des (?:reponses|options|propositions|deux)\b.*"
        r"|les deux(?: a la fois| ensemble)?|ni l une? ni l autre|tout ce qui precede|rien de tout cela|[a-f] et [a-f]"
    ),
    absolute=words("toujours jamais"),
    no_amount=words("aucun aucune rien jamais"),
)
