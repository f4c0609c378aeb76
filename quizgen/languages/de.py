"""German."""

from __future__ import annotations

from quizgen.languages import THIN_SPACE, Language, Quotes, counted, rows, words

LANGUAGE = Language(
    code="de",
    true_false=("Wahr", "Falsch"),
    countries=rows(
        """
AE Vereinigte Arabische Emirate | VAE | Emirate
BA Bosnien und Herzegowina | Bosnien-Herzegowina | Bosnien
BY Belarus | Weißrussland
CD Demokratische Republik Kongo | DR Kongo | Kongo-Kinshasa
CG Republik Kongo | Kongo | Kongo-Brazzaville
CI Côte d’Ivoire | Elfenbeinküste
CN China | Volksrepublik China
CV Cabo Verde | Kap Verde
CZ Tschechien | Tschechische Republik
DE Deutschland | Bundesrepublik Deutschland | BRD
GB Vereinigtes Königreich | Großbritannien
HK Hongkong
KP Nordkorea | Demokratische Volksrepublik Korea
KR Südkorea | Republik Korea
MK Nordmazedonien | Republik Nordmazedonien
MM Myanmar | Birma | Burma
MO Macau | Macao
NL Niederlande | Holland
PS Palästinensische Autonomiegebiete | Palästina
RU Russland | Russische Föderation
SZ Eswatini | Swasiland
TL Timor-Leste | Osttimor
TR Türkei | Türkiye
US Vereinigte Staaten | USA | Vereinigte Staaten von Amerika | Amerika
VA Vatikanstadt | Vatikan | Heiliger Stuhl
VN Vietnam
"""
    ),
    written_out=("St. ", "Sankt "),
    # »…« and «…» are both in use, so that neither mark tells whether it opens.
    quotes=Quotes(outer=("„", "“"), inner=("‚", "‘"), single=("‚", "‘"), opening="„", closing="“”"),
    ellipsis=True,
    thousands=THIN_SPACE,
    units=("%", "€", "°C"),
    titles=("Nr.", "Dr.", "Prof.", "Hr.", "Fr.", "Bd."),
    articles=("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"),
    prepositions=("in", "im", "an", "am", "auf", "bei", "beim", "zu", "zum", "zur", "nach"),
    and_="und",
    number_words=counted(
        """
        null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn
        siebzehn achtzehn neunzehn zwanzig
        """
    )
    | {"ein": 1, "eine": 1, "kein": 0, "keine": 0, "keiner": 0}
    | {"dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90},
    multipliers={"hundert": 100, "tausend": 10**3, "million": 10**6, "millionen": 10**6, "milliarde": 10**9},
    fractions={"halb": 2, "halfte": 2, "drittel": 3, "viertel": 4},
    percent=("prozent",),
    minus="minus",
    ordinals=("te", "ten", "ter"),
    date_fillers=("am", "im", "in", "den", "dem", "der"),
    date_leads=("am", "im", "den", "der", "im jahr", "im jahre", "das jahr"),
    before_christ=("v. chr.", "vor christus", "vor christi geburt", "v. u. z."),
    after_christ=("n. chr.", "nach christus"),
    negating=("un", "nicht ", "nicht"),
    negations=("nicht", "kein", "keine", "nie", "niemals", "ohne", "nein"),
    opposites=(
        *(("nord", "sud", "ost", "west"), ("uber", "unter"), ("ober", "unter"), ("vor", "nach"), ("innen", "aussen")),
        *(("hin", "her"), ("auf", "ab", "zu"), ("ein", "aus")),
    ),
    joining=("der", "die", "das", "des", "dem", "den", "von", "und"),
    honorifics=("herr", "frau", "dr", "prof"),
    kinds_before=("die insel", "insel", "der fluss", "das land", "der planet"),
    towns=("die stadt", "stadt"),
    states=("die republik", "republik", "das konigreich", "konigreich", "der staat", "staat", "bundesrepublik"),
    endings=words(
        """
        ungen ung ischen ische ischer isches isch lichen liche licher liches lich ierten ierte iert ten tet te
        en em er es et e n s t
        """
    ),
    function_words=words(
        """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bis bereits da dabei
        damit dann das dass dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du
        durch ein eine einem einen einer eines er es etwa fur gegen gibt hat hatte hatten haben hier ihr ihre ihrem
        ihren ihrer ihres im in ins ist ja jede jedem jeden jeder jedes jetzt kann konnen kein keine keinem keinen
        keiner man mehr mit muss nach nicht noch nur ob oder ohne schon sehr sein seine seinem seinen seiner seines
        seit sich sie sind so sowie uber um und uns unser unter vom von vor wann war waren warum was wegen welche
        welchem welchen welcher welches wem wen wenn wer werden weshalb wessen wie wieso wieviel wir wird wo woher
        wohin wurde wurden zu zum zur zwei zwischen
        """
    ),
    telling_words=words(
        """
        der das und ist nicht ein eine einen einem einer sich auch wurde wurden welche welcher welches wird werden
        sind uber durch fur zum zur oder beim wie vom
        """
    ),
    now=(
        r"\b(heute|heutzutage|derzeit|gegenwärtig|momentan|aktuell(?:e[mnrs]?)?|jetzt|neuerdings|kürzlich|zurzeit"
        r"|im Moment|letztes Jahr)\b"
    ),
    negative=r"(?<!-)\b(nicht|kein(?:e[mnrs]?)?|nie|niemals|außer)\b(?!-| nur\b)",
    why=r"\b(?:warum|wieso|weshalb)\b",
    article_last=r"(?:^|[\s(])(der|die|das|den|dem|des|eine?|eine[mnrs])\W*$",
    denying=words("nicht"),
    all_or_none=(
        r"(?:alle|keine?|beide)(?: (?:von|der|dieser?|den))*"
        r" (?:genannten|obigen|antworten|moglichkeiten|aussagen|oben|diesen|beiden)\b.*"
        r"|(?:alle|keine?[rs]?|beide)(?: davon)?|weder noch|[a-f] und [a-f]"
    ),
    stating=r"\b(?:Aussagen?|wahr|richtig|stimmt|trifft|zutreffend|Bedingung)\b",
    absolute=words("immer nie niemals stets"),
    no_amount=words("keine keiner keines nichts null nie"),
)
