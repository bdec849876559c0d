"""All formats there are, by the keys that addresses use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from statements.citing import bibtex, chicago, csl_json, oscola, ris, un
from statements.citing.records import Cited


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write citations: for one, or for many as one file."""

    key: str
    #: Its name, which is the same in all languages.
    label: str
    media_type: str
    extension: str
    cite: Callable[[Cited], str]
    cite_all: Callable[[Sequence[Cited]], str]
    #: Whether people read it as it is; else programs do.
    is_prose: bool = False


_ALL: Final = (
    Format("chicago", "Chicago", "text/plain", "txt", chicago.cite, chicago.cite_all, True),
    Format("oscola", "OSCOLA", "text/plain", "txt", oscola.cite, oscola.cite_all, True),
    Format("un", "UN", "text/plain", "txt", un.cite, un.cite_all, True),
    Format("bibtex", "BibTeX", "application/x-bibtex", "bib", bibtex.cite, bibtex.cite_all),
    Format(
        *("ris", "RIS", "application/x-research-info-systems", "ris"),
        *(ris.cite, ris.cite_all),
    ),
    Format(
        *("csl-json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json"),
        *(csl_json.cite, csl_json.cite_all),
    ),
)

FORMATS: Final = {format.key: format for format in _ALL}

#: Those that stand beside a quotation; the first where nothing was chosen.
PROSE: Final = {key: format for key, format in FORMATS.items() if format.is_prose}


def with_citation(words: str, citation: str) -> str:
    """Words, between marks already, with the citation that says where they are from."""
    return f"{words}\n— {citation}"
