"""What the page of a statement shows of its mentions, and the form that corrects them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext, gettext_lazy

from statements.deciding import entity_called, named_in_full, occurrence_number
from statements.highlighting import Mentioned, Segment, segments
from statements.models import Entity, Mention, Speech

#: The characters from and to.
_Place = tuple[int, int]


class MentionForm(forms.Form):
    """Which words, and what they do or do not mention. Filled in by selecting or by typing."""

    paragraph = forms.IntegerField(
        required=False, min_value=1, help_text=gettext_lazy("Its number; empty for the title.")
    )
    words = forms.CharField(max_length=500, strip=True)
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        initial=1,
        help_text=gettext_lazy("1 for the first time that they stand there, 2 for the second …"),
    )
    entity = forms.CharField(
        label=gettext_lazy("Country, organization, theme or document"),
        max_length=700,
        help_text=gettext_lazy("By name, code or symbol."),
        widget=forms.TextInput(attrs={"list": "entities", "autocomplete": "off"}),
    )

    def clean_entity(self) -> Entity:
        name = self.cleaned_data["entity"]
        entity = entity_called(name)
        if entity is None:
            raise forms.ValidationError(
                gettext("“%(name)s” is not one entity of the authority data.") % {"name": name}
            )
        return entity


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """A stretch of text, and for a mention the query that fills the form with it."""

    text: str
    mention: Mentioned | None = None
    query: str = ""


def marked_segments(
    number: int | None, text: str, mentions: Sequence[Mention]
) -> list[MarkedSegment]:
    """A text cut at its mentions, the rejected ones too where nothing else is mentioned."""
    live = [mention for mention in mentions if mention.state != Mention.State.REJECTED]
    rejected = [
        mention
        for mention in mentions
        if mention.state == Mention.State.REJECTED
        and not any(m.start < mention.end and mention.start < m.end for m in live)
    ]
    cut, at = [], 0
    for segment in segments(text, [*live, *rejected]):
        cut.append(_marked(number, text, at, segment))
        at += len(segment.text)
    return cut


def _marked(number: int | None, text: str, at: int, segment: Segment) -> MarkedSegment:
    if segment.mention is None:
        return MarkedSegment(segment.text)
    fields = {
        "paragraph": number or "",
        "words": segment.text,
        "occurrence": occurrence_number(text, segment.text, at),
        "entity": named_in_full(segment.mention.entity),
    }
    return MarkedSegment(segment.text, segment.mention, urlencode(fields))


def mention_context(speech: Speech, asked: Any) -> dict[str, Any]:
    """What the section on mentions needs; `asked` are fields of the form from the address."""
    form = MentionForm(initial={name: asked.get(name) for name in MentionForm.base_fields})
    form.initial["occurrence"] = form.initial["occurrence"] or 1
    decisions = speech.mention_decisions.select_related("entity", "made_by").order_by("-pk")
    return {"mention_form": form, "decisions": decisions, "entities": _known_entities(speech)}


def _known_entities(speech: Speech) -> list[str]:
    """What completes the field: the authority data, and what the statement mentions besides."""
    known = Entity.objects.filter(is_authority=True) | Entity.objects.filter(
        pk__in=speech.mentions.values("entity")
    )
    return [named_in_full(entity) for entity in known.order_by("kind", "name")]
