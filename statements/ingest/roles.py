"""Offices, and the delegation that an office or a letterhead names."""

from __future__ import annotations

import re

from statements.ingest.names import split_honorific
from statements.ingest.offices import is_role
from statements.ingest.states import is_state

# One proper name: capitalised words, joined by "of", "and" or "the".
_NAME = (
    r"(?:(?:the|la|le|l[’'])\s*)?[^\W\d_a-z][\w’'.-]*"
    r"(?:\s+(?:(?:of|and|the|de|du)\s+(?:the\s+)?)?[^\W\d_a-z][\w’'()-]*){0,8}"
)
_OF_NAME = re.compile(
    rf"\b(?:(?:of|del|de|du|des|do|da|OF|DEL|DE|DU|DO|DA)\s+|d[’'])(?P<name>{_NAME})"
    r"(?=\s+(?:to|TO|at|AT|in|before|on|ON|auprès|ante)\b|[,;:.\n(]|\s*\Z)"
)
_ORGANS = re.compile(
    r"\b(?:assembly|council|committee|nations|commission|group|office|board|department|affairs"
    r"|bureau"
    r"|conference|un|secretariat|agency|programme|fund|movement|states parties|member states|state"
    r"|delegation|mission|staff|government|cabinet|council of ministers|division|section|session"
    r"|work|security|rights|justice|defen[cs]e|foreign|ministers|parliament|congress|development"
    r"|trade|finance|health|environment|climate|energy|education|economy|interior|agriculture"
    r"|transport|culture|children|disarmament|law|peace|water|oceans|gender|cooperation|labour"
    r"|information|planning|religion|youth|sport|tourism|industry|science|technology|states\s+party"
    r"|chairs?|item|delegations?|protocol|staff|honou?r|civil\s+society|state\s+and|asuntos"
    r"|exteriores|relaciones|relações|unidas|étrangères"
    r"|affaires|unies|estado|gobierno|groupe|grupo|mouvement|movimiento|movimento|alianza|aliança)\b",
    re.IGNORECASE,
)
_ADJECTIVE_FORM = (
    r"(?P<name>U\.?S\.?A?\.?|U\.?K\.?|EU|AU|United\s+States|United\s+Kingdom|European\s+Union"
    r"|African\s+Union"
    r"|British|French|Dutch|Swiss|Danish|Greek|Czech|Thai|Polish|Irish|Swedish|Finnish|Turkish"
    r"|Spanish"
    r"|Welsh|Icelandic|[A-Z][a-z]{2,14}(?:ian|ean|ese|gali|raqi|aeli|stani|man))"
)
_ROLE_BEGINS = re.compile(
    rf"(?:the\s+)?{_ADJECTIVE_FORM}\s+(?:[\w-]+\s+){{0,3}}?"
    r"(?:Ambassador|Representative|Mission|Minister|Prime|Foreign|Delegation|Head|Secretary)\b"
)
_TITLE_BEGINS = re.compile(
    rf"(?:[^\n]{{0,200}}?[:–—-]\s+)?{_ADJECTIVE_FORM}\s+(?:[Nn]ational\s+)?"
    r"(?:[Ss]tatement|STATEMENT|[Rr]emarks|[Ii]ntervention|[Aa]ddress|[Rr]ight\s+of\s+[Rr]eply"
    r"|[Ee]xplanation)\b"
)
_STATEMENT_OF = re.compile(
    r"\b(?:statement|remarks|intervention|declaration|déclaration|declaración|intervención)\s+"
    r"(?:by|of|de|du)\s+(?:the\s+)?(?:delegation\s+of\s+|permanent\s+mission\s+of\s+)?"
    rf"(?P<name>(?-i:{_NAME}))(?=\s+(?:on|at|to|in|by|for|during|before|under|delivered|sur|à|au"
    rf"|ante|en|ON|AT|BY)\b|[,;:.\n(]|\s*\Z)",
    re.IGNORECASE,
)
_MISSION = re.compile(
    r"(?:permanent\s+(?:observer\s+)?mission|mission\s+permanente|misión\s+permanente|embassy"
    r"|delegation|délégation|delegación|ministry\s+of\s+foreign\s+affairs|mission)"
    r"\s+(?:of|de\s+la|de|du|del)\s+(?P<name>.{3,80}?)(?=\s+(?:to|auprès|ante|at|in|à|en)\b|[,;:\n(|]"
    r"|\s[—–-]\s|\s*\Z)",
    re.IGNORECASE,
)
_MISSION_AFTER = re.compile(
    r"(?:the\s+)?(?P<name>[A-Z][\w.’'-]*(?:\s+(?:of\s+)?[A-Z][\w.’'-]*){0,3}?)\s+(?:Permanent\s+)?Mission\s+to\b"
)
_JOINER = re.compile(r"\s(?:of|del?|du|do|da|des|and|y|et)\s(?:the\s|la\s)?", re.IGNORECASE)
# "Joint statement by Canada, Mexico and Norway" is nobody's alone.
_ALSO = re.compile(r",\s+(?:[A-Z][\w-]*\s?){1,3}(?:,|\s*\band\b)|\s+and\s+[A-Z]")
_ANSWERED = re.compile(
    r"\b(?:response|reply|reaction|respuesta|réponse|replying|following)\b", re.IGNORECASE
)
_NO_STATES = frozenset(
    ("republic", "kingdom", "women", "república", "république", "nación", "nation", "repubblica")
)
_LONGEST_ROLE = 250


def delegation_in_role(role: str) -> str | None:
    """The country or organization in "Permanent Representative of Japan to the United Nations"."""
    begins = _ROLE_BEGINS.match(role)
    if begins:
        return begins["name"]
    mission = _MISSION.search(role)
    if mission and not _is_organ(mission["name"]):
        return _bare(mission["name"])
    found = [_state_within(match["name"]) for match in _OF_NAME.finditer(role)]
    fitting = (name for name in reversed(found) if not _is_organ(name) and not is_role(name))
    return next(map(_bare, fitting), None)


def _state_within(name: str) -> str:
    """The state at the end of "Asuntos Exteriores de España", else the whole."""
    for cut in _JOINER.finditer(name):
        if is_state(name[cut.end() :]) and not is_state(name):
            return name[cut.end() :]
    return name


def delegation_in_title(title: str) -> str | None:
    """The country or organization in "Statement by Japan" or "UK statement"."""
    begins = _TITLE_BEGINS.match(title)
    if begins:
        return begins["name"]
    match = _STATEMENT_OF.search(title)
    if match is None or is_role(match["name"]) or _is_organ(match["name"]):
        return None
    if (
        _ALSO.match(title, match.end())
        or _ANSWERED.search(title[: match.start()])
        or split_honorific(match["name"] + " ")[0]
    ):
        return None
    return _bare(match["name"])


def delegation_in_letterhead(line: str) -> str | None:
    """The country or organization whose mission the line names."""
    for form in (_MISSION, _MISSION_AFTER):
        match = form.search(line) if len(line) <= _LONGEST_ROLE else None
        if match and not _is_organ(match["name"]):
            return _bare(match["name"])
    return None


def _is_organ(name: str) -> bool:
    bare = _bare(name)
    return bool(_ORGANS.search(bare)) or bare.casefold() in _NO_STATES


def _bare(name: str) -> str:
    return re.sub(
        r"^(?:(?:the|la|le)\s+|l[’'])(?=\S)", "", " ".join(name.split()), flags=re.IGNORECASE
    ).strip(" ,.")
