"""Title blocks, all invented, and what each says of speaker, event, place and date."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from statements.ingest.parsing import parse_statement

BODY = "\n\nMr. President,\n\nWe thank you for the work that you have done for all of us here.\n"

CASES: list[tuple[str, dict[str, Any]]] = [
    (
        "Statement by Norlandia at the Third Committee, 12 May 2011",
        {"speaker": None, "delegation": "Norlandia", "event": "Third Committee"},
    ),
    (
        "Statement by New Zealand on behalf of the Lake States Forum\n\n3 June 2017",
        {"speaker": None, "delegation": "New Zealand", "on_behalf_of": ("Lake States Forum",)},
    ),
    (
        "Remarks by Ambassador Ruth Abara-Quist at the Briefing on Lakes during the Week of Water",
        {
            "speaker": "Ruth Abara-Quist",
            "honorific": "Ambassador",
            "role": None,
            "event": "Briefing on Lakes",
            "event_part_of": "Week of Water",
        },
    ),
    (
        "STATEMENT ON BEHALF OF THE GROUP OF 12 BY H.E. MR. IBRAHIM AL-SAYEGH, PERMANENT"
        " REPRESENTATIVE OF THE REPUBLIC OF MARISTAN TO THE UNITED NATIONS,"
        " AT THE SECOND COMMITTEE (New York, 1 October 2021)",
        {
            "speaker": "Ibrahim Al-Sayegh",
            "honorific": "H.E. Mr.",
            "delegation": "Republic of Maristan",
            "on_behalf_of": ("Group of 12",),
            "event": "Second Committee",
            "place": "New York",
        },
    ),
    (
        "Statement by H.E. Mr. KIMURA Taro\nPermanent Representative of Hinomoto to the"
        " United Nations\nAt the Open Debate of the Security Council\n25 October 2016",
        {
            "speaker": "KIMURA Taro",
            "role": "Permanent Representative of Hinomoto to the United Nations",
            "delegation": "Hinomoto",
            "event": "Open Debate of the Security Council",
        },
    ),
    (
        "Statement by Permanent Representative Oleg Varenik at a briefing on fisheries",
        {"speaker": "Oleg Varenik", "role": "Permanent Representative"},
    ),
    (
        "Opening remarks at the Conference on Wetlands\n\nDr. Maya Tordesillas\n"
        "Minister for the Environment of Altamira\nKigali, 3 May 2019",
        {
            "speaker": "Maya Tordesillas",
            "honorific": "Dr.",
            "role": "Minister for the Environment of Altamira",
            "delegation": "Altamira",
            "event": "Conference on Wetlands",
            "place": "Kigali",
        },
    ),
    (
        "Statement by the representative of the Permanent Mission of Norlandia on fishing quotas",
        {"speaker": None, "delegation": "Norlandia"},
    ),
    ("Statement on the situation of the northern lakes", {"speaker": None, "delegation": None}),
]


@pytest.mark.parametrize(("block", "expected"), CASES, ids=[block[:40] for block, _ in CASES])
def test_a_title_block_is_read(block: str, expected: dict[str, Any]) -> None:
    statement = parse_statement((block + BODY).encode())
    found = asdict(statement.byline)
    assert {name: found[name] for name in expected} == expected
    assert statement.byline.title
    assert statement.paragraphs[0].text == "Mr. President,"


@pytest.mark.parametrize(
    "text",
    [
        "Before delivering my statement, I thank you.\n\nWe meet in hard times, and we know it.",
        "I have the honour to address\nthe General Assembly on behalf of the people of\n"
        "Norlandia, and to bring you their greetings and their\nthanks for a year of work.",
        "On 21 September 1981\nour country became free, and we have not forgotten who\n"
        "stood beside us on that day, nor who stayed at home and\nlooked away from us.",
        "Excellencies,\n\nThe remarks of my predecessor stand. We add nothing to them today.",
        "The statement by my delegation was short. It was short because time is short.\n\nThanks.",
    ],
)
def test_the_first_sentence_is_no_title(text: str) -> None:
    statement = parse_statement(text.encode())
    assert statement.title_block == ()
    assert statement.byline.title is None
    assert statement.paragraphs[0].text.startswith(text.split()[0])


def test_a_note_on_delivery_is_in_the_title_block_but_not_in_the_title() -> None:
    block = "(Check against delivery)\n\nStatement by Ms. Ada Brook at the Forum on Lakes"
    statement = parse_statement((block + BODY).encode())
    assert statement.title_block[0] == "(Check against delivery)"
    assert statement.byline.title == "Statement by Ms. Ada Brook at the Forum on Lakes"


@pytest.mark.parametrize("mark", ["[END]", "***", "(end of statement)", "END"])
def test_the_mark_of_the_end_is_the_sign_off(mark: str) -> None:
    statement = parse_statement(f"{BODY.strip()}\n\nThank you.\n\n{mark}\n".encode())
    assert statement.sign_off == (mark,)
    assert statement.paragraphs[-1].text == "Thank you."


def test_a_rule_between_the_parts_of_a_speech_does_not_end_it() -> None:
    statement = parse_statement(f"{BODY.strip()}\n\n***\n\nWe say it once more here.\n".encode())
    assert statement.sign_off == ()
