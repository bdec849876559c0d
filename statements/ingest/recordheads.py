"""The words before the colon by which verbatim records name who speaks."""

from __future__ import annotations

import re

# "Mr. Okoro (Norlandia) (spoke in French):", as verbatim records name who speaks; a briefer has no
# country behind the name.
RECORD_HEAD = re.compile(
    r"(?:\d{1,3}\.\s)?(?:(?:El|La|O|A)\s(?=Sra?|Embaj|Embai))?"
    r"(?P<who>(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Lord|Lady|Baroness|Prince|Princess|Sheikha?|Archbishop"
    r"|Monsignor|King|Queen|President|M|Mme|Sr|Sra|Srta|Г-н|Г-жа|السيدة?)\.?"
    r"\s[^\s():.,][^():.,]{1,60})"
    r"(?:\s\((?P<of>[^\W\d_a-z][^()]{2,60})\)(?:,[^:()]{3,80})?)?(?:\s\([^()]{3,90}\))?\s?[:：]"
)
# "Ms. Okoro (Norlandia) said that …": summary records tell what was said.
_SUMMARY_HEAD = re.compile(
    r"(?:\d{1,3}\.\s)?(?P<who>(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Archbishop|Monsignor|Prince|Princess"
    r"|M|Mme|Sr|Sra)\.?\s[^\s():.,][^():.,]{1,60})\s\((?P<of>[^\W\d_a-z][^()]{2,60})\)"
    r"(?:,\s[^.]{3,120}?,|,)?\s(?:said|thanked|expressed|noted|recalled|welcomed|stressed|speaking|asked"
    r"|reiterated|emphasi[sz]ed|introduc\w+|dit|dijo|dice|remercie|agradece)\b"
)


def match_record_head(text: str) -> re.Match[str] | None:
    """Who speaks as `who`, and for which country as `of`, at the head of a speech in a record."""
    return RECORD_HEAD.match(text) or _SUMMARY_HEAD.match(text)


def is_record_head(text: str) -> bool:
    """Whether the line begins a speech in a record: "Mr. Okoro (Norlandia) (spoke in French): …".

    Without a country or a language in brackets it may be anything with a colon.
    """
    match = match_record_head(text)
    return match is not None and "(" in match[0]
