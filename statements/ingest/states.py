"""The names of states and territories, so that none is taken for a person or for an event.

The list is the authority data's (seeds/countries.csv): English, French and Spanish names and
aliases, folded. What a name stands for is the recogniser's work; here it only matters that it is
one.
"""

from __future__ import annotations

import re

from statements.ingest.wordsets import phrases

_STATES = phrases(
    "afganistán|afghanistan|afrique du "
    "sud|albania|albanie|alemania|algeria|algérie|allemagne|america|american "
    "samoa|andorra|andorre|angola|anguilla|antarctica|antigua|antigua & barbuda|antigua and "
    "barbuda|antigua y barbuda|antigua-et-barbuda|aotearoa|aotearoa new zealand|apostolic "
    "see|arabia saudita|arabie saoudite|argelia|argentina|argentine|armenia|arménie|aruba|austr"
    "alia|australie|austria|autriche|azerbaijan|azerbaiyán|azerbaïdjan|bahamas|bahrain|bahrein|"
    "bahreïn|bangladesh|barbade|barbados|belarus|belarús|belgique|belgium|belice|belize|belorus"
    "sia|benin|bermuda|bhoutan|bhutan|bhután|bolivia|bolivie|bonaire, sint eustatius and "
    "saba|bosnia|bosnia and herzegovina|bosnia y "
    "herzegovina|bosnia-herzegovina|bosnie-herzégovine|botswana|bouvet "
    "island|brasil|brazil|britain|british indian ocean territory|british virgin "
    "islands|brunei|brunei darussalam|brunéi darussalam|brésil|bulgaria|bulgarie|burkina "
    "faso|burundi|bélarus|bélgica|bénin|cabo "
    "verde|cambodge|cambodia|camboya|cameroon|cameroun|camerún|canada|canadá|cayman "
    "islands|central african republic|chad|chequia|chile|chili|china|china, hong kong special "
    "administrative region|china, macao special administrative region|chine|chipre|christmas "
    "island|chypre|cocos islands|colombia|colombie|commonwealth of "
    "australia|comoras|comores|comoros|congo|congo-brazzaville|congo-kinshasa|cook "
    "islands|costa rica|cote d'ivoire|croacia|croatia|croatie|cuba|curaçao|cyprus|czech and "
    "slovak federal republic|czechia|czechoslovak republic|czechoslovakia|côte d'ivoire|d.r. "
    "congo|danemark|democratic people's republic of korea|democratic republic of "
    "congo|democratic republic of germany|democratic republic of the congo|democratic republic "
    "of viet nam|democratic yemen|denmark|dinamarca|djibouti|dominica|dominican rep.|dominican "
    "republic|dominique|dpr korea|dr congo|east germany|ecuador|egipto|egypt|eire|el "
    "salvador|emirates|emiratos árabes unidos|equatorial "
    "guinea|eritrea|eslovaquia|eslovenia|espagne|españa|estado de palestina|estados unidos de "
    "américa|estonia|estonie|eswatini|ethiopia|etiopía|falkland islands|falklands|faroe "
    "islands|faroes|federación de rusia|federal democratic republic of nepal|federal people's "
    "republic of yugoslavia|federal republic of "
    "yugoslavia|fidji|fiji|filipinas|finland|finlande|finlandia|former yugoslav republic of "
    "macedonia|former yugoslavia|france|francia|french guiana|french polynesia|french southern "
    "territories|fédération de russie|gabon|gabón|gambia|gambie|georgia|german democratic "
    "republic|germany|ghana|gibraltar|granada|great britain|grecia|greece|greenland|grenada|gre"
    "nade|grèce|guadeloupe|guam|guatemala|guernsey|guinea|guinea "
    "ecuatorial|guinea-bissau|guinée|guinée "
    "équatoriale|guinée-bissau|guyana|géorgie|haiti|haití|haïti|heard island and mcdonald "
    "islands|holland|holy see|honduras|hong kong|hong kong special administrative region|hongri"
    "e|hungary|hungría|iceland|inde|india|indonesia|indonésie|iran|iraq|ireland|irlanda|irlande"
    "|irán|islande|islandia|islas malvinas|islas marshall|islas salomón|isle of "
    "man|israel|israël|italia|italian republic|italie|italy|ivory coast|jamaica|jamaïque|japan|"
    "japon|japón|jersey|jordan|jordania|jordanie|kazajstán|kazakhstan|kazakstan|kenya|kirghizis"
    "tan|kirguistán|kiribati|korea|kosovo|kosovo)|koweït|kuwait|kyrgyzstan|la réunion|lao "
    "pdr|lao people's democratic republic|lao people's republic|laos|latvia|lebanon|lesotho|let"
    "onia|lettonie|liban|liberia|libia|libya|libye|libéria|liechtenstein|lithuania|lituania|lit"
    "uanie|luxembourg|luxemburgo|líbano|macao|macao special administrative "
    "region|macau|macedonia|macedonia del norte|macédoine du nord|madagascar|malaisie|malasia|m"
    "alawi|malaysia|maldivas|maldives|mali|malta|malte|malvinas|malvinas "
    "islands|malí|maroc|marruecos|marshall islands|martinique|maurice|mauricio|mauritania|mauri"
    "tanie|mauritius|mayotte|mexico|mexique|micronesia|micronésie|moldova|monaco|mongolia|mongo"
    "lie|montenegro|montserrat|monténégro|morocco|mozambique|myanmar|méxico|mónaco|namibia|nami"
    "bie|naoero|nation of brunei|nauru|nepal|netherlands|netherlands antilles|new caledonia|new"
    " zealand|nicaragua|niger|nigeria|nigéria|niue|norfolk island|north korea|north "
    "macedonia|north viet nam|northern mariana "
    "islands|noruega|norvège|norway|nouvelle-zélande|nueva zelandia|népal|níger|occupied "
    "palestinian territories|occupied palestinian territory|oman|omán|ouganda|ouzbékistan|pakis"
    "tan|pakistán|palaos|palau|palestine|palestinian authority|palestinian national "
    "authority|panama|panamá|papouasie-nouvelle-guinée|papua new guinea|papua nueva "
    "guinea|paraguay|pays-bas|países bajos|people's republic of south yemen|people's republic "
    "of southern yemen|peru|perú|philippine "
    "republic|philippines|pitcairn|poland|pologne|polonia|portugal|puerto "
    "rico|pérou|qatar|reino unido de gran bretaña e irlanda del norte|republic of "
    "congo|republic of gambia|republic of germany|republic of hungary|republic of "
    "iceland|republic of korea|republic of lebanon|republic of moldova|republic of "
    "naoero|republic of niger|republic of sri lanka|republic of sudan|republic of the ivory "
    "coast|republic of the maldives|republic of the seychelles|republic of turkiye|republic of "
    "turkmenistan|república centroafricana|república de corea|república de moldova|república "
    "democrática del congo|república democrática popular lao|república dominicana|república "
    "popular democrática de corea|república unida de tanzanía|república árabe "
    "siria|romania|roumanie|royaume-uni de grande-bretagne et d'irlande du "
    "nord|rumania|russia|russian federation|rwanda|république arabe syrienne|république "
    "centrafricaine|république de corée|république de moldova|république dominicaine|république"
    " démocratique du congo|république démocratique populaire lao|république populaire "
    "démocratique de corée|république-unie de tanzanie|réunion|réunion island|sahrawi arab "
    "democratic republic|saint barthélemy|saint helena|saint kitts and nevis|saint kitts y "
    "nevis|saint lucia|saint martin|saint pierre and miquelon|saint vincent and "
    "grenadines|saint vincent and the "
    "grenadines|saint-kitts-et-nevis|saint-marin|saint-siège|saint-vincent-et-les "
    "grenadines|sainte-lucie|samoa|san marino|san vicente y las granadinas|santa lucia|santa "
    "lucía|santa sede|santo tomé y príncipe|sao tome|sao tome & principe|sao tome and "
    "principe|sao tomé-et-principe|saudi arabia|senegal|serbia|serbia and "
    "montenegro|serbie|seychelles|sierra leona|sierra leone|singapore|singapour|singapur|sint "
    "maarten|slovakia|slovaquie|slovenia|slovénie|solomon islands|somalia|somalie|soudan|soudan"
    " du sud|south africa|south georgia and the south sandwich islands|south korea|south "
    "sudan|south yemen|southern yemen|soviet union|spain|sri lanka|st kitts and nevis|st "
    "lucia|st vincent|st vincent and the grenadines|st. barthélemy|st. helena|st. kitts and "
    "nevis|st. lucia|st. pierre and miquelon|st. vincent & grenadines|st. vincent and the "
    "grenadines|state of bahrain|state of palestine|sudan|sudáfrica|sudán|sudán del "
    "sur|suecia|suisse|suiza|surinam|suriname|suède|svalbard and jan mayen|svalbard and jan "
    "mayen islands|sweden|switzerland|syria|syrian arab republic|são tomé|são tomé and "
    "príncipe|sénégal|tadjikistan|tailandia|taiwan|taiwan province of china|tajikistan|tanzania"
    "|tayikistán|tchad|tchéquie|thailand|thaïlande|timor-leste|togo|tokelau|tonga|trinidad|trin"
    "idad & tobago|trinidad and tobago|trinidad y tabago|trinité-et-tobago|tunisia|tunisie|turk"
    "iye|turkmenistan|turkmenistán|turkménistan|turks and caicos "
    "islands|tuvalu|túnez|türkiye|ucrania|uganda|ukraine|union of socialist soviet "
    "republics|union of soviet socialist republics|united arab emirates|united kingdom|united "
    "kingdom of great britain|united kingdom of great britain and northern ireland|united "
    "republic of tanzania|united states|united states minor outlying islands|united states of "
    "america|united states virgin islands|uruguay|us virgin "
    "islands|uzbekistan|uzbekistán|vanuatu|vatican|vatican city|vatican city "
    "state|venezuela|viet nam|vietnam|virgin islands|wallis and futuna|wallis and futuna "
    "islands|western sahara|yemen|yugoslavia|yémen|zambia|zambie|zimbabwe|åland "
    "islands|égypte|émirats arabes unis|équateur|érythrée|état de palestine|états-unis "
    "d'amérique|éthiopie|îles marshall|îles salomon"
)
_STYLE = re.compile(
    r"(?:the\s+|la\s+|le\s+)?(?:(?!of\b|for\b|to\b|de\b|affairs\b)[\w’'-]+\s+){0,4}?"
    r"(?:republic|kingdom|state|states|union|commonwealth|principality|sultanate|emirates?"
    r"|federation|confederation|république|royaume|principauté|république\s+\w+|república|reino"
    r"|estado)"
    r"\s+(?:of\s+(?:the\s+)?|du\s+|de\s+la\s+|de\s+|del\s+|d[’'])",
    re.IGNORECASE,
)
_STYLE_BEFORE = re.compile(r"(?:república|reino|estado|estados|république)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|la|le|les|el|los|las)\s+|l[’']", re.IGNORECASE)
_LONGEST = 90


def is_state(text: str) -> bool:
    """Whether the whole text names a state: "Brazil", "THE MALDIVES", "Republic of Uganda"."""
    if len(text) > _LONGEST:
        return False
    bare = " ".join(text.strip(" .,;:*|()[]").casefold().replace("’", "'").split())
    if not bare:
        return False
    plain = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    if plain in _STATES or bare in _STATES:
        return True
    styled = _STYLE.match(bare)
    if styled and (bare[styled.end() :] in _STATES or _is_short_name(text, styled.end())):
        return True
    before = _STYLE_BEFORE.match(plain)
    return bool(before) and plain[before.end() :] in _STATES if before else False


def _is_short_name(text: str, begin: int) -> bool:
    """Whether a style ("Republic of") is followed by one or two capitalised words and no more."""
    rest = " ".join(text.strip(" .,;:*|()[]").split())[begin:].split()
    return 1 <= len(rest) <= 2 and all(word[0].isupper() for word in rest)
