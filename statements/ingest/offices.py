"""The words for offices, by which a role is known."""

from __future__ import annotations

import re

_OFFICE = re.compile(
    r"\b(?:representatives?|ambassadors?|ministers?|ministre|ministr[ao]|president|presidenta?"
    r"|président"
    r"|présidente|vice-president|premier|secretary|secretary-general|under-secretary-general"
    r"|undersecretary|commissioner|director|director-general|(?:co-?|vice-)?chair|chairman"
    r"|chairperson"
    r"|chairwoman|head|delegation|mission|counsell?ors?|coordinator|envoy|chargée?|attaché|attache"
    r"|adviser|advisor|king|queen|emir|crown prince|chancellor|governor|senator|judge|prosecutor"
    r"|rapporteur|administrator|spokes(?:person|man|woman)|delegate|délégué|representante|observer"
    r"|représentante?|observateur|nuncio|consul(?:-general)?|conseill(?:er|ère)|secrétaire"
    r"|directeur"
    r"|directrice|chef|ambassadeur|ambassadrice|coordonnateur|porte-parole|commissaire|comissári[oa]"
    r"|conseje(?:ro|ra)|secret[aá]ri[oa]|embajadora?|observadora?|encargad[oa]|jef[ea]"
    r"|coordinadora?"
    r"|canciller|directora?|comisionad[oa]|embaixadora?|conselheir[oa]|presidente|chefe"
    r"|botschafter(?:in)?|\w*(?:minister|kanzler|präsident|sekretär|kommissar|beauftragter?|direktor)(?:in)?"
    r"|(?:vice-?|vize)?ministr[ao]s?|delegad[oa]|délégu[ée]e?|legislator|attorney|registrar|ombuds\w+|inspector|comptroller|economist|mayor"
    r"|member of parliament|member of congress"
    r"|pm|focal point|facilitator|leader|expert|officer|chief|speaker of|member of|taoiseach"
    r"|tánaiste"
    r"|постоянн\w+\s+(?:представител|наблюдател)\w+|секретар\w*|директор\w*|председател\w*|глав[аы]"
    r"|заместител\w*|комиссар\w*|координатор\w*|\w*министр\w*|президент\w*|представител\w+|посол\w*|послан\w+|советник\w*"
    r"|代表|大使|部长|主席|公使|参赞)\b"
    r"|代表|大使|المندوب|السفير|وزير|رئيس|نائب|الممثل|مندوب",
    re.IGNORECASE,
)
_LONGEST_ROLE = 250
_BEGINS_WITH_OFFICE = re.compile(
    r"\W*(?:the\s+)?(?:(?:deputy|vice|state|prime|permanent|acting|alternate|assistant|first|second"
    r"|third|foreign|federal)[\s-]+){0,3}(?:minister|representative|ambassador|secretary|director"
    r"|counsell?or|head\s+of|ministr[aeo]|représentante?|representante|embajadora?|secrétaire|commissioner|president"
    r"|secretári[oa]|directora?|directeur|directrice)\b",
    re.IGNORECASE,
)
# Offices that organizations have and states have not, but for the Republics' presidents.
_HEAD_OF_ORGANIZATION = re.compile(
    r"(?:the\s+)?(?:(?!of\b|to\b)[\w’'.-]+\s+){0,4}?(?:(?:under-|assistant[\s-]"
    r"|deputy[\s-])*secretary[\s-]general"
    r"|(?:deputy\s+|assistant\s+)?(?:director[\s-]general|high\s+(?:commissioner"
    r"|representative)\b(?!\s+of)"
    r"|executive\s+(?:director|secretary))|commissioner[\s-]general|commissioner\s+for"
    r"|(?:commissaire|comissári[oa]|comisari[oa])\s+(?:à|aux?|pour|chargée?|para|de)\b|managing\s+director"
    r"|chief\s+executive"
    r"|emergency\s+relief\s+coordinator|administrator\b|(?:[\w-]+\s+){1,4}(?:of|for)"
    r"\s+the\s+secretary-general|secr[ée]tair?[ei]o?[\s-]g[ée]n[ée]ral(?:e|a)?"
    r"|secret[aá]ri[oa][\s-](?:geral|general)|secr[ée]t[áa]i?r(?:i[oa]|e)\s+(?:executiv[oa]"
    r"|ejecutiv[oa]|exécuti(?:f|ve))"
    r"|direct(?:eur|rice|ora?)[\s-](?:ejecutiv[oa]|executiv[oa]|exécuti(?:f|ve))|direct(?:eur"
    r"|rice|ora?)[\s-](?:g[ée]n[ée]rale?|general|geral)"
    r"|генеральн\w+\s+(?:секретар\w+|директор\w*)|president\s+of\s+the\s+(?:general\s+assembly"
    r"|icrc|international|european))"
    r"|الأمين\s+العام|المدير\s+العام|秘书长|总干事",
    re.IGNORECASE,
)


def is_role(text: str) -> bool:
    """Whether the text names an office."""
    return find_office(text) is not None


def begins_with_office(text: str) -> bool:
    """Whether the text begins as a person's office: "Minister of Foreign Affairs"."""
    return bool(_BEGINS_WITH_OFFICE.match(text))


def find_office(text: str) -> re.Match[str] | None:
    """The first word for an office in a text that is short enough to be one."""
    return _OFFICE.search(text) if len(text) <= _LONGEST_ROLE else None


def heads_an_organization(role: str) -> bool:
    """Whether the office is of an international organization: "Director-General", "Special
    Representative of the Secretary-General"."""
    return bool(_HEAD_OF_ORGANIZATION.match(role))
