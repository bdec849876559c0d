"""Pictures are drawn with the same numbers whatever the language writes for a decimal point."""

from __future__ import annotations

import datetime
import re

import pytest
from django.conf import settings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("address", ["/", "/speeches/", "/countries/CHN/"])
def test_lengths_have_no_comma(client: Client, address: str, language: str) -> None:
    country = factories.make_entity("country", code="CHN", name="China")
    for year in (2001, 2002, 2005):
        day = datetime.date(year, 1, 1)
        speech = factories.make_speech(date=day, date_precision="year")
        paragraph = factories.make_paragraph(speech)
        factories.make_mention(speech, country, paragraph=paragraph)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(address).content.decode()
    lengths = re.findall(r'\b(?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"', page)
    assert any(length.endswith("%") and "." in length for length in lengths)
    assert [length for length in lengths if "," in length] == []
