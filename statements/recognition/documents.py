"""Citations of United Nations documents: by symbol ("S/RES/2532 (2020)") and by number
("resolution 2532"), each normalised to one symbol.

The span of a citation by number leaves out the body before it, a mention of its own. A number that
cannot be that body's, or that contradicts the year beside it, is not resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from statements.recognition.data import ResolutionNumbers
from statements.recognition.spans import EntityRef, Span

Body = Literal[
    "council", "assembly", "rights", "commission", "economic", "unnamed", "other", "unknown"
]

# "resolution 5" without body or year may be anybody's; from here on it is the Security Council's.
_LEAST_BARE_NUMBER = 100
# Since its 31st session the General Assembly numbers resolutions anew in each: 31/1, 31/2.
_SESSIONS_WITH_SLASH = range(31, 100)
# Its decisions are numbered from 301, in later sessions from 401 or 501.
_LEAST_DECISION = 301

_SESSION = r"(?:E?S-)?[IVXL]+"
_YEAR = r"(?:19|20)[0-9][0-9]"
_NUMBER = r"(?:(?:E?S-)?[0-9]{1,3}/[0-9]{1,3}|(?:19|20)[0-9][0-9]/[0-9]{1,3}(?![0-9])|[0-9]{1,4})"
_QUALIFIED = rf"{_NUMBER}(?:\s?[A-H]\b)?(?:\s?\((?:{_YEAR}|{_SESSION})\))?(?:\s[A-H]\b(?!\s[a-z]))?"
_DATED = rf"of\s+[0-9]{{1,2}}\s+[A-Z][a-z]+\s+{_YEAR}"
_NEXT = rf"(?:\s+{_DATED})?(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or|&|to|through)\s+)"
# "resolutions 1267/1989/2253": as the committees call themselves; of the Security Council alone.
_JOINED = r"(?(several)(?:(?<=\b[0-9]{4})|(?<=\)))/(?=[0-9]{4}\b)|(?!))"
_CITATION = re.compile(
    r"\b(?:(?:[Rr]esolution|RESOLUTION|(?P<decision>[Dd]ecision)"
    r"|(?P<council>(?:UN\s?)?SCR)|(?P<assembly>UNGAR))(?P<several>[Ss])?\s*|(?P<short>Res)\b\.?\s*)"
    r"(?:(?:Nos?\.|[Nn]umbers?)\s*)?"
    rf"(?P<list>{_QUALIFIED}(?:(?:{_NEXT}|{_JOINED}){_QUALIFIED})*)"
    r"(?![\w/]|[.,][0-9])"
)
# One of these stands in every citation by number, and is faster found than the pattern.
_CITING = ("esolution", "RESOLUTION", "ecision", "SCR", "UNGAR", "Res")
_ITEM = re.compile(
    rf"{_DATED}|(?P<number>{_NUMBER})(?:\s?(?P<part>[A-H])\b)?"
    rf"(?:\s?\((?:(?P<year>{_YEAR})|(?P<session>{_SESSION}))\))?"
    r"(?:\s(?P<late_part>[A-H])\b(?!\s[a-z]))?"
)
_BODY_BEFORE = re.compile(
    r"(?:(?P<rights>(?i:human\s+rights\s+council)|\bHRC)"
    r"|(?P<commission>(?i:commission\s+on\s+human\s+rights))"
    r"|(?P<economic>(?i:economic\s+and\s+social\s+council)|\bECOSOC)"
    r"|(?P<council>(?i:security\s+council)|\bSC|\bUNSC)"
    r"|(?P<assembly>(?i:\bassembly)|\bGA|\bUNGA)"
    # "Council" alone is one of the above, "European Council" is not.
    r"|(?P<unknown>(?:\b[a-z]+|[.,;(])\s+Council|\bUN|\b(?i:united\s+nations))"
    r"|(?P<other>\b[A-Z]{2,}[A-Za-z]*|\b(?i:council|commission|committee|conference|agency|"
    r"congress|parliament|senate|house|board|meeting|summit|organi[sz]ation|league|union)))"
    r"(?:['’]s?)?\s+(?:(?:historic|landmark|relevant|recent|important|draft)\s+)?$"
)
_BODY_AFTER = re.compile(
    r",?\s+(?:of|by)\s+the\s+(?:(?:United\s+Nations|UN)\s+)?"
    r"(?:(?P<council>Security\s+Council)|(?P<assembly>(?:General\s+)?Assembly)"
    r"|(?P<rights>Human\s+Rights\s+Council)|(?P<economic>Economic\s+and\s+Social\s+Council)"
    r"|(?P<commission>Commission\s+on\s+Human\s+Rights)"
    # Here too "the Council" alone is one of the above.
    r"|(?P<unnamed>Council\b(?!\s+(?:of|for)\b))"
    r"|(?P<other>(?:[A-Z]\w+\s+){0,4}(?:Council|Commission|Committee|Conference|Agency|Congress|"
    r"Parliament|Board|OAU)))"
)
_LONGEST_BODY = 60

_SERIES = (
    r"(?:[AES]|ST|CD|NPT|DP|TD|CCPR|CEDAW|CERD|CRC|CAT|CRPD|CMW|CED|FCCC|UNEP|ISBA|HSP|BWC|UNW|IDB)"
)
# "S/2020/123", "S/PV.8747", "A/CONF.157/23", "A/C.1/75/L.1": words, words with numbers, numbers.
_SYMBOL = re.compile(
    rf"""(?<![\w/.])(?<![^0-9]-)
    (?: S/(?:RES|Res)/(?P<council>[0-9]{{1,4}})(?:\s?\((?P<year>{_YEAR})\))?
      | A/(?:RES|Res)/(?P<assembly>(?:E?S-)?[0-9]{{1,3}}/[0-9]{{1,3}}|[0-9]{{1,4}})
        (?:\s?\((?P<session>{_SESSION})\))?
        (?:(?P<part>[A-H])\b|\s(?P<late_part>[A-H])\b(?!\s[a-z]))?
      | (?P<series>{_SERIES})
        (?P<rest>(?:/(?:[A-Z][A-Za-z]*(?:\.[0-9]+)?|(?:E?S-)?[0-9]{{1,5}}(?:\([IVXL]+\))?))+)
    )(?![\w/]|-[0-9])""",
    re.VERBOSE,
)


def public_url(symbol: str) -> str | None:
    """The address of a United Nations document in English; None for a code that is no symbol.

    >>> public_url("S/RES/1373(2001)")
    'https://docs.un.org/en/S/RES/1373(2001)'
    """
    series = symbol.partition("/")[0]
    if "/" not in symbol or not re.fullmatch(_SERIES, series):
        return None
    return f"https://docs.un.org/en/{quote(symbol, safe='/()')}"


@dataclass(frozen=True, slots=True)
class Citations:
    """Reads citations with the facts about numbers; `known` documents keep their own name."""

    numbers: ResolutionNumbers
    known: Mapping[str, EntityRef] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[Span]:
        """The documents that `text` cites by symbol or number, each a span of its own."""
        if "/" in text:
            yield from self._by_symbol(text)
        if any(word in text for word in _CITING):
            for citation in _CITATION.finditer(text):
                yield from self._by_number(text, citation)

    def _by_symbol(self, text: str) -> Iterator[Span]:
        for match in _SYMBOL.finditer(text):
            document = self._symbol(match)
            if document:
                yield _span(document, match.start(), match.end(), text)

    def _symbol(self, match: re.Match[str]) -> EntityRef | None:
        if match["council"]:
            return self._of_council(int(match["council"]), match["year"])
        if match["assembly"]:
            part = match["part"] or match["late_part"]
            return self._of_assembly(match["assembly"], match["session"], part)
        symbol = match.group()
        return self._document(symbol, symbol) if _is_symbol(match["rest"]) else None

    def _by_number(self, text: str, citation: re.Match[str]) -> Iterator[Span]:
        body = _body(text, citation)
        # "Res. 12" may be a reservation; a year, session or body makes it a resolution.
        if citation["short"] and body == "unknown" and citation["list"].isalnum():
            return
        read = self._decided if citation["decision"] else self._numbered
        for item in _ITEM.finditer(text, citation.start("list"), citation.end("list")):
            document = read(body, item) if item["number"] else None
            if document:
                # "Resolution" belongs to its number, "resolutions" to none of several.
                alone = not citation["several"] and item.start() == citation.start("list")
                start = citation.start() if alone else item.start()
                yield _span(document, start, item.end(), text)

    def _decided(self, body: Body, item: re.Match[str]) -> EntityRef | None:
        session, slash, number = item["number"].partition("/")
        if not slash or body not in ("assembly", "unknown"):
            return None
        if not session.isdigit() or int(session) not in _SESSIONS_WITH_SLASH:
            return None
        if int(number) < _LEAST_DECISION:
            return None
        return self._document(
            f"A/DEC/{item['number']}", f"General Assembly decision {item['number']}"
        )

    def _numbered(self, body: Body, item: re.Match[str]) -> EntityRef | None:
        number, year, session = item["number"], item["year"], item["session"]
        part = item["part"] or item["late_part"]
        if "/" in number:
            return self._with_slash(body, number, part)
        if session:
            of_assembly = body in ("assembly", "unknown")
            return self._of_assembly(number, session, part) if of_assembly else None
        if body == "assembly":
            return None if year else self._of_assembly(number, None, part)
        may_be_council = body in ("unknown", "unnamed")
        if body == "council" or (may_be_council and (year or self._is_surely_council(number))):
            return self._of_council(int(number), year)
        return None

    def _with_slash(self, body: Body, number: str, part: str | None) -> EntityRef | None:
        if body == "rights":
            return self._document(
                f"A/HRC/RES/{number}", f"Human Rights Council resolution {number}"
            )
        if body == "commission":
            return self._document(
                f"E/CN.4/RES/{number}", f"Commission on Human Rights resolution {number}"
            )
        if body == "economic":
            name = f"Economic and Social Council resolution {number}"
            return self._document(f"E/RES/{number}", name)
        if body in ("assembly", "unknown"):
            return self._of_assembly(number, None, part)
        return None

    def _is_surely_council(self, number: str) -> bool:
        known_elsewhere = int(number) in self.numbers.assembly_sessions
        return int(number) >= _LEAST_BARE_NUMBER and not known_elsewhere

    def _of_council(self, number: int, given_year: str | None) -> EntityRef | None:
        year = self._year(number, given_year)
        if year is None:
            return None
        return self._document(
            f"S/RES/{number}({year})", f"Security Council resolution {number} ({year})"
        )

    def _year(self, number: int, given: str | None) -> int | None:
        """The year the Security Council gave `number`; None where that cannot be."""
        last_of_year = self.numbers.last_of_year
        at = bisect_left(last_of_year, number, key=lambda entry: entry[1])
        if number < 1 or not last_of_year:
            return None
        if at < len(last_of_year):
            year = last_of_year[at][0]
            return year if given in (None, str(year)) else None
        newer = given is not None and int(given) > last_of_year[-1][0]
        return int(given) if given and newer else None

    def _of_assembly(self, number: str, session: str | None, part: str | None) -> EntityRef | None:
        part = part or ""
        if "/" in number:
            at = number.partition("/")[0]
            if at.isdigit() and int(at) not in _SESSIONS_WITH_SLASH:
                return None
            return self._document(
                f"A/RES/{number}{part}",
                f"General Assembly resolution {number}{part and ' ' + part}",
            )
        session = session or self.numbers.assembly_sessions.get(int(number))
        if not session:
            return None
        name = f"General Assembly resolution {number}{part and ' ' + part} ({session})"
        return self._document(f"A/RES/{number}({session}){part}", name)

    def _document(self, symbol: str, name: str) -> EntityRef:
        return self.known.get(symbol) or EntityRef("document", symbol, name)


def _body(text: str, citation: re.Match[str]) -> Body:
    """Whose resolution it is: by the word for it, or the words right before or right after."""
    for body in ("council", "assembly"):
        if citation[body]:
            return body
    before = text[max(0, citation.start() - _LONGEST_BODY) : citation.start()]
    named = _BODY_BEFORE.search(before)
    if named is None or named["unknown"]:
        named = _BODY_AFTER.match(text, citation.end()) or named
    return _group(named)


def _group(match: re.Match[str] | None) -> Body:
    bodies: tuple[Body, ...] = (
        "council", "assembly", "rights", "commission", "economic", "unnamed", "other"
    )  # fmt: skip
    found = match.groupdict() if match else {}
    return next((body for body in bodies if found.get(body)), "unknown")


def _is_symbol(parts: str) -> bool:
    """Whether what follows the series makes a symbol: "A/B" and "S/5" are none.

    It has two numbers, one of three digits, or one after two or more words ("CCPR/C/GC/35").
    """
    found = parts.strip("/").split("/")
    numbers = [part for part in found if any(sign.isdigit() for sign in part)]
    if len(numbers) > 1 or (numbers and "." in numbers[0]):
        return True
    return bool(numbers) and (len(found) > 2 or len(numbers[0]) > 2)


def _span(document: EntityRef, start: int, end: int, text: str) -> Span:
    return Span(document, start, end, text[start:end])
