"""What is said once is not said again, and what only looks so is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statements.citing.wording import occasion, spoken_by
from tests.citing.samples import SAMPLES

SPOKEN = replace(SAMPLES["least"], speaker="A. Vogel")


@pytest.mark.parametrize(
    ("role", "country"),
    [
        ("Permanent Representative of Samoa", "Samoa"),
        ("Permanent Representative of China to the United Nations", "China"),
        ("President of the Republic of Kenya", "Kenya"),
        ("President of the Republic of the Congo", "Congo"),
        ("Minister of Côte d’Ivoire", "Côte d'Ivoire"),
        ("Ministre de l’Uruguay", "Uruguay"),
        ("Permanent Representative, Mali", "Mali"),
        ("President of Papua New Guinea", "Papua New Guinea"),
    ],
)
def test_a_country_that_the_office_names_is_not_repeated(role: str, country: str) -> None:
    spoken = replace(SPOKEN, role=role, represents=country)
    assert spoken_by(spoken) == f"A. Vogel, {role}"


@pytest.mark.parametrize(
    ("role", "country"),
    [
        ("Minister", "Norway"),
        ("Minister of Foreign Affairs of Nigeria", "Niger"),
        ("Minister for Women", "Oman"),
        ("Permanent Representative of Somalia", "Mali"),
        ("President of Papua New Guinea", "Guinea"),
        ("Minister of Guinea-Bissau", "Guinea"),
        ("Minister of Equatorial Guinea", "Guinea"),
        ("Vice-President of South Sudan", "Sudan"),
        ("President of the Democratic Republic of the Congo", "Congo"),
        ("Chair of the Democratic People’s Republic of Korea", "Republic of Korea"),
        ("", "Norway"),
    ],
)
def test_a_country_that_the_office_does_not_name_is_written(role: str, country: str) -> None:
    spoken = replace(SPOKEN, role=role, represents=country)
    assert spoken_by(spoken).endswith(f" ({country})")


@pytest.mark.parametrize(
    ("event", "place", "expected"),
    [
        ("UN Climate Change Conference", "Lima", "Lima"),
        ("Conference of Lima", "Lima", ""),
        ("Session in New York, first part", "new york", ""),
        ("New conference of York", "New York", "New York"),
        ("Meeting (Geneva, Switzerland)", "Geneva Switzerland", ""),
        ("Meeting", "", ""),
        ("", "Lima", "Lima"),
    ],
)
def test_a_place_that_the_event_names_is_not_repeated(
    event: str, place: str, expected: str
) -> None:
    assert occasion(replace(SPOKEN, event=event, place=place)) == [event, expected]
