"""Values of facets: their order, their names and where they lead."""

from __future__ import annotations

import pytest

from statements.facets import counts
from statements.holdings import current
from tests.factories import make_entity, make_event, make_mention, make_speaker, make_speech


def names_in_order(facet: str, limit: int | None = None) -> list[str]:
    holdings = current()
    return [str(each.object) for each in counts(holdings, facet, holdings.everything, limit)]


@pytest.mark.django_db
def test_values_with_as_many_statements_come_by_name() -> None:
    speech = make_speech()
    for name in ("Zambia", "Andorra", "Mali"):
        make_mention(speech, make_entity("country", name=name))
    often = make_entity("country", name="Yemen")
    for each in (speech, make_speech()):
        make_mention(each, often)
    assert names_in_order("country") == ["Yemen", "Andorra", "Mali", "Zambia"]
    assert names_in_order("country", 2) == ["Yemen", "Andorra"]
    assert names_in_order("theme") == []


@pytest.mark.django_db
def test_values_lead_to_their_pages() -> None:
    speaker, event = make_speaker(name="Ana Ruiz"), make_event(name="Forum")
    by = make_entity("organization", name="Union")
    make_speech(speaker=speaker, event=event, represents=by)
    holdings = current()
    found = {
        facet: counts(holdings, facet, holdings.everything)[0].object.get_absolute_url()
        for facet in ("speaker", "event", "represents")
    }
    assert found == {
        "speaker": speaker.get_absolute_url(),
        "event": event.get_absolute_url(),
        "represents": by.get_absolute_url(),
    }


@pytest.mark.django_db
def test_a_new_name_is_told_at_once() -> None:
    country, speaker = make_entity("country", name="Swaziland"), make_speaker(name="Ann Ruiz")
    make_mention(make_speech(speaker=speaker), country)
    assert names_in_order("country") + names_in_order("speaker") == ["Swaziland", "Ann Ruiz"]
    for named, name in ((country, "Eswatini"), (speaker, "Ana Ruiz")):
        named.name = name
        named.save()
    assert names_in_order("country") + names_in_order("speaker") == ["Eswatini", "Ana Ruiz"]
