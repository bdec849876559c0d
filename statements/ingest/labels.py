"""Labelled lines of a page: "Delivered by: …", "Location", "Published 5 May 2021"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Field = Literal[
    "speaker", "role", "date", "page_date", "place", "event", "topic", "group", "title", "other"
]

# A label that may stand without its colon is unmistakable; the others need it.
_LABELS: tuple[tuple[Field, str, str], ...] = (
    (
        "speaker",
        r"(?:statement\s+)?(?:as\s+)?(?:to\s+be\s+)?delivered\s+by|presented\s+by|read\s+by"
        r"|pronounced\s+by"
        r"|prononcée?\s+par|pronunciad[oa]\s+por|proferid[oa]\s+por|a\s+cargo\s+de",
        r"speakers?|delegate|by|name|orateur|orador[a]?|intervenant|par|por|выступающий|докладчик",
    ),
    (
        "date",
        r"delivered\s+on|date\s+of\s+(?:delivery|statement|meeting)",
        r"date(?:\s+and\s+(?:time|place))?|fecha|data|datum|дата|when",
    ),
    (
        "page_date",
        r"published(?:\s+on)?|last\s+updated|updated(?:\s+on)?|posted(?:\s+on)?|publié\s+le"
        r"|publicado(?:\s+el)?|release[d]?\s+(?:date|on)|publication\s+date|date\s+published"
        r"|last\s+modified",
        r"issued(?:\s+on)?|created|release|pubdate",
    ),
    ("place", r"(?!)", r"location|venue|place|lieu|lugar|where|ort|место"),
    (
        "event",
        r"(?!)",
        r"event|meeting|forum|occasion|conference|session|body|organ|committee|réunion|evento"
        r"|reunión",
    ),
    ("topic", r"(?!)", r"subject|topic|theme|re|sujet|objet|thème|tema|asunto|agenda"),
    ("group", r"(?!)", r"on\s+behalf\s+of|country|delegation|organi[sz]ation|representing|group"),
    ("title", r"(?!)", r"title|titre|título|headline"),
    ("role", r"(?!)", r"function|office|position|role|job\s+title|fonction|cargo|rank"),
    (
        "other",
        r"(?!)",
        r"president|(?:acting\s+|vice-?)?chair(?:man|woman|person)?|moderator|présidente?"
        r"|presidente|presidenta"
        r"|председатель|members|members\s+present|from|source|original\s+source|author|writer"
        r"|contact|for\s+more\s+information|type"
        r"|document\s+type|language|langue|idioma|ref(?:erence)?|symbol|keywords?|tags?|views?"
        r"|category"
        r"|main\s+statements|ministry\s+statements\s+&\s+speeches|credit|photo|media\s+contact"
        r"|share",
    ),
)
_FORMS = tuple(
    (
        field,
        re.compile(
            rf"\W{{0,4}}(?:(?:{bare})\s*:?|(?:{with_colon})\s*:)\s*(?P<value>.*)\Z", re.I | re.S
        ),
    )
    for field, bare, with_colon in _LABELS
)
# These label the line below even without a colon, where they are a line of their own.
_ALONE: dict[str, Field] = {
    "format": "other", "source": "other", "origin": "other", "author": "other", "from": "other",
    "themes": "other", "primary country": "other", "language": "other", "type": "other",
    "location": "place", "venue": "place", "place": "place", "lieu": "place", "lugar": "place",
    "date": "date", "fecha": "date", "originally published": "date", "speaker": "speaker",
}  # fmt: skip
_LONGEST = 400


class Label(NamedTuple):
    """What a line is labelled as, and the value behind the label ("" where it stands below)."""

    field: Field
    value: str


def read_label(text: str) -> Label | None:
    """The label at the beginning of the line, else None."""
    if len(text) > _LONGEST:
        return None
    alone = _ALONE.get(text.strip(" :").casefold())
    if alone is not None:
        return Label(alone, "")
    for field, form in _FORMS:
        match = form.match(text)
        if match:
            return Label(field, match["value"].strip(" |"))
    return None
