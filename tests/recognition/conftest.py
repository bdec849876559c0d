"""The real authority data, read once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from statements.recognition.data import Authorities, load_authorities
from statements.recognition.gazetteer import Recognizer

SEEDS = Path(__file__).parents[2] / "seeds"

Found = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    return load_authorities(SEEDS)


@pytest.fixture(scope="session")
def recognizer(authorities: Authorities) -> Recognizer:
    return Recognizer(authorities)


@pytest.fixture(scope="session")
def found(recognizer: Recognizer) -> Found:
    """The surfaces and codes found in a text, themes left out."""

    def find(text: str) -> list[tuple[str, str]]:
        spans = recognizer.find(text)
        return [(span.surface, span.entity.code) for span in spans if span.entity.kind != "theme"]

    return find
