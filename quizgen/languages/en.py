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
TW Taiwan | Chinese Taipei
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
    | {"none": 0},
    minus="minus",
    ordinals=("st", "nd", "rd", "th"),
    date_fillers=("the", "of", "on", "in", "ad"),
    date_leads=("in", "the", "on", "the year", "in the year"),
    negating=("non ", "non", "dis", "de", "in", "im", "il", "ir", "un", "an", "a"),
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
        r"\b((?<!until )(?<!from )now(?! that\b)|currently|today|nowadays|recently|lately|presently|at present"
        r"|at the moment|these days|last year)\b"
    ),
    negative=r"(?<!-)\b(not|never|except|cannot|[a-z]+n['’]t)\b(?!-| (?:only|just|necessarily)\b)",
    why=r"\b(?:why|whether or not)\b",
    all_or_none=(
        r"(?:all|none|both|any|neither)(?: of)?(?: the)? "
        r"(?:above\b.*|these|those|them|two|(?:(?:these|other|given) )*(?:answers|options|choices)\b.*)"
        r"|(?:both )?[a-f] and [a-f]"
    ),
    absolute=words("always never"),
    no_amount=words("none nothing zero never"),
)
