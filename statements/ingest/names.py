"""Persons in title blocks: honorific, name and office apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from statements.ingest.offices import is_role
from statements.ingest.wordsets import phrases, words

_HONORIFIC = re.compile(
    r"(?:(?:his|her|their|your)\s+(?:excellency|royal highness|majesty|highness|eminence)"
    r"|h\.?\s?e\.?(?=\s)|h\.?r\.?h\.?(?=\s)|h\.?m\.?(?=\s)"
    r"|the\s+(?:right\s+)?hono[u]?rable|(?:right\s+)?hono[u]?rable|(?:the\s+)?(?:rt\.?\s+)?hon\.?(?=\s)"
    r"|mr\.?|mrs\.?|ms\.?|miss|mme|m\.|madame|madam|monsieur|dr\.?|prof\.?|professor|sir|dame|lord"
    r"|barr\.|barrister|engr?\.|arch\.|dato['’]?(?:\s+(?:sri|seri))?(?=\s)|datuk(?:\s+seri)?|tan\s+sri|haji|adm\.|admiral"
    r"|capt\.|captain|lt\.|brig\.|judge|justice(?=\s[A-Z])|minister(?=\s[A-Z][a-z]+\s[A-Z])"
    r"|lady|baroness|sheikh|sheikha|prince|princess|amb\.?|ambassadors?|ambassadeur|ambassadrice"
    r"|embajadora?|s\.?\s?e\.?(?=\s+m)|son excellence|sua excelência|su excelencia"
    r"|sr\.?|sra\.?|señora?|general|gen\.|colonel|col\.|major|reverend|rev\.|archbishop|msgr\.?"
    r"|г-н|г-жа|господин|посол)(?:\s+|(?<=\.)(?=[A-Z]))",
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
    " humanitarian peace political emergency relief chief"
    # The same in French, Spanish, Portuguese and Italian.
    " représentant représentante représentants adjoint adjointe permanente permanents mission"
    " ministre président présidente conseiller conseillère secrétaire délégation république"
    " royaume états affaires étrangères nations unies ambassade union groupe"
    " representante representantes alterna alterno adjunta adjunto misión ministro ministra"
    " presidente presidenta consejero consejera secretario secretaria delegación república reino"
    " estados exteriores relaciones unidas grupo países delegado delegada"
    " missão conselheiro conselheira secretário secretária delegação relações unidas países"
    # Subjects of ministries and of debates.
    " development cooperation trade environment climate finance justice defence defense education"
    " interior energy migration gender women children disarmament oceans water food agriculture"
    " debate item agenda session committee statement remarks speech news press office transcript"
    " delivered check against delivery published updated location home contact"
)
_NEVER_FIRST = words("of the and on in at to for by from a an de la el los las du des le les en")
_PLACES_OF_SEVERAL_WORDS = phrases(
    "new york|new york city|the hague|addis ababa|rio de janeiro|new zealand|sri lanka|"
    "costa rica|el salvador|saudi arabia|south africa|south sudan|viet nam|sierra leone|"
    "burkina faso|cabo verde|cape verde|san marino|papua new guinea|timor leste|"
    "north macedonia|south korea|north korea|equatorial guinea|côte d’ivoire|"
    "côte d'ivoire|bosnia and herzegovina|trinidad and tobago|antigua and barbuda|"
    "saint kitts and nevis|sao tome and principe|saint lucia|czech republic|"
    "great britain|hong kong|lao pdr|guinea bissau|northern ireland|brunei darussalam|"
    "central africa|east timor|ivory coast|puerto rico|korea dpr|dpr korea|cook islands|"
    "saint vincent|holy see|east asia|latin america"
)
_PARTICLES = words(
    "de da do dos das del della di du la le van von der den ter bin ibn bint al el y e st."
    " abu ould mint ag ben af av zu zur"
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'‘`\-‐‑])*\Z")
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?(?=\W|\Z)", re.IGNORECASE)
_MOST_NAME_WORDS = 7


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
    if is_name(rest, alone=honorific is not None) or (sure and is_name(rest)):
        return Person(normal_name(rest), honorific)
    return (_before_office(rest, honorific) if honorific else None) or _after_office(
        rest, honorific
    )


def _before_office(text: str, honorific: str) -> Person | None:
    """The name at the beginning of "Astrid Lindqvist Permanent Representative of Norlandia"."""
    words = text.split()
    first = next((i for i, word in enumerate(words) if _is_office_word(word)), 0)
    name = " ".join(words[:first])
    if not is_name(name, alone=True):
        return None
    return Person(normal_name(name), honorific, " ".join(words[first:]))


def _after_office(text: str, honorific: str | None) -> Person | None:
    """The name at the end of "United Nations High Commissioner for Human Rights Volker Türk"."""
    words = text.split()
    last = next((i for i in range(len(words) - 1, -1, -1) if _is_office_word(words[i])), None)
    if last is None or last + 1 >= len(words):
        return None
    own_honorific, name = split_honorific(" ".join(words[last + 1 :]))
    if not is_name(name, alone=True):
        return None
    office = words[: last + 1]
    if not is_role(" ".join(office)):
        return None
    if own_honorific is None and _AMBASSADOR.match(words[last] + " "):
        own_honorific = words[last]
    titles = " ".join(filter(None, [honorific, own_honorific])) or None
    return Person(normal_name(name), titles, " ".join(office))


def _is_office_word(word: str) -> bool:
    return word.strip(",.").casefold() in _NOT_IN_NAMES


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether the text can be a person's name; `alone` allows a single word."""
    words = text.split()
    if not (1 if alone else 2) <= len(words) <= _MOST_NAME_WORDS:
        return False
    if words[0].casefold() in _NEVER_FIRST:
        return False
    if text.casefold() in _PLACES_OF_SEVERAL_WORDS:
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
    " UNCTAD WHO WTO ILO IAEA OPCW OSCE NATO ASEAN OIC NAM CARICOM AOSIS G-77 G77 G20 SIDS LDC"
    " LDCS LLDC LLDCS COVID-19 SDG SDGS HIV AIDS NPT CTBT BWC CWC ATT TPNW VTC CTED CTC II III"
    " IV VI VII"
)
_SMALL_WORDS = words("of the and on in at to for by with from a an or as de la des du y")


def normal_case(text: str) -> str:
    """A phrase in ordinary case where it is all in capitals; other text stays as it is."""
    if not text.isupper():
        return text
    words = []
    for index, word in enumerate(text.split()):
        bare = word.strip("()[]“”\"',.:;")
        if bare in _ACRONYMS:
            words.append(word)
        elif index and word.casefold() in _SMALL_WORDS:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W_]+(?:[’'][^\W_]+)?", lambda m: m[0].capitalize(), word))
    return " ".join(words)
