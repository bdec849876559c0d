"""Where a statement or a paragraph is cited: all formats on a page, and each as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from statements.citations import Passage, citations
from statements.citing.formats import FORMATS, PROSE, Format, with_citation
from statements.citing.keys import citation_key
from statements.citing.quoting import marks_of, quoted
from statements.citing.records import Cited
from statements.models import Paragraph, Speech
from statements.preferences import PREFERENCES
from statements.stable_links import paragraph_keys, statement_key
from statements.views.site import site_of

#: What each format is for.
HINTS: dict[str, Promise] = {
    "chicago": gettext_lazy("A note of The Chicago Manual of Style, 17th edition"),
    "oscola": gettext_lazy("A footnote of legal writing, 4th edition"),
    "un": gettext_lazy("A footnote of the United Nations Editorial Manual"),
    "bibtex": gettext_lazy("For LaTeX"),
    "ris": gettext_lazy("For Zotero, EndNote and Mendeley"),
    "csl-json": gettext_lazy("For Zotero, Pandoc and citation processors"),
}

#: Characters to a line of the fields.
LINE = 80

#: Numbers of paragraphs are not longer.
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Written:
    """A citation in one of the formats."""

    format: Format
    text: str
    #: Of the file.
    address: str

    @property
    def hint(self) -> Promise:
        return HINTS[self.format.key]

    @property
    def rows(self) -> int:
        return _rows(self.text)


class CitationView(TemplateView):
    """All formats, for the statement or, with `?paragraph=12`, for a paragraph.

    What names no paragraph of the statement is said, and the statement is cited.
    """

    template_name = "statements/citation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if response.context_data["speech"].is_draft:  # type: ignore[attr-defined]
            add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        speech, paragraphs = _statement(self.request, kwargs["slug"])
        asked = self.request.GET.get("paragraph", "").strip()
        first = _numbered(paragraphs, asked)
        passage = _passage(speech, paragraphs, first)
        (cited,) = citations([passage], site_of(self.request))
        style = PREFERENCES["citation"].of(self.request)
        quotation = _quotation(first, cited, PROSE[style]) if first else ""
        written = [_written(format, cited, speech.slug) for format in FORMATS.values()]
        return super().get_context_data(
            speech=speech,
            cited=cited,
            key=passage.key,
            paragraph=first,
            last_number=paragraphs[-1].number if paragraphs else 0,
            not_found=asked if asked and first is None else "",
            quotation=quotation,
            quotation_rows=_rows(quotation),
            style=style,
            styles=PROSE.values(),
            prose=[each for each in written if each.format.is_prose],
            data=[each for each in written if not each.format.is_prose],
            **kwargs,
        )


class CitationFileView(View):
    """One format as a file: of the statement, or of the paragraphs `?paragraph=12&to=14`.

    Raises Http404 where there is no such format or paragraph: the file would cite something else
    than was asked for.
    """

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:
        if format not in FORMATS:
            raise Http404
        chosen = FORMATS[format]
        speech, paragraphs = _statement(request, slug)
        first, last = (
            _asked(paragraphs, request.GET.get(name, "")) for name in ("paragraph", "to")
        )
        if last and not (first and first.number <= last.number):
            raise Http404
        (cited,) = citations([_passage(speech, paragraphs, first, last)], site_of(request))
        response = HttpResponse(
            chosen.cite(cited), content_type=f"{chosen.media_type}; charset=utf-8"
        )
        filename = f"{citation_key(cited)}.{chosen.extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
        if speech.is_draft:
            add_never_cache_headers(response)
        return response


def _statement(request: HttpRequest, slug: str) -> tuple[Speech, list[Paragraph]]:
    speeches = (
        Speech.objects.visible_to(request.user)
        .select_related("speaker", "represents", "event__part_of", "source")
        .defer("text", "title_block", "sign_off", "source__data", "source__reading")
    )
    speech = get_object_or_404(speeches, slug=slug)
    return speech, list(speech.paragraphs.defer("words").order_by("number"))


def _numbered(paragraphs: list[Paragraph], asked: str) -> Paragraph | None:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS):
        return None
    return next((found for found in paragraphs if found.number == int(asked)), None)


def _asked(paragraphs: list[Paragraph], asked: str) -> Paragraph | None:
    """None where nothing was asked for."""
    if not asked:
        return None
    found = _numbered(paragraphs, asked)
    if found is None:
        raise Http404
    return found


def _passage(
    speech: Speech,
    paragraphs: list[Paragraph],
    first: Paragraph | None,
    last: Paragraph | None = None,
) -> Passage:
    if first is None:
        return Passage(speech=speech, key=statement_key(speech.pk))
    keys = paragraph_keys(speech.pk, [(each.number, each.text) for each in paragraphs])
    return Passage(speech=speech, key=keys[first.number], first=first, last=last)


def _quotation(paragraph: Paragraph, cited: Cited, format: Format) -> str:
    words = quoted(paragraph.text, marks_of(cited.language))
    return with_citation(words, format.cite(cited))


def _written(format: Format, cited: Cited, slug: str) -> Written:
    address = reverse("statements:citation-file", args=[slug, format.key])
    query = f"?paragraph={cited.paragraph}" if cited.paragraph else ""
    return Written(format, format.cite(cited), address + query)


def _rows(text: str) -> int:
    """About as many lines as a text takes, so that the page does not move once it is shown."""
    return sum(1 + len(line) // LINE for line in text.rstrip("\n").split("\n"))
