"""How much a mention sounds like the speaker's own country."""

from __future__ import annotations

import re

from statements.recognition.spans import Span

# "My country, Peru" says it outright; "China supports" is said of others too.
OUTRIGHT, USUAL, FAINT = 6, 2, 1

_REACH = 90


def _any_of(words: str) -> str:
    return "(?:" + "|".join(re.escape(word.replace("_", " ")) for word in words.split()) + ")"


_PEOPLE = _any_of(
    "the my his her people peoples government delegation nation citizens king president state "
    "majesty excellency and of entire whole"
)
_ADVERB = _any_of(
    "also has have is are will would fully firmly strongly therefore once always consistently "
    "warmly sincerely continue_to continues_to like_to wish_to wishes_to wants_to remains stands "
    "deeply profoundly particularly very accordingly too again hereby much greatly still"
)
_SAYS = _any_of(
    "abstained acknowledges advocates aligns_itself appreciates associates_itself attaches "
    "believe believes calls_for calls_on calls_upon commends condemns congratulates considers "
    "emphasizes expresses favours hopes looks_forward pays_tribute pledges reaffirm reaffirms "
    "recognises recognizes regrets reiterate reiterates shares spare_no sponsored strengthen "
    "stresses subscribes supported supports takes_part thanks underlines underscores urges voted "
    "welcome welcomes"
)
_FEELS = _any_of(
    "alarmed committed_to concerned continue_to convinced disappointed dismayed grateful honoured "
    "of_the_view opposed_to pleased proud_of proud_to ready_to"
)
_HAS = _any_of(
    "appreciation belief candidature commitment contribution conviction delegation gratitude "
    "policy position solidarity support view"
)

_OUTRIGHT_BEFORE = re.compile(
    r"(?:\b(?:my|our) (?:own |beloved |dear |small )?(?:country|nation|homeland), "
    r"|\bmy delegation, (?:that of )?"
    r"|\bI (?:come from|speak for|represent) "
    r"|\b(?:we|here|us) in "
    rf"|\bon behalf of (?:my country, )?(?:{_PEOPLE},? )*"
    rf"|\bgreetings (?:and (?:\w+ ){{1,3}})?(?:from|of) (?:{_PEOPLE} )*)(?:the )?$",
    re.IGNORECASE,
)
_FAINT_BEFORE = re.compile(r"\b(?:delegation|government|people) of (?:the )?$", re.IGNORECASE)
_USUAL_AFTER = re.compile(
    rf"(?:, (?:for|on) its part,|, as a [^,]{{3,60}},)? (?:{_ADVERB} )*(?:{_SAYS}|{_FEELS})\b",
    re.IGNORECASE,
)
_FAINT_AFTER = re.compile(rf"['’]s? (?:\w+ )?{_HAS}\b", re.IGNORECASE)


def claim(text: str, span: Span) -> int:
    """The weight with which the words around a mention say that it is the speaker's own."""
    before = _evenly_spaced(text[max(0, span.start - _REACH) : span.start])
    after = _evenly_spaced(text[span.end : span.end + _REACH])
    if _OUTRIGHT_BEFORE.search(before):
        return OUTRIGHT
    if _USUAL_AFTER.match(after):
        return USUAL
    return FAINT if _FAINT_AFTER.match(after) or _FAINT_BEFORE.search(before) else 0


def _evenly_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
