"""What can be typed into the search box, by examples that are links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from statements.search.explaining import explain
from statements.search.query import parse
from statements.views.wording import worded


@dataclass(frozen=True, slots=True)
class Example:
    """Something to type; `note` is what the plain words of the search itself do not tell."""

    typed: str
    note: str | Promise = ""

    @property
    def explanation(self) -> str:
        """What it finds, as the page of its results says."""
        return worded(explain(parse(self.typed).tree))


@dataclass(frozen=True, slots=True)
class Topic:
    anchor: str
    title: str | Promise
    text: str | Promise
    examples: tuple[Example, ...]


TOPICS: Final = (
    Topic(
        "words",
        _("Words"),
        _(
            "All words must be there, anywhere in a statement and in any order. Other forms of a"
            " word are found as well: “treaty” finds “treaties”. Capitals and accents make no"
            " difference."
        ),
        (
            Example("climate loss"),
            Example(
                "=treaties", _("The sign = wants the word as it is written, in no other form.")
            ),
            Example("terror*", _("The star stands for whatever follows: terrorism, terrorist …")),
        ),
    ),
    Topic(
        "phrases",
        _("Phrases and words that are near"),
        _(
            "Words in quotation marks stand next to each other in this order. With a tilde and a"
            " number they stand in one paragraph, so many words apart at most."
        ),
        (
            Example('"climate change"'),
            Example('="nuclear weapons"', _("As it is written, in no other form.")),
            Example('"nuclear states"~5'),
            Example(
                "climate finance /p loss",
                _("What stands on both sides of /p is in one paragraph."),
            ),
        ),
    ),
    Topic(
        "either",
        _("Either, without, and parentheses"),
        _(
            "OR between words finds either, a minus before a word leaves out the statements that"
            " have it, and parentheses keep together what belongs together."
        ),
        (
            Example("peace OR truce"),
            Example("peace -war"),
            Example('(famine OR drought) -"food aid"'),
        ),
    ),
    Topic(
        "who",
        _("Who, what and where"),
        _(
            "A word with a colon says what the name behind it is. Names of several words are put in"
            " quotation marks; codes and other names of the same are understood as well."
        ),
        (
            Example("by:Kenya", _("On whose behalf it was said: a country or an organization.")),
            Example("speaker:Guterres", _("Who said it.")),
            Example("country:Kenya drought", _("What is mentioned, here a country.")),
            Example("organization:UNHCR"),
            Example("theme:Disarmament"),
            Example("document:S/RES/1325(2000)"),
            Example('event:"General Debate"'),
            Example("lang:fr", _("The language it was said in, by its code.")),
            Example("by:(Kenya OR Uganda) water"),
        ),
    ),
    Topic(
        "when",
        _("When"),
        _(
            "Years may be open on one side. A statement of which only the year is known counts for"
            " that year."
        ),
        (
            Example("terrorism year:2019..2021"),
            Example("terrorism year:2019"),
            Example("terrorism year:2019.."),
            Example("terrorism before:2020-07"),
            Example("terrorism after:2020-07-10"),
        ),
    ),
)


class SearchHelpView(TemplateView):
    """Nothing that is typed is an error; this page tells what more can be typed than words."""

    template_name = "statements/search_help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topics=TOPICS, **kwargs)
