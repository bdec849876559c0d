"""Cut a title into its clauses: who, for whom, where, when, on what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from statements.ingest.dates import find_dates, impossible_dates, is_place
from statements.ingest.places import KNOWN_PLACES

_QUOTED = re.compile(r"“[^“”]{0,500}”|«[^«»]{0,500}»|\"[^\"]{0,500}\"|„[^„“]{0,500}“")
_MASK = "\ue000"
_OFFICE_GOES_ON = (
    r"(?!the\s+(?:united\s+nations|un)(?:\s+office\b[^,\n]{0,40}|\s+in\s+\w+)?\s*(?:[,\n(.:;–—-]"
    r"|at\b|on\b|in\b"
    r"|before\b|during\b|to\b|under\b|and\s+(?:other|head|chair|president|ambassador|permanent|representative|special|vice)|delivered\b|$)"
    r"|un\b(?!\s+(?:[\w-]+\s+){0,2}?(?:conference|security|general|committee|council|assembly"
    r"|summit"
    r"|event|meeting|forum|panel|commission))|u\.n\.)"
)
_MARKS = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<speaker>(?:(?:as\s+)?delivered|made|given|presented|read)\s+by|attribut(?:able|ed)\s+to"
    r"|by|par|por(?!\s+ocasi)"
    r"|(?<=rede\s)von|(?<=erklärung\s)von|(?<=ansprache\s)von|(?<=statement\s)von"
    r"|prononcée?\s+par|pronunciad[oa]\s+por)"
    r"|(?P<group>on\s+behalf\s+of|au\s+nom\s+(?:de\s+la|de\s+l[’']|du|des|de|d[’'])"
    r"|en\s+nombre\s+(?:del|de)|em\s+nome\s+d[aeo]s?)"
    r"|(?P<within>during|in\s+the\s+framework\s+of|on\s+the\s+margins\s+of|in\s+the\s+context\s+of"
    r"|as\s+part\s+of|within\s+the\s+framework\s+of|durante|pendant|dans\s+le\s+cadre\s+d(?:e|u|es)"
    r"|en\s+el\s+marco\s+del?)"
    r"|(?P<place>(?<!office\s)at(?!\s+\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m)|before|(?:prior\s+to"
    r"|ahead\s+of)(?=\s+(?:the|a|an|his|her|their)\s)|on\s+the\s+occasion\s+of|lors\s+d(?:e|u|es)"
    r"|devant|ante"
    r"|[àa]\s+l[’']occasion\s+d(?:e|u|es)|con\s+ocasión\s+del?|por\s+ocasi[ãa]o\s+d[aeo]s?"
    r"|im(?=\s+sicherheitsrat)|vor\s+de[rm]|bei(?:m|\s+de[rm])|auf\s+de[rm]|anlässlich\s+de[rs]"
    rf"|(?<!response\s)(?<!reply\s)(?<!reaction\s)(?<!relation\s)(?<!regard\s)to(?=\s+{_OFFICE_GOES_ON}(?:the\s|a\s|un\b|members))"
    r"|for(?=\s(?:the\s)?(?:international|world)\s(?:[\w’'-]+\s){0,5}?day\b)"
    r"|for(?=\s+the\s(?:[\w-]+\s){0,3}?(?:debate|session|meeting|conference)\b)"
    r"|in(?=\s+(?:the|a)\s(?:[\w’'-]+\s){0,5}?(?:committee|assembly|council|commission|debate"
    r"|session"
    r"|meeting|conference|dialogue|discussion|consultations)\b)"
    r"|en(?=\s+(?:el|la|los|las|una?)\s(?:[\w’'-]+\s){0,5}?(?:debate|sesi[óo]n|reuni[óo]n"
    r"|comisi[óo]n|asamblea|consejo"
    r"|conferencia|di[áa]logo|cumbre|foro|per[íi]odo|segmento|comit[ée])\b)"
    r"|n[ao](?=\s(?:[\w’'-]+\s){0,4}?(?:debate|sess[ãa]o|reuni[ãa]o|comiss[ãa]o|assembleia"
    r"|conselho|confer[êe]ncia)\b)"
    r"|(?:au|à\s+la|à\s+l[’'])(?=\s?(?:[\w’'-]+\s){0,4}?(?:d[ée]bat|s[ée]ance|session|ouverture|clôture|sommet|forum|conseil"
    r"|assembl[ée]e|commission"
    r"|r[ée]union|conf[ée]rence|comit[ée])\b))"
    r"|(?P<topic>on(?=\s+(?:agenda|item))"
    r"|(?<!committee\s)(?<!rapporteur\s)(?<!commission\s)(?<!expert\s)"
    r"(?<!adviser\s)(?<!working\sgroup\s)on|under|regarding|concerning|sur|sobre))(?=[:\s“«\"]|\Z"
    r"|(?<=[’']))",
    re.IGNORECASE,
)
_KIND_OF = re.compile(
    r"\b(?:statement|remarks|address|speech|intervention|message|d[ée]claration|discours|allocution"
    r"|intervención|declaración|discurso|declaração|intervenção|mensaje|mensagem|alocución"
    r"|alocução|palabras"
    r"|pronunciamento|exposé|reply|vote|voto|position)\s+"
    r"(?:(?:liminaire|préliminaire|inaugurale?|inicial|introductori[ao]|final|vidéo|de\s+(?:apertura"
    r"|clausura|abertura|encerramento|vídeo|video|clôture)|d[’']ouverture)\s+)?"
    r"(?:(?:of|from|de\s+la|del|de|du|do"
    r"|da)\s+|d[’'])"
    r"(?!(?:the|la|le|l[’'])\s*(?:group|association|european|african|alliance|members?|union"
    r"|grupo))",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r",?\s+(?:today|yesterday|this\s+(?:morning|afternoon)|heute|hoy"
    r"|aujourd[’']hui)(?:,\s\d{1,2}\s\w+)?\W*\Z",
    re.I,
)
_BEFORE_DATE = re.compile(r",?\s+(?:on|le|el)\Z", re.IGNORECASE)
# "…, in which he said", as a sentence goes on.
_TELLS = re.compile(
    r",\s+(?:(?:in|at|during)\s+which|where|saying|stating|en\s+(?:el|la)\s+que|au\s+cours\s+d)\b.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_DASHED_PLACE = re.compile(r"\s[–—-]\s(?P<place>[^\W\d_]\w+(?:\s[^\W\d_]\w+)?)\Z")
_OBSERVED = re.compile(
    r",\s+(?:(?:which|that)\s+(?:is|was)\s+|to\s+be\s+)?(?:observed|marked|celebrated|delivered"
    r"|given|held|celebrad[oa]|realizad[oa]|tenue?|organisée?)\b.*\Z",
    re.I | re.S,
)
_LEADING_DATE = re.compile(r"\A(?:[^–—|]{0,60}\s[-–—]\s|On\s[^,]{5,40}(?:,\s(?=\d{4})[^,]{4})?,\s)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a title: what kind it is, its first word(s) and its content."""

    kind: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a title in order; `head` is what stands before the first."""

    head: str
    clauses: tuple[Clause, ...]

    def of(self, kind: str) -> list[str]:
        return [clause.text for clause in self.clauses if clause.kind == kind and clause.text]

    @property
    def speakers(self) -> list[str]:
        return self.of("speaker")

    @property
    def groups(self) -> list[str]:
        return self.of("group")


def cut_clauses(title: str) -> Clauses:
    """Cut at "by", "on behalf of", "at", "during", "on" … that stand outside quotation marks."""
    title = without_leading_date(title)
    masked = _QUOTED.sub(lambda match: _MASK * len(match[0]), title)
    marks = list(_MARKS.finditer(masked))
    of = _KIND_OF.search(masked)
    begins = [(match.start(), match.end(), match.lastgroup or "", match[0]) for match in marks]
    if of and not any(kind == "speaker" for _, _, kind, _ in begins):
        begins.append((of.end() - 1, of.end(), "speaker", "of"))
        begins.sort()
    ends = [*(start for start, _, _, _ in begins[1:]), len(title)][: len(begins)]
    return Clauses(
        head=title[: begins[0][0]].strip() if begins else title.strip(),
        clauses=tuple(
            Clause(kind, " ".join(mark.split()), _tidy(title[end:next_start]))
            for (_, end, kind, mark), next_start in zip(begins, ends, strict=True)
        ),
    )


def _tidy(text: str) -> str:
    return text.strip(" ,;|:\n\t")


def without_leading_date(title: str) -> str:
    """The title without a dateline before it: "NEW YORK, 5 March 2020 – …"."""
    match = _LEADING_DATE.match(title)
    return title[match.end() :] if match and find_dates(match[0]) else title


def strip_time_and_place(text: str) -> str:
    """The text without the date at its end, the place beside it and the brackets around both."""
    text = _TELLS.sub("", _OBSERVED.sub("", " ".join(text.split())))
    before = None
    while before != text:
        before = text
        text = _without_place(_TODAY.sub("", _without_date(text)).rstrip(" ,;|."))
    return text.strip(" ,;|.")


def _without_date(text: str) -> str:
    spans = [*(span for span, _ in find_dates(text)), *impossible_dates(text)]
    for start, end in sorted(spans, reverse=True):
        if len(text[end:].strip(" ).]|:–—-")) <= 12:
            text = _BEFORE_DATE.sub("", text[:start].rstrip(" ,(-–—.[|"))
            text = re.sub(r"[,.(]\s?[A-Z][\w.]+day\Z", "", text).rstrip(" ,(")
            text = _without_dashed_place(text)
    return text


def _without_dashed_place(text: str) -> str:
    dashed = _DASHED_PLACE.search(text)
    return text[: dashed.start()] if dashed and is_place(dashed["place"]) else text


def _without_place(text: str) -> str:
    head, mark, tail = text.rpartition("(")
    if mark and ")" not in tail:
        return head.rstrip(" ,")
    head, mark, tail = (
        text.rpartition(",") if text.rfind(",") > text.rfind(". ") else text.rpartition(". ")
    )
    if mark and tail.strip().casefold().removeprefix("in ") in KNOWN_PLACES:
        return head.rstrip(" ,")
    return text
