"""How editors are shown what they work on."""

from __future__ import annotations

from django import template

from statements.overview import labels_of

register = template.Library()


@register.filter
def field_labels(unsure: dict[str, str]) -> list[str]:
    """What the fields are called that were read by weak evidence."""
    return labels_of(unsure)
