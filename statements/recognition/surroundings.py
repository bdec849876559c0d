"""Names of persons, parties, companies, documents and places that hold the name of a country.

"Ambassador Chad Smith", "the French Communist Party", "Bank of China", "Lebanon, Ohio" name no
country: what stands beside the name tells it.
"""

from __future__ import annotations

import re

_TITLE = (
    r"(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Sr|Sra|Amb|Gen|Col|Rev)\b\.?|(?:Miss|Sir|Lord|Lady|Dame|Professor"
    r"|Madame?|Monsieur|Judge|Justice|Senator|Ambassador|General|Admiral|Colonel|Captain|Major"
    r"|Reverend|Bishop|Archbishop|President|Congressman|Señora?)\b"
)
_NAME = r"(?:[A-Z]\.|[A-Z][\w’'-]*)"
# "Mr. Robert Holland": a title and given names right before it.
_TITLED = re.compile(rf"\b(?:{_TITLE})\s+(?P<given>(?:{_NAME}\s+){{1,3}})\Z")
_TITLE_BEFORE = re.compile(
    rf"\b(?:{_TITLE}|Minister|Chancellor|Premier|(?:Under-)?Secretary-General|Representative|Envoy"
    r"|Coordinator|Commissioner|Rapporteur)\s+\Z"
)
_SURNAME_AFTER = re.compile(r"[ \u00a0](?P<next>[A-Z][a-zé’'-]+)\b")
# These stand between a title and a country without being anybody's name.
_OFFICES = frozenset(
    ("President", "Vice-President", "Chairman", "Chairperson", "Chair", "Minister", "Secretary",
     "Secretary-General", "Speaker", "Foreign", "Prime", "Excellency", "Under-Secretary-General",
     "Ambassador", "Representative", "Permanent", "The", "United", "Republic", "Assembly",
     "Government", "Delegation", "Kingdom", "State", "States")
)  # fmt: skip

_BODY = (
    r"(?:Party|University|Bank|Airlines?|Airways|Petroleum|Company|Corporation|News|Times"
    r"|Post|Herald|Mail|Telegraph|Guardian|Football|Penal|Broadcasting)"
)
_BODY_AFTER = re.compile(rf"(?:[ \u00a0-][A-Z][\w’'-]*){{0,4}}?[ \u00a0-]{_BODY}\b")
# "Mauritius Strategy", "Barbados Programme of Action": documents called after where they were made.
_DOCUMENT_AFTER = re.compile(
    r"[ \u00a0](?:(?:Political|Joint|Ministerial|Final)\s)?(?:Strategy|Declaration|Consensus"
    r"|Protocol|Communiqué|(?:Programme|Plan|Platform)\s(?:of|for)\sAction)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:(?:(?:Party|Bank|University|Voice|Times) of|Party for|Radio|Air|Agence)\s+(?:the\s+)?)\Z"
)
# Not New York: "the Permanent Mission of Malta, New York" is in the city.
_STATE_OF_THE_USA = re.compile(
    r",\s+(?:Ohio|Indiana|Missouri|Illinois|Maine|Texas|Tennessee|Pennsylvania|Nebraska"
    r"|Kansas|Wisconsin|New Hampshire|Vermont|Michigan|Iowa|Arkansas|Connecticut)\b"
)
_REACH = 60


def is_part_of_another_name(text: str, start: int, end: int) -> bool:
    """Whether the country's name at `start` to `end` of `text` belongs to a longer name of
    something else."""
    capital_follows = text[end + 1 : end + 2].isupper()
    if capital_follows and _BODY_AFTER.match(text, end):
        return True
    # "The Israel-Palestine Declaration" names its parties, not a place.
    joined = text[start - 1 : start] == "-"
    if capital_follows and not joined and _DOCUMENT_AFTER.match(text, end):
        return True
    if text[end : end + 1] == "," and _STATE_OF_THE_USA.match(text, end):
        return True
    if start < 4 or not text[start - 1].isspace():
        return False
    before = text[max(0, start - _REACH) : start]
    return bool(_BODY_BEFORE.search(before)) or _is_person(text, before, end, capital_follows)


def _is_person(text: str, before: str, end: int, capital_follows: bool) -> bool:
    titled = _TITLED.search(before)
    if titled:
        return _OFFICES.isdisjoint(titled["given"].split())
    if capital_follows and _TITLE_BEFORE.search(before):
        following = _SURNAME_AFTER.match(text, end)
        return following is not None and following["next"] not in _OFFICES
    return False
