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
TW Taïwan | République de Chine
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
    articles=("le", "la", "l'", "les", "un", "une", "des", "du", "de la", "de l'", "d'"),
    prepositions=("à", "au", "aux", "en", "dans"),
    and_="et",
    number_words=counted(
        """
        zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf vingt
        """
    )
    | {"une": 1, "aucun": 0, "aucune": 0}
    | {"vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    | {"quatre-vingt": 80, "quatre vingt": 80, "quatre-vingts": 80, "quatre vingts": 80}
    | {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90},
    multipliers={
        **{"cent": 100, "cents": 100, "mille": 10**3, "million": 10**6, "millions": 10**6},
        **{"milliard": 10**9, "milliards": 10**9, "douzaine": 12, "douzaines": 12},
    },
    fractions={"demi": 2, "demie": 2, "moitie": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "dixieme": 10},
    ordinal_words=counted(
        """
        zeroieme premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme
        douzieme treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme
        """
    )
    | {"premiere": 1, "second": 2, "seconde": 2},
    percent=("pour cent", "pourcent", "pct"),
    unit_names={"annee": "an", "journee": "jour"},
    minus="moins",
    ordinals=("er", "re", "e", "eme", "ere", "ieme", "nd", "nde"),
    date_fillers=(
        *("le", "la", "l", "de", "du", "d", "en", "au", "ici", "a", "des", "fin", "debut", "mi", "milieu", "courant"),
        *("vers", "pendant", "mois", "annee", "an", "jour", "environ", "plus", "tard"),
    ),
    date_leads=(
        *("en", "le", "au", "l'annee", "en l'an", "l'an", "d'ici", "d'ici a", "vers", "l'annee de", "a partir de"),
        *("des", "fin", "debut", "courant", "dans l'annee", "pendant l'annee", "environ"),
    ),
    before_christ=("av. j.-c.", "avant j.-c.", "avant jesus-christ", "avant notre ere", "avant l'ere commune"),
    after_christ=("ap. j.-c.", "apr. j.-c.", "apres j.-c.", "apres jesus-christ", "de notre ere"),
    negating=("non ", "non", "dis", "de", "in", "im", "il", "ir", "an", "a", "anti", "mal", "mes"),
    negations=("ne", "n", "pas", "non", "jamais", "ni", "sans", "aucun", "aucune"),
    opposites=(
        *(("nord", "sud", "est", "ouest"), ("sur", "sous"), ("avant", "apres"), ("haut", "bas"), ("im", "e", "ex")),
        *(("in", "ex"), ("macro", "micro"), ("ante", "anti", "post"), ("supra", "infra"), ("gauche", "droite")),
        *(("mono", "uni", "bi", "tri", "quadri", "multi", "poly"), ("inter", "intra"), ("homo", "hetero")),
        *(("premier", "dernier"), ("plus", "moins"), ("grand", "petit"), ("superieur", "inferieur")),
        *(("homme", "femme"), ("male", "femelle"), ("hypo", "hyper"), ("endo", "exo")),
    ),
    contrasts=(
        ("meth|eth|prop|but|pent|hex|hept|oct", ("ane", "ene", "yne")),
        ("nitr|sulf|phosph|chlor|brom|iod|carbon|arsen", ("ate", "ite", "ure")),
        ("malt|sucr|lact|cellul|amyl|xyl", ("ase", "ose")),
        ("[a-z]{3}", ("phile", "phobe")),
        ("[a-z]{3}", ("philie", "phobie")),
    ),
    plurals=("s", "x"),
    agreements=("e", "es"),
    joining=("le", "la", "l", "les", "un", "une", "du", "de", "des", "d", "et", "au", "aux", "a"),
    leads=(
        *("sur", "de", "vers", "par", "pour", "avec", "contre", "chez", "depuis", "c'est", "ce sont", "c'etait"),
        *("il est", "il etait", "elle est", "elle etait", "ils sont", "a cause de", "la reponse est"),
    ),
    honorifics=(
        "m",
        "mr",
        "monsieur",
        "mme",
        "madame",
        "mlle",
        "dr",
        "docteur",
        "professeur",
        "le president",
        "l'ambassadeur",
    ),
    nations=("pays", "le pays"),
    kinds_before=(
        *("l'ile de", "ile de", "l'ile d'", "ile d'", "l'ile du", "l'ile", "l'archipel de", "l'archipel d'"),
        *("la region de", "la region du", "la region d'", "la region de l'", "le fleuve", "la riviere"),
        *("la province de", "la prefecture de", "la prefecture d'", "le lac", "le continent", "la planete", "planete"),
        *("la mer", "le mont"),
    ),
    towns=(
        *("la ville de", "ville de", "la ville d'", "ville d'", "la commune de", "la cite de", "la capitale"),
        *("le village de", "le port de", "le port d'"),
    ),
    states=(
        *("la republique de", "republique de", "la republique d'", "republique d'", "la republique du"),
        *("republique du", "la republique de la", "la republique de l'", "republique des", "la republique des"),
        *("l'etat de", "etat de", "l'etat du", "etat du", "l'etat d'", "etat d'", "le royaume de", "royaume de"),
        *("le royaume du", "royaume du", "le royaume d'", "royaume d'", "le royaume des", "royaume des"),
        *("la principaute de", "principaute de", "la principaute d'", "le sultanat d'", "sultanat d'"),
        *("le grand duche de", "grand duche de", "l'emirat de", "l'emirat du", "la federation de"),
        *("la republique islamique d'", "la republique islamique de", "la republique federale d'"),
    ),
    yes=("oui", "o"),
    no=("non", "n"),
    marked_out_of=20,
    plural="sx",
    endings=words(
        """
        issements issement issantes issante issants issant ations ation ateurs ateur atrices atrice ements ement
        itions ition ites ite euses euse iques ique aient antes ante ants ant erait eront era ees ee eurs eur
        elles elle els el ives ive ifs if es er ez ent ons ait ai is it s x e a
        """
    ),
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
        r"\b(aujourd['’]hui(?! (?:décédé|disparu|mort|défunt|éteint))|actuellement|désormais|dernièrement"
        r"|à l['’]heure actuelle|de nos jours"
        r"|(?<!l['’])actuel(?:le)?s?(?! [A-ZÉÈÎ])|en ce moment"
        r"|l['’]an dernier|l['’]année dernière)(?!\w)"
    ),
    inversion=r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|ci|là|moi|toi|lui|leur|les?|la|y|en)\b",
    negative=r"\bn(?:e\s|['’])[^.;:?!]{0,40}?\b(pas|jamais)\b(?! (?:seulement|que\b))|\b(sauf|excepté|hormis)\b",
    asked_negative=(
        r"\b(?:quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qui|que|quoi|où|quand|comment|parmi)\b"
        r"(?:(?!(?<!celui )(?<!celle )(?<!ceux )(?<!celles )\b(?:qui|que|dont|où|si|car|mais)\b)[^.,:;?!«»“”\"\n])*?"
        r"\bn(?:e\s|['’])[^.;:?!]{0,40}?\b(pas|jamais)\b(?! (?:seulement|que\b))|\b(sauf|excepté|hormis)\b"
    ),
    why=r"\bpourquoi\b",
    article_last=r"(?:^|[\s(])(les?|la|une?|du|de la|des|aux?|(?:de )?l['’])\W*$",
    denying=words("pas"),
    before_consonants=words("le la du au"),
    former=rows(
        """
BF haute-volta
BY bielorussie
ET abyssinie
IR perse
LK ceylan
MK macedoine
MM birmanie
NL hollande
TL timor oriental
TW formose
US amerique
VU nouvelles-hebrides
ZW rhodesie
"""
    ),
    keys=rows(
        """
answer reponse | bonne-reponse
answers reponses | solutions
options choix | propositions
distractors distracteurs | autres | faux
prompt enonce | intitule | consigne
kind genre | sorte
explanation explication | commentaire | pourquoi
hint indice | aide
accept accepte
reject refuse
items etapes | ordre
pairs paires
left gauche
right droite
file fichier
alt description | texte | legende
credit auteur | source | licence
tags etiquettes | mots-cles
points bareme
label titre | nom
title titre | nom
languages langue | langues
license licence
context contexte | situation
image photo
unit unite
tolerance precision | marge
text texte
because parce-que | explication
country pays
date jour | annee
number nombre
front recto
back verso
choice qcm | choix
true-false vrai-faux | vf
list liste
order ordre
match appariement | association | associer
cloze trous | lacunes | texte-a-trous
card carte
pair vocabulaire
questions cartes
"""
    ),
    all_or_none=(
        r"(?:tous|toutes?|aucune?)(?: (?:de|d entre|parmi))?(?: (?:ces|les|ceux|celles))?"
        r" (?:(?:reponses?|options?|propositions?|choix|ci)\b.*|elles|eux)"
        r"|aucune? de (?:ces|ceux|celles)\b.*|(?:aucune?|toutes?) des (?:reponses|options|propositions|deux)\b.*"
        r"|les deux(?: a la fois| ensemble)?|ni l une? ni l autre|tout ce qui precede|rien de tout cela|[a-f] et [a-f]"
    ),
    stating=r"\b(?:affirmations?|propositions?|vraie?s?|justes?|correcte?s?|exacte?s?|conditions?|déclarations?)\b",
    absolute=words("toujours jamais"),
    no_amount=words("aucun aucune rien jamais"),
)
