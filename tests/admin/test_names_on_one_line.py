"""Names are one line each, whatever was pasted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from statements.models import Entity, EntityName, Event, Speaker

pytestmark = pytest.mark.django_db

#: A line break within a paragraph, as Word pastes it, and a stray control character.
PASTED = "Ana\x0bLindt\x01"


@pytest.mark.parametrize("model", [Speaker, Event])
def test_a_control_character_in_a_name_is_a_blank(
    admin_client: Client, model: type[Speaker | Event]
) -> None:
    add = reverse(f"admin:statements_{model._meta.model_name}_add")
    assert admin_client.post(add, {"name": PASTED, "slug": ""}).status_code == 302
    made = model.objects.get()
    assert (made.name, made.slug) == ("Ana Lindt", "ana-lindt")


def test_and_so_in_the_names_of_entities(admin_client: Client) -> None:
    names = {
        **{"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0},
        **{"names-0-text": PASTED, "names-0-kind": "alias", "names-0-language": "en"},
    }
    entity = {"kind": "organization", "code": "ana", "name": PASTED, "facts": "{}"}
    response = admin_client.post(reverse("admin:statements_entity_add"), {**entity, **names})
    assert response.status_code == 302
    assert Entity.objects.get().name == "Ana Lindt"
    name = EntityName.objects.get()
    assert name.text == "Ana Lindt"
    change = reverse("admin:statements_entityname_change", args=[name.pk])
    fields = {"entity": name.entity_id, "text": "Ana\x0bL.", "kind": "former", "language": "en"}
    assert admin_client.post(change, {**fields, "last_year": 1990}).status_code == 302
    name.refresh_from_db()
    assert (name.text, name.last_year) == ("Ana L.", 1990)


@pytest.mark.parametrize("model", [Speaker, Event])
def test_of_control_characters_alone_no_name_is_made(
    admin_client: Client, model: type[Speaker | Event]
) -> None:
    add = reverse(f"admin:statements_{model._meta.model_name}_add")
    page = admin_client.post(add, {"name": "\x01\x02", "slug": ""})
    assert "This field is required." in page.content.decode()
    assert not model.objects.exists()
