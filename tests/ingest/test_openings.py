"""Openings and whole pages, all invented, and what each says of who spoke where and when.

`pages/` holds pages as sites, missions and records set them; `pages/says.json` what must be read
from each, by field of the byline. A field that is not listed there is not tested; `represents` is
the recogniser's to tell, and tested with it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from statements.ingest.document import ParsedStatement
from statements.ingest.parsing import is_faithful, parse_statement
from tests.ingest.openings import OPENINGS, Opening

BODY = "\n\nMr. President,\n\nWe thank you for the work that you have done for all of us here.\n"
PAGES = Path(__file__).parent / "pages"
SAYS: dict[str, dict[str, Any]] = json.loads((PAGES / "says.json").read_text(encoding="utf-8"))


def values(statement: ParsedStatement, names: dict[str, Any]) -> dict[str, Any]:
    found = asdict(statement.byline)
    found["date"] = statement.byline.date.iso if statement.byline.date else None
    return {name: found[name] for name in names}


def assert_faithful(statement: ParsedStatement) -> None:
    texts = [
        *statement.title_block,
        *(block.text for block in statement.paragraphs),
        *statement.sign_off,
    ]
    pages = statement.source.pages
    assert is_faithful(pages, texts, statement.furniture)
    assert not any("words" in warning for warning in statement.warnings)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda opening: opening.name)
def test_an_opening_is_read(opening: Opening) -> None:
    statement = parse_statement((opening.text + BODY).encode())
    assert values(statement, opening.says) == opening.says
    assert statement.paragraphs[0].text == "Mr. President,"
    assert_faithful(statement)


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("联合国秘书长安东·古雷在世界湖泊日的致辞", "安东·古雷"),
        ("王海国务委员兼外长在湖泊论坛上的讲话", "王海"),
        (
            "Mensagem do Secretário-Geral da ONU, Artur Gonta, por ocasião do Dia dos Lagos",
            "Artur Gonta",
        ),
        ("Message du Secrétaire général, M. Antoine Gutier, à la Conférence", "Antoine Gutier"),
        ("Mensaje del Papa León a los participantes en el Foro de los Lagos", "León"),
        ("Речь Президента Республики Беларусь на сессии Генеральной Ассамблеи", None),
        ("Speech by President Irma von der Linden at the Lakes Summit", "Irma von der Linden"),
        ("Remarks to the press by Josef Borman upon arrival at the Council", "Josef Borman"),
        ("UNICEF Executive Director Hanna Forbes remarks at the Lakes Forum", "Hanna Forbes"),
        ("Rafael Mariano Grande: Statement to the Board of Governors", "Rafael Mariano Grande"),
        ("Message from Aude Azur, Director-General of UNESCO, on lakes", "Aude Azur"),
        ("Statement from Acting Director Tom Fletch on Norlandia", "Tom Fletch"),
        (
            "Briefing by the UN Special Envoy for Syria Geir Holm to the Security Council",
            "Geir Holm",
        ),
        ("Remarks by Prime Minister Ada Berg of Norway at the Lakes Summit", "Ada Berg"),
        ("Address by High Representative/Vice-President Jordi Bonell", "Jordi Bonell"),
        ("SECRETARY-GENERAL SAYS LAKES ARE LIFE: STATEMENT", None),
        ("Déclaration de M. le Ministre des Affaires étrangères du Bénin", None),
    ],
)
def test_the_speaker_of_a_title_is_read(title: str, speaker: str | None) -> None:
    statement = parse_statement(f"{title}\n\n3 May 2021{BODY}".encode())
    assert statement.byline.title == title
    assert statement.byline.speaker == speaker


@pytest.mark.parametrize("name", SAYS)
def test_a_page_is_read(name: str) -> None:
    statement = parse_statement((PAGES / f"{name}.txt").read_bytes())
    says = {
        field: tuple(value) if isinstance(value, list) else value
        for field, value in SAYS[name].items()
        if field != "represents"
    }
    assert values(statement, says) == says
    assert_faithful(statement)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Statement by Ms. Ada Brook at the Forum\n\n3 May 2019\n\n4 May 2019", "date"),
        ("Statement at the Forum on Lakes\n\nPublished: 3 May 2019", "date"),
        (
            "Statement at the Forum on Lakes\n\nAda Brook\nDirector of Waters\n\n3 May 2019",
            "speaker",
        ),
        (
            "Statement at the Forum on Lakes\n\nMs. Ada Brook\n\nMr. Carl Dunn\n\n3 May 2019",
            "speaker",
        ),
        ("Nobody will be left behind today\n\nStatement by Ms. Ada Brook\n\n3 May 2019", "title"),
    ],
)
def test_a_choice_by_weak_evidence_is_marked(text: str, field: str) -> None:
    byline = parse_statement((text + BODY).encode()).byline
    reasons = dict(byline.unsure)
    assert asdict(byline)[field]
    assert reasons[field]


def test_a_plain_title_block_is_sure() -> None:
    text = "Statement by Ms. Ada Brook at the Forum on Lakes\n\n3 May 2019"
    assert parse_statement((text + BODY).encode()).byline.unsure == ()


@pytest.mark.parametrize(
    "text",
    [
        "Council members call for calm\nBy Sarah Lind, Staff Writer\n5 May 2020\n\nThey met again.",
        "Statement on lakes\n\nContact: John Doe, jdoe@example.org\n\n3 May 2019" + BODY,
        "Statement on lakes\n\nPhoto: Jane Roe / Agency\n\n3 May 2019" + BODY,
        "Joint statement by Canada, Mexico and Norway on lakes\n\n3 May 2019" + BODY,
        "Norway\n\nStatement on lakes\n\n3 May 2019" + BODY,
    ],
)
def test_no_speaker_is_made_up(text: str) -> None:
    assert parse_statement(text.encode()).byline.speaker is None
