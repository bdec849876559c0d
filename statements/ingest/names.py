"""Persons in title blocks: honorific, name and office apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from statements.ingest.offices import is_role
from statements.ingest.states import is_state
from statements.ingest.wordsets import phrases, words

_HONORIFIC = re.compile(
    r"(?:(?:his|her|their|your)\s+(?:excellency|eminence|honou?r|grace"
    r"|(?:(?:royal|serene|imperial)\s+)?(?:highness|majesty|holiness)"
    r"(?:\s+(?:king|queen|sultan|(?:the\s+)?[ae]mir|crown\s+prince|prince(?:ss)?|pope"
    r"|the\s+prince)(?=\s))?)"
    r"|pope|papa|pape|papst|(?:the\s+)?most\s+reverend|h\.?\s?e\.?(?=\s)|h\.\s?e\.(?=\w)"
    r"|h\.?r\.?h\.?(?=\s)|h\.?m\.?(?=\s)"
    r"|the\s+(?:right\s+)?hono[u]?rable|(?:right\s+)?hono[u]?rable"
    r"|(?:the\s+)?(?:rt\.?\s+)?hon\.?(?=\s)"
    r"|(?:the\s+)?hon[’']ble|mr\.?|mrs\.?|ms\.?|mx\.?|miss|mme\.?|mm\.|m\.|mlle|madame|madam"
    r"|monsieur"
    r"|dr\.?|dra\.?|prof\.?|professor|sir|dame|lord|lady|baroness|baron|viscount|earl|sheikha?"
    r"|shaikha?"
    r"|prince(?:ss)?|amb\.?|ambassadors?|l[’']ambassad(?:eur|rice)|ambassadeure?|ambassadrice"
    r"|embajadora?"
    r"|embaixadora?|botschafter(?:in)?|s\.?\s?e\.?\s?m\.|s\.\s?e\.?\s?(?=m)|s\.\s?e\.(?=\s)"
    r"|s\.\s?exa?\.(?=\s)|son excellence|sua excelência|su excelencia|excm[oa]\.?"
    r"|excelent[ií]sim[oa]|senhora?"
    r"|sr\.?|sra\.?|señora?|srta\.?|don|doña|lic\.|ing\.|d\.(?=\s[A-Z]\w\w)|dña\."
    r"|(?:major|lieutenant|brigadier)[\s-]general|lt\.?\s+gen\.?|general|gen\.|brigadier|colonel"
    r"|col\.|major"
    r"|captain|capt\.|admiral|adm\.|commander|lt\.|brig\.|barr\.|barrister|engr?\.|arch\.|judge"
    r"|justice(?=\s[A-Z])|reverend|rev\.|archbishop|bishop|cardinal|monsignor|msgr\.?|father"
    r"|dato[’']?\s+sri|dato[’']?|datuk(?:\s+seri)?|datin|tan\s+sri|tun|haji|hajjah|shri|shrimati"
    r"|smt\.?|u(?=\s[A-Z]\w+\s[A-Z])"
    r"|herr|frau|г-н|г-жа|г-на|г-жи|господина?|госпож[аи]|послан?|посла"
    r"|سعادة السفير(?:ة)?|سعادة|معالي|السفير(?:ة)?|السيدة?|الدكتورة?|الأستاذة?|صاحب السمو"
    r"|فخامة)(?:\s+|(?<=\.)(?=[A-Z]))",
    re.IGNORECASE,
)
_AMBASSADOR = re.compile(r"(?:amb\.?|ambassador)\s+", re.IGNORECASE)
# Words that a person's name does not hold, so that no country or office becomes a speaker.
_NOT_IN_NAMES = words(
    "permanent deputy alternate acting special representative representatives mission"
    " delegation delegations republic union group minister ministers ministry secretary"
    " secretary-general under-secretary-general under-secretary assistant united nations"
    " kingdom state states european president vice-president chair chairman chairperson"
    " chairwoman commissioner director director-general head office government council"
    " assembly committee commission high envoy coordinator counsellor attaché adviser advisor"
    " islamic federation federative democratic people socialist kingdom sultanate principality"
    " commonwealth foreign affairs prime movement states member members countries rights human"
    " nations un eu african asian arab league association alliance community organization"
    " organisation forum bloc nordic baltic caribbean pacific islands island security general"
    " international speaker observer holy see ambassador first second third chargé d'affaires"
    " rapporteur expert experts staff executive administrator spokesperson spokesman"
    " humanitarian peace political emergency relief chief development cooperation trade finance"
    " refugees migration environment climate energy interior justice defence defense education"
    " women"
    " children disarmament oceans water food agriculture health drugs crime culture labour"
    " президент министр посол представитель секретарь директор председатель глава постоянный"
    " says calls urges welcomes condemns tells stresses addresses hails warns appeals visits meets"
    " names appoints honours thanks expresses announces calling urging saying is are was were has"
    " have"
    " secretário-geral secretária-geral secretario-general secretaria-general director-general"
    " générale général geral canciller chanceler chancelier chancellor"
    " speeches messages interviews briefings declarations"
    " of the and by at on in to for with from as its our this that statement statements remarks"
    " representante permanente alterna alterno adjunta adjunto ministra ministro presidenta"
    " presidente consejero consejera secretario secretaria embajador embajadora república"
    " delegación"
    " misión naciones unidas observador observadora encargado encargada director directora"
    " représentant représentante permanent permanente adjoint adjointe ministre président"
    " présidente"
    " conseiller conseillère secrétaire ambassadeur ambassadrice délégation mission nations unies"
    " secretário secretária executivo executiva geral ejecutivo ejecutiva exécutif exécutive"
    " aussenminister aussenministerin bundesminister bundesministerin bundeskanzler bundeskanzlerin"
    " staatssekretär staatssekretärin generalsekretär generalsekretärin bundespräsident"
    " relações relaciones exteriores étrangères affaires asuntos estado état gobierno governo"
    " embaixador embaixadora conselheiro conselheira ministério botschafter botschafterin"
    " legal officer senior junior principal vice co-chair vice-chair group's youth delegate"
    " attorney prosecutor registrar ombudsman ombudsperson inspector comptroller auditor counsel"
    " economist scientist mayor congresswoman congressman"
    " grupo groupe mouvement movimiento movimento alianza aliança amigos amis países pays"
    " consul counselor premier taoiseach tánaiste delegado delegada déléguée viceministro"
    " viceministra"
    " premier archbishop apostolic nuncio congress parliament member"
    " bureau department service centre center university institute embassy week summit"
    " conference debate session item agenda web press news report office affairs external"
    " explanation vote position reply item topic theme open high-level general"
)
_NOT_A_NAME = phrases(
    "great britain|hong kong|northern ireland|central africa|east timor|ivory coast|korea dpr"
    "|dpr korea|east asia|latin america|middle east|west bank|new york|new york city|the hague"
    "|addis ababa|washington dc|rio de janeiro|south south|climate change|must read"
    "|good morning|good afternoon|thank you"
)
_PARTICLES = words(
    "de da do dos das del della di du la le van von der den ter bin ibn bint al el y e st."
    " abu ould mint ag ben af av zu zur binti du’ te ter ul ur i"
)
# "Ministro das Relações Exteriores": what follows is the office's, not a name.
_PARTICLES_OF_OFFICES = words("de da do dos das del des du")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'‘`\-‐‑])*\Z")
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?(?=\W|\Z)", re.IGNORECASE)
_ORDERS = re.compile(
    r"(?:[,\s]+(?:CBE|OBE|MBE|KCMG|DCMG|CMG|GCMG|KBE|DBE|MP|MEP|Ph\.?D\.?|QC|KC|SC|AM|AO|AC|ONZM"
    r"|CNZM"
    r"|EGH|EBS|MBS|GCVO|Esq\.?))+\Z"
)
# "Lord Ahmad of Wimbledon": the place belongs to the name.
_PEER = re.compile(r"\b(?:Lord|Lady|Baroness|Baron|Viscount|Earl)\Z", re.IGNORECASE)
_PEERAGE = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?\sof\s[A-Z][\w’' -]+")
_AMID = re.compile(
    r"\s(?=(?:H\.\s?E\.|Mr|Ms|Mrs|Dr|Hon|Amb|Sir|Dame|Sheikh|Sheikha|Shri)\b\.?\s?\w)"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_JOINED_INITIAL = re.compile(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_][\w.’'-])")
_INITIALS_AT_END = re.compile(r"(?<!\w)(?:[^\W\d_a-zа-я]\.\s?){1,3}[^\W\d_a-zа-я][\w’'-]{2,}\Z")
# German makes one word of it: "Staatsministerin", "Generalsekretär".
_COMPOUND_OFFICE = re.compile(
    r"\w+(?:minister|kanzler|präsident|sekretär|kommissar|direktor|beauftragte)(?:in|r)?\Z"
)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_MOST_NAME_WORDS = 7
_LONGEST_ACRONYM = 5
_MOST_WORDS_OF_STATE = 4


class Person(NamedTuple):
    """A speaker as the title block names one; `role` is what came before the name."""

    name: str
    honorific: str | None = None
    role: str | None = None


def split_honorific(text: str) -> tuple[str | None, str]:
    """The honorifics at the beginning ("H.E. Mr.") and the rest."""
    end = 0
    while match := _HONORIFIC.match(text, end):
        end = match.end()
    honorific = " ".join(map(_normal_title, text[:end].split()))
    return honorific or None, text[end:].strip()


def _normal_title(word: str) -> str:
    """ "MR." as "Mr."; abbreviations such as "H.E." keep their capitals."""
    return word.capitalize() if word.isupper() and "." not in word[:-1] and word != "HRH" else word


def read_person(text: str, *, sure: bool = False) -> Person | None:
    """The person that the text names, else None; `sure` where the context says it is a person.

    The text may begin with honorifics or an office ("Permanent Representative Vassily Nebenzia").
    """
    honorific, rest = split_honorific(" ".join(text.split()).strip(" ,;:|*_"))
    rest = _SUFFIX.sub(lambda match: " " + match[0].strip(" ,"), rest, count=1)
    rest = _ORDERS.sub("", rest)
    if honorific and _PEER.search(honorific) and _PEERAGE.fullmatch(rest):
        return Person(rest, honorific)
    if is_name(rest, alone=honorific is not None or sure):
        return Person(normal_name(rest), honorific)
    return (
        (_before_office(rest, honorific) if honorific else None)
        or _after_office(rest, honorific)
        or _amid_honorific(rest, honorific)
        or _in_initials(rest, honorific)
    )


def _in_initials(text: str, honorific: str | None) -> Person | None:
    """The name in initials behind an office, in any language: "заместитель министра А.В.Осин"."""
    found = _INITIALS_AT_END.search(text)
    if found is None or not is_role(text[: found.start()]) or not is_name(found[0]):
        return None
    before = text[: found.start()].split()[-1]
    if not (before.islower() or _is_office_word(before) or is_role(before)):
        return None  # "John F. Brook" has a name before the initial
    return Person(normal_name(found[0]), honorific, text[: found.start()].strip())


def _amid_honorific(text: str, honorific: str | None) -> Person | None:
    """The name behind a title of courtesy that follows an office: "Prime Minister & … H.E. X"."""
    amid = _AMID.search(text)
    if amid is None or not is_role(text[: amid.start()]):
        return None
    own_honorific, name = split_honorific(text[amid.end() :])
    if not is_name(name, alone=True):
        return None
    titles = " ".join(filter(None, [honorific, own_honorific]))
    return Person(normal_name(name), titles or None, text[: amid.start()])


def _before_office(text: str, honorific: str) -> Person | None:
    """The name at the beginning of "Astrid Lindqvist Permanent Representative of Norlandia"."""
    words = text.split()
    first = next((i for i, word in enumerate(words) if _is_office_word(word)), 0)
    name = " ".join(words[:first])
    if not is_name(name, alone=True) and not is_name(name.partition(" (")[0], alone=True):
        return None
    return Person(normal_name(name), honorific, " ".join(words[first:]))


def _after_office(text: str, honorific: str | None) -> Person | None:
    """The name at the end of "United Nations High Commissioner for Human Rights Volker Türk"."""
    words = text.split()
    last = next((i for i in range(len(words) - 1, -1, -1) if _is_office_word(words[i])), None)
    if last is None or last + 1 >= len(words):
        return None
    if words[last].casefold() in _SMALL_WORDS:
        state = _state_length(words[last + 1 :])
        if not state:
            return None
        last += state
        if last + 1 >= len(words):
            return None
    if words[last + 1].casefold() in _PARTICLES_OF_OFFICES:
        return None
    own_honorific, name = split_honorific(" ".join(words[last + 1 :]))
    # One word behind an office is a surname only where the office itself is a person's title.
    # In Russian it is as often a state's, in another case than the one states are listed in.
    alone = own_honorific is not None or (is_role(words[last]) and not _CYRILLIC.search(name))
    if not is_name(name, alone=alone):
        return None
    office = words[: last + 1]
    is_title = last > 0 and own_honorific is None and bool(_AMBASSADOR.match(words[last] + " "))
    if is_title and is_role(" ".join(words[:last])):
        own_honorific, office = words[last], words[:last]
    if not is_role(" ".join(office)):
        return None
    if own_honorific is None and _AMBASSADOR.match(words[last] + " "):
        own_honorific = words[last]
    titles = " ".join(filter(None, [honorific, own_honorific])) or None
    return Person(normal_name(name), titles, " ".join(office))


def _state_length(words: Sequence[str]) -> int:
    """How many words at the beginning name a state, as behind "Special Envoy for"."""
    sizes = range(min(_MOST_WORDS_OF_STATE, len(words)), 0, -1)
    return next((size for size in sizes if is_state(" ".join(words[:size]))), 0)


def _is_office_word(word: str) -> bool:
    parts = word.strip(",.").casefold().split("/")
    return all(part in _NOT_IN_NAMES or _COMPOUND_OFFICE.match(part) for part in parts)


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether the text can be a person's name; `alone` allows a single word."""
    words = _JOINED_INITIAL.sub(" ", text).split()
    if not (1 if alone else 2) <= len(words) <= _MOST_NAME_WORDS:
        return False
    if len(words) == 1 and words[0].casefold() in _PARTICLES:
        return False
    if text.casefold() in _NOT_A_NAME or is_state(text) or (_has_no_case(text) and is_role(text)):
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    return (words[0][0].isupper() and words[-1][0].isupper()) or _has_no_case(text)


def _is_name_word(word: str) -> bool:
    if _is_office_word(word) or not _NAME_WORD.match(word):
        return False
    folded = word.casefold()
    return (
        word[0].isupper()
        or folded in _PARTICLES
        or folded.startswith(("al-", "el-", "d'", "d’", "as-", "ad-", "an-"))
        or _has_no_case(word)
    )


def _has_no_case(text: str) -> bool:
    return text.upper() == text.lower()


def normal_name(name: str) -> str:
    """A name in ordinary capitals where it is all in capitals; mixed forms stay."""
    if not name.isupper() or _has_no_case(name):
        return name
    return " ".join(
        word.lower()
        if index and word.casefold() in _PARTICLES
        else word
        if len(word.strip(".")) == 1 or re.fullmatch(r"(?:[A-Z]\.)+", word)
        else re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
        for index, word in enumerate(name.split())
    )


# Abbreviations that keep their capitals when a line in capitals is set in ordinary case.
_ACRONYMS = words(
    "UN EU AU US USA UK UAE DPRK UNSC UNGA ECOSOC UNESCO UNICEF UNHCR UNDP UNEP UNODC UNOCT"
    " UNCTAD WHO WTO ILO IAEA OPCW OSCE NATO COP CSW CND HLPF UNEA WHA SADC IGAD ECOWAS MERCOSUR"
    " CELAC CPLP PSIDS ASEAN OIC NAM CARICOM AOSIS G-77 G77 G20 SIDS LDC"
    " LDCS LLDC LLDCS COVID-19 SDG SDGS HIV AIDS NPT CTBT BWC CWC ATT TPNW VTC CTED CTC II III"
    " IV VI VII"
)
_SMALL_WORDS = words("of the and on in at to for by with from a an or as de la des du y")


def _is_acronym(text: str) -> bool:
    return len(text) <= _LONGEST_ACRONYM and text.isalpha() and not is_state(text)


def normal_case(text: str) -> str:
    """A phrase in ordinary case where it is all in capitals; other text stays as it is."""
    if not _ORDINAL.sub("", text).isupper() or _is_acronym(text):
        return text
    words: list[str] = []
    for index, word in enumerate(text.split()):
        bare = word.strip("()[]“”\"',.:;")
        if bare in _ACRONYMS and not (words and words[-1] == "Viet"):
            words.append(word)
        elif index and word.casefold() in _SMALL_WORDS:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W_]+(?:[’'][^\W_]+)?", lambda m: m[0].capitalize(), word))
    return " ".join(words)
