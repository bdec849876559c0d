"""BibTeX, as both the old program and BibLaTeX read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from statements.citing.keys import unique_keys
from statements.citing.records import Cited
from statements.citing.wording import MONTHS, day_first, event, joined, notes, occasion

#: Braces are spelled out: BibTeX counts them also after a backslash.
_ESCAPES: Final = str.maketrans(
    {
        **{character: f"\\{character}" for character in "#$%&_"},
        "\\": "{\\textbackslash}",
        "{": "{\\textbraceleft}",
        "}": "{\\textbraceright}",
        "~": "{\\textasciitilde}",
        "^": "{\\textasciicircum}",
    }
)

#: The names that BibLaTeX and babel know.
_LANGUAGES: Final = {
    **{"ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french"},
    **{"it": "italian", "ja": "japanese", "pt": "portuguese", "ru": "russian", "zh": "chinese"},
}


def cite(cited: Cited) -> str:
    return cite_all([cited])


def cite_all(items: Sequence[Cited]) -> str:
    entries = zip(items, unique_keys(items), strict=True)
    return "\n".join(_entry(cited, key) for cited, key in entries)


def _entry(cited: Cited, key: str) -> str:
    """`@misc`, which asks for no field: speaker, title and date may all be unknown."""
    date = cited.date
    fields = {
        # In braces of their own, names are not split and titles keep their capitals.
        "author": _literal(cited.author),
        "title": _literal(cited.title or "Statement"),
        "howpublished": _text(joined(["Statement", *occasion(cited), day_first(date)])),
        "eventtitle": _text(event(cited)),
        "venue": _text(cited.place),
        "eventdate": _text(date.iso if date else ""),
        "year": _text(str(date.year) if date else ""),
        "month": MONTHS[date.month - 1][:3].lower() if date and date.month else "",
        "language": _text(_LANGUAGES.get(cited.language, "")),
        "version": _text(str(cited.version)),
        "note": _text(". ".join(notes(cited))),
        "url": f"{{{_address(cited.url)}}}",
        "urldate": _text(cited.accessed.isoformat()),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _text(text: str) -> str:
    return f"{{{text.translate(_ESCAPES)}}}" if text else ""


def _literal(text: str) -> str:
    return f"{{{_text(text)}}}" if text else ""


def _address(url: str) -> str:
    """Taken as it stands, so what would end or unbalance the field is percent-encoded."""
    return quote(url, safe="/:?#[]@!$&'()*+,;=%~-._")
