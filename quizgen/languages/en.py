"""English. Values are written the British way: 1 May 2023."""

from __future__ import annotations

from quizgen.languages import Language, Quotes, counted, rows, words

LANGUAGE = Language(
    code="en",
    locale="en_GB",
    weekday="EEE d MMM",
    year_last=True,
    countries=rows(
        """
AE United Arab Emirates | UAE | Emirates
BA Bosnia and Herzegovina | Bosnia-Herzegovina | Bosnia
BO Bolivia | Plurinational State of Bolivia
BN Brunei | Brunei Darussalam
BY Belarus | Byelorussia
CD Democratic Republic of the Congo | DR Congo | DRC | Congo-Kinshasa | Congo Kinshasa
CG Republic of the Congo | Congo | Congo-Brazzaville | Congo Brazzaville
CI Côte d’Ivoire | Ivory Coast
CN China | People’s Republic of China | PRC
CV Cape Verde | Cabo Verde
CZ Czechia | Czech Republic
DE Germany | Federal Republic of Germany
FM Micronesia | Federated States of Micronesia
GB United Kingdom | UK | Great Britain | United Kingdom of Great Britain and Northern Ireland
GM The Gambia | Gambia
HK Hong Kong
IE Ireland | Republic of Ireland
IR Iran | Islamic Republic of Iran
KP North Korea | Democratic People’s Republic of Korea | DPRK
KR South Korea | Republic of Korea | ROK
LA Laos | Lao People’s Democratic Republic
MD Moldova | Republic of Moldova
MK North Macedonia | Republic of North Macedonia
MM Myanmar | Burma
MO Macao | Macau
NL Netherlands | The Netherlands | Holland
PS Palestinian Territories | Palestine | State of Palestine
RU Russia | Russian Federation
SA Saudi Arabia | Kingdom of Saudi Arabia
SY Syria | Syrian Arab Republic
SZ Eswatini | Swaziland
TL Timor-Leste | East Timor
TR Türkiye | Turkey
TW Taiwan | Chinese Taipei | Republic of China
TZ Tanzania | United Republic of Tanzania
US United States | USA | US | United States of America | America
VA Vatican City | Vatican | Holy See
VE Venezuela | Bolivarian Republic of Venezuela
VN Vietnam | Viet Nam
"""
    ),
    written_out=("St ", "Saint "),
    quotes=Quotes(outer=("“", "”"), inner=("“", "”"), single=("‘", "’"), opening="«“", closing="»”"),
    ellipsis=True,
    articles=("the", "a", "an"),
    prepositions=("in", "at", "to"),  # to go is go as well
    and_="and",
    number_words=counted(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty
        """
    )
    | {"none": 0, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    multipliers={"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "dozen": 12},
    fractions={"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10},
    ordinal_words=counted(
        """
        zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
        twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
        """
    ),
    percent=("percent", "per cent"),
    minus="minus",
    ordinals=("st", "nd", "rd", "th"),
    date_fillers=(
        *("the", "of", "on", "in", "ad", "ce", "by", "late", "early", "mid", "during", "around", "about", "circa"),
        *("beginning", "middle", "end", "month", "year", "day", "at", "latest"),
    ),
    date_leads=("in", "the", "on", "the year", "in the year", "by", "by the year", "around", "about", "circa", "ad"),
    before_christ=("bc", "bce", "b.c.", "b.c.e."),
    after_christ=("ad", "ce", "a.d."),
    negating=("non ", "non", "dis", "de", "in", "im", "il", "ir", "un", "an", "a", "anti", "mis"),
    negations=(
        *("not", "no", "never", "nor", "cannot", "without", "non"),
        *words("cant dont isnt wont arent wasnt werent doesnt didnt hasnt"),
        *words("havent hadnt wouldnt couldnt shouldnt mustnt"),
    ),
    opposites=(
        *(("hypo", "hyper"), ("macro", "micro"), ("endo", "exo"), ("im", "e", "ex"), ("in", "ex")),
        *(("ab", "ad"), ("af", "ef"), ("infra", "supra", "ultra"), ("inter", "intra", "extra"), ("sub", "super")),
        *(("pre", "post"), ("pro", "anti"), ("ante", "anti", "post"), ("homo", "hetero"), ("over", "under")),
        *(("mono", "uni", "bi", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa", "quadri", "multi", "poly"),),
        *(("para", "peri"), ("ana", "cata"), ("mini", "maxi", "midi"), ("in", "out"), ("up", "down"), ("fore", "back")),
        *(("eu", "dys"), ("iso", "aniso"), ("tachy", "brady"), ("oligo", "poly")),
        ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
        *(("upper", "lower"), ("left", "right"), ("big", "small"), ("before", "after"), ("higher", "lower")),
        *(("max", "min"), ("male", "female"), ("men", "women"), ("man", "woman"), ("more", "less"), ("first", "last")),
    ),
    contrasts=(
        ("meth|eth|prop|but|pent|hex|hept|oct", ("ane", "ene", "yne")),
        ("nitr|sulf|sulph|phosph|chlor|brom|iod|carbon|ars", ("ate", "ite", "ide")),
        ("malt|sucr|lact|cellul|amyl|xyl", ("ase", "ose")),
        ("[a-z]{3}", ("philic", "phobic")),
        ("[a-z]{3}", ("phile", "phobe")),
        ("[a-z]{3}", ("philia", "phobia")),
    ),
    same_spelling=(
        *(
            ("ise", "ize"),
            ("isi", "izi"),
            ("isa", "iza"),
            ("yse", "yze"),
            ("ysi", "yzi"),
            ("our", "or"),
            ("ogue", "og"),
        ),
        *(("tre", "ter"), ("fence", "fense"), ("ll", "l"), ("ae", "e"), ("oe", "e"), ("grey", "gray")),
    ),
    joining=("the", "a", "an", "of", "and"),
    leads=(
        *("on", "from", "to", "of", "by", "for", "with", "against", "about", "into", "near", "it is", "it's", "it was"),
        *("he is", "he was", "she is", "she was", "they are", "they were", "this is", "that is", "because of"),
        *("the answer is", "i think", "i think it is"),
    ),
    honorifics=("mr", "mrs", "ms", "miss", "dr", "sir", "professor", "prof", "president", "ambassador"),
    nations=("country", "the country", "the country of"),
    kinds_before=(
        *("the island of", "island of", "isle of", "the isle of", "the river", "river", "the region of", "region of"),
        *("the province of", "province of", "the prefecture of", "the continent of", "the lake"),
        *("the nation of", "the sea of", "the mountain", "the planet", "planet"),
    ),
    kinds_after=("island", "prefecture", "province", "river", "region"),
    towns=("the city of", "city of", "the town of", "town of", "the village of", "the capital of", "the port of"),
    states=(
        *("the republic of", "republic of", "the state of", "state of", "the kingdom of", "kingdom of"),
        *("the principality of", "principality of", "the sultanate of", "sultanate of", "the commonwealth of"),
        *("the grand duchy of", "grand duchy of", "the emirate of", "the islamic republic of", "the united states of"),
        *("the federal republic of", "federal republic of", "the kingdom of the", "the republic of the"),
    ),
    endings=words(
        """
        ations ation ators ator ements ement ments ment ities ity ings ing ively ive ously ous ally ably als al
        ies ied ed es ers er ors or ly s e y
        """
    ),
    function_words=words(
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
    telling_words=words(
        """
        the of and to which was were what that with by from did this it is are has have who how many whose had been
        their its not they when where would should about into than
        """
    ),
    now=(
        r"\b(currently|nowadays|lately|presently|at present|at the moment(?! of\b)|these days|(?<!the )last year"
        r"|(?<=is )(?<!what is )now|(?<=are )now|(?<=is )today|(?<=are )today|(?<=still )today)"
        r"\b(?! that\b)"
    ),
    negative=r"(?<!-)\b(not|never|except|cannot|[a-z]+n['’]t)\b(?!-| (?:only|just|necessarily)\b)",
    asked_negative=(
        r"(?:^|[.,:;?!]\s+|\b(?:in|on|of|from|to|at|by|for|with|and|name|find|choose|pick|select|mark) )"
        r"(?:which|what|who|whom|whose|where|when|how|one|the one)\b"
        r"(?:(?!\b(?:that|who|which|whom|whose|because|if|when|but|although|while)\b)[^.,:;?!\"“”\n])*?"
        r"\b(?:(?:is|are|was|were|am|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
        r" (not|never)|((?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n['’]t|cannot))\b"
        r"(?!-| (?:only|just|necessarily)\b)|\b(except)\b(?=(?: for)? (?:one|which|what)\b)"
    ),
    why=r"\b(?:why|whether or not)\b",
    denying=words("not"),
    former=rows(
        """
BF upper volta
BJ dahomey
BW bechuanaland
BY byelorussia
CD zaire
CD/CG congo
CV cabo verde
ET abyssinia
GB great britain
GH gold coast
IR persia
KH kampuchea
LK ceylon
LS basutoland
MK macedonia
MM burma
MW nyasaland
NL holland
SZ swaziland
TH siam
TL east timor
TR turkiye
TW formosa
US america
VU new hebrides
ZM northern rhodesia
ZW rhodesia
"""
    ),
    keys=rows(
        """
answer correct | right | solution | response | answers | result
answers answer | correct | right | items | entries
options choices | proposals
distractors wrong | incorrect | others | wrong-answers
prompt question | text | title | stem | front | q
kind type | category
explanation feedback | comment | explain | because | why | rationale
hint clue
accept variants | aliases | also | alternatives | synonyms
reject rejects
items answers | steps | elements | order | answer
pairs matches | answers
left term | key
right definition | value
file src | path | url | image | name
alt text | caption
credit author | license
tags tag | keywords | categories
points score | weight | mark | marks | grade
source sources | reference | citation | ref
article id | name | ref
paragraph paragraphs | page | section
label name | title
title name | label
languages language | lang | langs
image picture | figure | img | illustration
unit units
tolerance margin | error
text prompt | sentence | phrase | passage
because explanation | feedback | why
country nation
date day | year
number num | value
front question | prompt | term
back answer | definition
choice mcq | multiple-choice | multichoice | single-choice | quiz
true-false tf | boolean | bool | true
list enumeration | enumerate | several
order ordering | sort | sequence | rank
match matching
cloze gap | gaps | fill | blank | blanks | fill-in
card flashcard | basic | reveal | open | essay
pair vocabulary | vocab | reversed
questions question | items | cards
"""
    ),
    all_or_none=(
        r"(?:all|none|both|any|neither)(?: of)?(?: the)? "
        r"(?:above\b.*|these|those|them|two|(?:(?:these|other|given) )*(?:answers|options|choices)\b.*)"
        r"|(?:both )?[a-f] and [a-f]"
    ),
    stating=r"\b(?:statements?|true|correct|describes?|claims?|conditions?)\b",
    absolute=words("always never"),
    no_amount=words("none nothing zero never"),
)
