"""A line of the source and what its wording alone tells about it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from statements.ingest.wordsets import words

_CLOSERS = "\"'”’»)]*›」』）】"
_TERMINALS = frozenset(".?!:;…。！？；：؟۔।؛")
_TITLES_BEFORE_NAMES = words(
    "mr. mrs. ms. messrs. dr. prof. st. amb. gen. col. sen. rep. hon. no. nos. art. arts."
    " vol. para. paras. p. pp. cf. vs. e.g. i.e. h.e. h.r.h. h.m. sr. sra. m. mme. ste. s.e."
)
# The mark of a footnote behind the stop of a sentence, "as we said.12", "it is so.[3]", or a source
# in brackets, "… century.” (A/42/1, p. 2)".
_BEHIND_THE_END = re.compile(
    r"(?<=[^\W\d_]{4}[.!?…])[\"”’»)]*(?:\[?\d{1,3}\]?|[*†‡]{1,3})\Z"
    r"|(?<=[.!?”\"»])\s?[(\[][^()\[\]]{2,60}[)\]]\Z"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])(?:\.?\)|\.(?=\s|\Z))")
_BULLET = re.compile(r"(?:[•·▪■●○◦‣⁃]|\*(?=\s)|[-–—](?=\s)|o(?=\s\s))")
_SALUTED = (
    r"(?:mr|mrs|ms|mdm|madam|madame|mister|sir|distinguished|excellenc\w+|your|dear|ladies"
    r"|gentlemen|co-chairs?"
    r"|hono[u]?rable|esteemed|colleagues|friends|fellow|members|heads|ministers|delegates"
    r"|president|chair|chairman|chairperson|secretary-general|majest\w+|highness\w*"
    r"|monsieur|mesdames|messieurs|excelencias?|señora?|señoras?|señores|sra?"
    r"|senhora?|mesdames|mme|excellences?|herr|frau|meine\s+damen|chers|estimad[oa]s|querid[oa]s|prezad[oa]s|car[oa]s"
    r"|г-н|г-жа|господин|госпожа|уважаем\w+|дамы|коллеги|السيد[ة]?|أصحاب|主席)"
)
_SALUTATION = re.compile(rf"\W{{0,4}}{_SALUTED}\b\.?", re.IGNORECASE)
_CHINESE_SALUTATION = re.compile(r"[^。！？：，]{0,30}(?:主席|先生|女士|阁下|同事们?)[：，:,]\Z")
# "Thank you, Mr. President," opens a speech as the salutation alone does.
_THANKS = re.compile(
    r"\W{0,4}(?:(?:i\s+)?thank\s+you|thanks|merci|gracias|muchas\s+gracias|obrigad[oa]|спасибо"
    r"|شكرا)\b"
    r"(?:\s+(?:very\s+much|so\s+much|beaucoup))?,?\s+",
    re.IGNORECASE,
)
# "Good morning,", "High Representative, excellencies, friends,".
_GREETING = re.compile(
    r"\W{0,4}(?:good (?:morning|afternoon|evening)\b[^.;!?]{0,80}[,.!:]\Z"
    r"|[^.:;!?]{3,120},\s(?:excellencies|(?:dear |distinguished )?(?:colleagues|friends|guests"
    r"|delegates)"
    r"|ladies and gentlemen)[,:!]\Z)",
    re.IGNORECASE,
)
_OFFICE_FIRST = re.compile(
    r"\W*(?:secretary-general|president|chair\w*|members|heads|ministers|delegates)\b",
    re.IGNORECASE,
)
_SALUTATION_LENGTH = 160
_SALUTATION_WORDS = words(
    "mr mrs ms mdm madam madame mister sir president chair chairman chairperson chairwoman speaker"
    " secretary-general secretary general vice-president co-chairs excellency excellencies"
    " distinguished delegates delegate representatives members ministers ambassadors colleagues"
    " ladies gentlemen and of the your dear honourable honorable esteemed friends guests assembly"
    " united nations council heads state government delegation delegations monsieur le président"
    " mesdames messieurs et señor señora presidente presidenta señores y delegados majesties"
    " highnesses majesty royal highness all fellow madame la présidente excellences collègues"
    " senhor senhora sr. sra. mme"
)


class Line(NamedTuple):
    """A line of the cleaned source. Lengths are in characters, pages counted from 1."""

    text: str
    indent: int = 0
    blanks_before: int = 0
    page: int | None = None
    page_break_before: bool = False


# Every stage asks the same of the same lines; a speech has a few hundred.
_remembered = lru_cache(maxsize=4096)


@_remembered
def ends_sentence(text: str) -> bool:
    """Whether a sentence (or the item of a list) may end with this line.

    The number of a note or a source in brackets may stand behind the end.
    """
    bare = _BEHIND_THE_END.sub("", text).rstrip(_CLOSERS) or text
    if bare[-1:] not in _TERMINALS:
        return False
    if bare[-1] != ".":
        return True
    last = bare.rsplit(None, 1)[-1].lstrip('("“‘[').lower()
    return last not in _TITLES_BEFORE_NAMES and not (len(last) == 2 and last[0].isalpha())


@_remembered
def starts_item(text: str) -> bool:
    """Whether the line begins with a paragraph number, a letter of a list or a bullet."""
    return bool(_NUMBERED.match(text) or _BULLET.match(text))


@_remembered
def starts_small(text: str) -> bool:
    """Whether the first letter is lower case, so that the line goes on with the one before."""
    return text.lstrip("\"'“‘«([—–- ")[:1].islower()


@_remembered
def is_salutation(text: str) -> bool:
    """Whether the whole line only greets: "Mr. President," or "Excellencies, colleagues:"."""
    if _CHINESE_SALUTATION.match(text):
        return True
    if len(text) > _SALUTATION_LENGTH:
        return False
    thanks = _THANKS.match(text)
    if thanks:
        return bool(_SALUTATION.match(text, thanks.end())) and text.rstrip("*_ ")[-1:] in ",:;!.،"
    if _GREETING.match(text):
        return True
    if not _SALUTATION.match(text):
        return False
    bare = text.rstrip("*_ ")
    if bare[-1:] in ",:;!，：،":
        return True
    if _OFFICE_FIRST.match(bare):
        return False  # "Secretary-General" alone is a heading as often
    return all(word.strip(".,").lower() in _SALUTATION_WORDS for word in bare.split())
