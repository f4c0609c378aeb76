"""What people call a country where CLDR says otherwise, or says only one of several names.

Common usage: official long names, older names still heard, abbreviations. The first name of a row is the one
to show; a row that starts with CLDR's own name only adds others. Kept to what learners type.
"""

from __future__ import annotations

_ENGLISH = """
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

_FRENCH = """
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


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    return {row[:2]: tuple(row[3:].split(" | ")) for row in rows.strip().splitlines()}


AMENDED = {"en": _table(_ENGLISH), "fr": _table(_FRENCH)}
"""By language and country code: the name to show, then the others."""
