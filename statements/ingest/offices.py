"""The words for offices, by which a role is known."""

from __future__ import annotations

import re

_OFFICE = re.compile(
    r"\b(?:representatives?|ambassador|minister|ministre|ministra?|president|presidenta?|président"
    r"|vice-president|secretary|secretary-general|under-secretary-general|commissioner|director"
    r"|director-general|chair|chairman|chairperson|chairwoman|head|delegation|mission|counsellor"
    r"|coordinator|envoy|chargé|attaché|adviser|advisor|king|queen|emir|crown prince|chancellor"
    r"|governor"
    r"|rapporteur|administrator|spokesperson|delegate|délégué|représentante?|representante|observer"
    r"|expert|officer|chief|speaker of|member of|постоянн\w+|министр\w*|президент\w*"
    r"|представител\w+"
    r"|代表|大使)\b",
    re.IGNORECASE,
)
_LONGEST_ROLE = 250


def is_role(text: str) -> bool:
    """Whether the text names an office."""
    return len(text) <= _LONGEST_ROLE and bool(_OFFICE.search(text))
