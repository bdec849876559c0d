"""The words for offices, by which a role is known."""

from __future__ import annotations

import re

_OFFICE = re.compile(
    r"\b(?:representatives?|ambassadors?|ministers?|ministre|ministr[ao]|president|presidenta?|président"
    r"|présidente|vice-president|premier|secretary|secretary-general|under-secretary-general"
    r"|undersecretary|commissioner|director|director-general|(?:co-?|vice-)?chair|chairman|chairperson"
    r"|chairwoman|head|delegation|mission|counsell?ors?|coordinator|envoy|chargée?|attaché|attache"
    r"|adviser|advisor|king|queen|emir|crown prince|chancellor|governor|senator|judge|prosecutor"
    r"|rapporteur|administrator|spokes(?:person|man|woman)|delegate|délégué|representante|observer"
    r"|représentante?|observateur|nuncio|consul(?:-general)?|conseill(?:er|ère)|secrétaire|directeur"
    r"|directrice|chef|ambassadeur|ambassadrice|coordonnateur|porte-parole"
    r"|conseje(?:ro|ra)|secretari[oa]|embajadora?|observadora?|encargad[oa]|jef[ea]|coordinadora?"
    r"|canciller|directora?|comisionad[oa]|embaixadora?|conselheir[oa]|presidente|chefe"
    r"|botschafter(?:in)?|bundesminister(?:in)?|legislator|member of parliament|member of congress"
    r"|pm|focal point|facilitator|leader|expert|officer|chief|speaker of|member of|taoiseach"
    r"|tánaiste"
    r"|постоянн\w+|министр\w*|президент\w*|представител\w+|посол\w*|послан\w+|советник\w*"
    r"|代表|大使|部长|主席|公使|参赞)\b"
    r"|代表|大使|المندوب|السفير|وزير|رئيس|نائب|الممثل|مندوب",
    re.IGNORECASE,
)
_LONGEST_ROLE = 250


def is_role(text: str) -> bool:
    """Whether the text names an office."""
    return find_office(text) is not None


def find_office(text: str) -> re.Match[str] | None:
    """The first word for an office in a text that is short enough to be one."""
    return _OFFICE.search(text) if len(text) <= _LONGEST_ROLE else None
