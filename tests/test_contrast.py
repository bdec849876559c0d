"""The colours of the pages: what stands on what can be read, in light and in dark."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

import pytest
from django.conf import settings

from statements.views.matrix_picture import FIRST_DEEP, OPACITIES

#: WCAG 2.2 AA: of text, and of the edges of controls and parts of pictures.
TEXT: Final = 4.5
SHAPES: Final = 3.0
SURFACES: Final = ("paper", "raised", "sunken")
INKS: Final = ("ink", "ink-soft", "accent", "country", "organization", "theme", "document", "error")

Colour = tuple[float, float, float]


@pytest.fixture(scope="module", params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> dict[str, Colour]:
    """The colours of the style sheet by their names, in one theme."""
    sheet = (settings.BASE_DIR / "static/archive/css/house.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", sheet)
    return {
        name: _colour(light if request.param == "light" else dark) for name, light, dark in found
    }


@pytest.mark.parametrize(("ink", "surface"), list(product(INKS, SURFACES)))
def test_every_ink_can_be_read_on_every_surface(
    tokens: dict[str, Colour], ink: str, surface: str
) -> None:
    assert contrast(tokens[ink], tokens[surface]) >= TEXT


@pytest.mark.parametrize(
    ("ink", "surface"),
    [
        ("accent-ink", "accent"),
        ("mark-ink", "mark"),
        ("error", "error-paper"),
        ("ink", "error-paper"),
        ("paper", "error"),
    ],
)
def test_what_has_a_surface_of_its_own_can_be_read(
    tokens: dict[str, Colour], ink: str, surface: str
) -> None:
    assert contrast(tokens[ink], tokens[surface]) >= TEXT


@pytest.mark.parametrize(("line", "surface"), list(product(["rule-strong"], SURFACES)))
def test_the_edges_of_controls_can_be_seen(
    tokens: dict[str, Colour], line: str, surface: str
) -> None:
    assert contrast(tokens[line], tokens[surface]) >= SHAPES


@pytest.mark.parametrize("step", range(len(OPACITIES)))
def test_the_numbers_of_the_matrix_can_be_read_on_each_depth(
    tokens: dict[str, Colour], step: int
) -> None:
    share = OPACITIES[step]
    square: Colour = tuple(  # type: ignore[assignment]
        share * over + (1 - share) * under
        for over, under in zip(tokens["accent"], tokens["paper"], strict=True)
    )
    ink = tokens["accent-ink" if step >= FIRST_DEEP else "ink"]
    assert contrast(ink, square) >= TEXT


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(_colour("#767676"), (1, 1, 1)) == pytest.approx(4.54, abs=0.01)
